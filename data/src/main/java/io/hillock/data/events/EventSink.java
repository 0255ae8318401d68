package io.hillock.data.events;

/** Who receives the events of a camera. */
@FunctionalInterface
public interface EventSink {
  /**
   * An event.
   *
   * @param timeUs its time [us]
   * @param x column of the pixel
   * @param y row of the pixel
   * @param on whether the intensity rose
   */
  void event(long timeUs, int x, int y, boolean on);
}
