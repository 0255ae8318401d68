package io.hillock.network;

import io.hillock.fault.ParameterException;
import io.hillock.neuron.NeuronModel;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds a {@link Network}. Populations run in the order in which they are added: a projection to a
 * later population may act within the step, one to the same or an earlier population acts one step
 * later at the soonest.
 */
public final class NetworkBuilder {
  private final Time dt;
  private final List<Network.PopulationPart> populations = new ArrayList<>();
  private final List<Network.ProjectionPart> projections = new ArrayList<>();
  private final List<PlasticityRule> rules = new ArrayList<>();

  /**
   * An empty network.
   *
   * @param dt the step, positive
   */
  public NetworkBuilder(Time dt) {
    if (!(dt.ms() > 0)) {
      throw new ParameterException("network", "dt", dt, "it must be > 0 ms");
    }
    this.dt = dt;
  }

  /**
   * Adds channels whose spikes come from outside.
   *
   * @param name unique name
   * @param size number of channels, positive
   * @return its handle
   */
  public Population input(String name, int size) {
    return input(name, size, 1);
  }

  /**
   * Adds channels whose spikes come from outside and which may spike several times in a step.
   *
   * @param name unique name
   * @param size number of channels, positive
   * @param longestBurst most spikes of one channel in one step, positive
   * @return its handle
   */
  public Population input(String name, int size, int longestBurst) {
    if (longestBurst < 1) {
      throw new ParameterException(
          "network", "longest burst of " + name, longestBurst, "it must be >= 1");
    }
    return add(name, size, null, longestBurst);
  }

  /**
   * Adds neurons.
   *
   * @param name unique name
   * @param size number of neurons, positive
   * @param model what they are
   * @return their handle
   */
  public Population neurons(String name, int size, NeuronModel model) {
    return add(name, size, java.util.Objects.requireNonNull(model, "model"), 1);
  }

  private Population add(String name, int size, NeuronModel model, int longestBurst) {
    if (size < 1) {
      throw new ParameterException("network", "size of " + name, size, "it must be >= 1");
    }
    requireNewName(name);
    Population handle = new Population(populations.size(), name, size, model == null);
    populations.add(new Network.PopulationPart(handle, model, size * longestBurst));
    return handle;
  }

  private void requireNewName(String name) {
    boolean taken =
        populations.stream().anyMatch(p -> p.handle().name().equals(name))
            || projections.stream().anyMatch(p -> p.handle().name().equals(name));
    if (taken || name.isBlank()) {
      throw new ParameterException("network", "name", name, "names must be unique and not blank");
    }
  }

  /**
   * Connects two populations with the shortest delay: none to a later population, one step
   * otherwise.
   *
   * @param pre where spikes come from
   * @param post where they go, not an input
   * @param wiring which pairs
   * @param weights initial weights
   * @param substrate what a weight is
   * @return the handle of the projection
   */
  public Projection connect(
      Population pre, Population post, WiringRule wiring, WeightInit weights, Substrate substrate) {
    int delay = pre.index() < post.index() ? 0 : 1;
    return connect(pre, post, wiring, weights, substrate, new Time(delay * dt.ms()));
  }

  /**
   * Connects two populations with an axonal delay.
   *
   * @param pre where spikes come from
   * @param post where they go, not an input
   * @param wiring which pairs
   * @param weights initial weights
   * @param substrate what a weight is
   * @param axonalDelay delay of all spikes, rounded to steps; at least one step when post does not
   *     come after pre
   * @return the handle of the projection
   */
  public Projection connect(
      Population pre,
      Population post,
      WiringRule wiring,
      WeightInit weights,
      Substrate substrate,
      Time axonalDelay) {
    requireKnown(pre);
    requireKnown(post);
    if (post.isInput()) {
      throw new ParameterException(
          "network", "post", post.name(), "an input receives no projection");
    }
    long delay = axonalDelay.steps(dt);
    long least = pre.index() < post.index() ? 0 : 1;
    if (delay < least || delay > 1_000_000) {
      throw new ParameterException(
          "network",
          "delay from " + pre.name() + " to " + post.name(),
          delay + " steps",
          "it must lie in [" + least + ", 1000000] steps");
    }
    String name = pre.name() + "->" + post.name();
    int twin = 1;
    while (nameTaken(twin == 1 ? name : name + "#" + twin)) {
      twin++;
    }
    String unique = twin == 1 ? name : name + "#" + twin;
    Projection handle = new Projection(projections.size(), unique, pre, post, (int) delay);
    projections.add(new Network.ProjectionPart(handle, wiring, weights, substrate));
    return handle;
  }

  private boolean nameTaken(String name) {
    return projections.stream().anyMatch(p -> p.handle().name().equals(name));
  }

  private void requireKnown(Population p) {
    if (p.index() >= populations.size() || !populations.get(p.index()).handle().equals(p)) {
      throw new ParameterException("network", "population", p.name(), "it is of another network");
    }
  }

  /**
   * Adds a learning rule; rules learn in the order in which they are added.
   *
   * @param rule the rule
   * @return this builder
   */
  public NetworkBuilder learn(PlasticityRule rule) {
    rules.add(rule);
    return this;
  }

  /**
   * The finished description.
   *
   * @return the network
   */
  public Network build() {
    if (populations.isEmpty()) {
      throw new ParameterException("network", "populations", 0, "there must be at least one");
    }
    return new Network(dt, List.copyOf(populations), List.copyOf(projections), List.copyOf(rules));
  }
}
