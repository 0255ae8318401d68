package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("kernels")
class SpikeKernelsTest {
  private static final SpikeKernels SCALAR = new ScalarSpikeKernels();
  private static final SpikeKernels BEST = SpikeKernels.best();
  private static final int AT = 16;

  private final RandomStream random = Seed.of(4).stream(Purpose.INPUT);

  private float[] draw(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  @Test
  void shouldGiveTheBitsOfTheScalarStep() {
    for (int n = 16; n <= 224; n += 16) {
      for (int plain : new int[] {0, 16, n}) {
        SpikeKernels.Constants c = new SpikeKernels.Constants(0.9f, 0.1f, 0.99f, 0.5f, plain);
        float[] v = draw(3 * n);
        float[] current = draw(n + AT);
        float[] b = draw(n + AT);
        float[] beta = draw(n);
        float[] v2 = v.clone();
        float[] current2 = current.clone();
        float[] b2 = b.clone();
        long[] above = {-1, -1, -1, -1};
        long[] near = {-1, -1, -1, -1};
        long[] above2 = new long[(n + 63) / 64];
        long[] near2 = new long[(n + 63) / 64];
        SCALAR.step(c, v, n, 2 * n, current, b, beta, AT, n, above, near);
        BEST.step(c, v2, n, 2 * n, current2, b2, beta, AT, n, above2, near2);
        assertThat(v2).isEqualTo(v);
        assertThat(current2).isEqualTo(current);
        assertThat(b2).isEqualTo(b);
        assertThat(above2).isEqualTo(java.util.Arrays.copyOf(above, above2.length));
        assertThat(near2).isEqualTo(java.util.Arrays.copyOf(near, near2.length));
        assertThat(Long.bitCount(above2[0])).isBetween(1, 63);
      }
    }
  }

  @Test
  void shouldGiveTheBitsOfTheScalarStepBack() {
    SpikeKernels.Constants c = new SpikeKernels.Constants(0.9f, 0.1f, 0.99f, 0.5f, 32);
    int n = 112;
    float[][] a = {draw(n + AT), draw(n + AT), draw(n + AT), draw(n + AT)};
    float[][] b = {a[0].clone(), a[1].clone(), a[2].clone(), a[3].clone()};
    float kept = a[2][AT + 31];
    SCALAR.back(c, a[0], a[1], a[2], a[3], AT, n);
    BEST.back(c, b[0], b[1], b[2], b[3], AT, n);
    for (int k = 0; k < 4; k++) {
      assertThat(b[k]).isEqualTo(a[k]);
    }
    assertThat(b[2][AT + 31]).isEqualTo(kept); // units that do not adapt
    assertThat(b[1][AT]).isZero();
  }

  @Test
  void shouldGiveTheBitsOfTheScalarLeakAndScale() {
    float[] x = draw(64);
    float[] a = draw(64);
    float[] b = a.clone();
    SCALAR.leak(a, 16, 0.9f, 0.3f, x, 0, 48);
    BEST.leak(b, 16, 0.9f, 0.3f, x, 0, 48);
    assertThat(b).isEqualTo(a);
    SCALAR.scale(a, 0, 0.7f, a, 16, 48);
    BEST.scale(b, 0, 0.7f, b, 16, 48);
    assertThat(b).isEqualTo(a);
  }
}
