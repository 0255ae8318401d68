package io.hillock.learning.layered;

import io.hillock.internal.simd.Kernels;
import io.hillock.random.RandomStream;

/**
 * Weights from one layer to the next, stored so that rows are long: a row for each presynaptic
 * unit, or a row for each postsynaptic one where there are few of these.
 */
final class WeightMatrix {
  private static final int FEW = 64;

  final int pre;
  final int post;
  final float[] w;
  private final boolean rowPerPost;
  private final int[] everyPost;
  private final float[] partial = new float[Kernels.PARTIAL_SUMS];
  private final float[] product;
  private final Kernels kernels = Kernels.best();

  WeightMatrix(int pre, int post) {
    this(pre, post, post < FEW);
  }

  private WeightMatrix(int pre, int post, boolean rowPerPost) {
    this.pre = pre;
    this.post = post;
    this.rowPerPost = rowPerPost;
    w = new float[pre * post];
    everyPost = new int[post];
    java.util.Arrays.setAll(everyPost, k -> k);
    product = new float[post];
  }

  /** With a row for each postsynaptic unit, whatever the sizes. */
  static WeightMatrix byPost(int pre, int post) {
    return new WeightMatrix(pre, post, true);
  }

  /** Draws all weights uniformly within a bound, in the order of pre, then post. */
  WeightMatrix draw(RandomStream random, double bound) {
    for (int i = 0; i < pre; i++) {
      for (int j = 0; j < post; j++) {
        w[at(i, j)] = (float) random.nextDouble(-bound, bound);
      }
    }
    return this;
  }

  int at(int i, int j) {
    return rowPerPost ? j * pre + i : i * post + j;
  }

  /** z += W x. */
  void addTo(float[] z, Activity x) {
    if (rowPerPost) {
      kernels.dotRows(product, w, x.dense, partial);
      kernels.add(z, product);
    } else {
      kernels.addScaledRows(z, w, x.index, x.value, x.count);
    }
  }

  /** d = W^T delta. */
  void transposed(float[] d, float[] delta) {
    if (rowPerPost) {
      java.util.Arrays.fill(d, 0);
      kernels.addScaledRows(d, w, everyPost, delta, post);
    } else {
      kernels.dotRows(d, w, delta, partial);
    }
  }

  /** W += step x^T. */
  void write(float[] step, Activity x) {
    if (rowPerPost) {
      kernels.addToRows(w, everyPost, step, post, x.dense);
    } else {
      kernels.addToRows(w, x.index, x.value, x.count, step);
    }
  }
}
