package io.hillock.gallery.crossbar;

import io.hillock.device.characterisation.StatedLaw;
import io.hillock.device.mtj.MtjLaws;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.pcm.PcmLaws;
import io.hillock.device.pcm.PcmPreset;
import io.hillock.device.rram.RramLaws;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Simulated devices against the laws that their presets state. The draws have a seed of their own:
 * of some twenty tests at 1 % and forty figures at three standard errors, one run in four would
 * miss by chance alone, whatever the devices do.
 */
final class CellLaws {
  private static final Seed DRAWS = Seed.of(1);
  private static final int CELLS = 10_000;
  private static final int MOMENTS = 100_000;

  private CellLaws() {}

  private static List<StatedLaw> draw(int n) {
    List<StatedLaw> all = new ArrayList<>();
    all.addAll(RramLaws.of(RramPreset.HFO2_1T1R.parameters(), DRAWS, n));
    all.addAll(RramLaws.of(RramPreset.HFOX_WAN2022.parameters(), DRAWS, n));
    all.addAll(PcmLaws.of(PcmPreset.GST_NANDAKUMAR2018.parameters(), DRAWS, n));
    all.addAll(MtjLaws.of(MtjPreset.PERPENDICULAR_40.model(), DRAWS, n));
    return all;
  }

  /** Adds {@code ks.p.min} and {@code momentsWithin3Se}, with a row for each law. */
  static void report(Result result) {
    List<StatedLaw> cells = draw(CELLS);
    List<StatedLaw> draws = draw(MOMENTS);
    List<List<String>> rows = new ArrayList<>();
    double least = 1;
    int within = 0;
    for (int k = 0; k < cells.size(); k++) {
      StatedLaw law = cells.get(k);
      double off = draws.get(k).momentsOff();
      within += off <= 3 ? 1 : 0;
      String p = "discrete";
      if (!law.discrete()) {
        least = Math.min(least, law.ksP());
        p = String.format(Locale.ROOT, "%.3f", law.ksP());
      }
      rows.add(
          List.of(
              law.device(),
              law.which().label(),
              law.law(),
              p,
              String.format(Locale.ROOT, "%.2f", off)));
    }
    double share = (double) within / cells.size();
    result.metric("ks.p.min", least).metric("momentsWithin3Se", share);
    result.claim(
        Claim.of(
            "least p of a Kolmogorov-Smirnov test, 10^4 devices against each stated law",
            new double[] {least},
            "p",
            Claim.Relation.AT_LEAST,
            0.01,
            "draws with a seed of their own; " + cells.size() + " laws of four presets"));
    result.claim(
        Claim.of(
            "share of switches whose mean and variance lie within 3 standard errors",
            new double[] {share},
            "fraction",
            Claim.Relation.EQUAL,
            1,
            "10^5 draws of each, the same seed"));
    result.table(
        new Table(
            "Devices against the laws that their presets state, each switch alone",
            List.of("device", "switch", "law", "KS p, 10^4", "moments off, 10^5 [SE]"),
            rows));
  }
}
