package io.hillock.learning;

import io.hillock.fault.ParameterException;

/** How the error of the readout reaches the neurons: L_j = sum_k B_jk d_k. */
public sealed interface Feedback {
  /** B_jk = w_jk, the live readout weights. */
  record Symmetric() implements Feedback {}

  /**
   * B fixed, independent normal entries.
   *
   * @param sd standard deviation, &gt; 0
   */
  record RandomFixed(double sd) implements Feedback {
    /** Checks the bound of the deviation. */
    public RandomFixed {
      requirePositive(sd);
    }
  }

  /**
   * B starts random and receives the same updates and the same decay as the readout weights.
   *
   * @param sd standard deviation of the beginning, &gt; 0
   * @param decay fraction of B and of the readout weights lost per update, in [0, 1)
   */
  record Adaptive(double sd, double decay) implements Feedback {
    /** Checks every documented bound. */
    public Adaptive {
      requirePositive(sd);
      if (!(decay >= 0 && decay < 1)) {
        throw new ParameterException("adaptive feedback", "decay", decay, "it must lie in [0, 1)");
      }
    }
  }

  private static void requirePositive(double sd) {
    if (!(sd > 0)) {
      throw new ParameterException("random feedback", "sd", sd, "it must be > 0");
    }
  }
}
