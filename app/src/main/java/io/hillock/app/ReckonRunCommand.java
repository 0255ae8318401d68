package io.hillock.app;

import io.hillock.app.report.JsonResults;
import io.hillock.data.reckon.EventFile;
import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.device.reckon.Register;
import io.hillock.device.reckon.RegisterFile;
import io.hillock.device.reckon.Registers;
import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.gallery.Progress;
import io.hillock.gallery.StoppedException;
import io.hillock.gallery.reckon.ReckonData;
import io.hillock.gallery.reckon.ReckonPlayer;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.state.WholeFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code reckon run}: any setting on any events, with everything that it did written down. */
@Command(
    name = "run",
    description = "Run the chip on event files, and dump its weights after each sample.",
    sortOptions = false)
final class ReckonRunCommand implements Callable<Integer> {
  private static final String HEADER =
      "epoch,phase,sample,label,decision,events,spikes,changes_in,changes_rec,changes_out\n";

  private final Runner runner;

  @Option(
      names = "--registers",
      paramLabel = "FILE",
      description = "lines NAME = value (default: the authors' bench)")
  private Path registers;

  @Option(
      names = "--weights-in",
      required = true,
      paramLabel = "FILE",
      description = "initial input weights, one a line, row = pre")
  private Path weightsIn;

  @Option(
      names = "--weights-rec",
      required = true,
      paramLabel = "FILE",
      description = "initial recurrent weights")
  private Path weightsRec;

  @Option(
      names = "--weights-out",
      required = true,
      paramLabel = "FILE",
      description = "initial output weights")
  private Path weightsOut;

  @Option(
      names = "--events",
      required = true,
      paramLabel = "TRAIN",
      description = "samples to learn from")
  private Path events;

  @Option(names = "--test", paramLabel = "EVENTS", description = "samples to be judged on")
  private Path test;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "passes over the samples (default: ${DEFAULT-VALUE})")
  private int epochs;

  @Option(
      names = "--samples",
      paramLabel = "N",
      description = "samples of each file to play (default: all)")
  private Integer samples;

  @Option(
      names = "--label-tick",
      paramLabel = "N",
      defaultValue = "" + ReckonData.LABEL_TICK,
      description = "tick from which on the label is shown (default: ${DEFAULT-VALUE})")
  private int labelTick;

  @Option(
      names = "--dump",
      paramLabel = "DIR",
      description = "folder for weights after each sample, and samples.csv")
  private Path dump;

  @Mixin private CommonOptions options;

  ReckonRunCommand(Runner runner) {
    this.runner = runner;
  }

  /** Numbers right of an epoch. */
  private record Epoch(int train, int ofTrain, int test, int ofTest) {}

  /** What a whole run did. */
  private record Outcome(List<Epoch> epochs, String rows, double secondsPerSample) {}

  @Override
  public Integer call() {
    requireAtLeastOne("--epochs", epochs);
    requireAtLeastOne("--label-tick", labelTick);
    if (samples != null) {
      requireAtLeastOne("--samples", samples);
    }
    Registers setting = registers == null ? Registers.BENCH : RegisterFile.read(registers);
    refuse(setting, Register.REGRESSION, 1, "event files hold labels and no values to regress on");
    refuse(setting, Register.SINGLE_LABEL, 0, "event files hold one label per sample");
    refuse(setting, Register.EN_CONF, 1, "a core that is frozen computes nothing");
    Reckon chip = new Reckon(setting);
    chip.load(ReckonData.weights(setting, weightsIn, weightsRec, weightsOut));
    EventFile.Limits limits = new EventFile.Limits(setting.inputs(), setting.outputs(), labelTick);
    int most = samples == null ? Integer.MAX_VALUE : samples;
    List<EventSample> train = EventFile.read(events, limits, most);
    List<EventSample> tests = test == null ? List.of() : EventFile.read(test, limits, most);
    if (dump != null) {
      makeFolder();
    }
    Outcome outcome = runner.work(options, progress -> run(chip, train, tests, progress));
    if (dump != null) {
      WholeFile.write(dump.resolve("samples.csv"), HEADER + outcome.rows());
    }
    if (!options.quiet) {
      print(runner.people(options), chip, outcome);
    }
    runner.json(options, json(chip, outcome));
    return ExitCode.DONE;
  }

  private void refuse(Registers setting, Register register, int value, String rule) {
    if (setting.get(register) == value) {
      throw new InputException(registers.toString(), register.name(), value, rule);
    }
  }

  private static void requireAtLeastOne(String option, int value) {
    if (value < 1) {
      throw new ParameterException("command line", option, value, "it must be >= 1");
    }
  }

  private void makeFolder() {
    try {
      Files.createDirectories(dump);
    } catch (IOException e) {
      throw new InputException("--dump", "folder", dump, "it must be possible to make it", e);
    }
    if (!Files.isWritable(dump)) {
      throw new InputException("--dump", "folder", dump, "it must be writable");
    }
  }

  private Outcome run(
      Reckon chip, List<EventSample> train, List<EventSample> tests, Progress progress) {
    progress.begin("reckon, samples", (long) epochs * (train.size() + tests.size()));
    List<Epoch> all = new ArrayList<>();
    StringBuilder rows = new StringBuilder();
    long nanos = 0;
    for (int e = 1; e <= epochs; e++) {
      chip.learning(true);
      int right = 0;
      for (int s = 0; s < train.size(); s++) {
        if (progress.stopRequested()) {
          throw new StoppedException("reckon run", e - 1, epochs);
        }
        long start = System.nanoTime();
        right += play(chip, train.get(s), e, s, rows, true) ? 1 : 0;
        nanos += System.nanoTime() - start;
        if (dump != null) {
          dump(chip.weights(), e, s);
        }
        progress.advance(1);
      }
      chip.learning(false);
      int rightInTest = 0;
      for (int s = 0; s < tests.size(); s++) {
        rightInTest += play(chip, tests.get(s), e, s, rows, false) ? 1 : 0;
        progress.advance(1);
      }
      all.add(new Epoch(right, train.size(), rightInTest, tests.size()));
    }
    return new Outcome(all, rows.toString(), nanos * 1e-9 / ((long) epochs * train.size()));
  }

  private static boolean play(
      Reckon chip, EventSample sample, int epoch, int s, StringBuilder rows, boolean teach) {
    Map<String, Counts> owners = chip.ledger().owners();
    long[] before = counts(owners);
    int decision = ReckonPlayer.play(chip, sample, teach);
    long[] after = counts(owners);
    rows.append(epoch).append(teach ? ",train," : ",test,").append(s);
    rows.append(',').append(sample.label()).append(',').append(decision);
    for (int k = 0; k < after.length; k++) {
      rows.append(',').append(after[k] - before[k]);
    }
    rows.append('\n');
    return decision == sample.label();
  }

  /** Events delivered, spikes, and changes of input, recurrent and output weights so far. */
  private static long[] counts(Map<String, Counts> owners) {
    return new long[] {
      owners.get("input weights").get(CountKind.SPIKE),
      owners.get("neurons").get(CountKind.SPIKE),
      owners.get("input weights").get(CountKind.SYNAPSE_WRITE),
      owners.get("recurrent weights").get(CountKind.SYNAPSE_WRITE),
      owners.get("output weights").get(CountKind.SYNAPSE_WRITE)
    };
  }

  private void dump(ReckonWeights w, int epoch, int sample) {
    String name = String.format(Locale.ROOT, "epoch%02d-sample%03d-", epoch, sample);
    WholeFile.write(dump.resolve(name + "in.int8"), w.in());
    WholeFile.write(dump.resolve(name + "rec.int8"), w.rec());
    WholeFile.write(dump.resolve(name + "out.int8"), w.out());
  }

  private void print(PrintStream out, Reckon chip, Outcome outcome) {
    for (int e = 0; e < outcome.epochs().size(); e++) {
      Epoch epoch = outcome.epochs().get(e);
      out.printf(Locale.ROOT, "epoch %d: training %d/%d", e + 1, epoch.train(), epoch.ofTrain());
      out.println(epoch.ofTest() == 0 ? "" : ", test " + epoch.test() + "/" + epoch.ofTest());
    }
    long[] counts = counts(chip.ledger().owners());
    out.printf(Locale.ROOT, "events %d, spikes %d%n", counts[0], counts[1]);
    out.printf(
        Locale.ROOT,
        "changes: input %d, recurrent %d, output %d%n",
        counts[2],
        counts[3],
        counts[4]);
    MemoryReport memory = new MemoryReport(chip);
    out.printf(
        Locale.ROOT,
        "learning state %d bit, %.3f %% of inference; %.4f s per training sample%n",
        memory.learningBits(),
        memory.overheadPercent(),
        outcome.secondsPerSample());
    if (dump != null) {
      out.println("dump: " + dump.toAbsolutePath().normalize());
    }
  }

  private ObjectNode json(Reckon chip, Outcome outcome) {
    ObjectNode root = JsonResults.empty();
    root.put("hillock", Version.text());
    root.put("experiment", "reckon run");
    ArrayNode all = root.putArray("epochs");
    for (Epoch epoch : outcome.epochs()) {
      ObjectNode node = all.addObject();
      node.put("trainRight", epoch.train()).put("train", epoch.ofTrain());
      node.put("testRight", epoch.test()).put("test", epoch.ofTest());
    }
    long[] counts = counts(chip.ledger().owners());
    root.put("events", counts[0]).put("spikes", counts[1]);
    root.putObject("changes")
        .put("input", counts[2])
        .put("recurrent", counts[3])
        .put("output", counts[4]);
    MemoryReport memory = new MemoryReport(chip);
    root.put("learningBits", memory.learningBits());
    JsonResults.number(root, "overheadPercent", memory.overheadPercent());
    JsonResults.number(root, "secondsPerSample", outcome.secondsPerSample());
    return root;
  }
}
