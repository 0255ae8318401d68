package io.hillock.device.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArithmeticTest {
  @Test
  void shouldSaturateSumsAtSixteenBits() {
    assertThat(Arithmetic.sat16(32767 + 8)).isEqualTo(32767);
    assertThat(Arithmetic.sat16(-32768 - 8)).isEqualTo(-32768);
    assertThat(Arithmetic.sat16(-5)).isEqualTo(-5);
  }

  @Test
  void shouldSaturateWithNoiseOnlyWhereTheSignsOfTheOthersAgree() {
    assertThat(Arithmetic.sum(32000, 700, 100)).isEqualTo(32767);
    assertThat(Arithmetic.sum(-32000, -700, -100)).isEqualTo(-32768);
    assertThat(Arithmetic.sum(32000, -1, 1000)).isEqualTo((short) 32999);
  }

  @Test
  void shouldBendTheOutputsAtBothEnds() {
    assertThat(Arithmetic.hardSigmoid(2048)).isEqualTo(2048);
    assertThat(Arithmetic.hardSigmoid(2047)).isEqualTo(2047);
    assertThat(Arithmetic.hardSigmoid(0)).isEqualTo(1024);
    assertThat(Arithmetic.hardSigmoid(-1)).isEqualTo(1023);
    assertThat(Arithmetic.hardSigmoid(-2048)).isZero();
    assertThat(Arithmetic.hardSigmoid(-2049)).isZero();
  }

  @Test
  void shouldCutTheLearningSignalFromTheScaledSum() {
    assertThat(Arithmetic.learningSignal(4096, 0)).isEqualTo(1);
    assertThat(Arithmetic.learningSignal(-1, 0)).isEqualTo(-1);
    assertThat(Arithmetic.learningSignal((1 << 22) - 1, 5)).isEqualTo(32767);
    assertThat(Arithmetic.learningSignal(1 << 22, 5)).isEqualTo(32767);
    assertThat(Arithmetic.learningSignal(-(1 << 22) - 1, 5)).isEqualTo(-32768);
  }

  @Test
  void shouldTakeRegularisationFromTheProduct() {
    assertThat(Arithmetic.strength(100, 16, 30)).isEqualTo(70);
    assertThat(Arithmetic.strength(100, 8, 30)).isEqualTo(20);
    assertThat(Arithmetic.strength(-100, 8, 30)).isEqualTo(-130);
  }

  @Test
  void shouldSaturateWhereBit27OfTheProductSaysSoAsTheCircuitDoes() {
    // The circuit looks at bit 31 of the product times 16, so a product of 2^27 turns negative.
    assertThat(Arithmetic.strength((1 << 27) - 1, 16, 0)).isEqualTo((1 << 27) - 1);
    assertThat(Arithmetic.strength(1 << 27, 16, 0)).isEqualTo(Integer.MIN_VALUE);
  }

  @Test
  void shouldMultiplyByLessTheMoreANeuronFires() {
    assertThat(Arithmetic.multiplier(0, 0)).isEqualTo(16);
    assertThat(Arithmetic.multiplier(5, 0)).isEqualTo(11);
    assertThat(Arithmetic.multiplier(5, 2)).isEqualTo(15);
    assertThat(Arithmetic.multiplier(200, 0)).isZero();
  }

  @Test
  void shouldChangeWithTheProbabilityOfTheStrength() {
    // 1e5 draws of p = (40000 << 8) / 2^32 = 0.00238: 238.4 expected, 3 sigma = 46.
    WordLfsr lfsr = new WordLfsr(25, 3, 16, 0xF0F0);
    int fired = 0;
    for (int draw = 0; draw < 100_000; draw++) {
      fired += Arithmetic.fires32(40_000, 8, 0, lfsr.next()[draw & 15]) ? 1 : 0;
    }
    assertThat(fired).isBetween(192, 285);
  }

  @Test
  void shouldChangeAlwaysAtFullStrengthAndNeverAtZero() {
    assertThat(Arithmetic.fires32(1 << 24, 8, 0, -1)).isTrue();
    assertThat(Arithmetic.fires32(-(1 << 24), 8, 1, -1)).isFalse();
    assertThat(Arithmetic.fires32(0, 31, 0, 0)).isFalse();
    assertThat(Arithmetic.fires28(1 << 20, 8, 0, 0xFFFFFFF)).isTrue();
    assertThat(Arithmetic.fires28(0, 8, 0, 0)).isFalse();
  }

  @Test
  void shouldStopWeightsWhereEightBitsEnd() {
    assertThat(Arithmetic.step(127, 5)).isEqualTo(127);
    assertThat(Arithmetic.step(-128, -5)).isEqualTo(-128);
    assertThat(Arithmetic.step(0, -5)).isEqualTo(-1);
    assertThat(Arithmetic.step(0, 5)).isEqualTo(1);
  }
}
