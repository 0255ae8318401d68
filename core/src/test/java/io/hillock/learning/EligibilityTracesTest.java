package io.hillock.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import org.junit.jupiter.api.Test;

class EligibilityTracesTest {
  private static final double ALPHA = 0.9;
  private static final double KAPPA = 0.8;
  private static final double RHO = 0.99;

  static SpikeList spikes(double... z) {
    SpikeList list = new SpikeList(z.length);
    for (int i = 0; i < z.length; i++) {
      if (z[i] != 0) {
        list.add(i);
      }
    }
    return list;
  }

  private static EligibilityTraces traces(int sources, double kappa, double... beta) {
    double[] one = new double[beta.length];
    double[] rho = new double[beta.length];
    java.util.Arrays.fill(one, 1);
    java.util.Arrays.fill(rho, RHO);
    return new EligibilityTraces(
        sources,
        new EligibilityTraces.Dynamics(ALPHA, one, beta, rho),
        new EligibilityTraces.Filter(kappa, 1),
        true);
  }

  private static void step(EligibilityTraces traces, double[] z, float... psi) {
    traces.decay();
    traces.arrive(spikes(z), 0);
    traces.advance(psi);
  }

  @Test
  void shouldDecayAfterASingleSpikeByAlphaPerStep() {
    EligibilityTraces traces = traces(1, 0, 0);
    step(traces, new double[] {1}, 1);
    for (int n = 1; n <= 200; n++) {
      step(traces, new double[] {0}, 1);
      // n roundings of 1.1e-16.
      double relative = traces.filtered(0, 0) / Math.pow(ALPHA, n) - 1;
      assertThat(relative).isCloseTo(0, within(n * 1.2e-16 + 1e-15));
    }
  }

  @Test
  void shouldKeepTheSlowTraceOverAGapWithoutPseudoDerivative() {
    EligibilityTraces traces = traces(1, KAPPA, 0.1);
    step(traces, new double[] {1}, 0.5f);
    for (int n = 1; n <= 300; n++) {
      assertThat(traces.epsilon(0, 0)).isCloseTo(0.5 * Math.pow(RHO, n - 1), within(1e-14));
      step(traces, new double[] {0}, 0);
    }
  }

  @Test
  void shouldDifferFromTheFormWithoutFilterByWhatTheFilterKeeps() {
    // psi(1) = 0.6 with x(1) = 1, psi(2) = 0, learning signal at step 2 only.
    double[] signal = {2};
    double[] gradient = new double[2];
    double[] kappas = {0, KAPPA};
    for (int k = 0; k < 2; k++) {
      EligibilityTraces traces = traces(1, kappas[k], 0);
      step(traces, new double[] {1}, 0.6f);
      step(traces, new double[] {0}, 0);
      traces.teach(signal);
      EPropGradient g = new EPropGradient(1, 0, 1, 1, true);
      traces.moveTo(g, new double[] {1});
      gradient[k] = g.in(0, 0);
    }
    assertThat(gradient[0]).isZero();
    assertThat(gradient[1]).isCloseTo(2 * KAPPA * 0.6f, within(1e-15)); // L kappa psi(1) x(1)
  }

  @Test
  void shouldGiveWhatComputingEveryTraceInEveryStepGives() {
    int sources = 7;
    double[] beta = {0, 0.05, 0, 0.2};
    int n = beta.length;
    EligibilityTraces traces = traces(sources, KAPPA, beta);
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    double[] x = new double[sources];
    double[][] eps = new double[n][sources];
    double[][] eBar = new double[n][sources];
    double[][] g = new double[n][sources];
    double[][] s = new double[n][sources];
    EPropGradient sum = new EPropGradient(sources, 0, n, 1, true);
    double[] one = {1, 1, 1, 1};
    for (int t = 0; t < 3000; t++) {
      double[] z = new double[sources];
      for (int i = 0; i < sources - 1; i++) { // the last channel never spikes
        z[i] = random.nextBoolean(0.02) ? 1 : 0;
      }
      float[] psi = new float[n];
      double[] signal = new double[n];
      for (int j = 0; j < n; j++) {
        psi[j] = random.nextBoolean(0.3) ? random.nextFloat() : 0;
        signal[j] = t % 500 > 300 ? random.nextGaussian() : 0;
      }
      step(traces, z, psi);
      traces.teach(signal);
      for (int j = 0; j < n; j++) {
        for (int i = 0; i < sources; i++) {
          x[i] = j == 0 ? ALPHA * x[i] + z[i] : x[i];
          double e = psi[j] * (x[i] - beta[j] * eps[j][i]);
          eps[j][i] = RHO * eps[j][i] + e;
          eBar[j][i] = KAPPA * eBar[j][i] + e;
          g[j][i] += signal[j] * eBar[j][i];
          s[j][i] += e;
        }
      }
      if (t % 700 == 0) {
        traces.moveTo(sum, one); // in the middle of everything
      }
    }
    traces.moveTo(sum, one);
    for (int j = 0; j < n; j++) {
      for (int i = 0; i < sources; i++) {
        // Sums over 3,000 steps of terms of order 1, each with a rounding of 1e-16.
        assertThat(sum.in(i, j)).isCloseTo(g[j][i], within(1e-11));
        assertThat(sum.eligibility[j * sources + i]).isCloseTo(s[j][i], within(1e-11));
      }
    }
    assertThat(sum.in(0, 1)).isNotZero();
  }

  @Test
  void shouldNotFadeIntoSubnormalNumbers() {
    EligibilityTraces traces = traces(1, KAPPA, 0);
    step(traces, new double[] {1}, 1);
    for (int t = 0; t < 4096; t++) {
      step(traces, new double[] {0}, t % 2);
    }
    assertThat(traces.filtered(0, 0)).isZero();
  }
}
