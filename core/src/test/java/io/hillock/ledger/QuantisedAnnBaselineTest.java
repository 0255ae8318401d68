package io.hillock.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuantisedAnnBaselineTest {
  private final QuantisedAnnBaseline ann = QuantisedAnnBaseline.int8(20, 10, 4);

  @Test
  void shouldCountOperationsAccessesAndMemoryByHand() {
    assertThat(ann.macs()).isEqualTo(200 + 40);
    assertThat(ann.memoryAccesses()).isEqualTo(240 + (20 + 10) + (10 + 4));
    assertThat(ann.footprintBits()).isEqualTo(240 * 8 + 14 * 32 + (20 + 10) * 8);
  }

  @Test
  void shouldBePricedByTheSameFile() {
    Technology technology =
        Technology.parse(
            "name: t\nmultiply-accumulate | 2 | 1 | 3 | s\nneuron-update | 10 | 5 | 20 | s", "t");
    Energy energy = ann.energy(technology);
    assertThat(energy.value()).isCloseTo((240 * 2 + 14 * 10) * 1e-12, within(1e-22));
    assertThat(energy.low()).isCloseTo((240 + 14 * 5) * 1e-12, within(1e-22));
    assertThat(energy.high()).isCloseTo((240 * 3 + 14 * 20) * 1e-12, within(1e-22));
    assertThat(energy.uncovered()).isEmpty();
    assertThat(technology.price(ann.counts(1000)).value())
        .isCloseTo(1000 * energy.value(), within(1e-20));
  }

  @Test
  void shouldRefuseWhatIsNoNetwork() {
    assertThatThrownBy(() -> QuantisedAnnBaseline.int8(20)).isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> QuantisedAnnBaseline.int8(20, 0))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> new QuantisedAnnBaseline(List.of(2, 2), 1))
        .isInstanceOf(ParameterException.class);
  }
}
