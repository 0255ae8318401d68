package io.hillock.learning.layered;

import io.hillock.fault.ParameterException;

/** How a layer of a {@link LayeredNetwork} is connected to the one before. */
public sealed interface LayerShape {
  /**
   * The units of this layer.
   *
   * @param input the units before it
   * @return its own units
   * @throws ParameterException if it does not fit there
   */
  Grid over(Grid input);

  /**
   * Every unit sees all units before: z_j = sum_i W_ji x_i + b_j.
   *
   * @param units number of units, &gt; 0
   */
  record Dense(int units) implements LayerShape {
    /** Checks the number of units. */
    public Dense {
      if (units < 1) {
        throw new ParameterException("dense layer", "units", units, "it must be > 0");
      }
    }

    @Override
    public Grid over(Grid input) {
      return Grid.flat(units);
    }
  }

  /**
   * Every unit sees a square window, with weights that all places share; no padding. With side F
   * and stride S, x of shape (rows, columns, channels):
   *
   * {@snippet lang=text :
   * z[r][c][o] = b[o] + sum_{u < F} sum_{v < F} sum_i W[u][v][i][o] x[S r + u][S c + v][i]
   * }
   *
   * <p>A stride above 1 stands in for pooling.
   *
   * @param channels feature maps, &gt; 0
   * @param side F, side of the window, &gt; 0 and at most rows and columns of the input
   * @param stride S, places from one window to the next, &gt; 0
   */
  record Convolution(int channels, int side, int stride) implements LayerShape {
    /** Checks every documented bound. */
    public Convolution {
      check("channels", channels);
      check("side", side);
      check("stride", stride);
    }

    private static void check(String symbol, int n) {
      if (n < 1) {
        throw new ParameterException("convolution", symbol, n, "it must be > 0");
      }
    }

    @Override
    public Grid over(Grid input) {
      int least = Math.min(input.rows(), input.columns());
      if (side > least) {
        throw new ParameterException(
            "convolution", "side", side, "it must be at most " + least + ", the side of its input");
      }
      return new Grid(
          (input.rows() - side) / stride + 1, (input.columns() - side) / stride + 1, channels);
    }
  }
}
