package io.hillock.app;

import io.hillock.data.DataLocation;
import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.device.rram.RramPreset;
import io.hillock.fault.InputException;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.heartbeat.BaseTraining;
import io.hillock.gallery.heartbeat.HeartbeatApplication;
import io.hillock.gallery.heartbeat.HeartbeatBase;
import io.hillock.gallery.heartbeat.LearningLog;
import io.hillock.gallery.heartbeat.MitBih;
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

/** Streams a signal through a network that learns on line. */
@Command(
    name = "learn",
    description = "Stream a signal through a network that learns on line.",
    mixinStandardHelpOptions = true,
    subcommands = LearnCommand.Heartbeat.class)
final class LearnCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.println("applications: heartbeat (hillock learn heartbeat --help)");
    return Hillock.DONE;
  }

  /** What weights are. */
  enum SubstrateName {
    IDEAL,
    DIGITAL,
    RRAM
  }

  /** Reads an ECG, finds and classifies beats, adapts to the person. */
  @Command(
      name = "heartbeat",
      description = {
        "Read an ECG as events, find and classify its beats (N, S, V, F), and learn the person's"
            + " heart",
        "from the labels of the first five minutes. Without --record, a person is generated."
      },
      mixinStandardHelpOptions = true)
  static final class Heartbeat implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Option(names = "--record", arity = "1..*", description = "WFDB records, without extension.")
    private List<Path> records = List.of();

    @Option(
        names = "--substrate",
        description = "What weights are: ${COMPLETION-CANDIDATES} (default: RRAM).")
    private SubstrateName substrate = SubstrateName.RRAM;

    @Option(names = "--bits", description = "Bits of a digital weight (default: ${DEFAULT-VALUE}).")
    private int bits = 8;

    @Option(
        names = "--device",
        description = "Preset of the resistive device (default: ${DEFAULT-VALUE}).")
    private String device = "hfo2-1t1r";

    @Option(names = "--technology", description = "A file of prices instead of the built-in one.")
    private Path technology;

    @Option(names = "--freeze", description = "Do not adapt.")
    private boolean freeze;

    @Option(names = "--annotations", description = "Write the decisions as a WFDB annotation file.")
    private Path annotations;

    @Option(names = "--log", description = "Write every lesson to an append-only log (JSON lines).")
    private Path log;

    @Option(
        names = "--snapshot",
        description = "Save the whole state there, at the end and on Ctrl-C.")
    private Path snapshot;

    @Option(names = "--resume", description = "Go on from a saved state, bit for bit.")
    private Path resume;

    @Option(
        names = "--base",
        description = "A base trained by --train-base, instead of the one shipped.")
    private Path base;

    @Option(
        names = "--train-base",
        description = "Train the base on DS1 (or on generated persons) and write it.")
    private Path trainBase;

    @Override
    public Integer call() {
      TerminalProgress progress = new TerminalProgress(common.quiet());
      try {
        common.threads();
        Seed seed = Seed.of(common.seed());
        Optional<Path> data = common.location().map(DataLocation::directory);
        Environment environment = new Environment(List.of(seed), Scale.QUICK, data, progress);
        return trainBase != null ? train(environment) : learn(environment);
      } finally {
        progress.finish();
      }
    }

    private int train(Environment environment) {
      boolean real = environment.data().isPresent();
      List<AnnotatedRecording> recordings;
      if (real) {
        recordings = MitBih.read(environment.data().get(), MitBih.DS1);
      } else {
        EcgCohort cohort = new EcgCohort(environment.seeds().getFirst(), 12, 1, 1200);
        recordings = cohort.base().stream().map(cohort::recording).toList();
      }
      BaseTraining.train(recordings, real ? "mitdb DS1" : "generated", environment)
          .write(trainBase);
      common.people().println("base: " + trainBase.toAbsolutePath());
      return Hillock.DONE;
    }

    private int learn(Environment environment) {
      HeartbeatBase start = base == null ? HeartbeatBase.shipped() : HeartbeatBase.read(base);
      boolean generated = records.isEmpty();
      if (!generated
          && records.size() > 1
          && (annotations != null || resume != null || snapshot != null)) {
        throw new InputException(
            "command line",
            "--record",
            records.size() + " records",
            "--annotations, --snapshot and --resume take one record");
      }
      if (generated && !common.hasReport()) {
        common.reportTo(Path.of("hillock-heartbeat.html"));
      }
      List<AnnotatedRecording> recordings =
          generated
              ? List.of(HeartbeatApplication.generated(environment.seeds().getFirst()))
              : records.stream().map(Heartbeat::read).toList();
      List<Result> results = new ArrayList<>();
      for (AnnotatedRecording recording : recordings) {
        HeartbeatApplication application =
            new HeartbeatApplication(job(recording, start, generated), environment);
        Optional<Result> result = application.run();
        if (result.isEmpty()) {
          stopped();
          return Hillock.INTERRUPTED;
        }
        if (annotations != null) {
          application.writeAnnotations(annotations);
        }
        results.add(result.get());
        summary(common.people(), recording.name(), result.get());
      }
      common.publish("Heartbeat", results, recordings.size() > 1);
      return results.stream().allMatch(Result::holds) ? Hillock.DONE : Hillock.CLAIM_FAILED;
    }

    private void stopped() {
      System.err.println(
          snapshot == null
              ? "hillock: stopped; nothing was saved, because --snapshot was not given"
              : "hillock: stopped and saved; go on with the same command and --resume " + snapshot);
    }

    private static AnnotatedRecording read(Path record) {
      return WfdbReader.readAnnotated(record);
    }

    private HeartbeatApplication.Job job(
        AnnotatedRecording recording, HeartbeatBase start, boolean generated) {
      Optional<LearningLog> lessons =
          Optional.ofNullable(log).map(path -> new LearningLog(path, resume == null));
      return new HeartbeatApplication.Job(
          recording,
          generated ? "generated" : recording.name(),
          start,
          choice(Time.period(recording.recording().frequency())),
          substrate + (substrate == SubstrateName.DIGITAL ? " " + bits : " " + device),
          prices(),
          !freeze,
          Optional.ofNullable(snapshot),
          Optional.ofNullable(resume),
          lessons);
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
      out.printf(
          Locale.ROOT, "%nrecord %s, seed %d, substrate %s%n", name, common.seed(), substrate);
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
      out.printf(Locale.ROOT, "  %-28s %10.3f %s%n", what, factor * r.metrics().get(metric), unit);
    }
  }
}
