package io.hillock.gallery.rtrl;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.rtrl.CellRun;
import io.hillock.train.rtrl.MaskedWeights;

/**
 * What the multiplications of an event cell must be by its active sets and its mask alone, counted
 * apart from whoever does them.
 *
 * {@snippet lang=text :
 * realised   = p |{(i, j) : psi_i(t) > 0, psi_j(t-1) > 0, V_ij exists}|             (1)
 * mean field = w_V w b_t b_{t-1} n^2 p_dense                                        (2)
 * }
 *
 * <p>summed over steps; b the share of units with psi &gt; 0, w_V the density of V, w that of all
 * parameters, p = w p_dense. (2) is the expectation of (1) over masks that know nothing of the
 * activity.
 */
final class ActiveSets implements Stateful {
  private final CellRun run;
  private final MaskedWeights weights;
  private final double recurrentDensity;
  private double before;
  private double share;
  private double realised;
  private double meanField;
  private long steps;

  ActiveSets(CellRun run) {
    this.run = run;
    weights = run.weights();
    recurrentDensity = weights.recurrentDensity();
  }

  void reset() {
    before = 0;
  }

  /** Takes in the last step of the run. */
  void observe() {
    double n = weights.cell().units();
    int inputs = weights.cell().inputs();
    long pairs = 0;
    long active = 0;
    for (int i = 0; i < n; i++) {
      if (run.psi()[i] > 0) {
        active++;
        for (int k = weights.recurrentStart(i); k < weights.start(i + 1) - 1; k++) {
          pairs += run.psiBefore()[weights.source(k) - inputs] > 0 ? 1 : 0;
        }
      }
    }
    double b = active / n;
    realised += (double) pairs * weights.size(); // (1)
    meanField += recurrentDensity * b * before * n * n * weights.size(); // (2)
    before = b;
    share += b;
    steps++;
  }

  double realised() {
    return realised;
  }

  double meanField() {
    return meanField;
  }

  /** Mean of b. */
  double share() {
    return share / steps;
  }

  long steps() {
    return steps;
  }

  /** Multiplications of dense learning in as many steps. */
  double dense() {
    double n = weights.cell().units();
    return n * n * weights.cell().denseParameters() * steps;
  }

  @Override
  public void visit(StateVisitor visitor) {
    before = visitor.scalar("before", StateRole.BOOKKEEPING, Double.SIZE, before);
    share = visitor.scalar("share", StateRole.BOOKKEEPING, Double.SIZE, share);
    realised = visitor.scalar("realised", StateRole.BOOKKEEPING, Double.SIZE, realised);
    meanField = visitor.scalar("meanField", StateRole.BOOKKEEPING, Double.SIZE, meanField);
    steps = visitor.scalar("steps", StateRole.BOOKKEEPING, Long.SIZE, steps);
  }
}
