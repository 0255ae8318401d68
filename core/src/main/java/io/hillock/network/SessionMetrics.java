package io.hillock.network;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.NeuroBench;
import io.hillock.neuron.SpikingNeurons;
import io.hillock.synapse.Synapses;
import java.util.List;

/** Measures of a session as it stands: what it holds and what its ledger has counted so far. */
public final class SessionMetrics {
  private SessionMetrics() {}

  /**
   * The metrics of NeuroBench over all steps since the session was opened. Populations that never
   * fire, as leaky read-outs, are no activation layers.
   *
   * @param session a session after at least one step
   * @return the metrics
   */
  public static NeuroBench neuroBench(Session session) {
    Counts clock = session.ledger().of("clock");
    long steps = clock.get(CountKind.STEP) + clock.get(CountKind.IDLE_STEP);
    if (steps == 0) {
      throw new ParameterException("NeuroBench", "timesteps", 0, "the session must have run");
    }
    List<NeuroBench.Connections> connections =
        session.network().projections().stream().map(p -> connections(session, p)).toList();
    List<NeuroBench.Activations> activations =
        session.network().populations().stream()
            .filter(p -> !p.isInput() && session.neurons(p) instanceof SpikingNeurons)
            .map(p -> new NeuroBench.Activations(p.size(), session.ledger().of(p.name())))
            .toList();
    return NeuroBench.of(new MemoryReport(session), connections, activations, steps);
  }

  private static NeuroBench.Connections connections(Session session, Projection projection) {
    Synapses synapses = session.synapses(projection);
    int pre = projection.pre().size();
    int post = projection.post().size();
    long zeros = 0;
    for (int i = 0; i < pre; i++) {
      for (int j = 0; j < post; j++) {
        zeros += synapses.weight(i, j) == 0 ? 1 : 0;
      }
    }
    return new NeuroBench.Connections(
        (long) pre * post, zeros, session.ledger().of(projection.name()));
  }
}
