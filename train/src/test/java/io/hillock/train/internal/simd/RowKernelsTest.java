package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of row kernels give the same bits, and what the formulas say. */
@Tag("kernels")
class RowKernelsTest {
  private static final int ROWS = 41;
  private static final float[] ONES = RowKernels.ONES;

  private final RowKernels scalar = new ScalarRowKernels();
  private final RowKernels best = RowKernels.best();

  private static float[] draw(RandomStream random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  static AlignedFloats aligned(float[] x) {
    AlignedFloats copy = new AlignedFloats(x.length);
    copy.take(x, 0, 0, x.length);
    return copy;
  }

  static float[] array(AlignedFloats x) {
    float[] copy = new float[x.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = x.get(i);
    }
    return copy;
  }

  private static int[] drawRows(RandomStream random, int count) {
    int[] rows = new int[count];
    for (int s = 0; s < count; s++) {
      rows[s] = random.nextInt(ROWS);
    }
    return rows;
  }

  /** Every width of a block, alone and after wider ones. */
  @ParameterizedTest
  @ValueSource(ints = {16, 32, 48, 64, 80, 112, 128, 224, 240, 256, 288, 512, 528, 704})
  void shouldAgreeToTheBitAtEverySize(int n) {
    RandomStream random = Seed.of(n + 1).stream(Purpose.DATA);
    for (int count : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 37}) {
      int from = random.nextInt(3);
      int stride = n + 16 * random.nextInt(2);
      final int at = 16 * random.nextInt(3);
      AlignedFloats m = aligned(draw(random, ROWS * stride));
      AlignedFloats m2 = aligned(array(m));
      final int[] rows = drawRows(random, from + count + 2);
      final float[] values = draw(random, from + count + 2);
      AlignedFloats y = aligned(draw(random, n + 48));
      AlignedFloats y2 = aligned(array(y));
      float[] scratch = new float[RowKernels.scratch(count)];
      int to = from + count;
      for (float[] factors : new float[][] {values, ONES, values}) {
        scalar.addRows(y, at, n, m, stride, rows, factors, from, to);
        best.addRows(y2, at, n, m2, stride, rows, factors, from, to);
        assertThat(array(y2)).isEqualTo(array(y));
        float[] out = draw(random, count + 5);
        float[] out2 = out.clone();
        scalar.dots(out, 2, m, stride, rows, from, to, y, at, n, scratch);
        best.dots(out2, 2, m2, stride, rows, from, to, y2, at, n, scratch);
        assertThat(out2).isEqualTo(out);
        scalar.addOuter(m, stride, rows, factors, from, to, y, at, n);
        best.addOuter(m2, stride, rows, factors, from, to, y2, at, n);
        assertThat(array(m2)).isEqualTo(array(m));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 48, 224, 512})
  void shouldComputeWhatTheFormulasSay(int n) {
    RandomStream random = Seed.of(n).stream(Purpose.DATA);
    int stride = n + 16;
    float[] m = draw(random, ROWS * stride);
    AlignedFloats matrix = aligned(m);
    float[] x = draw(random, n + 16);
    AlignedFloats vector = aligned(x);
    int[] rows = {40, 7, 7, 0, 12};
    float[] values = {9, 0.5f, -2, 3, 9};
    AlignedFloats y = new AlignedFloats(n + 32);
    y.set(15, 5);
    y.set(n + 16, 6);
    best.addRows(y, 16, n, matrix, stride, rows, values, 1, 4);
    AlignedFloats spikes = new AlignedFloats(n);
    best.addRows(spikes, 0, n, matrix, stride, rows, ONES, 1, 4);
    float[] dots = {1, 2, 0, 0, 0, 7};
    best.dots(dots, 1, matrix, stride, rows, 1, 5, vector, 16, n, new float[RowKernels.scratch(4)]);
    AlignedFloats g = aligned(m);
    best.addOuter(g, stride, rows, values, 1, 4, vector, 16, n);
    AlignedFloats g1 = aligned(m);
    best.addOuter(g1, stride, rows, ONES, 1, 4, vector, 16, n);
    for (int j = 0; j < n; j++) {
      double seven = m[7 * stride + j];
      double zero = m[j];
      // Three products of size 1 to 10 round in float.
      assertThat((double) y.get(16 + j)).isCloseTo(-1.5 * seven + 3 * zero, within(1e-5));
      assertThat((double) spikes.get(j)).isCloseTo(2 * seven + zero, within(1e-5));
      assertThat((double) g.get(7 * stride + j)).isCloseTo(seven - 1.5 * x[16 + j], within(1e-5));
      assertThat((double) g.get(j)).isCloseTo(zero + 3 * x[16 + j], within(1e-5));
      assertThat((double) g1.get(7 * stride + j)).isCloseTo(seven + 2 * x[16 + j], within(1e-5));
      assertThat(g.get(40 * stride + j)).isEqualTo(m[40 * stride + j]);
      assertThat(g.get(12 * stride + j)).isEqualTo(m[12 * stride + j]);
    }
    assertThat(y.get(15)).isEqualTo(5);
    assertThat(y.get(n + 16)).isEqualTo(6);
    assertThat(dots[0]).isEqualTo(1);
    assertThat(dots[5]).isEqualTo(7);
    for (int s = 1; s < 5; s++) {
      double dot = s == 1 ? 2 : 0; // what was there
      for (int j = 0; j < n; j++) {
        dot += (double) m[rows[s] * stride + j] * x[16 + j];
      }
      // Rounding of n products of size 1 in float: far below n units in the last place of 4.
      assertThat((double) dots[s]).isCloseTo(dot, within(n * 5e-7));
    }
  }

  @Test
  void shouldHandOverWhatWasCollected() {
    AlignedFloats collected = aligned(new float[] {1, 2, 3});
    float[] sums = {10, 20, 30};
    collected.flush(sums);
    assertThat(sums).containsExactly(11, 22, 33);
    collected.flush(sums);
    assertThat(sums).containsExactly(11, 22, 33);
    assertThatThrownBy(() -> collected.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void shouldAllocateNothing() {
    int n = 224;
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    AlignedFloats m = aligned(draw(random, ROWS * n));
    AlignedFloats y = aligned(draw(random, n));
    int[] rows = drawRows(random, 23);
    float[] values = new float[23];
    float[] out = new float[23];
    float[] scratch = new float[RowKernels.scratch(23)];
    Runnable round =
        () -> {
          for (int t = 0; t < 2_000; t++) {
            best.addRows(y, 0, n, m, n, rows, values, 0, 23);
            best.addRows(y, 0, n, m, n, rows, ONES, 0, 3);
            best.dots(out, 0, m, n, rows, 0, 23, y, 0, n, scratch);
            best.addOuter(m, n, rows, values, 0, 23, y, 0, n);
            best.addOuter(m, n, rows, ONES, 0, 3, y, 0, n);
          }
        };
    assertThat(Allocation.least(round)).isLessThan(Allocation.METER);
  }
}
