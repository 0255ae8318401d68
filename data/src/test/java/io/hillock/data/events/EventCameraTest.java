package io.hillock.data.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventCameraTest {
  private static final Seed SEED = Seed.of(5);

  private record Event(long timeUs, int x, int y, boolean on) {}

  private static EventCamera camera(int side, double sigma, double noiseHz) {
    return new EventCamera(side, side, new EventCamera.Parameters(0.3, sigma, noiseHz), SEED);
  }

  @Test
  void shouldFireAtTheSlopeOverTheContrastOnARamp() {
    EventCamera camera = camera(1, 0, 0);
    camera.begin(new double[] {0}, SEED.stream(Purpose.INPUT));
    List<Event> events = new ArrayList<>();
    for (int f = 1; f <= 10; f++) { // 30 per second
      camera.frame(
          new double[] {3e-5 * 100_000 * f},
          100_000L * f,
          (t, x, y, on) -> events.add(new Event(t, x, y, on)));
    }
    assertThat(events).hasSizeBetween(99, 100).allMatch(Event::on); // 30 / 0.3 in one second
    for (int k = 0; k < events.size(); k++) {
      assertThat(events.get(k).timeUs()).isCloseTo(10_000L * (k + 1), within(2L)); // rounded down
    }
  }

  @Test
  void shouldTellTheChangeOfLogIntensityWithinOneThreshold() {
    EventCamera camera = camera(8, 0, 0);
    double[] seen = new double[64];
    camera.begin(seen, SEED.stream(Purpose.INPUT, 1));
    double[] told = new double[64];
    var random = SEED.stream(Purpose.DATA, 1);
    for (int f = 1; f <= 200; f++) {
      for (int i = 0; i < 64; i++) {
        seen[i] += 0.5 * random.nextGaussian();
      }
      camera.frame(seen, 1000L * f, (t, x, y, on) -> told[8 * y + x] += on ? 0.3 : -0.3);
      for (int i = 0; i < 64; i++) {
        assertThat(told[i]).isCloseTo(seen[i], within(0.3 + 1e-9));
      }
    }
  }

  @Test
  void shouldSendNothingButNoiseFromAStaticScene() {
    double[] still = new double[64];
    EventCamera quiet = camera(8, 0.03, 0);
    quiet.begin(still, SEED.stream(Purpose.INPUT, 2));
    quiet.frame(
        still,
        1_000_000,
        (t, x, y, on) -> {
          throw new AssertionError("an event without cause");
        });
    EventCamera noisy = camera(8, 0.03, 2);
    noisy.begin(still, SEED.stream(Purpose.INPUT, 3));
    int[] count = new int[1];
    noisy.frame(still, 10_000_000, (t, x, y, on) -> count[0]++);
    assertThat(count[0]).isBetween(1137, 1423); // 64 pixels, 2 Hz, 10 s: 1280, four deviations
  }

  @Test
  void shouldRecordTheSameImageAlikeWhateverWasRecordedBefore() {
    LabelledImages digits = GeneratedDigits.draw(SEED, LabelledImages.Part.TRAINING, 20);
    SaccadeCamera one = saccades(digits);
    SaccadeCamera other = saccades(digits);
    one.record(3, 3, (t, x, y, on) -> {});
    List<Event> first = new ArrayList<>();
    List<Event> second = new ArrayList<>();
    one.record(7, 7, (t, x, y, on) -> first.add(new Event(t, x, y, on)));
    other.record(7, 7, (t, x, y, on) -> second.add(new Event(t, x, y, on)));
    assertThat(first).isEqualTo(second).hasSizeGreaterThan(200);
    assertThat(first).allMatch(e -> e.timeUs() >= 0 && e.timeUs() < 300_000);
    // The saccades end where they began: what came is gone again.
    long on = first.stream().filter(Event::on).count();
    assertThat((double) on / first.size()).isBetween(0.4, 0.6);
  }

  private static SaccadeCamera saccades(LabelledImages images) {
    return new SaccadeCamera(
        images, SaccadeCamera.Movement.TYPICAL, EventCamera.Parameters.TYPICAL, SEED);
  }

  @Test
  void shouldPoolEventsToOneSpikePerSquarePolarityAndStep() {
    EventSteps steps = new EventSteps(34, 34, 2, 3, 100);
    assertThat(steps.channels()).isEqualTo(2 * 17 * 17);
    steps.event(0, 33, 33, false);
    steps.event(99, 32, 32, false);
    steps.event(50, 0, 0, true);
    steps.event(100, 3, 0, true);
    steps.event(300, 0, 0, true);
    SpikeList spikes = new SpikeList(steps.channels());
    steps.deliver(0, spikes);
    assertThat(spikes.size()).isEqualTo(2);
    assertThat(spikes.get(0)).isZero();
    assertThat(spikes.get(1)).isEqualTo(2 * 17 * 17 - 1);
    steps.deliver(1, spikes);
    assertThat(spikes.size()).isEqualTo(1);
    assertThat(spikes.get(0)).isEqualTo(2);
    steps.deliver(2, spikes);
    assertThat(spikes.isEmpty()).isTrue();
  }
}
