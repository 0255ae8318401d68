package io.hillock.train.internal.simd;

import java.util.Arrays;

/**
 * The reference functions: they read like the equations; the faster ones are tested against them.
 */
public class ScalarActivations implements Activations {
  static final float LOWEST = -87f;
  static final float HIGHEST = 88f;
  static final float LOG2_E = 1.44269504f;

  /** ln 2 = LN2_HIGH - LN2_LOW; the first has so few digits that its products with k are exact. */
  static final float LN2_HIGH = 0.693359375f;

  static final float LN2_LOW = 2.12194440e-4f;

  /** Adding it rounds to a whole number, which then stands in the lowest bits. */
  static final float ROUNDER = 12582912f;

  static final float C7 = 1f / 5040;
  static final float C6 = 1f / 720;
  static final float C5 = 1f / 120;
  static final float C4 = 1f / 24;
  static final float C3 = 1f / 6;

  /** Bits of 1.0f. */
  static final int ONE = 0x3f800000;

  /** Where the exponent of a float begins. */
  static final int EXPONENT = 23;

  /** The functions hold no state. */
  public ScalarActivations() {}

  @Override
  public void tanh(float[] y, int yAt, float[] x, int xAt, int n) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = tanh(x[xAt + j]);
    }
  }

  @Override
  public void sigmoid(float[] y, int yAt, float[] x, int xAt, int n) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = sigmoid(x[xAt + j]);
    }
  }

  @Override
  public void exp(float[] y, int yAt, float[] x, int xAt, int n) {
    for (int j = 0; j < n; j++) {
      y[yAt + j] = exp(x[xAt + j]);
    }
  }

  @Override
  public double softmax(float[] y, int yAt, float[] x, int xAt, int n, float[] partial) {
    float greatest = greatest(0, Float.NEGATIVE_INFINITY, x, xAt, n);
    Arrays.fill(partial, 0, PARTIAL_SUMS, 0);
    exponentials(0, y, yAt, x, xAt, n, greatest, partial);
    float z = sumHalves(partial);
    scale(0, y, yAt, n, 1 / z);
    return greatest + StrictMath.log(z);
  }

  @Override
  public float greatest(float[] x, int xAt, int n) {
    return greatest(0, Float.NEGATIVE_INFINITY, x, xAt, n);
  }

  @Override
  public float sum(float[] x, int xAt, int n) {
    return halves(0, 1, x, xAt, n);
  }

  /** The tree of partial sums, from its root: no array for them is needed. */
  private static float halves(int l, int step, float[] x, int xAt, int n) {
    if (step < PARTIAL_SUMS) {
      return halves(l, 2 * step, x, xAt, n) + halves(l + step, 2 * step, x, xAt, n);
    }
    float sum = 0;
    for (int j = l; j < n; j += PARTIAL_SUMS) {
      sum += x[xAt + j];
    }
    return sum;
  }

  static float tanh(float x) {
    float h = Math.max(-9f, Math.min(9f, x)) * 0.5f; // (1)
    float s = h * h;
    float above = h * (135135f + s * (17325f + s * (378f + s)));
    float t = above / (135135f + s * (62370f + s * (3150f + s * 28f))); // (2)
    return (t + t) / (1f + t * t); // (3)
  }

  static float sigmoid(float x) {
    return 0.5f + 0.5f * tanh(0.5f * x); // (4)
  }

  static float exp(float x) {
    float clipped = Math.max(LOWEST, Math.min(HIGHEST, x));
    float rounded = clipped * LOG2_E + ROUNDER;
    float k = rounded - ROUNDER; // (5)
    float r = (clipped - k * LN2_HIGH) + k * LN2_LOW; // (6)
    float p = C3 + r * (C4 + r * (C5 + r * (C6 + r * C7)));
    float mantissa = 1f + r * (1f + r * (0.5f + r * p));
    int bits = (Float.floatToRawIntBits(rounded) << EXPONENT) + ONE;
    return mantissa * Float.intBitsToFloat(bits); // (7)
  }

  static float greatest(int from, float least, float[] x, int xAt, int n) {
    float greatest = least;
    for (int j = from; j < n; j++) {
      greatest = Math.max(greatest, x[xAt + j]);
    }
    return greatest;
  }

  static void exponentials(
      int from, float[] y, int yAt, float[] x, int xAt, int n, float greatest, float[] partial) {
    for (int j = from; j < n; j++) {
      float e = exp(x[xAt + j] - greatest);
      y[yAt + j] = e;
      partial[j % PARTIAL_SUMS] += e;
    }
  }

  static void scale(int from, float[] y, int yAt, int n, float factor) {
    for (int j = from; j < n; j++) {
      y[yAt + j] *= factor;
    }
  }

  static float sumHalves(float[] p) {
    return sumHalves(p, 0);
  }

  static float sumHalves(float[] p, int at) {
    float s04 = (p[at] + p[at + 8]) + (p[at + 4] + p[at + 12]);
    float s15 = (p[at + 1] + p[at + 9]) + (p[at + 5] + p[at + 13]);
    float s26 = (p[at + 2] + p[at + 10]) + (p[at + 6] + p[at + 14]);
    float s37 = (p[at + 3] + p[at + 11]) + (p[at + 7] + p[at + 15]);
    return (s04 + s26) + (s15 + s37);
  }
}
