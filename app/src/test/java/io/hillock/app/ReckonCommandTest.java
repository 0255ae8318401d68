package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.app.report.JsonResults;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ReckonCommandTest {
  private static final String SAMPLES =
      "2\n0, 1\n1, 2\n0, 3\n-2, 1\n1, 12\n-1, 30\n1, 1\n1, 4\n-2, 0\n0, 11\n-1, 30\n";

  @TempDir private Path home;
  private Cli cli;
  private Path registers;
  private Path in;
  private Path rec;
  private Path out;
  private Path events;

  @BeforeEach
  void write() throws IOException {
    cli = new Cli(home);
    registers =
        write("registers", "NUM_INP = 1\nNUM_REC = 3\nNUM_OUT = 1\nTHRESHOLD = 100\nTHR_H_0 = 0\n");
    in = write("in", "40\n20\n0\n60\n-10\n50\n30\n20\n");
    rec = write("rec", "0\n1\n2\n3\n1\n0\n2\n3\n1\n2\n0\n3\n1\n2\n3\n0\n");
    out = write("out", "5\n-5\n-3\n3\n9\n1\n0\n4\n");
    events = write("events", SAMPLES);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(home.resolve(name), text);
  }

  private int run(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of("reckon", "run", "--registers", registers.toString(), "--label-tick", "10"));
    args.addAll(List.of("--weights-in", in.toString(), "--weights-rec", rec.toString()));
    args.addAll(List.of("--weights-out", out.toString(), "--events", events.toString()));
    args.addAll(List.of(more));
    return cli.run(args.toArray(String[]::new));
  }

  @Test
  void shouldDumpTheMatricesAndCountsAfterEachSample() throws IOException {
    Path dump = home.resolve("dump");
    String[] args = {"--test", events.toString(), "--epochs", "2", "--dump", dump.toString()};
    assertThat(run(args)).as(cli.err()).isZero();
    for (int epoch = 1; epoch <= 2; epoch++) {
      for (int s = 0; s < 2; s++) {
        String name = "epoch0" + epoch + "-sample00" + s;
        assertThat(Files.size(dump.resolve(name + "-in.int8"))).isEqualTo(2 * 4);
        assertThat(Files.size(dump.resolve(name + "-rec.int8"))).isEqualTo(4 * 4);
        assertThat(Files.size(dump.resolve(name + "-out.int8"))).isEqualTo(4 * 2);
      }
    }
    List<String> rows = Files.readAllLines(dump.resolve("samples.csv"));
    assertThat(rows).hasSize(1 + 2 * 4);
    assertThat(rows.get(1)).startsWith("1,train,0,1,");
    assertThat(rows.get(3)).startsWith("1,test,0,1,").endsWith(",0,0,0");
    assertThat(rows.get(1).split(",")[5]).isEqualTo("4");
    assertThat(cli.out()).contains("epoch 2: training").contains("learning state 8704 bit");
  }

  @Test
  void shouldGiveTheSameDumpTwice() throws IOException {
    Path one = home.resolve("one");
    Path two = home.resolve("two");
    assertThat(run("--dump", one.toString())).isZero();
    assertThat(run("--dump", two.toString(), "--threads", "1")).isZero();
    String last = "epoch01-sample001-out.int8";
    assertThat(two.resolve(last)).hasSameBinaryContentAs(one.resolve(last));
    assertThat(two.resolve("samples.csv")).hasSameTextualContentAs(one.resolve("samples.csv"));
  }

  @Test
  void shouldGiveJsonAndStopAfterTheWantedSamples() {
    assertThat(run("--samples", "1", "--json", "-")).isZero();
    JsonNode json = JsonResults.parse(cli.out());
    assertThat(json.path("epochs").get(0).path("train").asInt()).isOne();
    assertThat(json.path("learningBits").asInt()).isEqualTo(8704);
    assertThat(json.path("events").asInt()).isEqualTo(4);
  }

  @Test
  void shouldTellBadInputInOneLine() throws IOException {
    refused("events", "1\n2, 5\n-2, 0\n-1, 30\n", "input neuron = 2");
    refused("events", "1\n0, 5\n0, 4\n-2, 0\n-1, 30\n", "tick = 4, but events must be in order");
    refused("events", "1\n0, 5\n-2, 0\n", "end of sample 0 = missing");
    write("events", SAMPLES);
    refused("in", "1\n2\n3\n", "number of weights = 3, but there must be 8");
    refused("in", "300\n", "weight = 300, but it must lie in -128..127");
    write("in", "40\n20\n0\n60\n-10\n50\n30\n20\n");
    refused("registers", "NUM_INPUTS = 3\n", "register = NUM_INPUTS");
    String sizes = "NUM_INP = 1\nNUM_REC = 3\nNUM_OUT = 1\n";
    refused("registers", sizes + "REGRESSION = 1\n", "registers: REGRESSION = 1, but event files");
    refused("registers", sizes + "SINGLE_LABEL = 0\n", "registers: SINGLE_LABEL = 0, but event");
    refused("registers", sizes + "EN_CONF = 1\n", "registers: EN_CONF = 1, but a core");
    write("registers", sizes);
    refused("rec", "0\n1\n", "number of weights = 2, but there must be 16");
    refused("rec", "0\n-129\n", "rec line 2: weight = -129, but it must lie in -128..127");
    refused("rec", "0\nx\n", "rec line 2: weight = x, but it must be a whole number");
  }

  @Test
  void shouldRefuseAPlaceForTheDumpBeforeItRuns() throws IOException {
    Path file = write("file", "here");
    assertThat(run("--dump", file.toString())).isEqualTo(2);
    assertThat(cli.err().strip().lines()).hasSize(1);
    assertThat(cli.err()).contains("--dump: folder = ").contains("it must be possible to make it");
    assertThat(file).hasContent("here");
    assertThat(run("--dump", file.resolve("below").toString())).isEqualTo(2);
  }

  @Test
  void shouldLeaveNoFileOfARefusedRun() throws IOException {
    Path dump = home.resolve("dump");
    write("events", "2\n0, 1\n-2, 1\n-1, 30\n0, 1\n-2, 7\n-1, 30\n");
    assertThat(run("--dump", dump.toString())).isEqualTo(2);
    assertThat(cli.err()).contains("line 6: label = 7, but it must lie in 0..1");
    assertThat(dump).doesNotExist();
  }

  private void refused(String file, String text, String message) throws IOException {
    write(file, text);
    assertThat(run()).isEqualTo(2);
    assertThat(cli.err().strip().lines()).hasSize(1);
    assertThat(cli.err()).contains(message);
  }
}
