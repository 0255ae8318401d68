package io.hillock.gallery.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.DataLocation;
import io.hillock.data.DataSet;
import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.device.reckon.Register;
import io.hillock.device.reckon.Registers;
import io.hillock.ledger.CountKind;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ReckonBenchTest {
  @Test
  void shouldLoadTheWeightsOfTheBench() {
    ReckonWeights w = ReckonData.read(folder()).weights();
    assertThat(new int[] {sum(w.in()), sum(w.rec()), sum(w.out())}).containsExactly(177, 261, -99);
  }

  /** SHA-256 of W_in, W_rec, W_out in the released circuit, simulated, after training samples. */
  @Test
  void shouldHoldTheWeightsOfTheCircuitAfterEachSampleAndDecideAsItDoes() {
    ReckonData data = ReckonData.read(folder());
    Reckon chip = chip(data);
    int right = 0;
    for (int s = 0; s < data.train().size(); s++) {
      EventSample sample = data.train().get(s);
      right += ReckonPlayer.play(chip, sample, true) == sample.label() ? 1 : 0;
      String expected =
          switch (s) {
            case 0 -> "d9984997be3bdd77 76848ae2fe391cf4 39b8c02281109337";
            case 1 -> "bbfa6769a05de651 588d8e74c26835e4 29bfefc861c9848c";
            case 2 -> "60866fcc3b24d73d 56e160410ef60c15 304a8445943fe2f6";
            case 49 -> "1c52a1f03f3fc7f3 45a301a34f880c03 5b83b191209f74ea";
            default -> hashes(chip);
          };
      assertThat(hashes(chip)).as("after sample %d", s).isEqualTo(expected);
    }
    assertThat(right).isEqualTo(32);
    String before = hashes(chip);
    chip.learning(false);
    assertThat(right(chip, data.test())).isEqualTo(45);
    assertThat(hashes(chip)).isEqualTo(before);
    assertThat(chip.ledger().total().get(CountKind.STEP)).isEqualTo(100 * 2249);
  }

  @Test
  void shouldGiveTheSameBitsAgainAndOthersWithAnotherSeed() {
    ReckonData data = ReckonData.read(folder());
    Registers other = Registers.BENCH.with(Register.SEED_INP, 0x12345);
    String[] hash = new String[2];
    for (int k = 0; k < 2; k++) {
      Reckon chip = new Reckon(other);
      chip.load(data.weights());
      ReckonPlayer.play(chip, data.train().getFirst(), true);
      hash[k] = hashes(chip);
    }
    assertThat(hash[0]).isEqualTo(hash[1]).doesNotStartWith("d9984997be3bdd77");
  }

  static Reckon chip(ReckonData data) {
    Reckon chip = new Reckon(Registers.BENCH);
    chip.load(data.weights());
    return chip;
  }

  private static int right(Reckon chip, List<EventSample> samples) {
    int right = 0;
    for (EventSample sample : samples) {
      right += ReckonPlayer.play(chip, sample, false) == sample.label() ? 1 : 0;
    }
    return right;
  }

  private static int sum(byte[] w) {
    int sum = 0;
    for (byte x : w) {
      sum += x;
    }
    return sum;
  }

  private static String hashes(Reckon chip) {
    ReckonWeights w = chip.weights();
    return sha(w.in()) + " " + sha(w.rec()) + " " + sha(w.out());
  }

  private static String sha(byte[] w) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(w);
      return HexFormat.of().formatHex(digest).substring(0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static Path folder() {
    Path project = Path.of(System.getProperty("hillock.root", ""));
    Optional<DataLocation> found = DataLocation.find(Optional.empty(), System.getenv(), project);
    Assumptions.assumeTrue(
        found.isPresent() && found.get().files(DataSet.RECKON) > 0,
        "skipped: data set reckon not found; set " + DataLocation.VARIABLE);
    return found.orElseThrow().folder(DataSet.RECKON);
  }
}
