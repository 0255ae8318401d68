package io.hillock.gallery.feedback;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.RuleCost;
import io.hillock.ledger.Technology;
import java.util.List;

/**
 * All outcomes of one arm on one task.
 *
 * @param arm the arm
 * @param figures what {@link FeedbackRun} found, by seed
 */
record Trained(FeedbackArm arm, List<Figures> figures) {
  private static final double PERCENT = 100;

  static Trained find(List<Trained> all, FeedbackArm arm) {
    return all.stream()
        .filter(t -> t.arm().metric().equals(arm.metric()))
        .findFirst()
        .orElseThrow();
  }

  double[] errors() {
    return figures.stream().mapToDouble(f -> f.get(FeedbackRun.ERROR)).toArray();
  }

  double[] epochs() {
    return figures.getFirst().row(FeedbackRun.EPOCHS);
  }

  /** Angles of the first seed. */
  double[] angles() {
    return figures.getFirst().row(FeedbackRun.ANGLES);
  }

  /** The angle after the first epoch, by seed. */
  double[] firstEpochAngles() {
    return figures.stream()
        .mapToDouble(f -> f.row(FeedbackRun.ANGLES)[FeedbackRun.LOOKS])
        .toArray();
  }

  /** The angle at the end, by seed. */
  double[] finalAngles() {
    return figures.stream()
        .map(f -> f.row(FeedbackRun.ANGLES))
        .mapToDouble(a -> a[a.length - 1])
        .toArray();
  }

  /** Samples learned with the first seed. */
  double samples() {
    return figures.getFirst().get(FeedbackRun.SAMPLES);
  }

  /** Counts, energy and memory of training with the first seed. */
  LedgerSummary training() {
    return figures.getFirst().priced(Technology.of(Technology.BuiltIn.DIGITAL_28NM));
  }

  /** The row of the table of rules. */
  RuleCost cost(String network) {
    return RuleCost.of(
        arm.rule().label() + ", " + network,
        1 - Claim.mean(errors()) / PERCENT,
        training(),
        "sample",
        samples(),
        samples());
  }
}
