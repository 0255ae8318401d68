package io.hillock.train.internal.simd;

import java.util.Arrays;

/**
 * The elements of a matrix that are not zero, row by row: list i holds the columns and values of
 * row i. Lists are cut into blocks of {@link #BLOCK} columns, all lists of a block together, so
 * that a product touches a block of the right factor once for all lists. Everything is allocated at
 * the beginning.
 */
public final class EventLists {
  /** Columns of a block. */
  public static final int BLOCK = 128;

  /** Room behind the last event, so that whole vectors can be stored. */
  private static final int SLACK = 16;

  private final int lists;
  private final int length;
  private final int blocks;
  private final int[] start;
  private final int[] columns;
  private final float[] values;
  private final int[] next;

  /**
   * Empty lists.
   *
   * @param lists how many rows the matrix has at most
   * @param length how many columns it has at most
   */
  public EventLists(int lists, int length) {
    this.lists = lists;
    this.length = length;
    blocks = (length + BLOCK - 1) / BLOCK;
    start = new int[blocks * lists + 1];
    columns = new int[Math.addExact(Math.multiplyExact(lists, length), SLACK)];
    values = new float[columns.length];
    next = new int[blocks * lists];
  }

  /**
   * Takes the transpose of other lists.
   *
   * @param other lists as many as these are long, and the reverse
   */
  public void transpose(EventLists other) {
    if (other.lists != length || other.length != lists) {
      throw new IllegalArgumentException("the shapes do not fit");
    }
    Arrays.fill(next, 0);
    for (int k = 0; k < other.blocks * length; k++) {
      int block = k % length / BLOCK * lists;
      for (int s = other.start[k]; s < other.start[k + 1]; s++) {
        next[block + other.columns[s]]++;
      }
    }
    int n = 0;
    for (int k = 0; k < next.length; k++) {
      int count = next[k];
      start[k] = n;
      next[k] = n;
      n += count;
    }
    start[next.length] = n;
    for (int k = 0; k < other.blocks * length; k++) {
      int i = k % length;
      int block = i / BLOCK * lists;
      for (int s = other.start[k]; s < other.start[k + 1]; s++) {
        int to = next[block + other.columns[s]]++;
        columns[to] = i;
        values[to] = other.values[s];
      }
    }
  }

  /**
   * Dot products of the rows of a matrix that the lists name with one vector per list: as {@link
   * EventProduct#dots}, to the bit, for a matrix that is not packed. Faster for a single list,
   * since whole rows come from memory one after the other.
   *
   * @param kernels which compute them
   * @param out one product for each event, in the order of the events
   * @param m matrix, shape (length, n)
   * @param stride distance between its rows and between vectors, a multiple of 16
   * @param x vectors, shape (lists, n)
   * @param xAt where they begin
   * @param n their length
   */
  public void dots(
      EventKernels kernels, float[] out, float[] m, int stride, float[] x, int xAt, int n) {
    if (lists == 1) {
      kernels.dots(out, m, stride, columns, 0, count(), x, xAt, n);
      return;
    }
    for (int k = 0; k < blocks * lists; k++) {
      int vector = xAt + k % lists * stride;
      kernels.dots(out, m, stride, columns, start[k], start[k + 1], x, vector, n);
    }
  }

  /**
   * Puts one number for each event to its place in a matrix: a_ik = of_s for event s in column k of
   * list i.
   *
   * @param of the numbers, in the order of the events
   * @param a matrix, shape (lists, length)
   * @param at where it begins
   * @param stride distance between its rows
   */
  public void spread(float[] of, float[] a, int at, int stride) {
    for (int k = 0; k < blocks * lists; k++) {
      int row = at + k % lists * stride;
      for (int s = start[k]; s < start[k + 1]; s++) {
        a[row + columns[s]] = of[s];
      }
    }
  }

  /**
   * How many lists.
   *
   * @return the number of rows of the matrix
   */
  public int lists() {
    return lists;
  }

  /**
   * How long a list can be.
   *
   * @return the number of columns of the matrix
   */
  public int length() {
    return length;
  }

  /**
   * How many elements are not zero.
   *
   * @return the number of events in all lists
   */
  public int count() {
    return start[blocks * lists];
  }

  int blocks() {
    return blocks;
  }

  /**
   * Events of block b in list i begin at number start[b lists + i] and end where the next begin.
   */
  int[] start() {
    return start;
  }

  /** The column of each event, ascending within a list. */
  int[] columns() {
    return columns;
  }

  /** The value of each event. */
  float[] values() {
    return values;
  }
}
