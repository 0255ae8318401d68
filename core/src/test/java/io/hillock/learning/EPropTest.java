package io.hillock.learning;

import static io.hillock.learning.GradientProblem.HIDDEN;
import static io.hillock.learning.GradientProblem.INPUTS;
import static io.hillock.learning.GradientProblem.LIF;
import static io.hillock.learning.GradientProblem.PSI;
import static io.hillock.learning.GradientProblem.READOUT;
import static io.hillock.learning.GradientProblem.STEPS;
import static io.hillock.learning.GradientProblem.greatest;
import static io.hillock.learning.GradientProblem.mixed;
import static io.hillock.learning.GradientProblem.rule;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.state.Allocation;
import io.hillock.synapse.Synapses;
import io.hillock.unit.Time;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EPropTest {
  private static EProp full(HardwareEProp.Wires wires) {
    return EProp.of(wires, Loss.SQUARED, READOUT, PSI, Adam.Parameters.of(0.01))
        .withFeedback(new Feedback.Adaptive(1, 0.01))
        .withRateTarget(new RateTarget(1, 10))
        .withAverage(EProp.Average.TAUGHT_STEPS);
  }

  @Test
  void shouldWriteWhatTheHardwareFormWritesWithoutTheFilter() {
    LifParameters lif = LIF.withTRef(Time.ZERO);
    GradientProblem p = new GradientProblem(3);
    GradientProblem.Trained published =
        p.open(Lif.of(lif), w -> rule(w).withEligibilityFilter(Time.ZERO));
    GradientProblem.Trained hardware =
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
        float w = published.session().synapses(published.win()).weight(i, j);
        changed |= Math.abs(w - p.in[i][j]) > 1e-3;
        assertThat(w)
            .isCloseTo(
                hardware.session().synapses(hardware.win()).weight(i, j), within((float) bound));
      }
      for (int i = 0; i < HIDDEN; i++) {
        assertThat(published.session().synapses(published.wrec()).weight(i, j))
            .isCloseTo(
                hardware.session().synapses(hardware.wrec()).weight(i, j), within((float) bound));
      }
      for (int k = 0; k < 2; k++) {
        assertThat(published.session().synapses(published.wout()).weight(j, k))
            .isCloseTo(
                hardware.session().synapses(hardware.wout()).weight(j, k), within((float) bound));
      }
    }
    assertThat(changed).isTrue();
  }

  @Test
  void shouldResumeInTheMiddleOfATrialBitForBit() {
    GradientProblem p = new GradientProblem(4);
    GradientProblem.Trained whole = p.open(mixed(LIF), EPropTest::full);
    GradientProblem.Trained resumed = p.open(mixed(LIF), EPropTest::full);
    p.run(whole);
    whole.rule().apply();
    whole.session().reset();
    for (int t = 0; t < 25; t++) {
      p.step(whole, t);
    }
    byte[] half = Snapshot.capture(whole.session(), Map.of()).toBytes();
    Snapshot.fromBytes(half, "half").restore(resumed.session(), "half");
    for (GradientProblem.Trained trained : new GradientProblem.Trained[] {whole, resumed}) {
      for (int t = 25; t < STEPS; t++) {
        p.step(trained, t);
      }
      trained.rule().apply();
    }
    assertThat(Snapshot.capture(resumed.session(), Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole.session(), Map.of()).toBytes());
  }

  @Test
  void shouldKeepSessionsThatApplyTheSameSumTheSame() {
    GradientProblem[] p = {new GradientProblem(5), new GradientProblem(6)};
    GradientProblem.Trained a = p[0].open(mixed(LIF), EPropTest::full);
    GradientProblem.Trained b = p[0].open(mixed(LIF), EPropTest::full);
    for (int update = 0; update < 3; update++) {
      a.session().reset();
      b.session().reset();
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
    a.session().reset();
    b.session().reset();
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
    GradientProblem p = new GradientProblem(7);
    for (double wanted : new double[] {0, 900}) {
      GradientProblem.Trained trained =
          p.open(
              mixed(LIF),
              w ->
                  EProp.of(w, Loss.SQUARED, READOUT, PSI, new GradientDescent(0.1))
                      .withFeedback(new Feedback.RandomFixed(1))
                      .withRateTarget(new RateTarget(1, wanted)));
      for (int t = 0; t < STEPS; t++) { // no targets: regularisation alone
        for (int i = 0; i < INPUTS; i++) {
          if (p.x[t][i] > 0) {
            trained.session().input(trained.in()).add(i);
          }
        }
        trained.session().step();
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
          double dw = trained.session().synapses(trained.win()).weight(i, j) - (double) p.in[i][j];
          // One rounding of a weight of order 1.
          assertThat(dw).isCloseTo(-0.1 * pull * sum[j * sources + i], within(2e-7));
        }
      }
      assertThat(greatest(new double[][] {sum})).isGreaterThan(1);
    }
  }

  @Test
  void shouldClipGradientsAndLetProjectionsLearnAtTheirOwnRates() {
    GradientProblem p = new GradientProblem(9);
    double eta = 0.01;
    double bound = 0.4;
    GradientProblem.Trained trained =
        p.open(
            mixed(LIF),
            w ->
                EProp.of(w, Loss.SQUARED, READOUT, PSI, new GradientDescent(eta))
                    .withGradientClip(bound)
                    .withRelativeRates(new HardwareEProp.Rates(1, 0.5, 4)));
    p.run(trained);
    EPropGradient g = trained.rule().gradient();
    double[][] in = new double[INPUTS][HIDDEN];
    double[][] rec = new double[HIDDEN][HIDDEN];
    double[][] out = new double[HIDDEN][2];
    int clipped = 0;
    for (int j = 0; j < HIDDEN; j++) {
      for (int i = 0; i < INPUTS; i++) {
        in[i][j] = -eta * Math.clamp(g.in(i, j), -bound, bound);
        clipped += Math.abs(g.in(i, j)) > bound ? 1 : 0;
      }
      for (int i = 0; i < HIDDEN; i++) {
        rec[i][j] = i == j ? 0 : -eta * 0.5 * Math.clamp(g.rec(i, j), -bound, bound);
      }
      for (int k = 0; k < 2; k++) {
        out[j][k] = -eta * 4 * Math.clamp(g.out(j, k), -bound, bound);
      }
    }
    assertThat(clipped).isBetween(1, INPUTS * HIDDEN - 1); // the bound acts on some, not on all
    trained.rule().apply();
    requireChange(trained.session().synapses(trained.win()), p.in, in);
    requireChange(trained.session().synapses(trained.wrec()), p.rec, rec);
    requireChange(trained.session().synapses(trained.wout()), p.out, out);
  }

  private static void requireChange(Synapses s, float[][] before, double[][] dw) {
    for (int i = 0; i < dw.length; i++) {
      for (int j = 0; j < dw[i].length; j++) {
        // One rounding of a weight up to 2.
        assertThat((double) s.weight(i, j) - before[i][j]).isCloseTo(dw[i][j], within(2.5e-7));
      }
    }
  }

  @Test
  void shouldBringAdaptiveFeedbackAndReadoutTogether() {
    GradientProblem p = new GradientProblem(8);
    GradientProblem.Trained trained = p.open(mixed(LIF), EPropTest::full);
    double[] b = new double[HIDDEN * 2];
    double before = distance(trained, b);
    for (int update = 0; update < 100; update++) {
      trained.session().reset();
      p.run(trained);
      trained.rule().apply();
    }
    // Equal changes, equal decay of 0.01: the distance shrinks by 0.99 per update; float weights.
    assertThat(distance(trained, b) / before).isCloseTo(Math.pow(0.99, 100), within(1e-5));
  }

  private static double distance(GradientProblem.Trained trained, double[] b) {
    Snapshot.Entry feedback =
        Snapshot.capture(trained.session(), Map.of()).entries().stream()
            .filter(e -> e.path().endsWith("/B"))
            .findFirst()
            .orElseThrow();
    double sum = 0;
    for (int k = 0; k < b.length; k++) {
      float w = trained.session().synapses(trained.wout()).weight(k / 2, k % 2);
      sum += Math.pow(feedback.get(k) - w, 2);
    }
    return Math.sqrt(sum);
  }

  @Test
  void shouldSkipOnlyWhileEveryTraceIsZero() {
    GradientProblem p = new GradientProblem(1);
    GradientProblem.Trained trained = p.open(mixed(LIF), EPropTest::full);
    trained.session().advance(1000);
    assertThat(trained.rule().gradient().steps()).isEqualTo(1000);
    p.run(trained);
    assertThat(trained.session().isQuiet()).isFalse();
  }

  @Test
  void shouldAllocateNothingInAStep() {
    GradientProblem p = new GradientProblem(2);
    GradientProblem.Trained trained = p.open(mixed(LIF), EPropTest::full);
    float[] target = {1, -1};
    long least =
        Allocation.least(() -> {
          for (int k = 0; k < 5_000; k++) {
            playStep(p, trained, k % STEPS, target);
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }

  private static void playStep(
      GradientProblem p, GradientProblem.Trained trained, int t, float[] target) {
    for (int i = 0; i < INPUTS; i++) {
      if (p.x[t][i] > 0) {
        trained.session().input(trained.in()).add(i);
      }
    }
    trained.session().target(trained.out(), target);
    trained.session().step();
  }

  @Test
  void shouldRefuseNeuronsOfDifferentTimeConstants() {
    GradientProblem p = new GradientProblem(1);
    Lif different = Lif.of(LIF).withTauM(20, 20, 20, 20, 20, 20, 20, 21);
    assertThatThrownBy(() -> p.open(different, GradientProblem::rule))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("same tau_m");
  }

  @Test
  void shouldCountTracesSumsFeedbackAndOptimiser() {
    GradientProblem p = new GradientProblem(4);
    GradientProblem.Trained trained = p.open(mixed(LIF), EPropTest::full);
    Counts counts = trained.session().ledger().of("rule0");
    int taught = STEPS - 10;
    p.run(trained);
    // Feedback: every weight of B in every taught step.
    assertThat(counts.get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo(taught * HIDDEN * 2);
    // In every step the 8 filtered spikes; in a taught one 8 signals and 8 x 2 sums of the readout.
    long least = STEPS * HIDDEN + taught * (HIDDEN + HIDDEN * 2);
    int weights = INPUTS * HIDDEN + HIDDEN * HIDDEN + HIDDEN * 2;
    long most = STEPS * 5L * (INPUTS + HIDDEN) * HIDDEN + least;
    long inTrial = counts.get(CountKind.TRACE_UPDATE);
    assertThat(inTrial).isGreaterThan(least).isLessThan(most);
    trained.rule().gradient();
    long moved = counts.get(CountKind.TRACE_UPDATE) - inTrial;
    // Two sums for each synapse of channels that had a spike, and what was still due.
    assertThat(moved).isBetween(2L * HIDDEN, 3L * (INPUTS + HIDDEN) * HIDDEN);
    long before = counts.get(CountKind.TRACE_UPDATE);
    trained.rule().apply();
    // Each sum is read, Adam keeps two values for each, and B follows the readout.
    assertThat(counts.get(CountKind.TRACE_UPDATE) - before).isEqualTo(3L * weights + HIDDEN * 2);
  }

  @Test
  void shouldCountSymmetricFeedbackAtTheSynapsesThatAreRead() {
    GradientProblem p = new GradientProblem(4);
    GradientProblem.Trained trained = p.open(mixed(LIF), GradientProblem::rule);
    p.run(trained);
    long reads =
        trained.session().ledger().of(trained.wout().name()).get(CountKind.MULTIPLY_ACCUMULATE);
    assertThat(reads).isEqualTo((STEPS - 10) * HIDDEN * 2);
  }

  @Test
  void shouldCountTracesAndFeedbackOfTheHardwareForm() {
    GradientProblem p = new GradientProblem(4);
    GradientProblem.Trained trained =
        p.open(
            Lif.of(LIF),
            w ->
                HardwareEProp.of(
                        w, Loss.SQUARED, new HardwareEProp.Rates(0, 0, 0), Time.ms(20), PSI)
                    .withFeedback(new Feedback.RandomFixed(1))
                    .withRegularisation(new RateRegularisation(1, 10, Time.s(1))));
    p.run(trained);
    Counts counts = trained.session().ledger().of("rule0");
    // Input, recurrent, output and rate traces in every step; B in every taught one.
    assertThat(counts.get(CountKind.TRACE_UPDATE)).isEqualTo(STEPS * (INPUTS + 3 * HIDDEN));
    assertThat(counts.get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo((STEPS - 10) * HIDDEN * 2);
  }
}
