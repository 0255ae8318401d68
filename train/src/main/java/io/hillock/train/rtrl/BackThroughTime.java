package io.hillock.train.rtrl;

import java.util.Arrays;

/**
 * Back-propagation through time of an event cell, plain: the oracle of real-time recurrent
 * learning, and what its memory is compared with.
 *
 * {@snippet lang=text :
 * dL/dy_t = g_t + V^T dL/dv_{t+1} - a theta dL/dv_{t+1},   g_t by what happens at t alone    (1)
 * dL/dv_t = psi_t dL/dy_t + a dL/dv_{t+1}                                                    (2)
 * dL/dw_k = sum over t of dL/dv_t[i] source of k at t,     k a parameter of unit i           (3)
 * }
 *
 * <p>It holds sources and pseudo-derivatives of every step: memory grows with the sequence.
 */
public final class BackThroughTime {
  private final CellRun run;
  private final MaskedWeights weights;
  private double[][] sources = new double[16][];
  private double[][] psi = new double[16][];
  private int steps;
  private long multiplications;

  /**
   * Nothing recorded yet.
   *
   * @param run the cell that it follows
   */
  public BackThroughTime(CellRun run) {
    this.run = run;
    weights = run.weights();
  }

  /** Forgets what was recorded, for a new sequence. */
  public void reset() {
    Arrays.fill(sources, null);
    Arrays.fill(psi, null);
    steps = 0;
  }

  /** Records the last step of the run. */
  public void record() {
    if (steps == psi.length) {
      sources = Arrays.copyOf(sources, 2 * steps);
      psi = Arrays.copyOf(psi, 2 * steps);
    }
    sources[steps] = run.sources().clone();
    psi[steps++] = run.psi().clone();
  }

  /**
   * The gradient over all that was recorded.
   *
   * @param direct g_t of each step recorded, shape (steps, units)
   * @param gradient the gradient is added to it, shape (p)
   */
  public void addTo(double[][] direct, double[] gradient) {
    EventCell cell = weights.cell();
    int n = cell.units();
    double[] later = new double[n];
    double[] toY = new double[n];
    for (int t = steps - 1; t >= 0; t--) {
      for (int j = 0; j < n; j++) {
        toY[j] = direct[t][j] - cell.leak() * cell.threshold() * later[j]; // (1)
      }
      for (int i = 0; i < n; i++) {
        if (later[i] != 0) {
          for (int k = weights.recurrentStart(i); k < weights.start(i + 1) - 1; k++) {
            toY[weights.source(k) - cell.inputs()] += weights.values()[k] * later[i]; // (1)
          }
          multiplications += weights.start(i + 1) - 1 - weights.recurrentStart(i);
        }
      }
      for (int i = 0; i < n; i++) {
        later[i] = psi[t][i] * toY[i] + cell.leak() * later[i]; // (2)
        if (later[i] != 0) {
          for (int k = weights.start(i); k < weights.start(i + 1); k++) {
            gradient[k] += later[i] * sources[t][weights.source(k)]; // (3)
          }
          multiplications += weights.start(i + 1) - weights.start(i);
        }
      }
    }
  }

  /**
   * Multiplications of (1) and (3) by weights and sources since the beginning; rows of units
   * without a derivative are left out.
   *
   * @return their number
   */
  public long multiplications() {
    return multiplications;
  }

  /**
   * Memory of what is recorded.
   *
   * @return its size [byte]
   */
  public long bytes() {
    long each = run.sources().length + (long) run.psi().length;
    return steps * each * Double.BYTES;
  }
}
