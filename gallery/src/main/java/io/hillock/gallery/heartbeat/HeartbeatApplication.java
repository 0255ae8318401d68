package io.hillock.gallery.heartbeat;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Annotation;
import io.hillock.data.wfdb.AnnotationCode;
import io.hillock.data.wfdb.AnnotationFile;
import io.hillock.data.wfdb.Recording;
import io.hillock.fault.InputException;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import io.hillock.synapse.Synapses;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The main job: reads one person's ECG as a device would, learns from the labels of the first five
 * minutes, raises alarms, and accounts for everything. It can be stopped at any moment and resumed,
 * frozen, and rolled back.
 */
public final class HeartbeatApplication {
  /** Seconds of the generated recording. */
  public static final double GENERATED_S = 900;

  /** Signal below which a resumed run has read too little for a statement on its speed [s]. */
  private static final double LEAST_TIMED_S = 10;

  private static final long SAVE_EVERY_NS = 5_000_000_000L;
  private static final String ENTRY = "logEntry";
  private static final String LOG = "log";

  private final HeartbeatJob job;
  private final Environment environment;
  private final Seed seed;
  private final PersonRun run;
  private final Adaptation adaptation;
  private long saved = System.nanoTime();

  /**
   * Prepares the job: opens the run, restores and rolls back what is to be.
   *
   * @param job what to do
   * @param environment seed and progress
   */
  public HeartbeatApplication(HeartbeatJob job, Environment environment) {
    this.job = job;
    this.environment = environment;
    seed = environment.seeds().getFirst();
    run = open(HeartbeatStream.Timing.DETECTOR, true);
    adaptation =
        new Adaptation(
            run.stream(), recording().frequency(), job.teaching().rule(), job.keeping().log());
    if (job.keeping().resume().isPresent()) {
      resume(job.keeping().resume().get());
    } else {
      adaptation.start(identity());
    }
    job.keeping().rollback().ifPresent(this::rollback);
    job.adaptation().ifPresent(adapt -> adaptation.freeze(!adapt));
  }

  /**
   * A recording made by the generator, for runs without data.
   *
   * @param seed which person
   * @return the recording
   */
  public static AnnotatedRecording generated(Seed seed) {
    EcgCohort cohort = new EcgCohort(seed, 1, 1, GENERATED_S);
    return cohort.recording(cohort.test().getFirst());
  }

  /**
   * The learning log that a saved state goes with.
   *
   * @param snapshot the saved state
   * @return path of the log, if the state names one
   */
  public static Optional<Path> logOf(Path snapshot) {
    try {
      return Optional.ofNullable(Snapshot.read(snapshot).metadata().get(LOG)).map(Path::of);
    } catch (InvalidPathException e) {
      return Optional.empty(); // written on a system with other names
    }
  }

  private Recording recording() {
    return job.input().recording().recording();
  }

  private PersonRun open(HeartbeatStream.Timing timing, boolean adapt) {
    PersonRun.Plan plan =
        new PersonRun.Plan(
            timing,
            adapt,
            job.teaching().layers(),
            job.teaching().rule(),
            job.chip().substrate(),
            HeartbeatSettings.READOUT_RANGE,
            seed);
    return new PersonRun(job.input().recording(), job.base(), plan);
  }

  private void resume(Path path) {
    Snapshot snapshot = checked(path);
    snapshot.restore(run, path.toString());
    String entry = snapshot.metadata().getOrDefault(ENTRY, "0");
    if (!entry.matches("[0-9]{1,9}")) {
      throw new InputException(path.toString(), ENTRY, entry, "it must be the number of an entry");
    }
    adaptation.resume(Integer.parseInt(entry), identity());
  }

  /** A snapshot of this very run: same recording, base, substrate and seed. */
  private Snapshot checked(Path path) {
    Snapshot snapshot = Snapshot.read(path);
    metadata()
        .forEach((key, expected) -> {
          String found = snapshot.metadata().get(key);
          if (!expected.equals(found)) {
            throw new InputException(path.toString(), key, found, "this run has " + expected);
          }
        });
    return snapshot;
  }

  private void rollback(RollbackPoint point) {
    Optional<Map<String, Synapses>> weights = Optional.empty();
    if (point instanceof RollbackPoint.Saved file) {
      PersonRun other = open(HeartbeatStream.Timing.DETECTOR, true);
      checked(file.snapshot()).restore(other, file.snapshot().toString());
      weights = Optional.of(other.stream().plastic());
    }
    environment.progress().say(adaptation.rollback(point, weights));
    save();
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("application", "heartbeat");
    metadata.put("recording", job.input().recording().name());
    metadata.put("data", job.input().sha256().orElse("generated"));
    metadata.put("base", job.base().fingerprint());
    metadata.put("substrate", job.chip().name());
    metadata.put("plastic", job.teaching().layers().toString());
    metadata.put("rule", job.teaching().rule().toString());
    metadata.put("seed", Long.toString(seed.value()));
    return metadata;
  }

  private String identity() {
    return String.format(
        Locale.ROOT,
        "\"recording\":\"%s\",\"data\":\"%s\",\"substrate\":\"%s\",\"plastic\":\"%s\",\"rule\":\"%s\",\"seed\":%d,\"sample\":%d,",
        Adaptation.escape(job.input().recording().name()),
        job.input().sha256().orElse("generated"),
        Adaptation.escape(job.chip().name()),
        job.teaching().layers(),
        job.teaching().rule(),
        seed.value(),
        run.stream().samples());
  }

  /** Saves the state where the job says. */
  private void save() {
    Map<String, String> metadata = metadata();
    metadata.put(ENTRY, Integer.toString(adaptation.head()));
    job.keeping()
        .log()
        .ifPresent(log -> metadata.put(LOG, log.path().toAbsolutePath().normalize().toString()));
    job.keeping().snapshot().ifPresent(path -> Snapshot.capture(run, metadata).write(path));
    saved = System.nanoTime();
  }

  /**
   * Runs to the end of the recording.
   *
   * @return the result, or empty when the user stopped it; the state is saved then
   */
  public Optional<Result> run() {
    environment
        .progress()
        .begin("heartbeat " + job.input().recording().name(), (long) recording().seconds());
    long start = System.nanoTime();
    long startSample = run.stream().samples();
    Optional<PersonRun.Result> done = run.run(new Saving(), new Watcher());
    double seconds = (System.nanoTime() - start) * 1e-9;
    save();
    if (done.isEmpty()) {
      return Optional.empty();
    }
    double signal = (recording().frames() - startSample) / recording().frequency();
    PersonRun given = open(HeartbeatStream.Timing.GIVEN, !run.stream().isFrozen());
    PersonRun base = open(HeartbeatStream.Timing.GIVEN, false);
    HeartbeatReport report =
        new HeartbeatReport(
            job,
            environment,
            run,
            adaptation,
            done.get(),
            signal < LEAST_TIMED_S ? Double.NaN : signal / seconds);
    return Optional.of(report.make(given, base).seconds(seconds));
  }

  /** Passes on what the run tells, and saves the state at a safe point now and then. */
  private final class Saving implements Progress {
    @Override
    public void begin(String task, long steps) {
      environment.progress().begin(task, steps);
    }

    @Override
    public void advance(long steps) {
      environment.progress().advance(steps);
    }

    @Override
    public void say(String line) {
      environment.progress().say(line);
    }

    @Override
    public boolean stopRequested() {
      if (System.nanoTime() - saved > SAVE_EVERY_NS) {
        save();
      }
      return environment.progress().stopRequested();
    }
  }

  /** Tells decisions as they fall and keeps book of lessons. */
  private final class Watcher implements PersonRun.Listener {
    @Override
    public void decided(Decision decision) {
      if (job.live().shows(decision)) {
        environment.progress().say(line(decision));
      }
    }

    @Override
    public void taught(Decision decision, int truth, int weights) {
      adaptation.lesson(decision, truth, weights);
    }
  }

  private String line(Decision decision) {
    return String.format(
        Locale.ROOT,
        "%10.3f s  %c  %3.0f %%%s",
        decision.sample() / recording().frequency(),
        decision.letter(),
        100 * decision.confidence(),
        decision.isAlarm() ? "  alarm" : "");
  }

  /**
   * Writes what was decided as an annotation file that WFDB tools read.
   *
   * @param path where to
   */
  public void writeAnnotations(Path path) {
    List<Annotation> all = new ArrayList<>();
    long last = -1;
    for (Decision d : run.decisions()) {
      if (d.sample() > last) {
        all.add(Annotation.of((int) d.sample(), code(d.beatClass())));
        last = d.sample();
      }
    }
    AnnotationFile.write(path, all);
  }

  private static AnnotationCode code(int beatClass) {
    return switch (beatClass) {
      case 1 -> AnnotationCode.SUPRAVENTRICULAR_PREMATURE;
      case 2 -> AnnotationCode.PREMATURE_VENTRICULAR;
      case 3 -> AnnotationCode.FUSION;
      default -> AnnotationCode.NORMAL;
    };
  }
}
