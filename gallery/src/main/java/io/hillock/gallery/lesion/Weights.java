package io.hillock.gallery.lesion;

import io.hillock.gallery.Figures;

/** Matrices as rows of figures, so that a trained network can be kept. */
final class Weights {
  private Weights() {}

  static void put(Figures figures, String name, float[]... rows) {
    double[] flat = new double[rows.length * rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        flat[i * rows[i].length + j] = rows[i][j];
      }
    }
    figures.put(name, flat);
  }

  static float[][] get(Figures figures, String name, int rows) {
    double[] flat = figures.row(name);
    int columns = flat.length / rows;
    float[][] w = new float[rows][columns];
    for (int k = 0; k < flat.length; k++) {
      w[k / columns][k % columns] = (float) flat[k];
    }
    return w;
  }

  /** Numbers as figures. */
  static double[] bits(int... values) {
    return java.util.Arrays.stream(values).asDoubleStream().toArray();
  }
}
