package io.hillock.learning.layered;

import io.hillock.random.RandomStream;

/**
 * Weights from one layer to the next. They are a table of rows and columns; what a row and a column
 * are is the kind's.
 */
sealed interface Connections permits WeightMatrix, SharedWeights {
  /** All weights; their order is the kind's. */
  float[] w();

  int rows();

  int columns();

  /** Where the weight of a row and column lies. */
  int at(int row, int column);

  /** Units of the layer before. */
  int pre();

  /** Units of this layer. */
  int post();

  /** Weights that meet in one sum: inputs of a unit. */
  int fanIn();

  /** Number of biases; unit u has bias u mod that. */
  int biases();

  /** The same connections with other weights, all zero. */
  Connections empty();

  /** z += W x. */
  void addTo(float[] z, Activity x);

  /** d = W^T delta. */
  void transposed(float[] d, float[] delta);

  /** W += step x^T, summed over the places that share a weight. */
  void write(float[] step, Activity x);

  /** Products in {@link #addTo}. */
  long products(Activity x);

  /** Products in {@link #transposed}. */
  long productsBack();

  /** Changes of stored weights in {@link #write} when so many units have a step. */
  long writes(int taught, Activity x);

  /** A vector whose angle to another is that of the gradients delta x^T of the weights. */
  float[] direction(float[] delta, Activity x);

  /** Draws all weights uniformly within a bound, row by row. */
  default Connections draw(RandomStream random, double bound) {
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        w()[at(i, j)] = (float) random.nextDouble(-bound, bound);
      }
    }
    return this;
  }
}
