package io.hillock.gallery.pcmtraining;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.ledger.Technology;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What all arms did, by seed.
 *
 * @param protocol how long was trained
 * @param figures what each arm found, in the order of the seeds
 */
record Outcomes(Protocol protocol, SequencedMap<Arm, Figures[]> figures) {
  private static final Technology TECHNOLOGY = Technology.of(Technology.BuiltIn.DIGITAL_28NM);

  SequencedSet<Arm> arms() {
    return figures.sequencedKeySet();
  }

  double[] each(Arm arm, ToDoubleFunction<Figures> figure) {
    return Arrays.stream(figures.get(arm)).mapToDouble(figure).toArray();
  }

  /** Mean squared error while learning, mean over the last epochs. */
  double[] mse(Arm arm) {
    return each(arm, Outcomes::lastMse);
  }

  static double lastMse(Figures f) {
    double[] curve = f.row("curve");
    return Claim.mean(Arrays.copyOfRange(curve, curve.length - Protocol.LAST_EPOCHS, curve.length));
  }

  /** The ratio of the errors of two arms, seed by seed. */
  double[] ratio(Arm a, Arm b) {
    double[] above = mse(a);
    double[] below = mse(b);
    return IntStream.range(0, above.length).mapToDouble(s -> above[s] / below[s]).toArray();
  }

  /** Mean and deviation over the seeds in each epoch. */
  double[][] curve(Arm arm) {
    double[] mean = new double[protocol.epochs()];
    double[] spread = new double[mean.length];
    for (int e = 0; e < mean.length; e++) {
      int epoch = e;
      double[] samples = each(arm, f -> f.row("curve")[epoch]);
      mean[e] = Claim.mean(samples);
      spread[e] = Claim.spread(samples);
    }
    return new double[][] {mean, spread};
  }

  Figures first(Arm arm) {
    return figures.get(arm)[0];
  }

  LedgerSummary training(Arm arm) {
    return first(arm).priced(TECHNOLOGY);
  }

  /** Maps arms to figures, seed by seed. */
  static Outcomes of(Protocol protocol, Map<Arm, Figures[]> figures) {
    return new Outcomes(protocol, new LinkedHashMap<>(figures));
  }
}
