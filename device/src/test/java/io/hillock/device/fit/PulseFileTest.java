package io.hillock.device.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.device.library.DeviceLibrary;
import io.hillock.fault.InputException;
import io.hillock.fault.UserException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PulseFileTest {
  private static final String RRAM = "device,cycle,operation,compliance_ua,conductance_us";
  private static final String PCM = "device,pulse,age_s,conductance_us";
  private static final String MTJ = "current_ua,width_ns,pulses,switched";

  private static PulseFile parse(String text) {
    return parse(text, Optional.empty());
  }

  private static PulseFile parse(String text, Optional<PulseFormat> kind) {
    return PulseFile.of("x.csv", "x.csv", text.getBytes(StandardCharsets.UTF_8), kind);
  }

  /** Reads a table with one row as far as a fit would, then fits. */
  private static void use(PulseFile file) {
    DeviceFit.of(file, "x", DeviceLibrary.builtIn().find(file.format().kind()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        RRAM
            + " | d,1,set,fifty,48 | line 2, compliance_ua = fifty, but it must be a finite number",
        RRAM + " | d,1,set,,48 | line 2, compliance_ua = (empty), but it must be a finite number",
        RRAM + " | d,1,set,50,-48 | line 2, conductance_us = -48, but it must be >= 0",
        RRAM + " | d,1,set,50,NaN | line 2, conductance_us = NaN, but it must be a finite number",
        RRAM
            + " | d,1,set,50,Infinity | line 2, conductance_us = Infinity, but it must be a finite",
        RRAM + " | d,1,set,50,1e999 | line 2, conductance_us = 1e999, but it must lie within 1e15",
        RRAM + " | d,1,set,50,0x10 | line 2, conductance_us = 0x10, but it must be a finite number",
        RRAM + " | d,1,set,50,5d | line 2, conductance_us = 5d, but it must be a finite number",
        RRAM
            + " | d,1,set,-50,5 | line 2, compliance_ua = -50, but it must lie in [0.001,"
            + " 1000000.0]",
        RRAM + " | d,1.5,set,50,5 | line 2, cycle = 1.5, but it must be a whole number below 2^31",
        RRAM + " | d,1,put,50,5 | line 2, operation = put, but it must be set or reset",
        RRAM + " | d,1,reset,50,5 | line 2, compliance_ua = 50, but it must be empty for a reset",
        RRAM + " | ,1,set,50,5 | line 2, device = (empty), but it must be a name of 1 to 64",
        RRAM + " | d,1,set,50 | line 2, fields = 4, but the header has 5",
        RRAM + " | d,1,set,50,5,6 | line 2, fields = 6, but the header has 5",
        RRAM + " | d,1,set,50,48 | rows = 1, but a fit needs 12 SETs or 8 RESETs",
        PCM + " | d,0,1,0.1 | rows = 1, but a fit needs at least 20 reads",
        PCM + " | d,-1,1,0.1 | line 2, pulse = -1, but it must be >= 0",
        PCM + " | d,0,-1,0.1 | line 2, age_s = -1, but it must be >= 0",
        MTJ + " | 30,10,100,50 | rows in which some but not all pulses switched = 1",
        MTJ + " | 30,10,100,150 | line 2, switched = 150, but it must not exceed pulses = 100",
        MTJ + " | 30,10,0,0 | line 2, pulses = 0, but it must be > 0",
        MTJ + " | 30,0,10,5 | line 2, width_ns = 0, but it must lie in [0.1, 100000.0]",
        "device,cycle,operation,conductance_us | d,1,set,5 | the column compliance_ua of format"
            + " rram",
        "device,pulse,conductance_us | d,0,5 | the column age_s of format pcm is missing",
        "current_ua,width_ns,pulses | 1,2,3 | the column switched of format mtj is missing",
        RRAM + ",device | d,1,set,5,5,d | column = device, but it must be in the header only once",
        "volts,amps | 1,2 | header = volts,amps, but it must have the columns (rram) device,cycle",
        RRAM + " | \"d,1,set,50,5 | line 2, fields = 1, but the header has 5"
      })
  void shouldNameFileLineFieldValueAndRule(String header, String row, String message) {
    assertThatThrownBy(() -> use(parse(header + "\n" + row + "\n")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("x.csv: ")
        .hasMessageContaining(message);
  }

  @Test
  void shouldRefuseWhatIsNoTable() {
    assertThatThrownBy(() -> parse("")).hasMessageContaining("a table begins with its columns");
    assertThatThrownBy(() -> parse("# only a remark\n")).hasMessageContaining("begins with");
    byte[] binary = {(byte) 0xff, (byte) 0xfe, 0, 1};
    assertThatThrownBy(() -> PulseFile.of("b", "b", binary, Optional.empty()))
        .hasMessageContaining("it must be text in UTF-8");
    assertThatThrownBy(() -> parse(RRAM + "\n" + "d".repeat(5000) + ",1,set,50,1\n"))
        .hasMessageContaining("line 2 = > 4096 characters");
    assertThatThrownBy(() -> PulseFile.read(Path.of("/does/not/exist"), Optional.empty()))
        .hasMessage("/does/not/exist: file = not found, but it must be readable");
  }

  @Test
  void shouldRefuseAHugeFileWithoutReadingAllOfIt(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("huge.csv");
    try (RandomAccessFile huge = new RandomAccessFile(file.toFile(), "rw")) {
      huge.setLength(PulseFile.MOST_BYTES + 1L);
    }
    assertThatThrownBy(() -> PulseFile.read(file, Optional.empty()))
        .hasMessageContaining("size = > " + PulseFile.MOST_BYTES + " bytes");
  }

  @Test
  void shouldReadCommentsQuotesBlanksAndOtherLineEnds() {
    PulseFile file =
        parse(
            "\uFEFF# measured in the lab\r\n"
                + " Device , cycle,operation,compliance_uA,conductance_uS,remark\r\n"
                + "\"cell 1\",1,SET, 50 ,4.8e1,\"fine, it \"\"seems\"\"\"\r\n\r\n"
                + "cell 1,2,reset,,+.5,\r\n");
    assertThat(file.rows()).isEqualTo(2);
    assertThat(file.ignored()).containsExactly("remark");
    List<RramPulses.Device> devices = new RramPulses(file).devices();
    assertThat(devices).hasSize(1);
    assertThat(devices.getFirst().name()).isEqualTo("cell 1");
    assertThat(devices.getFirst().writes().getFirst().iccUA()).isEqualTo(50);
    assertThat(devices.getFirst().writes().getFirst().gUS()).isEqualTo(48);
    assertThat(devices.getFirst().writes().get(1).isSet()).isFalse();
    assertThat(devices.getFirst().writes().get(1).gUS()).isEqualTo(0.5);
  }

  @Test
  void shouldTakeTheWantedFormatWhereSeveralWouldDo() {
    String both = "device,cycle,operation,compliance_ua,conductance_us,pulse,age_s";
    assertThat(parse(both + "\n").format()).isEqualTo(PulseFormat.RRAM);
    assertThat(parse(both + "\n", Optional.of(PulseFormat.PCM)).format())
        .isEqualTo(PulseFormat.PCM);
    assertThatThrownBy(() -> parse(both + "\n", Optional.of(PulseFormat.MTJ)))
        .hasMessageContaining("the column current_ua of format mtj is missing");
  }

  @Test
  void shouldJoinReadsOfOneStateAndTellTrainsApart() {
    PcmPulses pcm =
        new PcmPulses(
            parse(
                PCM
                    + "\nd,0,1,0.1\nd,0,1,0.3\nd,0,10,0.2\nd,1,1,2\nd,3,1,4\n"
                    + "d,0,1,0.1\ne,5,1,6\nd,1,1,2.5\n"));
    assertThat(pcm.trains()).hasSize(3);
    PcmPulses.Train first = pcm.trains().getFirst();
    assertThat(first.states()).hasSize(3);
    assertThat(first.states().getFirst().ages()).hasSize(2);
    assertThat(first.states().getFirst().ages().getFirst().repeats().count()).isEqualTo(2);
    assertThat(first.states().getFirst().ages().getFirst().repeats().mean()).isEqualTo(0.2);
    assertThatThrownBy(() -> new PcmPulses(parse(PCM + "\nd,4,1,1\nd,3,1,1\n")))
        .hasMessageContaining("line 3, pulse = 3, but it must not fall within a train");
    RramPulses rram =
        new RramPulses(
            parse(
                RRAM
                    + ",age_s\n"
                    + "d,1,reset,,5,0\n"
                    + "d,1,set,50,48,0\n"
                    + "d,1,set,50,50,0\n"
                    + "d,1,set,50,9,60\n"));
    assertThat(rram.late()).isOne();
    RramPulses.Write set = rram.devices().getFirst().writes().get(1);
    assertThat(set.gUS()).isEqualTo(49);
    assertThat(set.beforeUS()).isEqualTo(5);
    assertThatThrownBy(() -> new RramPulses(parse(RRAM + "\nd,2,set,50,5\nd,1,set,50,5\n")))
        .hasMessageContaining("line 3, cycle = 1, but cycles of one device must not fall");
  }

  /**
   * Bytes of a sound table are changed, cut out, doubled; a table is refused in one line or read.
   */
  @ParameterizedTest
  @EnumSource(PulseFormat.class)
  void shouldSurviveEveryMutation(PulseFormat format) {
    PulseSample.Extent extent =
        format == PulseFormat.MTJ
            ? new PulseSample.Extent(1, 20, 1)
            : new PulseSample.Extent(3, 8, 2);
    byte[] sound =
        PulseSample.csv(DeviceLibrary.builtIn().find(format.kind()), extent, Seed.of(1))
            .getBytes(StandardCharsets.UTF_8);
    RandomStream random = Seed.of(2).stream(Purpose.DATA);
    byte[] nasty = "\n\r\",;-+.eE0919#\u0000 aNI".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int n = 0; n < 1500; n++) {
      byte[] bytes = sound.clone();
      int changes = 1 + random.nextInt(4);
      for (int c = 0; c < changes; c++) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(4)) {
          case 0 -> bytes[at] = (byte) random.nextInt(256);
          case 1 -> bytes[at] = nasty[random.nextInt(nasty.length)];
          case 2 -> {
            int to = Math.min(bytes.length, at + random.nextInt(60));
            byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
            System.arraycopy(bytes, to, shorter, at, bytes.length - to);
            bytes = shorter.length == 0 ? sound.clone() : shorter;
          }
          default -> {
            int to = Math.min(bytes.length, at + random.nextInt(60));
            byte[] longer = new byte[bytes.length + to - at];
            System.arraycopy(bytes, 0, longer, 0, to);
            System.arraycopy(bytes, at, longer, to, bytes.length - at);
            bytes = longer;
          }
        }
      }
      try {
        PulseFile file = PulseFile.of("m.csv", "m.csv", bytes, Optional.of(format));
        int rows =
            switch (format) {
              case RRAM -> new RramPulses(file).devices().size();
              case PCM -> new PcmPulses(file).trains().size();
              case MTJ -> new MtjPulses(file).all().size();
            };
        assertThat(rows).isNotNegative();
        if (n % 60 == 0 && format != PulseFormat.MTJ) {
          use(file);
        }
      } catch (UserException e) {
        assertThat(e.getMessage().lines().count()).isOne();
        refused++;
      }
    }
    assertThat(refused).as("mutations that a strict reader must see").isGreaterThan(500);
  }
}
