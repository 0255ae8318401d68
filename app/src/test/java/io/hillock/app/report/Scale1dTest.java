package io.hillock.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Scale1dTest {
  @Test
  void shouldPutTicksAtRoundValues() {
    assertThat(new Scale1d(0, 10, false, 0, 600).ticks())
        .containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
  }

  @Test
  void shouldPutTicksAtDecadesOfALogarithmicAxis() {
    assertThat(new Scale1d(1e-3, 1e3, true, 0, 600).ticks())
        .extracting(Scale1d::label)
        .containsExactly("0.001", "0.01", "0.1", "1", "10", "100", "1000");
  }

  @Test
  void shouldMapEndsToEnds() {
    Scale1d scale = new Scale1d(-1, 3, false, 100, 500);
    assertThat(scale.pixel(-1)).isEqualTo(100);
    assertThat(scale.pixel(3)).isEqualTo(500);
    assertThat(new Scale1d(1, 100, true, 0, 10).pixel(10)).isEqualTo(5);
  }

  @Test
  void shouldMakeRoomAroundASingleValue() {
    Scale1d scale = new Scale1d(5, 5, false, 0, 100);
    assertThat(scale.pixel(5)).isEqualTo(50);
    assertThat(scale.ticks()).isNotEmpty();
  }

  @Test
  void shouldWriteShortLabels() {
    assertThat(Scale1d.label(0)).isEqualTo("0");
    assertThat(Scale1d.label(0.25)).isEqualTo("0.25");
    assertThat(Scale1d.label(1_200_000)).isEqualTo("1.2e+06");
    assertThat(Scale1d.label(-0.00005)).isEqualTo("-5e-05");
  }
}
