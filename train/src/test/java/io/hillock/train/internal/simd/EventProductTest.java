package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import io.hillock.train.Parameter;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products with events give the bits of dense ones, scalar and vector. */
@Tag("kernels")
class EventProductTest {
  private static final RowKernels REFERENCE = new ScalarRowKernels();
  private static final float[] NONE = {};

  private final EventProduct best = EventProduct.best();

  private static float[] draw(RandomStream random, int n, double density) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      double z = random.nextGaussian();
      x[i] = random.nextDouble() < density ? (float) z : 0;
    }
    return x;
  }

  /** Lists of a matrix, laid side by side. */
  private static EventLists collect(EventProduct by, float[] a, int lists, int length) {
    int[] index = new int[a.length];
    float[] value = new float[a.length];
    int[] count = new int[lists];
    for (int i = 0; i < lists; i++) {
      count[i] = by.collect(index, value, i * length, a, i * length, length);
    }
    EventLists all = EventLists.viewing(lists, length);
    all.view(index, value, count);
    return all;
  }

  private static float[] transpose(float[] a, int rows, int columns) {
    float[] turned = new float[a.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        turned[j * rows + i] = a[i * columns + j];
      }
    }
    return turned;
  }

  /** Several blocks and a broken one; all widths of tiles and tails; empty lists. */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1",
    "3, 128, 128, 0.1",
    "5, 300, 224, 0.15",
    "2, 7, 130, 0",
    "32, 140, 50, 0.3",
    "9, 513, 41, 0.02",
    "4, 256, 17, 1"
  })
  void shouldGiveTheBitsOfDenseProducts(int m, int k, int n, double density) {
    RandomStream random = Seed.of(m + k + n).stream(Purpose.DATA);
    int stride = n + 3;
    float[] a = draw(random, m * k, density);
    float[] b = draw(random, k * n, 1);
    final float[] before = draw(random, 2 + m * stride, 1);
    EventLists lists = collect(new ScalarEventProduct(), a, m, k);
    assertSame(collect(best, a, m, k), lists);
    PackedMatrix narrow = new PackedMatrix(k, n, DenseProduct.WIDTH);
    narrow.pack(b, 0, n);
    PackedMatrix wide = new PackedMatrix(k, n, EventProduct.WIDTH);
    wide.pack(b, 0, n);
    float[] expected = before.clone();
    float[] scratch = new float[DenseProduct.scratch(m, k)];
    DenseProduct.best().multiply(expected, 2, stride, a, 0, k, m, narrow, scratch);
    for (EventProduct product : new EventProduct[] {new ScalarEventProduct(), best}) {
      float[] c = before.clone();
      product.multiply(c, 2, stride, lists, wide);
      assertThat(c).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "5, 300, 0.1", "200, 30, 0.2", "129, 257, 0.05"})
  void shouldTransposeLists(int rows, int columns, double density) {
    float[] a = draw(Seed.of(rows).stream(Purpose.DATA), rows * columns, density);
    int[] index = new int[a.length];
    float[] value = new float[a.length];
    int[] count = new int[rows];
    for (int i = 0; i < rows; i++) {
      count[i] = best.collect(index, value, i * columns, a, i * columns, columns);
    }
    EventLists turned = EventLists.holding(columns, rows + 3); // more room than is needed
    turned.transpose(index, value, count, rows);
    assertThat(Arrays.stream(count).sum()).isPositive();
    assertSame(turned, collect(best, transpose(a, rows, columns), columns, rows));
  }

  private static void assertSame(EventLists actual, EventLists expected) {
    assertThat(actual.length()).isEqualTo(expected.length());
    assertThat(actual.blocks()).isEqualTo(expected.blocks());
    for (int k = 0; k < expected.blocks() * expected.lists(); k++) {
      assertThat(columns(actual, k)).isEqualTo(columns(expected, k));
      assertThat(Arrays.copyOfRange(actual.values(), actual.from()[k], actual.to()[k]))
          .isEqualTo(Arrays.copyOfRange(expected.values(), expected.from()[k], expected.to()[k]));
    }
  }

  private static int[] columns(EventLists lists, int k) {
    int[] columns = Arrays.copyOfRange(lists.columns(), lists.from()[k], lists.to()[k]);
    int first = k / lists.lists() * EventLists.BLOCK;
    assertThat(columns).isSorted();
    assertThat(Arrays.stream(columns)).allMatch(c -> c >= first && c < first + EventLists.BLOCK);
    return columns;
  }

  @ParameterizedTest
  @CsvSource({"3, 200, 48, 0.4", "1, 300, 272, 0.1", "5, 130, 128, 0.9", "2, 20, 37, 0.5"})
  void shouldGiveTheBitsOfDotProductsOfNamedRows(int m, int k, int n, double density) {
    RandomStream random = Seed.of(8).stream(Purpose.DATA);
    int stride = n + 2;
    float[] w = draw(random, k * n, 1);
    float[] x = draw(random, 1 + m * stride, 1);
    PackedMatrix packed = new PackedMatrix(k, n, EventProduct.WIDTH);
    packed.pack(w, 0, n);
    float[] mask = draw(random, m * k, density);
    EventLists lists = collect(best, mask, m, k);
    float[] partial = new float[EventProduct.scratch(m)];
    int[] row = new int[1];
    float[] one = new float[1];
    for (EventProduct product : new EventProduct[] {new ScalarEventProduct(), best}) {
      float[] out = new float[m * k];
      product.dots(out, lists, x, 1, stride, packed, partial);
      for (int i = 0; i < m; i++) {
        int s = i * k;
        for (int r = 0; r < k; r++) {
          if (mask[i * k + r] != 0) {
            row[0] = r;
            one[0] = 0;
            REFERENCE.dots(
                one,
                0,
                RowKernelsTest.aligned(w),
                n,
                row,
                0,
                1,
                RowKernelsTest.aligned(x),
                1 + i * stride,
                n,
                NONE);
            assertThat(out[s++]).isEqualTo(one[0]);
          }
        }
        assertThat(Arrays.copyOfRange(out, s, (i + 1) * k)).containsOnly(0);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"300, 272, 0.5", "5, 16, 0.9", "140, 48, 1", "20, 37, 0.5"})
  void shouldGiveTheBitsOfDotProductsOfWholeRows(int k, int n, double density) {
    RandomStream random = Seed.of(k).stream(Purpose.DATA);
    float[] w = draw(random, k * n, 1);
    float[] x = draw(random, 3 + n, 1);
    PackedMatrix packed = new PackedMatrix(k, n, Parameter.padded(n));
    packed.pack(w, 0, n);
    int[] rows = new int[k];
    int count = best.collect(rows, new float[k], 0, draw(random, k, density), 0, k);
    float[] expected = new float[k];
    REFERENCE.dots(
        expected,
        0,
        RowKernelsTest.aligned(w),
        n,
        rows,
        0,
        count,
        RowKernelsTest.aligned(x),
        3,
        n,
        NONE);
    assertThat(count).isPositive();
    for (EventProduct product : new EventProduct[] {new ScalarEventProduct(), best}) {
      float[] out = new float[k];
      product.dots(out, rows, count, x, 3, packed, new float[EventProduct.scratch(1)]);
      assertThat(out).isEqualTo(expected);
    }
  }

  @Test
  void shouldRefuseShapesThatDoNotMeet() {
    EventLists lists = EventLists.viewing(3, 4);
    float[] c = new float[100];
    assertThatThrownBy(() -> best.multiply(c, 0, 9, lists, new PackedMatrix(5, 9, 128)))
        .hasMessageContaining("5 rows");
    assertThatThrownBy(() -> best.multiply(c, 0, 9, lists, new PackedMatrix(4, 9, 32)))
        .hasMessageContaining("128 columns");
    assertThatThrownBy(
            () -> best.dots(c, new int[1], 1, c, 0, new PackedMatrix(4, 40, 32), new float[4096]))
        .hasMessageContaining("one panel");
    int[] count = new int[9];
    assertThatThrownBy(() -> lists.transpose(new int[0], c, count, 4))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EventLists.holding(3, 4).transpose(new int[0], c, count, 5))
        .hasMessageContaining("5 lists");
  }

  @Test
  void shouldAllocateNothing() {
    EventLists lists = EventLists.viewing(6, 140);
    EventLists turned = EventLists.holding(140, 6);
    int[] index = new int[6 * 140];
    float[] value = new float[6 * 140];
    int[] count = new int[6];
    float[] a = draw(Seed.of(1).stream(Purpose.DATA), 6 * 140, 0.2);
    PackedMatrix b = new PackedMatrix(140, 180, EventProduct.WIDTH);
    float[] c = new float[6 * 180];
    PackedMatrix square = new PackedMatrix(140, 144, EventProduct.WIDTH);
    float[] out = new float[6 * 140];
    float[] partial = new float[EventProduct.scratch(6)];
    Runnable round =
        () -> {
          for (int t = 0; t < 1_000; t++) {
            for (int i = 0; i < 6; i++) {
              count[i] = best.collect(index, value, i * 140, a, i * 140, 140);
            }
            lists.view(index, value, count);
            turned.transpose(index, value, count, 6);
            best.multiply(c, 0, 180, lists, b);
            best.dots(out, lists, c, 0, 180, square, partial);
          }
        };
    assertThat(Allocation.least(round)).isLessThan(Allocation.METER);
  }
}
