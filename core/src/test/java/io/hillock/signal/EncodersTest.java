package io.hillock.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncodersTest {
  private static final Time DT = Time.ms(1);

  @Test
  void shouldSpikeEarlierForGreaterValuesAndNeverForSilentOnes() {
    LatencyEncoder encoder = new LatencyEncoder(101, 0.1f);
    EventStream events = encoder.encode(1, 0.5f, 0.1f, 0.25f, 0);
    assertThat(events.size()).isEqualTo(3);
    assertThat(new long[] {events.time(0), events.time(1), events.time(2)})
        .containsExactly(0, 50, 75);
    assertThat(new int[] {events.channel(0), events.channel(1), events.channel(2)})
        .containsExactly(0, 1, 3);
  }

  @ParameterizedTest
  @ValueSource(floats = {-0.1f, 1.1f, Float.NaN})
  void shouldRefuseValuesThatAreNoActivity(float x) {
    assertThatThrownBy(() -> new LatencyEncoder(10, 0).encode(0, x))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("x_1");
    assertThatThrownBy(() -> new RateEncoder(10).probabilities(new float[] {0, x}, DT))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("x_1");
  }

  @Test
  void shouldDrawRatesAndVariancesOfIndependentPoissonTrains() {
    // 4 rates x 200,000 steps. The count of a channel is binomial; each of the 4 counts and the 4
    // lag-one coincidences is within 4.5 standard deviations of its mean with probability
    // 1 - 6.8e-6, so a correct encoder fails for a new seed once in 18,000.
    double fMax = 400;
    float[] x = {0.025f, 0.1f, 0.5f, 1};
    double[] p = new RateEncoder(fMax).probabilities(x, DT);
    RandomStream random = Seed.of(11).stream(Purpose.INPUT);
    SpikeList spikes = new SpikeList(x.length);
    int steps = 200_000;
    long[] count = new long[x.length];
    long[] pairs = new long[x.length];
    boolean[] last = new boolean[x.length];
    for (int t = 0; t < steps; t++) {
      RateEncoder.draw(p, random, spikes);
      boolean[] now = new boolean[x.length];
      for (int k = 0; k < spikes.size(); k++) {
        int i = spikes.get(k);
        now[i] = true;
        count[i]++;
        pairs[i] += last[i] ? 1 : 0;
      }
      last = now;
    }
    for (int i = 0; i < x.length; i++) {
      double expected = 1 - StrictMath.exp(-x[i] * fMax * 1e-3);
      assertThat(p[i]).isCloseTo(expected, within(1e-15));
      double sd = StrictMath.sqrt(steps * expected * (1 - expected));
      assertThat((double) count[i]).isCloseTo(steps * expected, within(4.5 * sd));
      double both = expected * expected;
      // Neighbouring coincidences share a step: var = n (q (1-q) + 2 (p^3 - p^4)), q = p^2.
      double variance = both * (1 - both) + 2 * both * expected * (1 - expected);
      assertThat((double) pairs[i])
          .isCloseTo(steps * both, within(4.5 * StrictMath.sqrt(steps * variance)));
    }
  }

  @Test
  void shouldLeaveOtherChannelsAloneWhenOneRateChanges() {
    RateEncoder encoder = new RateEncoder(500);
    RandomStream a = Seed.of(5).stream(Purpose.INPUT);
    RandomStream b = Seed.of(5).stream(Purpose.INPUT);
    double[] quiet = encoder.probabilities(new float[] {0, 0.5f}, DT);
    double[] busy = encoder.probabilities(new float[] {1, 0.5f}, DT);
    SpikeList one = new SpikeList(2);
    SpikeList two = new SpikeList(2);
    int seen = 0;
    for (int t = 0; t < 1000; t++) {
      RateEncoder.draw(quiet, a, one);
      RateEncoder.draw(busy, b, two);
      boolean inOne = !one.isEmpty() && one.get(one.size() - 1) == 1;
      boolean inTwo = !two.isEmpty() && two.get(two.size() - 1) == 1;
      assertThat(inTwo).isEqualTo(inOne);
      seen += inOne ? 1 : 0;
    }
    assertThat(seen).isPositive();
  }

  @Test
  void shouldRefuseARateThatIsNotFinite() {
    assertThatThrownBy(() -> new RateEncoder(Double.POSITIVE_INFINITY))
        .hasMessageContaining("f_max");
    assertThatThrownBy(() -> new RateEncoder(-1)).hasMessageContaining("f_max");
  }

  @Test
  void shouldActivateGaussianFieldsAboutTheValue() {
    PopulationEncoder encoder = new PopulationEncoder(5, -1, 1, 0.75);
    float[] a = new float[5];
    encoder.encode(0.5, a);
    for (int i = 0; i < 5; i++) {
      double centre = -1 + 0.5 * i;
      double s = 0.375;
      double restated = StrictMath.exp(-(0.5 - centre) * (0.5 - centre) / (2 * s * s));
      assertThat((double) a[i]).isCloseTo(restated, within(1e-7)); // half an ulp of a float below 1
    }
    assertThat(a[3]).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e300})
  void shouldActivateNoFieldForAValueThatIsNowhere(double x) {
    float[] a = {9, 9, 9};
    new PopulationEncoder(3, 0, 1, 1e-200).encode(x, a);
    assertThat(a).containsOnly(0);
  }
}
