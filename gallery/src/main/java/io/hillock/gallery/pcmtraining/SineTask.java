package io.hillock.gallery.pcmtraining;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;

/**
 * Frozen noise in, a slow curve out.
 *
 * {@snippet lang=text :
 * y(t) = s(t) / max_t |s(t)|,   s(t) = sum_f A_f sin(2 pi f t + phi_f),   f = 1, 2, 3, 5 Hz   (1)
 * }
 *
 * <p>A_f uniform in [0.5, 2), phi_f uniform in [0, 2 pi), drawn for each pattern. The input of a
 * pattern is one draw of Poisson spikes (Bernoulli in each step of 1 ms) on every channel, the same
 * each time that the pattern is shown.
 *
 * @see "Y. Demirag, C. Frenkel, M. Payvand, G. Indiveri (2021), arXiv:2108.01804"
 */
final class SineTask {
  static final int STEPS = 1000;
  static final int CHANNELS = 100;
  static final double INPUT_HZ = 50;
  private static final double DT_S = 1e-3;
  private static final double[] FREQUENCIES_HZ = {1, 2, 3, 5};

  private final int[][][] spikes; // channels that spike, shape (patterns, steps, ...)
  private final float[][] target; // shape (patterns, steps)

  SineTask(Seed seed, int patterns) {
    spikes = new int[patterns][STEPS][];
    target = new float[patterns][STEPS];
    for (int p = 0; p < patterns; p++) {
      drawSpikes(seed.stream(Purpose.INPUT, 1, p), spikes[p]);
      drawTarget(seed.stream(Purpose.DATA, 1, p), target[p]);
    }
  }

  private static void drawSpikes(RandomStream random, int[][] byStep) {
    int[] now = new int[CHANNELS];
    for (int t = 0; t < STEPS; t++) {
      int n = 0;
      for (int c = 0; c < CHANNELS; c++) {
        if (random.nextBoolean(INPUT_HZ * DT_S)) {
          now[n++] = c;
        }
      }
      byStep[t] = java.util.Arrays.copyOf(now, n);
    }
  }

  private static void drawTarget(RandomStream random, float[] y) {
    double[] sum = new double[STEPS];
    double greatest = 0;
    double[] amplitude = new double[FREQUENCIES_HZ.length];
    double[] phase = new double[FREQUENCIES_HZ.length];
    for (int f = 0; f < FREQUENCIES_HZ.length; f++) {
      amplitude[f] = random.nextDouble(0.5, 2);
      phase[f] = random.nextDouble(0, 2 * StrictMath.PI);
    }
    for (int t = 0; t < STEPS; t++) {
      for (int f = 0; f < FREQUENCIES_HZ.length; f++) {
        double angle = 2 * StrictMath.PI * FREQUENCIES_HZ[f] * t * DT_S + phase[f];
        sum[t] += amplitude[f] * StrictMath.sin(angle); // (1)
      }
      greatest = StrictMath.max(greatest, StrictMath.abs(sum[t]));
    }
    for (int t = 0; t < STEPS; t++) {
      y[t] = (float) (sum[t] / greatest);
    }
  }

  int patterns() {
    return target.length;
  }

  /** Adds the input spikes of a step. */
  void input(int pattern, int t, SpikeList to) {
    for (int c : spikes[pattern][t]) {
      to.add(c);
    }
  }

  /** The wanted output in a step. */
  float target(int pattern, int t) {
    return target[pattern][t];
  }

  /** Mean squared error of an output that stays at 0, mean over patterns. */
  double zeroMse() {
    double sum = 0;
    for (float[] y : target) {
      for (float v : y) {
        sum += (double) v * v;
      }
    }
    return sum / ((double) target.length * STEPS);
  }
}
