package io.hillock.device.crossbar;

/** How the currents of the two devices of a synapse become one weight. */
public enum PairRead {
  /** {@code W = w_max (G_p - G_m) / (G_max - G_min)}: currents are subtracted. */
  DIFFERENCE,
  /**
   * {@code W = w_max (G_p - G_m)/(G_p + G_m) * (G_max + G_min)/(G_max - G_min)}: both devices share
   * one bias current, so a factor common to both cancels.
   *
   * @see "M. Payvand, M. V. Nair, L. K. Muller, G. Indiveri (2019), Faraday Discuss. 213:487"
   */
  NORMALISED
}
