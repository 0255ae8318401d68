package io.hillock.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class InputExceptionTest {
  private static final String RULE = "it must be finite";

  private static String line(String source, Object value) {
    return new InputException(source, "gain", value, RULE).getMessage();
  }

  @Test
  void shouldNameSourceFieldValueAndRule() {
    assertThat(line("data/100.hea", "NaN"))
        .isEqualTo("data/100.hea: gain = NaN, but it must be finite");
  }

  @Test
  void shouldNameTheFailureWhereItHasNoMessage() {
    IOException end = new EOFException();
    assertThat(new InputException("a.gz", "file", end.getMessage(), "it must be whole", end))
        .hasMessage("a.gz: file = an early end, but it must be whole");
    IOException other = new ClosedChannelException();
    assertThat(new InputException("a.gz", "file", other.getMessage(), "it must be open", other))
        .hasMessage("a.gz: file = ClosedChannelException, but it must be open");
  }

  @Test
  void shouldCutALongPathAtItsLeft() {
    String deep = "/srv/" + "recordings/".repeat(20) + "person-7/100.hea";
    String line = line(deep, "NaN");
    assertThat(line)
        .startsWith("...")
        .endsWith("/recordings/person-7/100.hea: gain = NaN, but it must be finite");
    assertThat(line).hasSize(3 + 80 + ": gain = NaN, but it must be finite".length());
  }

  @Test
  void shouldKeepTheFileNameWholeHoweverLong() {
    String name = "r".repeat(250) + ".hea";
    assertThat(line("/some/where/" + name, "NaN"))
        .isEqualTo("..." + name + ": gain = NaN, but it must be finite");
    assertThat(line("C:\\some\\where\\" + name, "NaN")).startsWith("..." + name + ": gain");
    assertThat(line("/some/" + "where/".repeat(20), "NaN")).contains("where/: gain = NaN");
  }

  @Test
  void shouldCutWhatCannotBeAFileName() {
    String line = line("s".repeat(5000), "NaN");
    assertThat(line).isEqualTo("s".repeat(255) + "...: gain = NaN, but it must be finite");
  }

  @Test
  void shouldCutALongValueAtItsEndAndAPathAtItsLeft() {
    assertThat(line("100.hea", "9".repeat(300)))
        .isEqualTo("100.hea: gain = " + "9".repeat(80) + "..., but it must be finite");
    Path path = Path.of("/" + "deep/".repeat(40), "calibration.csv");
    assertThat(line("100.hea", path)).contains("gain = ...").contains("/calibration.csv, but it");
  }

  @Test
  void shouldStayOneLineThatShowsWhatItSays() {
    String hostile = "a\nb\u0085c\u2028d\u2029e\u202Ef\u0000g\u001B[31mh";
    assertThat(line(hostile, hostile))
        .isEqualTo("a?b?c?d?e?f?g?[31mh: gain = a?b?c?d?e?f?g?[31mh, but it must be finite");
  }

  @Test
  void shouldNotCutACharacterInHalf() {
    String pair = "\uD83D\uDE00"; // one character of two chars
    for (int shift = 0; shift < 2; shift++) {
      String text = "x".repeat(shift) + pair.repeat(400);
      for (String line : new String[] {line(text, text), line("/" + text + "/100.hea", 1)}) {
        assertThat(line.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
      }
    }
  }
}
