package io.hillock.device.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.device.DeviceModel;
import io.hillock.device.library.DeviceLibrary;
import io.hillock.device.rram.RramParameters;
import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.fault.UserException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FittedDeviceFileTest {
  private static final FittedDevice DEVICE =
      new FittedDevice(
          "lab-7",
          "rram",
          "hfo2-1t1r",
          new FittedDevice.Data("p\u00fclse \"7\".csv", "0123456789abcdef".repeat(4), 1234),
          List.of(
              new FittedFigure("a", 1.1, "uS", 1.05, 1.15, FittedFigure.How.FITTED),
              new FittedFigure(
                  "N_c", 40, "cycles", 0, Double.POSITIVE_INFINITY, FittedFigure.How.BOUNDED),
              FittedFigure.derived("G_min", 30, "uS"),
              FittedFigure.derived("G_max", 180, "uS")));

  @TempDir private Path folder;

  @Test
  void shouldReadWhatItWrote() {
    Path file = FittedDeviceFile.write(folder, DEVICE);
    assertThat(file).hasFileName("lab-7.json");
    assertThat(FittedDeviceFile.read(file)).isEqualTo(DEVICE);
    assertThat(FittedDeviceFile.names(folder)).containsExactly("lab-7");
    assertThat(FittedDeviceFile.names(folder.resolve("none"))).isEmpty();
  }

  @Test
  void shouldBeFoundByNameBesideThePresets() throws IOException {
    FittedDeviceFile.write(folder, DEVICE);
    Files.writeString(folder.resolve("hfo2-1t1r.json"), "a preset's name");
    Files.writeString(folder.resolve("Not A Name.json"), "none");
    DeviceLibrary library = DeviceLibrary.withFitted(folder);
    assertThat(library.fitted()).containsExactly("lab-7");
    assertThat(library.names()).contains("lab-7", "hfo2-1t1r").doesNotHaveDuplicates();
    DeviceModel found = library.find("lab-7");
    assertThat(((RramParameters) found).set().aUS()).isEqualTo(1.1);
    assertThat(((RramParameters) library.find("rram", "lab-7")).range().gMaxUS()).isEqualTo(180);
    assertThat(library.find("hfo2-1t1r").citation()).contains("Dalgaty");
    assertThatThrownBy(() -> library.find("pcm", "lab-7"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("that device is of kind rram");
    assertThatThrownBy(() -> library.find("lab-8"))
        .hasMessageContaining("hfo2-1t1r")
        .hasMessageContaining("lab-7");
    for (String taken : List.of("rram", "hfo2-1t1r", "ideal", "pcm-ideal", "Lab", "../x", "")) {
      assertThat(library.isFree(taken)).as(taken).isFalse();
    }
    assertThat(library.isFree("lab-7")).as("may be fitted anew").isTrue();
  }

  @Test
  void shouldRefuseAFileUnderAnotherName() throws IOException {
    Path file = FittedDeviceFile.write(folder, DEVICE);
    Files.move(file, folder.resolve("other.json"));
    assertThatThrownBy(() -> DeviceLibrary.withFitted(folder).find("other"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("name = lab-7, but it must be that of the file");
  }

  @Test
  void shouldSayWhatIsWrongWithADamagedFile() throws IOException {
    String text = FittedDeviceFile.text(DEVICE);
    refused(text.replace("\"fittedDevice\" : 1", "\"fittedDevice\" : 2"), "reads version 1");
    refused(text.replace("\"value\" : 1.1", "\"value\" : \"x\""), "figures.value|value = ");
    refused(text.replace("\"value\" : 1.1", "\"value\" : -1.1"), "a = -1.1 uS");
    refused(text.replace("\"kind\" : \"rram\"", "\"kind\" : \"wood\""), "it is rram, pcm or mtj");
    refused(text.replace("\"base\" : \"hfo2-1t1r\"", "\"base\" : \"x\""), "known are");
    refused(text.replace("\"base\"", "\"bass\""), "has no such field");
    refused(text.replace("\"rows\" : 1234", "\"rows\" : 1e999"), "rows");
    refused(text.replace("\"G_max\"", "\"G_min\""), "only once");
    refused(text + "{}", "nothing may follow");
    refused("", "file = null");
    refused("[]", "file = START_ARRAY");
    refused("\u0000\u0001", "JSON");
  }

  private void refused(String text, String message) throws IOException {
    Path file = folder.resolve("bad.json");
    Files.writeString(file, text);
    assertThatThrownBy(() -> FittedDeviceFile.read(file))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith(file.toString().length() > 80 ? "..." : file.toString())
        .hasMessageMatching("(?s).*(" + message + ").*");
  }

  @Test
  void shouldSurviveEveryMutation() throws IOException {
    String text = FittedDeviceFile.text(DEVICE);
    RandomStream random = Seed.of(4).stream(Purpose.DATA);
    String nasty = "{}[]\",:0-9e.\\ntrue\u0000";
    int refused = 0;
    for (int n = 0; n < 800; n++) {
      StringBuilder b = new StringBuilder(text);
      int at = random.nextInt(b.length());
      switch (random.nextInt(3)) {
        case 0 -> b.setCharAt(at, nasty.charAt(random.nextInt(nasty.length())));
        case 1 -> b.setLength(at);
        default -> b.delete(at, Math.min(b.length(), at + random.nextInt(40)));
      }
      Path file = folder.resolve("m.json");
      Files.writeString(file, b);
      try {
        FittedDeviceFile.read(file).model();
      } catch (UserException e) {
        assertThat(e.getMessage()).isNotBlank();
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(400);
  }
}
