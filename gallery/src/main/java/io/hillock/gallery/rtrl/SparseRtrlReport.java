package io.hillock.gallery.rtrl;

import io.hillock.data.spiral.SpiralTask;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.Technology;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Plots and tables of the experiment. */
final class SparseRtrlReport {
  private static final double NANO = 1e-9;
  private static final double KILO = 1024;
  private static final int SHOWN = 3;
  private static final int CURVE = 200;

  private SparseRtrlReport() {}

  static double[] accuracy(Outcomes o, SpiralArm arm) {
    return Outcomes.each(o.trained().get(arm), SpiralRun.ACCURACY, 0);
  }

  static void fill(Result result, Outcomes o) {
    result.plot(spirals(result.environment().seeds().getFirst()));
    result.plot(accuracies(o));
    result.plot(operations(o));
    result.plot(memory(o));
    result.plot(losses(o));
    result.table(arms(o));
    result.table(gradients(o));
    result.table(cost(o));
    result.table(energies(o));
  }

  /** Noisy points of some sequences, over the arms themselves. */
  private static Plot spirals(Seed seed) {
    RandomStream stream = seed.stream(Purpose.DATA, 49);
    List<Plot.Series> series = new ArrayList<>();
    double[][] x = new double[SpiralTask.CLASSES][SHOWN * Lesson.LENGTH];
    double[][] y = new double[SpiralTask.CLASSES][SHOWN * Lesson.LENGTH];
    int[] drawn = new int[SpiralTask.CLASSES];
    while (drawn[0] < SHOWN || drawn[1] < SHOWN) {
      SpiralTask.Sample sample = Lesson.ARM.task().draw(stream);
      int c = sample.target();
      if (drawn[c] < SHOWN) {
        for (int t = 0; t < Lesson.LENGTH; t++) {
          x[c][drawn[c] * Lesson.LENGTH + t] = sample.points()[t][0];
          y[c][drawn[c] * Lesson.LENGTH + t] = sample.points()[t][1];
        }
        drawn[c]++;
      }
    }
    for (int c = 0; c < SpiralTask.CLASSES; c++) {
      double[] armX = new double[CURVE];
      double[] armY = new double[CURVE];
      for (int k = 0; k < CURVE; k++) {
        double r = k / (CURVE - 1.0);
        double phi = 2 * StrictMath.PI * Lesson.ARM.task().turns() * r + c * StrictMath.PI;
        armX[k] = r * StrictMath.cos(phi);
        armY[k] = r * StrictMath.sin(phi);
      }
      series.add(new Plot.Series("arm " + c, Plot.Style.LINE, armX, armY));
    }
    for (int c = 0; c < SpiralTask.CLASSES; c++) {
      series.add(new Plot.Series("points of arm " + c, Plot.Style.POINTS, x[c], y[c]));
    }
    return new Plot.Curves(
        "Two interleaved arms, and the noisy points of " + SHOWN + " sequences along each",
        Plot.Axis.of("first coordinate"),
        Plot.Axis.of("second coordinate"),
        series);
  }

  private static Plot accuracies(Outcomes o) {
    List<String> names = new ArrayList<>();
    List<double[]> values = new ArrayList<>();
    for (Lesson lesson : Lesson.values()) {
      for (SpiralArm.Way way : SpiralArm.Way.values()) {
        SpiralArm arm = SpiralArm.of(lesson, way);
        if (o.trained().containsKey(arm)) {
          names.add(lesson.name().toLowerCase(Locale.ROOT) + ": " + arm.text());
          values.add(accuracy(o, arm));
        }
      }
    }
    return new Plot.Bars(
        "Accuracy on unseen spirals (chance 0.5)",
        Plot.Axis.of("fraction right"),
        names,
        values.stream().mapToDouble(Claim::mean).toArray(),
        values.stream().mapToDouble(v -> Claim.mean(v) - Claim.spread(v)).toArray(),
        values.stream().mapToDouble(v -> Claim.mean(v) + Claim.spread(v)).toArray());
  }

  private static Plot operations(Outcomes o) {
    double[] measured = o.sweep().row(OperationSweep.MEASURED);
    double[] formula = o.sweep().row(OperationSweep.MEAN_FIELD);
    double low = Arrays.stream(formula).min().getAsDouble();
    List<Plot.Series> series = new ArrayList<>();
    series.add(
        new Plot.Series(
            "formula w_V w b_t b_(t-1)",
            Plot.Style.LINE,
            new double[] {low, 1},
            new double[] {low, 1}));
    series.add(new Plot.Series("untrained cells", Plot.Style.POINTS, formula, measured));
    SpiralArm[] exact =
        o.trained().keySet().stream()
            .filter(arm -> arm.exact() && arm.recurrent() && arm.leak() == 0)
            .toArray(SpiralArm[]::new);
    List<Figures> figures =
        Arrays.stream(exact).flatMap(arm -> o.trained().get(arm).stream()).toList();
    series.add(
        new Plot.Series(
            "cells in training",
            Plot.Style.POINTS,
            figures.stream()
                .mapToDouble(
                    f -> f.row(SpiralRun.FORMULAS)[1] / f.row(SpiralRun.MULTIPLICATIONS)[2])
                .toArray(),
            Outcomes.ratio(figures, SpiralRun.MULTIPLICATIONS, 0, 2)));
    return new Plot.Curves(
        "Multiplications of the influence matrix, of n^2 p_dense: counted against formula",
        new Plot.Axis("by density of parameters and share of active units", true),
        new Plot.Axis("counted", true),
        series);
  }

  private static Plot memory(Outcomes o) {
    double[] steps = o.memory().row(MemoryCurve.STEPS);
    return new Plot.Curves(
        "Memory of learning against length of the sequence, " + o.protocol().units() + " units",
        new Plot.Axis("steps", true),
        new Plot.Axis("KiB", true),
        List.of(
            new Plot.Series(
                "real-time recurrent learning, sparse",
                Plot.Style.LINE,
                steps,
                kilo(o.memory().row(MemoryCurve.FORWARD))),
            new Plot.Series(
                "back-propagation through time",
                Plot.Style.LINE,
                steps,
                kilo(o.memory().row(MemoryCurve.BACKWARD)))));
  }

  private static double[] kilo(double[] bytes) {
    return Arrays.stream(bytes).map(b -> b / KILO).toArray();
  }

  private static Plot losses(Outcomes o) {
    double[] x = new double[SpiralRun.LOSS_PARTS];
    for (int k = 0; k < x.length; k++) {
      x[k] = (k + 0.5) * o.protocol().sequences() / SpiralRun.LOSS_PARTS;
    }
    List<Plot.Series> series = new ArrayList<>();
    for (SpiralArm.Way way : SpiralArm.Way.values()) {
      List<Figures> figures = o.of(Lesson.MEMORY, way);
      if (figures != null) {
        series.add(
            new Plot.Series(
                way.text(), Plot.Style.LINE, x, figures.getFirst().row(SpiralRun.LOSS)));
      }
    }
    return new Plot.Curves(
        "Loss while learning " + Lesson.MEMORY.text() + ", mean over steps, first seed",
        Plot.Axis.of("sequences"),
        Plot.Axis.of("nat"),
        series);
  }

  private static Table arms(Outcomes o) {
    List<List<String>> rows = new ArrayList<>();
    for (Lesson lesson : Lesson.values()) {
      for (SpiralArm.Way way : SpiralArm.Way.values()) {
        SpiralArm arm = SpiralArm.of(lesson, way);
        List<Figures> f = o.trained().get(arm);
        if (f != null) {
          double[] accuracy = accuracy(o, arm);
          rows.add(
              List.of(
                  lesson.text(),
                  arm.text(),
                  spread("%.4f", accuracy),
                  number("%.3f", Outcomes.each(f, SpiralRun.SHARES, 2)),
                  number("%.3f", Outcomes.each(f, SpiralRun.SHARES, 0)),
                  number("%.3f", Outcomes.each(f, SpiralRun.SHARES, 1)),
                  number("%.3g", Outcomes.ratio(f, SpiralRun.MULTIPLICATIONS, 1, 2))));
        }
      }
    }
    return new Table(
        "What was learned: mean over seeds (spread)",
        List.of(
            "question",
            "learning",
            "accuracy",
            "parameters",
            "units with psi > 0",
            "units with an event",
            "multiplications / dense"),
        rows);
  }

  private static Table gradients(Outcomes o) {
    List<List<String>> rows = new ArrayList<>();
    for (SpiralArm arm : o.trained().keySet()) {
      if (arm.exact()) {
        List<Figures> f = o.trained().get(arm);
        rows.add(
            List.of(
                arm.lesson().text() + ", " + arm.text(),
                String.format(Locale.ROOT, "%.1e", most(f, 0)),
                String.format(Locale.ROOT, "%.1e", most(f, 1)),
                angle(f, 0),
                angle(f, 1)));
      }
    }
    return new Table(
        "Gradients: greatest difference to back-propagation through time, and angle of SnAp-1 to"
            + " the exact one [degree]",
        List.of("trained cell", "sparse", "dense", "angle before training", "angle after training"),
        rows);
  }

  private static double most(List<Figures> figures, int element) {
    return Arrays.stream(Outcomes.each(figures, SpiralRun.GRADIENT_ERROR, element))
        .max()
        .getAsDouble();
  }

  private static String angle(List<Figures> figures, int element) {
    double mean = Claim.mean(Outcomes.each(figures, SpiralRun.ANGLES, element));
    return Double.isNaN(mean) ? "-" : String.format(Locale.ROOT, "%.0f", mean);
  }

  private static Table cost(Outcomes o) {
    double[] cost = o.memory().row(MemoryCurve.COST);
    double[] forward = o.memory().row(MemoryCurve.FORWARD);
    double[] backward = o.memory().row(MemoryCurve.BACKWARD);
    double[] steps = o.memory().row(MemoryCurve.STEPS);
    int last = steps.length - 1;
    String longest = String.format(Locale.ROOT, "after %,.0f steps [KiB]", steps[last]);
    return new Table(
        "What the exact gradient costs, untrained cell of "
            + o.protocol().units()
            + " units, "
            + Lesson.TURN.text(),
        List.of("way", "multiplications per step", "memory after 100 steps [KiB]", longest),
        List.of(
            List.of(
                "forward, dense (as it is usually written)",
                String.format(Locale.ROOT, "%,.0f", cost[2]),
                kib(denseBytes(o)),
                kib(denseBytes(o))),
            List.of(
                "forward, sparse",
                String.format(Locale.ROOT, "%,.0f", cost[0]),
                kib(forward[3]),
                kib(forward[last])),
            List.of(
                "backward, once the sequence is over",
                String.format(Locale.ROOT, "%,.0f", cost[1]),
                kib(backward[3]),
                kib(backward[last]))));
  }

  private static double denseBytes(Outcomes o) {
    double n = o.protocol().units();
    return 2 * n * o.protocol().cell(0).denseParameters() * Double.BYTES;
  }

  private static String kib(double bytes) {
    return String.format(Locale.ROOT, "%,.0f", bytes / KILO);
  }

  private static Table energies(Outcomes o) {
    List<List<String>> rows = new ArrayList<>();
    for (SpiralArm arm : o.trained().keySet()) {
      if (arm.recurrent()) {
        double changes = o.trained().get(arm).getFirst().row(SpiralRun.DONE)[0];
        List<String> row = new ArrayList<>();
        row.add(arm.lesson().text() + ", " + arm.text());
        for (Technology.BuiltIn technology :
            List.of(Technology.BuiltIn.DIGITAL_28NM, Technology.BuiltIn.DIGITAL_45NM)) {
          LedgerSummary all = o.training(arm, technology);
          row.add(band(all.energy().total().times(1 / changes)));
          if (technology == Technology.BuiltIn.DIGITAL_45NM) {
            row.add(band(all.energy().byOwner().get("influence").times(1 / changes)));
          }
        }
        rows.add(row);
      }
    }
    return new Table(
        "Energy of one change of the parameters with all that leads to it [nJ], best estimate (low"
            + " to high), first seed",
        List.of("cell", "digital-28nm", "digital-45nm", "of which influence matrix, 45nm"),
        rows);
  }

  private static String band(EnergyEstimate e) {
    return String.format(
        Locale.ROOT, "%.3g (%.3g to %.3g)", e.value() / NANO, e.low() / NANO, e.high() / NANO);
  }

  private static String number(String format, double[] samples) {
    return String.format(Locale.ROOT, format, Claim.mean(samples));
  }

  private static String spread(String format, double[] samples) {
    String mean = number(format, samples);
    return samples.length < 2
        ? mean
        : mean + String.format(Locale.ROOT, " (" + format + ")", Claim.spread(samples));
  }
}
