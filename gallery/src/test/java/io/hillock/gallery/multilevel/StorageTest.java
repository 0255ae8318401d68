package io.hillock.gallery.multilevel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.NonIdeality;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StorageTest {
  private static final Wiring ROW = Wiring.where(1, 4000, (i, j) -> true);

  private static Synapses make(Arm arm, float weight, Counts counts) {
    float[] w = new float[ROW.size()];
    java.util.Arrays.fill(w, weight);
    return arm.upTo(1).create(ROW, w, Seed.of(3).stream(Purpose.DEVICE), counts);
  }

  private static Arm arm(String metric) {
    return Stream.of(
            Arm.headline(0.3),
            Arm.otherBits(),
            Arm.otherSpreads(0.3),
            Arm.sources(),
            Arm.controls(0.3))
        .flatMap(List::stream)
        .filter(a -> a.metric().equals(metric))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shouldNameEveryArmOnceAndTheHeadlineAsAgreed() {
    List<String> names = new ArrayList<>();
    Stream.of(
            Arm.headline(0.3),
            Arm.otherBits(),
            Arm.otherSpreads(0.3),
            Arm.sources(),
            Arm.controls(0.3))
        .flatMap(List::stream)
        .forEach(a -> names.add(a.metric()));
    assertThat(names).doesNotHaveDuplicates();
    assertThat(Arm.headline(0.3))
        .extracting(Arm::metric)
        .containsExactly(
            "float",
            "naive4bit",
            "stochastic4bit",
            "compliance",
            "naive4bit.accumulator",
            "compliance.accumulator");
  }

  @Test
  void shouldHaveNothingOfTheHeadlineDeviceNonIdealButTheSpreadOfASet() {
    Storage.Cells cells = (Storage.Cells) arm(Arm.COMPLIANCE).storage();
    assertThat(cells.cells().active()).containsExactly(NonIdeality.CYCLE_TO_CYCLE);
    assertThat(cells.cells().set().cycleToCycle().sigmaUS(50)).isCloseTo(5, within(1e-12));
    assertThat(cells.cells().programming().online().refreshAt()).isEqualTo(0.07);
    assertThat(cells.cells().programming().online().maxSets()).isEqualTo(1);
  }

  @Test
  void shouldSpreadWritesInProportionToTheConductance() {
    Counts counts = new Counts();
    Synapses s = make(arm(Arm.COMPLIANCE), 0, counts);
    for (int j = 0; j < ROW.post(); j++) {
      s.propose(0, j, 0.5f); // a SET of the plus cell from about 1 uS to 51 uS
    }
    double sum = 0;
    double squares = 0;
    for (int j = 0; j < ROW.post(); j++) {
      sum += s.weight(0, j);
      squares += (double) s.weight(0, j) * s.weight(0, j);
    }
    double mean = sum / ROW.post();
    double sd = StrictMath.sqrt(squares / ROW.post() - mean * mean);
    // 5.1 uS of 100 uS; the standard error of a deviation over 4000 is 1.1 %, of a mean 8e-4
    assertThat(mean).isCloseTo(0.5, within(4e-3));
    assertThat(sd).isCloseTo(0.051, within(0.0025));
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(ROW.post());
  }

  @Test
  void shouldLoseChangesBelowHalfALevelOnlyWhereRoundingIsNaive() {
    float half = 0.5f * Storage.Grid.level(4);
    Counts naive = new Counts();
    Counts stochastic = new Counts();
    Counts gathered = new Counts();
    Synapses lost = make(arm("naive4bit"), 0, naive);
    Synapses kept = make(arm("stochastic4bit"), 0, stochastic);
    Synapses register = make(arm("naive4bit.accumulator"), 0, gathered);
    double sum = 0;
    for (int j = 0; j < ROW.post(); j++) {
      lost.propose(0, j, 0.9f * half);
      kept.propose(0, j, 0.9f * half);
      register.propose(0, j, 0.9f * half);
      sum += kept.weight(0, j);
    }
    assertThat(naive.get(CountKind.SYNAPSE_WRITE)).isZero();
    assertThat(gathered.get(CountKind.SYNAPSE_WRITE)).isZero();
    // 45 % of the weights move by a level; standard error of the mean 0.8 % of a level
    assertThat(sum / ROW.post()).isCloseTo(0.9 * half, within(4 * 0.008 * 2 * half));
    for (int n = 0; n < 2; n++) {
      register.propose(0, 0, 0.9f * half);
    }
    assertThat(register.weight(0, 0)).isEqualTo(Storage.Grid.level(4));
  }

  @Test
  void shouldWriteBehindARegisterByLevelsOfTheGridItIsComparedWith() {
    Counts counts = new Counts();
    Synapses s = make(arm("compliance.accumulator"), 0, counts);
    float level = Storage.Grid.level(Arm.BITS);
    s.propose(0, 0, 0.99f * level);
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isZero();
    s.propose(0, 0, 0.02f * level);
    assertThat(counts.get(CountKind.PROGRAMMING_PULSE)).isEqualTo(1);
    // 15.3 uS of 100 uS, 10 % spread: within 5 deviations
    assertThat((double) s.weight(0, 0)).isCloseTo(level, within(5 * 0.0153));
  }

  @Test
  void shouldOfferAsManyCurrentsAsTheSourceHasBits() {
    for (int bits : Arm.ALL_BITS) {
      Storage.Cells cells = (Storage.Cells) arm(Arm.source(bits)).storage();
      double step = cells.cells().set().current().stepUA();
      assertThat(100 / step + 1).isCloseTo(1 << bits, within(1e-9)); // from 1 to 101 uA
    }
  }
}
