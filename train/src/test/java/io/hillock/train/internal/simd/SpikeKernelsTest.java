package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;
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

  private static AlignedFloats aligned(float[] x) {
    return RowKernelsTest.aligned(x);
  }

  private static float[] array(AlignedFloats x) {
    return RowKernelsTest.array(x);
  }

  private static SpikeKernels.Constants constants(float[] beta, int plain) {
    return new SpikeKernels.Constants(0.9f, 0.1f, 0.99f, 0.01f, 0.5f, 0.3f, beta, plain);
  }

  private float[] betas(int n, int plain) {
    float[] beta = draw(n);
    for (int i = 0; i < n; i++) {
      beta[i] = i < plain ? 0 : Math.abs(beta[i]);
    }
    return beta;
  }

  /** A set of units, each with a probability of 2^-thin; bits beyond n are clear. */
  private long[] set(int words, int at, int n, int thin) {
    long[] set = new long[words];
    for (int i = 0; i < n; i++) {
      boolean in = true;
      for (int k = 0; k < thin; k++) {
        in &= random.nextDouble() < 0.5;
      }
      set[at + (i >> 6)] |= in ? 1L << i : 0;
    }
    return set;
  }

  @Test
  void shouldGiveTheBitsOfTheScalarStep() {
    for (int n = 16; n <= 224; n += 16) {
      for (int plain : new int[] {0, 16, n}) {
        SpikeKernels.Constants c = constants(betas(n, plain), plain);
        SpikeKernels.Forward a = new SpikeKernels.Forward();
        a.v = draw(3 * n);
        a.from = n;
        a.to = 2 * n;
        a.current = aligned(draw(n + AT));
        a.b = draw(n + AT);
        a.at = AT;
        a.before = set(5, 1, n, 2);
        a.beforeAt = 1;
        a.refractory = set(4, 0, n, 1);
        a.spikes = new long[] {-1, -1, -1, -1};
        a.near = new long[] {-1, -1, -1, -1};
        SpikeKernels.Forward b = new SpikeKernels.Forward();
        b.v = a.v.clone();
        b.from = a.from;
        b.to = a.to;
        b.current = aligned(array(a.current));
        b.b = a.b.clone();
        b.at = a.at;
        b.before = a.before;
        b.beforeAt = a.beforeAt;
        b.refractory = a.refractory;
        b.spikes = new long[4];
        b.near = new long[4];
        float[] first = a.v.clone();
        SCALAR.step(c, a);
        BEST.step(c, b);
        assertThat(b.v).isEqualTo(a.v);
        assertThat(array(b.current)).isEqualTo(array(a.current));
        assertThat(b.b).isEqualTo(a.b);
        assertThat(b.spikes).isEqualTo(a.spikes);
        assertThat(b.near).isEqualTo(a.near);
        assertThat(a.spikes[0] & a.refractory[0]).isZero();
        assertThat(Long.bitCount(a.spikes[0])).isBetween(1, 63);
        assertThat(Arrays.copyOf(a.v, n)).isEqualTo(Arrays.copyOf(first, n)); // not of this step
      }
    }
  }

  private SpikeKernels.Back draw(int n, int plain, long[] near, int gzAt) {
    SpikeKernels.Back a = new SpikeKernels.Back();
    a.at = AT;
    a.gv = draw(n + AT);
    a.q = draw(n + AT);
    a.gb = draw(n + AT);
    a.delta = aligned(draw(n + AT));
    a.adaptation = draw(2 * n);
    for (int i = 0; i < 2 * n; i++) {
      a.adaptation[i] = Math.abs(a.adaptation[i]);
    }
    a.next = n;
    a.near = near;
    a.nearAt = 1;
    a.before = set(4, 0, n, 2);
    a.membranes = draw(n + 3 + SpikeKernels.SLACK);
    a.membranesAt = 3;
    a.gz = draw(gzAt + n + SpikeKernels.SLACK);
    a.gzAt = gzAt;
    a.recurrent = draw(n + SpikeKernels.SLACK);
    a.push = draw(n);
    return a;
  }

  private static SpikeKernels.Back copy(SpikeKernels.Back a, int n) {
    SpikeKernels.Back b = new SpikeKernels.Back();
    b.at = a.at;
    b.gv = a.gv.clone();
    b.q = a.q.clone();
    b.gb = a.gb.clone();
    b.delta = aligned(array(a.delta));
    b.adaptation = a.adaptation;
    b.next = a.next;
    b.near = a.near;
    b.nearAt = a.nearAt;
    b.before = a.before;
    b.membranes = a.membranes;
    b.membranesAt = a.membranesAt;
    b.gz = a.gz;
    b.gzAt = a.gzAt;
    b.recurrent = a.recurrent;
    b.push = a.push;
    return b;
  }

  @Test
  void shouldGiveTheBitsOfTheScalarStepBack() {
    int n = 112;
    for (int plain : new int[] {0, 32, n}) {
      for (int thin = 0; thin < 5; thin++) {
        SpikeKernels.Constants c = constants(betas(n, plain), plain);
        long[] near = set(3, 1, n, thin);
        SpikeKernels.Back a = draw(n, plain, near, 7);
        SpikeKernels.Back b = copy(a, n);
        float[] gb = a.gb.clone();
        SCALAR.back(c, a);
        BEST.back(c, b);
        assertThat(b.gv).isEqualTo(a.gv);
        assertThat(b.q).isEqualTo(a.q);
        assertThat(b.gb).isEqualTo(a.gb);
        assertThat(array(b.delta)).isEqualTo(array(a.delta));
        for (int i = 0; i < n; i++) {
          boolean live = (near[1 + (i >> 6)] >>> i & 1) != 0;
          assertThat(a.q[AT + i] != 0).isEqualTo(live);
          assertThat(a.gb[AT + i] == gb[AT + i]).isEqualTo(i < plain);
        }
      }
    }
  }

  @Test
  void shouldGiveTheBitsOfTheScalarAdaptation() {
    int n = 96;
    SpikeKernels.Constants c = constants(betas(n, 16), 16);
    float[] a = draw(3 * n);
    float[] b = a.clone();
    long[] spikes = set(3, 1, n, 2);
    SCALAR.adapt(c, a, n, 2 * n, spikes, 1);
    BEST.adapt(c, b, n, 2 * n, spikes, 1);
    assertThat(b).isEqualTo(a);
    assertThat(a[2 * n + 16]).isNotEqualTo(a[n + 16]);
  }

  @Test
  void shouldListAndPackSets() {
    int n = 208;
    for (int thin = 0; thin < 7; thin++) {
      long[] set = set(5, 1, n, thin);
      int count = Arrays.stream(set).map(Long::bitCount).mapToInt(w -> (int) w).sum();
      int[] list = new int[5 + count];
      list[4] = -1;
      assertThat(BEST.list(set, 1, n, list, 5)).isEqualTo(count);
      assertThat(list[4]).isEqualTo(-1);
      float[] x = draw(AT + n);
      float[] packed = new float[3 + count + SpikeKernels.SLACK];
      assertThat(BEST.pack(set, 1, n, x, AT, packed, 3)).isEqualTo(count);
      int k = 0;
      for (int i = 0; i < n; i++) {
        if ((set[1 + (i >> 6)] >>> i & 1) != 0) {
          assertThat(list[5 + k]).isEqualTo(i);
          assertThat(packed[3 + k]).isEqualTo(x[AT + i]);
          k++;
        }
      }
    }
  }

  @Test
  void shouldGiveTheBitsOfTheScalarLeakAndScale() {
    AlignedFloats x = aligned(draw(64));
    AlignedFloats a = aligned(draw(64));
    AlignedFloats b = aligned(array(a));
    SCALAR.leak(a, 16, 0.9f, 0.3f, x, 0, 48);
    BEST.leak(b, 16, 0.9f, 0.3f, x, 0, 48);
    assertThat(array(b)).isEqualTo(array(a));
    SCALAR.scale(a, 0, 0.7f, a, 16, 48);
    BEST.scale(b, 0, 0.7f, b, 16, 48);
    assertThat(array(b)).isEqualTo(array(a));
  }
}
