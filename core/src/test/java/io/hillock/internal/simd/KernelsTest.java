package io.hillock.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kernels give the same bits; without the module both sides are scalar. */
class KernelsTest {
  private final Kernels scalar = new ScalarKernels();
  private final Kernels best = KernelChoice.choose("best");

  private static float[] draw(RandomStream random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(
      ints = {0, 1, 3, 7, 15, 16, 17, 31, 33, 64, 70, 127, 128, 129, 257, 300, 767, 768, 769, 1003})
  void shouldAgreeToTheBitAtEverySize(int n) {
    RandomStream random = Seed.of(n).stream(Purpose.DATA);
    float[] v = draw(random, n);
    float[] alpha = draw(random, n);
    float[] gain = draw(random, n);
    float[] current = draw(random, n);
    float[] threshold = draw(random, n);
    float[] v2 = v.clone();
    float[] current2 = current.clone();
    float[][] rows = new float[9][];
    SpikeList chosen = new SpikeList(9);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = draw(random, n);
      if (i % 3 != 1) {
        chosen.add(i);
      }
    }
    SpikeList spikes = new SpikeList(n);
    SpikeList spikes2 = new SpikeList(n);
    for (int t = 0; t < 50; t++) {
      scalar.integrate(v, alpha, gain, current);
      best.integrate(v2, alpha, gain, current2);
      scalar.axpy(current, 0.3f, gain);
      best.axpy(current2, 0.3f, gain);
      scalar.add(current, alpha);
      best.add(current2, alpha);
      scalar.scale(v, 0.9f);
      best.scale(v2, 0.9f);
      scalar.multiply(v, gain);
      best.multiply(v2, gain);
      scalar.fire(v, threshold, spikes);
      best.fire(v2, threshold, spikes2);
      assertThat(v2).isEqualTo(v);
      scalar.integrateAndFire(v, alpha, gain, current, threshold, spikes);
      best.integrateAndFire(v2, alpha, gain, current2, threshold, spikes2);
      scalar.addRows(current, rows, chosen);
      best.addRows(current2, rows, chosen);
      assertThat(v2).isEqualTo(v);
      assertThat(current2).isEqualTo(current);
      assertThat(spikes2.array()).isEqualTo(spikes.array());
      assertThat(spikes2.size()).isEqualTo(spikes.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 16, 17, 70, 257})
  void shouldCountWhatIsNotZeroAndRefuseWhatIsNotFinite(int n) {
    float[] x = draw(Seed.of(n).stream(Purpose.DATA), n);
    int expected = n;
    for (int j = 0; j < n; j += 3) {
      x[j] = j % 2 == 0 ? 0f : -0f;
      expected--;
    }
    for (Kernels kernels : new Kernels[] {scalar, best}) {
      assertThat(kernels.countNonZero(0.5f, x)).isEqualTo(expected);
      for (int j = 0; j < n; j++) {
        final float held = x[j];
        for (float bad : new float[] {Float.NaN, Float.NEGATIVE_INFINITY, 3e38f}) {
          x[j] = bad;
          assertThat(kernels.countNonZero(2, x)).isEqualTo(-1);
        }
        x[j] = held;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 7, 8, 15, 16, 17, 31, 140})
  void shouldAgreeToTheBitOnEligibilityTraces(int n) {
    RandomStream random = Seed.of(n).stream(Purpose.DATA);
    int rows = 3;
    double[] x = wide(random, n);
    double[][] ours = new double[3][];
    double[][] theirs = new double[3][];
    for (int a = 0; a < 3; a++) {
      ours[a] = wide(random, rows * n);
      theirs[a] = ours[a].clone();
    }
    double[] none = {};
    EligibilityStep step = new EligibilityStep();
    for (int t = 0; t < 60; t++) {
      step.drive = random.nextGaussian();
      step.sink = random.nextDouble();
      step.keepSlow = random.nextDouble();
      step.keep = random.nextDouble();
      step.gain = random.nextGaussian();
      int at = t % rows * n;
      int some = n == 0 ? 0 : 1 + random.nextInt(n);
      double[] sum = t % 2 == 0 ? ours[2] : none;
      double[] sum2 = t % 2 == 0 ? theirs[2] : none;
      scalar.eligibility(step, x, ours[1], sum, at, some);
      best.eligibility(step, x, theirs[1], sum2, at, some);
      scalar.adaptiveEligibility(step, x, ours[0], at, ours[1], sum, at, some);
      best.adaptiveEligibility(step, x, theirs[0], at, theirs[1], sum2, at, some);
      assertThat(theirs).isDeepEqualTo(ours);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 31, 32, 33, 64, 100, 129})
  void shouldAgreeToTheBitOnSumsOfScaledRows(int n) {
    RandomStream random = Seed.of(n).stream(Purpose.DATA);
    int rows = 6;
    double[] m = wide(random, rows * n);
    double[] ours = wide(random, n);
    double[] theirs = ours.clone();
    double[] factor = wide(random, rows);
    int[] index = {5, 0, 3, 3, 1, 2};
    for (int count = 0; count <= rows; count++) {
      scalar.addScaledRows(ours, m, index, factor, count);
      best.addScaledRows(theirs, m, index, factor, count);
      assertThat(theirs).isEqualTo(ours);
    }
    double expected = 0;
    for (int s = 0; n > 0 && s < rows; s++) {
      expected += factor[s] * m[index[s] * n + n - 1];
    }
    double[] once = new double[n];
    best.addScaledRows(once, m, index, factor, rows);
    if (n > 0) {
      assertThat(once[n - 1]).isEqualTo(expected);
    }
  }

  private static double[] wide(RandomStream random, int n) {
    double[] x = new double[n];
    java.util.Arrays.setAll(x, k -> random.nextGaussian());
    return x;
  }
}
