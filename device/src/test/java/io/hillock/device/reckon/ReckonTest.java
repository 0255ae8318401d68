package io.hillock.device.reckon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReckonTest {
  private static final Registers PLAIN =
      Registers.BENCH
          .with(Register.EN_STOCH_ROUND, 0)
          .with(Register.NUM_INP, 1)
          .with(Register.NUM_REC, 1)
          .with(Register.NUM_OUT, 1);

  @Test
  void shouldHoldExactly8704BitsForLearningAtFullSize() {
    Registers full =
        Registers.BENCH
            .with(Register.NUM_INP, 255)
            .with(Register.NUM_REC, 255)
            .with(Register.NUM_OUT, 15);
    MemoryReport memory = new MemoryReport(new Reckon(full));
    assertThat(memory.learningBits()).isEqualTo(256 * (12 + 12 + 10)).isEqualTo(8704);
    assertThat(memory.learning()).containsOnlyKeys("traceIn", "traceRec", "traceOut");
    assertThat(memory.overheadPercent()).isBetween(0.77, 0.80);
  }

  @Test
  void shouldDecayATraceByFlooringWithoutRounding() {
    Reckon chip = new Reckon(PLAIN);
    chip.beginSample();
    chip.event(0);
    chip.tick(false, false);
    int expected = 8 << 3;
    for (int t = 0; t < 70; t++) {
      assertThat(ints(chip, "traceIn")[0]).as("tick %d", t).isEqualTo(expected);
      chip.tick(false, false);
      expected = expected * 0x7FEF >> 15; // loses one per tick: linear, gone after 64
    }
    assertThat(expected).isZero();
  }

  @Test
  void shouldCountTwoEventsOfOneTickOnce() {
    Reckon chip = new Reckon(PLAIN);
    chip.beginSample();
    chip.event(1);
    chip.event(1);
    chip.tick(false, false);
    assertThat(ints(chip, "traceIn")[1]).isEqualTo(64);
  }

  @Test
  void shouldFireOnTheMembraneBeforeTheLeakAndSubtractTheThresholdAfterIt() {
    Reckon chip = new Reckon(PLAIN.withThreshold(800).withAlpha(0x7000));
    chip.load(weights(new byte[] {100, 0, 0, 0}, new byte[4], new byte[] {5, -7, 0, 0}));
    chip.beginSample();
    chip.event(0);
    chip.tick(false, false);
    assertThat(ints(chip, "v")[0]).isEqualTo(100 << 3);
    chip.tick(false, false); // 800 >= 800 fires, though 800 * 0.875 = 700 does not
    assertThat(ints(chip, "v")[0]).isEqualTo(700 - 800);
    assertThat(ints(chip, "y")).startsWith(5 << 3, -7 << 3);
    assertThat(ints(chip, "traceRec")[0]).isEqualTo(8 << 4);
    assertThat(ints(chip, "traceOut")[0]).isEqualTo(2 << 6);
  }

  @Test
  void shouldResetToZeroWhereTheRegisterSaysSo() {
    Reckon chip = new Reckon(PLAIN.withThreshold(700).with(Register.RST_MODE, 1));
    chip.load(weights(new byte[] {100, 0, 0, 0}, new byte[4], new byte[4]));
    chip.beginSample();
    chip.event(0);
    chip.tick(false, false);
    chip.tick(false, false);
    assertThat(ints(chip, "v")[0]).isZero();
  }

  @Test
  void shouldKeepMembranesWithoutLeakAndSaturateThem() {
    Registers registers =
        PLAIN.withAlpha(0x8000).withThreshold(32767).with(Register.FP_LOC_WINP, 7);
    Reckon chip = new Reckon(registers);
    chip.load(weights(new byte[] {127, -128, 0, 0}, new byte[4], new byte[4]));
    chip.beginSample();
    for (int t = 0; t < 2; t++) {
      chip.event(0);
      chip.tick(false, false);
    }
    assertThat(ints(chip, "v")).startsWith(2 * 127 << 7, -32768);
    chip.event(0);
    chip.tick(false, false);
    assertThat(ints(chip, "v")).startsWith(32767, -32768);
  }

  @Test
  void shouldLearnOnlyInTicksWithATarget() {
    Reckon chip = random(Registers.BENCH);
    ReckonWeights before = chip.weights();
    drive(chip, 40, false);
    assertThat(chip.weights()).isEqualTo(before);
    drive(chip, 40, true);
    assertThat(chip.weights()).isNotEqualTo(before);
  }

  @Test
  void shouldLearnNothingWithPlasticityOff() {
    Reckon chip = random(Registers.BENCH);
    chip.learning(false);
    ReckonWeights before = chip.weights();
    drive(chip, 60, true);
    assertThat(chip.weights()).isEqualTo(before);
    assertThat(ints(chip, "traceRec")).containsOnly(0);
    chip.learning(true);
    drive(chip, 60, true);
    assertThat(chip.weights()).isNotEqualTo(before);
  }

  @Test
  void shouldChangeOnlyThePlasticMatrices() {
    for (int bit = 0; bit < 3; bit++) {
      Reckon chip = random(Registers.BENCH.with(Register.DO_EPROP, 1 << bit));
      ReckonWeights before = chip.weights();
      drive(chip, 100, true);
      ReckonWeights after = chip.weights();
      boolean[] same = {
        Arrays.equals(before.in(), after.in()),
        Arrays.equals(before.rec(), after.rec()),
        Arrays.equals(before.out(), after.out())
      };
      for (int m = 0; m < 3; m++) {
        assertThat(same[m]).as("matrix %d with bit %d", m, bit).isEqualTo(m != bit);
      }
    }
  }

  @Test
  void shouldKeepTheDiagonalAtZero() {
    Reckon chip = random(Registers.BENCH.with(Register.LR_P_WREC, 20));
    drive(chip, 300, true);
    byte[] rec = chip.weights().rec();
    for (int i = 0; i < 100; i++) {
      assertThat(rec[101 * i]).as("neuron %d", i).isZero();
    }
  }

  @Test
  void shouldGoOnBitForBitFromASnapshot() {
    Reckon chip = random(Registers.BENCH.with(Register.NOISE_EN, 1).with(Register.NOISE_STR, 10));
    drive(chip, 77, true);
    Snapshot snapshot = Snapshot.fromBytes(Snapshot.capture(chip, Map.of()).toBytes(), "test");
    Reckon other = new Reckon(chip.registers());
    snapshot.restore(other, "test");
    more(chip, 77, 150, true);
    more(other, 77, 150, true);
    assertThat(Snapshot.capture(chip, Map.of()).diff(Snapshot.capture(other, Map.of()))).isEmpty();
    assertThat(chip.weights()).isEqualTo(other.weights());
  }

  @Test
  void shouldAddTheHalvesOfANoiseWordToThePair() {
    Reckon chip = new Reckon(PLAIN.with(Register.NOISE_EN, 1).with(Register.NOISE_STR, 6));
    chip.beginSample();
    chip.event(0);
    chip.tick(false, false);
    // The first word is 513B6C70.
    assertThat(ints(chip, "v")).startsWith(0x6C70 >> 6, 0x513B >> 6);
  }

  @Test
  void shouldAllocateNothingInATick() {
    Reckon chip = random(Registers.BENCH);
    drive(chip, 20_000, true);
    long least =
        Allocation.least(() -> {
          for (int t = 0; t < 2000; t++) {
            chip.event(t % 40);
            chip.tick(true, true);
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }

  @Test
  void shouldRefuseWhatDoesNotFit() {
    assertThatThrownBy(() -> Registers.BENCH.with(Register.NUM_OUT, 16))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("NUM_OUT = 16");
    assertThatThrownBy(() -> Registers.BENCH.withAlpha(0x8001))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("0x7000..0x8000");
    assertThatThrownBy(() -> Registers.BENCH.withThreshold(128, 0))
        .isInstanceOf(ParameterException.class);
    Reckon regressing = new Reckon(Registers.BENCH.with(Register.REGRESSION, 1));
    regressing.target(1, -32768);
    assertThatThrownBy(() -> regressing.target(1, 32768)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> regressing.label(1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("under REGRESSION outputs are taught values");
    assertThatThrownBy(() -> new Reckon(Registers.BENCH).target(0, 1))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Reckon(Registers.BENCH).event(40))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new Reckon(PLAIN).load(random(Registers.BENCH).weights()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("40/100/2");
  }

  @Test
  void shouldCutSeedsAndKeepSignsOfRegisters() {
    assertThat(Registers.BENCH.with(Register.SEED_STRND_ONEUR, 0xF4F4)).isEqualTo(Registers.BENCH);
    assertThat(Registers.BENCH.with(Register.H_0, 0x1F).get(Register.H_0)).isEqualTo(-1);
    assertThat(Registers.BENCH.with(Register.THR_H_0, -3).get(Register.THR_H_0)).isEqualTo(-3);
  }

  private static ReckonWeights weights(byte[] in, byte[] rec, byte[] out) {
    return new ReckonWeights(2, 2, 2, in, rec, out);
  }

  /** A chip with random weights without self-connections, at the sizes of the bench. */
  private static Reckon random(Registers registers) {
    RandomStream random = Seed.of(7).stream(Purpose.WIRING, 1);
    byte[] in = new byte[4000];
    byte[] rec = new byte[10_000];
    byte[] out = new byte[200];
    for (int k = 0; k < in.length; k++) {
      in[k] = (byte) (random.nextInt(101) - 40);
    }
    for (int k = 0; k < rec.length; k++) {
      rec[k] = (byte) (k % 101 == 0 ? 0 : random.nextInt(13) - 6);
    }
    for (int k = 0; k < out.length; k++) {
      out[k] = (byte) (random.nextInt(61) - 30);
    }
    Reckon chip = new Reckon(registers);
    chip.load(new ReckonWeights(40, 100, 2, in, rec, out));
    return chip;
  }

  private static void drive(Reckon chip, int ticks, boolean taught) {
    chip.beginSample();
    chip.label(1);
    more(chip, 0, ticks, taught);
  }

  private static void more(Reckon chip, int from, int to, boolean taught) {
    for (int t = from; t < to; t++) {
      chip.event(t * 7 % 40);
      chip.event(t * 11 % 40);
      chip.tick(taught, true);
    }
  }

  private static int[] ints(Reckon chip, String name) {
    return (int[])
        Snapshot.capture(chip, Map.of()).entries().stream()
            .filter(e -> e.path().equals(name))
            .findFirst()
            .orElseThrow()
            .values();
  }
}
