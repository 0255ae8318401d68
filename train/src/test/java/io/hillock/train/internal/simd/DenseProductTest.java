package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both kinds of dense products give the same bits, and what the sums say. */
@Tag("kernels")
class DenseProductTest {
  private final DenseProduct scalar = new ScalarDenseProduct();
  private final DenseProduct best = DenseProduct.best();

  private static float[] draw(RandomStream random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  /** Whole and broken panels, all kinds of rows, tiny and larger sums. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 32, 7",
    "2, 16, 5",
    "3, 33, 40",
    "4, 64, 3",
    "5, 10, 17",
    "7, 31, 2",
    "8, 32, 64",
    "9, 96, 33",
    "12, 48, 100",
    "13, 130, 11",
    "10, 64, 30",
    "11, 40, 6",
    "14, 33, 9",
    "15, 64, 5",
    "17, 70, 8",
    "1, 128, 40",
    "6, 128, 4",
    "20, 224, 50",
    "32, 160, 128",
    "1, 300, 224"
  })
  void shouldAgreeToTheBitAndWithDoubles(int m, int n, int k) {
    RandomStream random = Seed.of(m * 1000 + n + k).stream(Purpose.DATA);
    int aStride = k + random.nextInt(3);
    int bStride = n + random.nextInt(3);
    int cStride = n + random.nextInt(3);
    final int at = random.nextInt(5);
    float[] a = draw(random, at + m * aStride);
    float[] b = draw(random, at + k * bStride);
    final float[] before = draw(random, at + m * cStride);
    PackedMatrix packed = new PackedMatrix(k, n, DenseProduct.WIDTH);
    packed.pack(b, at, bStride);
    float[] scratch = new float[DenseProduct.scratch(m, k)];
    float[] c = before.clone();
    float[] c2 = before.clone();
    scalar.multiply(c, at, cStride, a, at, aStride, m, packed, scratch);
    best.multiply(c2, at, cStride, a, at, aStride, m, packed, scratch);
    assertThat(c2).isEqualTo(c);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < cStride && at + i * cStride + j < c.length; j++) {
        double sum = before[at + i * cStride + j];
        for (int l = 0; j < n && l < k; l++) {
          sum += (double) a[at + i * aStride + l] * b[at + l * bStride + j];
        }
        // Rounding of k products of size 1 in float: far below k units in the last place of 4.
        assertThat((double) c[at + i * cStride + j]).isCloseTo(sum, within(2e-6 + k * 5e-7));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 40, 3",
    "3, 32, 9",
    "8, 64, 17",
    "6, 32, 5",
    "9, 40, 3",
    "10, 33, 4",
    "15, 70, 8",
    "21, 100, 32",
    "224, 224, 12"
  })
  void shouldMultiplyByTheTransposeOfTheLeftFactor(int m, int n, int k) {
    RandomStream random = Seed.of(m + n + k).stream(Purpose.DATA);
    int stride = m + 2;
    float[] a = draw(random, k * stride);
    float[] turned = new float[m * k];
    for (int i = 0; i < m; i++) {
      for (int l = 0; l < k; l++) {
        turned[i * k + l] = a[l * stride + i];
      }
    }
    PackedMatrix packed = new PackedMatrix(k, n, DenseProduct.WIDTH);
    packed.pack(draw(random, k * n), 0, n);
    float[] scratch = new float[DenseProduct.scratch(m, k)];
    final float[] before = draw(random, m * n);
    float[] c = before.clone();
    scalar.multiply(c, 0, n, turned, 0, k, m, packed, scratch);
    for (DenseProduct product : new DenseProduct[] {scalar, best}) {
      float[] c2 = before.clone();
      product.multiplyTransposed(c2, 0, n, a, 0, stride, m, packed, scratch);
      assertThat(c2).isEqualTo(c);
    }
  }

  @Test
  void shouldGiveTheBitsOfEventsWhereTheLeftFactorIsSparse() {
    int k = 300;
    int n = 224;
    RandomStream random = Seed.of(5).stream(Purpose.DATA);
    float[] w = draw(random, k * n);
    float[] a = new float[k];
    int[] rows = new int[k];
    float[] values = new float[k];
    int count = 0;
    for (int r = 0; r < k; r++) {
      if (random.nextInt(5) == 0) {
        a[r] = (float) random.nextGaussian();
        rows[count] = r;
        values[count++] = a[r];
      }
    }
    PackedMatrix packed = new PackedMatrix(k, n, DenseProduct.WIDTH);
    packed.pack(w, 0, n);
    float[] dense = new float[n];
    best.multiply(dense, 0, n, a, 0, k, 1, packed, new float[DenseProduct.scratch(1, k)]);
    AlignedFloats sums = new AlignedFloats(n);
    RowKernels.best().addRows(sums, 0, n, RowKernelsTest.aligned(w), n, rows, values, 0, count);
    assertThat(count).isBetween(30, 90);
    assertThat(dense).isEqualTo(RowKernelsTest.array(sums));
  }

  @Test
  void shouldPackTransposesAndFillUpWithZeros() {
    RandomStream random = Seed.of(9).stream(Purpose.DATA);
    int rows = 5;
    int columns = 37;
    float[] m = draw(random, 40 * columns);
    PackedMatrix straight = new PackedMatrix(rows, columns, 32);
    straight.pack(m, 3, 40);
    PackedMatrix turned = new PackedMatrix(columns, rows, 128);
    turned.packTransposed(m, 3, 40);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        assertThat(straight.get(r, c)).isEqualTo(m[3 + r * 40 + c]);
        assertThat(turned.get(c, r)).isEqualTo(m[3 + r * 40 + c]);
      }
    }
    assertThat(turned.values().byteSize()).isEqualTo(4L * 37 * 128);
    assertThat(turned.values().address() % 64).isZero();
  }

  @Test
  void shouldPackRowByRowAndGiveThemBack() {
    float[] m = draw(Seed.of(10).stream(Purpose.DATA), 9 * 40);
    PackedMatrix packed = new PackedMatrix(9, 40, 32);
    packed.setRows(0);
    packed.pack(0, 2, m, 0, 40);
    packed.pack(2, 5, m, 2 * 40, 40);
    assertThat(packed.rows()).isEqualTo(7);
    float[] back = new float[9 * 40];
    packed.unpack(back, 0, 40);
    assertThat(Arrays.copyOf(back, 7 * 40)).isEqualTo(Arrays.copyOf(m, 7 * 40));
    assertThat(Arrays.copyOfRange(back, 7 * 40, 9 * 40)).containsOnly(0);
    float[] left = draw(Seed.of(11).stream(Purpose.DATA), 3 * 7);
    PackedMatrix whole = new PackedMatrix(7, 40, 32);
    whole.pack(m, 0, 40);
    float[] c = new float[3 * 40];
    float[] c2 = new float[3 * 40];
    best.multiply(c, 0, 40, left, 0, 7, 3, whole, new float[DenseProduct.scratch(3, 7)]);
    best.multiply(c2, 0, 40, left, 0, 7, 3, packed, new float[DenseProduct.scratch(3, 7)]);
    assertThat(c2).isEqualTo(c);
    assertThatThrownBy(() -> packed.pack(7, 3, m, 0, 40)).hasMessageContaining("room for 9");
  }

  @Test
  void shouldRefuseOddShapes() {
    assertThatThrownBy(() -> new PackedMatrix(0, 3, 32)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new PackedMatrix(3, 3, 24)).hasMessageContaining("multiple of 16");
    PackedMatrix wide = new PackedMatrix(1, 1, 128);
    assertThatThrownBy(
            () -> best.multiply(new float[1], 0, 1, new float[1], 0, 1, 1, wide, new float[512]))
        .hasMessageContaining("32");
  }

  @Test
  void shouldAllocateNothing() {
    PackedMatrix b = new PackedMatrix(24, 40, DenseProduct.WIDTH);
    float[] scratch = new float[DenseProduct.scratch(13, 24)];
    float[] a = new float[13 * 24];
    float[] c = new float[13 * 40];
    Runnable round =
        () -> {
          for (int t = 0; t < 2_000; t++) {
            best.multiply(c, 0, 40, a, 0, 24, 13, b, scratch);
            best.multiplyTransposed(c, 0, 40, a, 0, 13, 13, b, scratch);
          }
        };
    assertThat(Allocation.least(round)).isLessThan(Allocation.METER);
  }
}
