package io.hillock.device.crossbar;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.data.DMatrixSparseCSC;
import org.ejml.data.DMatrixSparseTriplet;
import org.ejml.interfaces.linsol.LinearSolverSparse;
import org.ejml.ops.DConvertMatrixStruct;
import org.ejml.sparse.FillReducing;
import org.ejml.sparse.csc.factory.LinearSolverFactory_DSCC;

/**
 * Exact read of a crossbar with wire resistance, by nodal analysis.
 *
 * {@snippet lang=text :
 * u_ij = V_i - p_ij                                potential of the word node of a cell     (1)
 * b_ij = q_ij                                      potential of its bit node                (2)
 * sum_n g_n (p_ij - p_n) + G_ij (p_ij + q_ij) = G_ij V_i        at every word node          (3)
 * sum_n g_n (q_ij - q_n) + G_ij (p_ij + q_ij) = G_ij V_i        at every bit node           (4)
 * I_j = sum_i G_ij (V_i - p_ij - q_ij)                                                      (5)
 * }
 *
 * <p>p, q drops along word and bit lines [V], shape (N, M) each; g_n conductance of the wires from
 * a node to its neighbours [uS], the driver and the sense amplifier being neighbours at drop 0.
 *
 * <p>Kirchhoff's current law is written for the drops, not for the potentials: then rounding is
 * relative to the drop, and a small loss is not the difference of two large currents. The matrix is
 * symmetric and positive definite; it is factorised by sparse Cholesky in the order of nested
 * dissection. With {@link IdleRows#GROUNDED} that happens once; with {@link IdleRows#CUT_OFF} only
 * the nodes of the active rows exist, and each new set of them is factorised anew.
 *
 * <p>Cells are linear resistors; capacitance, selectors' resistance and noise are left out.
 */
public final class NodalAnalysis implements CrossbarRead {
  private final CellArray cells;
  private final Wires wires;
  private final IdleRows idle;
  private final int[] rows;
  private int[] factorised = new int[0];
  private int[] place;
  private LinearSolverSparse<DMatrixSparseCSC, DMatrixRMaj> solver;

  /**
   * Prepares reads.
   *
   * @param cells the array
   * @param wires the resistances
   * @param idle what becomes of rows at 0 V
   */
  public NodalAnalysis(CellArray cells, Wires wires, IdleRows idle) {
    this.cells = cells;
    this.wires = wires;
    this.idle = idle;
    rows = new int[cells.rows()];
  }

  @Override
  public void read(double[] volts, double[] currents) {
    if (wires.perfect()) {
      CrossbarRead.ideal(cells).read(volts, currents);
      return;
    }
    ReadShape.check(cells, volts, currents);
    Arrays.fill(currents, 0);
    int n = ReadShape.rows(volts, idle, rows);
    if (n == 0) {
      return;
    }
    int[] circuit = Arrays.copyOf(rows, n);
    if (!Arrays.equals(circuit, factorised)) {
      factorise(circuit);
    }
    int m = cells.columns();
    DMatrixRMaj drive = new DMatrixRMaj(2 * n * m, 1);
    for (int r = 0; r < n; r++) {
      for (int j = 0; j < m; j++) {
        double i = cells.gUS(circuit[r], j) * volts[circuit[r]];
        drive.data[place[2 * (r * m + j)]] = i; // right side of (3)
        drive.data[place[2 * (r * m + j) + 1]] = i; // right side of (4)
      }
    }
    DMatrixRMaj drop = new DMatrixRMaj(2 * n * m, 1);
    solver.solve(drive, drop);
    for (int r = 0; r < n; r++) {
      for (int j = 0; j < m; j++) {
        double p = drop.data[place[2 * (r * m + j)]];
        double q = drop.data[place[2 * (r * m + j) + 1]];
        currents[j] += cells.gUS(circuit[r], j) * (volts[circuit[r]] - p - q); // (5)
      }
    }
  }

  private void factorise(int[] circuit) {
    int n = circuit.length;
    int m = cells.columns();
    int nodes = 2 * n * m;
    place = Dissection.places(n, m);
    double[] diagonal = new double[nodes];
    DMatrixSparseTriplet entries = new DMatrixSparseTriplet(nodes, nodes, 5 * nodes);
    for (int r = 0; r < n; r++) {
      double below = ReadShape.below(wires, cells.rows(), circuit, n, r);
      for (int j = 0; j < m; j++) {
        int word = place[2 * (r * m + j)];
        int bit = place[2 * (r * m + j) + 1];
        double g = cells.gUS(circuit[r], j);
        diagonal[word] += g;
        diagonal[bit] += g;
        couple(entries, word, bit, g);
        double before = ReadShape.before(wires, j);
        wire(entries, diagonal, word, j == 0 ? -1 : place[2 * (r * m + j - 1)], before);
        wire(entries, diagonal, bit, r + 1 == n ? -1 : place[2 * (r * m + m + j) + 1], below);
      }
    }
    for (int k = 0; k < nodes; k++) {
      entries.addItem(k, k, diagonal[k]);
    }
    DMatrixSparseCSC matrix = DConvertMatrixStruct.convert(entries, (DMatrixSparseCSC) null);
    solver = LinearSolverFactory_DSCC.cholesky(FillReducing.NONE);
    if (!solver.setA(matrix)) {
      factorised = new int[0];
      throw new IllegalStateException("a network of resistors must be positive definite");
    }
    factorised = circuit;
  }

  private static void wire(
      DMatrixSparseTriplet entries, double[] diagonal, int node, int neighbour, double g) {
    diagonal[node] += g;
    if (neighbour >= 0) {
      diagonal[neighbour] += g;
      couple(entries, node, neighbour, -g);
    }
  }

  private static void couple(DMatrixSparseTriplet entries, int a, int b, double value) {
    entries.addItem(a, b, value);
    entries.addItem(b, a, value);
  }
}
