package io.hillock.train.rtrl;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/** An event cell in the course of a sequence. The numbers are those of {@link EventCell}. */
public final class CellRun implements Stateful {
  private final EventCell cell;
  private final MaskedWeights weights;
  private final EventCell.Output output;
  private final double[] v;
  private final double[] y;
  private final double[] psi;
  private final double[] psiBefore;
  private final double[] sources;
  private final Counts counts = new Counts();

  /**
   * A cell at rest.
   *
   * @param weights its parameters; may change between steps
   * @param output what its units send
   */
  public CellRun(MaskedWeights weights, EventCell.Output output) {
    cell = weights.cell();
    this.weights = weights;
    this.output = output;
    int n = cell.units();
    v = new double[n];
    y = new double[n];
    psi = new double[n];
    psiBefore = new double[n];
    sources = new double[cell.inputs() + n + 1];
  }

  /** Back to rest: no potential, no events, nothing that came before. */
  public void reset() {
    Arrays.fill(v, 0);
    Arrays.fill(y, 0);
    Arrays.fill(psi, 0);
    Arrays.fill(psiBefore, 0);
  }

  /**
   * One step.
   *
   * @param x the input, shape (inputs)
   */
  public void step(double[] x) {
    int m = cell.inputs();
    int n = cell.units();
    System.arraycopy(x, 0, sources, 0, m);
    System.arraycopy(y, 0, sources, m, n);
    sources[m + n] = 1;
    System.arraycopy(psi, 0, psiBefore, 0, n);
    for (int i = 0; i < n; i++) {
      v[i] = cell.leak() * (v[i] - cell.threshold() * y[i]); // (1)
    }
    for (int s = 0; s < sources.length; s++) {
      if (sources[s] != 0) {
        int read = weights.send(s, sources[s], v); // (1)
        if (s < m + n) { // a bias belongs to the update of its unit
          counts.add(s < m ? CountKind.MULTIPLY_ACCUMULATE : CountKind.SYNAPSE_READ, read);
        }
      }
    }
    int events = 0;
    for (int i = 0; i < n; i++) {
      double u = v[i] - cell.threshold();
      psi[i] = cell.surrogate().derivative(u);
      y[i] =
          switch (output) {
            case EVENT -> u > 0 ? 1 : 0; // (2)
            case SMOOTH -> cell.surrogate().step(u);
          };
      events += y[i] != 0 ? 1 : 0;
    }
    counts.add(CountKind.STEP, 1);
    counts.add(CountKind.NEURON_UPDATE, n);
    counts.add(CountKind.SPIKE, events);
  }

  /**
   * Whose run this is.
   *
   * @return the parameters
   */
  public MaskedWeights weights() {
    return weights;
  }

  /**
   * Potentials.
   *
   * @return the array itself, shape (units)
   */
  public double[] v() {
    return v;
  }

  /**
   * Events of the last step.
   *
   * @return the array itself, shape (units)
   */
  public double[] y() {
    return y;
  }

  /**
   * Pseudo-derivatives of the last step.
   *
   * @return the array itself, shape (units)
   */
  public double[] psi() {
    return psi;
  }

  /**
   * Pseudo-derivatives of the step before it, all zero at the beginning of a sequence.
   *
   * @return the array itself, shape (units)
   */
  public double[] psiBefore() {
    return psiBefore;
  }

  /**
   * What the last step multiplied: x_t, y_{t-1} and 1.
   *
   * @return the array itself, shape (inputs + units + 1)
   */
  public double[] sources() {
    return sources;
  }

  /**
   * What was done since the beginning: reads of weights, updates of units, events.
   *
   * @return the counts themselves
   */
  public Counts counts() {
    return counts;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("v", StateRole.INFERENCE, Double.SIZE, v);
    visitor.doubles("y", StateRole.INFERENCE, 1, y);
    visitor.doubles("psi", StateRole.LEARNING, Double.SIZE, psi);
    visitor.doubles("psiBefore", StateRole.BOOKKEEPING, Double.SIZE, psiBefore);
    visitor.doubles("sources", StateRole.BOOKKEEPING, Double.SIZE, sources);
    visitor.part("counts", counts);
  }
}
