package io.hillock.gallery.pruning;

import io.hillock.gallery.Scale;
import io.hillock.gallery.rewiring.SparseArm;
import io.hillock.gallery.rewiring.SparseSettings;
import io.hillock.train.feedforward.ReluLayers;
import io.hillock.train.rewire.HardRewiring;
import io.hillock.train.rewire.MagnitudePruning;
import io.hillock.train.rewire.Rewiring;
import io.hillock.train.rewire.StaticMask;
import java.util.ArrayList;
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
  static final String AT_END = "pruneAtEnd";
  static final String DENSE = "dense";

  private static final List<Integer> UNITS = List.of(784, 300, 100, 10);
  private static final double DECAY = 0.8;
  private static final double SLOW_DECAY = 0.9;
  private static final double ETA = 0.5;
  private static final double GAIN = 0.5;
  private static final int EVERY = 100;
  private static final double FROM = 0.1;
  private static final double TO = 0.7;
  private static final double REGROWTH = 0.3;
  private static final double L1 = 1e-4;

  int epochs() {
    if (!real) {
      return 20;
    }
    return scale == Scale.QUICK ? 5 : 10;
  }

  /** Factors of the connectivities 1, 3 and 30 percent at the end of training, 1 first. */
  List<Double> factors() {
    return scale == Scale.QUICK ? List.of(1.0) : List.of(1.0, 3.0, 0.3);
  }

  private long step(double fraction) {
    return Math.round(fraction * epochs() * (images / SparseSettings.BATCH));
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
        new SparseSettings(layers, rewiring, eta, decay(), epochs()));
  }

  private double decay() {
    return real ? DECAY : SLOW_DECAY;
  }

  /** From all connections, which wants a lower rate. */
  private SparseArm dense(String id, String label, double factor, double from, double to) {
    return arm(id, label, factor, 1, 0.2, prune(Double.POSITIVE_INFINITY, from, to, 0));
  }

  private SparseArm sparse(String id, String label, double factor, Rewiring rewiring) {
    return arm(id, label, factor, GAIN, ETA, rewiring);
  }

  /** Trained with all connections to the end. */
  SparseArm dense() {
    return new SparseArm(
        DENSE,
        "dense",
        new SparseSettings(
            new ReluLayers(UNITS, List.of(1.0, 1.0, 1.0), 1),
            new StaticMask(),
            real ? 0.05 : 0.1,
            decay(),
            epochs()));
  }

  /** All ways to as many connections as a factor says; the chief ones where it is not 1. */
  List<SparseArm> at(double factor) {
    List<SparseArm> ways = new ArrayList<>();
    ways.add(dense(FULL, "pruned from dense", factor, FROM, TO));
    ways.add(sparse(FIVE, "pruned from 5 times", factor, prune(5, FROM, TO, 0)));
    ways.add(
        sparse(
            DEEPR,
            "DEEP R",
            factor,
            new HardRewiring(L1, 0, HardRewiring.Reconnection.SAME_MATRIX)));
    ways.add(sparse(STATIC, "sparse from the start", factor, new StaticMask()));
    if (factor == 1) {
      ways.add(sparse(TWENTY, "pruned from 20 times", factor, prune(20, FROM, TO, 0)));
      ways.add(
          sparse(REGROW, "pruned from 5 times, regrown", factor, prune(5, FROM, TO, REGROWTH)));
      ways.add(dense(AT_ONCE, "dense, pruned at once at 70 %", factor, TO, TO));
      if (scale == Scale.PAPER) {
        ways.add(dense(AT_END, "dense, pruned at the end", factor, 1, 1));
      }
    }
    return ways;
  }
}
