package io.hillock.train.delay;

/** How a decision is read from the potentials of the outputs. */
public enum Decoding {
  /** The highest mean potential over all steps; outputs need not fire. */
  MEAN_POTENTIAL("highest mean potential") {
    @Override
    int decide(SpikeResponse response, int classes, float[] u) {
      return argmax(mean(response, classes, u));
    }
  },
  /** The most steps at or above threshold; ties by mean potential. */
  TIME_ABOVE("longest time above threshold, ties by mean potential") {
    @Override
    int decide(SpikeResponse response, int classes, float[] u) {
      return mostAbove(response, classes, u, mean(response, classes, u));
    }
  },
  /**
   * The earliest crossing of the threshold, on the straight line between the potentials of two
   * steps, so that outputs which cross in the same step are told apart; where none crosses, the
   * highest peak.
   */
  EARLIEST_SPIKE("earliest crossing of the threshold, interpolated within a step") {
    @Override
    int decide(SpikeResponse response, int classes, float[] u) {
      double[] score = new double[classes];
      for (int c = 0; c < classes; c++) {
        score[c] = firstCrossing(response, classes, u, c);
        score[c] = Double.isNaN(score[c]) ? -NEVER + peak(response, classes, u, c) : -score[c];
      }
      return argmax(score);
    }
  },
  /**
   * The earliest step with a spike; ties by the number of steps at or above threshold, further ties
   * by the lower class; where no output fires, the lowest class: the decoding of the paper.
   */
  EARLIEST_STEP("earliest step with a spike, ties by spike count") {
    @Override
    int decide(SpikeResponse response, int classes, float[] u) {
      double[] score = new double[classes];
      for (int k = 0; k < u.length; k++) {
        int c = k % classes;
        if (u[k] >= response.theta()) {
          if (score[c] == 0) {
            score[c] = (double) (response.steps() - k / classes) * response.steps() * 2;
          }
          score[c]++;
        }
      }
      return argmax(score);
    }
  };

  private static final double NEVER = 1e12;

  private final String label;

  Decoding(String label) {
    this.label = label;
  }

  /**
   * The rule in words.
   *
   * @return the rule
   */
  public String label() {
    return label;
  }

  abstract int decide(SpikeResponse response, int classes, float[] u);

  /** When an output first reaches the threshold [step], NaN when it never does. */
  static double firstCrossing(SpikeResponse response, int classes, float[] u, int c) {
    double theta = response.theta();
    for (int t = 0; t < response.steps(); t++) {
      double now = u[t * classes + c];
      if (now >= theta) {
        double before = t == 0 ? now : u[(t - 1) * classes + c];
        return t == 0 ? 0 : t - (now - theta) / (now - before);
      }
    }
    return Double.NaN;
  }

  private static double peak(SpikeResponse response, int classes, float[] u, int c) {
    double peak = Double.NEGATIVE_INFINITY;
    for (int k = c; k < u.length; k += classes) {
      peak = Math.max(peak, u[k]);
    }
    return peak;
  }

  private static double[] mean(SpikeResponse response, int classes, float[] u) {
    double[] mean = new double[classes];
    for (int k = 0; k < u.length; k++) {
      mean[k % classes] += u[k] / (double) response.steps();
    }
    return mean;
  }

  private static int mostAbove(SpikeResponse response, int classes, float[] u, double[] tie) {
    int[] above = new int[classes];
    for (int k = 0; k < u.length; k++) {
      above[k % classes] += u[k] >= response.theta() ? 1 : 0;
    }
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (above[c] > above[best] || above[c] == above[best] && tie[c] > tie[best]) {
        best = c;
      }
    }
    return best;
  }

  private static int argmax(double[] score) {
    int best = 0;
    for (int c = 1; c < score.length; c++) {
      best = score[c] > score[best] ? c : best;
    }
    return best;
  }
}
