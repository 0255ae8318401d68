package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products with events give the bits of dense ones, scalar and vector. */
@Tag("kernels")
class EventProductTest {
  private final EventProduct best = EventProduct.best();

  private static float[] draw(RandomStream random, int n, double density) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      double z = random.nextGaussian();
      x[i] = random.nextDouble() < density ? (float) z : 0;
    }
    return x;
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
    EventLists lists = new EventLists(m, k);
    new ScalarEventProduct().collect(lists, a, 0, k);
    EventLists lists2 = new EventLists(m, k);
    best.collect(lists2, a, 0, k);
    assertSame(lists2, lists);
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
    EventLists lists = new EventLists(rows, columns);
    best.collect(lists, a, 0, columns);
    EventLists turned = new EventLists(columns, rows);
    turned.transpose(lists);
    EventLists expected = new EventLists(columns, rows);
    best.collect(expected, transpose(a, rows, columns), 0, rows);
    assertThat(turned.count()).isEqualTo(lists.count()).isPositive();
    assertSame(turned, expected);
  }

  private static void assertSame(EventLists actual, EventLists expected) {
    int n = expected.count();
    assertThat(actual.count()).isEqualTo(n);
    assertThat(actual.start()).isEqualTo(expected.start());
    assertThat(Arrays.copyOf(actual.columns(), n)).isEqualTo(Arrays.copyOf(expected.columns(), n));
    assertThat(Arrays.copyOf(actual.values(), n)).isEqualTo(Arrays.copyOf(expected.values(), n));
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
    EventLists lists = new EventLists(m, k);
    float[] mask = draw(random, m * k, density);
    best.collect(lists, mask, 0, k);
    float[] partial = new float[EventProduct.scratch(m)];
    int[] row = new int[1];
    float[] one = new float[1];
    for (EventProduct product : new EventProduct[] {new ScalarEventProduct(), best}) {
      float[] out = new float[m * k];
      product.dots(out, lists, x, 1, stride, packed, partial);
      float[] again = new float[m * k];
      float[] dense = draw(Seed.of(9).stream(Purpose.DATA), 1 + m * n, 1);
      lists.dots(EventKernels.best(), again, w, n, dense, 1, n);
      float[] expected = new float[m * k];
      product.dots(expected, lists, dense, 1, n, packed, partial);
      assertThat(Arrays.copyOf(again, lists.count()))
          .isEqualTo(Arrays.copyOf(expected, lists.count()));
      float[] spread = new float[m * k];
      lists.spread(out, spread, 0, k);
      for (int i = 0; i < m; i++) {
        for (int r = 0; r < k; r++) {
          row[0] = r;
          new ScalarEventKernels().dots(one, w, n, row, 0, 1, x, 1 + i * stride, n);
          assertThat(spread[i * k + r]).isEqualTo(mask[i * k + r] == 0 ? 0 : one[0]);
        }
      }
    }
  }

  @Test
  void shouldRefuseShapesThatDoNotMeet() {
    EventLists lists = new EventLists(3, 4);
    float[] c = new float[100];
    assertThatThrownBy(() -> best.multiply(c, 0, 9, lists, new PackedMatrix(5, 9, 128)))
        .hasMessageContaining("5 rows");
    assertThatThrownBy(() -> best.multiply(c, 0, 9, lists, new PackedMatrix(4, 9, 32)))
        .hasMessageContaining("128 columns");
    assertThatThrownBy(() -> lists.transpose(new EventLists(3, 4)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldAllocateNothing() {
    EventLists lists = new EventLists(6, 140);
    EventLists turned = new EventLists(140, 6);
    float[] a = draw(Seed.of(1).stream(Purpose.DATA), 6 * 140, 0.2);
    PackedMatrix b = new PackedMatrix(140, 180, EventProduct.WIDTH);
    float[] c = new float[6 * 180];
    PackedMatrix square = new PackedMatrix(140, 144, EventProduct.WIDTH);
    float[] out = new float[6 * 140];
    float[] partial = new float[EventProduct.scratch(6)];
    Runnable round =
        () -> {
          for (int t = 0; t < 1_000; t++) {
            best.collect(lists, a, 0, 140);
            turned.transpose(lists);
            best.multiply(c, 0, 180, lists, b);
            best.dots(out, lists, c, 0, 180, square, partial);
          }
        };
    assertThat(Allocation.least(round)).isLessThan(Allocation.METER);
  }
}
