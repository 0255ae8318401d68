package io.hillock.gallery.mtj;

import io.hillock.device.NonIdeality;
import io.hillock.device.mtj.Drive;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.mtj.MtjSpread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A current of the writes, and how far junctions differ; reads are quiet.
 *
 * @param ratio I / I_c0
 * @param spread relative spread of Delta, I_c0 and R each
 * @param drive what a write holds constant
 */
record WriteArm(double ratio, double spread, Drive drive) {
  static final double[] RATIOS = {0.5, 0.7, 0.9, 1.1, 1.4, 2, 4};
  static final double[] SPREADS = {0, 0.05, 0.1};

  /** Which input noise: at the least of them every arm is perfect. */
  static final int NOISE = 1;

  /** The spread of which all currents are reported. */
  static final double WIDE = 0.1;

  static List<WriteArm> all() {
    List<WriteArm> all = new ArrayList<>();
    for (double ratio : RATIOS) {
      for (double spread : SPREADS) {
        all.add(new WriteArm(ratio, spread, Drive.CURRENT));
      }
      all.add(new WriteArm(ratio, WIDE, Drive.VOLTAGE));
    }
    return all;
  }

  PatternRun run(int shows) {
    MtjModel equal = MtjModel.equal(MtjPreset.PERPENDICULAR_40.parameters());
    MtjModel model =
        spread == 0
            ? equal
            : equal
                .withOnly(
                    NonIdeality.QUANTISATION,
                    NonIdeality.CYCLE_TO_CYCLE,
                    NonIdeality.DEVICE_TO_DEVICE)
                .withSpread(MtjSpread.equal(spread, drive));
    return new PatternRun(
        new Junctions(model, ratio), PatternRun.NOISE[NOISE], PatternRun.P, shows);
  }

  String metric() {
    return String.format(
        Locale.ROOT,
        ".current%.1f%s",
        ratio,
        spread == 0
            ? ""
            : String.format(
                Locale.ROOT, ".spread%.0f%s", 100 * spread, drive == Drive.VOLTAGE ? "V" : ""));
  }
}
