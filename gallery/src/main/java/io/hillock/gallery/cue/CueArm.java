package io.hillock.gallery.cue;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import java.util.Optional;

/** One way to learn the task: a network and a rule. The figures of an arm are its row names. */
sealed interface CueArm permits HardwareArm, GradientArm {
  /** Fraction right on trials that were never played before. */
  String ACCURACY = "accuracy";

  /** Spikes per hidden neuron and second on these. */
  String RATE = "rateHz";

  /** Fraction right over stretches of training, as it went. */
  String TRAINING = "training";

  /** Training trials played at the end of each stretch. */
  String TRIALS = "trials";

  /** Trials that are scored. */
  int TEST_TRIALS = 500;

  /** Number of the first of them; those of training count from 0. */
  long TEST_FROM = 1_000_000;

  /** Its name in metrics. */
  String key();

  /** What it is, in words. */
  String title();

  /** How many trials it learns from. */
  long trainingTrials();

  /** How many trials it plays in all, tests included. */
  long allTrials();

  /**
   * Learns and is scored.
   *
   * @param key names everything the figures depend on
   * @param parts where a long arm keeps how far it is
   * @return the figures; empty when it was asked to stop
   */
  Optional<Figures> learn(Seed seed, String key, Parts parts, Progress progress);

  /** Names everything that the figures of a seed depend on. */
  default String keyOf(Seed seed) {
    return "cue accumulation, " + this + ", seed " + seed.value();
  }

  /** Under which an arm keeps how far it is. */
  static String underWay(String key) {
    return key + ", under way";
  }

  /** The work on one seed. */
  default KeptJobs.Job job(Seed seed, Environment environment) {
    String key = keyOf(seed);
    return new KeptJobs.Job(
        key, allTrials(), progress -> learn(seed, key, environment.parts(), progress));
  }
}
