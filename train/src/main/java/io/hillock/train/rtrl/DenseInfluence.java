package io.hillock.train.rtrl;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/**
 * Real-time recurrent learning as it is usually written: all rows, all parameters of a dense cell,
 * all elements of J, whether zero or not; n^2 p_dense multiplications a step. It is what sparse
 * learning is measured against, and a second way to the same gradient.
 */
public final class DenseInfluence implements Influence {
  private final EventCell cell;
  private final CellRun run;
  private final MaskedWeights weights;
  private final int columns;
  private final int sources;
  private final double[] jacobian;
  private final Multiplications multiplications = new Multiplications();
  private double[][] now;
  private double[][] next;

  /**
   * Nothing has had any influence yet.
   *
   * @param run the cell that it follows
   */
  public DenseInfluence(CellRun run) {
    this.run = run;
    weights = run.weights();
    cell = weights.cell();
    int n = cell.units();
    sources = cell.inputs() + n + 1;
    columns = Math.toIntExact(cell.denseParameters());
    jacobian = new double[n * n];
    now = new double[n][columns];
    next = new double[n][columns];
  }

  @Override
  public void reset() {
    for (double[] row : now) {
      Arrays.fill(row, 0);
    }
  }

  @Override
  public void advance() {
    int n = cell.units();
    fillJacobian();
    for (int i = 0; i < n; i++) {
      double[] row = next[i];
      Arrays.fill(row, 0);
      for (int j = 0; j < n; j++) {
        SparseInfluence.add(row, jacobian[i * n + j], now[j]);
      }
      for (int s = 0; s < sources; s++) {
        row[i * sources + s] += run.sources()[s];
      }
    }
    double[][] last = now;
    now = next;
    next = last;
    multiplications.step((long) n * n * columns, 0, (long) n * columns);
  }

  private void fillJacobian() {
    int n = cell.units();
    double[] psi = run.psiBefore();
    Arrays.fill(jacobian, 0);
    for (int i = 0; i < n; i++) {
      for (int k = weights.recurrentStart(i); k < weights.start(i + 1) - 1; k++) {
        int j = weights.source(k) - cell.inputs();
        jacobian[i * n + j] = weights.values()[k] * psi[j];
      }
      jacobian[i * n + i] += cell.leak() * (1 - cell.threshold() * psi[i]);
    }
  }

  /** Gives the parameters that exist; those that do not are computed and left out here. */
  @Override
  public void addTo(double[] c, double[] gradient) {
    int n = cell.units();
    for (int i = 0; i < n; i++) {
      if (c[i] != 0) {
        for (int q = 0; q < n; q++) {
          for (int k = weights.start(q); k < weights.start(q + 1); k++) {
            gradient[k] += c[i] * now[i][q * sources + weights.source(k)];
          }
        }
      }
    }
    multiplications.gradient((long) n * columns);
  }

  @Override
  public Multiplications multiplications() {
    return multiplications;
  }

  @Override
  public long bytes() {
    return (2L * cell.units() * columns + jacobian.length) * Double.BYTES;
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int i = 0; i < now.length; i++) {
      visitor.doubles("M" + i, StateRole.LEARNING, Double.SIZE, now[i]);
    }
    visitor.part("multiplications", multiplications);
  }
}
