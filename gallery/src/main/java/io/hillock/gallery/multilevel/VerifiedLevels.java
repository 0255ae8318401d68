package io.hillock.gallery.multilevel;

import io.hillock.device.ConductanceRange;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.rram.RramCharacterisation;
import io.hillock.device.rram.RramCrossbar;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.device.rram.RramSynapses;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.synapse.Wiring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What write-verify makes of n levels on cells of {@link RramPreset#HFO2_1T1R} with all they have:
 * the other way to store few bits, for weights that are written once.
 *
 * @param levels n, equally spaced from G_min to G_max
 * @param conductances of the cells after writing [uS], shape (levels)(cells)
 * @param right share of cells nearest to their own level, as written and after the re-verification
 * @param rightAfterDay the same a day later, without re-verification
 * @param pulses programming pulses for each cell
 * @param energyJ energy for each cell, pulses and reads between them [J]
 * @param unverified share of cells that missed the tolerance
 */
record VerifiedLevels(
    int levels,
    double[][] conductances,
    double right,
    double rightAfterDay,
    double pulses,
    double energyJ,
    double unverified) {
  private static final int[] ALL_LEVELS = {4, 8, 16, 32};
  private static final int SHOWN = 8;
  private static final int CELLS = 1000;
  private static final int BENCH_CELLS = 200;
  private static final double DAY_S = 86_400;
  private static final int BINS = 120;

  /** Programs and reads. */
  static VerifiedLevels measure(int levels, Seed seed) {
    RramParameters cells = RramPreset.HFO2_1T1R.parameters();
    ConductanceRange range = cells.range();
    Wiring wiring = Wiring.where(levels, CELLS, (i, j) -> true);
    float[] weight = new float[wiring.size()];
    for (int k = 0; k < weight.length; k++) {
      weight[k] = (float) (k / CELLS) / (levels - 1); // of w_max = 1, on the plus cell alone
    }
    RramSynapses pairs =
        new RramCrossbar(cells, 1, Storage.DT)
            .create(wiring, weight, seed.stream(Purpose.DEVICE, levels), new Counts());
    double[][] g = new double[levels][CELLS];
    double distance = range.widthUS() / (levels - 1);
    long right = 0;
    for (int k = 0; k < weight.length; k++) {
      double us = pairs.plusUS(k);
      g[k / CELLS][k % CELLS] = us;
      long nearest = Math.round((us - range.gMinUS()) / distance);
      right += Math.clamp(nearest, 0, levels - 1) == k / CELLS ? 1 : 0;
    }
    RramCharacterisation bench =
        RramCharacterisation.of(cells, new Extent(levels, BENCH_CELLS), seed);
    double[] age = bench.retention().x();
    int day = IntStream.range(0, age.length).filter(a -> age[a] == DAY_S).findFirst().orElseThrow();
    Counts mapping = pairs.mapping();
    double written = 2.0 * weight.length;
    return new VerifiedLevels(
        levels,
        g,
        (double) right / weight.length,
        bench.retention().y()[day],
        mapping.get(CountKind.PROGRAMMING_PULSE) / written,
        mapping.writeEnergyJ() / written,
        pairs.unverified() / written);
  }

  /** Measures all and adds them to a result. */
  static void report(Result result, Seed seed) {
    List<VerifiedLevels> all =
        Arrays.stream(ALL_LEVELS).parallel().mapToObj(n -> measure(n, seed)).toList();
    List<List<String>> rows = new ArrayList<>();
    for (VerifiedLevels v : all) {
      result.metric("writeVerify.right." + v.levels + "levels", v.right);
      rows.add(
          List.of(
              Integer.toString(v.levels),
              percent(v.right),
              percent(v.rightAfterDay),
              percent(v.unverified),
              String.format(Locale.ROOT, "%.1f", v.pulses),
              String.format(Locale.ROOT, "%.0f", 1e12 * v.energyJ)));
    }
    result.table(
        new Table(
            "Write-verify to n levels, cells of hfo2-1t1r with all they have",
            List.of(
                "levels",
                "cells nearest to their level [%]",
                "after a day [%]",
                "missed the tolerance [%]",
                "pulses per cell",
                "energy per cell [pJ]"),
            rows));
    for (VerifiedLevels v : all) {
      if (v.levels <= SHOWN) {
        result.plot(
            Plot.Histogram.of(
                "Write-verify to " + v.levels + " levels, " + CELLS + " cells each",
                Plot.Axis.of("conductance [uS]"),
                BINS,
                IntStream.range(0, v.levels).mapToObj(n -> "level " + n).toList(),
                v.conductances));
      }
    }
    result.plot(
        new Plot.Curves(
            "Write-verify: cells nearest to their own level",
            new Plot.Axis("levels", true),
            Plot.Axis.of("share of cells"),
            List.of(
                series("as written", all, all.stream().mapToDouble(v -> v.right).toArray()),
                series(
                    "after a day",
                    all,
                    all.stream().mapToDouble(v -> v.rightAfterDay).toArray()))));
  }

  private static Plot.Series series(String name, List<VerifiedLevels> all, double[] y) {
    double[] x = all.stream().mapToDouble(VerifiedLevels::levels).toArray();
    return new Plot.Series(name, Plot.Style.LINE, x, y);
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f", 100 * fraction);
  }
}
