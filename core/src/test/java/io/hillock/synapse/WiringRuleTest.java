package io.hillock.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class WiringRuleTest {
  private static RandomStream random() {
    return Seed.of(5).stream(Purpose.WIRING);
  }

  private static int[] inDegrees(Wiring wiring) {
    int[] inputs = new int[wiring.post()];
    for (int k = 0; k < wiring.size(); k++) {
      inputs[wiring.target(k)]++;
    }
    return inputs;
  }

  @Test
  void shouldGiveEveryNeuronTheSameNumberOfInputs() {
    Wiring wiring = WiringRule.fixedInDegree(7).draw(40, 300, random());
    assertThat(inDegrees(wiring)).containsOnly(7);
    assertThat(wiring.size()).isEqualTo(7 * 300);
    // An input reaches 300 * 7/40 = 52.5 neurons, sd sqrt(300 * 0.175 * 0.825) = 6.6; 5 sd for 40.
    for (int i = 0; i < 40; i++) {
      assertThat((double) (wiring.rowStart(i + 1) - wiring.rowStart(i)))
          .isCloseTo(52.5, within(33.));
    }
    assertThat(WiringRule.fixedInDegree(7).draw(40, 300, random())).isEqualTo(wiring);
    assertThat(WiringRule.fixedInDegree(0).draw(40, 3, random()).size()).isZero();
    assertThat(WiringRule.fixedInDegree(4).draw(4, 3, random()).isDense()).isTrue();
  }

  @Test
  void shouldRefuseMoreInputsThanThereAre() {
    assertThatThrownBy(() -> WiringRule.fixedInDegree(5).draw(4, 3, random()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("there are only 4");
    assertThatThrownBy(() -> WiringRule.fixedInDegree(-1)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> WiringRule.random(Double.NaN)).isInstanceOf(ParameterException.class);
  }

  @Test
  void shouldConnectPairsIndependentlyWithTheProbability() {
    Wiring wiring = WiringRule.random(0.2).draw(200, 200, random());
    // 40,000 pairs: mean 8,000, sd 80; 5 of them, false alarm 6e-7.
    assertThat((double) wiring.size()).isCloseTo(8000, within(400.));
  }

  @Test
  void shouldLeaveOutTheNeuronItself() {
    Wiring wiring = WiringRule.Regular.ALL_BUT_SELF.draw(6, 6, random());
    assertThat(inDegrees(wiring)).containsOnly(5);
    for (int i = 0; i < 6; i++) {
      assertThat(wiring.find(i, i)).isNegative();
    }
  }
}
