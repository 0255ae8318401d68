package io.hillock.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Alif;
import io.hillock.neuron.AlifParameters;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.NeuronModel;
import io.hillock.neuron.ResetMode;
import io.hillock.neuron.Triangle;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class EPropTest {
  private static final int INPUTS = 3;
  private static final int HIDDEN = 8;
  private static final int STEPS = 50;
  private static final LifParameters LIF =
      LifParameters.DEFAULT
          .withTauM(Time.ms(20))
          .withVTh(0.62)
          .withTRef(Time.ms(2))
          .withReset(ResetMode.SUBTRACT_AFTER_DECAY);
  private static final LeakyIntegrator READOUT =
      new LeakyIntegrator(Time.ms(20), InputScaling.UNIT);
  private static final Triangle PSI = new Triangle(0.3f, true);

  /** Four LIF and four adaptive neurons, as in the authors' numerical proof. */
  private static NeuronModel mixed(LifParameters lif) {
    return Alif.of(new AlifParameters(lif, Time.ms(500), 0.07)).withPlain(4);
  }

  /** Random weights, spikes and targets of one seed. */
  private static final class Problem {
    final float[][] in;
    final float[][] rec;
    final float[][] out;
    final double[][] x = new double[STEPS][INPUTS];
    final double[][] target = new double[STEPS][];

    Problem(long seed) {
      RandomStream random = Seed.of(seed).stream(Purpose.DATA);
      in = normal(random, INPUTS, HIDDEN, 0.6);
      rec = normal(random, HIDDEN, HIDDEN, 0.3);
      out = normal(random, HIDDEN, 2, 0.5);
      for (int j = 0; j < HIDDEN; j++) {
        rec[j][j] = 0;
      }
      for (int t = 0; t < STEPS; t++) {
        for (int i = 0; i < INPUTS; i++) {
          x[t][i] = random.nextBoolean(0.1) ? 1 : 0; // 100 Hz
        }
        if (t >= 10) {
          target[t] = new double[] {(float) random.nextGaussian(), (float) random.nextGaussian()};
        }
      }
    }

    private static float[][] normal(RandomStream random, int rows, int columns, double sd) {
      float[][] m = new float[rows][columns];
      for (float[] row : m) {
        for (int k = 0; k < columns; k++) {
          row[k] = (float) (sd * random.nextGaussian());
        }
      }
      return m;
    }

    DoubleNetwork exact(LifParameters lif, double beta) {
      DoubleNetwork net = new DoubleNetwork();
      net.alpha = (float) Math.exp(-1 / lif.tauM().ms());
      net.zeta = lif.scaling() == InputScaling.UNIT ? 1 : 1 - (float) net.alpha;
      net.rho = (float) Math.exp(-1.0 / 500);
      net.beta = new double[HIDDEN];
      java.util.Arrays.fill(net.beta, 4, HIDDEN, (float) beta);
      net.vTh = (float) 0.62;
      net.gamma = 0.3f;
      net.blocked = 2;
      net.kappa = (float) Math.exp(-1.0 / 20);
      net.in = wide(in);
      net.rec = wide(rec);
      net.out = wide(out);
      net.forward(x, target);
      return net;
    }

    private static double[][] wide(float[][] m) {
      double[][] w = new double[m.length][m[0].length];
      for (int i = 0; i < m.length; i++) {
        for (int k = 0; k < w[i].length; k++) {
          w[i][k] = m[i][k];
        }
      }
      return w;
    }

    Trained open(NeuronModel neurons, Function<HardwareEProp.Wires, PlasticityRule> rule) {
      NetworkBuilder net = new NetworkBuilder(Time.ms(1));
      Population pin = net.input("in", INPUTS);
      Population hidden = net.neurons("hidden", HIDDEN, neurons);
      Population pout = net.neurons("out", 2, READOUT);
      IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
      WiringRule all = WiringRule.Regular.ALL_TO_ALL;
      Projection win = net.connect(pin, hidden, all, WeightInit.of(in), ideal);
      Projection wrec =
          net.connect(hidden, hidden, WiringRule.Regular.ALL_BUT_SELF, WeightInit.of(rec), ideal);
      Projection wout = net.connect(hidden, pout, all, WeightInit.of(out), ideal);
      net.learn(rule.apply(new HardwareEProp.Wires(win, Optional.of(wrec), wout)));
      return new Trained(net.build().open(Seed.of(1)), pin, pout, win, wrec, wout);
    }

    void step(Trained trained, int t) {
      for (int i = 0; i < INPUTS; i++) {
        if (x[t][i] > 0) {
          trained.session.input(trained.in).add(i);
        }
      }
      if (target[t] != null) {
        trained.session.target(trained.out, (float) target[t][0], (float) target[t][1]);
      }
      trained.session.step();
    }

    void run(Trained trained) {
      for (int t = 0; t < STEPS; t++) {
        step(trained, t);
      }
    }
  }

  private record Trained(
      Session session,
      Population in,
      Population out,
      Projection win,
      Projection wrec,
      Projection wout) {
    EProp.Running rule() {
      return (EProp.Running) session.rule(0);
    }
  }

  private static EProp rule(HardwareEProp.Wires wires) {
    return EProp.of(wires, Loss.SQUARED, READOUT, PSI, new GradientDescent(0.01));
  }

  private static double greatest(double[][] m) {
    double greatest = 0;
    for (double[] row : m) {
      for (double value : row) {
        greatest = Math.max(greatest, Math.abs(value));
      }
    }
    return greatest;
  }

  private static void assertEqualGradients(
      EPropGradient g, DoubleNetwork exact, boolean recurrent) {
    // Sessions hold membranes and errors in single precision: 1e-6 of the greatest entry.
    double in = 1e-6 * greatest(exact.gradIn);
    double rec = 1e-6 * greatest(exact.gradRec);
    double out = 1e-6 * greatest(exact.gradOut);
    assertThat(in).isPositive();
    assertThat(out).isPositive();
    for (int j = 0; j < HIDDEN; j++) {
      for (int i = 0; i < INPUTS; i++) {
        assertThat(g.in(i, j)).isCloseTo(exact.gradIn[i][j], within(in));
      }
      for (int i = 0; recurrent && i < HIDDEN; i++) {
        assertThat(g.rec(i, j)).isCloseTo(exact.gradRec[i][j], within(rec));
      }
      for (int k = 0; k < 2; k++) {
        assertThat(g.out(j, k)).isCloseTo(exact.gradOut[j][k], within(out));
      }
    }
  }

  @Test
  void shouldBeTheTrueGradientWhereSpikesReachTheLossThroughTheReadoutAlone() {
    for (int seed = 1; seed <= 5; seed++) {
      for (InputScaling scaling : InputScaling.values()) {
        Problem p = new Problem(seed);
        double size = scaling == InputScaling.UNIT ? 1 : 20;
        for (float[] row : p.in) {
          for (int j = 0; j < HIDDEN; j++) {
            row[j] *= (float) size;
          }
        }
        for (float[] row : p.rec) {
          java.util.Arrays.fill(row, 0);
        }
        LifParameters lif = LIF.withScaling(scaling);
        Trained trained = p.open(mixed(lif), EPropTest::rule);
        p.run(trained);
        DoubleNetwork exact = p.exact(lif, 0.07);
        assertThat(greatest(exact.z)).as("some neuron fires").isEqualTo(1);
        exact.backward(p.x, true);
        assertEqualGradients(trained.rule().gradient(), exact, true);
      }
    }
  }

  @Test
  void shouldBeTheGradientThatStopsAtRecurrentSpikes() {
    for (int seed = 1; seed <= 5; seed++) {
      Problem p = new Problem(seed);
      Trained trained = p.open(mixed(LIF), EPropTest::rule);
      p.run(trained);
      DoubleNetwork exact = p.exact(LIF, 0.07);
      exact.backward(p.x, false);
      assertEqualGradients(trained.rule().gradient(), exact, true);
    }
  }

  @Test
  void shouldGiveTheTrueGradientByBackPropagation() {
    for (int seed = 1; seed <= 5; seed++) {
      Problem p = new Problem(seed);
      Trained trained =
          p.open(
              mixed(LIF),
              w ->
                  new BackPropagation(
                      w,
                      Loss.SQUARED,
                      READOUT,
                      PSI,
                      new GradientDescent(0.01),
                      new RateTarget(0, 0),
                      STEPS));
      p.run(trained);
      DoubleNetwork exact = p.exact(LIF, 0.07);
      exact.backward(p.x, true);
      BackPropagation.Running rule = (BackPropagation.Running) trained.session.rule(0);
      double[] g = rule.gradient();
      int taught = STEPS - 10;
      int at = 0;
      for (double[][] expected : List.of(exact.gradIn, exact.gradRec, exact.gradOut)) {
        // Sessions hold membranes and errors in single precision: 1e-6 of the greatest entry.
        double bound = 1e-6 * greatest(expected);
        for (double[] row : expected) {
          for (double entry : row) {
            assertThat(taught * g[at++]).isCloseTo(entry, within(bound));
          }
        }
      }
      assertThat(at).isEqualTo(g.length);
      float before = trained.session.synapses(trained.win).weight(0, 0);
      rule.apply(g, rule.trials());
      // w -= eta g / trials, in one rounded float; g was cleared, so it is taken from the test.
      double expected = before - 0.01 * exact.gradIn[0][0] / taught;
      assertThat((double) trained.session.synapses(trained.win).weight(0, 0))
          .isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void shouldPullRatesByBackPropagationAsTheSlopeOfTheirTermSays() {
    Problem p = new Problem(2);
    java.util.Arrays.fill(p.target, null); // nothing but the rate is asked for
    Trained trained =
        p.open(
            mixed(LIF),
            w ->
                new BackPropagation(
                    w,
                    Loss.SQUARED,
                    READOUT,
                    PSI,
                    new GradientDescent(0.01),
                    new RateTarget(3, 20),
                    STEPS));
    p.run(trained);
    DoubleNetwork exact = p.exact(LIF, 0.07);
    // The term C/2 (f - f*)^2 seen as a readout of its own: its slope to each spike is constant.
    double[] sums = new double[HIDDEN];
    for (int j = 0; j < HIDDEN; j++) {
      double spikes = 0;
      for (int t = 0; t < STEPS; t++) {
        spikes += exact.z[t][j];
      }
      sums[j] = 3 * (spikes / STEPS - 0.02) / STEPS;
    }
    exact.kappa = 0;
    exact.out = new double[HIDDEN][HIDDEN];
    exact.d = new double[STEPS][HIDDEN];
    for (int j = 0; j < HIDDEN; j++) {
      exact.out[j][j] = 1;
      for (int t = 0; t < STEPS; t++) {
        exact.d[t][j] = sums[j];
      }
    }
    exact.backward(p.x, true);
    double[] g = ((BackPropagation.Running) trained.session.rule(0)).gradient();
    double greatest = greatest(exact.gradIn);
    assertThat(greatest).isPositive();
    for (int i = 0; i < INPUTS; i++) {
      for (int j = 0; j < HIDDEN; j++) {
        assertThat(g[i * HIDDEN + j]).isCloseTo(exact.gradIn[i][j], within(1e-6 * greatest));
      }
    }
  }

  @Test
  void shouldLeaveOutOnlyTheWayOfASpikeOverOtherNeurons() {
    // With recurrent synapses e-prop approximates: the angle to the true gradient is acute, not 0.
    Problem p = new Problem(1);
    Trained trained = p.open(mixed(LIF), EPropTest::rule);
    p.run(trained);
    DoubleNetwork exact = p.exact(LIF, 0.07);
    exact.backward(p.x, true);
    EPropGradient g = trained.rule().gradient();
    double dot = 0;
    double own = 0;
    double theirs = 0;
    for (int j = 0; j < HIDDEN; j++) {
      for (int i = 0; i < INPUTS; i++) {
        dot += g.in(i, j) * exact.gradIn[i][j];
        own += g.in(i, j) * g.in(i, j);
        theirs += exact.gradIn[i][j] * exact.gradIn[i][j];
      }
    }
    assertThat(dot / Math.sqrt(own * theirs)).isBetween(0.5, 0.99999);
  }

  @Test
  void shouldFactoriseTheTrueGradientOfARecurrentNetwork() {
    for (int seed = 1; seed <= 5; seed++) {
      Problem p = new Problem(seed);
      DoubleNetwork exact = p.exact(LIF, 0.07);
      float[][] psi = new float[STEPS][HIDDEN];
      for (int t = 0; t < STEPS; t++) {
        for (int j = 0; j < HIDDEN; j++) {
          psi[t][j] = (float) exact.psi[t][j];
          exact.psi[t][j] = psi[t][j];
        }
      }
      exact.backward(p.x, true);
      double[] zeta = new double[HIDDEN];
      double[] rho = new double[HIDDEN];
      java.util.Arrays.fill(zeta, 1);
      java.util.Arrays.fill(rho, exact.rho);
      EligibilityTraces traces =
          new EligibilityTraces(
              INPUTS + HIDDEN,
              new EligibilityTraces.Dynamics(exact.alpha, zeta, exact.beta, rho),
              new EligibilityTraces.Filter(0, 1),
              false);
      for (int t = 0; t < STEPS; t++) {
        traces.decay();
        traces.arrive(EligibilityTracesTest.spikes(p.x[t]), 0);
        if (t > 0) {
          traces.arrive(EligibilityTracesTest.spikes(exact.z[t - 1]), INPUTS);
        }
        traces.advance(psi[t]);
        traces.teach(exact.totalSignal[t]);
      }
      EPropGradient g = new EPropGradient(INPUTS, HIDDEN, HIDDEN, 2, false);
      traces.moveTo(g, new double[HIDDEN]);
      // All in double; 50 steps of rounding stay far below 1e-12 of the greatest entry.
      for (int j = 0; j < HIDDEN; j++) {
        for (int i = 0; i < INPUTS; i++) {
          double bound = 1e-12 * greatest(exact.gradIn);
          assertThat(g.in(i, j)).isCloseTo(exact.gradIn[i][j], within(bound));
        }
        for (int i = 0; i < HIDDEN; i++) {
          double bound = 1e-12 * greatest(exact.gradRec);
          assertThat(g.rec(i, j)).isCloseTo(exact.gradRec[i][j], within(bound));
        }
      }
    }
  }

  @Test
  void shouldWriteWhatTheHardwareFormWritesWithoutTheFilter() {
    LifParameters lif = LIF.withTRef(Time.ZERO);
    Problem p = new Problem(3);
    Trained published = p.open(Lif.of(lif), w -> rule(w).withEligibilityFilter(Time.ZERO));
    Trained hardware =
        p.open(
            Lif.of(lif),
            w ->
                HardwareEProp.of(
                    w, Loss.SQUARED, new HardwareEProp.Rates(0.01, 0.01, 0.01), Time.ms(20), PSI));
    for (int t = 0; t < STEPS; t++) {
      p.step(published, t);
      p.step(hardware, t);
      published.rule().apply();
    }
    // One float rounding per product there, doubles here; the weights are of order 1.
    double bound = 3e-6;
    boolean changed = false;
    for (int j = 0; j < HIDDEN; j++) {
      for (int i = 0; i < INPUTS; i++) {
        float w = published.session.synapses(published.win).weight(i, j);
        changed |= Math.abs(w - p.in[i][j]) > 1e-3;
        assertThat(w)
            .isCloseTo(hardware.session.synapses(hardware.win).weight(i, j), within((float) bound));
      }
      for (int i = 0; i < HIDDEN; i++) {
        assertThat(published.session.synapses(published.wrec).weight(i, j))
            .isCloseTo(
                hardware.session.synapses(hardware.wrec).weight(i, j), within((float) bound));
      }
      for (int k = 0; k < 2; k++) {
        assertThat(published.session.synapses(published.wout).weight(j, k))
            .isCloseTo(
                hardware.session.synapses(hardware.wout).weight(j, k), within((float) bound));
      }
    }
    assertThat(changed).isTrue();
  }

  private static EProp full(HardwareEProp.Wires wires) {
    return EProp.of(wires, Loss.SQUARED, READOUT, PSI, Adam.Parameters.of(0.01))
        .withFeedback(new Feedback.Adaptive(1, 0.01))
        .withRateTarget(new RateTarget(1, 10))
        .withAverage(EProp.Average.TAUGHT_STEPS);
  }

  @Test
  void shouldResumeInTheMiddleOfATrialBitForBit() {
    Problem p = new Problem(4);
    Trained whole = p.open(mixed(LIF), EPropTest::full);
    Trained resumed = p.open(mixed(LIF), EPropTest::full);
    p.run(whole);
    whole.rule().apply();
    whole.session.reset();
    for (int t = 0; t < 25; t++) {
      p.step(whole, t);
    }
    byte[] half = Snapshot.capture(whole.session, Map.of()).toBytes();
    Snapshot.fromBytes(half, "half").restore(resumed.session, "half");
    for (Trained trained : new Trained[] {whole, resumed}) {
      for (int t = 25; t < STEPS; t++) {
        p.step(trained, t);
      }
      trained.rule().apply();
    }
    assertThat(Snapshot.capture(resumed.session, Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole.session, Map.of()).toBytes());
  }

  @Test
  void shouldKeepSessionsThatApplyTheSameSumTheSame() {
    Problem[] p = {new Problem(5), new Problem(6)};
    Trained a = p[0].open(mixed(LIF), EPropTest::full);
    Trained b = p[0].open(mixed(LIF), EPropTest::full);
    for (int update = 0; update < 3; update++) {
      a.session.reset();
      b.session.reset();
      p[0].run(a);
      p[1].run(b);
      EPropGradient sum = a.rule().gradient().zeros();
      sum.add(a.rule().gradient());
      sum.add(b.rule().gradient());
      assertThat(sum.trials()).isEqualTo(2);
      assertThat(sum.taughtSteps()).isEqualTo(80);
      a.rule().apply(sum);
      b.rule().apply(sum);
    }
    a.session.reset();
    b.session.reset();
    p[1].run(a);
    p[1].run(b);
    EPropGradient ga = a.rule().gradient();
    EPropGradient gb = b.rule().gradient();
    assertThat(ga.hidden).isEqualTo(gb.hidden);
    assertThat(ga.out).isEqualTo(gb.out);
    assertThat(greatest(new double[][] {ga.hidden})).isPositive();
  }

  @Test
  void shouldPullTheRateOfASilentNeuronUpAndOfABusyOneDown() {
    Problem p = new Problem(7);
    for (double wanted : new double[] {0, 900}) {
      Trained trained =
          p.open(
              mixed(LIF),
              w ->
                  EProp.of(w, Loss.SQUARED, READOUT, PSI, new GradientDescent(0.1))
                      .withFeedback(new Feedback.RandomFixed(1))
                      .withRateTarget(new RateTarget(1, wanted)));
      for (int t = 0; t < STEPS; t++) { // no targets: regularisation alone
        for (int i = 0; i < INPUTS; i++) {
          if (p.x[t][i] > 0) {
            trained.session.input(trained.in).add(i);
          }
        }
        trained.session.step();
      }
      EPropGradient g = trained.rule().gradient();
      double[] sum = g.eligibility.clone();
      int sources = INPUTS + HIDDEN;
      double[] rate = new double[HIDDEN];
      for (int j = 0; j < HIDDEN; j++) {
        rate[j] = g.rate(j);
      }
      trained.rule().apply();
      for (int j = 0; j < HIDDEN; j++) {
        double pull = (rate[j] - wanted * 1e-3) / STEPS;
        for (int i = 0; i < INPUTS; i++) {
          double dw = trained.session.synapses(trained.win).weight(i, j) - (double) p.in[i][j];
          // One rounding of a weight of order 1.
          assertThat(dw).isCloseTo(-0.1 * pull * sum[j * sources + i], within(2e-7));
        }
      }
      assertThat(greatest(new double[][] {sum})).isGreaterThan(1);
    }
  }

  @Test
  void shouldBringAdaptiveFeedbackAndReadoutTogether() {
    Problem p = new Problem(8);
    Trained trained = p.open(mixed(LIF), EPropTest::full);
    double[] b = new double[HIDDEN * 2];
    double before = distance(trained, b);
    for (int update = 0; update < 100; update++) {
      trained.session.reset();
      p.run(trained);
      trained.rule().apply();
    }
    // Equal changes, equal decay of 0.01: the distance shrinks by 0.99 per update; float weights.
    assertThat(distance(trained, b) / before).isCloseTo(Math.pow(0.99, 100), within(1e-5));
  }

  private static double distance(Trained trained, double[] b) {
    Snapshot.Entry feedback =
        Snapshot.capture(trained.session, Map.of()).entries().stream()
            .filter(e -> e.path().endsWith("/B"))
            .findFirst()
            .orElseThrow();
    double sum = 0;
    for (int k = 0; k < b.length; k++) {
      float w = trained.session.synapses(trained.wout).weight(k / 2, k % 2);
      sum += Math.pow(feedback.get(k) - w, 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  void shouldSkipOnlyWhileEveryTraceIsZero() {
    Problem p = new Problem(1);
    Trained trained = p.open(mixed(LIF), EPropTest::full);
    trained.session.advance(1000);
    assertThat(trained.rule().gradient().steps()).isEqualTo(1000);
    p.run(trained);
    assertThat(trained.session.isQuiet()).isFalse();
  }

  @Test
  void shouldAllocateNothingInAStep() {
    Problem p = new Problem(2);
    Trained trained = p.open(mixed(LIF), EPropTest::full);
    float[] target = {1, -1};
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 200 && least >= 1_000; round++) { // until all is compiled
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int k = 0; k < 5_000; k++) {
        playStep(p, trained, k % STEPS, target);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    // The measurement itself takes some bytes; one byte per step would be 5,000.
    assertThat(least).isLessThan(1_000);
  }

  private static void playStep(Problem p, Trained trained, int t, float[] target) {
    for (int i = 0; i < INPUTS; i++) {
      if (p.x[t][i] > 0) {
        trained.session.input(trained.in).add(i);
      }
    }
    trained.session.target(trained.out, target);
    trained.session.step();
  }

  @Test
  void shouldRefuseNeuronsOfDifferentTimeConstants() {
    Problem p = new Problem(1);
    Lif different = Lif.of(LIF).withTauM(20, 20, 20, 20, 20, 20, 20, 21);
    assertThatThrownBy(() -> p.open(different, EPropTest::rule))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("same tau_m");
  }
}
