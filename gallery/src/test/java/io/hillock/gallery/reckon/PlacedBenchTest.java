package io.hillock.gallery.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.ReckonPlacement;
import io.hillock.device.reckon.ReckonSession;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.device.reckon.Registers;
import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.neuron.InputScaling;
import io.hillock.neuron.LeakyIntegrator;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.neuron.Staircase;
import io.hillock.random.Seed;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The bench described as any other network: placed on the chip, it is the circuit. */
class PlacedBenchTest {
  @Test
  void shouldHoldTheWeightsOfTheCircuitWhenDescribedAsANetwork() {
    ReckonData data = ReckonData.read(ReckonBenchTest.folder());
    ReckonWeights w = data.weights();
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    LifParameters lif =
        LifParameters.DEFAULT
            .withTauM(Time.ms(-1 / StrictMath.log(0x7FEF / 32768.0)))
            .withVTh(613.5 / 1024)
            .withReset(ResetMode.SUBTRACT_AFTER_DECAY);
    LeakyIntegrator readout =
        new LeakyIntegrator(Time.ms(-1 / StrictMath.log(0x79 / 128.0)), InputScaling.UNIT);
    Population in = net.input("in", 40);
    Population hidden = net.neurons("hidden", 100, Lif.of(lif));
    Population out = net.neurons("out", 2, readout);
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    WiringRule others = WiringRule.Regular.ALL_BUT_SELF;
    DigitalSubstrate coarse = new DigitalSubstrate(8, 127 / 128f, Rounding.STOCHASTIC);
    DigitalSubstrate fine = new DigitalSubstrate(8, 127 / 256f, Rounding.STOCHASTIC);
    Projection win = net.connect(in, hidden, all, weights(w.in(), 100, 128), coarse);
    Projection rec = net.connect(hidden, hidden, others, weights(w.rec(), 100, 128), coarse);
    Projection wout = net.connect(hidden, out, all, weights(w.out(), 2, 256), fine);
    net.learn(
        HardwareEProp.of(
            new HardwareEProp.Wires(win, Optional.of(rec), wout),
            Loss.HARD_SIGMOID,
            new HardwareEProp.Rates(
                StrictMath.pow(2, -16), StrictMath.pow(2, -16), StrictMath.pow(2, -10)),
            readout.tauOut(),
            new Staircase(new float[] {1 / 3f}, new float[] {0, 1})));
    ReckonSession chip = ReckonPlacement.of(net.build(), Registers.BENCH).open(Seed.of(1));
    assertThat(chip.chip().weights()).isEqualTo(w);
    for (int s = 0; s < 3; s++) {
      play(chip, in, out, data.train().get(s));
    }
    ReckonWeights learned = chip.chip().weights();
    assertThat(ReckonRun.sha256(learned.in())).startsWith("60866fcc3b24d73d");
    assertThat(ReckonRun.sha256(learned.rec())).startsWith("56e160410ef60c15");
    assertThat(ReckonRun.sha256(learned.out())).startsWith("304a8445943fe2f6");
  }

  private static void play(ReckonSession chip, Population in, Population out, EventSample sample) {
    chip.reset();
    int next = 0;
    for (int t = 0; t < sample.ticks(); t++) {
      for (; next < sample.events() && sample.time(next) == t; next++) {
        chip.input(in).add(sample.input(next));
      }
      if (t >= sample.labelTick() && t < sample.ticks() - 1) {
        chip.target(out, 1 - sample.label(), sample.label());
      }
      chip.step();
    }
  }

  private static WeightInit weights(byte[] codes, int columns, float levels) {
    float[][] w = new float[codes.length / columns][columns];
    for (int k = 0; k < codes.length; k++) {
      w[k / columns][k % columns] = codes[k] / levels;
    }
    return WeightInit.of(w);
  }
}
