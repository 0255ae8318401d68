package io.hillock.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
  private record Event(long time, int channel) {}

  private static final Comparator<Event> ORDER =
      Comparator.comparingLong(Event::time).thenComparingInt(Event::channel);

  private static List<Event> draw(long seed, int n) {
    RandomStream random = Seed.of(seed).stream(Purpose.DATA);
    List<Event> events = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      events.add(new Event(random.nextInt(300), random.nextInt(7)));
    }
    return events;
  }

  private static EventStream stream(List<Event> events) {
    EventStream.Builder builder = new EventStream.Builder(7);
    events.forEach(e -> builder.add(e.time, e.channel));
    return builder.build();
  }

  private static List<Event> content(EventStream stream) {
    List<Event> events = new ArrayList<>();
    for (int k = 0; k < stream.size(); k++) {
      events.add(new Event(stream.time(k), stream.channel(k)));
    }
    return events;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldSortByTimeThenChannel(long seed) {
    List<Event> events = draw(seed, 500);
    assertThat(content(stream(events)))
        .containsExactlyElementsOf(events.stream().sorted(ORDER).toList());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void shouldMergeSlicesBackToTheWhole(long seed) {
    EventStream whole = stream(draw(seed, 500));
    EventStream head = whole.slice(0, 120);
    List<Event> tail = new ArrayList<>();
    content(whole.slice(120, 300)).forEach(e -> tail.add(new Event(e.time + 120, e.channel)));
    assertThat(content(head)).allMatch(e -> e.time < 120);
    assertThat(content(head.merge(stream(tail)))).isEqualTo(content(whole));
    assertThat(content(stream(tail).merge(head))).isEqualTo(content(whole));
  }

  @Test
  void shouldDeliverEveryEventOnceInItsStep() {
    EventStream whole = stream(draw(9, 500));
    SpikeList spikes = new SpikeList(64);
    List<Event> delivered = new ArrayList<>();
    int next = 0;
    for (long t = 0; t < 300; t++) {
      spikes.clear();
      next = whole.deliver(t, next, spikes);
      for (int k = 0; k < spikes.size(); k++) {
        delivered.add(new Event(t, spikes.get(k)));
      }
    }
    assertThat(next).isEqualTo(whole.size());
    assertThat(delivered).isEqualTo(content(whole));
  }

  @Test
  void shouldNameTheTimeThatHoldsMoreEventsThanAStepTakes() {
    EventStream crowd = stream(List.of(new Event(4, 1), new Event(4, 1), new Event(4, 2)));
    assertThatThrownBy(() -> crowd.deliver(4, 0, new SpikeList(2)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("events at time 4");
  }

  @Test
  void shouldCountTimeInLongerUnitsAndSortAnew() {
    EventStream microseconds =
        stream(List.of(new Event(999, 3), new Event(1001, 2), new Event(1500, 1)));
    assertThat(content(microseconds.inUnitsOf(1000)))
        .containsExactly(new Event(0, 3), new Event(1, 1), new Event(1, 2));
  }

  @Test
  void shouldFindTheFirstEventNotBeforeATime() {
    EventStream s = stream(List.of(new Event(2, 0), new Event(2, 1), new Event(5, 0)));
    assertThat(new int[] {s.from(0), s.from(2), s.from(3), s.from(6)}).containsExactly(0, 0, 2, 3);
    assertThat(s.slice(6, 9).size()).isZero();
    assertThat(s.slice(5, 2).size()).isZero();
  }

  @Test
  void shouldRefuseTimesAndChannelsOutOfRange() {
    EventStream.Builder builder = new EventStream.Builder(2);
    assertThatThrownBy(() -> builder.add(-1, 0)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> builder.add(0, 2)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new EventStream.Builder(0)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> builder.build().inUnitsOf(0)).isInstanceOf(ParameterException.class);
  }
}
