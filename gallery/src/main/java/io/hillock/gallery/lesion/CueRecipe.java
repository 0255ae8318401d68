package io.hillock.gallery.lesion;

import io.hillock.data.cue.CueAccumulation;
import io.hillock.data.cue.CueTrial;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.cue.CueNetwork;
import io.hillock.gallery.cue.CueVariant;
import io.hillock.ledger.MemoryReport;
import io.hillock.lesion.Lesionable;
import io.hillock.lesion.LesionedSession;
import io.hillock.lesion.Replication;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Cue accumulation by 100 recurrent LIF neurons under the hardware form of e-prop, as in the
 * experiment of that name; rates times 0.9 per 100 trials.
 *
 * @param prefix of its metrics
 * @param title what it is, in words
 * @param training how long and how fast it learns
 * @param testTrials trials that are scored
 */
record CueRecipe(String prefix, String title, Training training, int testTrials) implements Recipe {
  private static final CueAccumulation TASK = CueAccumulation.PUBLISHED;
  private static final CueVariant VARIANT = CueVariant.LONG_LEAK;
  private static final int BLOCK = 100;
  private static final double DECAY = 0.9;
  private static final long TEST_FROM = 1_000_000;
  private static final long RETRAIN_FROM = 3_000_000;
  private static final int PROBE = 20;
  private static final int PROBES = 5;
  private static final double NANO = 1e-9;
  private static final int INPUTS = TASK.channels();

  /**
   * How it learns.
   *
   * @param trials trials, a multiple of 100
   * @param retrainTrials trials after a lesion
   * @param retrainRate factor on the first rates then
   */
  record Training(int trials, int retrainTrials, double retrainRate) {}

  @Override
  public Pace pace(Seed seed) {
    CueNetwork network = new CueNetwork(VARIANT, seed);
    List<CueTrial> few = trials(seed, 0, PROBE);
    double learn = Double.POSITIVE_INFINITY;
    for (int k = 0; k < PROBES; k++) { // the least: neither compilation nor other people's work
      long begun = System.nanoTime();
      few.forEach(network::learn);
      learn = Math.min(learn, NANO * (System.nanoTime() - begun) / PROBE);
    }
    return new Pace(
        learn * training.trials(), learn * training.retrainTrials(), learn * testTrials);
  }

  @Override
  public double growth(int copies) {
    return copies;
  }

  @Override
  public String rule() {
    return "hardware e-prop, " + title;
  }

  @Override
  public String key(Seed seed) {
    return String.join(" | ", "cue accumulation", VARIANT.name(), toString(), "" + seed);
  }

  @Override
  public Optional<Figures> train(Seed seed, Progress progress) {
    CueNetwork network = new CueNetwork(VARIANT, seed);
    for (int n = 0; n < training.trials(); n++) {
      if (n % BLOCK == 0) {
        network.learningRateScale(StrictMath.pow(DECAY, n / BLOCK));
        if (progress.stopRequested()) {
          return Optional.empty();
        }
      }
      network.learn(TASK.trial(seed, n));
    }
    Figures figures =
        new Figures()
            .put(SAMPLES, training.trials())
            .account(network.session().ledger(), new MemoryReport(network.session()));
    CueNetwork.Weights w = network.weights();
    Weights.put(figures, "in", w.in());
    Weights.put(figures, "recurrent", w.recurrent());
    Weights.put(figures, "out", w.out());
    network.session().freeze(true);
    Subject.Score score = score(network, trials(seed, TEST_FROM, testTrials));
    return Optional.of(
        figures.put(CLEAN, score.errorPercent()).put(OUTPUTS, Weights.bits(score.outputs())));
  }

  private static List<CueTrial> trials(Seed seed, long from, int count) {
    return LongStream.range(from, from + count).mapToObj(k -> TASK.trial(seed, k)).toList();
  }

  private static Subject.Score score(CueNetwork network, List<CueTrial> trials) {
    List<Integer> outputs = new ArrayList<>();
    int wrong = 0;
    for (CueTrial trial : trials) {
      wrong += network.decide(trial) == trial.label() ? 0 : 1;
      for (float y : network.output()) {
        outputs.add(Float.floatToRawIntBits(y));
      }
    }
    int[] bits = outputs.stream().mapToInt(Integer::intValue).toArray();
    return new Subject.Score(100.0 * wrong / trials.size(), bits);
  }

  @Override
  public Subject open(Figures trained, Seed seed, int copies) {
    Replication replication = new Replication(copies);
    float[][] in = Weights.get(trained, "in", INPUTS);
    int hidden = in[0].length;
    float[][] recurrent = Weights.get(trained, "recurrent", hidden);
    CueNetwork.Weights wide =
        new CueNetwork.Weights(
            replication.incoming(in),
            replication.outgoing(replication.incoming(recurrent)),
            replication.outgoing(Weights.get(trained, "out", hidden)));
    CueNetwork network = new CueNetwork(VARIANT, wide, seed);
    network.learningRateScale(training.retrainRate());
    network.session().freeze(true);
    LesionedSession faulty = LesionedSession.of(network.session(), seed);
    CueNetwork running = network.runningOn(faulty.session());
    running.learningRateScale(training.retrainRate());
    return new CueSubject(
        faulty,
        running,
        trials(seed, TEST_FROM, testTrials),
        trials(seed, RETRAIN_FROM, training.retrainTrials()));
  }

  /** The network on its trials. */
  private static final class CueSubject implements Subject {
    private final LesionedSession faulty;
    private final CueNetwork network;
    private final List<CueTrial> test;
    private final List<CueTrial> fresh;
    private final Snapshot sound;

    CueSubject(
        LesionedSession faulty, CueNetwork network, List<CueTrial> test, List<CueTrial> fresh) {
      this.faulty = faulty;
      this.network = network;
      this.test = test;
      this.fresh = fresh;
      sound = Snapshot.capture(faulty, Map.of());
    }

    @Override
    public Lesionable network() {
      return faulty;
    }

    @Override
    public void heal() {
      sound.restore(faulty, "sound network");
    }

    @Override
    public Score score() {
      return CueRecipe.score(network, test);
    }

    @Override
    public void retrain() {
      faulty.session().freeze(false);
      fresh.forEach(network::learn);
      faulty.session().freeze(true);
    }

    @Override
    public float[] biasOnly() {
      return new float[2];
    }
  }
}
