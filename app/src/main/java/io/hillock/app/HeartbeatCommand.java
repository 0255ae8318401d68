package io.hillock.app;

import io.hillock.app.report.JsonResults;
import io.hillock.data.DataLocation;
import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.protocol.MitBih;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.RecordDigest;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.device.DeviceModel;
import io.hillock.device.library.DeviceLibrary;
import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.fault.UserException;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.heartbeat.BaseTraining;
import io.hillock.gallery.heartbeat.HeartbeatApplication;
import io.hillock.gallery.heartbeat.HeartbeatBase;
import io.hillock.gallery.heartbeat.HeartbeatJob;
import io.hillock.gallery.heartbeat.LearningLog;
import io.hillock.gallery.heartbeat.LiveLines;
import io.hillock.gallery.heartbeat.MitBihRecords;
import io.hillock.gallery.heartbeat.PlasticLayers;
import io.hillock.gallery.heartbeat.RollbackPoint;
import io.hillock.gallery.heartbeat.TeachingRule;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.io.PrintStream;
import java.nio.file.Files;
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
  private static final String IDEAL = "ideal";
  private static final String DIGITAL = "digital";
  private static final int BITS = 8;

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
      description = {
        "what weights are: ideal, digital, or a device: a kind (rram, pcm, mtj) or the name of",
        "a preset or fitted device (default: ${DEFAULT-VALUE})"
      })
  private String substrate;

  @Option(
      names = "--bits",
      paramLabel = "N",
      description = "with --substrate digital: bits of a weight (default: " + BITS + ")")
  private Integer bits;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      description = "with --substrate KIND: which device of that kind, a preset or a fitted one")
  private String device;

  @Option(
      names = "--plastic",
      paramLabel = "LAYERS",
      defaultValue = "readout",
      description =
          "which layers labels teach: readout, hidden or both (default: ${DEFAULT-VALUE})")
  private PlasticLayers plastic;

  @Option(
      names = "--rule",
      paramLabel = "RULE",
      defaultValue = "deterministic-floor",
      description = {
        "how errors teach: every-error, deterministic-floor, stochastic-floor or",
        "accumulate-and-fire (default: ${DEFAULT-VALUE})"
      })
  private TeachingRule rule;

  @Option(
      names = "--technology",
      paramLabel = "FILE",
      description = "prices of what is counted, instead of the built-in ones")
  private Path technology;

  @Option(
      names = "--freeze",
      negatable = true,
      description = "do not adapt; --no-freeze lets a frozen state adapt again")
  private Boolean freeze;

  @Option(
      names = "--rollback",
      paramLabel = "POINT",
      description = {
        "with --resume: give the weights back an earlier state and go on. POINT is",
        "start (before the first lesson), the number of an entry of the log, or a snapshot"
      })
  private String rollback;

  @Option(
      names = "--live",
      paramLabel = "WHAT",
      description = "lines while reading: beats, alarms or none (default: beats on a terminal)")
  private LiveLines live;

  @Option(
      names = "--annotations",
      paramLabel = "FILE",
      description = "write the decisions as a WFDB annotation file")
  private Path annotations;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = {
        "append every change of a weight to this log (JSON lines); without it the log lies",
        "beside the saved state and begins anew with every run that is not resumed"
      })
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

  @Mixin private PageOptions options;

  HeartbeatCommand(Runner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    if (rollback != null && resume == null) {
      throw new ParameterException(
          "learn heartbeat",
          "--rollback",
          rollback,
          "it goes back in a saved state: add --resume SNAPSHOT");
    }
    requireSubstrate("digital", substrate.equals(DIGITAL), "--bits", bits);
    requireSubstrate("a kind of device", kindOfDevice(), "--device", device);
    model();
    if (trainBase != null && !records.isEmpty()) {
      throw new InputException(
          "command line",
          "--record",
          records.getFirst(),
          "--train-base learns from DS1 below --data, or from generated persons: leave one out");
    }
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

  /** An option that says nothing on the chosen substrate is a mistake, not a detail. */
  private void requireSubstrate(String needed, boolean chosen, String option, Object value) {
    if (value != null && !chosen) {
      throw new ParameterException(
          "learn heartbeat",
          option,
          value,
          "it is about --substrate " + needed + ", and weights here are " + substrate);
    }
  }

  private boolean kindOfDevice() {
    return runner.devices().kinds().contains(substrate);
  }

  private int bits() {
    return bits == null ? BITS : bits;
  }

  /** The device that weights are made of; empty where they are numbers. */
  private Optional<DeviceModel> model() {
    if (substrate.equals(IDEAL) || substrate.equals(DIGITAL)) {
      return Optional.empty();
    }
    DeviceLibrary devices = runner.devices();
    return Optional.of(device == null ? devices.find(substrate) : devices.find(substrate, device));
  }

  /** What weights are, with what tells them from others of their kind. */
  private String chipName() {
    return model()
        .map(m -> m.kind() + " " + m.name())
        .orElse(substrate.equals(DIGITAL) ? DIGITAL + " " + bits() : IDEAL);
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
    List<HeartbeatJob.Input> inputs =
        generated
            ? List.of(
                new HeartbeatJob.Input(
                    HeartbeatApplication.generated(environment.seeds().getFirst()),
                    "generated",
                    Optional.empty()))
            : records.stream().map(HeartbeatCommand::read).toList();
    List<Result> results = new ArrayList<>();
    for (HeartbeatJob.Input input : inputs) {
      if (input.recording().beats().isEmpty()) {
        progress.say(
            "record "
                + input.recording().name()
                + " has no labelled beats: nothing is taught and nothing is scored");
      }
      HeartbeatJob job = job(input, start);
      HeartbeatApplication application = new HeartbeatApplication(job, environment);
      Optional<Result> result = application.run();
      progress.end();
      if (result.isEmpty()) {
        stopped(job.keeping().snapshot());
        break;
      }
      if (annotations != null) {
        application.writeAnnotations(annotations);
      }
      results.add(result.get());
      if (!options.quiet) {
        summary(runner.people(options), input.recording().name(), result.get());
      }
    }
    return results;
  }

  private static HeartbeatJob.Input read(Path record) {
    AnnotatedRecording recording =
        WfdbReader.isAnnotated(record)
            ? WfdbReader.readAnnotated(record)
            : new AnnotatedRecording(WfdbReader.read(record), List.of());
    return new HeartbeatJob.Input(
        recording, recording.name(), Optional.of(RecordDigest.sha256(List.of(record))));
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
      String next =
          records.size() > 1
              ? "that record alone and --resume " + state.get() + ", then the records after it"
              : runner.again("--resume", "--rollback") + " --resume " + state.get();
      runner.console().err().println("hillock: go on with: " + next);
    }
  }

  private HeartbeatJob job(HeartbeatJob.Input input, HeartbeatBase start) {
    AnnotatedRecording recording = input.recording();
    Optional<Path> state = snapshotFile(recording.name());
    return new HeartbeatJob(
        input,
        start,
        new HeartbeatJob.Chip(
            choice(Time.period(recording.recording().frequency())), chipName(), prices()),
        new HeartbeatJob.Teaching(plastic, rule),
        new HeartbeatJob.Keeping(
            state,
            Optional.ofNullable(resume),
            learningLog(state),
            Optional.ofNullable(rollback).map(RollbackPoint::of)),
        Optional.ofNullable(freeze).map(frozen -> !frozen),
        lines());
  }

  private LiveLines lines() {
    if (live != null) {
      return live;
    }
    return runner.console().terminal() ? LiveLines.BEATS : LiveLines.ALARMS;
  }

  /** The log that is named; else the one of the resumed state; else a new one beside the state. */
  private Optional<LearningLog> learningLog(Optional<Path> state) {
    if (log != null) {
      return Optional.of(LearningLog.appending(log));
    }
    if (resume != null) {
      Optional<Path> known = HeartbeatApplication.logOf(resume).filter(Files::isRegularFile);
      return Optional.of(LearningLog.appending(known.orElse(beside(resume))));
    }
    return state.map(file -> LearningLog.replacing(beside(file)));
  }

  private static Path beside(Path snapshot) {
    String name = snapshot.getFileName().toString().replaceFirst("\\.snapshot$", "");
    return snapshot.resolveSibling(name + ".log.jsonl");
  }

  private SubstrateChoice choice(Time dt) {
    return model()
        .map(m -> SubstrateChoice.device(m, dt))
        .orElseGet(() ->
            substrate.equals(DIGITAL) ? SubstrateChoice.digital(bits()) : SubstrateChoice.ideal());
  }

  private Technology prices() {
    if (technology != null) {
      return Technology.read(technology);
    }
    return Technology.of(
        model().isPresent() ? Technology.BuiltIn.RRAM_130NM : Technology.BuiltIn.DIGITAL_28NM);
  }

  private void summary(PrintStream out, String name, Result r) {
    out.printf(Locale.ROOT, "record %s, seed %d, substrate %s%n", name, options.seed, chipName());
    line(out, r, "accuracy, live, end to end", "accuracy.endToEnd", 100, "%");
    line(out, r, "accuracy, dates given", "accuracy.personalised", 100, "%");
    line(out, r, "accuracy before adaptation", "accuracy.base", 100, "%");
    line(out, r, "macro-F1 (N, S, V)", "macroF1.personalised", 100, "%");
    line(out, r, "beats found", "detector.sensitivity", 100, "%");
    line(out, r, "alarms", "alarms", 1, "in all");
    line(out, r, "false alarms", "falseAlarmsPerHour", 1, "per hour");
    line(out, r, "weights written", "writes.ratio", 100, "% of one update per labelled beat");
    line(out, r, "energy of inference", "energy.perBeat.inferenceJ", 1e6, "uJ per beat");
    line(out, r, "energy of learning", "energy.perBeat.learningJ", 1e6, "uJ per labelled beat");
    line(out, r, "speed", "realTimeFactor", 1, "x real time");
  }

  private static void line(
      PrintStream out, Result r, String what, String metric, double factor, String unit) {
    Double value = r.metrics().get(metric);
    if (value != null && value.isNaN()) {
      out.printf(Locale.ROOT, "  %-28s %10s%n", what, "no data");
    } else if (value != null) {
      out.printf(Locale.ROOT, "  %-28s %10.3f %s%n", what, factor * value, unit);
    }
  }
}
