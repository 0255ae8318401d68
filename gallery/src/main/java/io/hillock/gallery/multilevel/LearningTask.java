package io.hillock.gallery.multilevel;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;

/** A task on which ways to store weights are compared. */
interface LearningTask {
  /** Accuracy on what was not learned [fraction]. */
  String ACCURACY = "accuracy";

  /** Samples learned. */
  String SAMPLES = "samples";

  /** What is scored. */
  enum Part {
    /** Samples that learning rates are chosen by. */
    VALIDATION,
    /** Samples that are only reported. */
    TEST
  }

  /** What stands before the names of its metrics. */
  String prefix();

  /** In words. */
  String title();

  /** What is compared. */
  List<Arm> arms();

  /** Learning rates to choose from, rising. */
  double[] rates(Arm arm);

  /** Seeds that rates are chosen by; none of them is reported. */
  List<Seed> validationSeeds();

  /** Everything that figures depend on beside arm, rate and seed. */
  String key(Seed seed);

  /** Steps of progress of one trial. */
  long steps();

  /**
   * For how long a thread will be busy, from a short probe [s].
   *
   * @param seeds number of seeds that are reported
   */
  double probe(int seeds);

  /** Trials of an arm in all. */
  default int trials(Arm arm, int seeds) {
    return rates(arm).length * validationSeeds().size() + seeds;
  }

  /** Makes the samples of a seed ready. */
  Trial prepare(Seed seed, Part part);

  /** Learns and scores on samples that are ready. */
  interface Trial {
    /** Learns once; empty when it was asked to stop. */
    Optional<Figures> run(Arm arm, double rate, Progress progress);
  }

  /** The figures of a trial: counts are those of learning alone. */
  static Figures figures(double accuracy, long samples, Ledger learning, MemoryReport memory) {
    return new Figures().put(ACCURACY, accuracy).put(SAMPLES, samples).account(learning, memory);
  }
}
