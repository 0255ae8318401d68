package io.hillock.gallery.delays;

import io.hillock.gallery.Figures;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.train.delay.Decoding;
import io.hillock.train.delay.DelayNetwork;
import io.hillock.train.delay.DelayRun;
import io.hillock.train.delay.SpikeSamples;

/**
 * What a network does with samples.
 *
 * @param right how many are right, by decoding
 * @param samples how many there are
 * @param silent for how many no output reaches the threshold
 * @param decisionSteps sum of the times of the first crossing over the others [step]
 * @param spikesBefore hidden spikes before the first crossing, all where there is none
 * @param counts what inference counted
 */
record DelayScore(
    int[] right, int samples, int silent, double decisionSteps, long spikesBefore, Counts counts) {
  /** Fraction of the test images that is right, by the order of {@link Decoding}. */
  static final String ACCURACY = "accuracy";

  /** The same with all delays rounded to whole steps, under the arm's decoding. */
  static final String WHOLE_DELAYS = "accuracy with whole delays";

  /** Fraction of the test images for which no output reaches the threshold. */
  static final String SILENT = "silent";

  /** Mean time of the first crossing of an output [step]. */
  static final String DECISION = "decision step";

  /** Spikes of hidden neurons for each image. */
  static final String SPIKES = "spikes";

  /** Those before the first crossing of an output. */
  static final String SPIKES_BEFORE = "spikes before";

  /** Synaptic reads for each image. */
  static final String READS = "reads";

  /** Updates of neurons for each image. */
  static final String UPDATES = "updates";

  static DelayScore of(DelayNetwork network, boolean refractory, SpikeSamples samples) {
    Ledger ledger = new Ledger();
    DelayRun run = new DelayRun(network, refractory, ledger);
    int[] right = new int[Decoding.values().length];
    int silent = 0;
    double steps = 0;
    long before = 0;
    for (int k = 0; k < samples.size(); k++) {
      run.forward(samples, k);
      for (Decoding decoding : Decoding.values()) {
        right[decoding.ordinal()] += run.decide(decoding) == samples.label(k) ? 1 : 0;
      }
      double first = run.firstCrossing();
      if (Double.isNaN(first)) {
        silent++;
      } else {
        steps += first;
      }
      for (int event : run.spikes(0)) {
        before += SpikeSamples.step(event) >= first ? 0 : 1; // NaN is never reached
      }
    }
    return new DelayScore(right, samples.size(), silent, steps, before, ledger.of("inference"));
  }

  double accuracy(Decoding decoding) {
    return right[decoding.ordinal()] / (double) samples;
  }

  void put(Figures figures) {
    double[] accuracy = new double[right.length];
    for (Decoding decoding : Decoding.values()) {
      accuracy[decoding.ordinal()] = accuracy(decoding);
    }
    figures
        .put(ACCURACY, accuracy)
        .put(SILENT, silent / (double) samples)
        .put(DECISION, decisionSteps / (samples - silent))
        .put(SPIKES, each(CountKind.SPIKE))
        .put(SPIKES_BEFORE, spikesBefore / (double) samples)
        .put(READS, each(CountKind.SYNAPSE_READ))
        .put(UPDATES, each(CountKind.NEURON_UPDATE));
  }

  private double each(CountKind kind) {
    return counts.get(kind) / (double) samples;
  }
}
