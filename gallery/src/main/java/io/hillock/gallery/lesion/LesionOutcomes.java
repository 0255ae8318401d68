package io.hillock.gallery.lesion;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.lesion.LesionJob.State;
import io.hillock.ledger.Technology;
import io.hillock.lesion.FaultKind;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * What an arm lost. Losses are in points of accuracy against the network as it was trained.
 *
 * @param arm the arm
 * @param seeds seeds of training
 * @param trained the trained networks, by seed
 * @param hurt what was measured, by kind and seed
 */
record LesionOutcomes(
    Arm arm, List<Seed> seeds, List<Figures> trained, Map<FaultKind, List<Figures>> hurt) {
  /** A curve that is flat falls by so much once in 130 steps of ten draws, in 360 of thirty. */
  private static final double STANDARD_ERRORS = 3;

  double[] cleanErrors() {
    return trained.stream().mapToDouble(f -> f.get(Recipe.CLEAN)).toArray();
  }

  boolean has(FaultKind kind, State state, double fraction) {
    return hurt.containsKey(kind)
        && arm.protocol().fractions().contains(fraction)
        && row(kind, state, fraction, 0).length > 0;
  }

  private double[] row(FaultKind kind, State state, double fraction, int seed) {
    return hurt.get(kind).get(seed).row(LesionJob.errors(state, fraction));
  }

  /** Losses of all draws of faults of one training seed. */
  private double[] draws(FaultKind kind, State state, double fraction, int seed) {
    double clean = trained.get(seed).get(Recipe.CLEAN);
    return Arrays.stream(row(kind, state, fraction, seed)).map(e -> e - clean).toArray();
  }

  /** Mean loss over draws of faults, by training seed. */
  double[] losses(FaultKind kind, State state, double fraction) {
    double[] means = new double[seeds.size()];
    Arrays.setAll(means, s -> Claim.mean(draws(kind, state, fraction, s)));
    return means;
  }

  /** Losses of all draws under all training seeds. */
  double[] all(FaultKind kind, State state, double fraction) {
    DoubleStream all = DoubleStream.empty();
    for (int s = 0; s < seeds.size(); s++) {
      all = DoubleStream.concat(all, Arrays.stream(draws(kind, state, fraction, s)));
    }
    return all.toArray();
  }

  /** The curve of one kind over the fractions above 0. */
  double[] curve(FaultKind kind, State state, double[] fractions) {
    return Arrays.stream(fractions).map(q -> Claim.mean(losses(kind, state, q))).toArray();
  }

  /** The fractions above 0 of which there is such a figure. */
  double[] fractions(FaultKind kind, State state) {
    return arm.protocol().fractions().stream()
        .mapToDouble(q -> q)
        .filter(q -> q > 0 && has(kind, state, q))
        .toArray();
  }

  /**
   * From one fraction to the next, how often the loss falls by more than three standard errors of
   * the paired differences: the sites of the smaller fraction are among those of the greater.
   */
  int falls(FaultKind kind) {
    double[] fractions = fractions(kind, State.HURT);
    int falls = 0;
    for (int k = 1; k < fractions.length; k++) {
      double[] before = all(kind, State.HURT, fractions[k - 1]);
      double[] after = all(kind, State.HURT, fractions[k]);
      double[] rise = new double[after.length];
      Arrays.setAll(rise, i -> after[i] - before[i]);
      double error = Claim.spread(rise) / StrictMath.sqrt(rise.length);
      falls += Claim.mean(rise) < -STANDARD_ERRORS * error ? 1 : 0;
    }
    return falls;
  }

  /** Sum of a count over all kinds that have it and all seeds. */
  double sum(String name, List<FaultKind> kinds) {
    return kinds.stream()
        .filter(hurt::containsKey)
        .flatMap(kind -> hurt.get(kind).stream())
        .mapToDouble(f -> f.get(name))
        .sum();
  }

  /** Counts, energy and memory of training under the first seed. */
  LedgerSummary training() {
    return trained.getFirst().priced(Technology.of(Technology.BuiltIn.DIGITAL_28NM));
  }
}
