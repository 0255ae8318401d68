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
}
