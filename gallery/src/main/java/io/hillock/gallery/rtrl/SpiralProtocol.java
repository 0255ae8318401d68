package io.hillock.gallery.rtrl;

import io.hillock.data.spiral.SpiralTask;
import io.hillock.gallery.Scale;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.Schedule;
import io.hillock.train.rtrl.EventCell;
import io.hillock.train.rtrl.EventReadout;
import io.hillock.train.rtrl.MaskedWeights;
import io.hillock.train.rtrl.OnlineLearner;
import io.hillock.train.rtrl.OnlineSettings;
import io.hillock.train.rtrl.TriangularSurrogate;

/**
 * Size of the cell and of the training; the settings were chosen on sequences of seeds from 11 on.
 *
 * @param units units of the cell
 * @param fan units that a unit sees
 * @param sequences sequences learned, each seen once
 * @param tests sequences scored, none of them learned
 */
record SpiralProtocol(int units, int fan, int sequences, int tests) {
  /** Height and slope as published for the event-based GRU. */
  static final TriangularSurrogate SURROGATE = new TriangularSurrogate(0.7, 1);

  static final double THRESHOLD = 1;
  private static final double GAIN_W = 2;
  private static final double GAIN_V = 1;
  private static final double BIAS = 1;
  private static final double RATE = 0.003;
  private static final double LAST_RATE = 0.01;
  private static final long WIRING_PATH = 40;

  static SpiralProtocol of(Scale scale) {
    return switch (scale) {
      case QUICK -> new SpiralProtocol(64, 9, 12_000, 2000);
      case PAPER -> new SpiralProtocol(96, 12, 15_000, 10_000);
    };
  }

  EventCell cell(double leak) {
    return new EventCell(SpiralTask.DIMENSIONS, units, leak, THRESHOLD, SURROGATE);
  }

  MaskedWeights weights(SpiralArm arm, Seed seed) {
    RandomStream stream = seed.stream(Purpose.WIRING, WIRING_PATH);
    return MaskedWeights.random(
            cell(arm.leak()), SpiralTask.DIMENSIONS, arm.recurrent() ? fan : 0, stream)
        .fill(GAIN_W, GAIN_V, BIAS, stream);
  }

  /** No leak in the readout: what is remembered is remembered by events. */
  EventReadout readout(MaskedWeights weights, Seed seed) {
    return new EventReadout(SpiralTask.CLASSES, 0, weights)
        .fill(2 / StrictMath.sqrt(units), seed.stream(Purpose.WIRING, WIRING_PATH + 1));
  }

  OnlineLearner learner(SpiralArm arm, Seed seed) {
    MaskedWeights weights = weights(arm, seed);
    long each = (Lesson.LENGTH - 1) / Math.min(arm.every(), Lesson.LENGTH) + 1;
    long changes = sequences * each;
    return new OnlineLearner(
        weights,
        readout(weights, seed),
        new OnlineSettings(
            arm.kind(),
            arm.every(),
            Adam.STANDARD,
            new Schedule.Cosine(RATE, LAST_RATE * RATE, changes / 3, changes),
            new Clipping.None()));
  }
}
