package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Plasticity;
import io.hillock.network.PlasticityRule;
import io.hillock.network.RuleContext;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.PseudoDerivative;
import io.hillock.neuron.SpikingNeurons;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.unit.Time;
import java.util.Arrays;

/**
 * E-prop as published, for LIF and adaptive LIF neurons: an eligibility trace per synapse, a
 * learning signal per neuron, gradients gathered over trials and applied on request.
 *
 * {@snippet lang=text :
 * x_i[t] = alpha x_i[t-1] + s_i[t],   s: spikes that arrive                         (1)
 * e_ji[t] = psi_j[t] (zeta x_i[t] - beta_j eps_ji[t])                               (2)
 * eps_ji[t+1] = rho_j eps_ji[t] + e_ji[t]                                           (3)
 * ebar_ji[t] = kappa ebar_ji[t-1] + c e_ji[t]                                       (4)
 * o_j[t] = kappa o_j[t-1] + c z_j[t]                                                (5)
 * L_j[t] = sum_k B_jk d_k[t],   d = dE/dy                                           (6)
 * g_ji = (1/N) sum_t L_j[t] ebar_ji[t] + C (f_j - f* dt) (1/T) sum_t e_ji[t]        (7)
 * g_kj = (1/N) sum_t d_k[t] o_j[t]                                                  (8)
 * }
 *
 * <p>x, e, eps, ebar per synapse (x per presynaptic channel), o, L, psi per hidden neuron, all
 * dimensionless. psi pseudo-derivative, alpha and zeta decay and input gain of the membranes, beta
 * and rho strength and decay of adaptation (beta = 0 for LIF), kappa decay of the readout and c its
 * input gain. (6) acts in taught steps; the sums go over all steps and trials since the last
 * update, N is 1 or the number of taught steps ({@link Average}), T the number of all steps, f_j
 * the mean firing per step over them ({@link RateTarget.Span}). g may be clipped, and the changes
 * that the optimiser makes of it multiplied by a factor for each projection. The second term of (7)
 * is the gradient by e-prop of (C/2) sum_j (f_j - f* dt)^2 and uses the eligibility before the
 * filter.
 *
 * <p>Exact: with the derivative of the spike replaced by psi and no gradient through the reset,
 * dE/dw_ji = sum_t (dE/dz_j[t]) e_ji[t], and for symmetric feedback (7) and (8) are that gradient
 * where hidden spikes reach the loss through the readout alone. Approximate: with recurrent
 * synapses the way of a spike over other neurons is left out of the learning signal. alpha must be
 * the same for all hidden neurons. Traces and sums are doubles; a weight changes by one rounded
 * float. A presynaptic spike counts by the time it arrives. Absent synapses have a gradient that
 * nothing uses.
 *
 * <p>The ledger counts a trace for every element of (1) to (5) that is computed, for every sum of
 * (7) and (8) that is added to, and for every value of the optimiser; and a graded read for every
 * weight of (6).
 *
 * <p>A stretch without input is stepped as soon as a trace is not zero, since psi may be positive
 * below threshold.
 *
 * @see "G. Bellec, F. Scherr, A. Subramoney, E. Hajek, D. Salaj, R. Legenstein, W. Maass (2020),
 *     Nat. Commun. 11:3625, doi:10.1038/s41467-020-17236-y"
 */
public final class EProp implements PlasticityRule {
  private static final String MODEL = "e-prop";

  /** What the sums over the loss are divided by. */
  public enum Average {
    /** Nothing: the loss is summed over steps and trials. */
    SUM,
    /** The number of taught steps: the loss is their mean over steps and trials. */
    TAUGHT_STEPS
  }

  /** What a gradient goes through before it changes weights. */
  private record Scaling(double clip, HardwareEProp.Rates relative) {
    static final Scaling NONE =
        new Scaling(Double.POSITIVE_INFINITY, new HardwareEProp.Rates(1, 1, 1));
  }

  private record Options(
      Feedback feedback, Time filter, RateTarget rate, Average average, Scaling scaling) {
    /** Tells no scaling in silence, so that old texts stay valid. */
    @Override
    public String toString() {
      return "Options[feedback="
          + feedback
          + ", filter="
          + filter
          + ", rate="
          + rate
          + ", average="
          + average
          + (scaling.equals(Scaling.NONE) ? "" : ", " + scaling)
          + "]";
    }
  }

  private final HardwareEProp.Wires wires;
  private final Loss loss;
  private final LeakyIntegrator readout;
  private final PseudoDerivative psi;
  private final Optimiser optimiser;
  private final Options options;

  private EProp(
      HardwareEProp.Wires wires,
      Loss loss,
      LeakyIntegrator readout,
      PseudoDerivative psi,
      Optimiser optimiser,
      Options options) {
    this.wires = wires;
    this.loss = loss;
    this.readout = readout;
    this.psi = psi;
    this.optimiser = optimiser;
    this.options = options;
  }

  /**
   * The rule with symmetric feedback, a summed loss and no rate regularisation.
   *
   * @param wires what learns
   * @param loss the error of the readout
   * @param readout the taught readout, which gives kappa and c
   * @param psi form of the pseudo-derivative
   * @param optimiser what makes a change of weights of a gradient
   * @return the rule
   */
  public static EProp of(
      HardwareEProp.Wires wires,
      Loss loss,
      LeakyIntegrator readout,
      PseudoDerivative psi,
      Optimiser optimiser) {
    Options usual =
        new Options(
            new Feedback.Symmetric(),
            readout.tauOut(),
            new RateTarget(0, 0),
            Average.SUM,
            Scaling.NONE);
    return new EProp(wires, loss, readout, psi, optimiser, usual);
  }

  private EProp with(Options value) {
    return new EProp(wires, loss, readout, psi, optimiser, value);
  }

  /**
   * A variant with another feedback.
   *
   * @param value the feedback
   * @return the variant
   */
  public EProp withFeedback(Feedback value) {
    return with(new Options(value, options.filter, options.rate, options.average, options.scaling));
  }

  /**
   * A variant with another time constant in (4) than that of the readout; (5) keeps the readout's.
   *
   * @param tau the time constant, &gt;= 0; 0 leaves the filter out
   * @return the variant
   */
  public EProp withEligibilityFilter(Time tau) {
    if (!(tau.ms() >= 0)) {
      throw new ParameterException(MODEL, "tau of the eligibility filter", tau, "it must be >= 0");
    }
    return with(new Options(options.feedback, tau, options.rate, options.average, options.scaling));
  }

  /**
   * A variant with rate regularisation.
   *
   * @param value the wanted rate
   * @return the variant
   */
  public EProp withRateTarget(RateTarget value) {
    return with(
        new Options(options.feedback, options.filter, value, options.average, options.scaling));
  }

  /**
   * A variant with another divisor of the loss.
   *
   * @param value the divisor
   * @return the variant
   */
  public EProp withAverage(Average value) {
    return with(
        new Options(options.feedback, options.filter, options.rate, value, options.scaling));
  }

  /**
   * A variant whose gradients (7) and (8) are clipped before the optimiser sees them.
   *
   * @param bound greatest absolute value of an element, &gt; 0
   * @return the variant
   */
  public EProp withGradientClip(double bound) {
    if (!(bound > 0)) {
      throw new ParameterException(MODEL, "bound of the gradient", bound, "it must be > 0");
    }
    return withScaling(new Scaling(bound, options.scaling.relative));
  }

  /**
   * A variant whose projections have learning rates of their own: what the optimiser makes of a
   * gradient is multiplied by these factors.
   *
   * @param relative factor of the changes of each kind of weights
   * @return the variant
   */
  public EProp withRelativeRates(HardwareEProp.Rates relative) {
    return withScaling(new Scaling(options.scaling.clip, relative));
  }

  private EProp withScaling(Scaling value) {
    return with(
        new Options(options.feedback, options.filter, options.rate, options.average, value));
  }

  @Override
  public Running start(RuleContext context) {
    return new Running(this, context);
  }

  @Override
  public String toString() {
    return "EProp[" + wires + ", " + loss + ", " + readout + ", " + psi + ", " + optimiser + ", "
        + options + "]";
  }

  /**
   * The running rule. It gathers; {@link #apply()} changes the weights. For a batch of trials in
   * several sessions of the same network and seed, add their {@link #gradient() gradients} in fixed
   * order and let each session {@link #apply(EPropGradient) apply} the sum: their weights and
   * optimisers go on being the same.
   */
  public static final class Running implements Plasticity {
    private final EProp rule;
    private final TaughtLayers layers;
    private final EligibilityTraces traces;
    private final EPropGradient gathered;
    private final Optimiser.Running optimiser;
    private final double[] g;
    private final double[] dw;
    private final float[] row;
    private final float[] outRow;
    private final double[] o;
    private final float[] d;
    private final float[] symmetric;
    private final double[] learningSignal;
    private final float[] psi;
    private final double[] feedback;
    private final double kappa;
    private final double c;
    private final double wantedPerStep;
    private final long[] trialSpikes;
    private final double[] share;
    private long trialSteps;
    private final Counts counts;
    private double lossSum;

    Running(EProp rule, RuleContext context) {
      this.rule = rule;
      layers = new TaughtLayers(MODEL, rule.wires, context);
      int n = layers.neurons;
      int outputs = layers.outputs;
      int sources = layers.inputs + layers.recurrent();
      boolean regularised = rule.options.rate.strength() > 0;
      kappa = rule.readout.tauOut().decay(context.dt());
      c = gain(kappa);
      double filter = rule.options.filter.decay(context.dt());
      traces =
          new EligibilityTraces(
              sources,
              dynamics(layers),
              new EligibilityTraces.Filter(filter, gain(filter)),
              regularised);
      gathered = new EPropGradient(layers.inputs, layers.recurrent(), n, outputs, regularised);
      g = new double[gathered.hidden.length + gathered.out.length];
      dw = new double[g.length];
      optimiser = rule.optimiser.start(g.length);
      row = new float[n];
      outRow = new float[outputs];
      o = new double[n];
      d = new float[outputs];
      symmetric = new float[n];
      learningSignal = new double[n];
      psi = new float[n];
      wantedPerStep = rule.options.rate.wantedHz() * context.dt().seconds();
      trialSpikes = new long[n];
      share = new double[n];
      feedback = drawFeedback(n * outputs, context.random(0));
      counts = layers.counts;
    }

    private double gain(double decay) {
      return rule.readout.scaling() == InputScaling.UNIT ? 1 : 1 - decay;
    }

    private static EligibilityTraces.Dynamics dynamics(TaughtLayers layers) {
      SpikingNeurons hidden = layers.hidden;
      int n = layers.neurons;
      double[] zeta = new double[n];
      double[] beta = new double[n];
      double[] rho = new double[n];
      for (int j = 0; j < n; j++) {
        zeta[j] = hidden.inputGain(j);
        beta[j] = hidden.beta(j);
        rho[j] = hidden.rho(j);
      }
      return new EligibilityTraces.Dynamics(layers.commonAlpha(), zeta, beta, rho);
    }

    private double[] drawFeedback(int size, RandomStream random) {
      double sd =
          switch (rule.options.feedback) {
            case Feedback.Symmetric() -> 0;
            case Feedback.RandomFixed(double deviation) -> deviation;
            case Feedback.Adaptive(double deviation, double _) -> deviation;
          };
      double[] b = new double[sd == 0 ? 0 : size];
      for (int k = 0; k < b.length; k++) {
        b[k] = sd * random.nextGaussian();
      }
      return b;
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
     * The loss summed over the taught steps since the last call.
     *
     * @return the sum
     */
    public double takeLoss() {
      double sum = lossSum;
      lossSum = 0;
      return sum;
    }

    @Override
    public void step() {
      traces.decay();
      traces.arrive(layers.arrivingInput(), 0); // (1)
      if (layers.rec != null) {
        traces.arrive(layers.arrivingRecurrent(), layers.inputs);
      }
      for (int j = 0; j < o.length; j++) {
        o[j] *= kappa;
      }
      for (int k = 0; k < layers.fired.size(); k++) {
        int j = layers.fired.get(k);
        o[j] += c; // (5)
        trialSpikes[j]++;
      }
      trialSteps++;
      long updates = o.length;
      if (!traces.empty()) {
        layers.hidden.pseudoDerivative(rule.psi, psi);
        updates += traces.advance(psi); // (2) to (4)
      }
      counts.add(CountKind.TRACE_UPDATE, updates);
      if (layers.hasTarget()) {
        learn();
      }
    }

    private void learn() {
      lossSum += rule.loss.gradient(layers.readout.v(), layers.target(), d);
      gathered.taughtSteps++;
      feedBack();
      traces.teach(learningSignal); // (7)
      int n = o.length;
      for (int k = 0; k < d.length; k++) {
        for (int j = 0; j < n; j++) {
          gathered.out[k * n + j] += d[k] * o[j]; // (8)
        }
      }
      counts.add(CountKind.TRACE_UPDATE, n + (long) d.length * n);
    }

    private void feedBack() { // (6)
      if (feedback.length == 0) {
        Arrays.fill(symmetric, 0);
        layers.out.readTransposed(d, symmetric);
        for (int j = 0; j < learningSignal.length; j++) {
          learningSignal[j] = symmetric[j];
        }
        return;
      }
      for (int j = 0; j < learningSignal.length; j++) {
        double sum = 0;
        for (int k = 0; k < d.length; k++) {
          sum += feedback[j * d.length + k] * d[k];
        }
        learningSignal[j] = sum;
      }
      counts.add(CountKind.MULTIPLY_ACCUMULATE, feedback.length);
    }

    /**
     * What was gathered since the last update, by this session. For the mean rate of a trial, the
     * trial ends here; traces go on.
     *
     * @return the sums up to now; they go on growing
     */
    public EPropGradient gradient() {
      endTrial();
      return gathered;
    }

    private void endTrial() {
      if (trialSteps == 0) {
        return;
      }
      boolean alone = rule.options.rate.over() == RateTarget.Span.TRIAL;
      for (int j = 0; j < share.length; j++) {
        double excess = (double) trialSpikes[j] / trialSteps - wantedPerStep;
        share[j] = alone ? excess / trialSteps : 1;
        gathered.spikes[j] += trialSpikes[j];
        trialSpikes[j] = 0;
      }
      counts.add(CountKind.TRACE_UPDATE, traces.moveTo(gathered, share));
      gathered.steps += trialSteps;
      gathered.trials++;
      trialSteps = 0;
    }

    /** Changes the weights by what this session has gathered, and begins to gather anew. */
    public void apply() {
      apply(gradient());
    }

    /**
     * Changes the weights by a gradient, and begins to gather anew.
     *
     * @param sum the gradient, usually the sum over several sessions
     */
    public void apply(EPropGradient sum) {
      gradient();
      total(sum);
      clip();
      counts.add(CountKind.TRACE_UPDATE, g.length + optimiser.update(g, dw));
      scale(rule.options.scaling.relative);
      int sources = gathered.hidden.length / o.length;
      TaughtLayers.propose(layers.in, row, dw, 0, 1, sources);
      if (layers.rec != null) {
        TaughtLayers.propose(layers.rec, row, dw, layers.inputs, 1, sources);
      }
      writeOut();
      gathered.clear();
    }

    private void clip() {
      double bound = rule.options.scaling.clip;
      if (bound < Double.POSITIVE_INFINITY) {
        for (int k = 0; k < g.length; k++) {
          g[k] = g[k] > bound ? bound : g[k] < -bound ? -bound : g[k]; // NaN stays NaN
        }
      }
    }

    private void scale(HardwareEProp.Rates relative) {
      if (relative.equals(Scaling.NONE.relative)) {
        return;
      }
      int hiddenSize = gathered.hidden.length;
      int sources = hiddenSize / o.length;
      for (int k = 0; k < dw.length; k++) {
        boolean in = k % sources < layers.inputs;
        dw[k] *= k >= hiddenSize ? relative.out() : in ? relative.in() : relative.rec();
      }
    }

    private void total(EPropGradient sum) {
      double divisor =
          switch (rule.options.average) {
            case SUM -> 1;
            case TAUGHT_STEPS -> Math.max(1, sum.taughtSteps);
          };
      int hiddenSize = sum.hidden.length;
      for (int k = 0; k < hiddenSize; k++) {
        g[k] = sum.hidden[k] / divisor; // (7)
      }
      for (int k = 0; k < sum.out.length; k++) {
        g[hiddenSize + k] = sum.out[k] / divisor; // (8)
      }
      if (sum.eligibility.length > 0 && sum.steps > 0) {
        int sources = hiddenSize / o.length;
        for (int j = 0; j < o.length; j++) {
          double pull = rule.options.rate.strength() * rateFactor(sum, j); // (7)
          for (int k = j * sources; k < (j + 1) * sources; k++) {
            g[k] += pull * sum.eligibility[k];
          }
        }
      }
    }

    private double rateFactor(EPropGradient sum, int j) {
      return switch (rule.options.rate.over()) {
        case BATCH -> (sum.rate(j) - wantedPerStep) / sum.steps;
        case TRIAL -> 1.0 / sum.trials;
      };
    }

    private void writeOut() {
      double lost =
          rule.options.feedback instanceof Feedback.Adaptive(double _, double decay) ? decay : 0;
      int first = gathered.hidden.length;
      for (int j = 0; j < o.length; j++) {
        for (int k = 0; k < d.length; k++) {
          double change = dw[first + k * o.length + j];
          outRow[k] = (float) (lost == 0 ? change : change - lost * layers.out.weight(j, k));
          if (rule.options.feedback instanceof Feedback.Adaptive) {
            feedback[j * d.length + k] += change - lost * feedback[j * d.length + k];
          }
        }
        layers.out.proposeRow(j, 1, outRow);
      }
      if (rule.options.feedback instanceof Feedback.Adaptive) {
        counts.add(CountKind.TRACE_UPDATE, feedback.length);
      }
    }

    /** Throws away what was gathered; weights and optimiser stay. */
    public void discard() {
      gradient().clear();
    }

    @Override
    public boolean canSkip() {
      return traces.empty();
    }

    @Override
    public void skip(long steps) {
      double factor = StrictMath.pow(kappa, steps);
      for (int j = 0; j < o.length; j++) {
        o[j] *= factor;
      }
      trialSteps += steps;
    }

    @Override
    public void reset() {
      endTrial();
      traces.clear();
      Arrays.fill(o, 0);
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.part("traces", traces);
      visitor.doubles("o", StateRole.LEARNING, Float.SIZE, o);
      visitor.doubles("B", StateRole.LEARNING, Float.SIZE, feedback);
      visitor.longs("trialSpikes", StateRole.LEARNING, Integer.SIZE, trialSpikes);
      trialSteps = visitor.scalar("trialSteps", StateRole.BOOKKEEPING, Long.SIZE, trialSteps);
      visitor.part("gathered", gathered);
      visitor.part("optimiser", optimiser);
      lossSum = visitor.scalar("lossSum", StateRole.BOOKKEEPING, Double.SIZE, lossSum);
    }
  }
}
