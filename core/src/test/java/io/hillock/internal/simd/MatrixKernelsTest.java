package io.hillock.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kernels on flat matrices: both give the same bits, and what the formulas say. */
class MatrixKernelsTest {
  private final Kernels scalar = new ScalarKernels();
  private final Kernels best = KernelChoice.choose("best");

  private static float[] draw(RandomStream random, int n, double scale) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (scale * random.nextGaussian());
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 8, 15, 16, 17, 31, 33, 64, 127, 128, 129, 300, 500})
  void shouldAgreeToTheBitAtEverySize(int n) {
    RandomStream random = Seed.of(n).stream(Purpose.DATA);
    int rows = 9;
    float[] m = draw(random, rows * n, 1);
    float[] m2 = m.clone();
    float[] x = draw(random, n, 1);
    float[] y = draw(random, n, 1);
    float[] y2 = y.clone();
    float[] r = new float[rows];
    float[] r2 = new float[rows];
    int[] index = {0, 2, 3, 8};
    float[] factor = draw(random, 4, 1);
    float[] partial = new float[Kernels.PARTIAL_SUMS];
    for (int t = 0; t < 20; t++) {
      scalar.addScaledRows(y, m, index, factor, 4);
      best.addScaledRows(y2, m2, index, factor, 4);
      assertThat(y2).isEqualTo(y);
      scalar.tanh(y, y);
      best.tanh(y2, y2);
      assertThat(y2).isEqualTo(y);
      scalar.addToRows(m, index, factor, 3, x);
      best.addToRows(m2, index, factor, 3, x);
      assertThat(m2).isEqualTo(m);
      scalar.dotRows(r, m, y, partial);
      best.dotRows(r2, m2, y2, partial);
      assertThat(r2).isEqualTo(r);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 8, 15, 16, 17, 32, 37})
  void shouldAgreeToTheBitOnBlocksOfEveryWidth(int width) {
    RandomStream random = Seed.of(width).stream(Purpose.DATA);
    // Three inputs: the first meets two blocks, the second none, the third the same unit twice.
    BlockWiring wiring =
        new BlockWiring(
            new int[] {0, 2, 2, 5},
            new int[] {0, 2 * width, width, width, 0},
            new int[] {width, 0, 0, width, 2 * width},
            width);
    float[] z = draw(random, 3 * width, 1);
    float[] w = draw(random, 3 * width, 1);
    float[] z2 = z.clone();
    float[] w2 = w.clone();
    final float[] before = z.clone();
    final float[] weights = w.clone();
    int[] index = {0, 1, 2};
    float[] factor = {0.5f, 1, -2};
    scalar.addWeightBlocks(z, w, wiring, index, factor, 3);
    best.addWeightBlocks(z2, w2, wiring, index, factor, 3);
    assertThat(z2).isEqualTo(z);
    for (int j = 0; j < width; j++) {
      // Factors are powers of two: only the sums round, in this order.
      assertThat(z[2 * width + j]).isEqualTo(before[2 * width + j] + 0.5f * weights[j]);
      assertThat(z[width + j])
          .isEqualTo(before[width + j] + -2 * weights[j] + -2 * weights[width + j]);
    }
    scalar.addToWeightBlocks(w, z, wiring, index, factor, 3);
    best.addToWeightBlocks(w2, z2, wiring, index, factor, 3);
    assertThat(w2).isEqualTo(w);
    for (int j = 0; j < width; j++) {
      assertThat(w[2 * width + j]).isEqualTo(weights[2 * width + j] + -2 * z[j]);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 37, 500})
  void shouldComputeWhatTheFormulasSay(int n) {
    RandomStream random = Seed.of(n).stream(Purpose.DATA);
    int rows = 3;
    float[] m = draw(random, rows * n, 1);
    float[] x = draw(random, n, 1);
    float[] dots = new float[rows];
    best.dotRows(dots, m, x, new float[Kernels.PARTIAL_SUMS]);
    float[] sum = new float[n];
    best.addScaledRows(sum, m, new int[] {2, 0}, new float[] {0.5f, -2}, 2);
    float[] changed = m.clone();
    best.addToRows(changed, new int[] {1}, new float[] {3}, 1, x);
    for (int r = 0; r < rows; r++) {
      double dot = 0;
      for (int j = 0; j < n; j++) {
        dot += (double) m[r * n + j] * x[j];
      }
      // Rounding of n products of size 1 in float: far below n units in the last place of 4.
      assertThat((double) dots[r]).isCloseTo(dot, within(n * 5e-7));
    }
    for (int j = 0; j < n; j++) {
      assertThat(sum[j]).isCloseTo(0.5f * m[2 * n + j] - 2 * m[j], within(2e-6f));
      assertThat(changed[n + j]).isEqualTo(m[n + j] + 3 * x[j]);
      assertThat(changed[j]).isEqualTo(m[j]);
    }
  }

  @Test
  void shouldApproximateTheHyperbolicTangentAsPromised() {
    float[] z = new float[200_001];
    for (int i = 0; i < z.length; i++) {
      z[i] = (i - 100_000) * 2e-4f;
    }
    float[] y = new float[z.length];
    best.tanh(y, z);
    for (int i = 0; i < z.length; i++) {
      assertThat((double) y[i]).isCloseTo(StrictMath.tanh(z[i]), within(3e-7)).isBetween(-1.0, 1.0);
    }
  }
}
