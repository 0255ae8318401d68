package io.hillock.gallery.feedback;

import io.hillock.data.idx.LabelledImages;
import java.util.Arrays;

/**
 * Images by their pixels that are not zero, grey from 0 to 1.
 *
 * @param inputs pixels of an image
 * @param classes number of classes
 * @param index places of the pixels that are not zero, by image
 * @param value their values
 * @param label class of each image
 */
record SparseImages(int inputs, int classes, int[][] index, float[][] value, int[] label) {
  private static final float WHITE = 255;

  static SparseImages of(LabelledImages images) {
    int inputs = images.rows() * images.columns();
    int[][] index = new int[images.size()][];
    float[][] value = new float[images.size()][];
    int[] label = new int[images.size()];
    int[] at = new int[inputs];
    float[] grey = new float[inputs];
    for (int i = 0; i < label.length; i++) {
      int n = 0;
      for (int p = 0; p < inputs; p++) {
        int g = images.pixel(i, p);
        if (g != 0) {
          at[n] = p;
          grey[n++] = g / WHITE;
        }
      }
      index[i] = Arrays.copyOf(at, n);
      value[i] = Arrays.copyOf(grey, n);
      label[i] = images.label(i);
    }
    return new SparseImages(inputs, images.classes(), index, value, label);
  }

  int size() {
    return label.length;
  }
}
