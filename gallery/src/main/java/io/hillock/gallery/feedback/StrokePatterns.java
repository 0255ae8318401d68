package io.hillock.gallery.feedback;

import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;

/**
 * Generated images that look like written signs, for machines without data: each of ten classes is
 * a line through five random points; an image moves the points, shifts the whole and draws it with
 * a round pen on 28 x 28 pixels.
 */
final class StrokePatterns {
  static final int CLASSES = 10;
  private static final int SIDE = 28;
  private static final int POINTS = 5;
  private static final double MARGIN = 6;

  /** Displacement of a point, standard deviation [pixel]. */
  private static final double WOBBLE = 1.4;

  /** Shift of the whole image, standard deviation [pixel]. */
  private static final double SHIFT = 1.2;

  private static final double PEN = 1.6;

  private StrokePatterns() {}

  /** Images of a seed; those of another part are others of the same classes. */
  static LabelledImages draw(Seed seed, LabelledImages.Part part, int size) {
    byte[] pixels = new byte[size * SIDE * SIDE];
    byte[] labels = new byte[size];
    for (int i = 0; i < size; i++) {
      RandomStream random = seed.stream(Purpose.DATA, 2, part.ordinal(), i);
      labels[i] = (byte) random.nextInt(CLASSES);
      image(seed.stream(Purpose.DATA, 1, labels[i]), random, pixels, i * SIDE * SIDE);
    }
    return new LabelledImages(SIDE, SIDE, CLASSES, pixels, labels);
  }

  private static void image(RandomStream sign, RandomStream random, byte[] pixels, int at) {
    double[] x = new double[POINTS];
    double[] y = new double[POINTS];
    double dx = SHIFT * random.nextGaussian();
    double dy = SHIFT * random.nextGaussian();
    for (int p = 0; p < POINTS; p++) {
      x[p] = sign.nextDouble(MARGIN, SIDE - MARGIN) + dx + WOBBLE * random.nextGaussian();
      y[p] = sign.nextDouble(MARGIN, SIDE - MARGIN) + dy + WOBBLE * random.nextGaussian();
    }
    for (int r = 0; r < SIDE; r++) {
      for (int c = 0; c < SIDE; c++) {
        double nearest = Double.POSITIVE_INFINITY;
        for (int p = 1; p < POINTS; p++) {
          double d = distance(c + 0.5, r + 0.5, x[p - 1], y[p - 1], x[p], y[p]);
          nearest = Math.min(nearest, d);
        }
        pixels[at + r * SIDE + c] = (byte) (int) (255 * Math.max(0, 1 - nearest / PEN));
      }
    }
  }

  /** Distance of (px, py) from the line between (ax, ay) and (bx, by). */
  private static double distance(double px, double py, double ax, double ay, double bx, double by) {
    double ux = bx - ax;
    double uy = by - ay;
    double length = Math.max(1e-9, ux * ux + uy * uy); // squared; two points may coincide
    double t = Math.max(0, Math.min(1, ((px - ax) * ux + (py - ay) * uy) / length));
    double ex = px - ax - t * ux;
    double ey = py - ay - t * uy;
    return Math.sqrt(ex * ex + ey * ey);
  }
}
