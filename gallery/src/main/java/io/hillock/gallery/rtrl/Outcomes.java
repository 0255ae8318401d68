package io.hillock.gallery.rtrl;

import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.RuleCost;
import io.hillock.ledger.Technology;
import java.util.List;
import java.util.Map;

/**
 * All that was trained, swept and grown.
 *
 * @param protocol size of the cell and of the training
 * @param trained figures of each arm, one for each seed
 * @param sweep operations over a grid of sparsities
 * @param memory memory by length of the sequence
 */
record Outcomes(
    SpiralProtocol protocol, Map<SpiralArm, List<Figures>> trained, Figures sweep, Figures memory) {
  List<Figures> of(Lesson lesson, SpiralArm.Way way) {
    return trained.get(SpiralArm.of(lesson, way));
  }

  /** One of a row of figures, by seed. */
  static double[] each(List<Figures> figures, String row, int element) {
    return figures.stream().mapToDouble(f -> f.row(row)[element]).toArray();
  }

  /** The quotient of two elements of a row, by seed. */
  static double[] ratio(List<Figures> figures, String row, int over, int under) {
    return figures.stream().mapToDouble(f -> f.row(row)[over] / f.row(row)[under]).toArray();
  }

  /** Greatest difference between forward and backward over all arms and seeds. */
  double gradientError() {
    double worst = 0;
    for (Map.Entry<SpiralArm, List<Figures>> arm : trained.entrySet()) {
      if (arm.getKey().exact()) {
        for (Figures f : arm.getValue()) {
          for (double error : f.row(SpiralRun.GRADIENT_ERROR)) {
            // NaN must not get lost here.
            worst = error <= worst ? worst : error;
          }
        }
      }
    }
    return worst;
  }

  /** Greatest relative deviation of counted multiplications from the realised formula. */
  double formulaDeviation() {
    double worst = 0;
    for (Map.Entry<SpiralArm, List<Figures>> arm : trained.entrySet()) {
      if (arm.getKey().exact() && arm.getKey().leak() == 0 && arm.getKey().recurrent()) {
        for (Figures f : arm.getValue()) {
          double counted = f.row(SpiralRun.MULTIPLICATIONS)[0];
          worst = Math.max(worst, Math.abs(counted / f.row(SpiralRun.FORMULAS)[0] - 1));
        }
      }
    }
    double[] counted = sweep.row(OperationSweep.MEASURED);
    double[] formula = sweep.row(OperationSweep.REALISED);
    for (int k = 0; k < counted.length; k++) {
      worst = Math.max(worst, Math.abs(counted[k] / formula[k] - 1));
    }
    return worst;
  }

  /** Sum over the sweep of what was counted, over that of the mean-field formula, less one. */
  double meanFieldDeviation() {
    double[] counted = sweep.row(OperationSweep.MEASURED);
    double[] formula = sweep.row(OperationSweep.MEAN_FIELD);
    double sum = 0;
    for (int k = 0; k < counted.length; k++) {
      sum += counted[k] / formula[k];
    }
    return sum / counted.length - 1;
  }

  /** Memory of the longest sequence over that of one a tenth as long. */
  double memoryGrowth(String which) {
    double[] bytes = memory.row(which);
    return bytes[bytes.length - 1] / bytes[bytes.length - 4];
  }

  LedgerSummary training(SpiralArm arm, Technology.BuiltIn technology) {
    return trained.get(arm).getFirst().priced(Technology.of(technology));
  }

  RuleCost cost(SpiralArm arm) {
    List<Figures> figures = trained.get(arm);
    double[] done = figures.getFirst().row(SpiralRun.DONE);
    double accuracy =
        figures.stream().mapToDouble(f -> f.get(SpiralRun.ACCURACY)).average().orElse(Double.NaN);
    return RuleCost.of(
        "real-time recurrent learning, " + arm.text() + "; " + arm.lesson().text(),
        accuracy,
        training(arm, Technology.BuiltIn.DIGITAL_28NM),
        "point of a sequence",
        done[1],
        done[2]);
  }
}
