package io.hillock.train.internal.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.internal.simd.Kernels;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both kinds of functions give the same bits, and what the mathematics says. */
@Tag("kernels")
class ActivationsTest {
  private final Activations scalar = new ScalarActivations();
  private final Activations best = Activations.best();

  private static float[] draw(RandomStream random, int n, double scale) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) (scale * random.nextGaussian());
    }
    return x;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 15, 16, 17, 33, 100, 257, 1000})
  void shouldAgreeToTheBitAtEverySize(int n) {
    RandomStream random = Seed.of(n).stream(Purpose.DATA);
    float[] partial = new float[Activations.PARTIAL_SUMS];
    for (double scale : new double[] {0.1, 3, 40}) {
      float[] x = draw(random, n + 5, scale);
      float[] y = new float[n + 3];
      float[] y2 = new float[n + 3];
      scalar.tanh(y, 2, x, 4, n);
      best.tanh(y2, 2, x, 4, n);
      assertThat(y2).isEqualTo(y);
      scalar.sigmoid(y, 2, x, 4, n);
      best.sigmoid(y2, 2, x, 4, n);
      assertThat(y2).isEqualTo(y);
      scalar.exp(y, 2, x, 4, n);
      best.exp(y2, 2, x, 4, n);
      assertThat(y2).isEqualTo(y);
      double log = scalar.softmax(y, 2, x, 4, n, partial);
      assertThat(best.softmax(y2, 2, x, 4, n, partial)).isEqualTo(log);
      assertThat(y2).isEqualTo(y);
      assertThat(y[0]).isZero();
      assertThat(y[n + 2]).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 15, 16, 17, 256, 300})
  void shouldSumAndFindTheGreatestToTheSameBits(int n) {
    float[] x = draw(Seed.of(5).stream(Purpose.DATA), n + 3, 1);
    double sum = 0;
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = 3; i < n + 3; i++) {
      sum += x[i];
      greatest = Math.max(greatest, x[i]);
    }
    assertThat(best.sum(x, 3, n)).isEqualTo(scalar.sum(x, 3, n));
    // Rounding of some 20 additions to each partial sum of size 4.
    assertThat((double) scalar.sum(x, 3, n)).isCloseTo(sum, within(1e-5));
    assertThat(best.greatest(x, 3, n)).isEqualTo(greatest);
    assertThat(scalar.greatest(x, 3, n)).isEqualTo(greatest);
  }

  @Test
  void shouldComputeWhatTheMathematicsSays() {
    int n = 40_001;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (i - 20_000) * 0.005f; // -100 to 100
    }
    float[] tanh = new float[n];
    best.tanh(tanh, 0, x, 0, n);
    float[] sigmoid = new float[n];
    best.sigmoid(sigmoid, 0, x, 0, n);
    float[] exp = new float[n];
    best.exp(exp, 0, x, 0, n);
    for (int i = 0; i < n; i++) {
      // The errors that the documentation promises.
      assertThat((double) tanh[i]).isCloseTo(Math.tanh(x[i]), within(3e-7));
      assertThat((double) sigmoid[i]).isCloseTo(1 / (1 + Math.exp(-x[i])), within(2e-7));
      assertThat(sigmoid[i]).isBetween(0f, 1f);
      double e = Math.exp(Math.max(-87, Math.min(88, x[i])));
      assertThat(exp[i] / e).isCloseTo(1, within(3e-7));
    }
  }

  @Test
  void shouldGiveTheBitsOfTheCore() {
    float[] x = draw(Seed.of(3).stream(Purpose.DATA), 100, 3);
    float[] y = new float[100];
    float[] y2 = new float[100];
    best.tanh(y, 0, x, 0, 100);
    Kernels.best().tanh(y2, x);
    assertThat(y).isEqualTo(y2);
  }

  @Test
  void shouldMakeProbabilities() {
    int n = 1003;
    float[] x = draw(Seed.of(4).stream(Purpose.DATA), n, 5);
    float[] y = new float[n];
    double log = best.softmax(y, 0, x, 0, n, new float[Activations.PARTIAL_SUMS]);
    double z = 0;
    for (float v : x) {
      z += Math.exp(v);
    }
    assertThat(log).isCloseTo(Math.log(z), within(1e-6)); // rounding of a thousand terms in float
    double sum = 0;
    for (int j = 0; j < n; j++) {
      sum += y[j];
      assertThat(y[j] * z / Math.exp(x[j])).isCloseTo(1, within(1e-5)); // x - m rounds: 30 * 6e-8
    }
    assertThat(sum).isCloseTo(1, within(1e-6));
  }

  @Test
  void shouldPassOnWhatIsNotANumber() {
    float[] x = new float[17];
    x[3] = Float.NaN;
    x[16] = Float.NaN;
    float[] y = new float[17];
    best.tanh(y, 0, x, 0, 17);
    assertThat(y[3]).isNaN();
    assertThat(y[16]).isNaN();
    best.exp(y, 0, x, 0, 17);
    assertThat(y[3]).isNaN();
    assertThat(y[16]).isNaN();
  }

  @Test
  void shouldAllocateNothing() {
    float[] x = draw(Seed.of(4).stream(Purpose.DATA), 100, 5);
    float[] y = new float[100];
    float[] partial = new float[Activations.PARTIAL_SUMS];
    Runnable round =
        () -> {
          for (int t = 0; t < 2_000; t++) {
            best.tanh(y, 0, x, 0, 100);
            best.sigmoid(y, 0, x, 0, 100);
            best.exp(y, 0, x, 0, 100);
            best.softmax(y, 0, x, 0, 100, partial);
          }
        };
    assertThat(Allocation.least(round)).isLessThan(Allocation.METER);
  }
}
