package io.hillock.gallery.delays;

import io.hillock.train.delay.Decoding;
import io.hillock.train.delay.DelayNetworkParameters;
import io.hillock.train.delay.DelayNetworkParameters.Trained;
import io.hillock.train.delay.OutputLoss;
import io.hillock.train.delay.SpikeResponse;

/**
 * One way to train, with its settings, chosen on the validation split under other seeds
 * (docs/delays-only).
 *
 * @param label for people
 * @param trained what is trained
 * @param loss what is made small
 * @param decoding how decisions are read
 * @param eta learning rate at the beginning
 * @param leastLoss samples with a smaller loss carry nothing back
 * @param longest longest delay [step]
 * @param steps T, steps of an inference
 */
record DelayArm(
    String label,
    Trained trained,
    OutputLoss loss,
    Decoding decoding,
    double eta,
    double leastLoss,
    int longest,
    int steps) {
  private static final int STEPS = SpikeResponse.STANDARD.steps();
  private static final int LONGEST = STEPS - 1;
  private static final OutputLoss POTENTIAL = new OutputLoss.MeanPotential(0.1);

  /** Delays, decided by the highest mean potential. */
  static final DelayArm GRADED =
      new DelayArm(
          "delays, graded outputs",
          Trained.DELAYS,
          POTENTIAL,
          Decoding.MEAN_POTENTIAL,
          0.2,
          0,
          LONGEST,
          STEPS);

  /** The same without learning from samples that are learned: p_y above exp(-0.01) = 0.99. */
  static final DelayArm SPARED =
      new DelayArm(
          "delays, graded outputs, learned samples spared",
          Trained.DELAYS,
          POTENTIAL,
          Decoding.MEAN_POTENTIAL,
          0.2,
          0.01,
          LONGEST,
          STEPS);

  /** Delays, decided by the earliest spike. */
  static final DelayArm EARLIEST =
      new DelayArm(
          "delays, earliest spike",
          Trained.DELAYS,
          new OutputLoss.Sum(new OutputLoss.FirstSpike(2, 0.1), POTENTIAL, 10),
          Decoding.EARLIEST_SPIKE,
          0.2,
          0,
          LONGEST,
          STEPS);

  /** Delays under the published loss, decided as published. */
  static final DelayArm SPIKE_TIMES =
      new DelayArm(
          "delays, distance of spike trains",
          Trained.DELAYS,
          new OutputLoss.SpikeTimes(LONGEST),
          Decoding.EARLIEST_STEP,
          0.05,
          0,
          LONGEST,
          STEPS);

  /** The weights of the same synapses instead of the delays. */
  static final DelayArm WEIGHTS =
      new DelayArm(
          "weights, graded outputs",
          Trained.WEIGHTS,
          POTENTIAL,
          Decoding.MEAN_POTENTIAL,
          0.5,
          0,
          LONGEST,
          STEPS);

  /** Delays up to another length in another window, with the settings of {@link #GRADED}. */
  static DelayArm upTo(int longest, int steps) {
    return new DelayArm(
        "delays up to " + longest + ", T = " + steps,
        GRADED.trained,
        GRADED.loss,
        GRADED.decoding,
        GRADED.eta,
        GRADED.leastLoss,
        longest,
        steps);
  }

  /** The network of this arm. */
  DelayNetworkParameters network(int inputs, int hidden, int classes) {
    DelayNetworkParameters published = DelayNetworkParameters.published(inputs, hidden, classes);
    SpikeResponse response = published.response();
    return published
        .withResponse(response.withSteps(steps))
        .withDelays(Math.min(published.initialDelay(), longest), longest)
        .withTrained(trained);
  }
}
