package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * What {@link EProp} has gathered since the last update: sums over steps and trials, in double.
 *
 * <p>Gradients of independent trials can be added. Addition of floating-point numbers is not
 * associative: whoever adds gradients of several threads adds them in an order that does not depend
 * on the threads, and gets the same bits for any number of them.
 */
public final class EPropGradient implements Stateful {
  private final int inputs;
  private final int neurons;
  private final int sources;
  private final int outputs;

  /** Sum of L_j ebar_ji, shape (neurons, inputs + recurrent), row by postsynaptic neuron. */
  final double[] hidden;

  /**
   * What rate regularisation needs, of the same shape: the sum of e_ji, or of its product with what
   * the rate of the trial is off by; empty without rate regularisation.
   */
  final double[] eligibility;

  /** Sum of d_k times the filtered spikes, shape (outputs, neurons). */
  final double[] out;

  /** Spikes of each hidden neuron. */
  final long[] spikes;

  long steps;
  long taughtSteps;
  long trials;

  EPropGradient(int inputs, int recurrent, int neurons, int outputs, boolean regularised) {
    this.inputs = inputs;
    this.neurons = neurons;
    this.outputs = outputs;
    sources = inputs + recurrent;
    hidden = new double[neurons * sources];
    eligibility = new double[regularised ? hidden.length : 0];
    out = new double[outputs * neurons];
    spikes = new long[neurons];
  }

  /**
   * An empty gradient of the same shape, for sums.
   *
   * @return zeros
   */
  public EPropGradient zeros() {
    return new EPropGradient(inputs, sources - inputs, neurons, outputs, eligibility.length > 0);
  }

  /** Sets everything to zero. */
  public void clear() {
    Arrays.fill(hidden, 0);
    Arrays.fill(eligibility, 0);
    Arrays.fill(out, 0);
    Arrays.fill(spikes, 0);
    steps = 0;
    taughtSteps = 0;
    trials = 0;
  }

  /**
   * Adds another gradient of the same shape.
   *
   * @param other the gradient of other trials
   */
  public void add(EPropGradient other) {
    if (other.inputs != inputs
        || other.sources != sources
        || other.neurons != neurons
        || other.outputs != outputs
        || other.eligibility.length != eligibility.length) {
      throw new ParameterException("e-prop", "gradient", other, "it must have the same shape");
    }
    add(hidden, other.hidden);
    add(eligibility, other.eligibility);
    add(out, other.out);
    for (int j = 0; j < spikes.length; j++) {
      spikes[j] += other.spikes[j];
    }
    steps += other.steps;
    taughtSteps += other.taughtSteps;
    trials += other.trials;
  }

  private static void add(double[] sum, double[] addend) {
    for (int k = 0; k < sum.length; k++) {
      sum[k] += addend[k];
    }
  }

  /**
   * Sum over taught steps of L_j ebar_ji for a synapse from an input.
   *
   * @param i input
   * @param j hidden neuron
   * @return the sum, without regularisation
   */
  public double in(int i, int j) {
    return hidden[j * sources + i];
  }

  /**
   * Sum over taught steps of L_j ebar_ji for a synapse between hidden neurons.
   *
   * @param i presynaptic hidden neuron
   * @param j postsynaptic hidden neuron
   * @return the sum, without regularisation
   */
  public double rec(int i, int j) {
    return hidden[j * sources + inputs + i];
  }

  /**
   * Sum over taught steps of d_k times the filtered spikes of a hidden neuron.
   *
   * @param j hidden neuron
   * @param k output
   * @return the sum
   */
  public double out(int j, int k) {
    return out[k * neurons + j];
  }

  /**
   * Mean firing per step of a hidden neuron.
   *
   * @param j hidden neuron
   * @return spikes per step, 0 before the first step
   */
  public double rate(int j) {
    return steps == 0 ? 0 : (double) spikes[j] / steps;
  }

  /**
   * How many steps were gathered.
   *
   * @return the number, taught or not
   */
  public long steps() {
    return steps;
  }

  /**
   * How many taught steps were gathered.
   *
   * @return the number
   */
  public long taughtSteps() {
    return taughtSteps;
  }

  /**
   * How many trials were gathered.
   *
   * @return the number; a trial ends with a reset or when its gradient is asked for
   */
  public long trials() {
    return trials;
  }

  @Override
  public String toString() {
    return "EPropGradient[" + neurons + " x " + sources + ", " + outputs + " outputs]";
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("hidden", StateRole.LEARNING, Float.SIZE, hidden);
    visitor.doubles("eligibility", StateRole.LEARNING, Float.SIZE, eligibility);
    visitor.doubles("out", StateRole.LEARNING, Float.SIZE, out);
    visitor.longs("spikes", StateRole.LEARNING, Integer.SIZE, spikes);
    steps = visitor.scalar("steps", StateRole.BOOKKEEPING, Long.SIZE, steps);
    taughtSteps = visitor.scalar("taughtSteps", StateRole.BOOKKEEPING, Long.SIZE, taughtSteps);
    trials = visitor.scalar("trials", StateRole.BOOKKEEPING, Long.SIZE, trials);
  }
}
