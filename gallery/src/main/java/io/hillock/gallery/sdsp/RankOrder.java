package io.hillock.gallery.sdsp;

import io.hillock.data.idx.LabelledImages;
import java.util.Arrays;

/**
 * Deskewed 16 x 16 digits as an order of spikes: the brightest pixels, brightest first.
 *
 * <p>A digit is centred at its centre of mass and sheared by mu_xy / mu_yy (moments of its grey),
 * so that it stands upright; 22 of its pixels then span the 16 x 16 grid, each the mean of four
 * bilinear samples. Among equal pixels the first comes first.
 */
final class RankOrder {
  /** Pixels of the grid. */
  static final int PIXELS = 256;

  private static final int SIDE = 16;
  private static final double SPAN = 22;
  private static final int SAMPLES = 2;

  private final LabelledImages images;
  private final int count;

  /**
   * Orders of images.
   *
   * @param images the images
   * @param count how many of the brightest pixels spike
   */
  RankOrder(LabelledImages images, int count) {
    this.images = images;
    this.count = count;
  }

  int label(int image) {
    return images.label(image);
  }

  int size() {
    return images.size();
  }

  /** The brightest pixels of an image, brightest first. */
  int[] order(int image) {
    double[] grey = deskewed(image);
    long[] keys = new long[PIXELS];
    for (int k = 0; k < PIXELS; k++) {
      keys[k] = (long) ((255 - grey[k]) * 1024) * PIXELS + k;
    }
    Arrays.sort(keys);
    int[] order = new int[count];
    Arrays.setAll(order, k -> (int) (keys[k] % PIXELS));
    return order;
  }

  /** The image upright on the 16 x 16 grid, from 0 to 255. */
  double[] deskewed(int image) {
    double mass = 0;
    double x = 0;
    double y = 0;
    for (int r = 0; r < images.rows(); r++) {
      for (int c = 0; c < images.columns(); c++) {
        double p = pixel(image, r, c);
        mass += p;
        x += p * c;
        y += p * r;
      }
    }
    double[] out = new double[PIXELS];
    if (mass == 0) {
      return out;
    }
    x /= mass;
    y /= mass;
    double xy = 0;
    double yy = 0;
    for (int r = 0; r < images.rows(); r++) {
      for (int c = 0; c < images.columns(); c++) {
        double p = pixel(image, r, c);
        xy += p * (c - x) * (r - y);
        yy += p * (r - y) * (r - y);
      }
    }
    double shear = yy == 0 ? 0 : xy / yy;
    double step = SPAN / SIDE;
    for (int k = 0; k < PIXELS; k++) {
      for (int s = 0; s < SAMPLES * SAMPLES; s++) {
        double down = (k / SIDE + (s / SAMPLES + 0.5) / SAMPLES - SIDE / 2.0) * step;
        double right = (k % SIDE + (s % SAMPLES + 0.5) / SAMPLES - SIDE / 2.0) * step;
        out[k] += sample(image, y + down, x + right + shear * down) / (SAMPLES * SAMPLES);
      }
    }
    return out;
  }

  private double sample(int image, double row, double column) {
    int r = (int) StrictMath.floor(row);
    int c = (int) StrictMath.floor(column);
    double below = row - r;
    double beside = column - c;
    return (1 - below) * ((1 - beside) * pixel(image, r, c) + beside * pixel(image, r, c + 1))
        + below * ((1 - beside) * pixel(image, r + 1, c) + beside * pixel(image, r + 1, c + 1));
  }

  private int pixel(int image, int r, int c) {
    boolean inside = r >= 0 && c >= 0 && r < images.rows() && c < images.columns();
    return inside ? images.pixel(image, r * images.columns() + c) : 0;
  }
}
