package io.hillock.train.rtrl;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * Classes read from events by leaky sums, and the influence of all parameters on these sums.
 *
 * {@snippet lang=text :
 * o_t = kappa o_{t-1} + (1 - kappa) (U y_t + c)                                     (1)
 * z_t = kappa z_{t-1} + (1 - kappa) y_t                        = do_t[k]/dU[k]      (2)
 * N_t = kappa N_{t-1} + (1 - kappa) U Psi_t M_t                = do_t/dw            (3)
 * L_t = -log softmax(o_t)[target],   delta_t = softmax(o_t) - one-hot(target)       (4)
 * }
 *
 * <p>U shape (classes, units), N shape (classes, p). The leak makes the loss of a step depend on
 * earlier events; (3) carries that exactly for the price of classes rows.
 */
public final class EventReadout implements Stateful {
  private final int classes;
  private final int units;
  private final double kappa;
  private final double[] u;
  private final double[] c;
  private final double[] o;
  private final double[] z;
  private final double[] delta;
  private final double[] toV;
  private final double[][] influence;
  private double filteredOne;

  /**
   * A readout without weights.
   *
   * @param classes number of classes, &gt; 1
   * @param kappa leak of the sums, in [0, 1)
   * @param weights parameters of the cell that it reads
   */
  public EventReadout(int classes, double kappa, MaskedWeights weights) {
    if (classes < 2) {
      throw new ParameterException("leaky readout", "classes", classes, "there must be two");
    }
    if (!(kappa >= 0 && kappa < 1)) {
      throw new ParameterException("leaky readout", "kappa", kappa, "it must be in [0, 1)");
    }
    this.classes = classes;
    this.kappa = kappa;
    units = weights.cell().units();
    u = new double[classes * units];
    c = new double[classes];
    o = new double[classes];
    z = new double[units];
    delta = new double[classes];
    toV = new double[units];
    influence = new double[classes][weights.size()];
  }

  /**
   * Draws U.
   *
   * @param deviation standard deviation, &gt;= 0
   * @param stream where the draws come from
   * @return this
   */
  public EventReadout fill(double deviation, RandomStream stream) {
    for (int k = 0; k < u.length; k++) {
      u[k] = deviation * stream.nextGaussian();
    }
    return this;
  }

  /** Begins a sequence. */
  public void reset() {
    Arrays.fill(o, 0);
    Arrays.fill(z, 0);
    for (double[] row : influence) {
      Arrays.fill(row, 0);
    }
    filteredOne = 0;
  }

  /**
   * Reads the last step, equation (1).
   *
   * @param run the cell
   */
  public void read(CellRun run) {
    double fresh = 1 - kappa;
    for (int k = 0; k < classes; k++) {
      double sum = c[k];
      for (int i = 0; i < units; i++) {
        sum += run.y()[i] == 0 ? 0 : u[k * units + i] * run.y()[i];
      }
      o[k] = kappa * o[k] + fresh * sum;
    }
  }

  /**
   * Takes in the influence on the potentials of the last step, equations (2) and (3).
   *
   * @param run the cell
   * @param potentials M_t
   */
  public void advance(CellRun run, Influence potentials) {
    double fresh = 1 - kappa;
    for (int i = 0; i < units; i++) {
      z[i] = kappa * z[i] + fresh * run.y()[i]; // (2)
    }
    filteredOne = kappa * filteredOne + fresh;
    for (int k = 0; k < classes; k++) {
      double[] row = influence[k];
      for (int w = 0; w < row.length; w++) {
        row[w] *= kappa;
      }
      for (int i = 0; i < units; i++) {
        toV[i] = fresh * u[k * units + i] * run.psi()[i];
      }
      potentials.addTo(toV, row); // (3)
    }
  }

  /**
   * The loss of the present sums, equation (4).
   *
   * @param target the right class
   * @return cross-entropy [nat]
   */
  public double loss(int target) {
    double greatest = Arrays.stream(o).max().getAsDouble();
    double sum = 0;
    for (int k = 0; k < classes; k++) {
      delta[k] = StrictMath.exp(o[k] - greatest);
      sum += delta[k];
    }
    double loss = StrictMath.log(sum) + greatest - o[target];
    for (int k = 0; k < classes; k++) {
      delta[k] = delta[k] / sum - (k == target ? 1 : 0); // (4)
    }
    return loss;
  }

  /**
   * Adds the gradient of the loss last computed.
   *
   * @param scale factor
   * @param cell by the parameters of the cell, shape (p)
   * @param readout by U and then c, shape (classes (units + 1))
   */
  public void addGradient(double scale, double[] cell, double[] readout) {
    for (int k = 0; k < classes; k++) {
      double d = scale * delta[k];
      SparseInfluence.add(cell, d, influence[k]);
      for (int i = 0; i < units; i++) {
        readout[k * units + i] += d * z[i];
      }
      readout[classes * units + k] += d * filteredOne;
    }
  }

  /**
   * The class with the greatest sum; the first of equals.
   *
   * @return the class
   */
  public int decision() {
    int best = 0;
    for (int k = 1; k < classes; k++) {
      best = o[k] > o[best] ? k : best;
    }
    return best;
  }

  /**
   * Number of trained values, U and c.
   *
   * @return classes (units + 1)
   */
  public int size() {
    return u.length + c.length;
  }

  /**
   * Number of classes.
   *
   * @return their number
   */
  public int classes() {
    return classes;
  }

  /**
   * The leak.
   *
   * @return kappa
   */
  public double kappa() {
    return kappa;
  }

  /**
   * U and then c.
   *
   * @return a copy, shape (classes (units + 1))
   */
  public double[] values() {
    double[] all = Arrays.copyOf(u, size());
    System.arraycopy(c, 0, all, u.length, c.length);
    return all;
  }

  /**
   * Sets one value of U or c.
   *
   * @param k its place in {@link #values}
   * @param value its value from now on
   */
  public void set(int k, double value) {
    if (k < u.length) {
      u[k] = value;
    } else {
      c[k - u.length] = value;
    }
  }

  /**
   * The sums.
   *
   * @return the array itself, shape (classes)
   */
  public double[] sums() {
    return o;
  }

  /**
   * Derivatives of the loss last computed by the sums.
   *
   * @return the array itself, shape (classes)
   */
  public double[] delta() {
    return delta;
  }

  /**
   * Memory of the influence on the sums.
   *
   * @return its size [byte]
   */
  public long bytes() {
    return (long) classes * influence[0].length * Double.BYTES;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("U", StateRole.INFERENCE, Double.SIZE, u);
    visitor.doubles("c", StateRole.INFERENCE, Double.SIZE, c);
    visitor.doubles("o", StateRole.INFERENCE, Double.SIZE, o);
    visitor.doubles("z", StateRole.LEARNING, Double.SIZE, z);
    for (int k = 0; k < classes; k++) {
      visitor.doubles("N" + k, StateRole.LEARNING, Double.SIZE, influence[k]);
    }
    filteredOne = visitor.scalar("filteredOne", StateRole.LEARNING, Double.SIZE, filteredOne);
  }
}
