package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.Recording;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.NeuroBench;
import io.hillock.ledger.Technology;
import io.hillock.network.Snapshot;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Figures, plots and tables of one person's run. */
final class HeartbeatReport {
  /** Stands for a figure that has no cases. */
  static final String UNDEFINED = "\u2013";

  private static final double STRETCH_S = 8;
  private static final double RATE_S = 10;
  private static final int BINS = 41;
  private static final int FEW = 10; // lessons, below which a share says nothing

  private final HeartbeatJob job;
  private final Environment environment;
  private final PersonRun run;
  private final Adaptation adaptation;
  private final PersonRun.Result live;
  private final double realTime;
  private final Recording recording;
  private final double stretchBegin;
  private final List<double[]> raster = new ArrayList<>();
  private final List<double[]> rates = new ArrayList<>();

  HeartbeatReport(
      HeartbeatJob job,
      Environment environment,
      PersonRun run,
      Adaptation adaptation,
      PersonRun.Result live,
      double realTime) {
    this.job = job;
    this.environment = environment;
    this.run = run;
    this.adaptation = adaptation;
    this.live = live;
    this.realTime = realTime;
    recording = job.input().recording().recording();
    stretchBegin = stretch(run.decisions());
  }

  /** Begin of the stretch to show, after learning: the first with most classes and alarms. */
  private double stretch(List<Decision> decisions) {
    double fs = recording.frequency();
    double last = Math.max(0, recording.seconds() - STRETCH_S);
    double best = Math.min(PersonRun.LEARNING_S, last);
    int most = 0;
    for (int d = 0; d < decisions.size(); d++) {
      double begin = decisions.get(d).sample() / fs - 0.5;
      if (begin >= PersonRun.LEARNING_S && begin <= last) {
        int value = interest(decisions, d, (long) ((begin + STRETCH_S) * fs));
        if (value > most) {
          most = value;
          best = begin;
        }
      }
    }
    return best;
  }

  private static int interest(List<Decision> decisions, int from, long end) {
    int classes = 0;
    int alarms = 0;
    for (int d = from; d < decisions.size() && decisions.get(d).sample() < end; d++) {
      classes |= 1 << decisions.get(d).beatClass();
      alarms += decisions.get(d).isAlarm() ? 1 : 0;
    }
    return 10 * Integer.bitCount(classes) + Math.min(alarms, 3);
  }

  /**
   * Makes the result.
   *
   * @param given a run at its beginning whose beats are dated from outside
   * @param base the same without adaptation
   */
  Result make(PersonRun given, PersonRun base) {
    PersonRun.Result timed = given.run(Progress.SILENT, new Observer(given)).orElseThrow();
    PersonRun.Result unadapted = base.run(Progress.SILENT, PersonRun.Listener.NONE).orElseThrow();
    Result result = new Result("heartbeat", environment, job.input().source());
    job.input().sha256().ifPresent(result::dataSha256);
    metrics(result, timed.score(), unadapted.score());
    if (!Double.isNaN(realTime)) {
      result.claim(
          Claim.of(
              "speed while learning, one core",
              new double[] {realTime},
              "x real time",
              Claim.Relation.AT_LEAST,
              1,
              "a monitor must keep up with its sensor"));
    }
    plots(result, timed);
    tables(result, timed.score(), unadapted.score());
    return result;
  }

  /**
   * Notes spikes of the stretch shown, and events over time. The events come from the signal alone;
   * so do the spikes while only the readout is plastic, but where hidden neurons learn they change
   * with what was learned.
   */
  private final class Observer implements PersonRun.Listener {
    private final HeartbeatStream stream;
    private final long every = Math.max(1, (long) (RATE_S * recording.frequency()));
    private long events;
    private long idle;

    Observer(PersonRun of) {
      stream = of.stream();
    }

    @Override
    public void sample(long time, SpikeList spikes) {
      double seconds = time / recording.frequency();
      if (seconds >= stretchBegin && seconds < stretchBegin + STRETCH_S) {
        for (int k = 0; k < spikes.size(); k++) {
          raster.add(new double[] {seconds, spikes.get(k)});
        }
      }
      if ((time + 1) % every == 0) {
        long now = stream.ledger().of("encoder").get(CountKind.SPIKE);
        long skipped = stream.ledger().of("clock").get(CountKind.IDLE_STEP);
        double perSecond = recording.frequency() / every;
        rates.add(
            new double[] {
              seconds - RATE_S / 2, (now - events) * perSecond, (skipped - idle) * perSecond
            });
        idle = skipped;
        events = now;
      }
    }
  }

  private void metrics(Result result, BeatScore given, BeatScore base) {
    BeatScore score = live.score();
    Ledger ledger = live.stream().ledger();
    Counts counts = ledger.total();
    Technology technology = job.chip().technology();
    double inference = HeartbeatEnergy.inference(technology, ledger).value();
    double learning = HeartbeatEnergy.learning(technology, ledger).value();
    NeuroBench bench = HeartbeatEnergy.neuroBench(live);
    result
        .metric("accuracy.endToEnd", score.accuracy())
        .metric("accuracy.personalised", given.accuracy())
        .metric("accuracy.base", base.accuracy())
        .metric("macroF1.personalised", given.macroF1())
        .metric("macroF1.base", base.macroF1())
        .metric("V.sensitivity", given.sensitivity(2))
        .metric("V.ppv", given.ppv(2))
        .metric("S.sensitivity", given.sensitivity(1))
        .metric("S.ppv", given.ppv(1))
        .metric("detector.sensitivity", score.detectionSensitivity())
        .metric("detector.ppv", score.detectionPpv())
        .metric("falseAlarmsPerHour", score.falseAlarmsPerHour())
        .metric("beats.decided", live.decisions())
        .metric("alarms", run.decisions().stream().filter(Decision::isAlarm).count())
        .metric("beats.labelled", live.labelled())
        .metric("writes.ratio", writes())
        .metric("events.perSecond", spikes("encoder") / recording.seconds())
        .metric("samples.perSecond", samples() / recording.seconds())
        .metric("idle.fraction", idle(counts))
        .metric("samples.notFinite", live.stream().notFinite())
        .metric("realTimeFactor", realTime)
        .metric("energy.perBeat.inferenceJ", ratio(inference, live.decisions()))
        .metric("energy.perBeat.learningJ", ratio(learning, live.labelled()))
        .metric("neurobench.footprintBytes", bench.footprintBytes())
        .metric("neurobench.connectionSparsity", bench.connectionSparsity())
        .metric("neurobench.activationSparsity", bench.activationSparsity())
        .metric("neurobench.denseOperations", bench.denseOperations())
        .metric("neurobench.effectiveACs", bench.effectiveAcs())
        .metric("neurobench.effectiveMACs", bench.effectiveMacs());
    result.ledger(LedgerSummary.of(technology, ledger, new MemoryReport(live.stream())));
  }

  private double writes() {
    return ratio(live.weightsWritten(), (double) plasticSynapses() * live.labelled());
  }

  private long plasticSynapses() {
    return live.stream().plastic().values().stream().mapToLong(s -> s.wiring().size()).sum();
  }

  private double spikes(String owner) {
    return live.stream().ledger().of(owner).get(CountKind.SPIKE);
  }

  private double samples() {
    return live.stream().ledger().of("encoder").get(CountKind.SAMPLE);
  }

  private static double idle(Counts counts) {
    double idle = counts.get(CountKind.IDLE_STEP);
    return ratio(idle, idle + counts.get(CountKind.STEP));
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  private void plots(Result result, PersonRun.Result timed) {
    result.plot(strip());
    if (!raster.isEmpty()) {
      result.plot(
          new Plot.Raster(
              "Spikes of the hidden neurons over the same stretch",
              Plot.Axis.of("time [s]"),
              job.base().settings().reservoir().neurons(),
              raster.stream().mapToDouble(s -> s[0]).toArray(),
              raster.stream().mapToInt(s -> (int) s[1]).toArray()));
    }
    if (!job.input().recording().beats().isEmpty()) {
      learningCurve(result);
      result.plot(
          HeartbeatExperiment.confusion(
              "Confusion after the first five minutes, beats found by the detector", live.score()));
      result.plot(
          HeartbeatExperiment.confusion(
              "Confusion after the first five minutes, dates of beats given", timed.score()));
    }
    result.plot(weights());
    conductances(result);
    eventRate(result);
    result.ledger().ifPresent(ledger -> result.plot(energyBars(ledger)));
  }

  private Plot strip() {
    double fs = recording.frequency();
    int begin = (int) (stretchBegin * fs);
    int end = (int) Math.min(recording.frames(), begin + STRETCH_S * fs);
    List<Plot.Series> signals = new ArrayList<>();
    for (int lead : EventTape.leadsOf(recording)) {
      float[] all = recording.physical(lead);
      double[] x = new double[end - begin];
      double[] y = new double[end - begin];
      for (int t = begin; t < end; t++) {
        x[t - begin] = t / fs;
        y[t - begin] = all[t];
      }
      String name = recording.header().signals().get(lead).description();
      signals.add(
          new Plot.Series(
              name.isBlank() ? "lead " + (signals.size() + 1) : name, Plot.Style.LINE, x, y));
    }
    List<Decision> shown =
        run.decisions().stream().filter(d -> d.sample() >= begin && d.sample() < end).toList();
    boolean[] alarm = new boolean[shown.size()];
    for (int k = 0; k < alarm.length; k++) {
      alarm[k] = shown.get(k).isAlarm();
    }
    return new Plot.Strip(
        "ECG [mV] with the beats as decided live; alarms in red",
        Plot.Axis.of("time [s]"),
        signals,
        shown.stream().mapToDouble(d -> d.sample() / fs).toArray(),
        shown.stream().map(d -> Character.toString(d.letter())).toList(),
        alarm);
  }

  private void learningCurve(Result result) {
    List<LearningLog.Entry> lessons = adaptation.lessons();
    if (lessons.isEmpty()) {
      return;
    }
    double[] time = new double[lessons.size()];
    double[] sum = new double[time.length];
    double[] recent = new double[time.length];
    int wrong = 0;
    int window = Math.clamp(time.length / 8, 10, 50);
    for (int k = 0; k < time.length; k++) {
      time[k] = lessons.get(k).seconds();
      wrong += lessons.get(k).wrong() ? 1 : 0;
      sum[k] = k + 1 < FEW ? Double.NaN : 100.0 * wrong / (k + 1);
      int from = Math.max(0, k + 1 - window);
      long late = lessons.subList(from, k + 1).stream().filter(LearningLog.Entry::wrong).count();
      recent[k] = k + 1 < window ? Double.NaN : 100.0 * late / window;
    }
    result.plot(
        new Plot.Curves(
            "Learning this person: wrong decisions among the labelled beats",
            Plot.Axis.of("time [s]"),
            Plot.Axis.of("errors [%]"),
            List.of(
                new Plot.Series("all so far", Plot.Style.LINE, time, sum),
                new Plot.Series("last " + window, Plot.Style.LINE, time, recent))));
  }

  private Plot weights() {
    float[] before = adaptation.initialWeights();
    float[] after = PlasticState.weights(live.stream().readout());
    double limit = 0;
    for (int k = 0; k < after.length; k++) {
      limit = Math.max(limit, Math.max(Math.abs(after[k]), Math.abs(before[k])));
    }
    limit = limit == 0 ? 1 : limit;
    double width = 2 * limit / BINS;
    double[] x = new double[BINS + 1];
    double begin = -limit;
    Arrays.setAll(x, b -> begin + b * width);
    return new Plot.Curves(
        "Weights of the readout before and after this person",
        Plot.Axis.of("weight"),
        new Plot.Axis("number", true),
        List.of(
            new Plot.Series("before", Plot.Style.STEPS, x, bin(before, limit)),
            new Plot.Series("after", Plot.Style.STEPS, x, bin(after, limit))));
  }

  private static double[] bin(float[] values, double limit) {
    double[] count = new double[BINS + 1];
    for (float v : values) {
      count[Math.clamp((int) ((v + limit) / (2 * limit) * BINS), 0, BINS - 1)]++;
    }
    count[BINS] = count[BINS - 1]; // where the last step ends
    for (int b = 0; b <= BINS; b++) {
      count[b] = count[b] == 0 ? Double.NaN : count[b];
    }
    return count;
  }

  /** Conductances, where the substrate has devices. */
  private void conductances(Result result) {
    double[] before = conductancesOf(adaptation.initial());
    double[] after = conductancesOf(adaptation.present());
    if (before.length > 0) {
      result.plot(
          Plot.Histogram.of(
              "Conductances of the readout's devices before and after this person",
              Plot.Axis.of("G [uS]"),
              60,
              List.of("before", "after"),
              before,
              after));
    }
  }

  private static double[] conductancesOf(Snapshot state) {
    return state.entries().stream()
        .filter(e -> e.role() == StateRole.INFERENCE && e.path().equals("devices/g"))
        .map(e -> ((double[]) e.values()).clone())
        .findFirst()
        .orElse(new double[0]);
  }

  private void eventRate(Result result) {
    if (rates.isEmpty()) {
      return;
    }
    double[] time = rates.stream().mapToDouble(r -> r[0]).toArray();
    double[] samples = new double[time.length];
    Arrays.fill(samples, samples() / recording.seconds());
    result.plot(
        new Plot.Curves(
            "Events of the encoder against samples of all leads",
            Plot.Axis.of("time [s]"),
            Plot.Axis.of("per second"),
            List.of(
                new Plot.Series(
                    "events",
                    Plot.Style.LINE,
                    time,
                    rates.stream().mapToDouble(r -> r[1]).toArray()),
                new Plot.Series("samples", Plot.Style.LINE, time, samples),
                new Plot.Series(
                    "steps skipped as idle",
                    Plot.Style.LINE,
                    time,
                    rates.stream().mapToDouble(r -> r[2]).toArray()))));
  }

  private static Plot energyBars(LedgerSummary ledger) {
    List<String> names = new ArrayList<>();
    List<double[]> bands = new ArrayList<>();
    HeartbeatEnergy.byPart(ledger.energy())
        .forEach((part, e) -> {
          names.add(part);
          bands.add(new double[] {1e6 * e.value(), 1e6 * e.low(), 1e6 * e.high()});
        });
    return new Plot.Bars(
        "Where the energy goes, with its band, after " + ledger.technology(),
        new Plot.Axis("energy [uJ]", true),
        names,
        bands.stream().mapToDouble(b -> b[0]).toArray(),
        bands.stream().mapToDouble(b -> b[1]).toArray(),
        bands.stream().mapToDouble(b -> b[2]).toArray());
  }

  private void tables(Result result, BeatScore given, BeatScore base) {
    BeatScore score = live.score();
    Ledger ledger = live.stream().ledger();
    int leads = EventTape.leadsOf(recording).length;
    Technology technology = job.chip().technology();
    result.table(classes(score, given, base));
    result.table(inShort(score, given, base));
    result.table(eventTable());
    result.table(HeartbeatEnergy.energy(technology.price(ledger)));
    result.table(
        HeartbeatEnergy.perBeat(technology, ledger, live.decisions(), live.labelled(), leads));
    result.table(HeartbeatEnergy.memory(new MemoryReport(live.stream()), leads));
    result.table(HeartbeatEnergy.neuroBench(HeartbeatEnergy.neuroBench(live)));
  }

  private static Table classes(BeatScore live, BeatScore given, BeatScore base) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < HeartbeatSettings.CLASSES; k++) {
      List<String> row = new ArrayList<>();
      row.add(Character.toString(Decision.LETTERS.charAt(k)));
      row.add(Long.toString(given.beats(k)));
      for (BeatScore score : List.of(live, given, base)) {
        row.add(percent(score.sensitivity(k)));
        row.add(percent(score.ppv(k)));
        row.add(percent(score.f1(k)));
      }
      rows.add(row);
    }
    return new Table(
        "By class, after the first five minutes [%]: live; personalised and base with dates given",
        List.of(
            "class", "beats", "live Se", "+P", "F1", "pers. Se", "+P", "F1", "base Se", "+P", "F1"),
        rows);
  }

  private Table inShort(BeatScore score, BeatScore given, BeatScore base) {
    return new Table(
        "In short, after the first five minutes",
        List.of("what", "value"),
        List.of(
            List.of("accuracy, live, end to end [%]", percent(score.accuracy())),
            List.of("accuracy, dates given [%]", percent(given.accuracy())),
            List.of("accuracy before adaptation [%]", percent(base.accuracy())),
            List.of("macro-F1 (N, S, V), dates given [%]", percent(given.macroF1())),
            List.of(
                "beats found: sensitivity / positive predictivity [%]",
                percent(score.detectionSensitivity()) + " / " + percent(score.detectionPpv())),
            List.of("false alarms per hour", HeartbeatEnergy.figure(score.falseAlarmsPerHour())),
            List.of("labelled beats that taught", Integer.toString(live.labelled())),
            List.of("weights written, of one update per labelled beat [%]", percent(writes()))));
  }

  private Table eventTable() {
    double seconds = recording.seconds();
    Counts all = live.stream().ledger().total();
    return new Table(
        "Events against samples",
        List.of("per second of signal", "value"),
        List.of(
            List.of("samples, all leads", HeartbeatEnergy.figure(samples() / seconds)),
            List.of("events of the encoder", HeartbeatEnergy.figure(spikes("encoder") / seconds)),
            List.of(
                "spikes of the hidden neurons", HeartbeatEnergy.figure(spikes("hidden") / seconds)),
            List.of(
                "synaptic operations",
                HeartbeatEnergy.figure(
                    (all.get(CountKind.SYNAPSE_READ) + all.get(CountKind.MULTIPLY_ACCUMULATE))
                        / seconds)),
            List.of("steps skipped as idle [%]", HeartbeatEnergy.figure(100 * idle(all)))));
  }

  static String percent(double fraction) {
    return Double.isNaN(fraction) ? UNDEFINED : String.format(Locale.ROOT, "%.2f", 100 * fraction);
  }
}
