package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of event kernels give the same bits, and what the formulas say. */
@Tag("kernels")
class EventKernelsTest {
  private static final int ROWS = 41;

  private final EventKernels scalar = new ScalarEventKernels();
  private final EventKernels best = EventKernels.best();

  private static float[] draw(RandomStream random, int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextGaussian();
    }
    return x;
  }

  private static int[] drawRows(RandomStream random, int count) {
    int[] rows = new int[count];
    for (int s = 0; s < count; s++) {
      rows[s] = random.nextInt(ROWS);
    }
    return rows;
  }

  /** Every width of a block, alone and after wider ones, with and without a tail. */
  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 48, 64, 80, 100, 112, 128, 224, 240, 256, 257, 512, 528,
        700
      })
  void shouldAgreeToTheBitAtEverySize(int n) {
    RandomStream random = Seed.of(n + 1).stream(Purpose.DATA);
    for (int count : new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 37}) {
      int from = random.nextInt(3);
      int stride = n + random.nextInt(3);
      final int at = random.nextInt(5);
      float[] m = draw(random, ROWS * stride);
      float[] m2 = m.clone();
      final int[] rows = drawRows(random, from + count + 2);
      final float[] values = draw(random, from + count + 2);
      float[] y = draw(random, n + 7);
      float[] y2 = y.clone();
      int to = from + count;
      for (int t = 0; t < 3; t++) {
        scalar.addRows(y, at, n, m, stride, rows, values, from, to);
        best.addRows(y2, at, n, m2, stride, rows, values, from, to);
        assertThat(y2).isEqualTo(y);
        scalar.addRows(y, at, n, m, stride, rows, from, to);
        best.addRows(y2, at, n, m2, stride, rows, from, to);
        assertThat(y2).isEqualTo(y);
        float[] out = draw(random, to + 2);
        float[] out2 = out.clone();
        scalar.dots(out, m, stride, rows, from, to, y, at, n);
        best.dots(out2, m2, stride, rows, from, to, y2, at, n);
        assertThat(out2).isEqualTo(out);
        scalar.addOuter(m, stride, rows, values, from, to, y, at, n);
        best.addOuter(m2, stride, rows, values, from, to, y2, at, n);
        assertThat(m2).isEqualTo(m);
        scalar.addOuter(m, stride, rows, from, to, y, at, n);
        best.addOuter(m2, stride, rows, from, to, y2, at, n);
        assertThat(m2).isEqualTo(m);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 37, 224, 512})
  void shouldComputeWhatTheFormulasSay(int n) {
    RandomStream random = Seed.of(n).stream(Purpose.DATA);
    int stride = n + 3;
    float[] m = draw(random, ROWS * stride);
    float[] x = draw(random, n + 2);
    int[] rows = {40, 7, 7, 0, 12};
    float[] values = {9, 0.5f, -2, 3, 9};
    float[] y = new float[n + 2];
    y[0] = 5;
    y[n + 1] = 6;
    best.addRows(y, 1, n, m, stride, rows, values, 1, 4);
    float[] spikes = new float[n];
    best.addRows(spikes, 0, n, m, stride, rows, 1, 4);
    float[] dots = new float[5];
    best.dots(dots, m, stride, rows, 1, 5, x, 2, n);
    float[] g = m.clone();
    best.addOuter(g, stride, rows, values, 1, 4, x, 2, n);
    float[] g1 = m.clone();
    best.addOuter(g1, stride, rows, 1, 4, x, 2, n);
    for (int j = 0; j < n; j++) {
      double seven = m[7 * stride + j];
      double zero = m[j];
      // Three products of size 1 to 10 round in float.
      assertThat((double) y[1 + j]).isCloseTo(-1.5 * seven + 3 * zero, within(1e-5));
      assertThat((double) spikes[j]).isCloseTo(2 * seven + zero, within(1e-5));
      assertThat((double) g[7 * stride + j]).isCloseTo(seven - 1.5 * x[2 + j], within(1e-5));
      assertThat((double) g[j]).isCloseTo(zero + 3 * x[2 + j], within(1e-5));
      assertThat((double) g1[7 * stride + j]).isCloseTo(seven + 2 * x[2 + j], within(1e-5));
      assertThat(g[40 * stride + j]).isEqualTo(m[40 * stride + j]);
      assertThat(g[12 * stride + j]).isEqualTo(m[12 * stride + j]);
    }
    assertThat(y[0]).isEqualTo(5);
    assertThat(y[n + 1]).isEqualTo(6);
    assertThat(dots[0]).isZero();
    for (int s = 1; s < 5; s++) {
      double dot = 0;
      for (int j = 0; j < n; j++) {
        dot += (double) m[rows[s] * stride + j] * x[2 + j];
      }
      // Rounding of n products of size 1 in float: far below n units in the last place of 4.
      assertThat((double) dots[s]).isCloseTo(dot, within(n * 5e-7));
    }
  }

  @Test
  void shouldAllocateNothing() {
    int n = 224;
    RandomStream random = Seed.of(1).stream(Purpose.DATA);
    float[] m = draw(random, ROWS * n);
    float[] y = draw(random, n);
    int[] rows = drawRows(random, 23);
    float[] values = new float[23];
    float[] out = new float[23];
    Runnable round =
        () -> {
          for (int t = 0; t < 2_000; t++) {
            best.addRows(y, 0, n, m, n, rows, values, 0, 23);
            best.addRows(y, 0, n, m, n, rows, 0, 3);
            best.dots(out, m, n, rows, 0, 23, y, 0, n);
            best.addOuter(m, n, rows, values, 0, 23, y, 0, n);
            best.addOuter(m, n, rows, 0, 3, y, 0, n);
          }
        };
    assertThat(Allocation.least(round)).isLessThan(Allocation.METER);
  }
}
