package io.hillock.device.crossbar;

/**
 * Nested dissection of the nodes of a crossbar, so that a sparse factorisation fills in little.
 *
 * <p>Only word wires run between columns and only bit wires between rows. So the word nodes of one
 * column part the array into left and right, and leave the bit nodes of that column behind as a
 * chain of its own; likewise the bit nodes of one row. Separators have half the nodes of a line of
 * cells.
 *
 * @see "A. George (1973), SIAM J. Numer. Anal. 10:345, doi:10.1137/0710032"
 */
final class Dissection {
  private static final int LEAF = 2;

  private final int columns;
  private final int[]
      place; // by node: 2 * cell is the word node of a cell, 2 * cell + 1 the bit node
  private int next;

  private Dissection(int rows, int columns) {
    this.columns = columns;
    place = new int[2 * rows * columns];
    order(0, rows, 0, columns);
  }

  /** At which place each node is eliminated. */
  static int[] places(int rows, int columns) {
    return new Dissection(rows, columns).place;
  }

  private void order(int r0, int r1, int c0, int c1) {
    if (r1 <= r0 || c1 <= c0) {
      return;
    }
    if (r1 - r0 <= LEAF && c1 - c0 <= LEAF) {
      cells(r0, r1, c0, c1, 0);
      cells(r0, r1, c0, c1, 1);
    } else if (c1 - c0 >= r1 - r0) {
      int middle = (c0 + c1) >>> 1;
      order(r0, r1, c0, middle);
      order(r0, r1, middle + 1, c1);
      cells(r0, r1, middle, middle + 1, 1);
      cells(r0, r1, middle, middle + 1, 0);
    } else {
      int middle = (r0 + r1) >>> 1;
      order(r0, middle, c0, c1);
      order(middle + 1, r1, c0, c1);
      cells(middle, middle + 1, c0, c1, 0);
      cells(middle, middle + 1, c0, c1, 1);
    }
  }

  private void cells(int r0, int r1, int c0, int c1, int kind) {
    for (int r = r0; r < r1; r++) {
      for (int c = c0; c < c1; c++) {
        place[2 * (r * columns + c) + kind] = next++;
      }
    }
  }
}
