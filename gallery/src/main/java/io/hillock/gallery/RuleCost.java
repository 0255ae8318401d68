package io.hillock.gallery;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Energy;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.Technology;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a learning rule reached and what it cost, so that rules of different experiments stand side
 * by side.
 *
 * @param rule the rule, and what it ran on
 * @param accuracy fraction right on unseen samples, mean over seeds
 * @param learningBytes state that exists only for learning [byte]
 * @param step what a step is: a tick of some ms, or a sample where there is no time
 * @param accessesPerStep words of weights, neurons and traces touched in a step while learning
 * @param energyPerSample energy of learning one sample [J], with its band, by technology
 */
public record RuleCost(
    String rule,
    double accuracy,
    double learningBytes,
    String step,
    double accessesPerStep,
    Map<String, EnergyEstimate> energyPerSample) {
  /**
   * Prices of a whole core per synaptic operation, and prices of each word and operation: under the
   * first a trace costs nothing, under the second all rules pay for all they do.
   */
  private static final List<Technology.BuiltIn> TECHNOLOGIES =
      List.of(Technology.BuiltIn.DIGITAL_28NM, Technology.BuiltIn.DIGITAL_45NM);

  /** Copies the map and keeps its order. */
  public RuleCost {
    energyPerSample = Collections.unmodifiableMap(new LinkedHashMap<>(energyPerSample));
  }

  /**
   * The cost of a rule by its ledger.
   *
   * @param rule the rule, and what it ran on
   * @param accuracy fraction right on unseen samples
   * @param learning counts, energy and memory of learning
   * @param step what a step is
   * @param steps how many steps the ledger covers
   * @param samples how many samples it covers
   * @return the cost
   */
  public static RuleCost of(
      String rule,
      double accuracy,
      LedgerSummary learning,
      String step,
      double steps,
      double samples) {
    Map<String, EnergyEstimate> energies = new LinkedHashMap<>();
    for (Technology.BuiltIn builtIn : TECHNOLOGIES) {
      Technology technology = Technology.of(builtIn);
      Energy energy = technology.price(learning.counts());
      energies.put(
          technology.name(),
          new EnergyEstimate(energy.value(), energy.low(), energy.high()).times(1 / samples));
    }
    return new RuleCost(
        rule,
        accuracy,
        learning.learningBytes(),
        step,
        accesses(learning.counts()) / steps,
        energies);
  }

  /**
   * Words of memory touched: each read, graded read or write of a weight and each update of a
   * neuron or trace counts once.
   *
   * @param counts what was counted
   * @return their number
   */
  public static long accesses(Counts counts) {
    return counts.get(CountKind.SYNAPSE_READ)
        + counts.get(CountKind.MULTIPLY_ACCUMULATE)
        + counts.get(CountKind.SYNAPSE_WRITE)
        + counts.get(CountKind.NEURON_UPDATE)
        + counts.get(CountKind.TRACE_UPDATE);
  }
}
