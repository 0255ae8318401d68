package io.hillock.network;

import io.hillock.ledger.Counts;
import io.hillock.neuron.Neurons;
import io.hillock.random.RandomStream;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Synapses;
import io.hillock.unit.Time;

/** What a learning rule may see and write in its session. */
public interface RuleContext {
  /**
   * The step.
   *
   * @return dt
   */
  Time dt();

  /**
   * The neurons of a population.
   *
   * @param population not an input
   * @return the running neurons
   */
  Neurons neurons(Population population);

  /**
   * Spikes of the present step; the list object stays the same over the session.
   *
   * @param population any population
   * @return its spikes
   */
  SpikeList spikes(Population population);

  /**
   * Spikes that a projection delivered in the present step, that is with its delay.
   *
   * @param projection any projection
   * @return the presynaptic spikes
   */
  SpikeList delivered(Projection projection);

  /**
   * The synapses of a projection.
   *
   * @param projection any projection
   * @return its synapses
   */
  Synapses synapses(Projection projection);

  /**
   * The teaching values of a population, shape (size); valid while {@link #hasTarget}.
   *
   * @param population the taught population
   * @return the array itself
   */
  float[] target(Population population);

  /**
   * Whether the present step has teaching values.
   *
   * @param population the taught population
   * @return true when {@link #target} is valid in this step
   */
  boolean hasTarget(Population population);

  /**
   * A random stream of this rule.
   *
   * @param index tells several streams of one rule apart
   * @return the stream, whose state the rule must visit
   */
  RandomStream random(int index);

  /**
   * The counters of this rule.
   *
   * @return its counters
   */
  Counts counts();
}
