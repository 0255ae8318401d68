package io.hillock.train.internal.simd;

import io.hillock.fault.ParameterException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

/**
 * The right factor of products, laid out as kernels read it: in panels of a few columns, each panel
 * row by row. A weight matrix is packed once per optimiser step and then serves many time steps.
 *
 * <p>The elements are {@link AlignedFloats}.
 */
public final class PackedMatrix {
  private final int room;
  private final int columns;
  private final int width;
  private final MemorySegment values;
  private int rows;

  /**
   * A matrix of zeros.
   *
   * @param rows number of rows, &gt; 0
   * @param columns number of columns, &gt; 0; the last panel is filled up with zeros
   * @param width columns of a panel, a multiple of 16
   */
  public PackedMatrix(int rows, int columns, int width) {
    if (rows <= 0 || columns <= 0 || width <= 0 || width % 16 != 0) {
      throw new ParameterException(
          "packed matrix",
          "rows x columns / width",
          rows + " x " + columns + " / " + width,
          "rows and columns must be > 0, the width a multiple of 16");
    }
    this.rows = rows;
    room = rows;
    this.columns = columns;
    this.width = width;
    int panels = (columns + width - 1) / width;
    int elements = Math.multiplyExact(Math.multiplyExact(panels, width), rows);
    values = new AlignedFloats(elements).values();
  }

  /**
   * How many rows.
   *
   * @return the number of rows
   */
  public int rows() {
    return rows;
  }

  /**
   * How many columns, without those that fill up the last panel.
   *
   * @return the number of columns
   */
  public int columns() {
    return columns;
  }

  /**
   * How many columns a panel has.
   *
   * @return the width
   */
  public int width() {
    return width;
  }

  /**
   * Where a panel begins.
   *
   * @param column its first column, a multiple of the width
   * @return index of its first element
   */
  int panel(int column) {
    return column * room;
  }

  /**
   * All elements: element (r, p + c) of the panel from column p on is number panel(p) + r width +
   * c.
   */
  MemorySegment values() {
    return values;
  }

  /**
   * One element.
   *
   * @param row its row
   * @param column its column
   * @return its value
   */
  public float get(int row, int column) {
    Objects.checkIndex(row, rows);
    Objects.checkIndex(column, columns);
    int inPanel = column % width;
    return values.getAtIndex(
        ValueLayout.JAVA_FLOAT, panel(column - inPanel) + (long) row * width + inPanel);
  }

  /**
   * Takes the elements of a matrix.
   *
   * @param m matrix with the same shape
   * @param at where it begins
   * @param stride distance between its rows
   */
  public void pack(float[] m, int at, int stride) {
    pack(0, rows, m, at, stride);
  }

  /**
   * Takes some rows.
   *
   * @param first the first of them
   * @param count how many; if more than there were, this matrix has so many more from now on, up to
   *     as many as at first
   * @param m rows with as many columns
   * @param at where they begin
   * @param stride distance between them
   */
  public void pack(int first, int count, float[] m, int at, int stride) {
    setRows(Math.max(rows, first + count));
    for (int p = 0; p < columns; p += width) {
      int take = Math.min(width, columns - p);
      for (int r = 0; r < count; r++) {
        MemorySegment.copy(
            m,
            at + r * stride + p,
            values,
            ValueLayout.JAVA_FLOAT,
            Float.BYTES * (panel(p) + (long) (first + r) * width),
            take);
      }
    }
  }

  /**
   * Gives the elements back.
   *
   * @param m receives them
   * @param at where it begins
   * @param stride distance between its rows
   */
  public void unpack(float[] m, int at, int stride) {
    for (int p = 0; p < columns; p += width) {
      int take = Math.min(width, columns - p);
      for (int r = 0; r < rows; r++) {
        MemorySegment.copy(
            values,
            ValueLayout.JAVA_FLOAT,
            Float.BYTES * (panel(p) + (long) r * width),
            m,
            at + r * stride + p,
            take);
      }
    }
  }

  /**
   * Leaves out the last rows, or takes them back.
   *
   * @param rows how many rows this matrix has from now on, from 0 to as many as at first
   */
  public void setRows(int rows) {
    if (rows < 0 || rows > room) {
      throw new IllegalArgumentException(rows + " rows, but there is room for " + room);
    }
    this.rows = rows;
  }

  /**
   * Takes the elements of the transpose of a matrix.
   *
   * @param m matrix with as many rows as this one has columns, and the reverse
   * @param at where it begins
   * @param stride distance between its rows
   */
  public void packTransposed(float[] m, int at, int stride) {
    for (int c = 0; c < columns; c++) {
      int inPanel = c % width;
      int from = at + c * stride;
      long to = panel(c - inPanel) + inPanel;
      for (int r = 0; r < rows; r++) {
        values.setAtIndex(ValueLayout.JAVA_FLOAT, to + (long) r * width, m[from + r]);
      }
    }
  }
}
