package io.hillock.train.internal.simd;

import java.util.Arrays;

/**
 * The elements of a matrix that are not zero, row by row: list i holds the columns and values of
 * row i, in ascending order. Lists are cut into blocks of {@link #BLOCK} columns, so that a product
 * touches a block of the right factor once for all lists.
 *
 * <p>Lists either look at arrays of others ({@link #view}) or hold the transpose of such arrays
 * ({@link #transpose}). Everything is allocated at the beginning.
 */
public final class EventLists {
  /** Columns of a block. */
  public static final int BLOCK = 128;

  private static final int[] NO_COLUMNS = {};
  private static final float[] NO_VALUES = {};

  private final int lists;
  private final int room;
  private final int[] ownColumns;
  private final float[] ownValues;
  private final int[] from;
  private final int[] to;
  private int length;
  private int blocks;
  private int[] columns;
  private float[] values;

  private EventLists(int lists, int length, boolean own) {
    this.lists = lists;
    room = length;
    setLength(length);
    ownColumns = own ? new int[Math.multiplyExact(lists, length)] : NO_COLUMNS;
    ownValues = own ? new float[ownColumns.length] : NO_VALUES;
    columns = ownColumns;
    values = ownValues;
    from = new int[blocks * lists];
    to = new int[from.length];
  }

  private void setLength(int length) {
    this.length = length;
    blocks = (length + BLOCK - 1) / BLOCK;
  }

  /**
   * Empty lists that will look at arrays of others.
   *
   * @param lists how many rows the matrix has
   * @param length how many columns
   * @return the lists
   */
  public static EventLists viewing(int lists, int length) {
    return new EventLists(lists, length, false);
  }

  /**
   * Empty lists that will hold a transpose.
   *
   * @param lists how many rows the matrix has
   * @param length how many columns it has at most
   * @return the lists
   */
  public static EventLists holding(int lists, int length) {
    return new EventLists(lists, length, true);
  }

  /**
   * Looks at lists that lie side by side: list i has {@code count[i]} events from number i length
   * on. The arrays are read when a product is formed.
   *
   * @param index column of each event, ascending within a list
   * @param value value of each event; may be anything where a product does not ask for it
   * @param count how many events each list has
   */
  public void view(int[] index, float[] value, int[] count) {
    columns = index;
    values = value;
    for (int i = 0; i < lists; i++) {
      int s = i * length;
      int end = s + count[i];
      for (int block = 0; block < blocks; block++) {
        int k = block * lists + i;
        from[k] = s;
        s = block == blocks - 1 ? end : endOf(block, index, s, end);
        to[k] = s;
      }
    }
  }

  /** Where the columns of a block end: not far from where they would if evenly spread. */
  private int endOf(int block, int[] index, int begin, int end) {
    int limit = (block + 1) * BLOCK;
    int s = begin + (int) ((long) (end - begin) * BLOCK / (length - block * BLOCK));
    while (s < end && index[s] < limit) {
      s++;
    }
    while (s > begin && index[s - 1] >= limit) {
      s--;
    }
    return s;
  }

  /**
   * Takes the transpose of lists that lie side by side.
   *
   * @param index column of each event, below the number of these lists
   * @param value value of each event
   * @param count how many events each of those lists has
   * @param others how many of them there are, at most as many as these lists are long; these lists
   *     are so long from now on
   */
  public void transpose(int[] index, float[] value, int[] count, int others) {
    if (others > room || ownColumns.length == 0) {
      throw new IllegalArgumentException("no room for the transpose of " + others + " lists");
    }
    setLength(others);
    columns = ownColumns;
    values = ownValues;
    Arrays.fill(to, 0, blocks * lists, 0);
    for (int i = 0; i < others; i++) {
      int block = i / BLOCK * lists;
      for (int s = i * lists; s < i * lists + count[i]; s++) {
        to[block + index[s]]++;
      }
    }
    int n = 0;
    for (int k = 0; k < blocks * lists; k++) {
      from[k] = n;
      n += to[k];
      to[k] = from[k];
    }
    for (int i = 0; i < others; i++) {
      int block = i / BLOCK * lists;
      for (int s = i * lists; s < i * lists + count[i]; s++) {
        int at = to[block + index[s]]++;
        columns[at] = i;
        values[at] = value[s];
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

  int blocks() {
    return blocks;
  }

  /** Events of block b in list i begin at number from[b lists + i]. */
  int[] from() {
    return from;
  }

  /** And end before this number. */
  int[] to() {
    return to;
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
