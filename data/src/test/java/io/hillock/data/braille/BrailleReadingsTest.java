package io.hillock.data.braille;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.DataSet;
import io.hillock.data.RealData;
import io.hillock.fault.InputException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrailleReadingsTest {
  private static final String HEADER =
      "sample,letter,repetition,frame,taxel0,taxel1,taxel2,taxel3,taxel4,taxel5,taxel6,taxel7,"
          + "taxel8,taxel9,taxel10,taxel11\n";
  private static final String FRAME = "255,227,255,255,255,255,94,255,255,255,248,0\n";

  @TempDir Path folder;

  private Path file() {
    return folder.resolve("braille_taxels.csv.gz");
  }

  private void write(String text) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file()))) {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void refuses(String text, String message) throws IOException {
    write(text);
    assertThatThrownBy(() -> BrailleReadings.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("braille_taxels.csv.gz")
        .hasMessageContaining(message);
  }

  @Test
  void shouldReadSamplesWithTheirFrames() throws IOException {
    write(HEADER + "0,Space,3,0," + FRAME + "0,Space,3,1," + FRAME + "1,Q,0,0," + FRAME);
    var readings = BrailleReadings.read(folder).readings();
    assertThat(readings).extracting(BrailleReadings.Reading::letter).containsExactly("Space", "Q");
    assertThat(readings).extracting(BrailleReadings.Reading::frames).containsExactly(2, 1);
    assertThat(readings.getFirst().repetition()).isEqualTo(3);
    assertThat(readings.getFirst().taxel(1, 6)).isEqualTo(94);
    assertThat(readings.getLast().taxel(0, 11)).isEqualTo(0);
  }

  @Test
  void shouldRefuseWhatTheFormatForbidsByLineAndField() throws IOException {
    refuses("", "header");
    refuses("a,b\n", "header = a,b");
    refuses(HEADER, "frames = 0");
    refuses(HEADER + "0,A,0,0,1,2\n", "line 2: cells = 6");
    refuses(HEADER + "0,a,0,0," + FRAME, "letter = a");
    refuses(HEADER + "0,A,0,1," + FRAME, "frame = 1, but frame 0 of sample 0 is next");
    refuses(HEADER + "0,A,0,0," + FRAME.replace("94", "256"), "taxel6 = 256");
    refuses(HEADER + "0,A,0,0," + FRAME.replace("94", "-1"), "taxel6 = -1");
    refuses(HEADER + "0,A,0,0," + FRAME.replace("94", "9e1"), "taxel6 = 9e1");
    refuses(HEADER + "0,A,0,0," + FRAME + "0,B,0,1," + FRAME, "sample 0 began as A,0");
    refuses(HEADER + "7".repeat(500), "at most 200 characters");
  }

  @Test
  void shouldRefuseATruncatedFile() throws IOException {
    write(HEADER + ("0,Space,3,0," + FRAME).repeat(1));
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 9));
    assertThatThrownBy(() -> BrailleReadings.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("gzip");
    Files.delete(file());
    assertThatThrownBy(() -> BrailleReadings.read(folder)).isInstanceOf(InputException.class);
  }

  @Test
  void shouldReadTheRealLetters() {
    var letters = BrailleReadings.read(RealData.folder(DataSet.BRAILLE));
    // 27 letters of 40 repetitions with 82,439 frames, as its description says.
    assertThat(letters.readings()).hasSize(27 * 40);
    assertThat(letters.readings().stream().mapToInt(BrailleReadings.Reading::frames).sum())
        .isEqualTo(82_439);
    assertThat(letters.readings().stream().map(BrailleReadings.Reading::letter).distinct())
        .hasSize(27);
    assertThat(letters.sha256()).hasSize(64);
  }
}
