package io.hillock.gallery.impact;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.random.Seed;
import io.hillock.synapse.Synapses;
import io.hillock.unit.Time;
import java.util.Arrays;
import java.util.Optional;

/** A network that learns something on whatever substrate it is given. */
public interface ImpactTask {
  /** The figure that is compared: a fraction, the more the better. */
  String ACCURACY = "accuracy";

  /** A figure that stands for every decision and every weight: equal where two runs are. */
  String FINGERPRINT = "fingerprint";

  /**
   * Its public name.
   *
   * @return the name
   */
  String id();

  /**
   * What it does, in one line.
   *
   * @return a sentence
   */
  String title();

  /**
   * Where its data come from.
   *
   * @return "generated" or the name of the data
   */
  String data();

  /**
   * The step of its network.
   *
   * @return dt
   */
  Time dt();

  /**
   * Units of progress of one run.
   *
   * @return how many
   */
  long steps();

  /**
   * Learns and is scored once.
   *
   * @param substrate what weights are
   * @param seed of devices and rule
   * @param progress told of its steps
   * @return {@link #ACCURACY} and {@link #FINGERPRINT} with what was counted; empty when it was
   *     asked to stop
   */
  Optional<Figures> run(SubstrateChoice substrate, Seed seed, Progress progress);

  /**
   * Takes every weight of some synapses into a fingerprint.
   *
   * @param print the fingerprint so far
   * @param synapses the synapses
   * @return the fingerprint with them
   */
  static long fingerprint(long print, Synapses synapses) {
    float[] row = new float[synapses.wiring().post()];
    long all = print;
    for (int i = 0; i < synapses.wiring().pre(); i++) {
      synapses.weights(i, row);
      all = 31 * all + Arrays.hashCode(row);
    }
    return all;
  }

  /**
   * A fingerprint as a figure.
   *
   * @param print the fingerprint
   * @return its 53 upper bits, which a double holds exactly
   */
  static double asFigure(long print) {
    return print >>> 11;
  }
}
