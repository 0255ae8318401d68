package io.hillock.train.internal.simd;

/** The reference kernels: they read like the equations; every faster one is tested against them. */
public class ScalarProductKernels implements ProductKernels {
  static final int PARTIAL_SUMS = 16;
  static final float LEAST = -87;
  static final float GREATEST = 88;
  static final float LOG2_E = 1.44269504f;

  /** Adding 1.5 2^23 rounds to a whole number, which then stands in the low bits. */
  static final float ROUND = 0x1.8p23f;

  static final int ROUND_BITS = Float.floatToRawIntBits(ROUND);

  /** ln 2 in two parts, the first of few bits, so that its multiples are exact. */
  static final float LN2_HIGH = 0.693359375f;

  static final float LN2_LOW = -2.12194440e-4f;

  /** exp(r) for abs(r) up to ln(2)/2: the minimax polynomial of Cephes, expf. */
  static final float C7 = 1.9875691500e-4f;

  static final float C6 = 1.3981999507e-3f;

  static final float C5 = 8.3334519073e-3f;
  static final float C4 = 4.1665795894e-2f;
  static final float C3 = 1.6666665459e-1f;
  static final float C2 = 5.0000001201e-1f;

  /** The kernels hold no state. */
  public ScalarProductKernels() {}

  @Override
  public void multiplyAdd(
      int rows,
      int columns,
      int depth,
      Left left,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride,
      float[] pack) {
    rest(rows, columns, depth, left, left.at(), b, bAt, bStride, c, cAt, cStride);
  }

  static void rest(
      int rows,
      int columns,
      int depth,
      Left left,
      int aAt,
      float[] b,
      int bAt,
      int bStride,
      float[] c,
      int cAt,
      int cStride) {
    float[] a = left.values();
    for (int i = 0; i < rows; i++) {
      int to = cAt + i * cStride;
      for (int p = 0; p < depth; p++) {
        float factor = a[aAt + i * left.row() + p * left.step()];
        int row = bAt + p * bStride;
        for (int j = 0; j < columns; j++) {
          c[to + j] += factor * b[row + j];
        }
      }
    }
  }

  @Override
  public void sigmoid(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      x[i] = 1 / (exp(-x[i]) + 1);
    }
  }

  @Override
  public void tanh(float[] x, int from, int to) {
    for (int i = from; i < to; i++) {
      float e = exp(x[i] * -2);
      x[i] = (1 - e) / (e + 1);
    }
  }

  @Override
  public void exp(float[] x, int from, int to, float less) {
    for (int i = from; i < to; i++) {
      x[i] = exp(x[i] - less);
    }
  }

  @Override
  public float greatest(float[] x, int from, int to) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      greatest = Math.max(greatest, x[i]);
    }
    return greatest;
  }

  @Override
  public float sum(float[] x, int from, int to) {
    return halves(0, 1, x, from, to);
  }

  /** The tree of partial sums, from its root: no array for them is needed. */
  private static float halves(int l, int step, float[] x, int from, int to) {
    if (step < PARTIAL_SUMS) {
      return halves(l, 2 * step, x, from, to) + halves(l + step, 2 * step, x, from, to);
    }
    float sum = 0;
    for (int i = from + l; i < to; i += PARTIAL_SUMS) {
      sum += x[i];
    }
    return sum;
  }

  private static float exp(float x) {
    float in = Math.min(Math.max(x, LEAST), GREATEST);
    float shifted = in * LOG2_E + ROUND;
    float n = shifted - ROUND;
    float r = in - n * LN2_HIGH - n * LN2_LOW;
    float p = r * C7 + C6;
    p = p * r + C5;
    p = p * r + C4;
    p = p * r + C3;
    p = p * r + C2;
    p = (p * r + 1) * r + 1;
    int scale = (Float.floatToRawIntBits(shifted) - ROUND_BITS) << 23;
    return Float.intBitsToFloat(Float.floatToRawIntBits(p) + scale);
  }
}
