package io.hillock.gallery.cue;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Scale;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;

/**
 * A network of 20 ms that is taught in batches.
 *
 * @param key its name in metrics
 * @param title what it is, in words
 * @param teacher what computes the gradient
 * @param adaptive how many of the hundred neurons have a threshold that adapts
 * @param schedule how long and how fast it learns
 */
record GradientArm(
    String key,
    String title,
    AdaptiveCueNetwork.Teacher teacher,
    int adaptive,
    GradientTraining.Schedule schedule)
    implements CueArm {
  /** Fraction right on the validation trials, as it went. */
  static final String VALIDATION = "validation";

  /** All of them, the longest first. */
  static List<GradientArm> of(Scale scale) {
    boolean quick = scale == Scale.QUICK;
    AdaptiveCueNetwork.Teacher local = AdaptiveCueNetwork.Teacher.E_PROP;
    AdaptiveCueNetwork.Teacher throughTime = AdaptiveCueNetwork.Teacher.THROUGH_TIME;
    int adaptive = AdaptiveCueNetwork.ADAPTIVE;
    GradientTraining.Schedule control =
        quick
            ? new GradientTraining.Schedule(200, 16, 2.5e-3, 250, 100, 256)
            : new GradientTraining.Schedule(500, 16, 2.5e-3, 250, 100, 512);
    return List.of(
        new GradientArm(
            "alif",
            "adaptive LIF of 20 ms, published e-prop",
            local,
            adaptive,
            quick
                ? new GradientTraining.Schedule(1500, 16, 5e-3, 300, 250, 512)
                : new GradientTraining.Schedule(4000, 16, 5e-3, 800, 200, 512)),
        new GradientArm(
            "alif.bptt",
            "adaptive LIF of 20 ms, back-propagation through time",
            throughTime,
            adaptive,
            quick
                ? new GradientTraining.Schedule(600, 16, 2.5e-3, 200, 100, 512)
                : new GradientTraining.Schedule(2000, 16, 2.5e-3, 500, 100, 512)),
        new GradientArm(
            "shortLeak.bptt",
            "LIF of 20 ms, back-propagation through time",
            throughTime,
            0,
            control),
        new GradientArm("shortLeak.eprop", "LIF of 20 ms, published e-prop", local, 0, control));
  }

  @Override
  public long trainingTrials() {
    return schedule.trainingTrials();
  }

  @Override
  public long allTrials() {
    return schedule.trials() + TEST_TRIALS;
  }

  @Override
  public Optional<Figures> learn(Seed seed, String key, Parts parts, Progress progress) {
    AdaptiveCueNetwork network = new AdaptiveCueNetwork(teacher, adaptive, seed, progress);
    GradientTraining training = new GradientTraining(network, schedule);
    if (!training.run(CueArm.underWay(key), parts, progress)) {
      return Optional.empty();
    }
    long before = network.spikes();
    double accuracy = network.accuracy(TEST_FROM, TEST_TRIALS);
    return Optional.of(
        new Figures()
            .put(ACCURACY, accuracy)
            .put(RATE, CueNetwork.rateHz(network.spikes() - before, TEST_TRIALS))
            .put(TRIALS, training.trials())
            .put(TRAINING, training.training())
            .put(VALIDATION, training.validation())
            .account(network.learned(), new MemoryReport(network.session())));
  }
}
