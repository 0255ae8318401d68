package io.hillock.device.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.learning.HardwareEProp;
import io.hillock.learning.Loss;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Network;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The example of docs/reckon.md: it runs, and the page shows this very text. */
class ReckonExampleTest {
  @Test
  void shouldRunTheExampleOfThePage() {
    // example begins
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    LifParameters lif = LifParameters.DEFAULT.withTauM(Time.s(2)).withVTh(0.6);
    LeakyIntegrator leaky = new LeakyIntegrator(Time.ms(18), InputScaling.UNIT);
    Population in = net.input("in", 20);
    Population hidden =
        net.neurons("hidden", 60, Lif.of(lif.withReset(ResetMode.SUBTRACT_AFTER_DECAY)));
    Population out = net.neurons("out", 2, leaky);
    WiringRule all = WiringRule.Regular.ALL_TO_ALL;
    DigitalSubstrate coarse = new DigitalSubstrate(8, 127 / 128f, Rounding.STOCHASTIC);
    DigitalSubstrate fine = new DigitalSubstrate(8, 127 / 256f, Rounding.STOCHASTIC);
    Projection win = net.connect(in, hidden, all, WeightInit.normal(0, 0.1), coarse);
    Projection wout = net.connect(hidden, out, all, WeightInit.normal(0, 0.04), fine);
    net.learn(
        HardwareEProp.of(
            new HardwareEProp.Wires(win, Optional.empty(), wout),
            Loss.HARD_SIGMOID,
            new HardwareEProp.Rates(1.5e-5, 0, 1e-3),
            leaky.tauOut(),
            new Staircase(new float[] {1 / 3f}, new float[] {0, 1})));
    Network network = net.build();

    ReckonSession chip = ReckonPlacement.of(network).open(Seed.of(1));
    int right = 0;
    for (int trial = 0; trial < 100; trial++) {
      int label = trial % 2;
      chip.reset();
      for (int t = 0; t < 200; t++) {
        if (t % 5 == 0) {
          chip.input(in).add(10 * label + t / 5 % 10);
        }
        if (t >= 150) {
          chip.judge();
          chip.target(out, 1 - label, label);
        }
        chip.step();
      }
      right += trial >= 60 && chip.decision() == label ? 1 : 0;
    }
    // example ends
    // By guessing 34 of 40 or more has a chance of 4 in a million.
    assertThat(right).isGreaterThanOrEqualTo(34);
    assertThat(new MemoryReport(chip).learningBits()).isEqualTo(8704);
    Session session = network.open(Seed.of(1));
    assertThat(chip.placement().weights(Seed.of(1)).in()[7])
        .isEqualTo((byte) Math.round(128 * session.synapses(win).weight(0, 7)));
  }

  @Test
  void shouldBeWhatThePageShows() throws IOException {
    Path root = Path.of(System.getProperty("hillock.root", ".."));
    String page = Files.readString(root.resolve("docs/reckon.md"));
    Path source =
        root.resolve("device/src/test/java/io/hillock/device/reckon/ReckonExampleTest.java");
    List<String> lines = Files.readAllLines(source);
    String example =
        lines
            .subList(
                lines.indexOf("    // example begins") + 1, lines.indexOf("    // example ends"))
            .stream()
            .map(line -> line.isEmpty() ? line : line.substring(4))
            .collect(Collectors.joining("\n"));
    assertThat(page).contains("```java\n" + example + "\n```");
  }
}
