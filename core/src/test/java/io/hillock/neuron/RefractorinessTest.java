package io.hillock.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.internal.simd.ScalarKernels;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefractorinessTest {
  private static final LifParameters THREE_STEPS =
      new LifParameters(
          Time.ms(20),
          1,
          ResetMode.TO_VALUE,
          -0.5,
          Time.ms(3),
          InputScaling.UNIT,
          Refractoriness.HOLD);

  @Test
  void shouldHoldTheMembraneAtResetAndLoseTheInputOfThePeriod() {
    Neurons n = Lif.of(THREE_STEPS).create(1, Time.ms(1));
    SpikeList spiked = new SpikeList(1);
    float[] trace = new float[6];
    StringBuilder train = new StringBuilder();
    for (int t = 0; t < 6; t++) {
      n.current()[0] = t == 0 ? 2 : 0.25f;
      n.step(spiked);
      trace[t] = n.v()[0];
      train.append(spiked.size());
    }
    assertThat(train.toString()).isEqualTo("100000");
    assertThat(trace).startsWith(-0.5f, -0.5f, -0.5f, -0.5f);
    double next = -0.5 * Math.exp(-1 / 20.0) + 0.25; // the first step after the period
    assertThat((double) trace[4]).isCloseTo(next, within(1e-7));
    assertThat((double) trace[5]).isCloseTo(next * Math.exp(-1 / 20.0) + 0.25, within(2e-7));
  }

  @Test
  void shouldLetTheMembraneGoOnByDefault() {
    LifParameters p = THREE_STEPS.withRefractoriness(Refractoriness.INTEGRATE);
    assertThat(LifParameters.DEFAULT.refractoriness()).isEqualTo(Refractoriness.INTEGRATE);
    Neurons n = Lif.of(p).create(1, Time.ms(1));
    SpikeList spiked = new SpikeList(1);
    StringBuilder train = new StringBuilder();
    for (int t = 0; t < 6; t++) {
      n.current()[0] = t == 0 ? 2 : 0.75f;
      n.step(spiked);
      train.append(spiked.size());
    }
    assertThat(train.toString()).isEqualTo("100010"); // charged while it could not fire
  }

  @Test
  void shouldFireAsOftenAsPeriodAndChargingAllow() {
    // Held: r steps of silence, then charging from reset anew, so one spike in r + 1 steps.
    Neurons n = Lif.of(THREE_STEPS.withReset(ResetMode.TO_ZERO)).create(1, Time.ms(1));
    SpikeList spiked = new SpikeList(1);
    StringBuilder train = new StringBuilder();
    for (int t = 0; t < 12; t++) {
      n.current()[0] = 1.5f;
      n.step(spiked);
      train.append(spiked.size());
    }
    assertThat(train.toString()).isEqualTo("100010001000");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 16, 33, 64, 70, 131})
  void shouldGiveTheSameBitsWithEveryKernelAndAsTheEquationsSay(int n) {
    for (Refractoriness refractoriness : Refractoriness.values()) {
      for (ResetMode reset :
          new ResetMode[] {ResetMode.TO_ZERO, ResetMode.TO_VALUE, ResetMode.SUBTRACT}) {
        LifParameters p = THREE_STEPS.withReset(reset).withRefractoriness(refractoriness);
        SpikingNeurons scalar = new LifNeurons(Lif.of(p), n, Time.ms(1), new ScalarKernels());
        SpikingNeurons best = new LifNeurons(Lif.of(p), n, Time.ms(1), Kernels.best());
        SpikeList a = new SpikeList(n);
        SpikeList b = new SpikeList(n);
        RandomStream random = Seed.of(n).stream(Purpose.INPUT);
        float[] v = new float[n];
        int[] left = new int[n];
        float[] psiA = new float[n];
        float[] psiB = new float[n];
        for (int t = 0; t < 200; t++) {
          SpikeList expected = new SpikeList(n);
          for (int i = 0; i < n; i++) {
            float input = (float) random.nextDouble(-0.3, 0.9);
            scalar.current()[i] = input;
            best.current()[i] = input;
            if (left[i] == 0 || refractoriness == Refractoriness.INTEGRATE) {
              v[i] = scalar.alpha(i) * v[i] + input;
            }
            if (left[i] > 0) {
              left[i]--;
            } else if (v[i] > 1) {
              expected.add(i);
              left[i] = 3;
              v[i] =
                  reset == ResetMode.TO_ZERO ? 0 : reset == ResetMode.TO_VALUE ? -0.5f : v[i] - 1;
            }
          }
          scalar.step(a);
          best.step(b);
          scalar.pseudoDerivative(new Triangle(0.3f, true), psiA);
          best.pseudoDerivative(new Triangle(0.3f, true), psiB);
          assertThat(scalar.v()).isEqualTo(v);
          assertThat(best.v()).isEqualTo(v);
          assertThat(psiB).isEqualTo(psiA);
          assertThat(a.size()).isEqualTo(expected.size());
          for (int k = 0; k < expected.size(); k++) {
            assertThat(a.get(k)).isEqualTo(expected.get(k));
            assertThat(b.get(k)).isEqualTo(expected.get(k));
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Refractoriness.class)
  void shouldGiveTheSameBitsWithEveryKernelForAdaptiveNeurons(Refractoriness refractoriness) {
    int n = 77;
    AlifParameters p =
        new AlifParameters(THREE_STEPS.withRefractoriness(refractoriness), Time.ms(200), 0.3);
    AlifNeurons scalar = new AlifNeurons(p, 20, n, Time.ms(1), new ScalarKernels());
    AlifNeurons best = new AlifNeurons(p, 20, n, Time.ms(1), Kernels.best());
    RandomStream random = Seed.of(1).stream(Purpose.INPUT);
    SpikeList a = new SpikeList(n);
    SpikeList b = new SpikeList(n);
    int spikes = 0;
    for (int t = 0; t < 500; t++) {
      for (int i = 0; i < n; i++) {
        scalar.current()[i] = (float) random.nextDouble(-0.3, 0.9);
        best.current()[i] = scalar.current()[i];
      }
      scalar.step(a);
      best.step(b);
      spikes += a.size();
      assertThat(best.v()).isEqualTo(scalar.v());
      assertThat(best.thresholds()).isEqualTo(scalar.thresholds());
      assertThat(b.size()).isEqualTo(a.size());
      for (int k = 0; k < a.size(); k++) {
        assertThat(b.get(k)).isEqualTo(a.get(k));
      }
    }
    assertThat(spikes).isPositive();
  }

  @ParameterizedTest
  @EnumSource(names = {"SUBTRACT_AFTER_DECAY", "NONE"})
  void shouldRefuseToHoldWhereTheResetLeavesNoValue(ResetMode reset) {
    assertThatThrownBy(() -> THREE_STEPS.withReset(reset))
        .isInstanceOf(ParameterException.class)
        .hasMessage("LIF: refractoriness = HOLD, but reset " + reset + " leaves no value to hold");
  }

  @Test
  void shouldTellItsRefractorinessOnlyWhereItIsNotTheDefault() {
    assertThat(THREE_STEPS.toString()).endsWith("scaling=UNIT, refractoriness=HOLD]");
    assertThat(LifParameters.DEFAULT.toString()).endsWith("scaling=UNIT]");
  }
}
