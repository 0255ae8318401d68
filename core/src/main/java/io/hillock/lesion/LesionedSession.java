package io.hillock.lesion;

import io.hillock.fault.ParameterException;
import io.hillock.network.Network;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.FaultySubstrate;
import io.hillock.synapse.FaultySynapses;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import java.util.List;
import java.util.Map;

/**
 * A session in which neurons and synapses can fail, on any substrate and under any rule. Neurons
 * that can fail are those of spiking populations with outgoing projections; synapses are those of
 * all projections, in the order of their wiring.
 *
 * <p>Without faults it gives bit for bit what the session gives that it was copied from.
 */
public final class LesionedSession implements Lesionable, Stateful {
  private final Session session;
  private final List<Population> populations;
  private final List<Projection> projections;
  private final float[][] rows;

  private LesionedSession(Session session) {
    this.session = session;
    Network network = session.network();
    projections = network.projections();
    populations =
        network.populations().stream()
            .filter(p ->
                !p.isInput()
                    && session.neurons(p) instanceof FaultyNeurons
                    && projections.stream().anyMatch(out -> out.pre().equals(p)))
            .toList();
    rows = new float[projections.size()][];
    projections.forEach(p -> rows[p.index()] = new float[p.post().size()]);
  }

  /**
   * A network with room for faults in all its neurons and synapses.
   *
   * @param network the network
   * @return the same network, whose sessions {@link #of} can open
   */
  public static Network lesionable(Network network) {
    return network.with(
        (population, model) -> new FaultyModel(model),
        (projection, substrate) -> new FaultySubstrate(substrate));
  }

  /**
   * A sound session on a network, untrained.
   *
   * @param network the network, without room for faults
   * @param seed the seed of its draws
   * @return the session
   */
  public static LesionedSession open(Network network, Seed seed) {
    return new LesionedSession(lesionable(network).open(seed));
  }

  /**
   * A copy of a session, sound, with all its state.
   *
   * @param trained the session, which stays as it is
   * @param seed the seed it was opened with, from which its wiring follows
   * @return the copy
   * @throws ParameterException if the seed draws another wiring
   */
  public static LesionedSession of(Session trained, Seed seed) {
    LesionedSession copy = open(trained.network(), seed);
    for (Projection p : copy.projections) {
      if (!trained.synapses(p).wiring().equals(copy.synapses(p).wiring())) {
        throw new ParameterException(
            "lesioned session", "seed", seed.value(), "it draws another wiring of " + p.name());
      }
    }
    Snapshot.capture(trained, Map.of())
        .restoreExcept(copy.session, "trained session", path -> path.contains("/faults/"));
    return copy;
  }

  /**
   * The session.
   *
   * @return the session itself
   */
  public Session session() {
    return session;
  }

  private Synapses synapses(Projection p) {
    return session.synapses(p);
  }

  private FaultySynapses faulty(int group) {
    return (FaultySynapses) synapses(projections.get(group));
  }

  @Override
  public List<Group> unitGroups() {
    return populations.stream().map(p -> new Group(p.name(), p.size())).toList();
  }

  @Override
  public List<Group> synapseGroups() {
    return projections.stream().map(p -> new Group(p.name(), synapses(p).wiring().size())).toList();
  }

  @Override
  public float weight(int group, int synapse) {
    return faulty(group).weightAt(synapse);
  }

  @Override
  public void fail(int group, int unit, UnitFault fault) {
    ((FaultyNeurons) session.neurons(populations.get(group))).fail(unit, fault);
  }

  @Override
  public void stick(int group, int synapse, float weight) {
    faulty(group).stick(synapse, weight);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The new weights are proposed to the substrate, which makes of them what it can and counts
   * the writes.
   */
  @Override
  public void scaleOutgoing(int group, double factor) {
    for (Projection p : projections) {
      if (p.pre().equals(populations.get(group))) {
        Synapses s = synapses(p);
        Wiring wiring = s.wiring();
        float[] row = rows[p.index()];
        for (int i = 0; i < wiring.pre(); i++) {
          s.weights(i, row);
          s.proposeRow(i, (float) (factor - 1), row);
        }
      }
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    session.visit(visitor);
  }
}
