package io.hillock.learning.layered;

import java.util.Arrays;

/** The output of a layer: all values, and those that are not zero with their places. */
final class Activity {
  final float[] dense;
  final int[] index;
  final float[] value;
  int count;

  Activity(int n) {
    dense = new float[n];
    index = new int[n];
    value = new float[n];
  }

  /** Takes a sparse vector. */
  void set(int[] indices, float[] values, int n) {
    Arrays.fill(dense, 0);
    for (int s = 0; s < n; s++) {
      dense[indices[s]] = values[s];
    }
    System.arraycopy(indices, 0, index, 0, n);
    System.arraycopy(values, 0, value, 0, n);
    count = n;
  }

  /** Lists what is not zero after the values were written. */
  void list() {
    int n = 0;
    for (int i = 0; i < dense.length; i++) {
      if (dense[i] != 0) {
        index[n] = i;
        value[n++] = dense[i];
      }
    }
    count = n;
  }
}
