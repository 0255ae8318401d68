package io.hillock.device;

/**
 * The conductances between which weights are mapped.
 *
 * @param gMinUS G_min [uS], &gt; 0: the base level of a pair
 * @param gMaxUS G_max [uS], above G_min
 */
public record ConductanceRange(double gMinUS, double gMaxUS) {
  /** Checks the bounds. */
  public ConductanceRange {
    Bounds.DEVICE.positive("G_min", gMinUS, "uS");
    Bounds.DEVICE.that(
        gMaxUS > gMinUS && Double.isFinite(gMaxUS),
        "G_max",
        gMaxUS,
        "uS",
        "it must lie above G_min = " + gMinUS + " uS");
  }

  /**
   * The width of the range.
   *
   * @return G_max - G_min [uS]
   */
  public double widthUS() {
    return gMaxUS - gMinUS;
  }
}
