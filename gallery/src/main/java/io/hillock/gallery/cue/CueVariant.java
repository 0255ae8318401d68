package io.hillock.gallery.cue;

import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.unit.Time;

/** The network of long leaks as it is, and with one thing changed at a time. */
public enum CueVariant {
  /** As it learns best: a leak that spans the delay, float weights, rate regularisation. */
  LONG_LEAK(2000, Weights.FLOAT, true),
  /** A leak of 20 ms. */
  SHORT_LEAK(20, Weights.FLOAT, true),
  /** A leak of 50 ms. */
  LEAK_50_MS(50, Weights.FLOAT, true),
  /** Weights of 8 bits, changes rounded at random. */
  LONG_LEAK_8_BIT(2000, Weights.STOCHASTIC_8_BIT, true),
  /** Weights of 8 bits, changes rounded to the nearest level. */
  LONG_LEAK_8_BIT_NEAREST(2000, Weights.NEAREST_8_BIT, true),
  /** No rate regularisation. */
  LONG_LEAK_UNREGULARISED(2000, Weights.FLOAT, false);

  /** What weights are. */
  private enum Weights {
    FLOAT,
    STOCHASTIC_8_BIT,
    NEAREST_8_BIT
  }

  private static final int BITS = 8;

  private final Time tauM;
  private final Weights weights;
  private final boolean regularised;

  CueVariant(double tauMs, Weights weights, boolean regularised) {
    tauM = Time.ms(tauMs);
    this.weights = weights;
    this.regularised = regularised;
  }

  Time tauM() {
    return tauM;
  }

  boolean isRegularised() {
    return regularised;
  }

  /**
   * The substrate of a projection.
   *
   * @param greatest greatest weight of an integer substrate
   */
  Substrate substrate(float greatest) {
    return switch (weights) {
      case FLOAT -> IdealSubstrate.UNBOUNDED;
      case STOCHASTIC_8_BIT -> new DigitalSubstrate(BITS, greatest, Rounding.STOCHASTIC);
      case NEAREST_8_BIT -> new DigitalSubstrate(BITS, greatest, Rounding.NEAREST);
    };
  }
}
