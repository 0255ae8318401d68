package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Plasticity;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Projection;
import io.hillock.network.RuleContext;
import io.hillock.neuron.PseudoDerivative;
import io.hillock.random.RandomStream;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.synapse.Synapses;
import io.hillock.unit.Time;
import java.util.Arrays;
import java.util.Optional;

/**
 * The hardware form of e-prop: traces per neuron only, one update per taught step.
 *
 * {@snippet lang=text :
 * P_i[t] = alpha P_i[t-1] + x_i[t]        input trace                               (1)
 * R_i[t] = alpha R_i[t-1] + z_i[t-1]      recurrent trace                           (2)
 * O_j[t] = kappa O_j[t-1] + z_j[t]        output trace                              (3)
 * L_j = sum_k B_jk d_k,   d = dE/dy                                                 (4)
 * dW_in_ij = -eta_in L_j psi_j P_i,   dW_rec_ij = -eta_rec L_j psi_j R_i            (5)
 * dW_out_jk = -eta_out d_k O_j                                                      (6)
 * }
 *
 * <p>(4) to (6) act in steps with a target only. Against the published e-prop the low-pass filter
 * of the product psi_j P_i is dropped, so that no state exists per synapse; with kappa = 0 both are
 * the same. alpha is the decay of the postsynaptic membranes, which must be the same for all.
 * Traces below 1e-9 count as zero. With a {@link Trigger} events stand in place of graded errors.
 *
 * @see "C. Frenkel, G. Indiveri (2022), ISSCC, doi:10.1109/ISSCC42614.2022.9731734"
 */
public final class HardwareEProp implements PlasticityRule {
  private static final float NEGLIGIBLE = 1e-9f;

  /**
   * Learning rates of the three kinds of weights.
   *
   * @param in eta_in, &gt;= 0
   * @param rec eta_rec, &gt;= 0
   * @param out eta_out, &gt;= 0
   */
  public record Rates(double in, double rec, double out) {
    /** Checks that no rate is negative. */
    public Rates {
      if (!(in >= 0 && rec >= 0 && out >= 0)) {
        throw new ParameterException(
            "hardware e-prop", "eta", in + ", " + rec + ", " + out, "all must be >= 0");
      }
    }
  }

  /**
   * The projections that learn.
   *
   * @param in from an input to the hidden neurons
   * @param rec among the hidden neurons, if there is one
   * @param out from the hidden neurons to the taught readout
   */
  public record Wires(Projection in, Optional<Projection> rec, Projection out) {
    /** Checks that the projections meet at the same neurons. */
    public Wires {
      boolean meet =
          in.post().equals(out.pre())
              && rec.map(r -> r.pre().equals(r.post()) && r.post().equals(in.post())).orElse(true);
      if (!meet) {
        throw new ParameterException(
            "hardware e-prop", "projections", in.name() + ", " + out.name(), "they must meet");
      }
    }
  }

  private final Wires wires;
  private final Loss loss;
  private final Rates rates;
  private final Time tauOut;
  private final PseudoDerivative psi;
  private final Feedback feedback;
  private final RateRegularisation regularisation;
  private final Optional<Trigger> trigger;

  /**
   * The error trigger of the rule: integer events E stand in place of graded errors, and what gets
   * no event is not written.
   *
   * {@snippet lang=text :
   * readout:                d_k        -> theta_out E_k      in (6)                   (7)
   * hidden, own events:     L_j psi_j  -> theta_hid E_j      in (5), where psi_j > 0  (8)
   * hidden, fed back:       d_k        -> theta_out E_k      in (4)                   (9)
   * }
   *
   * <p>With a control of its own, the hidden layer has a threshold of its own and writes the
   * synapses of those neurons alone that had an event, (8). Without one it learns from the events
   * of the readout, (9): fewer units send, but one event writes to all hidden neurons. Rates are
   * events per unit-step; in (8) the unit-steps outside the support of psi, in which nothing could
   * be learned, are not asked and do not count.
   *
   * <p>What {@link ErrorTrigger.Form#ACCUMULATE_AND_FIRE} has gathered is kept over a reset of the
   * session, as the weights are: an error below the threshold waits for the next trial.
   *
   * @param form the quantiser
   * @param readout how theta_out is set
   * @param hidden how theta_hid is set; empty for (9)
   * @see ErrorTrigger
   */
  public record Trigger(
      ErrorTrigger.Form form, ThresholdControl readout, Optional<ThresholdControl> hidden) {}

  /** Where error events arise. */
  public enum Layer {
    /** The hidden neurons. */
    HIDDEN,
    /** The readout. */
    READOUT
  }

  private HardwareEProp(
      Wires wires,
      Loss loss,
      Rates rates,
      Time tauOut,
      PseudoDerivative psi,
      Feedback feedback,
      RateRegularisation regularisation,
      Optional<Trigger> trigger) {
    this.trigger = trigger;
    this.wires = wires;
    this.loss = loss;
    this.rates = rates;
    this.tauOut = tauOut;
    this.psi = psi;
    this.feedback = feedback;
    this.regularisation = regularisation;
  }

  /**
   * The rule with symmetric feedback and without rate regularisation.
   *
   * @param wires what learns
   * @param loss the error of the readout
   * @param rates learning rates
   * @param tauOut time constant of the readout, kappa = exp(-dt/tau_out)
   * @param psi form of the pseudo-derivative
   * @return the rule
   */
  public static HardwareEProp of(
      Wires wires, Loss loss, Rates rates, Time tauOut, PseudoDerivative psi) {
    RateRegularisation none = new RateRegularisation(0, 0, Time.s(1));
    return new HardwareEProp(
        wires, loss, rates, tauOut, psi, new Feedback.Symmetric(), none, Optional.empty());
  }

  /**
   * A variant with another feedback.
   *
   * @param value symmetric or random; adaptive needs the published form
   * @return the variant
   */
  public HardwareEProp withFeedback(Feedback value) {
    if (value instanceof Feedback.Adaptive) {
      throw new ParameterException(
          "hardware e-prop", "feedback", value, "it must be symmetric or random");
    }
    return new HardwareEProp(wires, loss, rates, tauOut, psi, value, regularisation, trigger);
  }

  /**
   * A variant with rate regularisation.
   *
   * @param value the regularisation
   * @return the variant
   */
  public HardwareEProp withRegularisation(RateRegularisation value) {
    return new HardwareEProp(wires, loss, rates, tauOut, psi, feedback, value, trigger);
  }

  /**
   * A variant that learns from error events.
   *
   * @param value the trigger
   * @return the variant
   */
  public HardwareEProp withTrigger(Trigger value) {
    return new HardwareEProp(
        wires, loss, rates, tauOut, psi, feedback, regularisation, Optional.of(value));
  }

  /**
   * What learns.
   *
   * @return the projections
   */
  public Wires wires() {
    return wires;
  }

  /**
   * The error of the readout.
   *
   * @return the loss
   */
  public Loss loss() {
    return loss;
  }

  /**
   * The learning rates.
   *
   * @return eta
   */
  public Rates rates() {
    return rates;
  }

  /**
   * The time constant of the readout.
   *
   * @return tau_out
   */
  public Time tauOut() {
    return tauOut;
  }

  /**
   * The form of the pseudo-derivative.
   *
   * @return psi
   */
  public PseudoDerivative pseudoDerivative() {
    return psi;
  }

  /**
   * How errors reach the hidden neurons.
   *
   * @return symmetric or random
   */
  public Feedback feedback() {
    return feedback;
  }

  /**
   * The rate regularisation.
   *
   * @return the regularisation, of strength 0 when there is none
   */
  public RateRegularisation regularisation() {
    return regularisation;
  }

  /**
   * The error trigger.
   *
   * @return the trigger, empty when errors are graded
   */
  public Optional<Trigger> trigger() {
    return trigger;
  }

  @Override
  public Running start(RuleContext context) {
    return new Running(this, context);
  }

  @Override
  public String toString() {
    return "HardwareEProp["
        + wires
        + ", "
        + loss
        + ", "
        + rates
        + ", tauOut="
        + tauOut
        + ", "
        + psi
        + ", "
        + feedback
        + ", "
        + regularisation
        + ", "
        + trigger
        + "]";
  }

  /** The running rule. */
  public static final class Running implements Plasticity {
    private final Kernels kernels = Kernels.best();
    private final HardwareEProp rule;
    private final TaughtLayers layers;
    private final float[] p;
    private final float[] r;
    private final float[] o;
    private final float[] rate;
    private final float[] d;
    private final float[] learningSignal;
    private final float[] psi;
    private final float[] fixedFeedback;
    private final float alpha;
    private final float kappa;
    private final float rateDecay;
    private final float wantedPerStep;
    private final Counts counts;
    private final ErrorTrigger readoutTrigger;
    private final ErrorTrigger hiddenTrigger;
    private final long[] asked = new long[2];
    private final long[] sent = new long[2];
    private double scale = 1;
    private double lossSum;

    Running(HardwareEProp rule, RuleContext context) {
      this.rule = rule;
      layers = new TaughtLayers("hardware e-prop", rule.wires, context);
      int n = layers.neurons;
      p = new float[layers.inputs];
      r = new float[layers.recurrent()];
      o = new float[n];
      rate = new float[rule.regularisation.strength() > 0 ? n : 0];
      d = new float[layers.outputs];
      learningSignal = new float[n];
      psi = new float[n];
      alpha = layers.commonAlpha();
      for (int j = 0; j < n; j++) {
        if (layers.hidden.beta(j) != 0) {
          throw new ParameterException(
              "hardware e-prop", "neuron", j, "none may have a threshold that adapts");
        }
      }
      kappa = (float) rule.tauOut.decay(context.dt());
      rateDecay = (float) rule.regularisation.window().decay(context.dt());
      wantedPerStep = (float) (rule.regularisation.wantedHz() * context.dt().seconds());
      fixedFeedback = drawFeedback(n * layers.outputs, context);
      counts = layers.counts;
      readoutTrigger =
          rule.trigger
              .map(t -> new ErrorTrigger(t.form(), t.readout(), d.length, context.random(1)))
              .orElse(null);
      hiddenTrigger =
          rule.trigger
              .flatMap(
                  t -> t.hidden().map(c -> new ErrorTrigger(t.form(), c, n, context.random(2))))
              .orElse(null);
    }

    private float[] drawFeedback(int size, RuleContext context) {
      if (!(rule.feedback instanceof Feedback.RandomFixed(double sd))) {
        return new float[0];
      }
      RandomStream random = context.random(0);
      float[] b = new float[size];
      for (int k = 0; k < size; k++) {
        b[k] = (float) (sd * random.nextGaussian());
      }
      return b;
    }

    /**
     * Scales all learning rates, for a schedule.
     *
     * @param factor &gt;= 0
     */
    public void learningRateScale(double factor) {
      if (!(factor >= 0)) {
        throw new ParameterException("hardware e-prop", "rate scale", factor, "it must be >= 0");
      }
      scale = factor;
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
      follow(p, alpha, layers.arrivingInput()); // (1)
      if (layers.rec != null) {
        follow(r, alpha, layers.arrivingRecurrent()); // (2)
      }
      follow(o, kappa, layers.fired); // (3)
      if (rate.length > 0) {
        kernels.scale(rate, rateDecay);
        for (int k = 0; k < layers.fired.size(); k++) {
          rate[layers.fired.get(k)] += 1 - rateDecay;
        }
        counts.add(CountKind.TRACE_UPDATE, rate.length);
      }
      if (layers.hasTarget()) {
        learn();
      }
    }

    private void follow(float[] trace, float decay, SpikeList spikes) {
      kernels.scale(trace, decay);
      for (int k = 0; k < spikes.size(); k++) {
        trace[spikes.get(k)] += 1;
      }
      counts.add(CountKind.TRACE_UPDATE, trace.length);
    }

    private void learn() {
      lossSum += rule.loss.gradient(layers.readout.v(), layers.target(), d);
      if (readoutTrigger != null && hiddenTrigger == null) {
        if (quantiseReadout()) { // (7), (9)
          learnHidden();
          write(layers.out, o, rule.rates.out(), d);
        }
        return;
      }
      learnHidden();
      if (readoutTrigger == null || quantiseReadout()) { // (7)
        write(layers.out, o, rule.rates.out(), d); // (6)
      }
    }

    private void learnHidden() {
      Arrays.fill(learningSignal, 0);
      feedBack();
      for (int j = 0; j < rate.length; j++) {
        learningSignal[j] += (float) rule.regularisation.strength() * (rate[j] - wantedPerStep);
      }
      layers.hidden.pseudoDerivative(rule.psi, psi);
      kernels.multiply(learningSignal, psi);
      if (hiddenTrigger != null && !quantiseHidden()) {
        return;
      }
      write(layers.in, p, rule.rates.in(), learningSignal); // (5)
      if (layers.rec != null) {
        write(layers.rec, r, rule.rates.rec(), learningSignal);
      }
    }

    /** Puts events in place of the errors of the readout; false when none was sent. */
    private boolean quantiseReadout() { // (7)
      long events = 0;
      for (int k = 0; k < d.length; k++) {
        events += quantise(readoutTrigger, d, k);
      }
      return count(Layer.READOUT, d.length, events);
    }

    /** The same for the hidden neurons, inside the support of psi. */
    private boolean quantiseHidden() { // (8)
      long events = 0;
      long inside = 0;
      for (int j = 0; j < psi.length; j++) {
        if (psi[j] != 0) {
          inside++;
          events += quantise(hiddenTrigger, learningSignal, j);
        }
      }
      return count(Layer.HIDDEN, inside, events);
    }

    private static int quantise(ErrorTrigger trigger, float[] g, int unit) {
      double theta = trigger.theta(); // before it may be adjusted
      int e = trigger.events(unit, g[unit]);
      g[unit] = (float) (theta * e);
      return Math.abs(e);
    }

    private boolean count(Layer layer, long unitSteps, long events) {
      asked[layer.ordinal()] += unitSteps;
      sent[layer.ordinal()] += events;
      counts.add(CountKind.ERROR_EVENT, events);
      return events > 0;
    }

    /**
     * Error events per unit-step since the beginning.
     *
     * @param layer whose events
     * @return sum of |E| over the unit-steps that were asked, NaN when none was
     */
    public double eventRate(Layer layer) {
      return (double) sent[layer.ordinal()] / asked[layer.ordinal()];
    }

    private void feedBack() { // (4)
      if (fixedFeedback.length == 0) {
        layers.out.readTransposed(d, learningSignal);
        return;
      }
      for (int j = 0; j < learningSignal.length; j++) {
        for (int k = 0; k < d.length; k++) {
          learningSignal[j] += fixedFeedback[j * d.length + k] * d[k];
        }
      }
      counts.add(CountKind.MULTIPLY_ACCUMULATE, fixedFeedback.length);
    }

    private void write(Synapses synapses, float[] trace, double eta, float[] post) {
      float factor = (float) (-eta * scale);
      if (factor == 0) {
        return;
      }
      for (int i = 0; i < trace.length; i++) {
        if (trace[i] > NEGLIGIBLE) {
          synapses.proposeRow(i, factor * trace[i], post);
        }
      }
    }

    @Override
    public boolean canSkip() {
      return true;
    }

    @Override
    public void skip(long steps) {
      kernels.scale(p, (float) StrictMath.pow(alpha, steps));
      kernels.scale(r, (float) StrictMath.pow(alpha, steps));
      kernels.scale(o, (float) StrictMath.pow(kappa, steps));
      kernels.scale(rate, (float) StrictMath.pow(rateDecay, steps));
    }

    @Override
    public void reset() {
      Arrays.fill(p, 0);
      Arrays.fill(r, 0);
      Arrays.fill(o, 0);
      Arrays.fill(rate, wantedPerStep);
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.floats("P", StateRole.LEARNING, Float.SIZE, p);
      visitor.floats("R", StateRole.LEARNING, Float.SIZE, r);
      visitor.floats("O", StateRole.LEARNING, Float.SIZE, o);
      visitor.floats("rate", StateRole.LEARNING, Float.SIZE, rate);
      visitor.floats("B", StateRole.LEARNING, Float.SIZE, fixedFeedback);
      scale = visitor.scalar("scale", StateRole.BOOKKEEPING, Double.SIZE, scale);
      if (readoutTrigger != null) {
        visitor.part("readoutTrigger", readoutTrigger);
        visitor.longs("asked", StateRole.BOOKKEEPING, Long.SIZE, asked);
        visitor.longs("sent", StateRole.BOOKKEEPING, Long.SIZE, sent);
      }
      if (hiddenTrigger != null) {
        visitor.part("hiddenTrigger", hiddenTrigger);
      }
      lossSum = visitor.scalar("lossSum", StateRole.BOOKKEEPING, Double.SIZE, lossSum);
    }
  }
}
