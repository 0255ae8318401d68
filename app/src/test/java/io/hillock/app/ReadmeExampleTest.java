package io.hillock.app;

import static io.hillock.ledger.Technology.BuiltIn.DIGITAL_28NM;
import static io.hillock.synapse.Rounding.STOCHASTIC;
import static io.hillock.synapse.WiringRule.Regular.ALL_TO_ALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Technology;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Session;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.random.Seed;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.unit.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The example of the README runs, and is the one that the README shows. */
class ReadmeExampleTest {
  private static Session example() {
    // begin of the example
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    Population in = net.input("in", 20);
    Population out = net.neurons("out", 5, Lif.of(LifParameters.DEFAULT));
    net.connect(
        in, out, ALL_TO_ALL, WeightInit.normal(0.2, 0.1), new DigitalSubstrate(8, 1, STOCHASTIC));
    Session session = net.build().open(Seed.of(42));
    for (int t = 0; t < 1000; t++) {
      session.input(in).add(t % 20);
      session.step();
    }
    System.out.println(Technology.of(DIGITAL_28NM).price(session.ledger().total()).value() + " J");
    // end of the example
    return session;
  }

  @Test
  void shouldRunAndCountEverySynapticOperation() {
    Session session = example();
    assertThat(session.ledger().total().get(CountKind.SYNAPSE_READ)).isEqualTo(5000);
    assertThat(session.ledger().of("out").get(CountKind.SPIKE)).isPositive();
  }

  @Test
  void shouldStandInTheReadmeWordForWord() throws IOException {
    Path root = Path.of(System.getProperty("hillock.root"));
    Path source = root.resolve("app/src/test/java/io/hillock/app/ReadmeExampleTest.java");
    String code = Files.readString(source);
    String example =
        code.substring(
            code.indexOf("\n", code.indexOf("// begin of")) + 1, code.indexOf("    // end of"));
    assertThat(Files.readString(root.resolve("README.md")))
        .contains(example.stripTrailing().stripIndent());
  }
}
