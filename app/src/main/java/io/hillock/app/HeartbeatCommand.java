package io.hillock.app;

import io.hillock.app.report.JsonResults;
import io.hillock.data.DataLocation;
import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.protocol.MitBih;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.device.rram.RramPreset;
import io.hillock.fault.InputException;
import io.hillock.fault.UserException;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.heartbeat.BaseTraining;
import io.hillock.gallery.heartbeat.HeartbeatApplication;
import io.hillock.gallery.heartbeat.HeartbeatBase;
import io.hillock.gallery.heartbeat.LearningLog;
import io.hillock.gallery.heartbeat.MitBihRecords;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code learn heartbeat}: reads an ECG, finds and classifies beats, adapts to the person. */
@Command(
    name = "heartbeat",
    description = {
      "Read an ECG as events, find and classify its beats, learn the person's heart on line.",
      "Labels of the first five minutes teach. Without --record, a person is generated."
    },
    sortOptions = false)
final class HeartbeatCommand implements Callable<Integer> {
  /** What weights are. */
  enum SubstrateName {
    IDEAL,
    DIGITAL,
    RRAM
  }

  private final Runner runner;

  @Option(
      names = "--record",
      arity = "1..*",
      paramLabel = "FILE",
      description = "WFDB records, without extension")
  private List<Path> records = List.of();

  @Option(
      names = "--substrate",
      paramLabel = "NAME",
      defaultValue = "rram",
      description = "what weights are: ideal, digital or rram (default: ${DEFAULT-VALUE})")
  private SubstrateName substrate;

  @Option(
      names = "--bits",
      paramLabel = "N",
      defaultValue = "8",
      description = "bits of a digital weight (default: ${DEFAULT-VALUE})")
  private int bits;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "hfo2-1t1r",
      description = "preset of the resistive device (default: ${DEFAULT-VALUE})")
  private String device;

  @Option(
      names = "--technology",
      paramLabel = "FILE",
      description = "prices of what is counted, instead of the built-in ones")
  private Path technology;

  @Option(names = "--freeze", description = "do not adapt")
  private boolean freeze;

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description = "write the decisions as a WFDB annotation file")
  private Path annotations;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "write every lesson to an append-only log (JSON lines)")
  private Path log;

  @Option(
      names = "--snapshot",
      paramLabel = "FILE",
      description = "where to save the state, at the end and on Ctrl-C (default: HILLOCK_HOME)")
  private Path snapshot;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description = "go on from a saved state, bit for bit")
  private Path resume;

  @Option(
      names = "--base",
      paramLabel = "FILE",
      description = "a base trained by --train-base, instead of the one shipped")
  private Path base;

  @Option(
      names = "--train-base",
      paramLabel = "FILE",
      description = "train the base on DS1 (or on generated persons) and write it")
  private Path trainBase;

  @Mixin private CommonOptions options;

  HeartbeatCommand(Runner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    if (records.size() > 1 && (annotations != null || resume != null || snapshot != null)) {
      throw new InputException(
          "command line",
          "--record",
          records.size() + " records",
          "--annotations, --snapshot and --resume take one record");
    }
    for (Path file : new Path[] {annotations, log, snapshot, trainBase}) {
      if (file != null) {
        CommonOptions.requireWritable("command line", file);
      }
    }
    runner.people(options).println("hillock learn heartbeat, seed " + options.seed);
    if (trainBase != null) {
      return train();
    }
    boolean generated = records.isEmpty();
    List<Result> results = runner.work(options, progress -> learn(progress, generated));
    if (results.size() < Math.max(1, records.size())) {
      return ExitCode.INTERRUPTED;
    }
    runner.json(
        options,
        results.size() > 1
            ? JsonResults.array(results, Version.text())
            : JsonResults.object(results.getFirst(), Version.text()));
    if (options.report != null || generated) {
      Path page =
          options.report != null
              ? options.report
              : runner.state().folder("reports").resolve("heartbeat.html");
      runner.report(options, page, "Heartbeat", results);
    }
    return results.stream().allMatch(Result::holds) ? ExitCode.DONE : ExitCode.CLAIM_FAILS;
  }

  private Environment environment(Progress progress) {
    return new Environment(
        List.of(Seed.of(options.seed)),
        Scale.QUICK,
        options.data(runner.console()).map(DataLocation::directory),
        progress);
  }

  private int train() {
    runner.work(
        options,
        progress -> {
          Environment environment = environment(progress);
          boolean real = environment.data().isPresent();
          BaseTraining.train(persons(environment), real ? "mitdb DS1" : "generated", environment)
              .write(trainBase);
          return trainBase;
        });
    runner.people(options).println("base: " + trainBase.toAbsolutePath().normalize());
    return ExitCode.DONE;
  }

  private static List<AnnotatedRecording> persons(Environment environment) {
    if (environment.data().isPresent()) {
      return MitBihRecords.read(environment.data().get(), MitBih.DS1);
    }
    EcgCohort cohort = new EcgCohort(environment.seeds().getFirst(), 12, 1, 1200);
    return cohort.base().stream().map(cohort::recording).toList();
  }

  /** One result for each record; fewer when the user stopped. */
  private List<Result> learn(Progress progress, boolean generated) {
    Environment environment = environment(progress);
    HeartbeatBase start = base == null ? HeartbeatBase.shipped() : HeartbeatBase.read(base);
    List<AnnotatedRecording> recordings =
        generated
            ? List.of(HeartbeatApplication.generated(environment.seeds().getFirst()))
            : records.stream().map(WfdbReader::readAnnotated).toList();
    List<Result> results = new ArrayList<>();
    for (AnnotatedRecording recording : recordings) {
      Optional<Path> state = snapshotFile(recording.name());
      HeartbeatApplication application =
          new HeartbeatApplication(job(recording, start, generated, state), environment);
      Optional<Result> result = application.run();
      if (result.isEmpty()) {
        stopped(state);
        break;
      }
      if (annotations != null) {
        application.writeAnnotations(annotations);
      }
      results.add(result.get());
      if (!options.quiet) {
        summary(runner.people(options), recording.name(), result.get());
      }
    }
    return results;
  }

  private Optional<Path> snapshotFile(String record) {
    if (snapshot != null) {
      return Optional.of(snapshot);
    }
    try {
      String name = record.replaceAll("[^A-Za-z0-9_-]", "_") + "-" + options.seed + ".snapshot";
      return Optional.of(runner.state().folder("learn").resolve("heartbeat-" + name));
    } catch (UserException e) {
      runner.console().err().println("hillock: the state will not be saved: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void stopped(Optional<Path> state) {
    if (state.isEmpty()) {
      runner.console().err().println("hillock: stopped; nothing could be saved");
    } else {
      runner.console().err().println("hillock: stopped and saved in " + state.get());
      runner
          .console()
          .err()
          .println("hillock: go on with: " + runner.again("--resume") + " --resume " + state.get());
    }
  }

  private HeartbeatApplication.Job job(
      AnnotatedRecording recording, HeartbeatBase start, boolean generated, Optional<Path> state) {
    return new HeartbeatApplication.Job(
        recording,
        generated ? "generated" : recording.name(),
        start,
        choice(Time.period(recording.recording().frequency())),
        substrate + (substrate == SubstrateName.DIGITAL ? " " + bits : " " + device),
        prices(),
        !freeze,
        state,
        Optional.ofNullable(resume),
        Optional.ofNullable(log).map(path -> new LearningLog(path, resume == null)));
  }

  private SubstrateChoice choice(Time dt) {
    return switch (substrate) {
      case IDEAL -> SubstrateChoice.ideal();
      case DIGITAL -> SubstrateChoice.digital(bits);
      case RRAM -> SubstrateChoice.rram(RramPreset.of(device), dt);
    };
  }

  private Technology prices() {
    if (technology != null) {
      return Technology.read(technology);
    }
    return Technology.of(
        substrate == SubstrateName.RRAM
            ? Technology.BuiltIn.RRAM_130NM
            : Technology.BuiltIn.DIGITAL_28NM);
  }

  private void summary(PrintStream out, String name, Result r) {
    String weights = substrate.name().toLowerCase(Locale.ROOT);
    out.printf(Locale.ROOT, "record %s, seed %d, substrate %s%n", name, options.seed, weights);
    line(out, r, "accuracy, live, end to end", "accuracy.endToEnd", 100, "%");
    line(out, r, "accuracy, dates given", "accuracy.personalised", 100, "%");
    line(out, r, "accuracy before adaptation", "accuracy.base", 100, "%");
    line(out, r, "macro-F1 (N, S, V)", "macroF1.personalised", 100, "%");
    line(out, r, "beats found", "detector.sensitivity", 100, "%");
    line(out, r, "false alarms", "falseAlarmsPerHour", 1, "per hour");
    line(out, r, "weights written", "writes.ratio", 100, "% of one update per labelled beat");
    line(out, r, "energy of inference", "energy.perBeat.inferenceJ", 1e6, "uJ per beat");
    line(out, r, "energy of learning", "energy.perBeat.learningJ", 1e6, "uJ per labelled beat");
    line(out, r, "speed", "realTimeFactor", 1, "x real time");
  }

  private static void line(
      PrintStream out, Result r, String what, String metric, double factor, String unit) {
    Double value = r.metrics().get(metric);
    if (value != null) {
      out.printf(Locale.ROOT, "  %-28s %10.3f %s%n", what, factor * value, unit);
    }
  }
}
