package io.hillock.gallery;

/** Where a long run tells how far it is, and asks whether it should stop. */
public interface Progress {
  /** Tells nobody and never stops. */
  Progress SILENT =
      new Progress() {
        @Override
        public void begin(String task, long steps) {}

        @Override
        public void advance(long steps) {}

        @Override
        public void say(String line) {}

        @Override
        public boolean stopRequested() {
          return false;
        }
      };

  /**
   * A task begins.
   *
   * @param task what is done
   * @param steps how many steps it has
   */
  void begin(String task, long steps);

  /**
   * Steps were done; may be called from any thread.
   *
   * @param steps how many
   */
  void advance(long steps);

  /** The task is over; what is written from now on stands below it. */
  default void end() {}

  /**
   * A line for the user, apart from the result.
   *
   * @param line the line
   */
  void say(String line);

  /**
   * Whether the user asked to stop; the work then saves itself at the next safe point.
   *
   * @return true when it should stop
   */
  boolean stopRequested();
}
