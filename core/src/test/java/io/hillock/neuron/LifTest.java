package io.hillock.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.signal.SpikeList;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LifTest {
  private static final LifParameters SILENT = LifParameters.DEFAULT.withVTh(1e6);

  @ParameterizedTest
  @ValueSource(doubles = {0.125, 0.25, 0.5, 1})
  void shouldFollowTheClosedFormOfAConstantCurrentAtEveryStep(double dt) {
    // (1) with input I: v(t) = I (1 - exp(-t/tau)); exact for every dt, so only rounding is left.
    LifParameters p = SILENT.withScaling(InputScaling.ONE_MINUS_DECAY);
    Neurons n = Lif.of(p).create(1, Time.ms(dt));
    int steps = (int) (40 / dt);
    SpikeList none = new SpikeList(1);
    for (int k = 0; k < steps; k++) {
      n.current()[0] = 3;
      n.step(none);
    }
    assertThat((double) n.v()[0]).isCloseTo(3 * (1 - Math.exp(-40.0 / 20)), within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({
    "TO_ZERO, 0, 0.0",
    "TO_VALUE, -0.5, -0.25",
    "SUBTRACT, 0.5, 0.25",
    "SUBTRACT_AFTER_DECAY, 1.5, -0.25",
    "NONE, 1.5, 0.75"
  })
  void shouldResetAfterItsEquation(ResetMode mode, float after, float next) {
    // alpha = 1/2 exactly: tau = dt / ln 2. All numbers are sums of powers of two.
    LifParameters p =
        new LifParameters(
            Time.ms(1 / StrictMath.log(2)), 1, mode, -0.5, Time.ZERO, InputScaling.UNIT);
    Neurons n = Lif.of(p).create(1, Time.ms(1));
    SpikeList spiked = new SpikeList(1);
    n.current()[0] = 1.5f;
    n.step(spiked);
    assertThat(spiked.size()).isEqualTo(1);
    assertThat(n.v()[0]).isEqualTo(after);
    n.step(spiked);
    assertThat(n.v()[0]).isCloseTo(next, within(1e-6f)); // alpha is 0.5 to one rounding
  }

  @Test
  void shouldStaySilentWhileRefractoryAndGoOnIntegrating() {
    LifParameters p = LifParameters.DEFAULT.withReset(ResetMode.NONE).withTRef(Time.ms(3));
    Neurons n = Lif.of(p).create(1, Time.ms(1));
    SpikeList spiked = new SpikeList(1);
    StringBuilder train = new StringBuilder();
    for (int t = 0; t < 9; t++) {
      n.current()[0] = 2;
      n.step(spiked);
      train.append(spiked.size());
    }
    assertThat(train.toString()).isEqualTo("100010001");
  }

  @Test
  void shouldSkipWithinRoundingOfStepping() {
    Neurons stepped = Lif.of(SILENT).withTauM(5, 20, 2000).create(3, Time.ms(1));
    Neurons skipped = Lif.of(SILENT).withTauM(5, 20, 2000).create(3, Time.ms(1));
    SpikeList none = new SpikeList(3);
    for (Neurons n : new Neurons[] {stepped, skipped}) {
      java.util.Arrays.fill(n.current(), 100);
      n.step(none);
    }
    int gap = 500;
    for (int t = 0; t < gap; t++) {
      stepped.step(none);
    }
    assertThat(skipped.silentWithoutInput()).isTrue();
    skipped.skip(gap);
    for (int i = 0; i < 3; i++) {
      // One rounding of half an ulp (6e-8) per step, and below 1e-37 values are subnormal.
      float bound = Math.max(Math.abs(stepped.v()[i]) * gap * 6.1e-8f, 1e-37f);
      assertThat(skipped.v()[i]).isCloseTo(stepped.v()[i], within(bound));
    }
  }

  @Test
  void shouldRaiseTheThresholdOfAnAdaptiveNeuronWithEverySpike() {
    LifParameters p = LifParameters.DEFAULT.withReset(ResetMode.TO_ZERO);
    SpikingNeurons n =
        Alif.of(new AlifParameters(p, Time.ms(1e9), 0.5)).withPlain(1).create(2, Time.ms(1));
    SpikeList spiked = new SpikeList(2);
    StringBuilder train = new StringBuilder();
    for (int t = 0; t < 4; t++) {
      n.current()[0] = 1.7f;
      n.current()[1] = 1.7f;
      n.step(spiked);
      train.append(spiked.size());
    }
    // The plain one fires always; the other one at A = 1 and 1.5, then at A = 2 only once v has
    // reached it: 1.7, then 1.7 + 1.7 exp(-1/20) > 2.
    assertThat(train.toString()).isEqualTo("2212");
    assertThat(n.beta(0)).isZero();
    assertThat(n.beta(1)).isEqualTo(0.5f);
  }

  @Test
  void shouldTakeThePseudoDerivativeBeforeReset() {
    SpikingNeurons n =
        Lif.of(LifParameters.DEFAULT.withReset(ResetMode.TO_ZERO)).create(1, Time.ms(1));
    SpikeList spiked = new SpikeList(1);
    n.current()[0] = 1.25f;
    n.step(spiked);
    float[] psi = new float[1];
    n.pseudoDerivative(new Triangle(0.3f, true), psi);
    assertThat(psi[0]).isCloseTo(0.3f * 0.75f, within(1e-7f));
  }

  @Test
  void shouldHaveNoPseudoDerivativeInExactlyTheStepsThatAreBlocked() {
    LifParameters p = LifParameters.DEFAULT.withReset(ResetMode.NONE).withTRef(Time.ms(2));
    SpikingNeurons n = Lif.of(p).create(1, Time.ms(1));
    SpikeList spiked = new SpikeList(1);
    float[] psi = new float[1];
    float[] input = {1.25f, 0, 0, 0};
    boolean[] positive = new boolean[4];
    for (int t = 0; t < 4; t++) {
      n.current()[0] = input[t];
      n.step(spiked);
      n.pseudoDerivative(new Triangle(0.3f, true), psi);
      positive[t] = psi[0] > 0;
    }
    assertThat(positive).containsExactly(true, false, false, true);
  }

  @Test
  void shouldRefuseABadTimeConstantByNameValueAndRule() {
    assertThatThrownBy(() -> LifParameters.DEFAULT.withTauM(Time.ms(-3)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("LIF: tau_m = -3.0 ms, but it must be > 0 ms");
  }
}
