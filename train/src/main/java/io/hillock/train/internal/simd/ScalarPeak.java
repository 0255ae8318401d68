package io.hillock.train.internal.simd;

/** The chains one by one. */
public final class ScalarPeak implements PeakLoop {
  /** The loop holds no state. */
  public ScalarPeak() {}

  @Override
  public float run(int rounds) {
    float sum = 0;
    for (int i = 0; i < CHAINS; i++) {
      float x = i;
      for (int k = 0; k < rounds; k++) {
        x = x * FACTOR + ADDEND;
      }
      sum += x;
    }
    return sum;
  }

  @Override
  public float runFused(int rounds) {
    float sum = 0;
    for (int i = 0; i < CHAINS; i++) {
      float x = i;
      for (int k = 0; k < rounds; k++) {
        x = Math.fma(x, FACTOR, ADDEND);
      }
      sum += x;
    }
    return sum;
  }

  @Override
  public int lanes() {
    return 1;
  }
}
