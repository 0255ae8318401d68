package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.app.report.JsonResults;
import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CommandLineTest {
  @TempDir private Path home;
  private Cli cli;

  @BeforeEach
  void makeCatalogue() {
    cli =
        new Cli(home)
            .with("good", e -> Cli.result("good", e, 0.95))
            .with("bad", e -> Cli.result("bad", e, 0.5))
            .with(
                "refusing",
                e -> {
                  throw new InputException("100.hea", "gain", Double.NaN, "it must be finite");
                })
            .with(
                "broken",
                e -> {
                  throw new IllegalStateException("a bug\nin two lines");
                });
  }

  @Test
  void shouldEndWithZeroWhenAllClaimsHold() {
    assertThat(cli.run("reproduce", "good")).isZero();
    assertThat(cli.out()).contains("good: quick, seed 1").contains("holds  accuracy <of it>");
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void shouldEndWithOneWhenAClaimFails() {
    assertThat(cli.run("reproduce", "good", "bad")).isOne();
    assertThat(cli.out()).contains("FAILS  accuracy <of it>");
  }

  @Test
  void shouldEndWithTwoAndOneLineOnBadInput() {
    assertThat(cli.run("reproduce", "refusing")).isEqualTo(2);
    assertThat(cli.err()).isEqualTo("hillock: 100.hea: gain = NaN, but it must be finite\n");
    assertThat(cli.out()).isEmpty();
  }

  @Test
  void shouldEndWithThreeAndKeepTheStackTraceInAFileOnABug() throws IOException {
    assertThat(cli.run("reproduce", "broken")).isEqualTo(3);
    assertThat(cli.err().lines()).hasSize(1);
    assertThat(cli.err())
        .startsWith("hillock: internal error: IllegalStateException: a bug; in two lines (details");
    try (Stream<Path> kept = Files.list(home.resolve("errors"))) {
      assertThat(Files.readString(kept.findFirst().orElseThrow()))
          .contains("IllegalStateException")
          .contains("CommandLineTest")
          .contains("arguments: reproduce broken");
    }
  }

  @Test
  void shouldShowTheStackTraceOnlyWhenAsked() {
    assertThat(cli.run("reproduce", "broken", "--debug")).isEqualTo(3);
    assertThat(cli.err()).contains("at io.hillock.app.CommandLineTest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nothing",
        "reproduce",
        "reproduce good --scale huge",
        "reproduce good --seeds 0",
        "reproduce good --seeds x",
        "reproduce good --threads 0",
        "reproduce none",
        "list --what",
        "reproduce good --json /does/not/exist/x.json",
        "device rram --preset none",
        "device pcm --preset none",
        "device impact --device none",
        "device impact --seeds 0",
        "device impact --app none",
        "device impact --app digits --record x",
        "learn heartbeat --substrate none",
        "learn heartbeat --substrate rram --device none",
        "learn heartbeat --substrate ideal --device hfo2-1t1r",
        "device pcm --levels 1",
        "device rram --cells 1",
        "learn nothing",
        "snapshot show /does/not/exist",
        "learn heartbeat --substrate wood",
        "reproduce good --data /does/not/exist"
      })
  void shouldEndWithTwoAndNoStackTraceOnBadUsage(String line) {
    assertThat(cli.run(line.split(" "))).isEqualTo(2);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("hillock: ").doesNotContain("\tat ");
    assertThat(cli.err().lines().count()).isLessThanOrEqualTo(2);
  }

  @Test
  void shouldPutJsonAloneOnStandardOutput() {
    assertThat(cli.run("reproduce", "good", "bad", "--json", "-")).isOne();
    JsonNode all = JsonResults.parse(cli.out());
    assertThat(all.isArray()).isTrue();
    assertThat(all.size()).isEqualTo(2);
    assertThat(all.get(1).path("experiment").asString()).isEqualTo("bad");
    assertThat(cli.err()).contains("FAILS");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "doctor",
        "device rram --cells 20 --levels 3",
        "device pcm --cells 20 --levels 3",
        "device mtj --cells 20"
      })
  void shouldPutJsonAloneOnStandardOutputForEveryCommand(String line) {
    assertThat(cli.run((line + " --json -").split(" "))).isZero();
    assertThat(JsonResults.parse(cli.out()).isContainer()).isTrue();
    assertThat(cli.err()).isNotEmpty();
  }

  @Test
  void shouldWriteJsonAndReportToFiles() throws IOException {
    Path json = home.resolve("r.json");
    Path page = home.resolve("r.html");
    assertThat(cli.run("reproduce", "good", "--json", json.toString(), "--report", page.toString()))
        .isZero();
    assertThat(JsonResults.parse(Files.readString(json)).size()).isOne();
    assertThat(Files.readString(page))
        .contains("accuracy &lt;of it&gt;")
        .contains("hillock reproduce good --json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "doctor", "snapshot show x"})
  void shouldRefuseAReportWhereThereIsNoPage(String line) {
    String page = home.resolve("r.html").toString();
    assertThat(cli.run((line + " --report " + page).split(" "))).isEqualTo(2);
    assertThat(cli.err()).contains("Unknown option").contains("--report");
  }

  @Test
  void shouldSayNothingButWhatWasAskedForWhenQuiet() {
    assertThat(cli.run("reproduce", "good", "--quiet")).isZero();
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).isEmpty();
  }

  @Test
  void shouldCountSeedsFromTheGivenOne() {
    assertThat(cli.run("reproduce", "good", "--seed", "7", "--seeds", "3", "--json", "-")).isZero();
    assertThat(JsonResults.parse(cli.out()).get(0).path("seeds").toString()).isEqualTo("[7,8,9]");
    assertThat(cli.err()).contains("seed 7 8 9");
  }

  @Test
  void shouldRememberTheLastRunInTheList() {
    cli.run("list");
    assertThat(cli.out()).contains("good").contains("not run yet");
    cli.run("reproduce", "bad");
    cli.run("list");
    assertThat(cli.out()).contains("quick: FAILS, 0 of 1 claims hold, 1 seed(s)");
  }

  @Test
  void shouldListInTheOrderOfTheCatalogue() {
    cli.run("list", "--json", "-");
    JsonNode all = JsonResults.parse(cli.out());
    assertThat(List.of(0, 1, 2, 3))
        .extracting(k -> all.get(k).path("experiment").asString())
        .containsExactly("good", "bad", "refusing", "broken");
  }

  @Test
  void shouldPassOverADamagedMemoryOfARun() throws IOException {
    Files.createDirectories(home.resolve("runs"));
    Files.writeString(home.resolve("runs").resolve("good.quick.json"), "{\"scale\":");
    assertThat(cli.run("list")).isZero();
    assertThat(cli.out()).contains("not run yet");
  }

  @Test
  void shouldRunInAPoolOfTheWantedSize() {
    Set<ForkJoinPool> pools = ConcurrentHashMap.newKeySet();
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    cli.with(
        "pool",
        e -> {
          IntStream.range(0, 10_000)
              .parallel()
              .forEach(k -> {
                pools.add(ForkJoinTask.getPool());
                threads.add(Thread.currentThread());
              });
          return Cli.result("pool", e, 1);
        });
    assertThat(cli.run("reproduce", "pool", "--threads", "3")).isZero();
    assertThat(pools).hasSize(1);
    assertThat(pools.iterator().next().getParallelism()).isEqualTo(3);
    assertThat(threads).hasSizeLessThanOrEqualTo(3);
  }

  @Test
  void shouldStopBetweenExperimentsAndSayHowToGoOn() {
    cli.with(
        "stopping",
        e -> {
          cli.interruption().request();
          return Cli.result("stopping", e, 1);
        });
    assertThat(cli.run("reproduce", "stopping", "good", "--seed", "4")).isEqualTo(130);
    assertThat(cli.err()).contains("hillock reproduce good --scale quick --seed 4 --seeds 1");
  }

  @Test
  void shouldSayBeforehandHowLongAPaperRunWillTake() {
    assertThat(cli.run("reproduce", "good", "--scale", "paper")).isZero();
    assertThat(cli.out()).contains("good: at this scale, 1 seed(s) may take long");
    assertThat(cli.run("reproduce", "good", "--scale", "paper", "--seeds", "4")).isZero();
    assertThat(cli.out()).containsPattern("good: at this scale, 4 seed\\(s\\) will take about 0:0");
    assertThat(cli.run("reproduce", "good")).isZero();
    assertThat(cli.out()).doesNotContain("at this scale");
  }

  @Test
  void shouldPrintVersionAndHelp() {
    assertThat(cli.run("--version")).isZero();
    assertThat(cli.out()).matches("hillock \\d+\\.\\d+\\.\\d+\\S*\\R");
    assertThat(cli.run("reproduce", "--help")).isZero();
    assertThat(cli.out()).contains("--scale").contains("--json");
    assertThat(cli.run()).isZero();
    assertThat(cli.out()).contains("learn").contains("snapshot");
  }

  @Test
  void shouldListTheSubcommandsOfEveryGroup() {
    Map<String, List<String>> groups =
        Map.of(
            "learn", List.of("heartbeat"),
            "device", List.of("rram", "pcm", "mtj", "impact", "fit", "sample"),
            "reckon", List.of("run"),
            "snapshot", List.of("show", "diff", "fork"));
    groups.forEach((group, subcommands) -> {
      assertThat(cli.run(group)).as(group).isZero();
      assertThat(cli.out()).contains(subcommands).contains("hillock " + group);
      assertThat(cli.err()).isEmpty();
      assertThat(cli.run(group, "--help")).as(group).isZero();
      assertThat(cli.run(group, "nonsense")).as(group).isEqualTo(2);
    });
  }
}
