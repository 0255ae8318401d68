package io.hillock.device.rram;

import io.hillock.device.Bounds;
import io.hillock.device.crossbar.PairRead;
import io.hillock.device.crossbar.PairedSynapses;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;

/**
 * A crossbar of resistive cells as substrate: every present synapse is a differential pair; an
 * absent one has no devices.
 *
 * {@snippet lang=text :
 * W_ij = s_w (Gp_ij - Gm_ij),   s_w = w_max / (G_max - G_min)                          (1)
 * I_j  = V_read sum_i x_i (Gp_ij - Gm_ij)                                              (2)
 * }
 *
 * <p>Writes. A proposal dw &gt; 0 is a SET on Gp, dw &lt; 0 a SET on Gm, with the compliance
 * current that belongs to the present conductance plus the change; an absolute mapping of the error
 * to a current would freeze every device at the largest error seen. Where devices differ, the
 * current climbs a ladder, see {@link Programming.Online}. A pair whose smaller conductance has
 * risen too far, or whose device is at its ceiling, is refreshed: RESET both and SET them anew to
 * the same difference.
 *
 * <p>Reads, their noise, wires, delays and blind time are those of all pairs, see {@link
 * PairedSynapses}.
 *
 * <p>Not modelled: sneak currents, disturb by reads, converters, the energy of the buffer that
 * holds delayed currents.
 *
 * @param parameters the device statistics
 * @param wMax w_max, the largest weight, &gt; 0; larger ones saturate
 * @param dt the step of the network, in which blind time and ages are counted
 * @param pairRead how a pair becomes a weight
 * @see "M. Payvand, Y. Demirag, T. Dalgaty, E. Vianello, G. Indiveri (2020), Analog weight updates
 *     with compliance current modulation of binary ReRAMs for on-chip learning, ISCAS"
 */
public record RramCrossbar(RramParameters parameters, double wMax, Time dt, PairRead pairRead)
    implements Substrate {
  /** Checks the bounds. */
  public RramCrossbar {
    Bounds.RRAM.positive("w_max", wMax, "");
    Bounds.RRAM.that(dt.ms() > 0, "dt", dt.ms(), "ms", "it must be > 0 ms");
  }

  /**
   * A crossbar whose pairs are subtracted.
   *
   * @param parameters the device statistics
   * @param wMax w_max, the largest weight, &gt; 0
   * @param dt the step of the network
   */
  public RramCrossbar(RramParameters parameters, double wMax, Time dt) {
    this(parameters, wMax, dt, PairRead.DIFFERENCE);
  }

  @Override
  public RramSynapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    wiring.requireWeights("RRAM", weights);
    return new RramSynapses(this, wiring, weights, device, counts);
  }
}
