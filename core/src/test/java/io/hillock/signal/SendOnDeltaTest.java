package io.hillock.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.hillock.fault.ParameterException;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SendOnDelta.Form;
import io.hillock.signal.SendOnDelta.Parameters;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SendOnDeltaTest {
  private static final Parameters UNEQUAL = Parameters.exactStep(1).withThresholds(0.07f, 0.11f);

  /** A random walk with slow swings, jumps and flat stretches. */
  private static float[] signal(long seed, int length) {
    RandomStream random = Seed.of(seed).stream(Purpose.DATA);
    float[] x = new float[length];
    double level = random.nextDouble(-2, 2);
    for (int k = 0; k < length; k++) {
      double kind = random.nextDouble();
      level +=
          kind < 0.02 ? random.nextDouble(-3, 3) : kind < 0.3 ? 0 : 0.05 * random.nextGaussian();
      x[k] = (float) (level + StrictMath.sin(k * 0.05));
    }
    return x;
  }

  private static int[] encode(Parameters parameters, float... x) {
    SendOnDelta encoder = new SendOnDelta(parameters);
    int[] events = new int[x.length];
    for (int k = 0; k < x.length; k++) {
      events[k] = encoder.encode(x[k]);
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldKeepEverySampleWithinTheThresholdsOfWhatItsEventsTell(long seed) {
    float[] x = signal(seed, 3000);
    int[] events = encode(UNEQUAL, x);
    float r = x[0]; // the receiver knows the first sample and the events, and nothing else
    for (int k = 0; k < x.length; k++) {
      for (int n = 0; n < events[k]; n++) {
        r += UNEQUAL.up();
      }
      for (int n = 0; n < -events[k]; n++) {
        r -= UNEQUAL.down();
      }
      // The encoder compares a float difference, rounded by at most half a unit in its last place.
      double difference = (double) x[k] - r;
      assertThat(difference)
          .as("sample %d of seed %d", k, seed)
          .isLessThanOrEqualTo(UNEQUAL.up() + Math.ulp(UNEQUAL.up()))
          .isGreaterThanOrEqualTo(-UNEQUAL.down() - Math.ulp(UNEQUAL.down()));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void shouldSendWhatTheMonotoneRunsExceedTheDeadBandAndNoMoreThanTheTotalVariation(long seed) {
    float[] x = signal(seed, 3000);
    double sent = 0;
    for (int n : encode(UNEQUAL, x)) {
      sent += n > 0 ? n * (double) UNEQUAL.up() : -n * (double) UNEQUAL.down();
    }
    double variation = 0;
    double beyondBand = 0;
    double run = 0;
    double band = (double) UNEQUAL.up() + UNEQUAL.down();
    for (int k = 1; k < x.length; k++) {
      double step = (double) x[k] - x[k - 1];
      variation += Math.abs(step);
      if (run * step < 0) {
        beyondBand += Math.max(0, Math.abs(run) - band);
        run = 0;
      }
      run += step;
    }
    beyondBand += Math.max(0, Math.abs(run) - band);
    // Rounding of r: each of some thousand events moves it by at most an ulp at |r| < 64, 2^-18.
    double rounding = x.length * 0x1p-18;
    assertThat(beyondBand).as("the bound says something").isGreaterThan(10);
    assertThat(sent).isBetween(beyondBand - rounding, variation + rounding);
  }

  @ParameterizedTest
  @ValueSource(floats = {0.125f, 0.25f, 0.5f})
  void shouldSendTheWholeThresholdsOfARamp(float threshold) {
    float[] ramp = new float[1001];
    for (int k = 0; k < ramp.length; k++) {
      ramp[k] = k / 64f; // exact in binary, so that the count is exact
    }
    int events = java.util.Arrays.stream(encode(Parameters.exactStep(threshold), ramp)).sum();
    assertThat(events).isEqualTo((int) Math.ceil(ramp[1000] / threshold) - 1); // strictly above
  }

  @Test
  void shouldFollowTheExactStepFormByHand() {
    Parameters p = Parameters.exactStep(1).withThresholds(1, 0.5f);
    assertThat(encode(p, 0, 1, 1.25f, 4.5f, 4, 3.25f, 3)).containsExactly(0, 0, 1, 3, 0, -1, 0);
  }

  @Test
  void shouldFollowTheTrackFormByHand() {
    assertThat(encode(Parameters.track(1), 0, 1, 1.25f, 9, 8.5f, 7.75f, 7))
        .containsExactly(0, 0, 1, 1, 0, -1, 0);
  }

  @Test
  void shouldFollowTheRefractoryFormByHand() {
    // The event at sample 1 hides samples 2 and 3; at the end of that time r = 5, so 5.5 is silent.
    assertThat(encode(Parameters.refractory(1, 2), 0, 2, 9, 5, 5.5f, 6.25f, 0, 6, 4.5f))
        .containsExactly(0, 1, 0, 0, 0, 1, 0, 0, -1);
  }

  @Test
  void shouldSendTheRestOfALongJumpWithTheNextSamples() {
    Parameters p = Parameters.exactStep(1).withLongestBurst(3);
    assertThat(encode(p, 0, 7.5f, 7.5f, 7.5f, 7.5f)).containsExactly(0, 3, 3, 1, 0);
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void shouldHoldOverSamplesThatAreNotFiniteAndCountThem(Form form) {
    SendOnDelta encoder = new SendOnDelta(new Parameters(form, 1, 1, 0, 100));
    float[] bad = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    for (float x : bad) {
      assertThat(encoder.encode(x)).isZero();
    }
    assertThat(encoder.encode(5)).as("the first finite sample is the reference").isZero();
    for (float x : bad) {
      assertThat(encoder.encode(x)).isZero();
      assertThat(encoder.reference()).isEqualTo(5);
    }
    assertThat(encoder.notFinite()).isEqualTo(6);
    assertThat(encoder.encode(6.5f)).isEqualTo(1);
  }

  @Test
  void shouldLetRefractoryTimePassOverSamplesThatAreNotFinite() {
    float nan = Float.NaN;
    // Two hidden samples are NaN; the reference is taken from the next finite one.
    assertThat(encode(Parameters.refractory(1, 3), 0, 2, nan, nan, 9, 9.5f, 10.5f))
        .containsExactly(0, 1, 0, 0, 0, 0, 1);
    assertThat(encode(Parameters.refractory(1, 1), 0, 2, nan, nan, 9, 9.5f, 10.5f))
        .containsExactly(0, 1, 0, 0, 0, 0, 1);
  }

  @Test
  void shouldNameAThresholdThatIsLostInTheSignal() {
    SendOnDelta encoder = new SendOnDelta(Parameters.exactStep(1e-3f));
    encoder.encode(0x1p24f);
    assertThatThrownBy(() -> encoder.encode(0x1.1p24f))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("th_up = 0.001")
        .hasMessageContaining("resolution of a float");
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRefuseAThresholdThatIsNotPositiveAndFinite(float threshold) {
    assertThatThrownBy(() -> Parameters.track(threshold)).hasMessageContaining("th_up");
    assertThatThrownBy(() -> UNEQUAL.withThresholds(1, threshold)).hasMessageContaining("th_dn");
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void shouldGoOnFromASnapshotAsIfNothingHadHappened(Form form) {
    Parameters p = new Parameters(form, 0.07f, 0.11f, 5, 100);
    float[] x = signal(3, 2000);
    int[] whole = encode(p, x);
    SendOnDelta first = new SendOnDelta(p);
    for (int k = 0; k < 777; k++) {
      first.encode(x[k]);
    }
    SendOnDelta second = new SendOnDelta(p);
    Snapshot.capture(first, Map.of()).restore(second, "memory");
    for (int k = 777; k < x.length; k++) {
      assertThat(second.encode(x[k])).as("sample %d", k).isEqualTo(whole[k]);
    }
  }

  @ParameterizedTest
  @EnumSource(Form.class)
  void shouldAllocateNothingPerSampleOrEvent(Form form) {
    SendOnDelta encoder = new SendOnDelta(new Parameters(form, 0.07f, 0.11f, 5, 100));
    float[] x = signal(4, 1000);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    // The JVM now and then charges a thread some hundred bytes while it compiles, once and at no
    // fixed place, so one total over all samples is not always zero. Windows tell it apart: an
    // encoder that allocates per sample or per event does so in every window. What would escape is
    // an allocation in fewer than 5 of 100 windows of 1000 samples.
    long events = 0;
    int windows = 0;
    int clean = 0;
    for (int round = 0; round < 150; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (float sample : x) {
        events += Math.abs(encoder.encode(sample));
      }
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      if (round >= 50) {
        windows++;
        clean += bytes == 0 ? 1 : 0;
      }
    }
    assertThat(events).isPositive();
    assertThat(windows).isEqualTo(100);
    assertThat(clean).as("windows of 1000 samples with 0 bytes").isGreaterThanOrEqualTo(95);
  }
}
