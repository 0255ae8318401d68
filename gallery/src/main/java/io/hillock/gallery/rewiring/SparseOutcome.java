package io.hillock.gallery.rewiring;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.RuleCost;
import io.hillock.ledger.Technology;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What an arm reached.
 *
 * @param arm the arm
 * @param figures what {@link SparseRun} found, by seed
 */
public record SparseOutcome(SparseArm arm, List<Figures> figures) {
  /** Copies the list. */
  public SparseOutcome {
    figures = List.copyOf(figures);
  }

  /**
   * The accuracy at the end.
   *
   * @return by seed
   */
  public double[] accuracies() {
    return last(SparseRun.ACCURACIES);
  }

  /**
   * The last of a row.
   *
   * @param row its name
   * @return by seed
   */
  public double[] last(String row) {
    return each(f -> f.row(row)[f.row(row).length - 1]);
  }

  /**
   * A figure.
   *
   * @param of how it follows from what was found
   * @return by seed
   */
  public double[] each(ToDoubleFunction<Figures> of) {
    return figures.stream().mapToDouble(of).toArray();
  }

  /**
   * A row, mean over seeds.
   *
   * @param name its name
   * @return the means
   */
  public double[] mean(String name) {
    double[] mean = new double[figures.getFirst().row(name).length];
    for (Figures f : figures) {
      double[] row = f.row(name);
      for (int k = 0; k < mean.length; k++) {
        mean[k] += row[k] / figures.size();
      }
    }
    return mean;
  }

  /**
   * Images learned, repeated ones included.
   *
   * @return their number
   */
  public double samples() {
    return last(SparseRun.SAMPLES)[0];
  }

  /**
   * Counts, energy and memory of learning with the first seed.
   *
   * @return the summary, by the 45 nm prices
   */
  public LedgerSummary training() {
    return figures.getFirst().priced(Technology.of(Technology.BuiltIn.DIGITAL_45NM));
  }

  /**
   * The row of the table of rules.
   *
   * @return the cost of a sample
   */
  public RuleCost cost() {
    return RuleCost.of(
        arm.label(), Claim.mean(accuracies()), training(), "sample", samples(), samples());
  }
}
