package io.hillock.data.wfdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WfdbRoundTripTest {
  @TempDir Path directory;
  private final RandomStream random = Seed.of(11).stream(Purpose.DATA);

  private void assertComesBack(Recording written) {
    Recording read = WfdbReader.read(WfdbWriter.write(directory, written));
    assertThat(read.frames()).isEqualTo(written.frames());
    assertThat(read.header().timing()).isEqualTo(written.header().timing());
    assertThat(read.header().comments()).isEqualTo(written.header().comments());
    for (int s = 0; s < written.signals(); s++) {
      assertThat(read.samples(s)).isEqualTo(written.samples(s));
      assertThat(read.header().signals().get(s).calibration())
          .isEqualTo(written.header().signals().get(s).calibration());
      assertThat(read.header().signals().get(s).description())
          .isEqualTo(written.header().signals().get(s).description());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 1000, 100_001})
  void shouldReadBackWhatItWroteInBothFormats(int frames) {
    for (SignalFormat format : SignalFormat.values()) {
      for (int leads = 1; leads <= 3; leads++) {
        SignalSpec[] signals = new SignalSpec[leads];
        for (int s = 0; s < leads; s++) {
          signals[s] = Records.signal("r.dat", format, "lead " + s);
        }
        assertComesBack(Records.recording("r", List.of(signals), frames, random));
      }
    }
  }

  @Test
  void shouldReadBackSeveralFilesOfDifferentFormatsAndRates() {
    SignalSpec fast =
        Records.signal(
            new SignalSpec.Storage("b.dat", SignalFormat.FORMAT_212, 3, 0, 0, 0), "fast");
    assertComesBack(
        Records.recording(
            "mixed",
            List.of(
                Records.signal("a.dat", SignalFormat.FORMAT_16, "one"),
                Records.signal("a.dat", SignalFormat.FORMAT_16, "two"),
                Records.signal("b.dat", SignalFormat.FORMAT_212, "slow"),
                fast),
            333,
            random));
  }

  @Test
  void shouldPackFormat212AsTheFormatSays() {
    // a = 0x123, b = -2 = 0xFFE, c = 0x7FF: worked by hand from the layout in SignalFormat.
    List<SignalSpec> group = List.of(Records.signal("r.dat", SignalFormat.FORMAT_212, ""));
    short[][] samples = {{0x123, -2, 0x7FF}};
    assertThat(SignalFile.encode(group, samples, 3)).containsExactly(0x23, 0xF1, 0xFE, 0xFF, 0x07);
  }

  @Test
  void shouldExposeInvalidSamplesAsNotANumberInBothFormats() throws IOException {
    for (SignalFormat format : SignalFormat.values()) {
      SignalSpec signal = Records.signal("i.dat", format, "");
      Header header = new Header("i", Header.Timing.of(1), 3, List.of(signal), List.of());
      Recording written = Recording.of(header, new short[][] {{1024, Recording.INVALID, 1224}});
      Path path = WfdbWriter.write(directory, written);
      Recording read = WfdbReader.read(path);
      assertThat(read.physical(0)).containsExactly(0f, Float.NaN, 1f);
      assertThat(read.invalidCount(0)).isEqualTo(1);
      // The stored marker is part of the checksum: 1024 + marker + 1224.
      assertThat(read.header().signals().getFirst().integrity().checksum().orElseThrow())
          .isEqualTo((short) (2248 + format.invalid()));
    }
  }

  @Test
  void shouldRefuseToWriteASampleThatTheFormatCannotHold() {
    SignalSpec signal = Records.signal("w.dat", SignalFormat.FORMAT_212, "");
    Header header = new Header("w", Header.Timing.of(1), 1, List.of(signal), List.of());
    for (short sample : new short[] {2048, -2048, 32767}) {
      Recording recording = Recording.of(header, new short[][] {{sample}});
      assertThatThrownBy(() -> WfdbWriter.write(directory, recording))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("sample = " + sample);
    }
  }

  @Test
  void shouldAlignSkewedSignalsAndMarkTheirEndInvalid() throws IOException {
    Files.writeString(
        directory.resolve("s.hea"), "s 2 100 4\ns.dat 16:1+2 10 8 0 3 22 0 a\ns.dat 16+2 10\n");
    byte[] bytes = new byte[2 + 16];
    for (int i = 0; i < 8; i++) {
      bytes[2 + 2 * i] = (byte) (i % 2 == 0 ? 3 + i : 50 + i);
    }
    bytes[2 + 2 * 6] = 7;
    Files.write(directory.resolve("s.dat"), bytes);
    // Signal 0 in the file: 3 5 7 7, checksum 22; skew 1 drops the 3.
    Recording read = WfdbReader.read(directory.resolve("s"));
    assertThat(read.samples(0)).containsExactly(5, 7, 7, Recording.INVALID);
    assertThat(read.samples(1)).containsExactly(51, 53, 55, 57);
  }

  @Test
  void shouldAcceptAPaddedLastPairAndTakeTheLengthFromTheFileWhereTheHeaderHasNone()
      throws IOException {
    Files.writeString(directory.resolve("p.hea"), "p 1\np.dat 212\n");
    Files.write(directory.resolve("p.dat"), new byte[] {1, 0, 2, 3, 0});
    Recording read = WfdbReader.read(directory.resolve("p.hea"));
    assertThat(read.frequency()).isEqualTo(250);
    assertThat(read.samples(0)).containsExactly(1, 2, 3);
    assertThat(read.physical(0)).containsExactly(0.005f, 0.01f, 0.015f); // default gain 200

    Files.writeString(directory.resolve("p.hea"), "p 1 250 3\np.dat 212\n");
    Files.write(directory.resolve("p.dat"), new byte[] {1, 0, 2, 3, 0, 0});
    assertThat(WfdbReader.read(directory.resolve("p")).samples(0)).containsExactly(1, 2, 3);
  }

  @Test
  void shouldReadAllOptionalFieldsOfAHeader() {
    String text =
        """
        # before the record line: ignored
        rec_1 2 3.6e2/60.5(-12.5) 7 13:05:00 25/4/1989

        a.dat 212x3:2+512 -0(7)/uV 10 -3 -17 65000 0 lead with spaces
        \tb.dat\t16  .5/mmHg
        extra.dat 99 ignored
        #after
        #  more
        """;
    Header header =
        HeaderText.parse("x", text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThat(header.name()).isEqualTo("rec_1");
    assertThat(header.timing())
        .isEqualTo(new Header.Timing(360, 60.5, -12.5, "13:05:00", "25/4/1989"));
    assertThat(header.frames()).isEqualTo(7);
    assertThat(header.comments()).containsExactly("after", "  more");
    SignalSpec a = header.signals().get(0);
    assertThat(a.storage())
        .isEqualTo(new SignalSpec.Storage("a.dat", SignalFormat.FORMAT_212, 3, 2, 512, 0));
    assertThat(a.calibration().aduPerUnit()).isEqualTo(200);
    assertThat(a.calibration().baseline()).isEqualTo(7);
    assertThat(a.calibration().units()).isEqualTo("uV");
    assertThat(a.adc()).isEqualTo(new SignalSpec.Adc(10, -3));
    assertThat(a.integrity().initialValue()).hasValue(-17);
    assertThat(a.integrity().checksum()).hasValue(65000);
    assertThat(a.description()).isEqualTo("lead with spaces");
    SignalSpec b = header.signals().get(1);
    assertThat(b.calibration()).isEqualTo(new SignalSpec.Calibration(0.5, 0, "mmHg"));
    assertThat(b.integrity()).isEqualTo(SignalSpec.Integrity.NONE);
    assertThat(HeaderText.parse("again", HeaderText.format(header))).isEqualTo(header);
  }

  @Test
  void shouldLeaveNoTemporaryFileBehind() throws IOException {
    Recording recording =
        Records.recording(
            "t", List.of(Records.signal("t.dat", SignalFormat.FORMAT_212, "")), 10, random);
    WfdbWriter.write(directory, new AnnotatedRecording(recording, List.of()));
    WfdbWriter.write(directory, new AnnotatedRecording(recording, List.of()));
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("t.hea", "t.dat", "t.atr");
    }
  }
}
