package io.hillock.device.rram;

import io.hillock.device.Bounds;
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
 * <p>Read noise. Every cell is seen with independent noise e of variance {@code s^2(G)}, {@link
 * ReadLaw}. The noise of the sum (2) is a sum of independent normal numbers and so itself normal,
 * with the sum of their variances:
 *
 * {@snippet lang=text :
 * sum_i x_i s_w (ep_ij - em_ij)  =  sqrt(sum_i x_i^2 s_w^2 (s^2(Gp_ij) + s^2(Gm_ij))) xi_j   (3)
 * }
 *
 * <p>One draw xi_j for each column and read is therefore exact, not an approximation; it is never
 * added to the stored value. (For {@link PairRead#NORMALISED} noise enters to first order.)
 *
 * <p>Writes. A proposal dw &gt; 0 is a SET on Gp, dw &lt; 0 a SET on Gm, with the compliance
 * current that belongs to the present conductance plus the change; an absolute mapping of the error
 * to a current would freeze every device at the largest error seen. Where devices differ, the
 * current climbs a ladder, see {@link Programming.Online}. A pair whose smaller conductance has
 * risen too far, or whose device is at its ceiling, is refreshed: RESET both and SET them anew to
 * the same difference.
 *
 * <p>Blind time. Every pulse that takes its turn makes the array deaf for t_w. The time is carried
 * over until it has passed, and a spike in a step is lost with the deaf part of that step as
 * probability, {@code min(1, blind / dt)}.
 *
 * <p>Delays. A pulse on a row reaches all its devices at once, so the row is read, or lost, when
 * its spike comes. What a synapse of delay d lets through then waits d steps behind its column; its
 * noise is drawn as it leaves, by (3) over all reads that leave with it.
 *
 * <p>Not modelled: wire resistance, sneak currents, disturb by reads, converters, the energy of the
 * buffer that holds delayed currents.
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
