package io.hillock.gallery.feedback;

import io.hillock.gallery.Claim;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.learning.layered.LayeredRule;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Plots and tables of the experiment. */
final class FeedbackReport {
  private static final double MICRO = 1e-6;

  private FeedbackReport() {}

  static void plots(
      Result result, List<Trained> all, List<Trained> deep, List<Trained> convolutional) {
    result.plot(bars("Test error with one hidden layer", all));
    result.plot(bars("Test error of the convolutional network", convolutional));
    result.plot(angles("Angle to backpropagation, one hidden layer, first seed", all));
    result.plot(angles("Angle to backpropagation, first of two hidden layers, first seed", deep));
    result.plot(angles("Angle to backpropagation, convolutional layer, first seed", convolutional));
  }

  private static Plot bars(String title, List<Trained> all) {
    double[][] errors = all.stream().map(Trained::errors).toArray(double[][]::new);
    return new Plot.Bars(
        title,
        Plot.Axis.of("%"),
        all.stream().map(t -> t.arm().rule().label()).toList(),
        Arrays.stream(errors).mapToDouble(Claim::mean).toArray(),
        Arrays.stream(errors).mapToDouble(e -> Claim.mean(e) - Claim.spread(e)).toArray(),
        Arrays.stream(errors).mapToDouble(e -> Claim.mean(e) + Claim.spread(e)).toArray());
  }

  private static Plot angles(String title, List<Trained> all) {
    List<Plot.Series> series = new ArrayList<>();
    for (Trained t : all) {
      if (t.arm().rule() != LayeredRule.Plain.BACKPROPAGATION
          && t.arm().rule() != LayeredRule.Plain.FROZEN_HIDDEN) {
        series.add(
            new Plot.Series(t.arm().rule().label(), Plot.Style.LINE, t.epochs(), t.angles()));
      }
    }
    return new Plot.Curves(title, Plot.Axis.of("epochs"), Plot.Axis.of("degree"), series);
  }

  static void tables(
      Result result,
      List<Trained> one,
      List<Trained> two,
      List<Trained> convolutional,
      List<Trained> fashion) {
    result.table(errors(one, two, convolutional, fashion));
    result.table(needs(one));
    result.table(costs("Cost of a sample, one hidden layer (first seed)", one));
    result.table(costs("Cost of a sample, convolutional network (first seed)", convolutional));
  }

  /** What hidden layers need under each rule. */
  private static Table needs(List<Trained> all) {
    return new Table(
        "What hidden layers need",
        List.of("rule", "transposed weights", "whole forward pass first", "output", "label"),
        all.stream()
            .map(t -> {
              Set<LayeredRule.Need> needs = t.arm().rule().needs();
              return List.of(
                  t.arm().rule().label(),
                  yes(needs.contains(LayeredRule.Need.TRANSPOSED_WEIGHTS)),
                  yes(needs.contains(LayeredRule.Need.WHOLE_FORWARD_PASS)),
                  yes(needs.contains(LayeredRule.Need.OUTPUT)),
                  yes(needs.contains(LayeredRule.Need.TARGET)));
            })
            .toList());
  }

  /** What each rule holds and does. */
  private static Table costs(String title, List<Trained> all) {
    return new Table(
        title,
        List.of(
            "rule",
            "learning bytes",
            "of inference [%]",
            "products",
            "feedback reads",
            "writes",
            "energy [uJ]"),
        all.stream()
            .map(t -> {
              LedgerSummary training = t.training();
              return List.of(
                  t.arm().rule().label(),
                  String.format(Locale.ROOT, "%,.0f", training.learningBytes()),
                  number(training.overheadPercent()),
                  each(training, t, CountKind.MULTIPLY_ACCUMULATE),
                  each(training, t, CountKind.SYNAPSE_READ),
                  each(training, t, CountKind.SYNAPSE_WRITE),
                  number(training.energy().total().value() / t.samples() / MICRO));
            })
            .toList());
  }

  private static String yes(boolean needed) {
    return needed ? "yes" : "no";
  }

  private static String each(LedgerSummary training, Trained t, CountKind kind) {
    double each = (double) training.counts().get(kind) / t.samples();
    return String.format(Locale.ROOT, "%,.0f", each);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static Table errors(
      List<Trained> one, List<Trained> two, List<Trained> convolutional, List<Trained> fashion) {
    return new Table(
        "Test error in percent, mean over seeds (spread)",
        List.of("rule", "one hidden layer", "two", "convolutional", "Fashion-MNIST, one"),
        one.stream()
            .map(t ->
                List.of(
                    t.arm().rule().label(),
                    error(t.arm(), one),
                    error(t.arm(), two),
                    error(t.arm(), convolutional),
                    error(t.arm(), fashion)))
            .toList());
  }

  private static String error(FeedbackArm arm, List<Trained> all) {
    return all.stream()
        .filter(t -> t.arm().metric().equals(arm.metric()))
        .findFirst()
        .map(t -> spread(t.errors()))
        .orElse("-");
  }

  private static String spread(double[] errors) {
    return errors.length == 1
        ? number(errors[0])
        : String.format(Locale.ROOT, "%.2f (%.2f)", Claim.mean(errors), Claim.spread(errors));
  }

  /** In which order each rule runs through a network of two hidden layers. */
  static Table order(ImageTask task, int hidden, Seed seed) {
    SparseImages images = task.training();
    return new Table(
        "Order of one sample in a network of two hidden layers, as it was run",
        List.of("rule", "order"),
        FeedbackArm.ALL.stream()
            .map(arm ->
                List.of(
                    arm.rule().label(),
                    UpdateUnlocking.trace(
                        task,
                        arm.network(
                            images.grid(), Topology.TWO_LAYERS.layers(hidden, images.classes())),
                        seed)))
            .toList());
  }
}
