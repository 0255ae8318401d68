package io.hillock.device.fit;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.RramParameters;
import io.hillock.fault.InputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hipparchus.distribution.continuous.BetaDistribution;
import org.hipparchus.special.Erf;

/** Fits resistive cells: stuck ones, read noise, SET law, RESET law; then the range they span. */
final class RramFit {
  /** What all but few devices reach: so many cv within the mean of the least and most current. */
  private static final double WITHIN = 2.5;

  private static final double ALIKE = 1.5; // a device whose states differ by less never switched
  private static final int SEEN = 3; // SETs and RESETs that show it

  private final RramParameters base;
  private final FitReport report;

  RramFit(RramParameters base, FitReport report) {
    this.base = base;
    this.report = report;
  }

  void fit(PulseFile file) {
    RramPulses pulses = new RramPulses(file);
    if (pulses.late() > 0) {
      report.note(pulses.late() + " reads at later ages of the same state not used");
    }
    if (pulses.devices().stream().flatMap(d -> d.writes().stream()).noneMatch(w -> w.gUS() > 0)) {
      throw file.tooFew("rows that conduct", 0, "a fit needs at least 12 SETs or 8 RESETs");
    }
    stuck(pulses);
    double baseRelative = base.has(NonIdeality.READ_NOISE) ? base.read().relativeNoise() : 0;
    double baseAdditive = base.has(NonIdeality.READ_NOISE) ? base.read().additiveNoiseUS() : 0;
    List<Repeats> states =
        pulses.devices().stream()
            .flatMap(d -> d.writes().stream())
            .map(RramPulses.Write::reads)
            .toList();
    ReadNoiseFit read =
        new ReadNoiseFit(ReadNoiseFit.Law.QUADRATIC, states, baseRelative, baseAdditive, report);
    RramSetFit set = RramSetFit.of(base, read, pulses, report);
    RramResetFit reset = RramResetFit.of(base, read, pulses, report);
    if (set == null && reset == null) {
      throw file.tooFew(
          "rows", file.rows(), "a fit needs 12 SETs or 8 RESETs of devices that switch");
    }
    if (set == null) {
      report.base("SET law", "fewer than 12 SETs");
    } else {
      range(file, set, reset == null ? base.reset().medianUS() : 1000 / reset.medianKOhm());
      setPanels(set);
    }
    if (reset == null) {
      report.base("RESET law", "fewer than 8 RESETs");
    } else {
      resetPanels(reset);
    }
  }

  /** Takes devices that never switch out of the data, and tells their share. */
  private void stuck(RramPulses pulses) {
    int seen = 0;
    int stuck = 0;
    List<RramPulses.Device> working = new ArrayList<>();
    for (RramPulses.Device d : pulses.devices()) {
      long sets = d.writes().stream().filter(RramPulses.Write::isSet).count();
      boolean shown = sets >= SEEN && d.writes().size() - sets >= SEEN;
      double most = d.writes().stream().mapToDouble(RramPulses.Write::gUS).max().orElse(0);
      double least = d.writes().stream().mapToDouble(RramPulses.Write::gUS).min().orElse(0);
      seen += shown ? 1 : 0;
      if (shown && most < ALIKE * least) {
        stuck++;
      } else {
        working.add(d);
      }
    }
    pulses.devices().retainAll(working);
    if (stuck > 0) {
      report.note(stuck + " of " + seen + " devices never switch");
      double low = new BetaDistribution(stuck, seen - stuck + 1).inverseCumulativeProbability(.025);
      double high =
          stuck == seen
              ? 1
              : new BetaDistribution(stuck + 1, seen - stuck).inverseCumulativeProbability(.975);
      report.fitted(
          "stuck fraction", "", (double) stuck / seen, new MaximumLikelihood.Interval(low, high));
    }
  }

  private void range(PulseFile file, RramSetFit set, double resetUS) {
    double least = set.leastUA();
    double most = set.mostUA();
    if (most / least < 1.2) {
      least = base.set().current().minUA();
      most = base.set().current().maxUA();
      report.base("I_min and I_max", "the currents do not differ");
    } else {
      report.derived("I_min", "uA", least);
      report.derived("I_max", "uA", most);
      double step = base.set().current().stepUA();
      if (step > (most - least) / 4) {
        report.derived("compliance step", "uA", 0);
      }
    }
    double slack = 1 + 1e-9;
    double low = set.meanUS(least) * (1 + WITHIN * set.cv());
    low = Math.max(low, resetUS * slack);
    double high = set.meanUS(most) * Math.max(0.1, 1 - WITHIN * set.cv());
    if (!(high > 1.05 * low)) {
      low = Math.max(set.meanUS(least), resetUS) * slack;
      high = set.meanUS(most) / slack;
    }
    if (!(high > 1.05 * low)) {
      throw new InputException(
          file.name(),
          "range of conductance",
          low + " to " + high + " uS",
          "SETs must reach above the median of RESETs, and with the most current above the least");
    }
    report.derived("G_min", "uS", low);
    report.derived("G_max", "uS", high);
  }

  private void setPanels(RramSetFit set) {
    List<double[]> points = new ArrayList<>();
    List<Double> all = new ArrayList<>();
    for (Map.Entry<Double, List<double[]>> level : set.byCurrent().entrySet()) {
      List<double[]> rows = level.getValue();
      double[] z = rows.stream().mapToDouble(r -> r[1]).toArray();
      report.residuals(String.format(java.util.Locale.ROOT, "SET at %.4g uA", level.getKey()), z);
      double mean = rows.stream().mapToDouble(r -> r[0]).average().orElseThrow();
      double squares = rows.stream().mapToDouble(r -> (r[0] - mean) * (r[0] - mean)).sum();
      double sd = rows.size() < 2 ? 0 : StrictMath.sqrt(squares / (rows.size() - 1));
      points.add(new double[] {level.getKey(), mean, sd});
      for (double one : z) {
        all.add(one);
      }
    }
    List<double[]> shown = points.size() <= 300 ? points : Curve.thinned(points, 300);
    double[] i = Curve.column(shown, 0);
    double[] grid = Curve.between(i[0], i[i.length - 1], 60);
    report.panel(
        new Panel(
            "Conductance after SET",
            "I_cc [uA]",
            false,
            "G [uS]",
            false,
            List.of(
                new Panel.Series("measured, mean", true, i, Curve.column(shown, 1)),
                new Panel.Series("fit", false, grid, Curve.of(grid, set::meanUS)),
                new Panel.Series(
                    "fit + sd", false, grid, Curve.of(grid, c -> set.meanUS(c) + set.sdUS(c))),
                new Panel.Series(
                    "fit - sd", false, grid, Curve.of(grid, c -> set.meanUS(c) - set.sdUS(c))))));
    report.panel(
        new Panel(
            "Spread of a SET over cycles and devices",
            "I_cc [uA]",
            false,
            "sd of G [uS]",
            false,
            List.of(
                new Panel.Series("measured", true, i, Curve.column(shown, 2)),
                new Panel.Series("fit", false, grid, Curve.of(grid, set::sdUS)))));
    report.panel(
        Curve.quantiles(
            "Residuals of SETs", all.stream().mapToDouble(Double::doubleValue).toArray()));
  }

  private void resetPanels(RramResetFit reset) {
    if (reset.censored() < 0.01) {
      report.residuals("RESET", reset.innovations());
    }
    double[] r = reset.resistances();
    List<double[]> points = new ArrayList<>();
    for (int k = 0; k < r.length; k++) {
      points.add(new double[] {r[k], (k + 0.5) / r.length});
    }
    List<double[]> shown = Curve.thinned(points, 200);
    double[] grid = new double[80];
    for (int k = 0; k < grid.length; k++) {
      grid[k] = r[0] * StrictMath.pow(r[r.length - 1] / r[0], k / (grid.length - 1.0));
    }
    double root = StrictMath.sqrt(2) * Math.max(reset.totalSigma(), 1e-9);
    report.panel(
        new Panel(
            "Resistance after RESET, cumulative",
            "R [kOhm]",
            true,
            "share of cells",
            false,
            List.of(
                new Panel.Series("measured", true, Curve.column(shown, 0), Curve.column(shown, 1)),
                new Panel.Series(
                    "fit",
                    false,
                    grid,
                    Curve.of(
                        grid,
                        x -> 0.5 * Erf.erfc(-StrictMath.log(x / reset.medianKOhm()) / root))))));
    report.panel(Curve.quantiles("Residuals of RESETs", reset.innovations()));
  }
}
