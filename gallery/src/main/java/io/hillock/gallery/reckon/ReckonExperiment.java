package io.hillock.gallery.reckon;

import io.hillock.data.DataSet;
import io.hillock.data.reckon.EventSample;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * The bit-exact processor on the cue accumulation of its authors' bench: the same weights, the same
 * decisions, and 34 bits per neuron to learn; and what becomes of learning without its long leak,
 * its rounding, its rate regularisation.
 *
 * <p>With the published files nothing is random but the 500 fresh trials: samples, initial weights
 * and seeds of the shift registers are given, and every bit must agree with the circuit. Without
 * them, trials and initial weights of the same distribution are drawn from the seed, and only
 * learning itself is claimed.
 */
public final class ReckonExperiment implements Experiment {
  private static final String ID = "reckon";
  private static final int QUICK_EPOCHS = 3;
  private static final int PAPER_EPOCHS = 10;

  /** After that many epochs the arms are compared. */
  private static final int COMPARED = 6;

  private static final int FRESH = 500;
  private static final long FRESH_FROM = 3_000_000;
  private static final double CHIP_SECONDS = 0.066;
  // Of a sample on one core, training and test about half and half.
  private static final double EXPECTED_SECONDS = 0.008;

  /** Right of 50 in training, epochs 1 to 10, in the circuit. */
  private static final int[] TRAIN = {32, 46, 47, 46, 48, 47, 49, 48, 48, 50};

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

  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() == Scale.QUICK) {
      return Optional.empty();
    }
    double samples = 0;
    for (ReckonArm arm : ReckonArm.values()) {
      samples += samples(arm, environment.scale());
    }
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    double seconds = environment.seeds().size() * samples * EXPECTED_SECONDS / threads;
    return Optional.of(Duration.ofSeconds(1 + (long) seconds));
  }

  private static int epochs(ReckonArm arm, Scale scale) {
    return switch (scale) {
      case QUICK -> QUICK_EPOCHS;
      case PAPER -> arm == ReckonArm.BENCH ? PAPER_EPOCHS : COMPARED;
    };
  }

  private static int compared(Scale scale) {
    return scale == Scale.QUICK ? QUICK_EPOCHS : COMPARED;
  }

  private static long samples(ReckonArm arm, Scale scale) {
    return ReckonRun.samples(epochs(arm, scale), compared(scale), FRESH);
  }

  @Override
  public Result run(Environment environment) {
    Optional<Path> folder =
        environment.data().map(d -> d.resolve(DataSet.RECKON.folder())).filter(Files::isDirectory);
    Result result = new Result(ID, environment, folder.isPresent() ? ID : "generated");
    Optional<String> sha256 = folder.map(ReckonData::sha256);
    sha256.ifPresent(result::dataSha256);
    Optional<ReckonData> published = folder.map(ReckonData::read);
    Map<ReckonArm, List<Figures>> all = learn(environment, published, sha256.orElse("generated"));
    List<Figures> bench = all.get(ReckonArm.BENCH);
    if (published.isPresent()) {
      circuit(result, environment, bench.getFirst());
    }
    fresh(result, environment, bench, published.isPresent());
    time(result, bench);
    memory(result);
    ReckonAblations.report(result, all, compared(environment.scale()), published.isPresent());
    cost(result, bench);
    BrailleOnChip.report(result, environment);
    environment.parts().done();
    return result;
  }

  /** All arms for all seeds; the long one of each seed first. */
  private static Map<ReckonArm, List<Figures>> learn(
      Environment environment, Optional<ReckonData> published, String data) {
    Scale scale = environment.scale();
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (ReckonArm arm : ReckonArm.values()) {
      for (Seed seed : environment.seeds()) {
        int epochs = epochs(arm, scale);
        jobs.add(
            new KeptJobs.Job(
                arm + " " + epochs + " epochs, " + data + ", " + seed,
                samples(arm, scale),
                progress -> {
                  List<EventSample> fresh = ReckonData.trials(seed, FRESH_FROM, FRESH);
                  ReckonData samples = published.orElseGet(() -> ReckonData.generated(seed));
                  return ReckonRun.of(arm, samples, fresh, epochs, compared(scale), progress);
                }));
      }
    }
    List<Figures> done = KeptJobs.run(ID, "samples", environment, jobs);
    Map<ReckonArm, List<Figures>> all = new EnumMap<>(ReckonArm.class);
    int seeds = environment.seeds().size();
    for (ReckonArm arm : ReckonArm.values()) {
      all.put(arm, done.subList(arm.ordinal() * seeds, (arm.ordinal() + 1) * seeds));
    }
    return all;
  }

  private static void circuit(Result result, Environment environment, Figures bench) {
    String source = "released circuit, simulated, under the bench setting";
    double[] test = bench.row("test");
    double differ = mismatches(bench.row("train"), TRAIN);
    differ += mismatches(test, ReckonArm.BENCH.reference());
    double compared = 2.0 * test.length;
    result
        .metric("hash.mismatches", bench.get("hashMismatches"))
        .metric("hash.compared", bench.get("hashes"))
        .metric("curve.mismatches", differ)
        .metric("curve.compared", compared);
    result.claim(
        Claim.of(
            "weight matrices that differ from the circuit's, of " + (int) bench.get("hashes"),
            bench.row("hashMismatches"),
            "matrices",
            Claim.Relation.EQUAL,
            0,
            source + ": SHA-256 after training samples 0, 1, 2, 49"));
    result.claim(
        Claim.of(
            "numbers right of 50 that differ from the circuit's, of " + (int) compared,
            new double[] {differ},
            "figures",
            Claim.Relation.EQUAL,
            0,
            source + ": training and test, each epoch"));
    if (environment.scale() == Scale.PAPER) {
      result.claim(
          Claim.of(
                  "accuracy on the published test of 50, last epoch",
                  new double[] {test[test.length - 1] / ReckonData.SAMPLES},
                  "fraction",
                  Claim.Relation.AT_LEAST,
                  0.94,
                  "bar of this project; published: on chip")
              .published(0.964));
    }
  }

  /** How many figures differ, as far as both go. */
  static double mismatches(double[] found, int[] expected) {
    int differ = 0;
    for (int e = 0; e < Math.min(found.length, expected.length); e++) {
      differ += found[e] == expected[e] ? 0 : 1;
    }
    return differ;
  }

  private static void fresh(
      Result result, Environment environment, List<Figures> bench, boolean published) {
    double[] fresh = bench.stream().mapToDouble(f -> f.row("fresh")[1]).toArray();
    double[] test =
        bench.stream()
            .mapToDouble(f -> f.row("test")[f.row("test").length - 1] / ReckonData.SAMPLES)
            .toArray();
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

  private static void time(Result result, List<Figures> bench) {
    double[] seconds = bench.stream().mapToDouble(f -> f.get("seconds")).toArray();
    result.metric("secondsPerSample", seconds);
    result.claim(
        Claim.of(
            "CPU time per training sample, one core, median",
            seconds,
            "s",
            Claim.Relation.AT_MOST,
            CHIP_SECONDS,
            "the chip's own time at 13 MHz, 0.86 million cycles"));
  }

  private static void memory(Result result) {
    RuleMemory memory = new RuleMemory();
    double overhead = memory.overheadPercent();
    memory.report(result);
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

  /** What training cost, test and fresh trials left out; the first seed stands for all. */
  private static void cost(Result result, List<Figures> bench) {
    Figures first = bench.getFirst();
    LedgerSummary training = first.priced(Technology.of(Technology.BuiltIn.DIGITAL_28NM));
    double accuracy = bench.stream().mapToDouble(f -> f.row("fresh")[1]).average().orElseThrow();
    double samples = (double) ReckonData.SAMPLES * first.row("train").length;
    result.rule(
        RuleCost.of(
            "hardware e-prop, 8 bit, on the chip model (ReckOn)",
            accuracy,
            training,
            "tick of 1 ms",
            training.counts().get(CountKind.STEP),
            samples));
    result.ledger(training);
    double[] changes = first.row("changes");
    result
        .metric("changes.input", changes[0])
        .metric("changes.recurrent", changes[1])
        .metric("changes.output", changes[2]);
  }
}
