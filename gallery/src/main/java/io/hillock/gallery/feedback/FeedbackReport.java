package io.hillock.gallery.feedback;

import io.hillock.gallery.Claim;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.feedback.FeedbackExperiment.Trained;
import io.hillock.gallery.plot.Plot;
import io.hillock.learning.layered.LayeredRule;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** Plots and tables of the experiment. */
final class FeedbackReport {
  private static final double MICRO = 1e-6;

  private FeedbackReport() {}

  static void plots(Result result, List<Trained> all, List<Trained> deep) {
    double[][] errors = all.stream().map(Trained::errors).toArray(double[][]::new);
    result.plot(
        new Plot.Bars(
            "Test error with one hidden layer",
            Plot.Axis.of("%"),
            all.stream().map(t -> t.arm().rule().label()).toList(),
            Arrays.stream(errors).mapToDouble(Claim::mean).toArray(),
            Arrays.stream(errors).mapToDouble(e -> Claim.mean(e) - Claim.spread(e)).toArray(),
            Arrays.stream(errors).mapToDouble(e -> Claim.mean(e) + Claim.spread(e)).toArray()));
    result.plot(angles("Angle to backpropagation, one hidden layer, first seed", all));
    result.plot(angles("Angle to backpropagation, first of two hidden layers, first seed", deep));
  }

  private static Plot angles(String title, List<Trained> all) {
    List<Plot.Series> series = new ArrayList<>();
    for (Trained t : all) {
      FeedbackRun.Outcome first = t.outcomes().getFirst();
      if (t.arm().rule() != LayeredRule.Plain.BACKPROPAGATION
          && !Double.isNaN(first.finalAngle())) {
        series.add(
            new Plot.Series(
                t.arm().rule().label(), Plot.Style.LINE, first.epochs(), first.angles()));
      }
    }
    return new Plot.Curves(title, Plot.Axis.of("epochs"), Plot.Axis.of("degree"), series);
  }

  /** What each rule needs, holds and does. */
  static Table rules(List<Trained> all) {
    List<List<String>> rows = new ArrayList<>();
    for (Trained t : all) {
      FeedbackRun.Outcome first = t.outcomes().getFirst();
      LedgerSummary training = first.training();
      Set<LayeredRule.Need> needs = t.arm().rule().needs();
      rows.add(
          List.of(
              t.arm().rule().label(),
              yes(needs.contains(LayeredRule.Need.TRANSPOSED_WEIGHTS)),
              yes(needs.contains(LayeredRule.Need.WHOLE_FORWARD_PASS)),
              yes(needs.contains(LayeredRule.Need.OUTPUT)),
              number(Claim.mean(t.errors())),
              String.format(Locale.ROOT, "%.0f", training.learningBytes()),
              number(training.overheadPercent()),
              each(training, first, CountKind.MULTIPLY_ACCUMULATE),
              each(training, first, CountKind.SYNAPSE_READ),
              each(training, first, CountKind.SYNAPSE_WRITE),
              number(training.energy().total().value() / first.samples() / MICRO)));
    }
    return new Table(
        "Rules with one hidden layer: needs of the hidden layer, memory, operations per sample"
            + " (first seed)",
        List.of(
            "rule",
            "transposed weights",
            "whole forward pass first",
            "output",
            "test error [%]",
            "learning state [byte]",
            "of inference [%]",
            "multiply-adds",
            "feedback reads and adds",
            "weight writes",
            "energy [uJ]"),
        rows);
  }

  private static String yes(boolean needed) {
    return needed ? "yes" : "no";
  }

  private static String each(LedgerSummary training, FeedbackRun.Outcome outcome, CountKind kind) {
    double each = (double) training.counts().get(kind) / outcome.samples();
    return String.format(Locale.ROOT, "%.0f", each);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static Table errors(List<Trained> one, List<Trained> two, List<Trained> fashion) {
    List<List<String>> rows =
        IntStream.range(0, one.size())
            .mapToObj(k -> {
              FeedbackArm arm = one.get(k).arm();
              String deep =
                  two.stream()
                      .filter(t -> t.arm().metric().equals(arm.metric()))
                      .findFirst()
                      .map(t -> spread(t.errors()))
                      .orElse("-");
              String dressed = fashion.isEmpty() ? "-" : spread(fashion.get(k).errors());
              return List.of(arm.rule().label(), spread(one.get(k).errors()), deep, dressed);
            })
            .toList();
    return new Table(
        "Test error in percent, mean over seeds and spread",
        List.of("rule", "one hidden layer", "two hidden layers", "Fashion-MNIST"),
        rows);
  }

  private static String spread(double[] errors) {
    return String.format(Locale.ROOT, "%.2f (%.2f)", Claim.mean(errors), Claim.spread(errors));
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
                        task, arm.network(images.inputs(), hidden, 2, images.classes()), seed)))
            .toList());
  }
}
