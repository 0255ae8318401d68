package io.hillock.network;

import io.hillock.neuron.NeuronModel;
import io.hillock.random.Seed;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** A network as an immutable description; all state is in the sessions opened on it. */
public final class Network {
  /** A population with what its neurons are (none for an input) and its most spikes in a step. */
  record PopulationPart(Population handle, NeuronModel model, int mostSpikes) {}

  /** A projection with how it is wired and what its weights are. */
  record ProjectionPart(
      Projection handle, WiringRule wiring, WeightInit weights, Substrate substrate) {}

  private final Time dt;
  private final List<PopulationPart> populations;
  private final List<ProjectionPart> projections;
  private final List<PlasticityRule> rules;

  Network(
      Time dt,
      List<PopulationPart> populations,
      List<ProjectionPart> projections,
      List<PlasticityRule> rules) {
    this.dt = dt;
    this.populations = populations;
    this.projections = projections;
    this.rules = rules;
  }

  /**
   * The step.
   *
   * @return dt
   */
  public Time dt() {
    return dt;
  }

  /**
   * All populations in the order of the step.
   *
   * @return their handles
   */
  public List<Population> populations() {
    return populations.stream().map(PopulationPart::handle).toList();
  }

  /**
   * All projections in the order of delivery.
   *
   * @return their handles
   */
  public List<Projection> projections() {
    return projections.stream().map(ProjectionPart::handle).toList();
  }

  List<PopulationPart> populationParts() {
    return populations;
  }

  List<ProjectionPart> projectionParts() {
    return projections;
  }

  /**
   * The learning rules in the order in which they learn.
   *
   * @return the rules
   */
  public List<PlasticityRule> rules() {
    return rules;
  }

  /**
   * What the neurons of a population are.
   *
   * @param population a population of this network
   * @return the model, empty for an input
   */
  public Optional<NeuronModel> model(Population population) {
    return Optional.ofNullable(populations.get(population.index()).model());
  }

  /**
   * What a weight of a projection is.
   *
   * @param projection a projection of this network
   * @return its substrate
   */
  public Substrate substrate(Projection projection) {
    return projections.get(projection.index()).substrate();
  }

  /**
   * The same network with all its weights on another substrate; a seed draws the same wiring and
   * the same initial weights on both.
   *
   * @param other the substrate of all projections
   * @return the new description
   */
  public Network on(Substrate other) {
    List<ProjectionPart> moved =
        projections.stream()
            .map(p -> new ProjectionPart(p.handle(), p.wiring(), p.weights(), other))
            .toList();
    return new Network(dt, populations, moved, rules);
  }

  /**
   * The same network with other neurons and other substrates in the same places, such as those that
   * can fail; a seed draws the same wiring and the same initial weights on both.
   *
   * @param models what becomes of a population that is not an input
   * @param substrates what becomes of the substrate of a projection
   * @return the new description
   */
  public Network with(
      BiFunction<Population, NeuronModel, NeuronModel> models,
      BiFunction<Projection, Substrate, Substrate> substrates) {
    List<PopulationPart> cells =
        populations.stream()
            .map(p ->
                p.model() == null
                    ? p
                    : new PopulationPart(
                        p.handle(), models.apply(p.handle(), p.model()), p.mostSpikes()))
            .toList();
    List<ProjectionPart> wires =
        projections.stream()
            .map(p ->
                new ProjectionPart(
                    p.handle(),
                    p.wiring(),
                    p.weights(),
                    substrates.apply(p.handle(), p.substrate())))
            .toList();
    return new Network(dt, cells, wires, rules);
  }

  /**
   * Opens a session: draws wiring and weights from the seed, all neurons at rest.
   *
   * @param seed the seed of every draw in the session
   * @return a new session
   */
  public Session open(Seed seed) {
    return new Session(this, seed);
  }

  /**
   * The whole description as text, one part per line; two networks with equal text are equal.
   *
   * @return the text
   */
  public String describe() {
    StringBuilder text = new StringBuilder("network dt=" + dt + "\n");
    for (PopulationPart p : populations) {
      text.append("population ").append(p.handle()).append(' ').append(p.model());
      text.append(' ').append(p.mostSpikes()).append('\n');
    }
    for (ProjectionPart p : projections) {
      text.append("projection ").append(p.handle()).append(' ').append(p.wiring());
      text.append(' ').append(p.weights()).append(' ').append(p.substrate()).append('\n');
    }
    for (PlasticityRule rule : rules) {
      text.append("rule ").append(rule).append('\n');
    }
    return text.toString();
  }
}
