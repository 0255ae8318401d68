package io.hillock.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.app.report.JsonResults;
import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.heartbeat.HeartbeatApplication;
import io.hillock.gallery.heartbeat.HeartbeatBase;
import io.hillock.gallery.heartbeat.HeartbeatJob;
import io.hillock.gallery.heartbeat.LearningLog;
import io.hillock.gallery.heartbeat.LiveLines;
import io.hillock.gallery.heartbeat.PlasticLayers;
import io.hillock.gallery.heartbeat.RollbackPoint;
import io.hillock.gallery.heartbeat.TeachingRule;
import io.hillock.ledger.Technology;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/** A monitor that is killed, resumed, frozen and rolled back. */
class HeartbeatLifeTest {
  /** Three substrates with 34 kills each: more than a hundred moments in all. */
  private static final int KILLS = 34;

  private static AnnotatedRecording recording;
  private static final HeartbeatBase BASE = HeartbeatBase.shipped();

  @TempDir private Path folder;

  @BeforeAll
  static void generate() {
    EcgCohort cohort = new EcgCohort(Seed.of(4), 1, 1, 330);
    recording = cohort.recording(cohort.test().getFirst());
  }

  enum Kind {
    IDEAL(
        SubstrateChoice.ideal(),
        new HeartbeatJob.Teaching(PlasticLayers.BOTH, TeachingRule.DETERMINISTIC_FLOOR)),
    DIGITAL(
        SubstrateChoice.digital(8),
        new HeartbeatJob.Teaching(PlasticLayers.READOUT, TeachingRule.ACCUMULATE_AND_FIRE)),
    RRAM(
        SubstrateChoice.rram(RramPreset.HFO2_1T1R, Time.period(360)),
        HeartbeatJob.Teaching.DEFAULT);

    private final SubstrateChoice substrate;
    private final HeartbeatJob.Teaching teaching;

    Kind(SubstrateChoice substrate, HeartbeatJob.Teaching teaching) {
      this.substrate = substrate;
      this.teaching = teaching;
    }
  }

  /** Asks to stop after some safe points, which are a second of signal apart. */
  private static final class StopAfter implements Progress {
    private long left;
    private final List<String> said = new ArrayList<>();

    StopAfter(long safePoints) {
      left = safePoints;
    }

    @Override
    public void begin(String task, long steps) {}

    @Override
    public void advance(long steps) {}

    @Override
    public void say(String line) {
      said.add(line);
    }

    @Override
    public boolean stopRequested() {
      return --left < 0;
    }
  }

  private static final long NEVER = Long.MAX_VALUE;

  /** One life of a monitor: files of its own, opened anew for every run. */
  private final class Monitor {
    private final Kind kind;
    private final Path snapshot;
    private final Path log;
    private final Path annotations;
    private boolean saved;
    private StopAfter progress = new StopAfter(NEVER);

    Monitor(Kind kind, String name) {
      this.kind = kind;
      snapshot = folder.resolve(name + ".snapshot");
      log = folder.resolve(name + ".jsonl");
      annotations = folder.resolve(name + ".atr");
    }

    Optional<Result> run(long safePoints, Optional<Boolean> adapt, Optional<RollbackPoint> back) {
      progress = new StopAfter(safePoints);
      HeartbeatJob job =
          new HeartbeatJob(
              new HeartbeatJob.Input(recording, "generated", Optional.empty()),
              BASE,
              new HeartbeatJob.Chip(
                  kind.substrate, kind.name(), Technology.of(Technology.BuiltIn.DIGITAL_28NM)),
              kind.teaching,
              new HeartbeatJob.Keeping(
                  Optional.of(snapshot),
                  Optional.of(snapshot).filter(s -> saved),
                  Optional.of(LearningLog.appending(log)),
                  back),
              adapt,
              LiveLines.NONE);
      Environment environment =
          new Environment(List.of(Seed.of(2)), Scale.QUICK, Optional.empty(), progress);
      HeartbeatApplication application = new HeartbeatApplication(job, environment);
      Optional<Result> result = application.run();
      saved = true;
      result.ifPresent(r -> application.writeAnnotations(annotations));
      return result;
    }

    Optional<Result> run(long safePoints) {
      return run(safePoints, Optional.empty(), Optional.empty());
    }

    String log() throws IOException {
      return Files.readString(log);
    }

    List<String> events() throws IOException {
      return Files.readAllLines(log).stream()
          .map(line -> JsonResults.parse(line).path("event").asString())
          .toList();
    }

    String weightsAfterRollback() throws IOException {
      return Files.readAllLines(log).stream()
          .map(JsonResults::parse)
          .filter(entry -> entry.path("event").asString().equals("rollback"))
          .reduce((a, b) -> b)
          .orElseThrow()
          .path("weights")
          .asString();
    }

    String weights() throws IOException {
      return JsonResults.parse(Files.readAllLines(log).getLast()).path("weights").asString();
    }
  }

  /** The JSON of a result but for what a clock has measured. */
  private static String timeless(Result result) {
    ObjectNode node = JsonResults.object(result, "test");
    node.remove("seconds");
    node.remove("claims");
    ((ObjectNode) node.get("metrics")).remove("realTimeFactor");
    return JsonResults.text(node);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldLoseNothingWhenKilledAtRandomMoments(Kind kind) throws IOException {
    Monitor whole = new Monitor(kind, "whole");
    String expected = timeless(whole.run(NEVER).orElseThrow());
    Monitor killed = new Monitor(kind, "killed");
    RandomStream random = Seed.of(9).stream(Purpose.DATA, kind.ordinal());
    int kills = 0;
    Optional<Result> result = Optional.empty();
    while (result.isEmpty()) {
      result = killed.run(kills < KILLS ? 1 + random.nextInt(14) : NEVER);
      if (result.isEmpty()) {
        kills++;
        loseWhatCameAfterTheSnapshot(killed, random);
      }
    }
    // 330 safe points, 8.5 on average from kill to kill: room for 34.
    assertThat(kills).isEqualTo(KILLS);
    assertThat(timeless(result.get())).isEqualTo(expected);
    assertThat(killed.annotations).hasSameBinaryContentAs(whole.annotations);
    assertThat(killed.log()).isEqualTo(whole.log());
    assertThat(Snapshot.read(killed.snapshot).diff(Snapshot.read(whole.snapshot))).isEmpty();
  }

  /** A kill may come in the middle of a line of the log, which then has no end. */
  private static void loseWhatCameAfterTheSnapshot(Monitor monitor, RandomStream random)
      throws IOException {
    if (random.nextBoolean(0.3)) {
      Files.writeString(
          monitor.log, "{\"entry\":99999,\"par", java.nio.file.StandardOpenOption.APPEND);
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldNotWriteLessonsTwiceWhenTheSnapshotIsOlderThanTheLog(Kind kind) throws IOException {
    Monitor monitor = new Monitor(kind, "old");
    monitor.run(40);
    byte[] old = Files.readAllBytes(monitor.snapshot);
    monitor.run(60);
    String log = monitor.log();
    Files.write(monitor.snapshot, old); // as after a kill before the second snapshot was written
    monitor.run(60);
    assertThat(monitor.log()).isEqualTo(log);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldRollBackToTheStartToAnEntryAndToASnapshotAndForthAgain(Kind kind) throws IOException {
    Monitor monitor = new Monitor(kind, "back");
    monitor.run(100);
    byte[] early = Files.readAllBytes(monitor.snapshot);
    Path kept = Files.write(folder.resolve("kept.snapshot"), early);
    String startWeights =
        JsonResults.parse(Files.readAllLines(monitor.log).getFirst()).path("weights").asString();
    String earlyWeights = monitor.weights();
    int earlyEntry = Files.readAllLines(monitor.log).size();
    monitor.run(100);
    String lateWeights = monitor.weights();
    int lateEntry = Files.readAllLines(monitor.log).size();
    assertThat(List.of(startWeights, earlyWeights, lateWeights)).doesNotHaveDuplicates();
    String log = monitor.log();

    back(monitor, new RollbackPoint.Entry(earlyEntry));
    assertThat(monitor.weightsAfterRollback()).isEqualTo(earlyWeights);
    back(monitor, new RollbackPoint.Start());
    assertThat(monitor.weightsAfterRollback()).isEqualTo(startWeights);
    back(monitor, new RollbackPoint.Entry(lateEntry)); // a rollback can be taken back
    assertThat(monitor.weightsAfterRollback()).isEqualTo(lateWeights);
    back(monitor, new RollbackPoint.Saved(kept));
    assertThat(monitor.weightsAfterRollback()).isEqualTo(earlyWeights);

    assertThat(monitor.log()).startsWith(log); // append-only
    assertThat(monitor.events()).filteredOn("rollback"::equals).hasSize(4);
    assertThat(monitor.progress.said).singleElement().asString().contains("kept.snapshot");
    assertThat(monitor.run(NEVER)).isPresent(); // and it goes on
    assertThat(monitor.events().getLast()).isEqualTo("lesson");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldGiveTheSameResultAgainFromAStateThatHasReachedTheEnd(Kind kind) throws IOException {
    Monitor monitor = new Monitor(kind, "end");
    Result first = monitor.run(NEVER).orElseThrow();
    byte[] state = Files.readAllBytes(monitor.snapshot);
    Result again = monitor.run(NEVER).orElseThrow(); // as after a kill before the result was out
    assertThat(timeless(again)).isEqualTo(timeless(first));
    assertThat(monitor.snapshot).hasBinaryContent(state);
  }

  private static void back(Monitor monitor, RollbackPoint point) {
    assertThat(monitor.run(0, Optional.empty(), Optional.of(point))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldDecideAfterARollbackToTheStartAsIfItHadNeverLearned(Kind kind) throws IOException {
    Monitor learned = new Monitor(kind, "learned");
    learned.run(300); // the learning period is over
    learned.run(NEVER, Optional.of(false), Optional.of(new RollbackPoint.Start()));
    Monitor never = new Monitor(kind, "never");
    never.run(300, Optional.of(false), Optional.empty());
    never.run(NEVER);
    assertThat(never.events()).containsExactly("start", "freeze");
    assertThat(tail(learned)).isNotEmpty();
    if (kind != Kind.RRAM) { // whose reads are noisy, with other draws
      assertThat(tail(learned)).isEqualTo(tail(never));
    }
    assertThat(learned.weights()).isEqualTo(never.weights());
  }

  /** Annotations after the learning period. */
  private static List<String> tail(Monitor monitor) {
    return io.hillock.data.wfdb.AnnotationFile.read(monitor.annotations).stream()
        .filter(a -> a.sample() > 300 * 360)
        .map(a -> a.sample() + " " + a.code())
        .toList();
  }

  @Test
  void shouldNotLearnWhileFrozenAndLearnAgainWhenThawed() throws IOException {
    Monitor monitor = new Monitor(Kind.IDEAL, "frozen");
    monitor.run(50);
    String before = monitor.weights();
    monitor.run(100, Optional.of(false), Optional.empty());
    monitor.run(50); // stays frozen without being told
    assertThat(monitor.weights()).isEqualTo(before);
    assertThat(monitor.events().getLast()).isEqualTo("freeze");
    monitor.run(NEVER, Optional.of(true), Optional.empty());
    assertThat(monitor.events()).containsOnlyOnce("freeze").containsOnlyOnce("thaw");
    assertThat(monitor.events().getLast()).isEqualTo("lesson");
  }
}
