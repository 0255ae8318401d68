package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.network.RuleContext;
import io.hillock.neuron.Neurons;
import io.hillock.neuron.SpikingNeurons;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.Synapses;

/**
 * What the rules with a taught readout work on: hidden neurons that fire, the readout, and the
 * synapses between inputs, hidden neurons and readout.
 */
final class TaughtLayers {
  final SpikingNeurons hidden;
  final Neurons readout;
  final Synapses in;

  /** Null without recurrent synapses. */
  final Synapses rec;

  final Synapses out;

  /** Spikes that the hidden neurons fired in this step. */
  final SpikeList fired;

  final int inputs;
  final int neurons;
  final int outputs;
  final Counts counts;

  private final String model;
  private final HardwareEProp.Wires wires;
  private final RuleContext context;

  TaughtLayers(String model, HardwareEProp.Wires wires, RuleContext context) {
    this.model = model;
    this.wires = wires;
    this.context = context;
    if (!(context.neurons(wires.in().post()) instanceof SpikingNeurons spiking)) {
      throw new ParameterException(
          model, "hidden neurons", wires.in().post().name(), "they must fire");
    }
    hidden = spiking;
    readout = context.neurons(wires.out().post());
    in = context.synapses(wires.in());
    rec = wires.rec().map(context::synapses).orElse(null);
    out = context.synapses(wires.out());
    fired = context.spikes(wires.in().post());
    inputs = wires.in().pre().size();
    neurons = hidden.size();
    outputs = readout.size();
    counts = context.counts();
  }

  /** Hidden neurons that are presynaptic to others: all or none. */
  int recurrent() {
    return rec == null ? 0 : neurons;
  }

  /** The decay of all membranes, which must be the same. */
  float commonAlpha() {
    for (int j = 0; j < neurons; j++) {
      if (hidden.alpha(j) != hidden.alpha(0)) {
        throw new ParameterException(model, "neuron", j, "all must have the same tau_m");
      }
    }
    return hidden.alpha(0);
  }

  /** Input spikes that arrive in this step. */
  SpikeList arrivingInput() {
    return context.delivered(wires.in());
  }

  /** Recurrent spikes that arrive in this step; only with recurrent synapses. */
  SpikeList arrivingRecurrent() {
    return context.delivered(wires.rec().orElseThrow());
  }

  boolean hasTarget() {
    return context.hasTarget(wires.out().post());
  }

  float[] target() {
    return context.target(wires.out().post());
  }

  /**
   * Proposes changes, one rounded float each: dw_ij = change[from + i rowStride + j columnStride].
   *
   * @param row scratch, shape (post)
   */
  static void propose(
      Synapses synapses, float[] row, double[] change, int from, int rowStride, int columnStride) {
    for (int i = 0; i < synapses.wiring().pre(); i++) {
      for (int j = 0; j < row.length; j++) {
        row[j] = (float) change[from + i * rowStride + j * columnStride];
      }
      synapses.proposeRow(i, 1, row);
    }
  }
}
