package io.hillock.gallery.rewiring;

import io.hillock.gallery.Scale;
import io.hillock.train.feedforward.ReluLayers;
import io.hillock.train.rewire.HardRewiring;
import io.hillock.train.rewire.Rewiring;
import io.hillock.train.rewire.SoftRewiring;
import io.hillock.train.rewire.StaticMask;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * The ways to train that the experiment compares. All settings were chosen on the last 10,000
 * training images of MNIST, or the last sixth of the generated ones, under seed 11.
 *
 * @param real whether the images are real ones; there are fewer generated ones
 * @param scale how much of the protocol
 */
record RewiringArms(boolean real, Scale scale) {
  static final String DEEPR = "deepr";
  static final String STATIC = "static";
  static final String SOFT = "soft";
  static final String DENSE = "dense";

  private static final List<Integer> UNITS = List.of(784, 300, 100, 10);
  private static final double GAIN = 0.5;
  private static final double DECAY = 0.8;
  private static final double SLOW_DECAY = 0.9;
  private static final double ETA = 0.5;
  private static final int EPOCHS = 10;
  private static final int MANY_EPOCHS = 20;
  private static final int QUICK_EPOCHS = 3;
  private static final double L1 = 1e-4;

  /** Layers with 1, 3 and 30 percent of their connections, times a factor. */
  static ReluLayers layers(double factor) {
    return new ReluLayers(
        UNITS,
        DoubleStream.of(0.01, 0.03, 0.3).map(p -> Math.min(1, p * factor)).boxed().toList(),
        GAIN);
  }

  static Rewiring hard() {
    return new HardRewiring(L1, 0, HardRewiring.Reconnection.SAME_MATRIX);
  }

  private SparseSettings settings(ReluLayers layers, Rewiring rewiring, double eta) {
    return new SparseSettings(layers, rewiring, eta, real ? DECAY : SLOW_DECAY, epochs());
  }

  private int epochs() {
    return real ? EPOCHS : MANY_EPOCHS;
  }

  /** Deep rewiring, hard form. */
  SparseArm deepr() {
    return new SparseArm(DEEPR, "DEEP R, hard", settings(layers(1), hard(), ETA));
  }

  /** A mask that stays, at the rate that is best for it, which is that of deep rewiring. */
  SparseArm fixed() {
    return new SparseArm(STATIC, "static mask", settings(layers(1), new StaticMask(), ETA));
  }

  /** Everything that is trained by every seed. */
  List<SparseArm> main() {
    return List.of(dense(), soft(), deepr(), fixed());
  }

  private SparseArm dense() {
    ReluLayers layers = new ReluLayers(UNITS, List.of(1.0, 1.0, 1.0), 1);
    SparseSettings s = settings(layers, new StaticMask(), real ? 0.05 : 0.1);
    return new SparseArm(
        DENSE, "dense", new SparseSettings(layers, s.rewiring(), s.eta(), s.decay(), fewer()));
  }

  private SparseArm soft() {
    return new SparseArm(
        SOFT,
        "DEEP R, soft",
        settings(layers(real ? 0.25 : 0.2), new SoftRewiring(L1, 1e-10, 20), ETA));
  }

  /** Epochs of what would take too long at quick scale. */
  private int fewer() {
    return scale == Scale.QUICK && real ? QUICK_EPOCHS : epochs();
  }

  /** Factors of all connectivities, for the first seed. */
  List<Double> factors() {
    return scale == Scale.QUICK
        ? List.of(7.5, 1.0, 0.45)
        : List.of(22.5, 7.5, 2.25, 1.0, 0.5, 0.225);
  }

  /** Other connectivities, the densest first. */
  List<SparseArm> sweep(double factor) {
    return List.of(scaled(deepr(), factor), scaled(fixed(), factor));
  }

  private SparseArm scaled(SparseArm arm, double factor) {
    SparseSettings s = arm.settings();
    return new SparseArm(
        arm.id() + String.format(Locale.ROOT, ".x%.3f", factor),
        arm.label(),
        new SparseSettings(layers(factor), s.rewiring(), s.eta(), s.decay(), fewer()));
  }
}
