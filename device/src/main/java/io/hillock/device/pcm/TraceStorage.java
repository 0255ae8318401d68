package io.hillock.device.pcm;

import io.hillock.device.Bounds;
import io.hillock.device.Evidence;
import io.hillock.device.Figure;
import java.util.List;

/**
 * What the place of one eligibility trace costs: a phase-change cell, a capacitor with a leak, or a
 * word of memory. Storage alone; what reads, writes and compares comes on top of each.
 *
 * {@snippet lang=text :
 * capacitor: C = I_leak tau/V,  area = C/c,  energy of setting = C V^2                   (1)
 * word: area = bits times a memory cell                                                  (2)
 * }
 *
 * <p>(1) says why long traces are dear in a capacitor: its area grows with tau. A phase-change cell
 * does not grow; its scale is set by nu and t0. All areas are of a 28 nm process.
 */
public final class TraceStorage {
  private static final String USUAL_28NM = "as told of 28 nm processes";
  private static final Figure CELL =
      new Figure("area of a phase-change cell", 0.04, "um^2", Evidence.COMMON, USUAL_28NM);
  private static final Figure DENSITY =
      new Figure("c, capacitor", 5, "fF/um^2", Evidence.COMMON, USUAL_28NM);
  private static final Figure SWING =
      new Figure("V, swing of the capacitor", 0.5, "V", Evidence.ASSUMED, "half the supply");
  private static final Figure SRAM =
      new Figure("area of a 6T memory cell", 0.12, "um^2", Evidence.COMMON, USUAL_28NM);
  private static final Figure PUBLISHED =
      new Figure(
          "area of other traces over that of PCM-trace",
          10,
          "at least",
          Evidence.MEASURED,
          "Y. Demirag et al. (2021), ISCAS, arXiv:2102.07260, abstract: > 10x, circuits included");

  private TraceStorage() {}

  /**
   * The numbers behind the areas.
   *
   * @return the figures with unit and provenance
   */
  public static List<Figure> figures() {
    return List.of(CELL, DENSITY, SWING, SRAM, PUBLISHED);
  }

  /**
   * The published area reduction of whole circuits.
   *
   * @return the figure
   */
  public static Figure publishedReduction() {
    return PUBLISHED;
  }

  /**
   * Area of phase-change cells.
   *
   * @param devices number of cells for a trace, &gt; 0
   * @return the area [um^2]
   */
  public static double cellsUm2(int devices) {
    Bounds.PCM.positive("devices of a trace", devices, "");
    return devices * CELL.value();
  }

  /**
   * Area of a capacitor; (1).
   *
   * @param tauS tau, time to fall by the swing [s], &gt; 0
   * @param leakFA I_leak, the least current that still can be controlled [fA], &gt; 0
   * @return the area [um^2]
   */
  public static double capacitorUm2(double tauS, double leakFA) {
    return capacitanceFF(tauS, leakFA) / DENSITY.value(); // (1)
  }

  /**
   * Energy of setting a capacitor from a supply of its swing; (1).
   *
   * @param tauS tau [s], &gt; 0
   * @param leakFA I_leak [fA], &gt; 0
   * @return the energy [J]
   */
  public static double capacitorJ(double tauS, double leakFA) {
    return capacitanceFF(tauS, leakFA) * 1e-15 * SWING.value() * SWING.value(); // (1)
  }

  private static double capacitanceFF(double tauS, double leakFA) {
    Bounds.PCM.positive("tau of the capacitor", tauS, "s");
    Bounds.PCM.positive("leak of the capacitor", leakFA, "fA");
    return leakFA * tauS / SWING.value();
  }

  /**
   * Area of a word of memory; (2).
   *
   * @param bits its bits, &gt; 0
   * @return the area [um^2]
   */
  public static double wordUm2(int bits) {
    Bounds.PCM.positive("bits of a trace", bits, "");
    return bits * SRAM.value(); // (2)
  }
}
