package io.hillock.gallery.reckon;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Sets the arms side by side: what the long leak, rounding and rate regularisation are good for.
 */
final class ReckonAblations {
  private static final String SOURCE =
      "an independent model of the circuit, equal to it in every bit under the bench setting";

  private ReckonAblations() {}

  static void report(
      Result result, Map<ReckonArm, List<Figures>> all, int compared, boolean published) {
    List<List<String>> rows = new ArrayList<>();
    List<Plot.Series> series = new ArrayList<>();
    all.forEach((arm, runs) -> {
      double[] fresh = samples(runs, f -> f.row("fresh")[0]);
      double[] rate = samples(runs, f -> f.row("rateHz")[compared - 1]);
      Figures first = runs.getFirst();
      if (arm != ReckonArm.BENCH) {
        result
            .metric("accuracy.fresh" + arm.key(), fresh)
            .metric("accuracy.test" + arm.key(), lastTest(runs, compared))
            .metric("rateHz" + arm.key(), rate);
        if (published) {
          claim(result, arm, first);
        }
      } else {
        result.metric("rateHz", rate);
      }
      double[] epoch = new double[first.row("test").length];
      Arrays.setAll(epoch, e -> e + 1.0);
      series.add(new Plot.Series(arm.title(), Plot.Style.LINE, epoch, first.row("test")));
      rows.add(
          List.of(
              arm.title(),
              whole(first.row("train"), compared),
              whole(first.row("test"), compared),
              published ? reference(arm, compared) : "-",
              String.format(Locale.ROOT, "%.3f", Claim.mean(fresh)),
              String.format(Locale.ROOT, "%.1f", Claim.mean(rate))));
    });
    result.table(
        new Table(
            "What is left out, first " + compared + " epochs (right of 50: first seed)",
            List.of(
                "setting",
                "training, right of 50",
                "test, right of 50",
                "test, reference",
                "500 fresh trials",
                "rate [Hz]"),
            rows));
    result.plot(
        new Plot.Curves(
            "Right of 50 in the test after each epoch, first seed",
            Plot.Axis.of("epoch"),
            Plot.Axis.of("trials"),
            series));
    learning(result, all.get(ReckonArm.BENCH).getFirst());
  }

  private static void claim(Result result, ReckonArm arm, Figures first) {
    double[] test = first.row("test");
    int[] reference = arm.reference();
    double differ = ReckonExperiment.mismatches(test, reference);
    result.metric("curve.mismatches" + arm.key(), differ);
    result.claim(
        Claim.of(
            "numbers right of 50 that differ from the reference, "
                + arm.title()
                + ", of "
                + Math.min(test.length, reference.length),
            new double[] {differ},
            "figures",
            Claim.Relation.EQUAL,
            0,
            SOURCE));
  }

  /** The curve of the bench, training and test. */
  private static void learning(Result result, Figures bench) {
    double[] train = bench.row("train");
    double[] test = bench.row("test");
    double[] epoch = new double[train.length];
    List<List<String>> rows = new ArrayList<>();
    for (int e = 0; e < epoch.length; e++) {
      epoch[e] = e + 1.0;
      rows.add(List.of(whole(epoch[e]), whole(train[e]), whole(test[e])));
    }
    result.table(
        new Table(
            "Bench setting, right of 50, first seed", List.of("epoch", "training", "test"), rows));
    result.plot(
        new Plot.Curves(
            "Bench setting, right of 50, first seed",
            Plot.Axis.of("epoch"),
            Plot.Axis.of("trials"),
            List.of(
                new Plot.Series("training", Plot.Style.LINE, epoch, train),
                new Plot.Series("test", Plot.Style.LINE, epoch, test))));
  }

  private static double[] samples(List<Figures> runs, ToDoubleFunction<Figures> figure) {
    return runs.stream().mapToDouble(figure).toArray();
  }

  private static double[] lastTest(List<Figures> runs, int compared) {
    return samples(runs, f -> f.row("test")[compared - 1] / ReckonData.SAMPLES);
  }

  private static String reference(ReckonArm arm, int compared) {
    return whole(Arrays.stream(arm.reference()).asDoubleStream().toArray(), compared);
  }

  private static String whole(double[] row, int most) {
    StringBuilder text = new StringBuilder();
    for (int e = 0; e < Math.min(most, row.length); e++) {
      text.append(e == 0 ? "" : " ").append(whole(row[e]));
    }
    return text.toString();
  }

  private static String whole(double x) {
    return String.format(Locale.ROOT, "%.0f", x);
  }
}
