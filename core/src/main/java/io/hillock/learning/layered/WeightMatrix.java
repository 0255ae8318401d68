package io.hillock.learning.layered;

import io.hillock.internal.simd.Kernels;

/**
 * Weights of a fully connected layer, a row for each presynaptic and a column for each postsynaptic
 * unit, stored so that what is read in one piece is long: row by row, or column by column where
 * there are few postsynaptic units.
 */
final class WeightMatrix implements Connections {
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

  @Override
  public float[] w() {
    return w;
  }

  @Override
  public int rows() {
    return pre;
  }

  @Override
  public int columns() {
    return post;
  }

  @Override
  public int at(int i, int j) {
    return rowPerPost ? j * pre + i : i * post + j;
  }

  @Override
  public int pre() {
    return pre;
  }

  @Override
  public int post() {
    return post;
  }

  @Override
  public int fanIn() {
    return pre;
  }

  @Override
  public int biases() {
    return post;
  }

  @Override
  public Connections empty() {
    return new WeightMatrix(pre, post, rowPerPost);
  }

  @Override
  public void addTo(float[] z, Activity x) {
    if (rowPerPost) {
      kernels.dotRows(product, w, x.dense, partial);
      kernels.add(z, product);
    } else {
      kernels.addScaledRows(z, w, x.index, x.value, x.count);
    }
  }

  @Override
  public void transposed(float[] d, float[] delta) {
    if (rowPerPost) {
      java.util.Arrays.fill(d, 0);
      kernels.addScaledRows(d, w, everyPost, delta, post);
    } else {
      kernels.dotRows(d, w, delta, partial);
    }
  }

  @Override
  public void write(float[] step, Activity x) {
    if (rowPerPost) {
      kernels.addToRows(w, everyPost, step, post, x.dense);
    } else {
      kernels.addToRows(w, x.index, x.value, x.count, step);
    }
  }

  @Override
  public long products(Activity x) {
    return (long) x.count * post;
  }

  @Override
  public long productsBack() {
    return (long) pre * post;
  }

  @Override
  public long writes(int taught, Activity x) {
    return (long) taught * (x.count + 1);
  }

  @Override
  public float[] direction(float[] delta, Activity x) {
    return delta.clone(); // outer products with the same input: their angle is that of the deltas
  }
}
