package io.hillock.gallery.cue;

import io.hillock.data.cue.CueAccumulation;
import io.hillock.data.cue.CueTrial;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.network.Session;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Learns to decide which side had more cues, one second after the last one, with the hardware form
 * of e-prop: 100 LIF neurons whose leak spans the delay learn it, the same neurons with a leak of
 * 20 ms do not.
 *
 * <p>Task: {@link CueAccumulation}. Network: {@link CueNetwork}. The rates are multiplied by 0.9
 * per 100 trials.
 */
public final class CueAccumulationExperiment implements Experiment {
  private static final int TRAINING_TRIALS = 2000;
  private static final int TEST_TRIALS = 500;
  private static final int BLOCK = 100;
  private static final long TEST_FROM = 1_000_000;

  /** The experiment. */
  public CueAccumulationExperiment() {}

  @Override
  public String id() {
    return "cue-accumulation";
  }

  @Override
  public String title() {
    return "Evidence over seconds, learned with traces per neuron only: a long leak replaces"
        + " adaptation";
  }

  @Override
  public String paper() {
    return "C. Frenkel, G. Indiveri 2022, ISSCC, arXiv:2208.09759; task: G. Bellec et al. 2020,"
        + " Nat. Commun. 11:3625, doi:10.1038/s41467-020-17236-y";
  }

  /** What one network did. */
  private record Outcome(double accuracy, double rateHz, double[] curve, Session session) {}

  @Override
  public Result run(Environment environment) {
    Result result = new Result(id(), environment, "generated");
    int seeds = environment.seeds().size();
    environment
        .progress()
        .begin("cue accumulation", 2L * seeds * (TRAINING_TRIALS + TEST_TRIALS) / BLOCK);
    List<Outcome> all =
        IntStream.range(0, 2 * seeds)
            .parallel()
            .mapToObj(k ->
                learn(environment.seeds().get(k / 2), Time.ms(k % 2 == 0 ? 2000 : 20), environment))
            .toList();
    double[] longLeak = new double[seeds];
    double[] shortLeak = new double[seeds];
    double[] shortRate = new double[seeds];
    double[] longRate = new double[seeds];
    for (int s = 0; s < seeds; s++) {
      longLeak[s] = all.get(2 * s).accuracy();
      longRate[s] = all.get(2 * s).rateHz();
      shortLeak[s] = all.get(2 * s + 1).accuracy();
      shortRate[s] = all.get(2 * s + 1).rateHz();
    }
    result
        .metric("accuracy.longLeak", longLeak)
        .metric("accuracy.shortLeak", shortLeak)
        .metric("rateHz.longLeak", longRate)
        .metric("rateHz.shortLeak", shortRate);
    result.claim(
        Claim.of(
                "accuracy, tau_m 2 s, hardware e-prop",
                longLeak,
                "fraction",
                Claim.Relation.AT_LEAST,
                0.95,
                "bar of this project on 500 unseen trials; published: Frenkel & Indiveri 2022, on"
                    + " chip, 8 bit")
            .published(0.964));
    result.claim(
        Claim.of(
            "accuracy above chance, tau_m 20 ms",
            IntStream.range(0, seeds).mapToDouble(s -> Math.abs(shortLeak[s] - 0.5)).toArray(),
            "fraction",
            Claim.Relation.AT_MOST,
            0.08,
            "a trace of 20 ms cannot span a delay of 1 s"));
    result.claim(
        Claim.of(
            "firing rate, tau_m 20 ms",
            shortRate,
            "Hz",
            Claim.Relation.AT_LEAST,
            1,
            "a silent network would be no control"));
    ledger(result, all.getFirst().session());
    result.plot(curves(all.get(0), all.get(1)));
    return result;
  }

  private Outcome learn(Seed seed, Time tauM, Environment environment) {
    CueAccumulation task = CueAccumulation.PUBLISHED;
    CueNetwork network = new CueNetwork(tauM, seed);
    Session session = network.session();
    double[] curve = new double[TRAINING_TRIALS / BLOCK];
    for (int block = 0; block < curve.length; block++) {
      network.learningRateScale(StrictMath.pow(0.9, block));
      int right = 0;
      for (int k = 0; k < BLOCK; k++) {
        CueTrial trial = task.trial(seed, (long) block * BLOCK + k);
        right += network.learn(trial) == trial.label() ? 1 : 0;
      }
      curve[block] = (double) right / BLOCK;
      environment.progress().advance(1);
    }
    session.freeze(true);
    Counts before = session.ledger().of("hidden").copy();
    int right = 0;
    for (int k = 0; k < TEST_TRIALS; k++) {
      CueTrial trial = task.trial(seed, TEST_FROM + k);
      right += network.decide(trial) == trial.label() ? 1 : 0;
    }
    environment.progress().advance(TEST_TRIALS / BLOCK);
    long spikes = session.ledger().of("hidden").minus(before).get(CountKind.SPIKE);
    double seconds = 1e-3 * task.steps() * TEST_TRIALS;
    return new Outcome(
        (double) right / TEST_TRIALS, spikes / (seconds * CueNetwork.HIDDEN), curve, session);
  }

  private static void ledger(Result result, Session session) {
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    MemoryReport memory = new MemoryReport(session);
    result.metric("learningBits", memory.learningBits());
    result.metric("overheadPercent", memory.overheadPercent());
    result.ledger(LedgerSummary.of(technology, session.ledger(), memory));
  }

  private static Plot curves(Outcome longLeak, Outcome shortLeak) {
    double[] trials = new double[longLeak.curve().length];
    java.util.Arrays.setAll(trials, b -> (b + 1.0) * BLOCK);
    List<Plot.Series> series = new ArrayList<>();
    series.add(new Plot.Series("tau_m 2 s", Plot.Style.LINE, trials, longLeak.curve()));
    series.add(new Plot.Series("tau_m 20 ms", Plot.Style.LINE, trials, shortLeak.curve()));
    return new Plot.Curves(
        "Fraction right over each 100 training trials, first seed",
        Plot.Axis.of("trials"),
        Plot.Axis.of("fraction right"),
        series);
  }
}
