package io.hillock.network;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.NeuroBench;
import io.hillock.neuron.SpikingNeurons;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
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
        session.network().projections().stream()
            .map(p -> connections(session.synapses(p), session.ledger().of(p.name())))
            .toList();
    List<NeuroBench.Activations> activations =
        session.network().populations().stream()
            .filter(p -> !p.isInput() && session.neurons(p) instanceof SpikingNeurons)
            .map(p -> new NeuroBench.Activations(p.size(), session.ledger().of(p.name())))
            .toList();
    return NeuroBench.of(new MemoryReport(session), connections, activations, steps);
  }

  /**
   * Possible and missing connections of one projection.
   *
   * @param synapses the projection; a weight of zero counts as missing
   * @param counts what it has counted
   * @return the connections
   */
  public static NeuroBench.Connections connections(Synapses synapses, Counts counts) {
    Wiring wiring = synapses.wiring();
    long present = 0;
    for (int i = 0; i < wiring.pre(); i++) {
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        present += synapses.weight(i, wiring.target(k)) != 0 ? 1 : 0;
      }
    }
    long pairs = (long) wiring.pre() * wiring.post();
    return new NeuroBench.Connections(pairs, pairs - present, counts);
  }
}
