package io.hillock.device.mtj;

import io.hillock.device.Bounds;
import io.hillock.random.RandomStream;

/** Junctions on a bench: equal pulses on one at a time, each from the same state. */
public final class MtjCells {
  private final MtjModel model;
  private final JunctionTraits traits;
  private final RandomStream random;

  /**
   * Junctions with their traits for life.
   *
   * @param model their statistics
   * @param cells how many, &gt; 0
   * @param random draws of junctions and pulses
   */
  public MtjCells(MtjModel model, int cells, RandomStream random) {
    Bounds.MTJ.that(cells > 0, "junctions", cells, "", "it must be > 0");
    this.model = model;
    this.random = random;
    traits = new JunctionTraits(model, cells, random);
  }

  /**
   * How many pulses switch a junction that is put back after each; antiparallel to parallel.
   *
   * @param cell which
   * @param currentUA currents [uA], ascending, two or more
   * @param widthNs pulse lengths [ns], ascending, two or more
   * @param pulses pulses of each current and length
   * @return counts, shape (currents, lengths)
   */
  public int[][] switched(int cell, double[] currentUA, double[] widthNs, int pulses) {
    double[] ratio = currentUA.clone();
    for (int i = 0; i < ratio.length; i++) {
      double nominal = currentUA[i] / model.junction().criticalCurrentUA();
      ratio[i] = traits.ratio(cell, nominal, Direction.TO_PARALLEL);
    }
    SwitchingTable table =
        SwitchingTable.of(
            model.junction().withDelta(traits.delta(cell)),
            ratio,
            widthNs[0],
            widthNs[widthNs.length - 1],
            SwitchingFamily.CELLS);
    int[][] counts = new int[ratio.length][widthNs.length];
    for (int i = 0; i < ratio.length; i++) {
      for (int t = 0; t < widthNs.length; t++) {
        double p = table.probability(ratio[i], widthNs[t]);
        for (int n = 0; n < pulses; n++) {
          counts[i][t] += random.nextBoolean(p) ? 1 : 0;
        }
      }
    }
    return counts;
  }
}
