package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.app.report.JsonResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class DeviceFitCommandTest {
  @TempDir private Path home;
  private Cli cli;

  @BeforeEach
  void makeCli() {
    cli = new Cli(home);
  }

  private Path sample(String device, String... options) {
    Path file = home.resolve("Lab Pulses.csv");
    String[] args = new String[5 + options.length];
    System.arraycopy(new String[] {"device", "sample", device, "--out", "" + file}, 0, args, 0, 5);
    System.arraycopy(options, 0, args, 5, options.length);
    assertThat(cli.run(args)).as(cli.err()).isZero();
    return file;
  }

  @Test
  void shouldSampleFitKeepAndFindADevice() throws IOException {
    Path file = sample("rram", "--devices", "10", "--pulses", "40", "--seed", "5");
    assertThat(cli.out()).contains("pulses of hfo2-1t1r: 800 rows");
    Path page = home.resolve("fit.html");
    String report = page.toString();
    assertThat(cli.run("device", "fit", "" + file, "--report", report, "--json", "-")).isZero();
    JsonNode json = JsonResults.parse(cli.out());
    assertThat(json.path("device").asString()).isEqualTo("lab-pulses");
    assertThat(json.path("kind").asString()).isEqualTo("rram");
    assertThat(json.path("base").asString()).isEqualTo("hfo2-1t1r");
    assertThat(json.path("data").path("rows").asInt()).isEqualTo(800);
    assertThat(json.path("data").path("sha256").asString()).hasSize(64);
    JsonNode a = json.path("figures").get(0);
    assertThat(a.path("symbol").asString()).isEqualTo("a");
    assertThat(a.path("value").asDouble())
        .isBetween(a.path("low").asDouble(), a.path("high").asDouble());
    assertThat(json.path("goodness").size()).isPositive();
    Path kept = home.resolve("devices").resolve("lab-pulses.json");
    assertThat(json.path("saved").asString()).isEqualTo(kept.toString());
    assertThat(kept).isRegularFile();
    assertThat(cli.err()).contains("Figures with 95 % intervals").contains("report: ");
    assertThat(Files.readString(page))
        .contains("Conductance after SET", "Resistance after RESET", "fitted to Lab Pulses.csv")
        .doesNotContain("http://", "https://");
    String first = Files.readString(kept);
    assertThat(cli.run("device", "fit", "" + file, "--quiet")).isZero();
    assertThat(Files.readString(kept)).as("repeatable").isEqualTo(first);
    String preset = "device rram --cells 20 --levels 3 --preset lab-pulses";
    assertThat(cli.run(preset.split(" "))).isZero();
    assertThat(cli.out()).contains("preset lab-pulses");
    Path again = home.resolve("again.csv");
    String sampled = "device sample lab-pulses --devices 2 --pulses 3 --out " + again;
    assertThat(cli.run(sampled.split(" "))).isZero();
    assertThat(Files.readAllLines(again)).hasSize(2 + 2 * 3 * 2);
  }

  @Test
  void shouldKeepNothingWhenAskedNotTo() {
    Path file = sample("rram", "--devices", "4", "--pulses", "12");
    assertThat(cli.run("device", "fit", "" + file, "--name", "once", "--no-save")).isZero();
    assertThat(cli.out()).contains("device fit: once, rram");
    assertThat(home.resolve("devices")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "device,cycle,operation,conductance_us;d,1,set,5 | column compliance_ua of format rram",
        "device,cycle,operation,compliance_ua,conductance_us;d,1,set,x,5 | line 2, compliance_ua ="
            + " x",
        "device,cycle,operation,compliance_ua,conductance_us;d,1,set,5,-5 | it must be >= 0",
        "device,cycle,operation,compliance_ua,conductance_us;d,1,set,5,5 | rows = 1, but a fit",
        "device,pulse,age_s,conductance_us;d,0,1,5 | rows = 1, but a fit needs at least 20",
        "current_ua,width_ns,pulses,switched;30,10,100,50 | not all pulses switched = 1, but a fit",
        "current_ua,width_ns,pulses,switched;30,10,100,many | line 2, switched = many",
        "device,pulse,age_s,conductance_us;d,0,1,NaN | line 2, conductance_us = NaN",
        "a,b;1,2 | header = a,b",
        ";; | header = "
      })
  void shouldEndWithTwoAndOneLineOnABadTable(String table, String message) throws IOException {
    Path file = home.resolve("bad.csv");
    Files.writeString(file, table.replace(';', '\n') + "\n");
    assertThat(cli.run("device", "fit", "" + file)).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("hillock: ").contains("bad.csv").contains(message);
    assertThat(cli.err().lines().count()).isOne();
    assertThat(home.resolve("devices")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "device fit none.csv | file = not found",
        "device fit none.csv --name hfo2-1t1r | it must be no preset's",
        "device fit none.csv --name ../x | it must be no preset's",
        "device fit none.csv --kind wood | --kind",
        "device fit | Missing required parameter",
        "device sample | Missing required",
        "device sample wood --out x.csv | known are",
        "device sample rram --out /does/not/exist/x.csv | --out",
        "device sample rram --out x.csv --devices 0 | devices = 0",
        "device sample rram --out x.csv --pulses 1000000 --devices 100 | rows = "
      })
  void shouldEndWithTwoOnBadUsage(String line, String message) {
    assertThat(cli.run(line.replace(" x.csv", " " + home.resolve("x.csv")).split(" ")))
        .isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("hillock: ").contains(message).doesNotContain("\tat ");
    assertThat(home.resolve("x.csv")).doesNotExist();
  }

  @Test
  void shouldRefuseABaseOfAnotherKindAndADamagedDevice() throws IOException {
    Path file = sample("rram", "--devices", "4", "--pulses", "12");
    assertThat(cli.run("device", "fit", "" + file, "--base", "gst-nandakumar2018")).isEqualTo(2);
    assertThat(cli.err()).contains("rram = gst-nandakumar2018, but known are");
    assertThat(cli.run("device", "fit", "" + file, "--base", "ideal")).isEqualTo(2);
    assertThat(cli.err()).contains("it must be a device with non-idealities");
    Path folder = Files.createDirectories(home.resolve("devices"));
    Files.writeString(folder.resolve("broken.json"), "{\"fittedDevice\" : 1,");
    assertThat(cli.run("device", "sample", "broken", "--out", "" + file)).isEqualTo(2);
    assertThat(cli.err()).contains("broken.json: JSON = ");
    assertThat(cli.err().lines().count()).isOne();
  }
}
