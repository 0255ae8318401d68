package io.hillock.gallery.reckon;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.braille.BrailleReadings;
import io.hillock.data.reckon.EventSample;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrailleOnChipTest {
  @TempDir Path data;

  private static BrailleReadings.Reading reading(int frames, int taxel, int value) {
    byte[] taxels = new byte[frames * BrailleReadings.TAXELS];
    Arrays.fill(taxels, (byte) BrailleReadings.UNTOUCHED);
    for (int f = 0; f < frames; f++) {
      taxels[f * BrailleReadings.TAXELS + taxel] = (byte) value;
    }
    return new BrailleReadings.Reading("A", 0, frames, taxels);
  }

  @Test
  void shouldSendNothingOfAFingerInTheAir() {
    assertThat(BrailleEvents.encode(reading(5, 0, 255), 0).events()).isZero();
  }

  @Test
  void shouldSendHowHardATaxelIsPressedAtFourEventsAFrame() {
    EventSample sample = BrailleEvents.encode(reading(5, 2, 255 - 13), 3);
    // Of 13 steps: 12 of 1 (one remains within the threshold), 4 of 3 and 1 of 9, all downwards.
    int[] ofOne = of(sample, (2 * 3) * 2 + 1);
    assertThat(ofOne).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
    assertThat(of(sample, (2 * 3 + 1) * 2 + 1)).containsExactly(0, 1, 2, 3);
    assertThat(of(sample, (2 * 3 + 2) * 2 + 1)).containsExactly(0);
    assertThat(sample.events()).isEqualTo(12 + 4 + 1);
    assertThat(sample.ticks()).isEqualTo(5 * 4 + 20);
    assertThat(sample.label()).isEqualTo(3);
  }

  private static int[] of(EventSample sample, int channel) {
    return java.util.stream.IntStream.range(0, sample.events())
        .filter(k -> sample.input(k) == channel)
        .map(sample::time)
        .toArray();
  }

  /** Letters that differ in the one taxel that is pressed. */
  private BrailleOnChip generated() throws IOException {
    StringBuilder text = new StringBuilder("sample,letter,repetition,frame");
    for (int k = 0; k < BrailleReadings.TAXELS; k++) {
      text.append(",taxel").append(k);
    }
    text.append('\n');
    int sample = 0;
    List<String> letters = List.of("Space", "A", "E", "I", "O", "U", "Y");
    for (int repetition = 26; repetition < 36; repetition++) {
      for (int letter = 0; letter < letters.size(); letter++) {
        for (int frame = 0; frame < 12; frame++) {
          text.append(sample + "," + letters.get(letter) + "," + repetition + "," + frame);
          for (int k = 0; k < BrailleReadings.TAXELS; k++) {
            text.append(',').append(k == letter ? 100 + 2 * repetition + frame % 3 : 255);
          }
          text.append('\n');
        }
        sample++;
      }
    }
    Path folder = Files.createDirectories(data.resolve("braille-tactile"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("braille_taxels.csv.gz")))) {
      out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
    }
    return BrailleOnChip.find(Optional.of(data)).orElseThrow();
  }

  @Test
  void shouldLearnLettersThatDifferInOneTaxelAndRepeatToTheBit() throws IOException {
    BrailleOnChip braille = generated();
    BrailleOnChip.Task task = BrailleOnChip.Task.SEVEN;
    assertThat(braille.samples(task, 4)).isEqualTo(4 * 6 * 7 + 4 * 7);
    Figures first = braille.learn(task, Seed.of(3), 4, Progress.SILENT).orElseThrow();
    Figures second = braille.learn(task, Seed.of(3), 4, Progress.SILENT).orElseThrow();
    assertThat(first.get("accuracy")).isGreaterThan(0.5); // chance is 1/7
    assertThat(second.toKeep().diff(first.toKeep())).allMatch(d -> d.changed() == 0);
    assertThat(first.get("samples")).isEqualTo(4 * 6 * 7);
  }

  @Test
  void shouldBeAbsentWithoutTheFile() {
    assertThat(BrailleOnChip.find(Optional.of(data))).isEmpty();
    assertThat(BrailleOnChip.find(Optional.empty())).isEmpty();
  }
}
