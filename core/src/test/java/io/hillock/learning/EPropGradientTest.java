package io.hillock.learning;

import static io.hillock.learning.GradientProblem.HIDDEN;
import static io.hillock.learning.GradientProblem.INPUTS;
import static io.hillock.learning.GradientProblem.LIF;
import static io.hillock.learning.GradientProblem.STEPS;
import static io.hillock.learning.GradientProblem.greatest;
import static io.hillock.learning.GradientProblem.mixed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LifParameters;
import org.junit.jupiter.api.Test;

/** What e-prop gathers, against gradients of the same network in double. */
class EPropGradientTest {
  @Test
  void shouldBeTheTrueGradientWhereSpikesReachTheLossThroughTheReadoutAlone() {
    for (int seed = 1; seed <= 5; seed++) {
      for (InputScaling scaling : InputScaling.values()) {
        GradientProblem p = new GradientProblem(seed);
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
        GradientProblem.Trained trained = p.open(mixed(lif), GradientProblem::rule);
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
      GradientProblem p = new GradientProblem(seed);
      GradientProblem.Trained trained = p.open(mixed(LIF), GradientProblem::rule);
      p.run(trained);
      DoubleNetwork exact = p.exact(LIF, 0.07);
      exact.backward(p.x, false);
      assertEqualGradients(trained.rule().gradient(), exact, true);
    }
  }

  @Test
  void shouldLeaveOutOnlyTheWayOfASpikeOverOtherNeurons() {
    // With recurrent synapses e-prop approximates: the angle to the true gradient is acute, not 0.
    GradientProblem p = new GradientProblem(1);
    GradientProblem.Trained trained = p.open(mixed(LIF), GradientProblem::rule);
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
      GradientProblem p = new GradientProblem(seed);
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
}
