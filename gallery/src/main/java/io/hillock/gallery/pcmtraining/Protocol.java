package io.hillock.gallery.pcmtraining;

import io.hillock.fault.ParameterException;

/**
 * How long is trained.
 *
 * @param patterns number of patterns; an epoch shows each once, a trial is one of them
 * @param epochs number of epochs
 * @param secondsPerTrial from the beginning of a trial to that of the next [s]; it sets the age at
 *     which devices are read, not less than the trial itself
 */
record Protocol(int patterns, int epochs, double secondsPerTrial) {
  /** Epochs at the end over which the error is averaged. */
  static final int LAST_EPOCHS = 10;

  /** The published one. */
  static final Protocol PUBLISHED = new Protocol(3, 250, 38.6);

  /** Checks that there is something to average over, and time for a trial. */
  Protocol {
    if (patterns < 1 || epochs < LAST_EPOCHS) {
      throw new ParameterException(
          "pattern training",
          "patterns, epochs",
          patterns + ", " + epochs,
          "there must be at least 1 pattern and " + LAST_EPOCHS + " epochs");
    }
    if (!(secondsPerTrial >= SineTask.STEPS * Scheme.DT.seconds())) {
      throw new ParameterException(
          "pattern training", "time of a trial", secondsPerTrial + " s", "the trial takes 1 s");
    }
  }

  /** Another number of epochs. */
  Protocol withEpochs(int value) {
    return new Protocol(patterns, value, secondsPerTrial);
  }

  long trials() {
    return (long) patterns * epochs;
  }

  /** Steps between a trial and the next. */
  long idleSteps() {
    return Math.round(secondsPerTrial / Scheme.DT.seconds()) - SineTask.STEPS;
  }
}
