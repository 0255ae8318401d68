package io.hillock.device.crossbar;

import io.hillock.fault.ParameterException;

/** The conductances of a crossbar. */
public final class CellArray {
  private final int rows;
  private final int columns;
  private final double[] g; // [row * columns + column], uS

  /**
   * Copies conductances.
   *
   * @param rows N, number of word lines, at least 1
   * @param columns M, number of bit lines, at least 1
   * @param gUS G_ij [uS], row by row, finite and not negative
   */
  public CellArray(int rows, int columns, double[] gUS) {
    if (rows < 1 || columns < 1 || gUS.length != (long) rows * columns) {
      throw new ParameterException(
          "crossbar",
          "G",
          rows + " x " + columns + " cells, " + gUS.length + " values",
          "it must have one value for each cell, and at least one cell");
    }
    for (int k = 0; k < gUS.length; k++) {
      if (!(gUS[k] >= 0 && Double.isFinite(gUS[k]))) {
        throw new ParameterException(
            "crossbar",
            "G[" + k / columns + "][" + k % columns + "]",
            gUS[k] + " uS",
            "it must be >= 0 and finite");
      }
    }
    this.rows = rows;
    this.columns = columns;
    g = gUS.clone();
  }

  private CellArray(double[] live, int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
    g = live;
  }

  /** An array that sees every later change of the given conductances. */
  static CellArray over(int rows, int columns, double[] live) {
    return new CellArray(live, rows, columns);
  }

  /**
   * Number of word lines.
   *
   * @return N
   */
  public int rows() {
    return rows;
  }

  /**
   * Number of bit lines.
   *
   * @return M
   */
  public int columns() {
    return columns;
  }

  /**
   * One conductance.
   *
   * @param row word line
   * @param column bit line
   * @return G_ij [uS]
   */
  public double gUS(int row, int column) {
    return g[row * columns + column];
  }

  /** The array itself, for kernels of this package, which only read it. */
  double[] flat() {
    return g;
  }
}
