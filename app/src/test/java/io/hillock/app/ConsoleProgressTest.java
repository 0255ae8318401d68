package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConsoleProgressTest {
  @Test
  void shouldTellShareRateAndTimeLeft() {
    // 30 of 120 in 10 s are 3/s; the other 90 need 30 s.
    assertThat(ConsoleProgress.line("task", 30, 120, 10, 8))
        .isEqualTo("task: [##......] 25 %, 30/120, 0:10 gone, 3.00/s, 0:30 left");
  }

  @Test
  void shouldTellNoRateBeforeTheFirstStep() {
    assertThat(ConsoleProgress.line("task", 0, 4, 2, 4))
        .isEqualTo("task: [....] 0 %, 0/4, 0:02 gone");
  }

  @Test
  void shouldCountWhereTheEndIsNotKnown() {
    assertThat(ConsoleProgress.line("task", 50, 0, 2, 4)).isEqualTo("task: 50, 0:02 gone, 25/s");
  }

  @Test
  void shouldNotRunOverTheEndOfTheBar() {
    assertThat(ConsoleProgress.line("task", 9, 8, 3, 4)).startsWith("task: [####] 100 %, 9/8");
  }

  @Test
  void shouldWriteLongTimesWithHours() {
    assertThat(ConsoleProgress.clock(3725)).isEqualTo("1:02:05");
    assertThat(ConsoleProgress.clock(59.6)).isEqualTo("1:00");
  }
}
