package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Both kinds of product kernels give the same bits, and what the formulas say. */
@Tag("kernels")
class ProductKernelsTest {
  private final ProductKernels scalar = new ScalarProductKernels();
  private final ProductKernels best = ProductKernels.best();
  private final float[] pack = new float[ProductKernels.PACK];

  private static float[] draw(RandomStream random, int n, double size) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (size * random.nextGaussian());
    }
    return x;
  }

  /** Rows with and without a rest of six, columns of whole panels, vectors and rests, deep sums. */
  @Test
  void shouldMultiplyToTheSameBitsAtEveryShape() {
    int[][] shapes = {
      {1, 1, 1},
      {5, 16, 3},
      {6, 64, 128},
      {7, 65, 129},
      {13, 130, 300},
      {30, 79, 17},
      {26, 200, 260}
    };
    for (int[] shape : shapes) {
      for (boolean across : new boolean[] {false, true}) {
        compare(shape[0], shape[1], shape[2], across);
      }
    }
  }

  private void compare(int rows, int columns, int depth, boolean across) {
    RandomStream random = Seed.of(rows + 1000L * columns).stream(Purpose.DATA);
    float[] a = draw(random, rows * depth + 5, 1);
    final float[] b = draw(random, depth * (columns + 2) + 3, 1);
    float[] c = draw(random, rows * (columns + 1) + 2, 1);
    final float[] before = c.clone();
    float[] other = c.clone();
    ProductKernels.Left left =
        across ? new ProductKernels.Left(a, 5, 1, rows) : new ProductKernels.Left(a, 5, depth, 1);
    best.multiplyAdd(rows, columns, depth, left, b, 3, columns + 2, c, 2, columns + 1, pack);
    scalar.multiplyAdd(rows, columns, depth, left, b, 3, columns + 2, other, 2, columns + 1, pack);
    assertThat(c).as("%d x %d x %d", rows, depth, columns).isEqualTo(other);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j <= columns; j++) {
        int at = 2 + i * (columns + 1) + j;
        double sum = before[at];
        for (int p = 0; p < depth && j < columns; p++) {
          sum += (double) a[5 + i * left.row() + p * left.step()] * b[3 + p * (columns + 2) + j];
        }
        // Single precision: a rounding of 6e-8 for each of up to 300 terms of size one.
        assertThat((double) c[at]).isCloseTo(sum, within(1e-4));
      }
    }
  }

  /** A product with rows of zeros is the sum without them: events and dense slices agree. */
  @Test
  void shouldNotSeeZeros() {
    RandomStream random = Seed.of(2).stream(Purpose.DATA);
    float[] a = draw(random, 40, 1);
    for (int p = 0; p < 40; p += 2) {
      a[p] = 0;
    }
    final float[] b = draw(random, 40 * 64, 1);
    float[] c = draw(random, 64, 1);
    float[] rows = c.clone();
    best.multiplyAdd(1, 64, 40, new ProductKernels.Left(a, 0, 40, 1), b, 0, 64, c, 0, 64, pack);
    int[] sent = new int[20];
    float[] values = new float[20];
    for (int s = 0; s < 20; s++) {
      sent[s] = 2 * s + 1;
      values[s] = a[2 * s + 1];
    }
    EventKernels.best().addRows(rows, 0, 64, b, 64, sent, values, 0, 20);
    assertThat(rows).isEqualTo(c);
  }

  @Test
  void shouldSumAndFindTheGreatestToTheSameBits() {
    RandomStream random = Seed.of(5).stream(Purpose.DATA);
    for (int n : new int[] {0, 1, 15, 16, 17, 256, 300}) {
      float[] x = draw(random, n + 3, 1);
      assertThat(best.sum(x, 3, n + 3)).isEqualTo(scalar.sum(x, 3, n + 3));
      assertThat(best.greatest(x, 3, n + 3)).isEqualTo(scalar.greatest(x, 3, n + 3));
      double sum = 0;
      float greatest = Float.NEGATIVE_INFINITY;
      for (int i = 3; i < n + 3; i++) {
        sum += x[i];
        greatest = Math.max(greatest, x[i]);
      }
      assertThat((double) scalar.sum(x, 3, n + 3)).isCloseTo(sum, within(1e-5));
      assertThat(scalar.greatest(x, 3, n + 3)).isEqualTo(greatest);
    }
  }
}
