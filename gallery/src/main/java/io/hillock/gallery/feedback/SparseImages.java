package io.hillock.gallery.feedback;

import io.hillock.data.idx.LabelledImages;
import io.hillock.learning.layered.Grid;
import io.hillock.learning.layered.LayeredNetwork;
import java.util.Arrays;

/**
 * Images by their pixels that are not zero, grey from 0 to 1.
 *
 * @param grid rows and columns of an image
 * @param classes number of classes
 * @param index places of the pixels that are not zero, by image
 * @param value their values
 * @param label class of each image
 */
public record SparseImages(Grid grid, int classes, int[][] index, float[][] value, int[] label) {
  private static final float WHITE = 255;

  /**
   * Takes images over.
   *
   * @param images the images
   * @return the same images, sparse
   */
  public static SparseImages of(LabelledImages images) {
    Grid grid = new Grid(images.rows(), images.columns(), 1);
    int inputs = grid.units();
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
    return new SparseImages(grid, images.classes(), index, value, label);
  }

  /**
   * Some of the images.
   *
   * @param from the first
   * @param to one after the last
   * @return those images
   */
  public SparseImages part(int from, int to) {
    return new SparseImages(
        grid,
        classes,
        Arrays.copyOfRange(index, from, to),
        Arrays.copyOfRange(value, from, to),
        Arrays.copyOfRange(label, from, to));
  }

  /**
   * Lets a network learn an image.
   *
   * @param network the network
   * @param image which image
   */
  public void learn(LayeredNetwork network, int image) {
    network.learn(index[image], value[image], index[image].length, label[image]);
  }

  /**
   * The class that a network gives an image.
   *
   * @param network the network
   * @param image which image
   * @return the class
   */
  public int classify(LayeredNetwork network, int image) {
    return network.classify(index[image], value[image], index[image].length);
  }

  /**
   * How many images there are.
   *
   * @return their number
   */
  public int size() {
    return label.length;
  }
}
