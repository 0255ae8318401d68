package io.hillock.learning;

import static io.hillock.learning.GradientProblem.HIDDEN;
import static io.hillock.learning.GradientProblem.INPUTS;
import static io.hillock.learning.GradientProblem.LIF;
import static io.hillock.learning.GradientProblem.PSI;
import static io.hillock.learning.GradientProblem.READOUT;
import static io.hillock.learning.GradientProblem.STEPS;
import static io.hillock.learning.GradientProblem.greatest;
import static io.hillock.learning.GradientProblem.mixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Lif;
import io.hillock.state.Allocation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BackPropagationTest {
  @Test
  void shouldGiveTheTrueGradientByBackPropagation() {
    for (int seed = 1; seed <= 5; seed++) {
      GradientProblem p = new GradientProblem(seed);
      GradientProblem.Trained trained =
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
      BackPropagation.Running rule = (BackPropagation.Running) trained.session().rule(0);
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
      float before = trained.session().synapses(trained.win()).weight(0, 0);
      rule.apply(g, rule.trials());
      // w -= eta g / trials, in one rounded float; g was cleared, so it is taken from the test.
      double expected = before - 0.01 * exact.gradIn[0][0] / taught;
      assertThat((double) trained.session().synapses(trained.win()).weight(0, 0))
          .isCloseTo(expected, within(1e-6));
    }
  }

  @Test
  void shouldPullRatesByBackPropagationAsTheSlopeOfTheirTermSays() {
    GradientProblem p = new GradientProblem(2);
    java.util.Arrays.fill(p.target, null); // nothing but the rate is asked for
    GradientProblem.Trained trained =
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
    double[] g = ((BackPropagation.Running) trained.session().rule(0)).gradient();
    double greatest = greatest(exact.gradIn);
    assertThat(greatest).isPositive();
    for (int i = 0; i < INPUTS; i++) {
      for (int j = 0; j < HIDDEN; j++) {
        assertThat(g[i * HIDDEN + j]).isCloseTo(exact.gradIn[i][j], within(1e-6 * greatest));
      }
    }
  }

  private static BackPropagation taught(HardwareEProp.Wires wires) {
    return new BackPropagation(
        wires, Loss.SQUARED, READOUT, PSI, Adam.Parameters.of(0.01), new RateTarget(1, 10), STEPS);
  }

  private static BackPropagation.Running rule(GradientProblem.Trained trained) {
    return (BackPropagation.Running) trained.session().rule(0);
  }

  private static void update(GradientProblem.Trained trained) {
    rule(trained).apply(rule(trained).gradient(), rule(trained).trials());
  }

  @Test
  void shouldResumeInTheMiddleOfATrialBitForBit() {
    GradientProblem p = new GradientProblem(4);
    GradientProblem.Trained whole = p.open(mixed(LIF), BackPropagationTest::taught);
    GradientProblem.Trained resumed = p.open(mixed(LIF), BackPropagationTest::taught);
    p.run(whole);
    update(whole);
    whole.session().reset();
    for (int t = 0; t < 25; t++) {
      p.step(whole, t);
    }
    byte[] half = Snapshot.capture(whole.session(), Map.of()).toBytes();
    Snapshot.fromBytes(half, "half").restore(resumed.session(), "half");
    for (GradientProblem.Trained trained : List.of(whole, resumed)) {
      for (int t = 25; t < STEPS; t++) {
        p.step(trained, t);
      }
      update(trained);
    }
    assertThat(Snapshot.capture(resumed.session(), Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole.session(), Map.of()).toBytes());
  }

  @Test
  void shouldCountTheRecordTheWayBackAndTheOptimiser() {
    GradientProblem p = new GradientProblem(4);
    GradientProblem.Trained trained = p.open(mixed(LIF), BackPropagationTest::taught);
    Counts counts = trained.session().ledger().of("rule0");
    p.run(trained);
    // Each step: psi of 8 neurons, errors of 2 outputs, a word of inputs and one of neurons.
    int record = HIDDEN + 2 + 1 + 1;
    assertThat(counts.get(CountKind.TRACE_UPDATE)).isEqualTo(STEPS * record);
    rule(trained).gradient();
    DoubleNetwork exact = p.exact(LIF, 0.07);
    long active = 0;
    long arrived = 0;
    long recurrent = 0;
    long fired = 0;
    for (int t = 0; t < STEPS; t++) {
      for (int j = 0; j < HIDDEN; j++) {
        active += exact.psi[t][j] > 0 ? 1 : 0;
        fired += (long) exact.z[t][j];
        recurrent += t > 0 ? (long) exact.z[t - 1][j] : 0;
      }
      for (double x : p.x[t]) {
        arrived += (long) x;
      }
    }
    assertThat(active).isPositive();
    assertThat(fired).isPositive();
    // A weight to each neuron and each output for every neuron inside the pseudo-derivative.
    assertThat(counts.get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo(active * (HIDDEN + 2));
    // The record again; adjoints of 2 outputs, 8 membranes, 8 recurrent sums, 4 thresholds; sums.
    long back = STEPS * (record + 2 + HIDDEN + HIDDEN + 4);
    long sums = (arrived + recurrent) * HIDDEN + fired * 2;
    long before = STEPS * record + back + sums;
    assertThat(counts.get(CountKind.TRACE_UPDATE)).isEqualTo(before);
    update(trained);
    int weights = INPUTS * HIDDEN + HIDDEN * HIDDEN + HIDDEN * 2;
    // Each sum is read, and Adam keeps two values for each.
    assertThat(counts.get(CountKind.TRACE_UPDATE)).isEqualTo(before + 3 * weights);
  }

  @Test
  void shouldRefuseTrialsThatAreTooLongAndNeuronsOfDifferentTimeConstants() {
    GradientProblem p = new GradientProblem(1);
    GradientProblem.Trained trained = p.open(mixed(LIF), BackPropagationTest::taught);
    p.run(trained);
    assertThatThrownBy(() -> p.step(trained, 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("at most 50 steps");
    Lif different = Lif.of(LIF).withTauM(20, 20, 20, 20, 20, 20, 20, 21);
    assertThatThrownBy(() -> p.open(different, BackPropagationTest::taught))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("same tau_m");
  }

  @Test
  void shouldAllocateNothingInATrial() {
    GradientProblem p = new GradientProblem(2);
    GradientProblem.Trained trained = p.open(mixed(LIF), BackPropagationTest::taught);
    float[] target = {1, -1};
    long least =
        Allocation.least(() -> {
          for (int trial = 0; trial < 100; trial++) {
            for (int t = 0; t < STEPS; t++) {
              for (int i = 0; i < INPUTS; i++) {
                if (p.x[t][i] > 0) {
                  trained.session().input(trained.in()).add(i);
                }
              }
              trained.session().target(trained.out(), target);
              trained.session().step();
            }
            update(trained);
            trained.session().reset();
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }
}
