package io.hillock.device.reckon;

import io.hillock.fault.ParameterException;
import io.hillock.learning.Feedback;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.network.Network;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.Box;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.neuron.Staircase;
import io.hillock.random.Seed;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A network on the chip: which registers and weights make {@link Reckon} compute it. The network is
 * described as any other, an input, one LIF population and a leaky readout on 8-bit digital
 * weights, with {@link HardwareEProp} as its rule or none; the same description opens as a {@link
 * Session} in floating point. What the chip cannot do is refused, with the limit in the message.
 *
 * {@snippet lang=text :
 * w = c lsb,  lsb = w_max / 127                     c: 8-bit weight                     (1)
 * v = V u,    u = lsb_in / 2^FP_LOC_WINP = lsb_rec / 2^FP_LOC_WREC                      (2)
 * y = Y u_y,  u_y = lsb_out / 2^FP_LOC_WOUT         = 1/2048 with a hard sigmoid        (3)
 * ALPHA = round(2^15 exp(-dt/tau_m))      KAPPA = round(2^7 exp(-dt/tau_out))           (4)
 * THRESHOLD = floor(v_th / u) + 1         since v > v_th is V >= THRESHOLD              (5)
 * psi = g H                                         H: whole numbers, -16 to 15         (6)
 * 2^(LR_P - LR_R) = eta g u_y (lsb_out / lsb) 2^(41 - LEARN_SIG_SCALE)   in, rec        (7)
 * 2^(LR_P - LR_R) = eta   u_y / lsb 2^27                                 out            (8)
 * }
 *
 * <p>(7) and (8) make the expected change of a weight what the rule says; the greatest error that
 * they let pass is that of a learning rate, which becomes the nearest power of two ({@link
 * #rates}). In (7) a presynaptic spike counts 8, errors count 1/u_y, and 12 bits of the learning
 * signal and 32 of the product are cut; in (8) a spike counts 2 and 28 bits are cut.
 *
 * <p>The chip differs from the {@link Session} in this, and no network can ask for anything else:
 * membranes, traces and outputs are integers and rounded; spikes and outputs show one step later;
 * the pseudo-derivative looks at the membrane after leak and reset; a second event of an input in a
 * step is lost; weights also take the level -128; traces saturate, those of the bench at 64, 32 and
 * 8 spikes (inputs, neurons, readout), and enter products in whole eighths and halves of a spike.
 * Then (7) and (8) give less than the rule says. Registers that no network determines come from the
 * setting given: radix points of the traces, the scale of the learning signal, rounding, noise,
 * seeds, and the chip's own rate regularisation.
 *
 * @see "C. Frenkel, G. Indiveri (2022), ISSCC, paper 29.4, arXiv:2208.09759"
 */
public final class ReckonPlacement {
  /** The setting of the bench without rate regularisation. */
  public static final Registers PLAIN = Registers.BENCH.with(Register.REGUL_MODE, 0);

  private static final String MODEL = "ReckOn";
  private static final int ALPHA_ONE = 1 << 15;
  private static final int LOWEST_ALPHA = 0x7000;
  private static final int KAPPA_ONE = 1 << 7;
  private static final int GREATEST_SHIFT = 7;
  private static final int GREATEST_RATE_SHIFT = 31;
  private static final int EDGES = 4;
  private static final int LARGEST_HEIGHT = 15;
  // Of a ratio that must be a power of two, or of heights that must be whole numbers.
  private static final double EXACT = 1e-4;

  private final Network network;
  private final Floorplan plan;
  private final Optional<HardwareEProp> rule;
  private final float lsbIn;
  private final float lsbRec;
  private final float lsbOut;
  private final double unitV;
  private final double unitY;
  private Registers registers;
  private HardwareEProp.Rates rates = new HardwareEProp.Rates(0, 0, 0);

  private ReckonPlacement(Network network, Registers base) {
    this.network = network;
    plan = Floorplan.of(network);
    rule = rule(network.rules());
    lsbIn = lsb(plan.win());
    lsbRec = plan.rec().map(this::lsb).orElse(lsbIn);
    lsbOut = lsb(plan.wout());
    unitV = lsbIn / (double) (1 << base.get(Register.FP_LOC_WINP));
    boolean sigmoid = rule.map(r -> r.loss() == Loss.HARD_SIGMOID).orElse(true);
    unitY =
        rule.isPresent() && sigmoid
            ? 1.0 / Arithmetic.FULL_SCALE
            : lsbOut / (double) (1 << base.get(Register.FP_LOC_WOUT));
    registers =
        base.with(Register.NUM_INP, plan.in().size() - 1)
            .with(Register.NUM_REC, plan.hidden().size() - 1)
            .with(Register.NUM_OUT, plan.out().size() - 1)
            .with(Register.NO_OUT_ACT, sigmoid ? 0 : 1)
            .with(Register.REGRESSION, sigmoid ? 0 : 1)
            .with(Register.DO_EPROP, 0);
    if (plan.rec().isPresent()) {
      shift(Register.FP_LOC_WREC, plan.rec().orElseThrow(), lsbRec / unitV);
    }
    shift(Register.FP_LOC_WOUT, plan.wout(), lsbOut / unitY);
    neurons();
    readout();
    rule.ifPresent(this::learning);
  }

  /**
   * Places a network, without rate regularisation.
   *
   * @param network the network
   * @return the placement
   * @throws ParameterException when the network does not fit: names the limit
   */
  public static ReckonPlacement of(Network network) {
    return of(network, PLAIN);
  }

  /**
   * Places a network under a setting.
   *
   * @param network the network
   * @param base registers that the network does not determine; FP_LOC_WINP says how fine the
   *     membrane is, FP_LOC_WOUT the same for outputs without sigmoid
   * @return the placement
   * @throws ParameterException when the network does not fit: names the limit
   */
  public static ReckonPlacement of(Network network, Registers base) {
    return new ReckonPlacement(network, base);
  }

  private static Optional<HardwareEProp> rule(List<PlasticityRule> rules) {
    if (rules.size() > 1) {
      throw new ParameterException(MODEL, "rules", rules.size(), "the chip has one");
    }
    for (PlasticityRule rule : rules) {
      if (rule instanceof HardwareEProp hardware) {
        return Optional.of(hardware);
      }
      String name = rule.getClass().getSimpleName();
      throw new ParameterException(MODEL, "rule", name, "the chip learns by HardwareEProp only");
    }
    return Optional.empty();
  }

  float lsb(Projection p) {
    return Floorplan.substrate(network, p).wMax() / Byte.MAX_VALUE;
  }

  private void shift(Register register, Projection p, double ratio) {
    double shift = StrictMath.log(ratio) / StrictMath.log(2);
    long whole = StrictMath.round(shift);
    if (Math.abs(shift - whole) > EXACT || whole < 0 || whole > GREATEST_SHIFT) {
      double unit = Floorplan.substrate(network, p).wMax() / ratio;
      throw new ParameterException(
          MODEL,
          "w_max of " + p.name(),
          Floorplan.substrate(network, p).wMax(),
          "it must be " + (float) unit + " times 1, 2, 4 .. 128 (" + register + " is a shift)");
    }
    registers = registers.with(register, whole);
  }

  /** (4), (5). */
  private void neurons() {
    LifParameters p = plan.lif().parameters();
    requireLif("t_ref", p.tRef(), p.tRef().ms() == 0, "the chip has no refractory period");
    requireLif("zeta", p.scaling(), p.scaling() == InputScaling.UNIT, "it must be UNIT");
    boolean toZero = p.reset() == ResetMode.TO_ZERO;
    requireLif(
        "reset",
        p.reset(),
        toZero || p.reset() == ResetMode.SUBTRACT_AFTER_DECAY,
        "the chip resets to zero or subtracts the threshold after the decay");
    registers = registers.with(Register.RST_MODE, toZero ? 1 : 0);
    int n = plan.hidden().size();
    float[] alpha = plan.lif().alphas(n, network.dt());
    float[] vTh = plan.lif().thresholds(n);
    registers = registers.withAlpha(alpha(alpha[0])).withThreshold(threshold(vTh[0]));
    for (int j = 0; j < n; j += 2) {
      requireLif(
          "neurons " + j + " and " + (j + 1),
          "tau_m or v_th of their own",
          alpha[j] == alpha[j + 1] && vTh[j] == vTh[j + 1],
          "a pair of neurons shares leak and threshold");
      registers = registers.withAlpha(j / 2, alpha(alpha[j]));
      registers = registers.withThreshold(j / 2, threshold(vTh[j]));
      requireLif(
          "neuron " + j,
          "v_th or tau_m of its own",
          rule.isEmpty() || alpha[j] == alpha[0] && vTh[j] == vTh[0],
          "neurons that learn must be alike: traces and pseudo-derivative have one setting");
    }
  }

  private static void requireLif(String symbol, Object value, boolean fits, String what) {
    if (!fits) {
      throw new ParameterException(MODEL, symbol, value, what);
    }
  }

  private int alpha(float alpha) {
    long code = StrictMath.round((double) alpha * ALPHA_ONE);
    double tau = -network.dt().ms() / StrictMath.log(alpha);
    requireLif(
        "tau_m",
        Time.ms(StrictMath.rint(1000 * tau) / 1000),
        code >= LOWEST_ALPHA && code < ALPHA_ONE,
        "a leak of 12 bits reaches from "
            + tau(LOWEST_ALPHA, ALPHA_ONE)
            + " to "
            + tau(ALPHA_ONE - 1, ALPHA_ONE)
            + " at dt = "
            + network.dt());
    return (int) code;
  }

  private Time tau(int code, int one) {
    double ms = -network.dt().ms() / StrictMath.log((double) code / one);
    return Time.ms(StrictMath.rint(10 * ms) / 10);
  }

  private int threshold(float vTh) {
    long code = (long) StrictMath.floor(vTh / unitV) + 1;
    requireLif(
        "v_th",
        vTh,
        code <= Short.MAX_VALUE,
        "it must stay below " + (float) (Short.MAX_VALUE * unitV) + ", 16 bits at this w_max");
    return (int) code;
  }

  /** (4). */
  private void readout() {
    requireLif(
        "zeta of " + plan.out().name(),
        plan.readout().scaling(),
        plan.readout().scaling() == InputScaling.UNIT,
        "it must be UNIT");
    registers = registers.with(Register.KAPPA, kappa(plan.readout().tauOut()));
  }

  private long kappa(Time tauOut) {
    long code = StrictMath.round(KAPPA_ONE * tauOut.decay(network.dt()));
    requireLif(
        "tau_out",
        tauOut,
        code >= 1 && code < KAPPA_ONE,
        "a decay of 7 bits reaches from "
            + tau(1, KAPPA_ONE)
            + " to "
            + tau(KAPPA_ONE - 1, KAPPA_ONE)
            + " at dt = "
            + network.dt());
    return code;
  }

  private void learning(HardwareEProp r) {
    switch (r.loss()) {
      case HARD_SIGMOID, SQUARED -> {}
      case SMOOTH_L1, SOFTMAX_CROSS_ENTROPY ->
          throw new ParameterException(
              MODEL, "loss", r.loss(), "the chip has HARD_SIGMOID, or SQUARED on linear outputs");
    }
    requireLif(
        "feedback",
        r.feedback(),
        r.feedback() instanceof Feedback.Symmetric,
        "the chip feeds errors back through the weights of the outputs");
    requireLif("trigger", "set", r.trigger().isEmpty(), "the chip has graded errors");
    requireLif(
        "rate regularisation",
        r.regularisation().strength(),
        r.regularisation().strength() == 0,
        "the chip has its own: set REGUL_MODE, REGUL_W, REGUL_F0 and REGUL_K in the setting");
    requireLif(
        "tau_out of the rule",
        r.tauOut(),
        kappa(r.tauOut()) == registers.get(Register.KAPPA),
        "the chip has one decay for outputs and output traces, " + plan.readout().tauOut());
    HardwareEProp.Wires w = r.wires();
    Optional<Projection> learnedRec = w.rec();
    requireLif(
        "projections of the rule",
        w.in().name() + ", " + w.out().name(),
        w.in().equals(plan.win())
            && w.out().equals(plan.wout())
            && (learnedRec.isEmpty() || learnedRec.equals(plan.rec())),
        "they must be those of the network");
    double g = table(r);
    int scale = registers.get(Register.LEARN_SIG_SCALE);
    double hidden = g * unitY * lsbOut * StrictMath.pow(2, 41 - scale); // (7)
    double in = rate(plan.win(), r.rates().in(), hidden / lsbIn, 1);
    double rec = learnedRec.map(p -> rate(p, r.rates().rec(), hidden / lsbRec, 2)).orElse(0.0);
    double out = rate(plan.wout(), r.rates().out(), unitY / lsbOut * (1 << 27), 4); // (8)
    rates = new HardwareEProp.Rates(in, rec, out);
  }

  /** Switches on what learns, with the nearest power of two; gives the rate that this is. */
  private double rate(Projection p, double eta, double factor, int bit) {
    if (eta == 0) {
      return 0;
    }
    DigitalSubstrate substrate = Floorplan.substrate(network, p);
    requireLif(
        "rounding of " + p.name(),
        substrate.rounding(),
        substrate.rounding() == Rounding.STOCHASTIC,
        "the chip changes weights by stochastic steps");
    long shift = StrictMath.round(StrictMath.log(eta * factor) / StrictMath.log(2));
    requireLif(
        "eta of " + p.name(),
        eta,
        Math.abs(shift) <= GREATEST_RATE_SHIFT,
        "it must lie from "
            + (float) (StrictMath.pow(2, -GREATEST_RATE_SHIFT) / factor)
            + " to "
            + (float) (StrictMath.pow(2, GREATEST_RATE_SHIFT) / factor)
            + ", shifts of 5 bits");
    Register left =
        bit == 1 ? Register.LR_P_WINP : bit == 2 ? Register.LR_P_WREC : Register.LR_P_WOUT;
    Register right =
        bit == 1 ? Register.LR_R_WINP : bit == 2 ? Register.LR_R_WREC : Register.LR_R_WOUT;
    registers =
        registers
            .with(left, Math.max(0, shift))
            .with(right, Math.max(0, -shift))
            .with(Register.DO_EPROP, registers.get(Register.DO_EPROP) | bit);
    return StrictMath.pow(2, shift) / factor;
  }

  /** Enters the pseudo-derivative (6); gives g. */
  private double table(HardwareEProp r) {
    double vTh = plan.lif().thresholds(plan.hidden().size())[0];
    double[] edges;
    float[] heights;
    switch (r.pseudoDerivative()) {
      case Box(float h) -> {
        // Half open: above the lower edge, not above the upper one.
        edges =
            new double[] {
              StrictMath.floor((vTh - h) / unitV) + 1, StrictMath.floor((vTh + h) / unitV) + 1
            };
        heights = new float[] {0, 1, 0};
      }
      case Staircase stairs -> {
        float[] relative = stairs.edges();
        edges = new double[relative.length];
        Arrays.setAll(edges, m -> StrictMath.ceil(relative[m] * vTh / unitV));
        heights = stairs.heights();
      }
      default ->
          throw new ParameterException(
              MODEL,
              "pseudo-derivative",
              r.pseudoDerivative(),
              "the chip has a table of five steps: it must be a Box or a Staircase");
    }
    requireLif(
        "steps of psi", heights.length, edges.length <= EDGES, "the chip has a table of five");
    double g = unit(heights);
    int missing = EDGES - edges.length;
    for (int m = 0; m <= EDGES; m++) {
      double height = heights[Math.max(0, m - missing)];
      Register at = Register.values()[Register.H_0.ordinal() + m];
      registers = registers.with(at, StrictMath.round(height / g));
    }
    for (int m = 0; m < EDGES; m++) {
      double edge = edges.length == 0 ? Short.MIN_VALUE : edges[Math.max(0, m - missing)];
      requireLif(
          "edge of psi",
          edge * unitV,
          edge >= Short.MIN_VALUE && edge <= Short.MAX_VALUE,
          "it must stay within " + (float) (Short.MAX_VALUE * unitV) + ", 16 bits at this w_max");
      Register at = Register.values()[Register.THR_H_0.ordinal() + m];
      registers = registers.with(at, (long) edge);
    }
    return g;
  }

  /** The greatest g of which all heights are multiples of at most 15. */
  private static double unit(float[] heights) {
    double most = 0;
    for (float height : heights) {
      most = Math.max(most, Math.abs(height));
    }
    for (int m = 1; m <= LARGEST_HEIGHT && most > 0; m++) {
      double g = most / m;
      boolean whole = true;
      for (float height : heights) {
        whole &= Math.abs(height / g - StrictMath.rint(height / g)) < EXACT;
      }
      if (whole) {
        return g;
      }
    }
    throw new ParameterException(
        MODEL,
        "heights of psi",
        Arrays.toString(heights),
        "they must be multiples, up to 15, of one number, and not all 0");
  }

  /**
   * The registers that compute the network.
   *
   * @return the whole setting
   */
  public Registers registers() {
    return registers;
  }

  /**
   * The learning rates in force: those of the rule, each to the nearest power of two that the
   * registers can hold.
   *
   * @return eta, 0 for what does not learn
   */
  public HardwareEProp.Rates rates() {
    return rates;
  }

  /**
   * Draws the initial weights as {@link Network#open} does, on the levels of the chip.
   *
   * @param seed the seed
   * @return the weights
   * @throws ParameterException when a weight lies beyond 8 bits, or when a synapse that learns is
   *     absent: the chip would make it
   */
  public ReckonWeights weights(Seed seed) {
    Session raw = network.on(IdealSubstrate.UNBOUNDED).open(seed);
    int plastic = registers.get(Register.DO_EPROP);
    byte[] rec = new byte[plan.hidden().size() * plan.hidden().size()];
    if (plan.rec().isPresent()) {
      rec = codes(raw, plan.rec().orElseThrow(), lsbRec, (plastic & 2) != 0);
    }
    return new ReckonWeights(
        plan.in().size(),
        plan.hidden().size(),
        plan.out().size(),
        codes(raw, plan.win(), lsbIn, (plastic & 1) != 0),
        rec,
        codes(raw, plan.wout(), lsbOut, (plastic & 4) != 0));
  }

  private static byte[] codes(Session raw, Projection p, float lsb, boolean learns) {
    Synapses synapses = raw.synapses(p);
    Wiring wiring = synapses.wiring();
    boolean self = p.pre().equals(p.post());
    int columns = p.post().size();
    byte[] codes = new byte[p.pre().size() * columns];
    int present = 0;
    for (int i = 0; i < p.pre().size(); i++) {
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        int j = wiring.target(k);
        requireLif(
            "wiring of " + p.name(),
            "all to all",
            !(learns && self && i == j),
            "the chip sets the weight of a neuron on itself to 0 when it learns");
        float w = synapses.weight(i, j);
        double code = Math.rint(w / lsb);
        requireLif(
            "weight of " + p.name() + " from " + i + " to " + j,
            w,
            Math.abs(code) <= Byte.MAX_VALUE,
            "it must lie within w_max = " + lsb * Byte.MAX_VALUE + ", 8 bits");
        codes[i * columns + j] = (byte) code;
        present++;
      }
    }
    int all = codes.length - (self ? columns : 0);
    requireLif(
        "wiring of " + p.name(),
        present + " synapses",
        !learns || present == all,
        "all " + all + " must be there: the chip would make absent ones when it learns");
    return codes;
  }

  /**
   * Opens the network on a chip, all neurons at rest.
   *
   * @param seed the seed of wiring and weights; the chip draws from its own registers
   * @return a running chip
   * @throws ParameterException as {@link #weights}
   */
  public ReckonSession open(Seed seed) {
    Reckon chip = new Reckon(registers);
    chip.load(weights(seed));
    return new ReckonSession(this, chip);
  }

  Floorplan plan() {
    return plan;
  }

  boolean isRegression() {
    return registers.get(Register.REGRESSION) == 1;
  }

  double unitV() {
    return unitV;
  }

  double unitY() {
    return unitY;
  }
}
