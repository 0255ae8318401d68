package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Result;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Patient-specific heartbeat classification: trained on some persons, adapted on line to another
 * one with the labels of his first five minutes, scored on the rest of his recording.
 */
public final class HeartbeatExperiment implements Experiment {
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

  /**
   * From a probe: runs over a recording on as many threads as there are, twice, since the first
   * pass warms up. Training, whose regression has one thread, costs as much as one run over every
   * recording on one thread does.
   */
  @Override
  public Optional<Duration> expected(Environment environment) {
    Persons persons = Persons.of(environment);
    AnnotatedRecording probe = persons.test().getFirst();
    Seed seed = environment.seeds().getFirst();
    HeartbeatBase base = HeartbeatBase.shipped();
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    double[] rates = new double[threads];
    for (int pass = 0; pass < 2; pass++) {
      IntStream.range(0, threads)
          .parallel()
          .forEach(t -> rates[t] = realTimeFactor(probe, base, seed));
    }
    double all = Arrays.stream(rates).sum();
    double perSeed =
        HeartbeatWay.values().length * Persons.seconds(persons.test()) / all
            + Persons.seconds(persons.train()) * threads / all;
    return Optional.of(Duration.ofSeconds((long) Math.ceil(environment.seeds().size() * perSeed)));
  }

  /**
   * Runs the protocol over all persons, in every way, for every seed. With recordings both scales
   * run the very same: a seed takes seconds, so that nothing is gained by leaving records out. They
   * differ in what is claimed: {@code quick} may be run with one seed and holds claims that one
   * seed can bear; {@code paper} holds the bars of the project, which are meant for the mean over
   * five seeds. Without recordings {@code quick} generates 8 and 4 persons of 15 minutes, {@code
   * paper} 22 and 22 of 30 minutes, as many as DS1 and DS2 have.
   */
  @Override
  public Result run(Environment environment) {
    Persons persons = Persons.of(environment);
    List<AnnotatedRecording> train = persons.train();
    List<AnnotatedRecording> test = persons.test();
    Result result = new Result(id(), environment, persons.source());
    persons.sha256().ifPresent(result::dataSha256);
    List<Map<HeartbeatWay, List<PersonOutcome>>> bySeed = new ArrayList<>();
    List<BeatScore> rr = new ArrayList<>();
    int seeds = environment.seeds().size();
    long parts = 1 + (HeartbeatWay.values().length + 1L) * test.size();
    KeptRuns runs = new KeptRuns(environment, persons.key(environment), seeds * parts);
    Supplier<HeartbeatTrainer> trainer =
        once(() -> new HeartbeatTrainer(train, HeartbeatSettings.DEFAULT));
    int[] everyone = IntStream.range(0, train.size()).toArray();
    double[] realTime = new double[seeds];
    for (int s = 0; s < seeds; s++) {
      Seed seed = environment.seeds().get(s);
      HeartbeatBase base =
          runs.base(seed, () -> trainer.get().train(HeartbeatSettings.DEFAULT, seed, everyone));
      Map<HeartbeatWay, List<PersonOutcome>> ways = new TreeMap<>();
      for (HeartbeatWay way : HeartbeatWay.values()) {
        HeartbeatBase start = way == HeartbeatWay.ZERO ? base.withoutReadout() : base;
        ways.put(
            way,
            runs.persons(
                "seed " + seed.value() + ", " + way,
                test,
                (r, progress) ->
                    new PersonRun(r, start, plan(way, r, seed))
                        .run(progress, PersonRun.Listener.NONE)
                        .map(PersonOutcome::of)));
      }
      bySeed.add(ways);
      Supplier<RrBaseline> baseline = once(() -> new RrBaseline(train, seed));
      rr.add(
          HeartbeatFigures.gross(
              runs.persons(
                  "seed " + seed.value() + ", RR intervals",
                  test,
                  (r, progress) ->
                      Optional.of(PersonOutcome.scored(r.name(), baseline.get().run(r))))));
      realTime[s] = realTimeFactor(test.getFirst(), base, seed);
    }
    report(result, bySeed, rr, realTime, persons.sha256().isPresent());
    environment.parts().done();
    return result;
  }

  private static <T> Supplier<T> once(Supplier<T> make) {
    return new Supplier<>() {
      private T made;

      @Override
      public synchronized T get() {
        made = made == null ? make.get() : made;
        return made;
      }
    };
  }

  private static PersonRun.Plan plan(HeartbeatWay way, AnnotatedRecording r, Seed seed) {
    SubstrateChoice substrate =
        switch (way) {
          case DIGITAL -> SubstrateChoice.digital(8);
          case RRAM ->
              SubstrateChoice.rram(RramPreset.HFO2_1T1R, Time.period(r.recording().frequency()));
          case PERSONALISED, BASE, ZERO, END_TO_END, EVERY_ERROR, HIDDEN_PLASTIC, BOTH_PLASTIC ->
              SubstrateChoice.ideal();
        };
    PlasticLayers plastic =
        switch (way) {
          case HIDDEN_PLASTIC -> PlasticLayers.HIDDEN;
          case BOTH_PLASTIC -> PlasticLayers.BOTH;
          case PERSONALISED, BASE, ZERO, END_TO_END, EVERY_ERROR, DIGITAL, RRAM ->
              PlasticLayers.READOUT;
        };
    return new PersonRun.Plan(
        way == HeartbeatWay.END_TO_END
            ? HeartbeatStream.Timing.DETECTOR
            : HeartbeatStream.Timing.GIVEN,
        way != HeartbeatWay.BASE,
        plastic,
        way == HeartbeatWay.EVERY_ERROR
            ? TeachingRule.EVERY_ERROR
            : TeachingRule.DETERMINISTIC_FLOOR,
        substrate,
        HeartbeatSettings.READOUT_RANGE,
        seed);
  }

  private static double realTimeFactor(AnnotatedRecording r, HeartbeatBase base, Seed seed) {
    PersonRun run = new PersonRun(r, base, plan(HeartbeatWay.END_TO_END, r, seed));
    long start = System.nanoTime();
    run.run(io.hillock.gallery.Progress.SILENT, PersonRun.Listener.NONE);
    return r.recording().seconds() / ((System.nanoTime() - start) * 1e-9);
  }

  private void report(
      Result result,
      List<Map<HeartbeatWay, List<PersonOutcome>>> bySeed,
      List<BeatScore> rr,
      double[] realTime,
      boolean real) {
    HeartbeatFigures f = new HeartbeatFigures(bySeed);
    double[] accuracy = f.of(HeartbeatWay.PERSONALISED, BeatScore::accuracy);
    double[] macro = f.of(HeartbeatWay.PERSONALISED, BeatScore::macroF1);
    double[] endToEnd = f.of(HeartbeatWay.END_TO_END, BeatScore::accuracy);
    double[] baseMacro = f.of(HeartbeatWay.BASE, BeatScore::macroF1);
    double[] zero = f.of(HeartbeatWay.ZERO, BeatScore::accuracy);
    double[] rrMacro = rr.stream().mapToDouble(BeatScore::macroF1).toArray();
    double[] vSe = f.of(HeartbeatWay.PERSONALISED, s -> s.sensitivity(2));
    double[] vPpv = f.of(HeartbeatWay.PERSONALISED, s -> s.ppv(2));
    double[] sSe = f.of(HeartbeatWay.PERSONALISED, s -> s.sensitivity(1));
    double[] sPpv = f.of(HeartbeatWay.PERSONALISED, s -> s.ppv(1));
    double[] writes = f.writes(HeartbeatWay.PERSONALISED);
    result
        .metric("accuracy.personalised", accuracy)
        .metric("accuracy.base", f.of(HeartbeatWay.BASE, BeatScore::accuracy))
        .metric("macroF1.personalised", macro)
        .metric("macroF1.base", baseMacro)
        .metric("macroF1.rrOnly", rrMacro)
        .metric("accuracy.zeroReadout", zero)
        .metric("accuracy.endToEnd", endToEnd)
        .metric("accuracy.everyError", f.of(HeartbeatWay.EVERY_ERROR, BeatScore::accuracy))
        .metric("accuracy.digital8", f.of(HeartbeatWay.DIGITAL, BeatScore::accuracy))
        .metric("accuracy.rram", f.of(HeartbeatWay.RRAM, BeatScore::accuracy))
        .metric("accuracy.hiddenPlastic", f.of(HeartbeatWay.HIDDEN_PLASTIC, BeatScore::accuracy))
        .metric("accuracy.bothPlastic", f.of(HeartbeatWay.BOTH_PLASTIC, BeatScore::accuracy))
        .metric("V.sensitivity", vSe)
        .metric("V.ppv", vPpv)
        .metric("S.sensitivity", sSe)
        .metric("S.ppv", sPpv)
        .metric("S.outside232.sensitivity", f.outside("232", s -> s.sensitivity(1)))
        .metric("S.outside232.ppv", f.outside("232", s -> s.ppv(1)))
        .metric(
            "detector.sensitivity", f.of(HeartbeatWay.END_TO_END, BeatScore::detectionSensitivity))
        .metric("detector.ppv", f.of(HeartbeatWay.END_TO_END, BeatScore::detectionPpv))
        .metric("falseAlarmsPerHour", f.of(HeartbeatWay.END_TO_END, BeatScore::falseAlarmsPerHour))
        .metric("writes.ratio", writes)
        .metric("realTimeFactor", realTime);
    HeartbeatEnergy.put(
        result, bySeed.stream().map(ways -> ways.get(HeartbeatWay.END_TO_END)).toList());
    if (real) {
      double overhead = result.ledger().orElseThrow().overheadPercent();
      HeartbeatClaims.recorded(
          result, new HeartbeatClaims.Measured(f, rrMacro, realTime, overhead));
    } else {
      HeartbeatClaims.generated(result, macro, baseMacro, writes);
    }
    result.table(perRecord(bySeed));
    result.table(plasticLayers(f));
    result.plot(
        confusion(
            "Confusion after personalisation, first seed",
            HeartbeatFigures.gross(bySeed.getFirst().get(HeartbeatWay.PERSONALISED))));
    result.plot(ways(f));
  }

  private static Table plasticLayers(HeartbeatFigures f) {
    Map<String, HeartbeatWay> choices = new LinkedHashMap<>();
    choices.put("none", HeartbeatWay.BASE);
    choices.put("readout", HeartbeatWay.PERSONALISED);
    choices.put("hidden", HeartbeatWay.HIDDEN_PLASTIC);
    choices.put("both", HeartbeatWay.BOTH_PLASTIC);
    List<List<String>> rows = new ArrayList<>();
    choices.forEach((layers, way) ->
        rows.add(
            List.of(
                layers,
                percent(Claim.mean(f.of(way, BeatScore::accuracy))),
                percent(Claim.mean(f.of(way, BeatScore::macroF1))),
                String.format(Locale.ROOT, "%.1f", Claim.mean(f.writesPerLabel(way))),
                String.format(Locale.ROOT, "%.2f", f.overheadPercent(way)))));
    return new Table(
        "What each choice of plastic layers buys, dates given",
        List.of(
            "plastic layers",
            "accuracy [%]",
            "macro-F1 [%]",
            "writes per labelled beat",
            "memory only for learning [% of inference]"),
        rows);
  }

  private static Table perRecord(List<Map<HeartbeatWay, List<PersonOutcome>>> bySeed) {
    List<List<String>> rows = new ArrayList<>();
    List<PersonOutcome> first = bySeed.getFirst().get(HeartbeatWay.PERSONALISED);
    for (int p = 0; p < first.size(); p++) {
      BeatScore base = new BeatScore();
      BeatScore personal = new BeatScore();
      BeatScore live = new BeatScore();
      for (Map<HeartbeatWay, List<PersonOutcome>> ways : bySeed) {
        base.addAll(ways.get(HeartbeatWay.BASE).get(p).score());
        personal.addAll(ways.get(HeartbeatWay.PERSONALISED).get(p).score());
        live.addAll(ways.get(HeartbeatWay.END_TO_END).get(p).score());
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
    return Double.isNaN(fraction)
        ? HeartbeatReport.UNDEFINED
        : String.format(Locale.ROOT, "%.2f", 100 * fraction);
  }

  static Plot confusion(String title, BeatScore sum) {
    List<String> names = new ArrayList<>(List.of("N", "S", "V", "F"));
    int n = names.size();
    boolean detected = IntStream.range(0, n).anyMatch(k -> sum.missed(k) + sum.falseBeats(k) > 0);
    if (detected) {
      names.add("none");
    }
    long[][] counts = new long[names.size()][names.size()];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        counts[i][j] = sum.count(i, j);
      }
      if (detected) {
        counts[i][n] = sum.missed(i);
        counts[n][i] = sum.falseBeats(i);
      }
    }
    return new Plot.Matrix(title, "annotated", "decided", names, counts);
  }

  private static Plot ways(HeartbeatFigures f) {
    List<String> names = new ArrayList<>();
    HeartbeatWay[] ways = HeartbeatWay.values();
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
}
