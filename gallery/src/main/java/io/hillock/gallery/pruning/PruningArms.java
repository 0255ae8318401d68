package io.hillock.gallery.pruning;

import io.hillock.gallery.Scale;
import io.hillock.gallery.rewiring.SparseArm;
import io.hillock.gallery.rewiring.SparseSettings;
import io.hillock.train.feedforward.ReluLayers;
import io.hillock.train.rewire.HardRewiring;
import io.hillock.train.rewire.MagnitudePruning;
import io.hillock.train.rewire.Rewiring;
import io.hillock.train.rewire.StaticMask;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The ways to reach the same number of connections. All settings were chosen on the last 10,000
 * training images of MNIST, or the last sixth of the generated ones, under seed 11.
 *
 * @param real whether the images are real ones; there are fewer generated ones
 * @param scale how much of the protocol
 * @param images how many are learned in an epoch
 */
record PruningArms(boolean real, Scale scale, int images) {
  static final String DEEPR = "deepr";
  static final String STATIC = "static";
  static final String FULL = "pruneFull";
  static final String TWENTY = "prune20";
  static final String FIVE = "prune5";
  static final String REGROW = "pruneRegrow";
  static final String AT_ONCE = "pruneAtOnce";
  static final String DENSE = "dense";

  private static final List<Integer> UNITS = List.of(784, 300, 100, 10);
  private static final double DECAY = 0.8;
  private static final int EVERY = 100;
  private static final double FROM = 0.1;
  private static final double TO = 0.7;

  int epochs() {
    return scale == Scale.QUICK && real ? 5 : 10;
  }

  /** Factors of the connectivities 1, 3 and 30 percent at the end of training. */
  List<Double> factors() {
    return scale == Scale.QUICK ? List.of(1.0) : List.of(3.0, 1.0, 0.4, 0.2);
  }

  private long step(double fraction) {
    return 1 + Math.round(fraction * epochs() * (images / SparseSettings.BATCH - 1));
  }

  private MagnitudePruning prune(double overgrowth, double from, double to, double regrowth) {
    return new MagnitudePruning(overgrowth, step(from), step(to), EVERY, regrowth);
  }

  private SparseArm arm(
      String id, String label, double factor, double gain, double eta, Rewiring rewiring) {
    ReluLayers layers =
        new ReluLayers(
            UNITS,
            DoubleStream.of(0.01, 0.03, 0.3).map(p -> Math.min(1, p * factor)).boxed().toList(),
            gain);
    return new SparseArm(
        String.format(Locale.ROOT, "%s.x%.1f", id, factor),
        label,
        new SparseSettings(layers, rewiring, eta, DECAY, epochs()));
  }

  /** Trained with all connections to the end. */
  SparseArm dense() {
    return new SparseArm(
        DENSE,
        "dense",
        new SparseSettings(
            new ReluLayers(UNITS, List.of(1.0, 1.0, 1.0), 1),
            new StaticMask(),
            0.1,
            DECAY,
            epochs()));
  }

  /** All ways to as many connections as a factor says, those that take long first. */
  List<SparseArm> at(double factor) {
    double full = Double.POSITIVE_INFINITY;
    return List.of(
        arm(FULL, "pruned from dense", factor, 1, 0.1, prune(full, FROM, TO, 0)),
        arm(AT_ONCE, "dense, pruned at the end", factor, 1, 0.1, prune(full, 1.0, 1.0, 0)),
        arm(TWENTY, "pruned from 20 times", factor, 0.5, 0.3, prune(20, FROM, TO, 0)),
        arm(REGROW, "pruned from 5 times, regrown", factor, 0.5, 0.5, prune(5, FROM, TO, 0.3)),
        arm(FIVE, "pruned from 5 times", factor, 0.5, 0.5, prune(5, FROM, TO, 0)),
        arm(
            DEEPR,
            "DEEP R",
            factor,
            0.5,
            0.5,
            new HardRewiring(1e-4, 0, HardRewiring.Reconnection.SAME_MATRIX)),
        arm(STATIC, "sparse from the start", factor, 0.5, 0.5, new StaticMask()));
  }
}
