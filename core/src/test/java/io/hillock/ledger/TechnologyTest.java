package io.hillock.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.InputException;
import io.hillock.ledger.Technology.BuiltIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TechnologyTest {
  private static final String HEAD = "name: test\nabout: a test\n";
  private static final String TEST =
      HEAD + "synapse-read | 2 | 1 | 4 | here\nneuron-update | 10 | 10 | 20 | there\n";

  @ParameterizedTest
  @EnumSource(BuiltIn.class)
  void shouldCiteASourceAndHoldABandForEveryPrice(BuiltIn which) {
    Technology technology = Technology.of(which);
    assertThat(technology.name()).isNotBlank();
    assertThat(technology.about()).isNotBlank();
    assertThat(technology.prices()).containsKeys(CountKind.SYNAPSE_READ, CountKind.SYNAPSE_WRITE);
    technology
        .prices()
        .forEach((kind, price) -> {
          assertThat(price.source()).as("%s", kind).isNotBlank();
          assertThat(price.joules()).isBetween(price.low(), price.high());
          assertThat(price.high()).as("%s in joules, not pJ", kind).isLessThan(1e-9);
        });
  }

  @Test
  void shouldDeriveThe45NanometrePricesFromTheirSource() {
    var prices = Technology.of(BuiltIn.DIGITAL_45NM).prices();
    double byte8kB = 10.0 / 8; // pJ: an eighth of a 64-bit access to 8 kB of SRAM
    // Prices are written with three digits.
    assertThat(prices.get(CountKind.SYNAPSE_READ).joules())
        .isCloseTo((0.03 + byte8kB) * 1e-12, within(5e-15));
    assertThat(prices.get(CountKind.MULTIPLY_ACCUMULATE).joules())
        .isCloseTo((0.2 + 0.03 + byte8kB) * 1e-12, within(5e-15));
    assertThat(prices.get(CountKind.SYNAPSE_WRITE).joules())
        .isCloseTo((0.03 + 2 * byte8kB) * 1e-12, within(5e-15));
  }

  @Test
  void shouldPriceASynapticOperationOfTheSpikingProcessorAsMeasured() {
    Price price = Technology.of(BuiltIn.DIGITAL_28NM).prices().get(CountKind.SYNAPSE_READ);
    assertThat(price.joules()).isCloseTo(5.3e-12, within(1e-20));
    assertThat(price.high()).isCloseTo(12.7e-12, within(1e-20));
  }

  @Test
  void shouldAddPricesByOwnerAndKindAndListWhatHasNone() {
    Ledger ledger = new Ledger();
    ledger.of("a").add(CountKind.SYNAPSE_READ, 100);
    ledger.of("b").add(CountKind.SYNAPSE_READ, 10);
    ledger.of("b").add(CountKind.NEURON_UPDATE, 3);
    ledger.of("b").add(CountKind.SPIKE, 7);
    ledger.of("b").add(CountKind.SATURATION, 5); // an outcome, not an operation
    EnergyReport report = Technology.parse(TEST, "test").price(ledger);
    assertThat(report.technology()).isEqualTo("test");
    check(report.byOwner().get("a"), 200, 100, 400);
    check(report.byOwner().get("b"), 50, 40, 100);
    check(report.byKind().get(CountKind.SYNAPSE_READ), 220, 110, 440);
    check(report.byKind().get(CountKind.NEURON_UPDATE), 30, 30, 60);
    check(report.total(), 250, 140, 500);
    assertThat(report.uncovered()).containsOnlyKeys(CountKind.SPIKE);
    assertThat(report.uncovered().get(CountKind.SPIKE)).isEqualTo(7);
  }

  private static void check(EnergyEstimate energy, double value, double low, double high) {
    double rounding = 1e-24; // a few ulps of sums near 5e-10 J
    assertThat(energy.value()).isCloseTo(value * 1e-12, within(rounding));
    assertThat(energy.low()).isCloseTo(low * 1e-12, within(rounding));
    assertThat(energy.high()).isCloseTo(high * 1e-12, within(rounding));
  }

  @Test
  void shouldTakeWhatADeviceComputedForItsOwnOwnerOnly() {
    Ledger ledger = new Ledger();
    ledger.of("crossbar").add(CountKind.SYNAPSE_READ, 1000);
    ledger.of("crossbar").add(CountKind.NEURON_UPDATE, 1);
    ledger.of("crossbar").addReadEnergy(5e-12);
    ledger.of("digital").add(CountKind.SYNAPSE_READ, 10);
    EnergyReport report = Technology.parse(TEST, "test").price(ledger);
    check(report.byOwner().get("crossbar"), 15, 15, 25);
    check(report.byOwner().get("digital"), 20, 10, 40);
    check(report.device(), 5, 5, 5);
    check(report.total(), 35, 25, 65);
    Energy one = Technology.parse(TEST, "test").price(ledger.of("crossbar"));
    assertThat(one.deviceJ()).isEqualTo(5e-12);
    assertThat(one.byKind()).containsOnlyKeys(CountKind.NEURON_UPDATE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "nonsense | 1 | 1 | 1 | s;t line 3: kind",
        "spike | x | 1 | 1 | s;t line 3: value",
        "spike | NaN | 1 | 1 | s;t line 3: value",
        "spike | -1 | -1 | 1 | s;t line 3: value",
        "spike | 1 | 2 | 3 | s;t line 3: band",
        "spike | 1 | 1 | Infinity | s;t line 3: high",
        "spike | 1 | 1 | 1 |;t line 3: source",
        "spike | 1 | 1 | 1;t line 3: line",
        "# nothing;t: content"
      })
  void shouldNameLineFieldAndValueOfABadPrice(String line, String start) {
    assertThatThrownBy(() -> Technology.parse(HEAD + line, "t"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(start);
  }

  @Test
  void shouldRefuseTwoPricesOfOneKindAndAFileWithoutName() {
    assertThatThrownBy(() -> Technology.parse(TEST + "synapse-read | 2 | 1 | 4 | again\n", "t"))
        .hasMessageStartingWith("t line 5: kind");
    assertThatThrownBy(() -> Technology.parse("name:\nspike | 1 | 1 | 1 | s", "t"))
        .isInstanceOf(InputException.class);
  }

  @Test
  void shouldReadAUsersFileAndNameWhatIsWrongWithIt(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("my.technology");
    Files.writeString(file, TEST);
    assertThat(Technology.read(file).prices()).hasSize(2);
    Files.write(file, new byte[] {(byte) 0xc3, 0x28});
    assertThatThrownBy(() -> Technology.read(file)).hasMessageContaining("UTF-8");
    Files.write(file, new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> Technology.read(file)).hasMessageContaining("size");
    assertThatThrownBy(() -> Technology.read(directory)).isInstanceOf(InputException.class);
    assertThatThrownBy(() -> Technology.read(directory.resolve("none")))
        .isInstanceOf(InputException.class);
  }

  @Test
  void shouldRefuseABandThatDoesNotHoldItsValue() {
    assertThatThrownBy(() -> new EnergyEstimate(1, 2, 3)).hasMessageContaining("band");
    assertThatThrownBy(() -> new EnergyEstimate(Double.NaN, 0, 1)).hasMessageContaining("band");
  }
}
