package io.hillock.gallery.mtj;

import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.mtj.MtjPreset;
import java.util.EnumSet;
import java.util.Set;

/** What learns the patterns. */
enum PatternArm {
  /** The preset: junctions differ and are read with noise. */
  PRESET("stochastic rule, junctions of the preset", "", PatternRun.P),
  /** Equal junctions, quiet reads. */
  EQUAL("stochastic rule, equal junctions", ".equal", PatternRun.P),
  /** The preset with a tenth of all junctions stuck. */
  STUCK("stochastic rule, 10 % of junctions stuck", ".stuck", PatternRun.P),
  /** Every pulse switches: the last sample overwrites all before. */
  SURE("every pulse switches (P 0.99)", ".sure", 0.99),
  /** Nothing is learned. */
  UNTAUGHT("random junctions, nothing learned", ".untaught", PatternRun.P);

  private final String title;
  private final String metric;
  private final double p;

  PatternArm(String title, String metric, double p) {
    this.title = title;
    this.metric = metric;
    this.p = p;
  }

  String title() {
    return title;
  }

  String metric() {
    return metric;
  }

  private Junctions junctions() {
    return switch (this) {
      case EQUAL -> Junctions.EQUAL;
      case PRESET, SURE, UNTAUGHT -> Junctions.PRESET;
      case STUCK -> {
        MtjModel preset = MtjPreset.PERPENDICULAR_40.model();
        Set<NonIdeality> all = EnumSet.copyOf(preset.active());
        all.add(NonIdeality.STUCK_CELLS);
        yield new Junctions(preset.withOnly(all).withWear(new WearLaw(0.1, 2e9)), 0);
      }
    };
  }

  PatternRun run(double noise, int shows) {
    return new PatternRun(junctions(), noise, p, this == UNTAUGHT ? 0 : shows);
  }
}
