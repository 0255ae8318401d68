package io.hillock.gallery.heartbeat;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.protocol.MitBih;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Energy;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Patient-specific heartbeat classification: trained on some persons, adapted on line to another
 * one with the labels of his first five minutes, scored on the rest of his recording.
 */
public final class HeartbeatExperiment implements Experiment {
  private static final int PERSONS_QUICK = 4;

  /** The experiment. */
  public HeartbeatExperiment() {}

  @Override
  public String id() {
    return "heartbeat";
  }

  @Override
  public String title() {
    return "A spiking network learns one person's heart on line, on memristive or digital weights";
  }

  @Override
  public String paper() {
    return "protocol: ANSI/AAMI EC57, de Chazal et al. 2004, doi:10.1109/TBME.2004.827359; to"
        + " compare: Mao et al. 2022, TBioCAS 16(4), 97.36 % with patient adaptation at 0.3"
        + " uJ";
  }

  /** One way to run all persons. */
  private enum Way {
    PERSONALISED,
    BASE,
    ZERO,
    END_TO_END,
    EVERY_ERROR,
    DIGITAL,
    RRAM
  }

  @Override
  public Result run(Environment environment) {
    boolean real =
        environment.data().map(d -> d.resolve("mitdb").toFile().isDirectory()).orElse(false);
    List<AnnotatedRecording> train;
    List<AnnotatedRecording> test;
    if (real) {
      train = MitBihRecords.read(environment.data().get(), MitBih.DS1);
      test = MitBihRecords.read(environment.data().get(), MitBih.DS2);
    } else {
      Seed seed = environment.seeds().getFirst();
      EcgCohort cohort = new EcgCohort(seed, 8, PERSONS_QUICK, 900);
      train = cohort.base().parallelStream().map(cohort::recording).toList();
      test = cohort.test().parallelStream().map(cohort::recording).toList();
    }
    Result result = new Result(id(), environment, real ? "mitdb DS1 -> DS2" : "generated");
    List<Map<Way, List<PersonRun.Result>>> bySeed = new ArrayList<>();
    List<BeatScore> rr = new ArrayList<>();
    HeartbeatTrainer trainer = new HeartbeatTrainer(train, HeartbeatSettings.DEFAULT);
    int[] everyone = IntStream.range(0, train.size()).toArray();
    environment
        .progress()
        .begin("heartbeat", (long) environment.seeds().size() * Way.values().length);
    double[] realTime = new double[environment.seeds().size()];
    for (int s = 0; s < environment.seeds().size(); s++) {
      Seed seed = environment.seeds().get(s);
      HeartbeatBase base = trainer.train(HeartbeatSettings.DEFAULT, seed, everyone);
      Map<Way, List<PersonRun.Result>> ways = new TreeMap<>();
      for (Way way : Way.values()) {
        ways.put(way, runAll(test, base, way, seed));
        environment.progress().advance(1);
      }
      bySeed.add(ways);
      RrBaseline baseline = new RrBaseline(train, seed);
      BeatScore score = new BeatScore();
      test.forEach(r -> score.addAll(baseline.run(r)));
      rr.add(score);
      realTime[s] = realTimeFactor(test.getFirst(), base, seed);
    }
    report(result, bySeed, rr, realTime, real);
    return result;
  }

  private static List<PersonRun.Result> runAll(
      List<AnnotatedRecording> persons, HeartbeatBase base, Way way, Seed seed) {
    HeartbeatBase start = way == Way.ZERO ? base.withoutReadout() : base;
    return persons.parallelStream()
        .map(r ->
            new PersonRun(r, start, plan(way, r, seed))
                .run(io.hillock.gallery.Progress.SILENT, PersonRun.Listener.NONE)
                .orElseThrow())
        .toList();
  }

  private static PersonRun.Plan plan(Way way, AnnotatedRecording r, Seed seed) {
    SubstrateChoice substrate =
        switch (way) {
          case DIGITAL -> SubstrateChoice.digital(8);
          case RRAM ->
              SubstrateChoice.rram(RramPreset.HFO2_1T1R, Time.period(r.recording().frequency()));
          case PERSONALISED, BASE, ZERO, END_TO_END, EVERY_ERROR -> SubstrateChoice.ideal();
        };
    return new PersonRun.Plan(
        way == Way.END_TO_END ? HeartbeatStream.Timing.DETECTOR : HeartbeatStream.Timing.GIVEN,
        way != Way.BASE,
        way != Way.EVERY_ERROR,
        substrate,
        HeartbeatSettings.READOUT_RANGE,
        seed);
  }

  private static double realTimeFactor(AnnotatedRecording r, HeartbeatBase base, Seed seed) {
    PersonRun run = new PersonRun(r, base, plan(Way.END_TO_END, r, seed));
    long start = System.nanoTime();
    run.run(io.hillock.gallery.Progress.SILENT, PersonRun.Listener.NONE);
    return r.recording().seconds() / ((System.nanoTime() - start) * 1e-9);
  }

  private static BeatScore gross(List<PersonRun.Result> results) {
    BeatScore sum = new BeatScore();
    results.forEach(r -> sum.addAll(r.score()));
    return sum;
  }

  private void report(
      Result result,
      List<Map<Way, List<PersonRun.Result>>> bySeed,
      List<BeatScore> rr,
      double[] realTime,
      boolean real) {
    Figures f = new Figures(bySeed);
    double[] accuracy = f.of(Way.PERSONALISED, BeatScore::accuracy);
    double[] macro = f.of(Way.PERSONALISED, BeatScore::macroF1);
    double[] endToEnd = f.of(Way.END_TO_END, BeatScore::accuracy);
    double[] baseMacro = f.of(Way.BASE, BeatScore::macroF1);
    double[] zero = f.of(Way.ZERO, BeatScore::accuracy);
    double[] rrMacro = rr.stream().mapToDouble(BeatScore::macroF1).toArray();
    double[] vSe = f.of(Way.PERSONALISED, s -> s.sensitivity(2));
    double[] vPpv = f.of(Way.PERSONALISED, s -> s.ppv(2));
    double[] sSe = f.of(Way.PERSONALISED, s -> s.sensitivity(1));
    double[] sPpv = f.of(Way.PERSONALISED, s -> s.ppv(1));
    double[] writes = f.writes(Way.PERSONALISED);
    result
        .metric("accuracy.personalised", accuracy)
        .metric("accuracy.base", f.of(Way.BASE, BeatScore::accuracy))
        .metric("macroF1.personalised", macro)
        .metric("macroF1.base", baseMacro)
        .metric("macroF1.rrOnly", rrMacro)
        .metric("accuracy.zeroReadout", zero)
        .metric("accuracy.endToEnd", endToEnd)
        .metric("accuracy.everyError", f.of(Way.EVERY_ERROR, BeatScore::accuracy))
        .metric("accuracy.digital8", f.of(Way.DIGITAL, BeatScore::accuracy))
        .metric("accuracy.rram", f.of(Way.RRAM, BeatScore::accuracy))
        .metric("V.sensitivity", vSe)
        .metric("V.ppv", vPpv)
        .metric("S.sensitivity", sSe)
        .metric("S.ppv", sPpv)
        .metric("S.outside232.sensitivity", f.outside("232", s -> s.sensitivity(1)))
        .metric("S.outside232.ppv", f.outside("232", s -> s.ppv(1)))
        .metric("detector.sensitivity", f.of(Way.END_TO_END, BeatScore::detectionSensitivity))
        .metric("detector.ppv", f.of(Way.END_TO_END, BeatScore::detectionPpv))
        .metric("falseAlarmsPerHour", f.of(Way.END_TO_END, BeatScore::falseAlarmsPerHour))
        .metric("writes.ratio", writes)
        .metric("realTimeFactor", realTime);
    energy(result, bySeed.getFirst().get(Way.END_TO_END));
    if (real) {
      claims(result, f, rrMacro, realTime);
    } else {
      generatedClaims(result, macro, baseMacro, writes);
    }
    result.table(perRecord(bySeed));
    result.plot(confusion(bySeed.getFirst().get(Way.PERSONALISED)));
    result.plot(ways(f));
  }

  private static void claims(Result result, Figures f, double[] rrMacro, double[] realTime) {
    String bar = "bar of this project, on records at hand of DS2";
    atLeast(
        result,
        "accuracy, personalised, annotation-timed",
        f.of(Way.PERSONALISED, BeatScore::accuracy),
        0.975,
        0.9736);
    atLeast(
        result,
        "macro-F1 (N, S, V), personalised",
        f.of(Way.PERSONALISED, BeatScore::macroF1),
        0.92,
        Double.NaN);
    atLeast(
        result, "V sensitivity", f.of(Way.PERSONALISED, s -> s.sensitivity(2)), 0.90, Double.NaN);
    atLeast(
        result, "V positive predictivity", f.of(Way.PERSONALISED, s -> s.ppv(2)), 0.85, Double.NaN);
    atLeast(
        result, "S sensitivity", f.of(Way.PERSONALISED, s -> s.sensitivity(1)), 0.86, Double.NaN);
    atLeast(
        result, "S positive predictivity", f.of(Way.PERSONALISED, s -> s.ppv(1)), 0.90, Double.NaN);
    atLeast(
        result,
        "beat detection, sensitivity",
        f.of(Way.END_TO_END, BeatScore::detectionSensitivity),
        0.995,
        Double.NaN);
    atLeast(
        result,
        "beat detection, positive predictivity",
        f.of(Way.END_TO_END, BeatScore::detectionPpv),
        0.995,
        Double.NaN);
    double[] noisy = f.only("105", BeatScore::detectionSensitivity);
    atLeast(result, "record 105, detection sensitivity", noisy, 0.985, Double.NaN);
    atLeast(
        result,
        "record 105, detection positive predictivity",
        f.only("105", BeatScore::detectionPpv),
        0.97,
        Double.NaN);
    atLeast(
        result,
        "end to end less annotation-timed accuracy",
        minus(
            f.of(Way.END_TO_END, BeatScore::accuracy), f.of(Way.PERSONALISED, BeatScore::accuracy)),
        -0.02,
        Double.NaN);
    atLeast(
        result,
        "macro-F1 gained by personalisation",
        minus(f.of(Way.PERSONALISED, BeatScore::macroF1), f.of(Way.BASE, BeatScore::macroF1)),
        0.15,
        Double.NaN);
    atLeast(
        result,
        "macro-F1 above RR intervals alone",
        minus(f.of(Way.PERSONALISED, BeatScore::macroF1), rrMacro),
        0.08,
        Double.NaN);
    atLeast(
        result,
        "accuracy above a read-out from zero",
        minus(f.of(Way.PERSONALISED, BeatScore::accuracy), f.of(Way.ZERO, BeatScore::accuracy)),
        0.002,
        Double.NaN);
    atLeast(
        result,
        "8-bit digital less ideal accuracy",
        minus(f.of(Way.DIGITAL, BeatScore::accuracy), f.of(Way.PERSONALISED, BeatScore::accuracy)),
        -0.01,
        Double.NaN);
    atLeast(
        result,
        "RRAM less ideal accuracy",
        minus(f.of(Way.RRAM, BeatScore::accuracy), f.of(Way.PERSONALISED, BeatScore::accuracy)),
        -0.01,
        Double.NaN);
    atLeast(
        result,
        "triggered less every-error accuracy",
        minus(
            f.of(Way.PERSONALISED, BeatScore::accuracy),
            f.of(Way.EVERY_ERROR, BeatScore::accuracy)),
        -0.01,
        Double.NaN);
    result.claim(
        Claim.of(
            "weight writes, of one update per labelled beat",
            f.writes(Way.PERSONALISED),
            "fraction",
            Claim.Relation.AT_MOST,
            0.02,
            bar));
    result.claim(
        Claim.of(
            "speed while learning, one core",
            realTime,
            "x real time",
            Claim.Relation.AT_LEAST,
            1000,
            bar));
    double overhead = result.ledger().orElseThrow().overheadPercent();
    result.claim(
        Claim.of(
            "memory that exists only for learning",
            new double[] {overhead},
            "% of inference",
            Claim.Relation.AT_MOST,
            2,
            bar));
  }

  private static void atLeast(
      Result result, String name, double[] samples, double bound, double published) {
    result.claim(
        Claim.of(
                name,
                samples,
                "fraction",
                Claim.Relation.AT_LEAST,
                bound,
                "bar of this project; published: Mao et al. 2022")
            .published(published));
  }

  private static void generatedClaims(
      Result result, double[] macro, double[] baseMacro, double[] writes) {
    String bar = "bar of this project, generated persons";
    result.claim(
        Claim.of(
            "macro-F1 gained by personalisation",
            minus(macro, baseMacro),
            "fraction",
            Claim.Relation.AT_LEAST,
            0,
            bar));
    result.claim(
        Claim.of(
            "weight writes, of one update per labelled beat",
            writes,
            "fraction",
            Claim.Relation.AT_MOST,
            0.02,
            bar));
  }

  private static double[] minus(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] - b[i]).toArray();
  }

  private static void energy(Result result, List<PersonRun.Result> runs) {
    Counts total = new Counts();
    Counts learning = new Counts();
    long beats = 0;
    long labelled = 0;
    for (PersonRun.Result r : runs) {
      Counts all = r.stream().ledger().total();
      total.addAll(all);
      learning.add(CountKind.SYNAPSE_WRITE, all.get(CountKind.SYNAPSE_WRITE));
      beats += r.decisions();
      labelled += r.labelled();
    }
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    Energy all = technology.price(total);
    Energy forLearning = technology.price(learning);
    result.metric("energy.perBeat.inferenceJ", (all.value() - forLearning.value()) / beats);
    result.metric("energy.perBeat.learningJ", labelled == 0 ? 0 : forLearning.value() / labelled);
    result.metric(
        "idle.fraction",
        (double) total.get(CountKind.IDLE_STEP)
            / (total.get(CountKind.IDLE_STEP) + total.get(CountKind.STEP)));
    result.metric(
        "synapticOperations.perBeat",
        (double) (total.get(CountKind.SYNAPSE_READ) + total.get(CountKind.MULTIPLY_ACCUMULATE))
            / beats);
    MemoryReport memory = new MemoryReport(runs.getFirst().stream());
    result.ledger(
        new LedgerSummary(
            technology.name(),
            total,
            all,
            memory.inferenceBits() / 8.0,
            memory.learningBits() / 8.0));
  }

  private static Table perRecord(List<Map<Way, List<PersonRun.Result>>> bySeed) {
    List<List<String>> rows = new ArrayList<>();
    List<PersonRun.Result> first = bySeed.getFirst().get(Way.PERSONALISED);
    for (int p = 0; p < first.size(); p++) {
      BeatScore base = new BeatScore();
      BeatScore personal = new BeatScore();
      BeatScore live = new BeatScore();
      for (Map<Way, List<PersonRun.Result>> ways : bySeed) {
        base.addAll(ways.get(Way.BASE).get(p).score());
        personal.addAll(ways.get(Way.PERSONALISED).get(p).score());
        live.addAll(ways.get(Way.END_TO_END).get(p).score());
      }
      rows.add(
          List.of(
              first.get(p).name(),
              percent(base.accuracy()),
              percent(personal.accuracy()),
              percent(live.accuracy()),
              percent(personal.sensitivity(1)) + " / " + percent(personal.ppv(1)),
              percent(personal.sensitivity(2)) + " / " + percent(personal.ppv(2)),
              percent(live.detectionSensitivity()) + " / " + percent(live.detectionPpv())));
    }
    return new Table(
        "Person by person, all seeds together [%]",
        List.of(
            "record", "base", "personalised", "end to end", "S Se/+P", "V Se/+P", "detector Se/+P"),
        rows);
  }

  private static String percent(double fraction) {
    return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.2f", 100 * fraction);
  }

  static Plot confusion(List<PersonRun.Result> results) {
    BeatScore sum = gross(results);
    long[][] counts = new long[HeartbeatSettings.CLASSES][HeartbeatSettings.CLASSES];
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < counts.length; j++) {
        counts[i][j] = sum.count(i, j);
      }
    }
    return new Plot.Matrix(
        "Confusion after personalisation, first seed",
        "annotated",
        "decided",
        List.of("N", "S", "V", "F"),
        counts);
  }

  private static Plot ways(Figures f) {
    List<String> names = new ArrayList<>();
    Way[] ways = Way.values();
    double[] value = new double[ways.length];
    double[] low = new double[ways.length];
    double[] high = new double[ways.length];
    for (int w = 0; w < ways.length; w++) {
      names.add(ways[w].name().toLowerCase(Locale.ROOT).replace('_', ' '));
      double[] samples = f.of(ways[w], BeatScore::macroF1);
      value[w] = Claim.mean(samples);
      low[w] = value[w] - Claim.spread(samples);
      high[w] = value[w] + Claim.spread(samples);
    }
    return new Plot.Bars(
        "Macro-F1 (N, S, V), mean and deviation over seeds",
        Plot.Axis.of("macro-F1"),
        names,
        value,
        low,
        high);
  }

  /** Figures for each seed. */
  private record Figures(List<Map<Way, List<PersonRun.Result>>> bySeed) {
    double[] of(Way way, java.util.function.ToDoubleFunction<BeatScore> figure) {
      return bySeed.stream().mapToDouble(w -> figure.applyAsDouble(gross(w.get(way)))).toArray();
    }

    double[] outside(String record, java.util.function.ToDoubleFunction<BeatScore> figure) {
      return some(Way.PERSONALISED, name -> !name.equals(record), figure);
    }

    double[] only(String record, java.util.function.ToDoubleFunction<BeatScore> figure) {
      return some(Way.END_TO_END, record::equals, figure);
    }

    private double[] some(
        Way way,
        java.util.function.Predicate<String> wanted,
        java.util.function.ToDoubleFunction<BeatScore> figure) {
      return bySeed.stream()
          .mapToDouble(w ->
              figure.applyAsDouble(
                  gross(w.get(way).stream().filter(r -> wanted.test(r.name())).toList())))
          .toArray();
    }

    double[] writes(Way way) {
      return bySeed.stream()
          .mapToDouble(w -> {
            long rows = w.get(way).stream().mapToLong(PersonRun.Result::rowsWritten).sum();
            long labelled = w.get(way).stream().mapToLong(PersonRun.Result::labelled).sum();
            return (double) rows / (HeartbeatSettings.CLASSES * labelled);
          })
          .toArray();
    }
  }
}
