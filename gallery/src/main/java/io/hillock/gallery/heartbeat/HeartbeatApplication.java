package io.hillock.gallery.heartbeat;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Annotation;
import io.hillock.data.wfdb.AnnotationCode;
import io.hillock.data.wfdb.AnnotationFile;
import io.hillock.data.wfdb.Recording;
import io.hillock.fault.InputException;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Energy;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Synapses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The main job: reads one person's ECG as a device would, learns from the labels of the first five
 * minutes, raises alarms, and accounts for everything. It can be stopped and resumed.
 */
public final class HeartbeatApplication {
  /** Seconds of the generated recording. */
  public static final double GENERATED_S = 900;

  private static final double RASTER_S = 8;

  /**
   * What to do.
   *
   * @param recording what to read
   * @param source name of the data for the result
   * @param base what every person starts from
   * @param substrate what weights are
   * @param substrateName how the substrate is called, for the snapshot
   * @param technology what prices the counts
   * @param adapt whether labels teach
   * @param snapshot where to save the state on a stop and at the end, if anywhere
   * @param resume the state to go on from, if any
   * @param log where lessons are logged
   */
  public record Job(
      AnnotatedRecording recording,
      String source,
      HeartbeatBase base,
      SubstrateChoice substrate,
      String substrateName,
      Technology technology,
      boolean adapt,
      Optional<Path> snapshot,
      Optional<Path> resume,
      Optional<LearningLog> log) {}

  private final Job job;
  private final Environment environment;
  private final Seed seed;
  private final PersonRun run;
  private final float[] before;
  private final List<double[]> curve = new ArrayList<>();
  private final List<double[]> raster = new ArrayList<>();
  private final List<Decision> live = new ArrayList<>();

  /**
   * Prepares the job.
   *
   * @param job what to do
   * @param environment seed and progress
   */
  public HeartbeatApplication(Job job, Environment environment) {
    this.job = job;
    this.environment = environment;
    seed = environment.seeds().getFirst();
    run =
        new PersonRun(
            job.recording(), job.base(), plan(HeartbeatStream.Timing.DETECTOR, job.adapt()));
    before = weights(run.stream().readout());
    if (job.resume().isPresent()) {
      resume(job.resume().get());
    }
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

  private PersonRun.Plan plan(HeartbeatStream.Timing timing, boolean adapt) {
    return new PersonRun.Plan(
        timing, adapt, true, job.substrate(), HeartbeatSettings.READOUT_RANGE, seed);
  }

  private void resume(Path path) {
    Snapshot snapshot = Snapshot.read(path);
    Map<String, String> expected = metadata();
    for (String key : List.of("application", "recording", "substrate", "seed", "adapt")) {
      String found = snapshot.metadata().get(key);
      if (!expected.get(key).equals(found)) {
        throw new InputException(path.toString(), key, found, "this run has " + expected.get(key));
      }
    }
    snapshot.restore(run, path.toString());
    job.log().ifPresent(log -> log.truncate(run.lessons()));
  }

  private Map<String, String> metadata() {
    Map<String, String> metadata = new HashMap<>();
    metadata.put("application", "heartbeat");
    metadata.put("recording", job.recording().name());
    metadata.put("substrate", job.substrateName());
    metadata.put("seed", Long.toString(seed.value()));
    metadata.put("adapt", Boolean.toString(job.adapt()));
    return metadata;
  }

  /** Saves the state where the job says. */
  private void save() {
    job.snapshot().ifPresent(path -> Snapshot.capture(run, metadata()).write(path));
  }

  /**
   * Runs to the end of the recording.
   *
   * @return the result, or empty when the user stopped it; the state is saved then
   */
  public Optional<Result> run() {
    Recording recording = job.recording().recording();
    environment.progress().begin("heartbeat " + job.recording().name(), (long) recording.seconds());
    long start = System.nanoTime();
    long startSample = run.stream().samples();
    Optional<PersonRun.Result> done = run.run(environment.progress(), new Watcher());
    double seconds = (System.nanoTime() - start) * 1e-9;
    save();
    if (done.isEmpty()) {
      return Optional.empty();
    }
    double signal = (recording.frames() - startSample) / recording.frequency();
    return Optional.of(report(done.get(), signal / seconds).seconds(seconds));
  }

  /** Notes what the report needs, and tells alarms. */
  private final class Watcher implements PersonRun.Listener {
    private int taught;
    private int wrong;

    @Override
    public void decided(Decision decision) {
      live.add(decision);
      if (decision.isAlarm()) {
        environment
            .progress()
            .say(
                String.format(
                    Locale.ROOT,
                    "%9.3f s  %c  %3.0f %%  alarm",
                    decision.sample() / job.recording().recording().frequency(),
                    decision.letter(),
                    100 * decision.confidence()));
      }
    }

    @Override
    public void taught(Decision decision, int truth, int rows) {
      taught++;
      wrong += decision.beatClass() == truth ? 0 : 1;
      double seconds = decision.sample() / job.recording().recording().frequency();
      curve.add(new double[] {seconds, 100.0 * wrong / taught});
      job.log().ifPresent(log -> log.lesson(seconds, decision, truth, rows));
    }

    @Override
    public void sample(long time, SpikeList spikes) {
      double seconds = time / job.recording().recording().frequency();
      if (seconds >= PersonRun.LEARNING_S && seconds < PersonRun.LEARNING_S + RASTER_S) {
        for (int k = 0; k < spikes.size(); k++) {
          raster.add(new double[] {seconds, spikes.get(k)});
        }
      }
    }
  }

  private Result report(PersonRun.Result live, double realTime) {
    Result result = new Result("heartbeat", environment, job.source());
    PersonRun.Result given = silent(plan(HeartbeatStream.Timing.GIVEN, job.adapt()));
    PersonRun.Result base = silent(plan(HeartbeatStream.Timing.GIVEN, false));
    BeatScore score = live.score();
    Counts counts = live.stream().ledger().total();
    result
        .metric("accuracy.endToEnd", score.accuracy())
        .metric("accuracy.personalised", given.score().accuracy())
        .metric("accuracy.base", base.score().accuracy())
        .metric("macroF1.personalised", given.score().macroF1())
        .metric("macroF1.base", base.score().macroF1())
        .metric("V.sensitivity", given.score().sensitivity(2))
        .metric("V.ppv", given.score().ppv(2))
        .metric("S.sensitivity", given.score().sensitivity(1))
        .metric("S.ppv", given.score().ppv(1))
        .metric("detector.sensitivity", score.detectionSensitivity())
        .metric("detector.ppv", score.detectionPpv())
        .metric("falseAlarmsPerHour", score.falseAlarmsPerHour())
        .metric("beats.decided", live.decisions())
        .metric("beats.labelled", live.labelled())
        .metric("writes.ratio", ratio(live.rowsWritten(), 4L * live.labelled()))
        .metric("events.perSecond", counts(live, "encoder", CountKind.SPIKE) / seconds())
        .metric("samples.perSecond", counts(live, "encoder", CountKind.SAMPLE) / seconds())
        .metric(
            "idle.fraction",
            ratio(
                counts.get(CountKind.IDLE_STEP),
                counts.get(CountKind.IDLE_STEP) + counts.get(CountKind.STEP)))
        .metric("samples.notFinite", live.stream().notFinite())
        .metric("realTimeFactor", realTime);
    price(result, live, counts);
    result.claim(
        Claim.of(
            "speed while learning, one core",
            new double[] {realTime},
            "x real time",
            Claim.Relation.AT_LEAST,
            1,
            "a monitor must keep up with its sensor"));
    plots(result, given);
    result.table(classes(score, given.score(), base.score()));
    return result;
  }

  private PersonRun.Result silent(PersonRun.Plan plan) {
    return new PersonRun(job.recording(), job.base(), plan)
        .run(Progress.SILENT, PersonRun.Listener.NONE)
        .orElseThrow();
  }

  private double seconds() {
    return job.recording().recording().seconds();
  }

  private static double counts(PersonRun.Result result, String owner, CountKind kind) {
    return result.stream().ledger().of(owner).get(kind);
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 0 : part / whole;
  }

  private void price(Result result, PersonRun.Result live, Counts counts) {
    Energy all = job.technology().price(counts);
    Counts writes = new Counts();
    writes.add(CountKind.SYNAPSE_WRITE, counts.get(CountKind.SYNAPSE_WRITE));
    writes.add(CountKind.PROGRAMMING_PULSE, counts.get(CountKind.PROGRAMMING_PULSE));
    writes.addWriteEnergy(counts.writeEnergyJ());
    double learning = job.technology().price(writes).value();
    result.metric("energy.perBeat.inferenceJ", ratio(all.value() - learning, live.decisions()));
    result.metric("energy.perBeat.learningJ", ratio(learning, live.labelled()));
    MemoryReport memory = new MemoryReport(live.stream());
    result.ledger(
        new LedgerSummary(
            job.technology().name(),
            counts,
            all,
            memory.inferenceBits() / 8.0,
            memory.learningBits() / 8.0));
  }

  private void plots(Result result, PersonRun.Result given) {
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
    if (!curve.isEmpty()) {
      result.plot(
          new Plot.Curves(
              "Learning this person: errors so far over the labelled beats",
              Plot.Axis.of("time [s]"),
              Plot.Axis.of("errors [%]"),
              List.of(
                  new Plot.Series(
                      "errors",
                      Plot.Style.LINE,
                      curve.stream().mapToDouble(c -> c[0]).toArray(),
                      curve.stream().mapToDouble(c -> c[1]).toArray()))));
    }
    result.plot(HeartbeatExperiment.confusion(List.of(given)));
    result.plot(histogram());
    result.ledger().ifPresent(ledger -> result.plot(energyBars(ledger)));
  }

  private static Plot energyBars(LedgerSummary ledger) {
    List<String> names = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    ledger.energy().byKind().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .filter(e -> e.getValue() > 0)
        .forEach(e -> {
          names.add(e.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '));
          values.add(e.getValue() * 1e6);
        });
    if (ledger.energy().deviceJ() > 0) {
      names.add("computed by devices");
      values.add(ledger.energy().deviceJ() * 1e6);
    }
    return new Plot.Bars(
        "Where the energy goes, after " + ledger.technology(),
        Plot.Axis.of("energy [uJ]"),
        names,
        values.stream().mapToDouble(Double::doubleValue).toArray(),
        new double[0],
        new double[0]);
  }

  private Plot strip() {
    Recording r = job.recording().recording();
    double fs = r.frequency();
    int begin = (int) Math.min(PersonRun.LEARNING_S * fs, Math.max(0, r.frames() - RASTER_S * fs));
    int end = (int) Math.min(r.frames(), begin + RASTER_S * fs);
    List<Plot.Series> signals = new ArrayList<>();
    for (int lead : EventTape.leadsOf(r)) {
      float[] all = r.physical(lead);
      double[] x = new double[end - begin];
      double[] y = new double[end - begin];
      for (int t = begin; t < end; t++) {
        x[t - begin] = t / fs;
        y[t - begin] = all[t];
      }
      String name = "lead " + (signals.size() + 1);
      signals.add(new Plot.Series(name, Plot.Style.LINE, x, y));
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

  private static float[] weights(Synapses s) {
    float[] all = new float[s.wiring().pre() * s.wiring().post()];
    for (int i = 0; i < s.wiring().pre(); i++) {
      for (int k = 0; k < s.wiring().post(); k++) {
        all[i * s.wiring().post() + k] = s.weight(i, k);
      }
    }
    return all;
  }

  private Plot histogram() {
    float[] after = weights(run.stream().readout());
    int bins = 41;
    float limit = 0;
    for (int k = 0; k < after.length; k++) {
      limit = Math.max(limit, Math.max(Math.abs(after[k]), Math.abs(before[k])));
    }
    double width = 2.0 * limit / bins;
    double[] x = new double[bins];
    Arrays.setAll(x, b -> -1.0 * bins * width / 2 + (b + 0.5) * width);
    return new Plot.Curves(
        "Weights of the readout before and after this person",
        Plot.Axis.of("weight"),
        new Plot.Axis("number", true),
        List.of(
            new Plot.Series("before", Plot.Style.STEPS, x, bin(before, bins, limit)),
            new Plot.Series("after", Plot.Style.STEPS, x, bin(after, bins, limit))));
  }

  private static double[] bin(float[] values, int bins, float limit) {
    double[] count = new double[bins];
    Arrays.fill(count, Double.NaN);
    for (float v : values) {
      int b = Math.clamp((int) ((v + limit) / (2 * limit) * bins), 0, bins - 1);
      count[b] = Double.isNaN(count[b]) ? 1 : count[b] + 1;
    }
    return count;
  }

  private static Table classes(BeatScore live, BeatScore given, BeatScore base) {
    List<List<String>> rows = new ArrayList<>();
    for (int k = 0; k < HeartbeatSettings.CLASSES; k++) {
      if (given.beats(k) > 0) {
        rows.add(
            List.of(
                Character.toString(Decision.LETTERS.charAt(k)),
                Long.toString(given.beats(k)),
                three(base, k),
                three(given, k),
                three(live, k)));
      }
    }
    return new Table(
        "Sensitivity / positive predictivity / F1 by class [%], after the first five minutes",
        List.of("class", "beats", "base", "personalised, given dates", "personalised, live"), rows);
  }

  private static String three(BeatScore s, int k) {
    return String.format(
        Locale.ROOT, "%.1f / %.1f / %.1f", 100 * s.sensitivity(k), 100 * s.ppv(k), 100 * s.f1(k));
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
      case 1 -> AnnotationCode.of(9).orElseThrow();
      case 2 -> AnnotationCode.of(5).orElseThrow();
      case 3 -> AnnotationCode.of(6).orElseThrow();
      default -> AnnotationCode.of(1).orElseThrow();
    };
  }
}
