package io.hillock.gallery.scaling;

import io.hillock.fault.ParameterException;

/**
 * What one inference does, and its energy.
 *
 * {@snippet lang=text :
 * E = MACs E_mac + ACs E_ac + updates E_neu + fetches E_mem + hops E_hop + P_static t       (1)
 * }
 *
 * @param macs multiply-accumulates
 * @param accumulates adds without a multiplication
 * @param updates updates of neurons
 * @param fetches words of weights fetched
 * @param hops events times hops between tiles
 * @param seconds time during which static power is drawn [s]
 */
record Workload(
    double macs, double accumulates, double updates, double fetches, double hops, double seconds) {
  /** All counts must be finite and not negative. */
  Workload {
    for (double x : new double[] {macs, accumulates, updates, fetches, hops, seconds}) {
      if (!(x >= 0 && x < Double.POSITIVE_INFINITY)) {
        throw new ParameterException("workload", "count", x, "it must be >= 0 and finite");
      }
    }
  }

  /**
   * Prices of the six terms.
   *
   * @param mac E_mac [pJ]
   * @param accumulate E_ac [pJ]
   * @param update E_neu [pJ]
   * @param fetch E_mem [pJ]
   * @param hop E_hop [pJ]
   * @param staticWatt P_static [W], 0 where it is left out
   */
  record Prices(
      double mac, double accumulate, double update, double fetch, double hop, double staticWatt) {
    private static final double PICO = 1e12;

    /** Arithmetic of 32-bit floats with weights from a memory. */
    static Prices floats(double fetch) {
      return new Prices(
          CitedPrice.FLOAT_MAC.picojoule(),
          CitedPrice.FLOAT_ADD.picojoule(),
          0,
          fetch,
          CitedPrice.HOP.picojoule(),
          0);
    }

    /** Arithmetic of bytes with weights from a memory. */
    static Prices bytes(double fetch) {
      return new Prices(
          CitedPrice.BYTE_MAC.picojoule(),
          CitedPrice.BYTE_ADD.picojoule(),
          0,
          fetch,
          CitedPrice.HOP.picojoule(),
          0);
    }

    /** Equation (1) [pJ]. */
    double energy(Workload w) {
      return w.macs * mac
          + w.accumulates * accumulate
          + w.updates * update
          + w.fetches * fetch
          + w.hops * hop
          + w.seconds * staticWatt * PICO;
    }
  }

  /** A dense layer that fetches every weight once for a batch; per sample. */
  static Workload dense(double synapses, double batch) {
    return new Workload(synapses, 0, 0, synapses / batch, 0, 0);
  }

  /** A layer in which every synapse has so many events in an inference, each with its fetch. */
  static Workload events(double synapses, double eventsPerSynapse) {
    double n = synapses * eventsPerSynapse;
    return new Workload(0, n, 0, n, 0, 0);
  }
}
