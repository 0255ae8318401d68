package io.hillock.gallery.mtj;

import io.hillock.device.mtj.Macrospin;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.mtj.SwitchingTable;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;

/**
 * Trajectories of the macrospin at one current, against the table.
 *
 * @param ratio I / I_c0
 * @param pulseNs pulse lengths [ns], ascending
 * @param junctions how many trajectories
 */
record Trajectories(double ratio, List<Double> pulseNs, int junctions) {
  private static final int CHUNK = 100;
  private static final double STEP = 0.05;

  /** Currents of all three regimes, long ones first. */
  static List<Trajectories> cases(Scale scale) {
    int n = scale == Scale.PAPER ? 8000 : 1600;
    return List.of(
        new Trajectories(0.7, List.of(10.0, 30.0, 80.0), n / 4),
        new Trajectories(0.95, List.of(4.0, 8.0, 16.0), n),
        new Trajectories(1.05, List.of(3.0, 6.0, 12.0), n),
        new Trajectories(1.5, List.of(2.0, 3.0, 5.0), n),
        new Trajectories(2, List.of(1.5, 2.0, 3.0), n),
        new Trajectories(3, List.of(0.8, 1.0, 1.5), n));
  }

  /** Shares that switched, and their distance from the table in standard errors. */
  Optional<Figures> run(Seed seed, SwitchingTable table, Progress progress) {
    Macrospin spin = new Macrospin(MtjPreset.PERPENDICULAR_40.parameters());
    double[] ns = pulseNs.stream().mapToDouble(Double::doubleValue).toArray();
    double[] share = new double[ns.length];
    int chunks = junctions / CHUNK;
    for (int c = 0; c < chunks; c++) {
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      Seed own = Seed.of(seed.value() * 1_000_003 + c);
      double[] part = spin.switchedShare(ratio, ns, CHUNK, STEP, own);
      for (int k = 0; k < ns.length; k++) {
        share[k] += part[k] / chunks;
      }
    }
    double[] errors = new double[ns.length];
    for (int k = 0; k < ns.length; k++) {
      double p = table.probability(ratio, ns[k]);
      errors[k] = StrictMath.abs(share[k] - p) / StrictMath.sqrt(p * (1 - p) / junctions);
    }
    progress.advance(1);
    return Optional.of(new Figures().put("share", share).put("errors", errors));
  }
}
