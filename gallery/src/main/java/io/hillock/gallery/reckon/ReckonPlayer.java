package io.hillock.gallery.reckon;

import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;

/** Plays samples to the processor as its bench does. */
public final class ReckonPlayer {
  private ReckonPlayer() {}

  /**
   * Plays a sample. Events of tick t are delivered at the end of tick t; from the tick of the label
   * on winners count, and all ticks but the last one learn if that is wanted.
   *
   * @param chip the processor
   * @param sample the sample
   * @param teach whether the label is shown and learned from; else plasticity is off
   * @return the decision
   */
  public static int play(Reckon chip, EventSample sample, boolean teach) {
    chip.beginSample();
    if (teach) {
      chip.label(sample.label());
    }
    int next = 0;
    for (int t = 0; t < sample.ticks() - 1; t++) {
      for (; next < sample.events() && sample.time(next) == t; next++) {
        chip.event(sample.input(next));
      }
      boolean judged = t >= sample.labelTick();
      chip.tick(teach && judged, judged);
    }
    chip.lastTick(true);
    return chip.decision();
  }
}
