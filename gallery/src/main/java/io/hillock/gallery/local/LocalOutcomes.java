package io.hillock.gallery.local;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Technology;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What the networks of one task did.
 *
 * @param protocol the task and how much of it
 * @param figures one entry for each seed, by arm
 */
record LocalOutcomes(LocalRun.Protocol protocol, Map<LocalArm, List<Figures>> figures) {
  /** The arms that were run, in their order. */
  Set<LocalArm> arms() {
    return figures.keySet();
  }

  /** A figure of each seed. */
  double[] each(LocalArm arm, ToDoubleFunction<Figures> figure) {
    return figures.get(arm).stream().mapToDouble(figure).toArray();
  }

  /** Accuracy of the last layer for each seed. */
  double[] accuracy(LocalArm arm) {
    return each(arm, f -> last(f.row(LocalRun.ACCURACY)));
  }

  /** Accuracy of the first layer for each seed. */
  double[] firstLayer(LocalArm arm) {
    return each(arm, f -> f.row(LocalRun.ACCURACY)[0]);
  }

  /** Unit-steps written of those inside the box, for each seed. */
  double[] writesRatio(LocalArm arm) {
    return each(arm, f -> f.get(LocalRun.WRITES_RATIO));
  }

  /** Mean over seeds of the values that were written. */
  double synapseWrites(LocalArm arm) {
    return Claim.mean(each(arm, f -> f.ledger().total().get(CountKind.SYNAPSE_WRITE)));
  }

  /** Accuracy of the last layer less that of another arm, seed by seed. */
  double[] against(LocalArm arm, LocalArm other) {
    double[] one = accuracy(arm);
    double[] two = accuracy(other);
    return IntStream.range(0, one.length).mapToDouble(s -> one[s] - two[s]).toArray();
  }

  /** Counts, energy and memory of training, first seed. */
  LedgerSummary training(LocalArm arm) {
    return figures.get(arm).getFirst().priced(Technology.of(Technology.BuiltIn.DIGITAL_28NM));
  }

  private static double last(double[] row) {
    return row[row.length - 1];
  }
}
