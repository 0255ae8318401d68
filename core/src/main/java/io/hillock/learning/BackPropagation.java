package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Plasticity;
import io.hillock.network.PlasticityRule;
import io.hillock.network.RuleContext;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Neurons;
import io.hillock.neuron.PseudoDerivative;
import io.hillock.neuron.SpikingNeurons;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.synapse.Synapses;
import java.util.Arrays;

/**
 * Back-propagation through time for a recurrent population of (adaptive) LIF neurons with a leaky
 * readout: the yardstick of the local rules. It records every step of a trial and goes back over
 * the record at its end.
 *
 * {@snippet lang=text :
 * ly_k[t] = dE/dy_k[t] + kappa ly_k[t+1]                                            (1)
 * s_j[t]  = c sum_k out_jk ly_k[t] + sum_m rec_jm zeta_m lv_m[t+1] + la_j[t+1] + r_j   (2)
 * lv_j[t] = psi_j[t] s_j[t] + alpha_j lv_j[t+1]                                     (3)
 * la_j[t] = -beta_j psi_j[t] s_j[t] + rho_j la_j[t+1]                               (4)
 * g_in    = sum_t zeta_j lv_j[t] x_i[t],   g_rec = sum_t zeta_j lv_j[t] z_i[t-1],
 * g_out   = sum_t c ly_k[t] z_j[t]                                                  (5)
 * }
 *
 * <p>The adjoint of the equations that {@link EProp} names, with the pseudo-derivative psi for the
 * spike and none through the reset. r_j = C (f_j - f*) / T pulls the rate f_j of a trial of T steps
 * to f*. The loss is the mean over the taught steps of a trial, and over trials. Only where psi is
 * not zero (2) is computed. What is recorded grows with the length of a trial: one value for each
 * neuron and step, and one bit for each neuron, input and step.
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
  private final EProp.RateTarget rate;
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
      EProp.RateTarget rate,
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
    private final BackPropagation rule;
    private final RuleContext context;
    private final SpikingNeurons hidden;
    private final Neurons readout;
    private final Synapses in;
    private final Synapses rec;
    private final Synapses out;
    private final int inputs;
    private final int n;
    private final int outputs;
    private final double kappa;
    private final double c;
    private final double wantedPerStep;
    private final Counts counts;

    // the record of a trial
    private final float[] psi;
    private final SpikeRecord x;
    private final SpikeRecord z;
    private final float[] d;
    private final float[] psiNow;
    private final float[] dNow;
    private int steps;
    private int taught;

    // what was gathered: rows of in, then of rec, then of out, each by presynaptic neuron
    private final double[] gathered;
    private long trials;
    private final double[] g;
    private final double[] dw;
    private final Optimiser.Running optimiser;

    private final double[] ly;
    private final double[] lv;
    private final double[] la;
    private final double[] u;
    private final double[] next;
    private final double[] pull;
    private final double[] recurrent;
    private final double[] outward;

    Running(BackPropagation rule, RuleContext context) {
      this.rule = rule;
      this.context = context;
      HardwareEProp.Wires w = rule.wires;
      if (!(context.neurons(w.in().post()) instanceof SpikingNeurons spiking)) {
        throw new ParameterException(
            MODEL, "hidden neurons", w.in().post().name(), "they must fire");
      }
      hidden = spiking;
      readout = context.neurons(w.out().post());
      in = context.synapses(w.in());
      rec = w.rec().map(context::synapses).orElse(null);
      out = context.synapses(w.out());
      inputs = w.in().pre().size();
      n = hidden.size();
      outputs = readout.size();
      kappa = rule.readout.tauOut().decay(context.dt());
      c = rule.readout.scaling() == InputScaling.UNIT ? 1 : 1 - kappa;
      wantedPerStep = rule.rate.wantedHz() * context.dt().seconds();
      counts = context.counts();
      psi = new float[rule.longest * n];
      x = new SpikeRecord(rule.longest, inputs);
      z = new SpikeRecord(rule.longest, n);
      d = new float[rule.longest * outputs];
      psiNow = new float[n];
      dNow = new float[outputs];
      gathered = new double[(inputs + (rec == null ? 0 : n)) * n + n * outputs];
      g = new double[gathered.length];
      dw = new double[gathered.length];
      optimiser = rule.optimiser.start(gathered.length);
      ly = new double[outputs];
      lv = new double[n];
      la = new double[n];
      u = new double[n];
      next = new double[n];
      pull = new double[n];
      recurrent = new double[rec == null ? 0 : n * n];
      outward = new double[n * outputs];
    }

    @Override
    public void step() {
      if (steps == rule.longest) {
        throw new ParameterException(
            MODEL, "step of a trial", steps + 1, "a trial has at most " + rule.longest + " steps");
      }
      hidden.pseudoDerivative(rule.psi, psiNow);
      System.arraycopy(psiNow, 0, psi, steps * n, n);
      x.set(steps, context.delivered(rule.wires.in()));
      z.set(steps, context.spikes(rule.wires.in().post()));
      Arrays.fill(dNow, 0);
      if (context.hasTarget(rule.wires.out().post())) {
        rule.loss.gradient(readout.v(), context.target(rule.wires.out().post()), dNow);
        taught++;
      }
      System.arraycopy(dNow, 0, d, steps * outputs, outputs);
      counts.add(CountKind.TRACE_UPDATE, n);
      steps++;
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
        for (int t = steps - 1; t >= 0; t--) {
          back(t);
        }
        trials++;
        steps = 0;
        taught = 0;
      }
      return gathered;
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
      Arrays.fill(lv, 0);
      Arrays.fill(la, 0);
      Arrays.fill(u, 0);
      for (int j = 0; j < n; j++) {
        double perStep = (double) z.count(j, steps) / steps;
        pull[j] = rule.rate.strength() * (perStep - wantedPerStep) / steps;
        for (int k = 0; k < outputs; k++) {
          outward[j * outputs + k] = c * out.weight(j, k);
        }
        for (int m = 0; rec != null && m < n; m++) {
          recurrent[j * n + m] = rec.weight(j, m);
        }
      }
    }

    private void back(int t) {
      double share = taught == 0 ? 0 : 1.0 / taught;
      for (int k = 0; k < outputs; k++) {
        ly[k] = share * d[t * outputs + k] + kappa * ly[k]; // (1)
      }
      for (int j = 0; j < n; j++) {
        double slope = psi[t * n + j];
        double change = slope == 0 ? 0 : slope * signal(j);
        next[j] = change + (double) hidden.alpha(j) * lv[j]; // (3)
        la[j] = (double) hidden.rho(j) * la[j] - hidden.beta(j) * change; // (4)
      }
      for (int j = 0; j < n; j++) {
        lv[j] = next[j];
        u[j] = hidden.inputGain(j) * lv[j];
      }
      x.addRows(t, 1, u, gathered, 0); // (5)
      if (rec != null && t > 0) {
        z.addRows(t - 1, 1, u, gathered, inputs * n);
      }
      z.addRows(t, c, ly, gathered, gathered.length - n * outputs);
    }

    private double signal(int j) { // (2)
      double sum = la[j] + pull[j];
      for (int k = 0; k < outputs; k++) {
        sum += outward[j * outputs + k] * ly[k];
      }
      if (rec == null) {
        return sum;
      }
      // Four sums side by side, in an order that is always the same.
      double s0 = 0;
      double s1 = 0;
      double s2 = 0;
      double s3 = 0;
      int row = j * n;
      int m = 0;
      for (; m + 3 < n; m += 4) {
        s0 += recurrent[row + m] * u[m];
        s1 += recurrent[row + m + 1] * u[m + 1];
        s2 += recurrent[row + m + 2] * u[m + 2];
        s3 += recurrent[row + m + 3] * u[m + 3];
      }
      for (; m < n; m++) {
        s0 += recurrent[row + m] * u[m];
      }
      return sum + (s0 + s1) + (s2 + s3);
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
      optimiser.update(g, dw);
      write(in, inputs, n, 0);
      if (rec != null) {
        write(rec, n, n, inputs * n);
      }
      write(out, n, outputs, dw.length - n * outputs);
      Arrays.fill(gathered, 0);
      trials = 0;
    }

    private void write(Synapses synapses, int pre, int post, int from) {
      float[] row = new float[post];
      for (int i = 0; i < pre; i++) {
        for (int j = 0; j < post; j++) {
          row[j] = (float) dw[from + i * post + j];
        }
        synapses.proposeRow(i, 1, row);
      }
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
