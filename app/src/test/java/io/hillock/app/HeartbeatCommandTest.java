package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.app.report.JsonResults;
import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.AnnotationFile;
import io.hillock.data.wfdb.WfdbWriter;
import io.hillock.gallery.heartbeat.HeartbeatBase;
import io.hillock.random.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** {@code learn heartbeat} on files, from the command line to what it leaves behind. */
class HeartbeatCommandTest {
  @TempDir private Path home;
  private Path record;
  private String name;
  private Cli cli;

  @BeforeEach
  void writeRecord() {
    EcgCohort cohort = new EcgCohort(Seed.of(4), 1, 1, 320);
    AnnotatedRecording recording = cohort.recording(cohort.test().getFirst());
    name = recording.name();
    WfdbWriter.write(home, recording);
    record = home.resolve(name);
    cli = new Cli(home.resolve("state"));
  }

  private int learn(String... more) {
    List<String> line = new ArrayList<>(List.of("learn", "heartbeat", "--record"));
    line.add(record.toString());
    line.addAll(List.of("--substrate", "digital"));
    line.addAll(Arrays.asList(more));
    return cli.run(line.toArray(String[]::new));
  }

  private String file(String leaf) {
    return home.resolve(leaf).toString();
  }

  @Test
  void shouldRefuseToTrainABaseFromARecord() {
    assertThat(learn("--train-base", file("base"))).isEqualTo(2);
    assertThat(cli.err().lines().filter(l -> !l.isBlank()).count()).isEqualTo(1);
    assertThat(cli.err()).contains("--record").contains("--train-base").contains(record.toString());
    assertThat(Path.of(file("base"))).doesNotExist();
  }

  @Test
  void shouldPutJsonAloneOnStandardOutputWithTheHashOfTheFiles()
      throws IOException, NoSuchAlgorithmException {
    assertThat(learn("--json", "-", "--live", "beats")).isZero();
    JsonNode json = JsonResults.parse(cli.out());
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (String ending : List.of(".hea", ".dat", ".atr")) {
      digest.update(Files.readAllBytes(home.resolve(name + ending)));
    }
    assertThat(json.path("data").path("sha256").asString())
        .isEqualTo(HexFormat.of().formatHex(digest.digest()));
    assertThat(cli.err()).contains(" s  N  ");
  }

  @Test
  void shouldHaveNoHashForAGeneratedPerson() {
    assertThat(cli.run("learn", "heartbeat", "--substrate", "ideal", "--json", "-", "--quiet"))
        .isZero();
    JsonNode data = JsonResults.parse(cli.out()).path("data");
    assertThat(data.path("source").asString()).isEqualTo("generated");
    assertThat(data.path("sha256").isNull()).isTrue();
  }

  @Test
  void shouldTellEveryBeatOrAlarmsOrNothingLive() throws IOException {
    assertThat(learn("--live", "beats", "--annotations", file("out.atr"))).isZero();
    int beats = AnnotationFile.read(home.resolve("out.atr")).size();
    List<String> lines = live();
    assertThat(lines).hasSize(beats);
    assertThat(lines).allMatch(line -> line.contains("  N  ") != line.endsWith("  alarm"));
    long alarms = lines.stream().filter(line -> line.endsWith("alarm")).count();
    assertThat(alarms).isPositive();
    assertThat(learn()).isZero(); // not a terminal: alarms alone
    assertThat(live()).hasSize((int) alarms).allMatch(line -> line.endsWith("alarm"));
    assertThat(learn("--live", "none")).isZero();
    assertThat(live()).isEmpty();
  }

  private List<String> live() {
    return cli.out().lines().filter(line -> line.matches(" *[0-9.]+ s  [NSVF]  .* %.*")).toList();
  }

  @Test
  void shouldFreezeRollBackAndGoOn() throws IOException {
    Path log = home.resolve("log.jsonl");
    assertThat(learn("--snapshot", file("a.snapshot"), "--log", log.toString())).isZero();
    List<String> first = Files.readAllLines(log);
    String before = JsonResults.parse(first.getFirst()).path("weights").asString();
    assertThat(JsonResults.parse(first.getLast()).path("weights").asString()).isNotEqualTo(before);
    assertThat(
            learn(
                "--resume",
                file("a.snapshot"),
                "--rollback",
                "start",
                "--freeze",
                "--snapshot",
                file("b.snapshot")))
        .isZero();
    assertThat(cli.out()).contains("rolled back to start: ");
    List<String> then = Files.readAllLines(log); // the snapshot knows its log
    assertThat(then.subList(0, first.size())).isEqualTo(first);
    assertThat(then).hasSize(first.size() + 2);
    JsonNode rollback = JsonResults.parse(then.get(first.size()));
    assertThat(rollback.path("event").asString()).isEqualTo("rollback");
    assertThat(rollback.path("to").asString()).isEqualTo("start");
    assertThat(rollback.path("weights").asString()).isEqualTo(before);
    assertThat(JsonResults.parse(then.getLast()).path("event").asString()).isEqualTo("freeze");
    assertThat(learn("--resume", file("b.snapshot"), "--rollback", "" + first.size())).isZero();
    assertThat(JsonResults.parse(Files.readAllLines(log).getLast()).path("weights").asString())
        .isEqualTo(JsonResults.parse(first.getLast()).path("weights").asString());
  }

  @Test
  void shouldNotLearnAtAllWhenFrozenFromTheStart() throws IOException {
    assertThat(learn("--freeze", "--log", file("log.jsonl"), "--json", "-")).isZero();
    JsonNode metrics = JsonResults.parse(cli.out()).path("metrics");
    assertThat(metrics.path("beats.labelled").asInt()).isZero();
    assertThat(metrics.path("accuracy.personalised").asDouble())
        .isEqualTo(metrics.path("accuracy.base").asDouble());
    assertThat(Files.readAllLines(home.resolve("log.jsonl"))).hasSize(2); // start, freeze
  }

  @Test
  void shouldRefuseARollbackThatLeadsNowhereInOneLine() throws IOException {
    assertThat(learn("--rollback", "start")).isEqualTo(2);
    assertThat(cli.err()).contains("--resume");
    learn("--snapshot", file("a.snapshot"), "--log", file("log.jsonl"));
    for (String point : List.of("99999", "0", file("none.snapshot"))) {
      assertThat(learn("--resume", file("a.snapshot"), "--rollback", point)).isEqualTo(2);
      assertThat(cli.err().lines()).hasSize(1);
    }
    List<String> lines = Files.readAllLines(home.resolve("log.jsonl"));
    lines.set(4, lines.get(4).replace("\"entry\":5", "\"entry\":6"));
    Files.write(home.resolve("log.jsonl"), lines);
    assertThat(learn("--resume", file("a.snapshot"), "--rollback", "start")).isEqualTo(2);
    assertThat(cli.err()).contains("log.jsonl line 5").doesNotContain("\tat ");
  }

  @Test
  void shouldRefuseTheSnapshotOfAnotherRunInOneLine() {
    learn("--snapshot", file("a.snapshot"));
    assertThat(learn("--seed", "2", "--resume", file("a.snapshot"))).isEqualTo(2);
    assertThat(cli.err()).contains("seed = 1, but this run has 2");
  }

  @Test
  void shouldNotGoOnWithAnotherBase() throws IOException {
    learn("--snapshot", file("a.snapshot"));
    Path other = home.resolve("other.base");
    HeartbeatBase.shipped().withoutReadout().write(other);
    assertThat(learn("--resume", file("a.snapshot"), "--base", other.toString())).isEqualTo(2);
    assertThat(cli.err()).contains("a.snapshot: base = ").contains("but this run has ");
    assertThat(cli.err().lines()).hasSize(1);
  }

  @Test
  void shouldSayThatAStateIsNoBase() {
    learn("--snapshot", file("a.snapshot"));
    assertThat(learn("--base", file("a.snapshot"))).isEqualTo(2);
    assertThat(cli.err()).contains("it must be a base").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ideal --bits 8", "rram --bits 8", "ideal --device ideal"})
  void shouldRefuseAnOptionOfAnotherSubstrate(String choice) {
    String[] line = ("learn heartbeat --substrate " + choice).split(" ");
    assertThat(cli.run(line)).isEqualTo(2);
    assertThat(cli.err()).contains("it is about --substrate").hasLineCount(1);
  }

  @Test
  void shouldSayThatNothingWasScoredWhereARecordEndsWithTheLearningPeriod() {
    EcgCohort cohort = new EcgCohort(Seed.of(4), 1, 1, 60);
    AnnotatedRecording brief = cohort.recording(cohort.test().getFirst());
    WfdbWriter.write(home, brief); // in place of the longer one
    assertThat(learn()).isZero();
    assertThat(cli.out()).contains("no data").doesNotContain("NaN");
  }

  /** What is done to the files of a good record. */
  enum Fault {
    TRUNCATED_SIGNAL {
      @Override
      void apply(Path record) throws IOException {
        cut(sibling(record, ".dat"), 7);
      }
    },
    ZERO_LENGTH_SIGNAL {
      @Override
      void apply(Path record) throws IOException {
        Files.write(sibling(record, ".dat"), new byte[0]);
      }
    },
    ZERO_LENGTH_HEADER {
      @Override
      void apply(Path record) throws IOException {
        Files.write(sibling(record, ".hea"), new byte[0]);
      }
    },
    ZERO_LENGTH_ANNOTATIONS {
      @Override
      void apply(Path record) throws IOException {
        Files.write(sibling(record, ".atr"), new byte[0]);
      }
    },
    TRUNCATED_ANNOTATIONS {
      @Override
      void apply(Path record) throws IOException {
        cut(sibling(record, ".atr"), 3);
      }
    },
    WRONG_CHECKSUM {
      @Override
      void apply(Path record) throws IOException {
        byte[] bytes = Files.readAllBytes(sibling(record, ".dat"));
        bytes[bytes.length / 2] ^= 4;
        Files.write(sibling(record, ".dat"), bytes);
      }
    },
    ABSURD_HEADER {
      @Override
      void apply(Path record) throws IOException {
        header(record, "^(\\S+) 2 \\S+ \\d+", "$1 2000000000 1e300 99999999999");
      }
    },
    ABSURD_LENGTH {
      @Override
      void apply(Path record) throws IOException {
        header(record, "^(\\S+ 2 \\S+) \\d+", "$1 2147483647");
      }
    },
    BINARY_HEADER {
      @Override
      void apply(Path record) throws IOException {
        byte[] noise = new byte[4096];
        Arrays.setAll(new int[noise.length], k -> noise[k] = (byte) (k * 31));
        Files.write(sibling(record, ".hea"), noise);
      }
    },
    MISSING_LEAD {
      @Override
      void apply(Path record) throws IOException {
        List<String> lines = Files.readAllLines(sibling(record, ".hea"));
        lines.remove(2);
        Files.write(sibling(record, ".hea"), lines);
      }
    },
    NAN_GAIN {
      @Override
      void apply(Path record) throws IOException {
        header(record, "(?m)^(\\S+\\.dat \\d+) \\S+", "$1 NaN");
      }
    };

    abstract void apply(Path record) throws IOException;

    static Path sibling(Path record, String ending) {
      return record.resolveSibling(record.getFileName() + ending);
    }

    private static void cut(Path file, int bytes) throws IOException {
      byte[] all = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(all, all.length - bytes));
    }

    private static void header(Path record, String pattern, String replacement) throws IOException {
      Path file = sibling(record, ".hea");
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      String changed = text.replaceAll(pattern, replacement);
      assertThat(changed).isNotEqualTo(text);
      Files.writeString(file, changed, StandardCharsets.ISO_8859_1);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void shouldRefuseAMalformedRecordInOneLineAndLeaveNothingBehind(Fault fault) throws IOException {
    fault.apply(record);
    List<Path> before = everything();
    int code =
        learn(
            "--json", file("r.json"),
            "--report", file("r.html"),
            "--annotations", file("r.out"),
            "--log", file("r.jsonl"),
            "--snapshot", file("r.snapshot"));
    assertThat(code).isEqualTo(2);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.err()).startsWith("hillock: ").contains(name).doesNotContain("\tat ");
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void shouldReadARecordWithoutLabelsAndTeachNothing() throws IOException {
    Files.delete(home.resolve(name + ".atr"));
    assertThat(learn("--json", file("r.json"), "--report", file("r.html"), "--live", "none"))
        .isZero();
    assertThat(cli.out()).contains("nothing is taught and nothing is scored");
    JsonNode metrics = JsonResults.parse(Files.readString(home.resolve("r.json"))).path("metrics");
    assertThat(metrics.path("beats.decided").asInt()).isGreaterThan(100);
    assertThat(metrics.path("beats.labelled").asInt()).isZero();
    assertThat(metrics.path("writes.ratio").asDouble()).isZero();
    assertThat(metrics.path("alarms").isNumber()).isTrue();
    assertThat(metrics.path("accuracy.endToEnd").isNull()).isTrue();
    assertThat(Files.readString(home.resolve("r.html"))).doesNotContain("NaN", "Confusion");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "none.hea", "../none"})
  void shouldRefuseARecordThatIsNotThere(String missing) throws IOException {
    List<Path> before = everything();
    assertThat(cli.run("learn", "heartbeat", "--record", file(missing), "--json", file("r.json")))
        .isEqualTo(2);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(everything()).isEqualTo(before);
  }

  @Test
  void shouldShowOnThePageWhatThePersonsHeartTaught() throws IOException {
    assertThat(learn("--report", file("r.html"))).isZero();
    assertThat(Files.readString(home.resolve("r.html")))
        .contains("ECG [mV] with the beats as decided live; alarms in red")
        .contains("Spikes of the hidden neurons")
        .contains("Learning this person: wrong decisions among the labelled beats")
        .contains("Confusion after the first five minutes, beats found by the detector")
        .contains("Weights of the readout before and after this person")
        .contains("Events of the encoder against samples of all leads")
        .contains("By class, after the first five minutes [%]")
        .contains("false alarms per hour")
        .contains("steps skipped as idle [%]")
        .contains("Energy by part of the network after digital-28nm [uJ]")
        .contains("8-bit ANN 363-64-4, sized not trained")
        .contains("Memory of the modelled hardware [byte]")
        .contains("NeuroBench metrics")
        .contains("\u2013") // of classes that neither occur nor were decided in 20 s
        .doesNotContain("NaN");
  }

  private List<Path> everything() throws IOException {
    try (Stream<Path> all = Files.walk(home)) {
      return all.sorted().toList();
    }
  }
}
