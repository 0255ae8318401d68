package io.hillock.gallery.reckon;

import io.hillock.data.DataSet;
import io.hillock.data.cue.CueAccumulation;
import io.hillock.data.cue.CueTrial;
import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.device.reckon.Registers;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The bit-exact processor on the cue accumulation of its authors' bench: the same weights, the same
 * decisions, and 34 bits per neuron to learn.
 *
 * <p>With the published files nothing is random: samples, initial weights and seeds of the shift
 * registers are given, and every bit must agree with the circuit. Without them, trials and initial
 * weights of the same distribution are drawn from the seed, and only learning itself is claimed.
 */
public final class ReckonExperiment implements Experiment {
  private static final String ID = "reckon";
  private static final int QUICK_EPOCHS = 3;
  private static final int PAPER_EPOCHS = 10;
  private static final int GENERATED = 50;
  private static final int FRESH = 500;
  private static final long FRESH_FROM = 3_000_000;
  private static final double CHIP_SECONDS = 0.066;
  // Standard deviations of the published initial weights.
  private static final double SD_IN = 14.2;
  private static final double SD_REC = 1.8;
  private static final double SD_OUT = 9.4;

  /** The experiment. */
  public ReckonExperiment() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "A learning chip bit for bit: seconds-long credit with 34 bits per neuron";
  }

  @Override
  public String paper() {
    return "C. Frenkel, G. Indiveri 2022, ISSCC 29.4, arXiv:2208.09759; released circuit and bench";
  }

  /** What one seed gave. */
  private record Outcome(ReckonCurve curve, double fresh, Reckon chip) {}

  @Override
  public Result run(Environment environment) {
    Optional<Path> folder =
        environment.data().map(d -> d.resolve(DataSet.RECKON.folder())).filter(Files::isDirectory);
    Result result = new Result(ID, environment, folder.isPresent() ? ID : "generated");
    int epochs =
        switch (environment.scale()) {
          case QUICK -> QUICK_EPOCHS;
          case PAPER -> PAPER_EPOCHS;
        };
    int seeds = environment.seeds().size();
    environment.progress().begin("reckon, samples", seeds * (2L * GENERATED * epochs + FRESH));
    List<Outcome> all = new ArrayList<>();
    for (Seed seed : environment.seeds()) {
      ReckonData data = folder.map(ReckonData::read).orElseGet(() -> generated(seed));
      all.add(learn(seed, data, epochs, environment));
    }
    folder.ifPresent(f -> result.dataSha256(ReckonData.sha256(f)));
    if (folder.isPresent()) {
      circuit(result, environment, all.getFirst().curve());
    }
    fresh(result, environment, all, folder.isPresent());
    time(result, all);
    memory(result);
    plots(result, all.getFirst());
    Reckon chip = all.getFirst().chip();
    return result.ledger(
        LedgerSummary.of(
            Technology.of(Technology.BuiltIn.DIGITAL_28NM), chip.ledger(), new MemoryReport(chip)));
  }

  private static Outcome learn(Seed seed, ReckonData data, int epochs, Environment environment) {
    Reckon chip = new Reckon(Registers.BENCH);
    chip.load(data.weights());
    ReckonCurve curve = ReckonCurve.learn(chip, data, epochs, environment.progress());
    List<EventSample> fresh = trials(seed, FRESH_FROM, FRESH);
    double right = ReckonCurve.right(chip, fresh, environment.progress());
    return new Outcome(curve, right / FRESH, chip);
  }

  /** Trials and weights like the published ones, from the seed. */
  private static ReckonData generated(Seed seed) {
    int inputs = Registers.BENCH.inputs();
    int neurons = Registers.BENCH.neurons();
    int outputs = Registers.BENCH.outputs();
    RandomStream random = seed.stream(Purpose.WIRING, 11);
    byte[] in = normal(random, inputs * neurons, SD_IN);
    byte[] rec = normal(random, neurons * neurons, SD_REC);
    for (int j = 0; j < neurons; j++) {
      rec[j * (neurons + 1)] = 0;
    }
    byte[] out = normal(random, neurons * outputs, SD_OUT);
    return new ReckonData(
        trials(seed, 0, GENERATED),
        trials(seed, GENERATED, GENERATED),
        new ReckonWeights(inputs, neurons, outputs, in, rec, out));
  }

  private static byte[] normal(RandomStream random, int n, double sd) {
    byte[] w = new byte[n];
    for (int k = 0; k < n; k++) {
      w[k] = (byte) Math.clamp(StrictMath.round(sd * random.nextGaussian()), -127, 127);
    }
    return w;
  }

  private static List<EventSample> trials(Seed seed, long from, int count) {
    CueAccumulation task = CueAccumulation.PUBLISHED;
    List<EventSample> samples = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      CueTrial trial = task.trial(seed, from + k);
      samples.add(
          new EventSample(
              trial.steps(), task.recallFrom(), trial.label(), trial.times(), trial.sources()));
    }
    return samples;
  }

  private static void circuit(Result result, Environment environment, ReckonCurve curve) {
    String source = "released circuit, simulated, under the bench setting";
    result
        .metric("hash.mismatches", curve.hashMismatches())
        .metric("hash.compared", curve.hashes())
        .metric("curve.mismatches", curve.mismatches())
        .metric("curve.compared", 2.0 * curve.epochs());
    result.claim(
        Claim.of(
            "weight matrices that differ from the circuit's, of " + curve.hashes(),
            new double[] {curve.hashMismatches()},
            "matrices",
            Claim.Relation.AT_MOST,
            0,
            source + ": SHA-256 after training samples 0, 1, 2, 49"));
    result.claim(
        Claim.of(
            "numbers right of 50 that differ from the circuit's, of " + 2 * curve.epochs(),
            new double[] {curve.mismatches()},
            "figures",
            Claim.Relation.AT_MOST,
            0,
            source + ": training and test, each epoch"));
    if (environment.scale() == Scale.PAPER) {
      int last = curve.epochs() - 1;
      result.claim(
          Claim.of(
                  "accuracy on the published test of 50, last epoch",
                  new double[] {curve.test(last) / GENERATED},
                  "fraction",
                  Claim.Relation.AT_LEAST,
                  0.94,
                  "bar of this project; published: on chip")
              .published(0.964));
    }
  }

  private static void fresh(
      Result result, Environment environment, List<Outcome> all, boolean published) {
    double[] fresh = all.stream().mapToDouble(Outcome::fresh).toArray();
    double[] test =
        all.stream().mapToDouble(o -> o.curve().test(o.curve().epochs() - 1) / GENERATED).toArray();
    result.metric("accuracy.test", test).metric("accuracy.fresh", fresh);
    double bar = environment.scale() == Scale.PAPER && published ? 0.88 : 0.75;
    result.claim(
        Claim.of(
            "accuracy on 500 generated trials it never saw",
            fresh,
            "fraction",
            Claim.Relation.AT_LEAST,
            bar,
            "bar of this project; 50 training trials, chance is 0.5"));
  }

  private static void time(Result result, List<Outcome> all) {
    double[] seconds = all.stream().mapToDouble(o -> o.curve().secondsPerSample()).toArray();
    result.metric("secondsPerSample", seconds);
    result.claim(
        Claim.of(
            "time per training sample, one core, median",
            seconds,
            "s",
            Claim.Relation.AT_MOST,
            CHIP_SECONDS,
            "the chip's own time at 13 MHz, 0.86 million cycles"));
  }

  private static void memory(Result result) {
    RuleMemory memory = new RuleMemory();
    double overhead = memory.overheadPercent();
    result
        .metric("learningBits", memory.learningBits())
        .metric("overheadPercent", overhead)
        .table(memory.table());
    String why = "counted on the state held: 256 neurons of 12 + 12 + 10 bits";
    result.claim(
        Claim.of(
                "learning state at full size",
                new double[] {memory.learningBits()},
                "bit",
                Claim.Relation.EQUAL,
                8704,
                why)
            .published(8704));
    result.claim(
        Claim.of(
                "learning state, of inference memory",
                new double[] {overhead},
                "%",
                Claim.Relation.AT_MOST,
                0.80,
                why)
            .published(0.8));
    result.claim(
        Claim.of(
            "learning state, of inference memory (no state left out)",
            new double[] {overhead},
            "%",
            Claim.Relation.AT_LEAST,
            0.77,
            why));
  }

  private static void plots(Result result, Outcome outcome) {
    ReckonCurve curve = outcome.curve();
    double[] epoch = new double[curve.epochs()];
    double[] train = new double[epoch.length];
    double[] test = new double[epoch.length];
    List<List<String>> rows = new ArrayList<>();
    for (int e = 0; e < epoch.length; e++) {
      epoch[e] = e + 1;
      train[e] = curve.train(e);
      test[e] = curve.test(e);
      rows.add(List.of(whole(epoch[e]), whole(train[e]), whole(test[e])));
    }
    result.table(new Table("Right of 50, first seed", List.of("epoch", "training", "test"), rows));
    result.plot(
        new Plot.Curves(
            "Right of 50",
            Plot.Axis.of("epoch"),
            Plot.Axis.of("trials"),
            List.of(
                new Plot.Series("training", Plot.Style.LINE, epoch, train),
                new Plot.Series("test", Plot.Style.LINE, epoch, test))));
    var owners = outcome.chip().ledger().owners();
    for (String owner : List.of("input", "recurrent", "output")) {
      long changes = owners.get(owner + " weights").get(CountKind.SYNAPSE_WRITE);
      result.metric("changes." + owner, changes);
    }
  }

  private static String whole(double x) {
    return String.format(Locale.ROOT, "%.0f", x);
  }
}
