package io.hillock.gallery.lesion;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import java.util.Optional;

/** A network, its task and how it is trained. */
sealed interface Recipe permits DigitRecipe, CueRecipe {
  /** Error of the network as it was trained, without any room for faults [%]. */
  String CLEAN = "cleanErrorPercent";

  /** Bits of its outputs. */
  String OUTPUTS = "outputs";

  /** How many samples it learned from. */
  String SAMPLES = "samples";

  /** Beginning of the names of its metrics; empty for the network of the claims. */
  String prefix();

  /** What it is, in words. */
  String title();

  /**
   * How long it takes on one thread, without copies of units.
   *
   * @param train seconds of training
   * @param retrain seconds of learning after a lesion
   * @param score seconds of scoring the test set
   */
  record Pace(double train, double retrain, double score) {}

  /** Measures how long it takes, on a few samples. */
  Pace pace(Seed seed);

  /** How the time of a sample grows with r copies of each hidden unit. */
  double growth(int copies);

  /** Name of its rule, and what it ran on. */
  String rule();

  /** Names everything that a trained network depends on. */
  String key(Seed seed);

  /** Trains a network; empty when it was asked to stop. */
  Optional<Figures> train(Seed seed, Progress progress);

  /**
   * A trained network with room for faults.
   *
   * @param trained what {@link #train} gave
   * @param copies how often each hidden unit is there
   */
  Subject open(Figures trained, Seed seed, int copies);
}
