package io.hillock.data.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnnotationFileTest {
  @TempDir Path directory;

  private static byte[] words(int... words) {
    byte[] bytes = new byte[2 * words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[2 * i] = (byte) words[i];
      bytes[2 * i + 1] = (byte) (words[i] >> 8);
    }
    return bytes;
  }

  private static int word(int type, int interval) {
    return type << 10 | interval;
  }

  @Test
  void shouldDecodeEveryKindOfWordAsTheFormatSays() {
    byte[] bytes =
        words(
            word(59, 0), // SKIP 0x00012345
            0x0001,
            0x2345,
            word(1, 10),
            word(61, 0x3FF), // SUB -1
            word(62, 1), // CHN 1
            word(60, 5), // NUM 5
            word(63, 3), // AUX "(N" NUL, padded
            '(' | 'N' << 8,
            0,
            word(5, 1023),
            word(0, 7), // a mark without type
            0);
    assertThat(AnnotationFile.decode("t", bytes))
        .containsExactly(
            new Annotation(0x12345 + 10, AnnotationCode.NORMAL, -1, 1, 5, "(N\0"),
            new Annotation(0x12345 + 1033, AnnotationCode.PREMATURE_VENTRICULAR, 0, 1, 5, ""),
            new Annotation(0x12345 + 1040, AnnotationCode.NOT_QRS, 0, 1, 5, ""));
  }

  @Test
  void shouldGiveEachTypeTheNumberAndMnemonicOfTheFormat() {
    assertThat(AnnotationCode.values()).hasSize(50);
    assertThat(AnnotationCode.PACED.code()).isEqualTo(12);
    assertThat(AnnotationCode.SIGNAL_QUALITY.code()).isEqualTo(14);
    assertThat(AnnotationCode.ARTEFACT.code()).isEqualTo(16);
    assertThat(AnnotationCode.COMMENT.code()).isEqualTo(22);
    assertThat(AnnotationCode.RHYTHM.code()).isEqualTo(28);
    assertThat(AnnotationCode.LEARNING.code()).isEqualTo(30);
    assertThat(AnnotationCode.ATRIAL_ESCAPE.code()).isEqualTo(34);
    assertThat(AnnotationCode.PACED_FUSION.code()).isEqualTo(38);
    assertThat(AnnotationCode.R_ON_T.code()).isEqualTo(41);
    StringBuilder mnemonics = new StringBuilder();
    for (int code = 1; code <= 13; code++) {
      mnemonics.append(AnnotationCode.of(code).orElseThrow().mnemonic());
    }
    assertThat(mnemonics).hasToString("NLRaVFJASEj/Q");
  }

  @Test
  void shouldMapBeatTypesToClasses() {
    StringBuilder[] members = new StringBuilder[AamiClass.values().length];
    for (AamiClass aamiClass : AamiClass.values()) {
      members[aamiClass.ordinal()] = new StringBuilder();
      assertThat(AamiClass.of(aamiClass.annotationCode())).contains(aamiClass);
    }
    for (AnnotationCode code : AnnotationCode.values()) {
      AamiClass.of(code).ifPresent(c -> members[c.ordinal()].append(code.mnemonic()));
    }
    assertThat(members[AamiClass.N.ordinal()]).hasToString("NLRjBe");
    assertThat(members[AamiClass.S.ordinal()]).hasToString("aJASn");
    assertThat(members[AamiClass.V.ordinal()]).hasToString("VEr");
    assertThat(members[AamiClass.F.ordinal()]).hasToString("F");
    assertThat(members[AamiClass.Q.ordinal()]).hasToString("/Q?f");
  }

  @Test
  void shouldReadBackRandomAnnotations() {
    for (int seed = 0; seed < 50; seed++) {
      RandomStream random = Seed.of(seed).stream(Purpose.DATA);
      List<Annotation> written = Records.annotations(200_000_000, 300, random);
      Path path = directory.resolve("r.atr");
      AnnotationFile.write(path, written);
      assertThat(AnnotationFile.read(path)).as("seed %d", seed).isEqualTo(written);
    }
  }

  @Test
  void shouldTellRhythmChanges() {
    assertThat(Annotation.rhythmChange(3, "AFIB").rhythm()).contains("AFIB");
    assertThat(Annotation.of(3, AnnotationCode.NORMAL).rhythm()).isEmpty();
    assertThat(
            Beat.among(
                List.of(Annotation.rhythmChange(0, "N"), Annotation.of(9, AnnotationCode.FUSION))))
        .containsExactly(new Beat(9, AnnotationCode.FUSION, AamiClass.F));
  }

  @Test
  void shouldRefuseWhatIsNotAWholeAnnotationFile() {
    assertRefused("the end marker is missing", words(word(1, 10)));
    assertRefused("the end marker is missing", new byte[0]);
    assertRefused("the end marker is missing", new byte[] {0});
    assertRefused("the end marker is missing", words(word(1, 1), word(63, 20), 0));
    assertRefused("bytes other than zero follow", words(word(1, 1), 0, word(1, 1), 0));
    assertRefused("types end at 49", words(word(50, 1), 0));
    assertRefused("must not lie before", words(word(1, 5), word(59, 0), 0xFFFF, 0xFFFE, 1, 0));
    assertRefused("must not lie before 0", words(word(59, 0), 0xFFFF, 0xFFFE, word(1, 0), 0));
    assertRefused(
        "below 2^31",
        words(word(59, 0), 0x7FFF, 0xFFFF, word(1, 0), word(59, 0), 0x7FFF, 0xFFFF, word(1, 9), 0));
    assertRefused("begin with an annotation", words(word(60, 1), 0));
    assertRefused("at most 255", words(word(1, 1), word(63, 256), 0));
    assertRefused("0..255", words(word(1, 1), word(62, 256), 0));
    assertRefused("-128..127", words(word(1, 1), word(61, 200), 0));
  }

  private static void assertRefused(String rule, byte[] bytes) {
    assertThatThrownBy(() -> AnnotationFile.decode("f.atr", bytes))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("f.atr: ")
        .hasMessageContaining(rule);
  }

  @Test
  void shouldRefuseToWriteAnnotationsThatGoBackInTime() {
    assertThatThrownBy(() ->
            AnnotationFile.encode(
                List.of(
                    Annotation.of(2, AnnotationCode.NORMAL),
                    Annotation.of(1, AnnotationCode.NORMAL))))
        .isInstanceOf(ParameterException.class);
  }
}
