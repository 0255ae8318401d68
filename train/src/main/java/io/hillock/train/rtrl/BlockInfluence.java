package io.hillock.train.rtrl;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/**
 * The approximation that keeps of M only what a parameter does to its own unit (SnAp-1).
 *
 * {@snippet lang=text :
 * e_k(t) = (a (1 - theta psi_i(t-1)) + V_ii psi_i(t-1)) e_k(t-1) + source of k at t,
 *          k a parameter of unit i                                                  (1)
 * }
 *
 * <p>Cost and memory p. In an event cell without a connection of a unit to itself nothing remains
 * of earlier steps: learning sees one step only.
 *
 * @see "J. Menick et al. (2021), ICLR, arXiv:2006.07232"
 */
public final class BlockInfluence implements Influence {
  private final EventCell cell;
  private final CellRun run;
  private final MaskedWeights weights;
  private final double[] e;
  private final Multiplications multiplications = new Multiplications();

  /**
   * Nothing has had any influence yet.
   *
   * @param run the cell that it follows
   */
  public BlockInfluence(CellRun run) {
    this.run = run;
    weights = run.weights();
    cell = weights.cell();
    e = new double[weights.size()];
  }

  @Override
  public void reset() {
    Arrays.fill(e, 0);
  }

  @Override
  public void advance() {
    double[] psi = run.psiBefore();
    for (int i = 0; i < cell.units(); i++) {
      double diagonal = cell.leak() * (1 - cell.threshold() * psi[i]) + self(i) * psi[i];
      for (int k = weights.start(i); k < weights.start(i + 1); k++) {
        e[k] = diagonal * e[k] + run.sources()[weights.source(k)]; // (1)
      }
    }
    multiplications.step(0, e.length, e.length);
  }

  private double self(int i) {
    for (int k = weights.recurrentStart(i); k < weights.start(i + 1) - 1; k++) {
      if (weights.source(k) == cell.inputs() + i) {
        return weights.values()[k];
      }
    }
    return 0;
  }

  @Override
  public void addTo(double[] c, double[] gradient) {
    for (int i = 0; i < c.length; i++) {
      if (c[i] != 0) {
        for (int k = weights.start(i); k < weights.start(i + 1); k++) {
          gradient[k] += c[i] * e[k];
        }
        multiplications.gradient(weights.start(i + 1) - weights.start(i));
      }
    }
  }

  @Override
  public Multiplications multiplications() {
    return multiplications;
  }

  @Override
  public long bytes() {
    return (long) e.length * Double.BYTES;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("e", StateRole.LEARNING, Double.SIZE, e);
    visitor.part("multiplications", multiplications);
  }
}
