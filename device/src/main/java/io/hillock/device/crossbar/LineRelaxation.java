package io.hillock.device.crossbar;

import io.hillock.fault.ParameterException;
import java.util.Arrays;

/**
 * Fast read of a crossbar with wire resistance: a few sweeps over its lines.
 *
 * <p>Equations (3) and (4) of {@link NodalAnalysis} are solved line by line. A sweep solves every
 * word line exactly for the present drops of the bit lines, then every bit line for those of the
 * word lines: block Gauss-Seidel, which converges for every array, since the matrix is symmetric
 * and positive definite.
 *
 * {@snippet lang=text :
 * (L_word + diag G_i) p_i = G_i (V_i - q_i)        tridiagonal, for each row i              (1)
 * (L_bit  + diag G_j) q_j = G_j (V - p_j)          tridiagonal, for each column j           (2)
 * I_j = sum_i G_ij (V_i - p_ij - q_ij)                                                      (3)
 * }
 *
 * <p>Symbols as there. The first (1), with q = 0, depends on the array alone and is made
 * beforehand, as are all factors of (1). What remains costs some ten operations for each active
 * cell and sweep, and allocates nothing. How many sweeps an array needs is found against the exact
 * solution, see {@link SweepCalibration}.
 */
public final class LineRelaxation implements CrossbarRead {
  private final CellArray cells;
  private final Wires wires;
  private final IdleRows idle;
  private final CrossbarRead ideal;
  private final int sweeps;
  private final int[] rows; // that take part in a read
  private int active;
  // All of shape (N, M), rows of cells one after the other; the last three hold participating rows.
  private final double[] first; // p for V = 1 and q = 0
  private final double[] pivot; // 1 / pivot of (1)
  private final double[] p;
  private final double[] q;
  private final double[] bitPivot;
  private final double[] none; // no drops, shape (M)
  private final double[] before; // [column] conductance of the word wire before it [uS]

  /**
   * Prepares reads.
   *
   * @param cells the array
   * @param wires the resistances
   * @param idle what becomes of rows at 0 V
   * @param sweeps number of sweeps, at least 1
   */
  public LineRelaxation(CellArray cells, Wires wires, IdleRows idle, int sweeps) {
    if (sweeps < 1) {
      throw new ParameterException("crossbar", "sweeps", sweeps, "it must be at least 1");
    }
    this.cells = cells;
    this.wires = wires;
    this.idle = idle;
    ideal = CrossbarRead.ideal(cells);
    this.sweeps = sweeps;
    int m = cells.columns();
    int size = wires.perfect() ? 0 : cells.rows() * m;
    rows = new int[cells.rows()];
    first = new double[size];
    pivot = new double[size];
    p = new double[size];
    q = new double[size];
    bitPivot = new double[size];
    none = new double[m];
    before = new double[m];
    if (!wires.perfect()) {
      Arrays.setAll(before, j -> ReadShape.before(wires, j));
      for (int i = 0; i < cells.rows(); i++) {
        prepare(i);
      }
    }
  }

  /**
   * How many sweeps a read takes.
   *
   * @return the number
   */
  public int sweeps() {
    return sweeps;
  }

  /** Takes note that the conductances of a row have changed. */
  void refresh(int i) {
    prepare(i);
  }

  private void prepare(int i) {
    int m = cells.columns();
    double[] g = cells.flat();
    for (int j = 0; j < m; j++) {
      double d = before[j] + (j + 1 < m ? before[j + 1] : 0) + g[i * m + j];
      double left = j > 0 ? before[j] : 0;
      pivot[i * m + j] = 1 / (d - (j > 0 ? left * left * pivot[i * m + j - 1] : 0));
    }
    word(i, none, 0, 1, first, i * m);
  }

  @Override
  public void read(double[] volts, double[] currents) {
    if (wires.perfect()) {
      ideal.read(volts, currents);
      return;
    }
    ReadShape.check(cells, volts, currents);
    solve(volts);
    Arrays.fill(currents, 0);
    for (int r = 0; r < active; r++) {
      for (int j = 0; j < cells.columns(); j++) {
        currents[j] += currentUA(r, j, volts[rows[r]]); // (3)
      }
    }
  }

  /** Finds the drops; wires must have a resistance. */
  void solve(double[] volts) {
    int n = ReadShape.rows(volts, idle, rows);
    active = n;
    int m = cells.columns();
    for (int r = 0; r < n; r++) {
      for (int j = 0; j < m; j++) {
        p[r * m + j] = volts[rows[r]] * first[rows[r] * m + j];
      }
    }
    factoriseBits(n);
    for (int s = 0; s < sweeps; s++) {
      for (int r = 0; s > 0 && r < n; r++) {
        word(rows[r], q, r * m, volts[rows[r]], p, r * m);
      }
      bits(n, volts);
    }
  }

  /** Number of rows that took part in the last read. */
  int active() {
    return active;
  }

  /** The r-th row that took part in the last read. */
  int row(int r) {
    return rows[r];
  }

  /** Current of one cell in the last read: one term of (3). */
  double currentUA(int r, int j, double volt) {
    int m = cells.columns();
    double drop = p[r * m + j] + q[r * m + j];
    return cells.flat()[rows[r] * m + j] * (volt - drop);
  }

  /** Solves (1) for row i, whose drops of the bit lines begin at {@code from}. */
  private void word(int i, double[] drops, int from, double volt, double[] x, int to) {
    int m = cells.columns();
    double[] g = cells.flat();
    double carried = 0;
    for (int j = 0; j < m; j++) {
      double right = g[i * m + j] * (volt - drops[from + j]); // (1)
      carried = (right + (j > 0 ? before[j] * carried : 0)) * pivot[i * m + j];
      x[to + j] = carried;
    }
    for (int j = m - 2; j >= 0; j--) {
      x[to + j] += before[j + 1] * pivot[i * m + j] * x[to + j + 1];
    }
  }

  private void factoriseBits(int n) {
    int m = cells.columns();
    double[] g = cells.flat();
    double above = 0;
    for (int r = 0; r < n; r++) {
      double below = ReadShape.below(wires, cells.rows(), rows, n, r);
      for (int j = 0; j < m; j++) {
        double d = above + below + g[rows[r] * m + j];
        bitPivot[r * m + j] = 1 / (r > 0 ? d - above * above * bitPivot[(r - 1) * m + j] : d);
      }
      above = below;
    }
  }

  /** Solves (2) for all columns, side by side. */
  private void bits(int n, double[] volts) {
    int m = cells.columns();
    double[] g = cells.flat();
    double above = 0;
    for (int r = 0; r < n; r++) {
      double volt = volts[rows[r]];
      for (int j = 0; j < m; j++) {
        double right = g[rows[r] * m + j] * (volt - p[r * m + j]); // (2)
        double carried = r > 0 ? above * q[(r - 1) * m + j] : 0;
        q[r * m + j] = (right + carried) * bitPivot[r * m + j];
      }
      above = ReadShape.below(wires, cells.rows(), rows, n, r);
    }
    for (int r = n - 2; r >= 0; r--) {
      double below = ReadShape.below(wires, cells.rows(), rows, n, r);
      for (int j = 0; j < m; j++) {
        q[r * m + j] += below * bitPivot[r * m + j] * q[(r + 1) * m + j];
      }
    }
  }
}
