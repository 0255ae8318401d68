package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.ledger.CountKind;
import io.hillock.network.Plasticity;
import io.hillock.network.PlasticityRule;
import io.hillock.network.RuleContext;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.PseudoDerivative;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/**
 * Back-propagation through time for a recurrent population of (adaptive) LIF neurons with a leaky
 * readout: the yardstick of the local rules. It records every step of a trial and goes back over
 * the record at its end.
 *
 * {@snippet lang=text :
 * ly_k[t] = dE/dy_k[t] + kappa ly_k[t+1]                                            (1)
 * s_j[t]  = c sum_k out_jk ly_k[t] + sum_m rec_jm zeta_m lv_m[t+1] + la_j[t+1] + r_j   (2)
 * lv_j[t] = psi_j[t] s_j[t] + alpha lv_j[t+1]                                       (3)
 * la_j[t] = -beta_j psi_j[t] s_j[t] + rho_j la_j[t+1]                               (4)
 * g_in    = sum_t zeta_j lv_j[t] x_i[t],   g_rec = sum_t zeta_j lv_j[t] z_i[t-1],
 * g_out   = sum_t c ly_k[t] z_j[t]                                                  (5)
 * r_j[t]  = sum_m rec_jm zeta_m lv_m[t] = alpha r_j[t+1] + sum_m rec_jm zeta_m psi_m[t] s_m[t]  (6)
 * }
 *
 * <p>The adjoint of the equations that {@link EProp} names, with the pseudo-derivative psi for the
 * spike and none through the reset. r_j = C (f_j - f*) / T pulls the rate f_j of a trial of T steps
 * to f*. The loss is the mean over the taught steps of a trial, and over trials. alpha must be the
 * same for all hidden neurons: then the sum over m in (2) follows itself by (6), and both are
 * computed only where psi is not zero. What is recorded grows with the length of a trial: one value
 * for each neuron and step, one for each output and step, and one bit for each neuron, input and
 * step.
 *
 * <p>The ledger counts a trace for every value of the record, when it is written and when it is
 * read back; for every adjoint and step; for every sum of the gradient that is added to; and for
 * every value of the optimiser. It counts a graded read for every weight of (2) and (6).
 *
 * @see "G. Bellec et al. (2018), NeurIPS, arXiv:1803.09574"
 */
public final class BackPropagation implements PlasticityRule {
  private static final String MODEL = "back-propagation";

  private final HardwareEProp.Wires wires;
  private final Loss loss;
  private final LeakyIntegrator readout;
  private final PseudoDerivative psi;
  private final Optimiser optimiser;
  private final RateTarget rate;
  private final int longest;

  /**
   * The rule.
   *
   * @param wires what learns
   * @param loss the error of the readout
   * @param readout the taught readout, which gives kappa and c
   * @param psi form of the pseudo-derivative
   * @param optimiser what makes a change of weights of a gradient
   * @param rate the wanted rate of every trial; its span does not matter
   * @param longest most steps of a trial, &gt;= 1
   */
  public BackPropagation(
      HardwareEProp.Wires wires,
      Loss loss,
      LeakyIntegrator readout,
      PseudoDerivative psi,
      Optimiser optimiser,
      RateTarget rate,
      int longest) {
    if (longest < 1) {
      throw new ParameterException(MODEL, "longest trial", longest, "it must be >= 1 step");
    }
    this.wires = wires;
    this.loss = loss;
    this.readout = readout;
    this.psi = psi;
    this.optimiser = optimiser;
    this.rate = rate;
    this.longest = longest;
  }

  @Override
  public Running start(RuleContext context) {
    return new Running(this, context);
  }

  @Override
  public String toString() {
    return "BackPropagation["
        + wires
        + ", "
        + loss
        + ", "
        + readout
        + ", "
        + psi
        + ", "
        + optimiser
        + ", "
        + rate
        + ", longest="
        + longest
        + "]";
  }

  /**
   * The running rule. It gathers over trials, which end with a reset of the session; {@link
   * #apply(double[], long)} changes the weights. For a batch in several sessions add their {@link
   * #gradient() gradients} in fixed order and let each session apply the sum.
   */
  public static final class Running implements Plasticity {
    private final Kernels kernels = Kernels.best();
    private final BackPropagation rule;
    private final TaughtLayers layers;
    private final int n;
    private final int outputs;
    private final double alpha;
    private final double kappa;
    private final double c;
    private final double wantedPerStep;

    // what back-propagation needs of each neuron
    private final double[] zeta;
    private final double[] beta;
    private final double[] rho;

    // the record of a trial
    private final float[] psi;
    private final SpikeRecord x;
    private final SpikeRecord z;
    private final float[] d;
    private final float[] dNow;
    private int steps;
    private int taught;

    // what was gathered: rows of in, then of rec, then of out, each by presynaptic neuron
    private final double[] gathered;
    private long trials;
    private final double[] g;
    private final double[] dw;
    private final Optimiser.Running optimiser;

    // adjoints of the step in hand
    private final double[] ly;
    private final double[] u; // zeta_j lv_j
    private final double[] la;
    private final double[] r; // sum_m rec_jm u_m
    private final double[] pull;

    // weights as they are read backwards, and scratch
    private final double[] inward; // rec_jm, row by m
    private final double[] outward; // c out_jk, row by j
    private final float[] row;
    private final float[] outRow;
    private final float[] psiNow;
    private final float[] zero;
    private final SpikeList active; // the neurons with psi > 0
    private final double[] change;
    private final int[] spikes;

    Running(BackPropagation rule, RuleContext context) {
      this.rule = rule;
      layers = new TaughtLayers(MODEL, rule.wires, context);
      n = layers.neurons;
      outputs = layers.outputs;
      alpha = layers.commonAlpha();
      kappa = rule.readout.tauOut().decay(context.dt());
      c = rule.readout.scaling() == InputScaling.UNIT ? 1 : 1 - kappa;
      wantedPerStep = rule.rate.wantedHz() * context.dt().seconds();
      zeta = new double[n];
      beta = new double[n];
      rho = new double[n];
      for (int j = 0; j < n; j++) {
        zeta[j] = layers.hidden.inputGain(j);
        beta[j] = layers.hidden.beta(j);
        rho[j] = layers.hidden.rho(j);
      }
      psi = new float[rule.longest * n];
      x = new SpikeRecord(rule.longest, layers.inputs);
      z = new SpikeRecord(rule.longest, n);
      d = new float[rule.longest * outputs];
      dNow = new float[outputs];
      gathered = new double[(layers.inputs + layers.recurrent()) * n + n * outputs];
      g = new double[gathered.length];
      dw = new double[gathered.length];
      optimiser = rule.optimiser.start(gathered.length);
      ly = new double[outputs];
      u = new double[n];
      la = new double[n];
      r = new double[layers.recurrent()];
      pull = new double[n];
      inward = new double[layers.recurrent() * n];
      outward = new double[n * outputs];
      row = new float[n];
      outRow = new float[outputs];
      psiNow = new float[n];
      zero = new float[n];
      active = new SpikeList(n);
      change = new double[n];
      spikes = new int[z.words() * Long.SIZE];
    }

    @Override
    public void step() {
      if (steps == rule.longest) {
        throw new ParameterException(
            MODEL, "step of a trial", steps + 1, "a trial has at most " + rule.longest + " steps");
      }
      layers.hidden.pseudoDerivative(rule.psi, psiNow);
      System.arraycopy(psiNow, 0, psi, steps * n, n);
      x.set(steps, layers.arrivingInput());
      z.set(steps, layers.fired);
      Arrays.fill(dNow, 0);
      if (layers.hasTarget()) {
        rule.loss.gradient(layers.readout.v(), layers.target(), dNow);
        taught++;
      }
      System.arraycopy(dNow, 0, d, steps * outputs, outputs);
      layers.counts.add(CountKind.TRACE_UPDATE, recorded());
      steps++;
    }

    /** Values and words of spikes that the record takes in a step. */
    private int recorded() {
      return n + outputs + x.words() + z.words();
    }

    /**
     * Goes back over the trial, if there is one; the next step begins a new one.
     *
     * @return the gathered gradient, summed over trials; rows of the input, of the recurrent and of
     *     the readout projection, each by presynaptic neuron
     */
    public double[] gradient() {
      if (steps > 0) {
        prepare();
        double share = taught == 0 ? 0 : 1.0 / taught;
        long updates = 0;
        for (int t = steps - 1; t >= 0; t--) {
          updates += back(t, share);
        }
        // what was recorded is read back, and every adjoint is updated in every step
        long each = recorded() + outputs + n + layers.recurrent() + adaptive();
        layers.counts.add(CountKind.TRACE_UPDATE, updates + each * steps);
        trials++;
        steps = 0;
        taught = 0;
      }
      return gathered;
    }

    private int adaptive() {
      int count = 0;
      for (double b : beta) {
        count += b == 0 ? 0 : 1;
      }
      return count;
    }

    /**
     * How many trials the gradient is of.
     *
     * @return the number since the last update
     */
    public long trials() {
      return trials;
    }

    private void prepare() {
      Arrays.fill(ly, 0);
      Arrays.fill(u, 0);
      Arrays.fill(la, 0);
      Arrays.fill(r, 0);
      z.count(steps, spikes);
      for (int j = 0; j < n; j++) {
        double perStep = (double) spikes[j] / steps;
        pull[j] = rule.rate.strength() * (perStep - wantedPerStep) / steps;
        layers.out.weights(j, outRow);
        for (int k = 0; k < outputs; k++) {
          outward[j * outputs + k] = c * outRow[k];
        }
        for (int m = 0; m < layers.recurrent(); m++) {
          if (m == 0) {
            layers.rec.weights(j, row);
          }
          inward[m * n + j] = row[m];
        }
      }
    }

    /** One step back; gives how many sums of the gradient it added to. */
    private long back(int t, double share) {
      for (int k = 0; k < outputs; k++) {
        ly[k] = share * d[t * outputs + k] + kappa * ly[k]; // (1)
      }
      System.arraycopy(psi, t * n, psiNow, 0, n);
      kernels.fire(psiNow, zero, active);
      for (int s = 0; s < active.size(); s++) {
        int j = active.get(s);
        change[s] = psiNow[j] * signal(j); // psi_j s_j of (3) and (4)
      }
      for (int j = 0; j < n; j++) {
        u[j] *= alpha;
        la[j] *= rho[j];
      }
      for (int s = 0; s < active.size(); s++) {
        int j = active.get(s);
        la[j] -= beta[j] * change[s]; // (4)
        change[s] *= zeta[j];
        u[j] += change[s]; // (3)
      }
      long updates = x.addRows(t, 1, u, gathered, 0); // (5)
      if (layers.rec != null) {
        for (int j = 0; j < n; j++) {
          r[j] *= alpha;
        }
        kernels.addScaledRows(r, inward, active.array(), change, active.size()); // (6)
        layers.counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) active.size() * n);
        if (t > 0) {
          updates += z.addRows(t - 1, 1, u, gathered, layers.inputs * n);
        }
      }
      layers.counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) active.size() * outputs);
      int fired = z.addRows(t, c, ly, gathered, gathered.length - n * outputs);
      return updates * n + (long) fired * outputs;
    }

    private double signal(int j) { // (2)
      double sum = la[j] + pull[j];
      for (int k = 0; k < outputs; k++) {
        sum += outward[j * outputs + k] * ly[k];
      }
      return layers.rec == null ? sum : sum + r[j];
    }

    /**
     * Sets the learning rate, for a schedule.
     *
     * @param eta &gt;= 0
     */
    public void learningRate(double eta) {
      optimiser.learningRate(eta);
    }

    /**
     * Changes the weights by the mean of a gradient over its trials, and begins to gather anew.
     *
     * @param sum the gradient, usually the sum over several sessions
     * @param of how many trials it is of, &gt;= 1
     */
    public void apply(double[] sum, long of) {
      for (int k = 0; k < g.length; k++) {
        g[k] = sum[k] / of;
      }
      layers.counts.add(CountKind.TRACE_UPDATE, g.length + optimiser.update(g, dw));
      TaughtLayers.propose(layers.in, row, dw, 0, n, 1);
      if (layers.rec != null) {
        TaughtLayers.propose(layers.rec, row, dw, layers.inputs * n, n, 1);
      }
      TaughtLayers.propose(layers.out, outRow, dw, dw.length - n * outputs, outputs, 1);
      Arrays.fill(gathered, 0);
      trials = 0;
    }

    @Override
    public boolean canSkip() {
      return false; // every step is recorded
    }

    @Override
    public void skip(long skipped) {
      throw new IllegalStateException("a record has no gaps");
    }

    @Override
    public void reset() {
      gradient();
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.floats("psi", StateRole.LEARNING, Float.SIZE, psi);
      visitor.part("x", x);
      visitor.part("z", z);
      visitor.floats("d", StateRole.LEARNING, Float.SIZE, d);
      visitor.doubles("gathered", StateRole.LEARNING, Float.SIZE, gathered);
      visitor.part("optimiser", optimiser);
      long[] clocks = {steps, taught, trials};
      visitor.longs("clocks", StateRole.BOOKKEEPING, Long.SIZE, clocks);
      steps = (int) clocks[0];
      taught = (int) clocks[1];
      trials = clocks[2];
    }
  }
}
