package io.hillock.device.mtj;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a write of a given switching probability costs at each current: slow and weak, fast and
 * strong, and the optimum between.
 *
 * {@snippet lang=text :
 * E(i) = (i I_c0)^2 R t(i, P)                                                       (1)
 * }
 *
 * <p>t(i, P) from {@link SwitchingTable#pulseNs}. At low current t grows exponentially in the
 * barrier, at high current it falls only as 1/(i - 1) against i^2: the optimum is intermediate. The
 * expected energy until a junction has switched, by pulses of equal length, is E / P.
 *
 * @param table switching probability
 * @param direction where the writes go
 * @see "A. F. Vincent et al. (2015), IEEE Trans. Biomed. Circuits Syst. 9:166,
 *     doi:10.1109/TBCAS.2015.2414423"
 */
public record WriteEnergy(SwitchingTable table, Direction direction) {
  private static final double RESOLUTION = 0.005;

  /**
   * A way to write.
   *
   * @param ratio I / I_c0
   * @param pulseNs t [ns]
   * @param energyFJ E [fJ]
   */
  public record Write(double ratio, double pulseNs, double energyFJ) {}

  /**
   * The write at a current.
   *
   * @param ratio I / I_c0, within the table
   * @param probability P, in (0, 1)
   * @return the write, or empty where the table has no such pulse
   */
  public Optional<Write> at(double ratio, double probability) {
    OptionalDouble pulse = table.pulseNs(ratio, probability);
    if (pulse.isEmpty()) {
      return Optional.empty();
    }
    MtjParameters p = table.parameters();
    double current = ratio * p.criticalCurrentUA();
    double energy = p.pulseEnergyFJ(current, pulse.getAsDouble(), direction); // (1)
    return Optional.of(new Write(ratio, pulse.getAsDouble(), energy));
  }

  /**
   * The cheapest write of a probability, found on a grid of currents 0.005 I_c0 apart.
   *
   * @param probability P, in (0, 1)
   * @return the write, or empty where no current of the table has such a pulse
   */
  public Optional<Write> cheapest(double probability) {
    Write best = null;
    int points = (int) StrictMath.floor((table.greatestRatio() - table.leastRatio()) / RESOLUTION);
    for (int n = 0; n <= points; n++) {
      Write write = at(table.leastRatio() + n * RESOLUTION, probability).orElse(null);
      if (write != null && (best == null || write.energyFJ() < best.energyFJ())) {
        best = write;
      }
    }
    return Optional.ofNullable(best);
  }
}
