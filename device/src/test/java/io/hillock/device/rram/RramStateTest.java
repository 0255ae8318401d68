package io.hillock.device.rram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.device.rram.Programming.Rounding;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.Allocation;
import io.hillock.state.StateCopy;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** State, seeds and switches of a crossbar as a whole. */
class RramStateTest extends RramBench {
  @Test
  void shouldEqualTheIdealDeviceWithAllSwitchesOff() {
    Wiring wiring = sparse();
    float[] w = weights(wiring, 0.9);
    for (RramPreset preset : RramPreset.values()) {
      RramSynapses s = create(preset.parameters().withOnly(), wiring, w);
      RramSynapses ideal = create(RramPreset.IDEAL.parameters(), wiring, w);
      float[] post = new float[POST];
      Arrays.fill(post, 0.03f);
      for (int i = 0; i < PRE; i++) {
        s.proposeRow(i, i % 2 == 0 ? 1 : -2, post);
        ideal.proposeRow(i, i % 2 == 0 ? 1 : -2, post);
        s.settle();
        ideal.settle();
      }
      double[] x = new double[PRE];
      Arrays.fill(x, 1);
      double[] y = new double[POST];
      double[] z = new double[POST];
      s.readExact(x, y);
      ideal.readExact(x, z);
      for (int j = 0; j < POST; j++) {
        assertThat(y[j]).isCloseTo(z[j], within(1e-12));
      }
    }
  }

  @Test
  void shouldChangeWithEachSwitchOnlyWhatItShould() {
    Wiring wiring = sparse();
    float[] w = weights(wiring, 0.9);
    RramParameters p =
        RramPreset.HFO2_1T1R
            .parameters()
            .withVariability(new Variability(0.1, 0.3, new WearLaw(0.1, 1e7)));
    RramSynapses exact = create(p.withOnly(), wiring, w);
    for (NonIdeality n : p.models()) {
      RramSynapses s = create(p.withOnly(n), wiring, w);
      double stored = 0;
      for (int i = 0; i < PRE; i++) {
        for (int j = 0; j < POST; j++) {
          stored = Math.max(stored, Math.abs(s.weight(i, j) - exact.weight(i, j)));
        }
      }
      boolean storesOther =
          switch (n) {
            case QUANTISATION, CYCLE_TO_CYCLE, DEVICE_TO_DEVICE, RELAXATION, STUCK_CELLS -> true;
            case CYCLE_CORRELATION, HRS_SPREAD, PROGRAMMING_SPREAD -> false;
            case READ_NOISE, ENDURANCE, BLIND_TIME, WIRE_RESISTANCE -> false;
            case DRIFT, DRIFT_SPREAD -> throw new AssertionError(n);
          };
      if (n == NonIdeality.HRS_SPREAD) {
        // a RESET may end above the level that is then SET; verification accepts 2 uS of that in
        // each device of a pair
        assertThat(stored).isLessThanOrEqualTo(4 / 125.0 + 1e-6);
      } else if (storesOther) {
        assertThat(stored).as("%s", n).isPositive();
      } else {
        assertThat(stored).as("%s", n).isZero();
      }
      float[] a = new float[POST];
      float[] b = new float[POST];
      s.deliver(all(PRE), a);
      s.deliver(all(PRE), b);
      if (n == NonIdeality.READ_NOISE) {
        assertThat(a).isNotEqualTo(b);
      } else {
        assertThat(a).isEqualTo(b);
      }
    }
  }

  private void drive(RramSynapses s, int from, int to, float[] y) {
    float[] post = new float[POST];
    for (int step = from; step < to; step++) {
      RandomStream r = Seed.of(step).stream(Purpose.INPUT);
      SpikeList spikes = new SpikeList(PRE);
      for (int i = 0; i < PRE; i++) {
        if (r.nextBoolean(0.3)) {
          spikes.add(i);
        }
      }
      s.deliver(spikes, y);
      for (int j = 0; j < POST; j++) {
        post[j] = r.nextBoolean(0.3) ? (float) r.nextDouble(-0.2, 0.2) : 0;
      }
      for (int n = 0; n < spikes.size(); n++) {
        s.proposeRow(spikes.get(n), 1, post);
      }
      s.settle();
    }
  }

  @Test
  void shouldContinueBitForBitFromASnapshot() {
    for (RramPreset preset : RramPreset.values()) {
      Wiring wiring = sparse();
      float[] w = weights(wiring, 1);
      RramSynapses straight = create(preset.parameters(), wiring, w);
      RramSynapses resumed = create(preset.parameters(), wiring, w);
      drive(straight, 0, 60, new float[POST]);
      StateCopy copy = StateCopy.of(straight);
      float[] a = new float[POST];
      drive(straight, 60, 150, a);
      straight.skip(5000);
      drive(straight, 150, 180, a);
      drive(resumed, 0, 7, new float[POST]); // another past
      copy.restore(resumed);
      float[] b = new float[POST];
      drive(resumed, 60, 150, b);
      resumed.skip(5000);
      drive(resumed, 150, 180, b);
      assertThat(b).isEqualTo(a);
      for (int k = 0; k < wiring.size(); k++) {
        assertThat(resumed.plusUS(k)).isEqualTo(straight.plusUS(k));
        assertThat(resumed.minusUS(k)).isEqualTo(straight.minusUS(k));
      }
    }
  }

  @Test
  void shouldGiveTheSameBitsForTheSameSeed() {
    Wiring wiring = sparse();
    float[] w = weights(wiring, 1);
    float[] a = new float[POST];
    float[] b = new float[POST];
    drive(create(RramPreset.HFO2_1T1R.parameters(), wiring, w), 0, 100, a);
    drive(create(RramPreset.HFO2_1T1R.parameters(), wiring, w), 0, 100, b);
    assertThat(b).isEqualTo(a);
  }

  /** Learns a linear map of 24 binary inputs by the delta rule; the rms error of a weight. */
  private double learn(RramParameters p, long seed) {
    int pre = 24;
    int post = 8;
    RandomStream r = Seed.of(seed).stream(Purpose.DATA);
    float[][] teacher = new float[pre][post];
    for (float[] row : teacher) {
      for (int j = 0; j < post; j++) {
        row[j] = (float) r.nextDouble(-0.6, 0.6);
      }
    }
    Wiring wiring = Wiring.where(pre, post, (i, j) -> true);
    RramSynapses s =
        new RramCrossbar(p, 1, Time.ms(1))
            .create(wiring, new float[wiring.size()], Seed.of(seed).stream(Purpose.DEVICE), counts);
    SpikeList spikes = new SpikeList(pre);
    float[] y = new float[post];
    double sum = 0;
    for (int n = 0; n < 6000; n++) {
      spikes.clear();
      Arrays.fill(y, 0);
      for (int i = 0; i < pre; i++) {
        if (r.nextBoolean(0.25)) {
          spikes.add(i);
        }
      }
      s.deliver(spikes, y);
      for (int j = 0; j < post; j++) {
        for (int k = 0; k < spikes.size(); k++) {
          y[j] -= teacher[spikes.get(k)][j];
        }
      }
      for (int k = 0; k < spikes.size(); k++) {
        s.proposeRow(spikes.get(k), -0.05f, y);
      }
      s.settle();
      if (n >= 5000) {
        for (int i = 0; i < pre; i++) {
          for (int j = 0; j < post; j++) {
            sum += Math.pow(s.weight(i, j) - teacher[i][j], 2);
          }
        }
      }
    }
    return Math.sqrt(sum / 1000 / (pre * post));
  }

  /** Weights of the map have an rms of 0.35: a learner that stays at zero has that error. */
  @Test
  void shouldLearnOnDevicesThatDiffer() {
    RramParameters p = RramPreset.HFO2_1T1R.parameters();
    Programming o = p.programming();
    RramParameters openLoop =
        p.withProgramming(
            new Programming(
                o.pulse(), o.mapping(), new Programming.Online(Rounding.FLOOR, 1, 0, 0.07)));
    double ladder = 0;
    double open = 0;
    double ideal = 0;
    for (int seed = 1; seed <= 3; seed++) {
      ladder += learn(p, seed) / 3;
      open += learn(openLoop, seed) / 3;
      ideal += learn(RramPreset.IDEAL.parameters(), seed) / 3;
    }
    assertThat(ideal).isLessThan(1e-3);
    assertThat(ladder).isLessThan(0.5 * 0.35); // half of what not learning gives
    assertThat(open).isGreaterThan(2 * ladder); // what the ladder is for
  }

  @Test
  void shouldAllocateNothingInAStep() {
    Wiring wiring = dense();
    RramSynapses s = create(RramPreset.HFO2_1T1R.parameters(), wiring, new float[wiring.size()]);
    SpikeList spikes = all(PRE);
    float[] current = new float[POST];
    float[] back = new float[PRE];
    float[] post = new float[POST];
    Arrays.fill(post, 0.05f);
    long least =
        Allocation.least(() -> {
          for (int n = 0; n < 2000; n++) {
            s.deliver(spikes, current);
            s.readTransposed(current, back);
            s.proposeRow(n % PRE, n % 2 == 0 ? 1 : -1, post);
            s.settle();
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }

  @Test
  void shouldSkipWhatItCouldStep() {
    Wiring wiring = sparse();
    float[] w = weights(wiring, 1);
    RramSynapses stepped = create(RramPreset.HFO2_1T1R.parameters(), wiring, w);
    RramSynapses skipped = create(RramPreset.HFO2_1T1R.parameters(), wiring, w);
    float[] a = new float[POST];
    float[] b = new float[POST];
    SpikeList none = new SpikeList(PRE);
    for (int round = 0; round < 4; round++) {
      drive(stepped, 10 * round, 10 * round + 10, a);
      drive(skipped, 10 * round, 10 * round + 10, b);
      for (int n = 0; n < 1500; n++) {
        stepped.deliver(none, a);
        stepped.settle();
      }
      skipped.skip(1500);
      assertThat(b).isEqualTo(a);
      assertThat(skipped.weight(0, 1)).isEqualTo(stepped.weight(0, 1));
    }
  }

  @Test
  void shouldTellAllParametersInItsText() {
    RramParameters p = RramPreset.HFO2_1T1R.parameters();
    String text = new RramCrossbar(p, 1, Time.ms(1)).toString();
    assertThat(new RramCrossbar(p.without(NonIdeality.BLIND_TIME), 1, Time.ms(1)).toString())
        .isNotEqualTo(text);
    assertThat(new RramCrossbar(p.withRounding(Rounding.STOCHASTIC), 1, Time.ms(1)).toString())
        .isNotEqualTo(text);
    assertThat(new RramCrossbar(p, 1.5, Time.ms(1)).toString()).isNotEqualTo(text);
    assertThat(new RramCrossbar(RramPreset.HFO2_1T1R.parameters(), 1, Time.ms(1)).toString())
        .isEqualTo(text);
  }
}
