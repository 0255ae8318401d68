package io.hillock.data.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MalformedRecordTest {
  @TempDir Path directory;

  @BeforeEach
  void writeSignals() throws IOException {
    Files.write(directory.resolve("r.dat"), new byte[] {1, 0, 2, 3, 0, 4});
  }

  private void assertRefused(String header, String rule) throws IOException {
    Files.writeString(directory.resolve("r.hea"), header);
    assertThatThrownBy(() -> WfdbReader.read(directory.resolve("r")))
        .as(header)
        .isInstanceOf(InputException.class)
        .hasMessageContaining(rule)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "r 1 360 5|r.dat 212; shorter than the header says",
        "r 1 360 2|r.dat 212; longer than the header says",
        "r 2 360 2|r.dat 212 200; the line of a lead is missing",
        "r 1 360 4|r.dat 212 nan; gain of signal 0 = nan, but it must be a finite number",
        "r 1 360 4|r.dat 212 NaN(0)/mV; finite",
        "r 1 360 4|r.dat 212 inf; finite",
        "r 1 360 4|r.dat 212 1e999; finite",
        "r 1 360 4|r.dat 212 -200; gain",
        "r 1 360 4|r.dat 212 1e-30; gain",
        "r 1 360 4|r.dat 212 200(x; round brackets",
        "r 1 360 4|r.dat 212 200 11 0 7; initial value",
        "r 1 360 4|r.dat 212 200 11 0 1 11; checksum",
        "r 1 360 4|r.dat 212 200 11 0 1 70000; -32768..65535",
        "r 1 360 4|r.dat 8; formats read here",
        "r 1 360 4|r.dat 212x0; samples per frame",
        "r 1 360 4|r.dat 212:9; skew",
        "r 1 360 4|r.dat 212+9; shorter",
        "r 1 360 4|r.dat 212+99999999999999999999; whole number",
        "r 1 360 4|../r.dat 212; plain name",
        "r 1 360 4|/etc/hostname 212; plain name",
        "r 1 360 4|- 212; plain name",
        "r 1 360 4|gone.dat 212; does not exist",
        "r 1 360 4|.; line of signal 0",
        "r 1 360 2147483647|r.dat 212; shorter",
        "r 1 360 99999999999|r.dat 212; number of samples",
        "r 2000000000 360 4|r.dat 212; number of signals",
        "r 0 360 4; number of signals",
        "r 1 0 4|r.dat 212; frequency",
        "r 1 -360 4|r.dat 212; frequency",
        "r 1 NaN 4|r.dat 212; frequency",
        "r 1 1e300 4|r.dat 212; frequency",
        "r 1 360(5) 4|r.dat 212; counter",
        "r/2 1 360 4|a 2|b 2; multi-segment",
        "other 1 360 4|r.dat 212; the file is named r.hea",
        "r; name and the number of signals",
        "\"\"; must have one",
        "# only a comment; must have one",
        "r 3 360 4|r.dat 212|x.dat 212|r.dat 212; stand together",
        "r 2 360 2|r.dat 212|r.dat 16; stand together",
      })
  void shouldRefuseAMalformedHeaderInOneLine(String header, String rule) throws IOException {
    assertRefused(header.replace('|', '\n') + "\n", rule);
  }

  @Test
  void shouldRefuseABinaryHeaderAndAnOversizedOne() throws IOException {
    assertRefused("r 1 360 4\0\nr.dat 212\n", "a header must be text");
    assertRefused("#".repeat((1 << 20) + 1), "at most");
    assertRefused("r 1 360 4\nr.dat 212 " + "1".repeat(900_000) + "x\n", "finite number");
  }

  @Test
  void shouldRefuseAZeroLengthRecord() throws IOException {
    Files.write(directory.resolve("r.dat"), new byte[0]);
    assertRefused("r 1 360\nr.dat 212\n", "at least one");
    assertRefused("r 1 360 0\nr.dat 16\n", "at least one");
  }

  @Test
  void shouldRefuseWhatIsNotARegularFile() throws IOException {
    Files.delete(directory.resolve("r.dat"));
    Files.createDirectory(directory.resolve("r.dat"));
    assertRefused("r 1 360 4\nr.dat 212\n", "regular file");
  }

  @Test
  void shouldRefuseAMissingHeaderAndAMissingLead() throws IOException {
    assertThatThrownBy(() -> WfdbReader.read(directory.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("does not exist");
    Files.writeString(directory.resolve("r.hea"), "r 1 360 4\nr.dat 212 200 11 0 1 10 0 V5\n");
    Recording recording = WfdbReader.read(directory.resolve("r"));
    assertThat(recording.signal("V5")).isZero();
    assertThatThrownBy(() -> recording.signal("MLII"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the record has [V5]");
  }

  @Test
  void shouldRefuseAnnotationsBeyondTheRecordOrOnAnotherClock() throws IOException {
    Files.writeString(directory.resolve("r.hea"), "r 1 360 4\nr.dat 212\n");
    Path file = directory.resolve("r.atr");
    AnnotationFile.write(file, java.util.List.of(Annotation.of(4, AnnotationCode.NORMAL)));
    assertThatThrownBy(() -> WfdbReader.readAnnotated(directory.resolve("r")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the record has 4 frames");
    AnnotationFile.write(
        file,
        java.util.List.of(
            new Annotation(0, AnnotationCode.COMMENT, 0, 0, 0, "## time resolution: 1000")));
    assertThatThrownBy(() -> WfdbReader.readAnnotated(directory.resolve("r")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("time resolution = 1000");
  }
}
