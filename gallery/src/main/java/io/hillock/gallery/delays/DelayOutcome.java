package io.hillock.gallery.delays;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.RuleCost;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Energy;
import io.hillock.ledger.Technology;
import io.hillock.train.delay.Decoding;
import java.util.List;

/**
 * All outcomes of one arm on one set of images.
 *
 * @param arm the arm
 * @param figures what {@link DelayLearning} found, by seed
 */
record DelayOutcome(DelayArm arm, List<Figures> figures) {
  /** Test accuracy by seed, under the arm's own decoding. */
  double[] accuracy() {
    return accuracy(arm.decoding());
  }

  double[] accuracy(Decoding decoding) {
    return figures.stream()
        .mapToDouble(f -> f.row(DelayScore.ACCURACY)[decoding.ordinal()])
        .toArray();
  }

  /** A figure by seed. */
  double[] all(String name) {
    return figures.stream().mapToDouble(f -> f.get(name)).toArray();
  }

  double mean(String name) {
    return Claim.mean(all(name));
  }

  /** Energy of one inference with the first seed. */
  Energy inference(Technology technology) {
    Counts counts = new Counts();
    Figures first = figures.getFirst();
    // Per image, and therefore no whole numbers: a thousand images are priced.
    counts.add(CountKind.SYNAPSE_READ, Math.round(1000 * first.get(DelayScore.READS)));
    counts.add(CountKind.NEURON_UPDATE, Math.round(1000 * first.get(DelayScore.UPDATES)));
    return technology.price(counts);
  }

  /** Synapses visited on the way back for a learned sample, by seed. */
  double[] learningReads() {
    return figures.stream()
        .mapToDouble(f ->
            f.ledger().of("learning").get(CountKind.SYNAPSE_READ) / f.get(DelayLearning.SAMPLES))
        .toArray();
  }

  LedgerSummary training() {
    return figures.getFirst().priced(Technology.of(Technology.BuiltIn.DIGITAL_28NM));
  }

  RuleCost cost(String images) {
    double samples = figures.getFirst().get(DelayLearning.SAMPLES);
    return RuleCost.of(
        arm.label() + ", " + images,
        Claim.mean(accuracy()),
        training(),
        "sample",
        samples,
        samples);
  }
}
