package io.hillock.gallery.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeartbeatSettingsTest {
  @ParameterizedTest
  @CsvSource({"-0.1, 50", "NaN, 50", "Infinity, 50", "0.1, 0"})
  void shouldRefuseHiddenLearningOutOfBounds(double eta, double traceMs) {
    assertThatThrownBy(() -> new HeartbeatSettings.HiddenLearning(eta, Time.ms(traceMs)))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("hidden eta, trace")
        .hasMessageContaining("eta must be >= 0");
  }

  @Test
  void shouldAllowARateOfZero() {
    assertThat(new HeartbeatSettings.HiddenLearning(0, Time.ms(50)).eta()).isZero();
  }
}
