package io.hillock.learning;

/**
 * The legacy generator of NumPy, {@code numpy.random.seed} and what follows from it: MT19937 seeded
 * by one 32-bit number, doubles of 53 bits, normal numbers by the polar method in pairs.
 *
 * <p>M. Matsumoto, T. Nishimura (1998), ACM TOMACS 8:3, doi:10.1145/272991.272995.
 */
final class NumpyRandom {
  private static final int N = 624;
  private static final int M = 397;

  private final int[] state = new int[N];
  private int next = N;
  private double held;
  private boolean holds;

  NumpyRandom(int seed) {
    state[0] = seed;
    for (int k = 1; k < N; k++) {
      state[k] = 1812433253 * (state[k - 1] ^ (state[k - 1] >>> 30)) + k;
    }
  }

  private void twist() {
    for (int k = 0; k < N; k++) {
      int y = (state[k] & 0x80000000) | (state[(k + 1) % N] & 0x7fffffff);
      state[k] = state[(k + M) % N] ^ (y >>> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0df);
    }
    next = 0;
  }

  int bits32() {
    if (next == N) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  /** {@code rand}. */
  double uniform() {
    int a = bits32() >>> 5;
    int b = bits32() >>> 6;
    return (a * 67108864.0 + b) / 9007199254740992.0;
  }

  double uniform(double low, double high) {
    return low + (high - low) * uniform();
  }

  /** {@code randn}. */
  double normal() {
    if (holds) {
      holds = false;
      return held;
    }
    double x1;
    double x2;
    double r2;
    do {
      x1 = 2 * uniform() - 1;
      x2 = 2 * uniform() - 1;
      r2 = x1 * x1 + x2 * x2;
    } while (r2 >= 1 || r2 == 0);
    double f = StrictMath.sqrt(-2 * StrictMath.log(r2) / r2);
    held = f * x1;
    holds = true;
    return f * x2;
  }

  /** {@code choice([0, 1])}. */
  int coin() {
    return bits32() & 1;
  }

  /** {@code choice([0, 1], p=[p0, 1 - p0])} for probabilities that add up to {@code sum}. */
  int coin(double p0, double sum) {
    return uniform() < p0 / sum ? 0 : 1;
  }

  /** {@code randn(rows, columns) * factor} in single precision. */
  float[][] normal(int rows, int columns, double divisor) {
    float[][] m = new float[rows][columns];
    for (float[] row : m) {
      for (int k = 0; k < columns; k++) {
        row[k] = (float) (normal() / divisor);
      }
    }
    return m;
  }
}
