package io.hillock.learning;

import io.hillock.internal.simd.EligibilityStep;
import io.hillock.internal.simd.Kernels;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * Eligibility traces of all synapses onto a population, and the sums over them that make a
 * gradient.
 *
 * {@snippet lang=text :
 * x_i[t] = alpha x_i[t-1] + s_i[t]                                                  (1)
 * e_ji[t] = psi_j[t] (zeta x_i[t] - beta_j eps_ji[t])                               (2)
 * eps_ji[t+1] = rho_j eps_ji[t] + e_ji[t]                                           (3)
 * ebar_ji[t] = kappa ebar_ji[t-1] + c e_ji[t]                                       (4)
 * G_ji = sum_t L_j[t] ebar_ji[t],   S_ji = sum_t e_ji[t]                            (5)
 * }
 *
 * <p>Work is done where it can change a number. Presynaptic channels get a place in the order in
 * which they first spike, and only places taken are computed: traces of the others are zero. Where
 * psi_j = 0, (2) to (4) are a decay of the whole row of neuron j, so its factor is kept in one
 * number and multiplied in when psi_j is next non-zero. As the stored row stands still in between,
 * (5) needs one number there too, the sum of L_j times that factor. In real numbers this changes
 * nothing; in double it moves roundings (1e-16 relative), and the order is fixed.
 *
 * <p>Traces below 1e-100 in magnitude count as zero, looked for every 1,024 steps, so that none
 * fades into slow subnormal numbers.
 */
final class EligibilityTraces implements Stateful {
  private static final int SWEEP_INTERVAL = 1024;
  private static final double NEGLIGIBLE = 1e-100;

  /** Unused places behind the presynaptic traces, so that whole vectors may be read. */
  private static final int VECTOR = 8;

  /**
   * What the traces need to know of the postsynaptic neurons.
   *
   * @param alpha decay of the membranes, the same for all
   * @param zeta input gain of each neuron
   * @param beta strength of adaptation of each neuron
   * @param rho decay of adaptation of each neuron
   */
  record Dynamics(double alpha, double[] zeta, double[] beta, double[] rho) {}

  /**
   * The filter (4).
   *
   * @param kappa its decay
   * @param c its factor on the input
   */
  record Filter(double kappa, double c) {}

  private final Kernels kernels = Kernels.best();
  private final int sources;
  private final int neurons;
  private final Dynamics dynamics;
  private final Filter filter;
  private final boolean summing;
  private final double[] x; // by place
  private final int[] source; // place -> presynaptic channel
  private final int[] place; // presynaptic channel -> place, or -1
  private final int[] slowRow; // neuron -> its row of eps, or -1 without adaptation
  private final double[] eps; // rows of adaptive neurons, by place
  private final double[] eBar; // shape (neurons, sources), by place, as are the sums
  private final double[] gradient;
  private final double[] eSum;
  private final double[] epsDecay; // what the row of eps still has to be multiplied by
  private final double[] eBarDecay;
  private final double[] due; // factor with which the row of eBar still has to enter the gradient
  private final EligibilityStep step = new EligibilityStep();
  private int taken;
  private int clock;

  EligibilityTraces(int sources, Dynamics dynamics, Filter filter, boolean summing) {
    this.sources = sources;
    this.dynamics = dynamics;
    this.filter = filter;
    this.summing = summing;
    neurons = dynamics.beta().length;
    x = new double[sources + VECTOR];
    source = new int[sources];
    place = new int[sources];
    slowRow = new int[neurons];
    int slow = 0;
    for (int j = 0; j < neurons; j++) {
      slowRow[j] = dynamics.beta()[j] == 0 ? -1 : slow++;
    }
    eps = new double[slow * sources];
    eBar = new double[neurons * sources];
    gradient = new double[neurons * sources];
    eSum = new double[summing ? neurons * sources : 0];
    epsDecay = new double[neurons];
    eBarDecay = new double[neurons];
    due = new double[neurons];
    step.gain = filter.c();
    clear();
  }

  /** Whether no presynaptic spike came since the beginning: then every trace is exactly zero. */
  boolean empty() {
    return taken == 0;
  }

  /** Lets the presynaptic traces decay by a step. */
  void decay() {
    if (++clock % SWEEP_INTERVAL == 0) {
      sweep();
    }
    for (int k = 0; k < taken; k++) {
      x[k] *= dynamics.alpha();
    }
  }

  private void sweep() {
    sweep(x);
    sweep(eps);
    sweep(eBar);
    sweep(epsDecay);
    sweep(eBarDecay);
  }

  private static void sweep(double[] traces) {
    for (int k = 0; k < traces.length; k++) {
      if (Math.abs(traces[k]) < NEGLIGIBLE) {
        traces[k] = 0;
      }
    }
  }

  /**
   * Adds presynaptic spikes; (1).
   *
   * @param spikes the spikes that arrive in this step
   * @param offset channel of their index 0
   */
  void arrive(SpikeList spikes, int offset) {
    for (int k = 0; k < spikes.size(); k++) {
      int i = offset + spikes.get(k);
      if (place[i] < 0) {
        source[taken] = i;
        place[i] = taken++;
      }
      x[place[i]] += 1;
    }
  }

  /**
   * Computes (2) to (4) of a step.
   *
   * @param psi pseudo-derivatives, shape (neurons)
   * @return how many traces and sums were updated
   */
  long advance(float[] psi) {
    long updates = taken;
    for (int j = 0; j < neurons; j++) {
      if (psi[j] == 0) {
        epsDecay[j] *= dynamics.rho()[j];
        eBarDecay[j] *= filter.kappa();
      } else {
        updates += settle(j) + advance(j, psi[j]);
      }
    }
    return updates;
  }

  private long advance(int j, double psi) {
    int at = j * sources;
    step.drive = psi * dynamics.zeta()[j];
    step.keep = filter.kappa() * eBarDecay[j];
    eBarDecay[j] = 1;
    long traces = summing ? 2 : 1;
    if (slowRow[j] < 0) {
      kernels.eligibility(step, x, eBar, eSum, at, taken);
    } else {
      step.sink = psi * dynamics.beta()[j] * epsDecay[j];
      step.keepSlow = dynamics.rho()[j] * epsDecay[j];
      epsDecay[j] = 1;
      kernels.adaptiveEligibility(step, x, eps, slowRow[j] * sources, eBar, eSum, at, taken);
      traces++;
    }
    return traces * taken;
  }

  /**
   * Lets a learning signal enter the gradient; (5).
   *
   * @param learningSignal L, shape (neurons)
   */
  void teach(double[] learningSignal) {
    for (int j = 0; j < neurons; j++) {
      due[j] += learningSignal[j] * eBarDecay[j];
    }
  }

  /** Enters into the gradient of a row what is still due; gives how many sums it added to. */
  private int settle(int j) {
    if (due[j] == 0) {
      return 0;
    }
    addScaled(gradient, eBar, j * sources, due[j], taken);
    due[j] = 0;
    return taken;
  }

  private static void addScaled(double[] sum, double[] y, int at, double factor, int n) {
    for (int k = at; k < at + n; k++) {
      sum[k] += factor * y[k];
    }
  }

  /**
   * Moves the sums (5) to a gradient; traces stay.
   *
   * @param sum receives them
   * @param factor of S, for each neuron
   * @return how many sums were updated
   */
  long moveTo(EPropGradient sum, double[] factor) {
    long updates = (summing ? 2L : 1L) * neurons * taken;
    for (int j = 0; j < neurons; j++) {
      updates += settle(j);
      int at = j * sources;
      for (int k = 0; k < taken; k++) {
        sum.hidden[at + source[k]] += gradient[at + k];
        gradient[at + k] = 0;
      }
      for (int k = 0; summing && k < taken; k++) {
        sum.eligibility[at + source[k]] += factor[j] * eSum[at + k];
        eSum[at + k] = 0;
      }
    }
    return updates;
  }

  /** Forgets all traces and sums. */
  void clear() {
    Arrays.fill(x, 0);
    Arrays.fill(eps, 0);
    Arrays.fill(eBar, 0);
    Arrays.fill(gradient, 0);
    Arrays.fill(eSum, 0);
    Arrays.fill(due, 0);
    Arrays.fill(epsDecay, 1);
    Arrays.fill(eBarDecay, 1);
    Arrays.fill(source, 0);
    Arrays.fill(place, -1);
    taken = 0;
    clock = 0;
  }

  /** The slow trace eps_ji. */
  double epsilon(int i, int j) {
    return place[i] < 0 || slowRow[j] < 0 ? 0 : epsDecay[j] * eps[slowRow[j] * sources + place[i]];
  }

  /** The filtered eligibility ebar_ji. */
  double filtered(int i, int j) {
    return place[i] < 0 ? 0 : eBarDecay[j] * eBar[j * sources + place[i]];
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("x", StateRole.LEARNING, Float.SIZE, x);
    visitor.doubles("eps", StateRole.LEARNING, Float.SIZE, eps);
    visitor.doubles("eBar", StateRole.LEARNING, Float.SIZE, eBar);
    visitor.doubles("gradient", StateRole.BOOKKEEPING, Double.SIZE, gradient);
    visitor.doubles("eSum", StateRole.BOOKKEEPING, Double.SIZE, eSum);
    visitor.doubles("epsDecay", StateRole.BOOKKEEPING, Double.SIZE, epsDecay);
    visitor.doubles("eBarDecay", StateRole.BOOKKEEPING, Double.SIZE, eBarDecay);
    visitor.doubles("due", StateRole.BOOKKEEPING, Double.SIZE, due);
    visitor.ints("source", StateRole.BOOKKEEPING, Integer.SIZE, source);
    visitor.ints("place", StateRole.BOOKKEEPING, Integer.SIZE, place);
    taken = (int) visitor.scalar("taken", StateRole.BOOKKEEPING, Integer.SIZE, taken);
    clock = (int) visitor.scalar("clock", StateRole.BOOKKEEPING, Integer.SIZE, clock);
  }
}
