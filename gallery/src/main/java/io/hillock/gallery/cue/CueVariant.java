package io.hillock.gallery.cue;

import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import io.hillock.unit.Time;

/** The network of long leaks as it is, and with one thing changed at a time. */
public enum CueVariant {
  /** As it learns best: a leak that spans the delay, float weights, rate regularisation. */
  LONG_LEAK("longLeak", "leak of 2 s", 2000, Weights.FLOAT, true),
  /** A leak of 20 ms. */
  SHORT_LEAK("shortLeak", "leak of 20 ms", 20, Weights.FLOAT, true),
  /** A leak of 50 ms. */
  LEAK_50_MS("leak50ms", "leak of 50 ms", 50, Weights.FLOAT, true),
  /** Weights of 8 bits, changes rounded at random. */
  LONG_LEAK_8_BIT("longLeak8bit", "8 bit, rounded at random", 2000, Weights.STOCHASTIC_8_BIT, true),
  /** Weights of 8 bits, changes rounded to the nearest level. */
  LONG_LEAK_8_BIT_NEAREST(
      "longLeak8bitNearest", "8 bit, nearest level", 2000, Weights.NEAREST_8_BIT, true),
  /** No rate regularisation. */
  LONG_LEAK_UNREGULARISED(
      "longLeakUnregularised", "no rate regularisation", 2000, Weights.FLOAT, false);

  /** What weights are. */
  private enum Weights {
    FLOAT,
    STOCHASTIC_8_BIT,
    NEAREST_8_BIT
  }

  private static final int BITS = 8;

  private final String key;
  private final String title;
  private final Time tauM;
  private final Weights weights;
  private final boolean regularised;

  CueVariant(String key, String title, double tauMs, Weights weights, boolean regularised) {
    this.key = key;
    this.title = title;
    tauM = Time.ms(tauMs);
    this.weights = weights;
    this.regularised = regularised;
  }

  /** Its name in metrics. */
  String key() {
    return key;
  }

  /** What it is, in words. */
  String title() {
    return title;
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
