package io.hillock.learning.local;

import io.hillock.fault.ParameterException;

/** Which inputs reach which units of a {@link LocalLayer}, and which of them share weights. */
public sealed interface LocalWiring {
  /**
   * How many inputs.
   *
   * @return the number
   */
  int inputs();

  /**
   * How many units.
   *
   * @return the number
   */
  int units();

  /**
   * How many inputs a unit in the middle has.
   *
   * @return the number, which weights at the beginning are scaled by
   */
  int fanIn();

  /**
   * Every input reaches every unit, by a weight of its own.
   *
   * @param inputs number of inputs, &gt;= 1
   * @param units number of units, &gt;= 1
   */
  record Dense(int inputs, int units) implements LocalWiring {
    /** Checks every documented bound. */
    public Dense {
      require(inputs >= 1, "inputs", inputs, "it must be >= 1");
      require(units >= 1, "units", units, "it must be >= 1");
    }

    @Override
    public int fanIn() {
      return inputs;
    }
  }

  /**
   * Kernels that slide over a picture of several channels; all positions share the weights and the
   * bias of a kernel. Of the membranes in a square of positions the greatest is that of the unit.
   *
   * <p>Inputs and units are numbered row by row, then by column, then by channel: input (row
   * columns + column) channels + channel, unit (row unitColumns + column) kernels + kernel. What
   * lies beyond the border of the picture is silent. Positions that do not fill a square of the
   * pooling are left out.
   *
   * @param rows height of the picture, &gt;= 1
   * @param columns its width, &gt;= 1
   * @param channels channels of each place, &gt;= 1
   * @param kernels number of kernels, &gt;= 1
   * @param side height and width of a kernel, at least 1 and at most that of the padded picture
   * @param stride places from one position to the next, &gt;= 1
   * @param padding silent places around the picture, in [0, side)
   * @param pool side of the squares of positions, from 1 for no pooling to that of all positions
   */
  record Convolution(
      int rows, int columns, int channels, int kernels, int side, int stride, int padding, int pool)
      implements LocalWiring {
    /** Checks every documented bound. */
    public Convolution {
      require(rows >= 1, "rows", rows, "it must be >= 1");
      require(columns >= 1, "columns", columns, "it must be >= 1");
      require(channels >= 1, "channels", channels, "it must be >= 1");
      require(kernels >= 1, "kernels", kernels, "it must be >= 1");
      require(stride >= 1, "stride", stride, "it must be >= 1");
      int least = Math.min(rows, columns) + 2 * padding;
      require(side >= 1 && side <= least, "side", side, "it must lie in [1, " + least + "]");
      require(padding >= 0 && padding < side, "padding", padding, "it must lie in [0, side)");
      int positions = (least - side) / stride + 1;
      require(
          pool >= 1 && pool <= positions, "pool", pool, "it must lie in [1, " + positions + "]");
    }

    /**
     * Rows of positions.
     *
     * @return the number
     */
    public int positionRows() {
      return (rows + 2 * padding - side) / stride + 1;
    }

    /**
     * Columns of positions.
     *
     * @return the number
     */
    public int positionColumns() {
      return (columns + 2 * padding - side) / stride + 1;
    }

    /**
     * Rows of units.
     *
     * @return the number
     */
    public int unitRows() {
      return positionRows() / pool;
    }

    /**
     * Columns of units.
     *
     * @return the number
     */
    public int unitColumns() {
      return positionColumns() / pool;
    }

    @Override
    public int inputs() {
      return rows * columns * channels;
    }

    @Override
    public int units() {
      return unitRows() * unitColumns() * kernels;
    }

    @Override
    public int fanIn() {
      return side * side * channels;
    }
  }

  private static void require(boolean holds, String symbol, Object value, String rule) {
    if (!holds) {
      throw new ParameterException("local layer", symbol, value, rule);
    }
  }
}
