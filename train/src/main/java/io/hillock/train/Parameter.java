package io.hillock.train;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * A trained matrix, row by row in one array. A row holds what one source sends to all its targets,
 * so that an event reads one row and nothing else.
 *
 * <p>Rows begin at multiples of {@link #stride}, which is the number of columns rounded up to
 * {@link #LANES}: the elements in between are zero and have a gradient of zero, and no kernel needs
 * a tail.
 */
public final class Parameter implements Stateful {
  /** Rows are padded to a multiple of this many elements. */
  public static final int LANES = 16;

  private final String name;
  private final int rows;
  private final int columns;
  private final int stride;
  private final float[] values;
  private final float low;
  private final float high;

  /**
   * A matrix of zeros without bounds.
   *
   * @param name its name, unique within a network
   * @param rows number of sources, &gt; 0
   * @param columns number of targets, &gt; 0
   */
  public Parameter(String name, int rows, int columns) {
    this(name, rows, columns, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }

  private Parameter(String name, int rows, int columns, float low, float high) {
    if (rows <= 0 || columns <= 0) {
      throw new ParameterException(
          "parameter " + name, "rows x columns", rows + " x " + columns, "both must be > 0");
    }
    this.name = name;
    this.rows = rows;
    this.columns = columns;
    this.low = low;
    this.high = high;
    stride = padded(columns);
    values = new float[Math.multiplyExact(rows, stride)];
  }

  /**
   * A matrix of zeros whose elements an optimiser keeps within bounds.
   *
   * @param name its name, unique within a network
   * @param rows number of sources, &gt; 0
   * @param columns number of targets, &gt; 0
   * @param low least value
   * @param high greatest value, not below low
   * @return the matrix
   */
  public static Parameter bounded(String name, int rows, int columns, float low, float high) {
    if (!(low <= high)) {
      throw new ParameterException(
          "parameter " + name, "bounds", low + " to " + high, "low must be <= high");
    }
    return new Parameter(name, rows, columns, low, high);
  }

  /**
   * The padded length of a row.
   *
   * @param columns number of elements
   * @return columns rounded up to a multiple of {@link #LANES}
   */
  public static int padded(int columns) {
    return (columns + LANES - 1) / LANES * LANES;
  }

  /**
   * Fills it with normal numbers, row by row.
   *
   * @param standardDeviation their standard deviation
   * @param stream where the draws come from
   * @return this parameter
   */
  public Parameter fillNormal(double standardDeviation, RandomStream stream) {
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        values[r * stride + c] = (float) (standardDeviation * stream.nextGaussian());
      }
    }
    return this;
  }

  /**
   * Its name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * How many sources.
   *
   * @return the number of rows
   */
  public int rows() {
    return rows;
  }

  /**
   * How many targets.
   *
   * @return the number of columns
   */
  public int columns() {
    return columns;
  }

  /**
   * The distance between the beginnings of rows.
   *
   * @return columns rounded up to a multiple of {@link #LANES}
   */
  public int stride() {
    return stride;
  }

  /**
   * How many trained numbers, without padding.
   *
   * @return rows times columns
   */
  public int size() {
    return rows * columns;
  }

  /**
   * The elements themselves.
   *
   * @return the array, shape (rows, stride)
   */
  public float[] values() {
    return values;
  }

  /**
   * One element.
   *
   * @param row source
   * @param column target
   * @return its value
   */
  public float get(int row, int column) {
    return values[row * stride + column];
  }

  /**
   * Sets one element.
   *
   * @param row source
   * @param column target
   * @param value its value from now on
   */
  public void set(int row, int column, float value) {
    values[row * stride + column] = value;
  }

  /**
   * A value brought back within the bounds, if there are any.
   *
   * @param value a value
   * @return the nearest value that an element may have
   */
  public float clamped(float value) {
    return Math.max(low, Math.min(high, value));
  }

  /** Brings every element back within the bounds, if there are any. */
  public void clamp() {
    if (low > Float.NEGATIVE_INFINITY || high < Float.POSITIVE_INFINITY) {
      for (int r = 0; r < rows; r++) {
        for (int k = r * stride; k < r * stride + columns; k++) {
          values[k] = Math.max(low, Math.min(high, values[k]));
        }
      }
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("values", StateRole.INFERENCE, Float.SIZE, values);
  }
}
