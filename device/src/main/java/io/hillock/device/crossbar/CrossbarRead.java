package io.hillock.device.crossbar;

/**
 * Column currents for row voltages.
 *
 * <p>Without wires these are {@code I_j = sum_i V_i G_ij}. A reader keeps work arrays of its own:
 * use one for each thread.
 */
public interface CrossbarRead {
  /**
   * Reads the array once.
   *
   * @param volts V_i [V], shape (N); a row at 0 V is idle, see {@link IdleRows}
   * @param currents receives I_j [uA], shape (M)
   */
  void read(double[] volts, double[] currents);

  /**
   * A reader without wires: the matrix product, rows added in their order.
   *
   * @param cells the array
   * @return the reader
   */
  static CrossbarRead ideal(CellArray cells) {
    return (volts, currents) -> {
      double[] g = cells.flat();
      int m = cells.columns();
      ReadShape.check(cells, volts, currents);
      java.util.Arrays.fill(currents, 0);
      for (int i = 0; i < cells.rows(); i++) {
        for (int j = 0; volts[i] != 0 && j < m; j++) {
          currents[j] += volts[i] * g[i * m + j];
        }
      }
    };
  }
}
