package io.hillock.data.digits;

import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;

/**
 * Images like handwritten digits, for where there is no data set: the strokes of ten numerals in 28
 * x 28 pixels, each image turned, sheared, scaled, moved and drawn with a pen of its own width, and
 * with its corners displaced.
 */
public final class GeneratedDigits {
  /** Number of classes, the digits. */
  public static final int CLASSES = 10;

  private static final int SIDE = 28;

  /** Corners x, y of one line per digit in a unit square; the line may go back over itself. */
  private static final double[][] STROKES = {
    {.5, 0, .15, .2, .1, .6, .3, .95, .6, 1, .85, .75, .9, .3, .5, 0},
    {.3, .2, .55, 0, .55, 1},
    {.1, .25, .4, 0, .8, .15, .75, .45, .1, 1, .9, 1},
    {.1, .1, .6, 0, .8, .2, .4, .45, .85, .7, .6, 1, .1, .9},
    {.7, 1, .7, 0, .1, .65, .9, .65},
    {.85, 0, .2, 0, .15, .45, .6, .4, .85, .7, .6, 1, .1, .9},
    {.75, 0, .3, .3, .1, .75, .4, 1, .8, .8, .7, .55, .15, .65},
    {.1, 0, .9, 0, .4, 1},
    {.5, .45, .15, .2, .5, 0, .85, .2, .5, .45, .1, .75, .5, 1, .9, .75, .5, .45},
    {.85, .35, .4, .45, .2, .2, .5, 0, .85, .15, .8, .6, .6, 1}
  };

  private GeneratedDigits() {}

  /**
   * Draws images.
   *
   * @param seed draws them
   * @param part images of different parts are drawn apart
   * @param count how many
   * @return the images, classes in random order
   */
  public static LabelledImages draw(Seed seed, LabelledImages.Part part, int count) {
    byte[] pixels = new byte[SIDE * SIDE * count];
    byte[] labels = new byte[count];
    for (int n = 0; n < count; n++) {
      RandomStream random = seed.stream(Purpose.DATA, 28, part.ordinal(), n);
      labels[n] = (byte) random.nextInt(CLASSES);
      image(STROKES[labels[n]], random, pixels, n * SIDE * SIDE);
    }
    return new LabelledImages(SIDE, SIDE, CLASSES, pixels, labels);
  }

  private static void image(double[] stroke, RandomStream random, byte[] pixels, int at) {
    double turn = 0.18 * random.nextGaussian();
    double shear = 0.2 * random.nextGaussian();
    double width = 11 * (1 + 0.15 * random.nextGaussian());
    double height = 18 * (1 + 0.08 * random.nextGaussian());
    double pen = random.nextDouble(0.9, 1.8);
    double x0 = SIDE / 2.0 + 1.2 * random.nextGaussian();
    double y0 = SIDE / 2.0 + 1.2 * random.nextGaussian();
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    double[] corner = new double[stroke.length];
    for (int k = 0; k < stroke.length; k += 2) {
      double y = (stroke[k + 1] - 0.5 + 0.05 * random.nextGaussian()) * height;
      double x = (stroke[k] - 0.5 + 0.05 * random.nextGaussian()) * width - shear * y;
      corner[k] = x0 + cos * x - sin * y;
      corner[k + 1] = y0 + sin * x + cos * y;
    }
    for (int r = 0; r < SIDE; r++) {
      for (int c = 0; c < SIDE; c++) {
        double ink = pen + 0.5 - distance(corner, c + 0.5, r + 0.5);
        pixels[at + r * SIDE + c] = (byte) Math.round(255 * Math.clamp(ink, 0.0, 1.0));
      }
    }
  }

  /** Distance of a point from the line. */
  private static double distance(double[] corner, double x, double y) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k + 3 < corner.length; k += 2) {
      double dx = corner[k + 2] - corner[k];
      double dy = corner[k + 3] - corner[k + 1];
      double along = (x - corner[k]) * dx + (y - corner[k + 1]) * dy;
      double share = Math.clamp(along / (dx * dx + dy * dy + 1e-9), 0.0, 1.0);
      double ex = x - corner[k] - share * dx;
      double ey = y - corner[k + 1] - share * dy;
      least = Math.min(least, ex * ex + ey * ey);
    }
    return StrictMath.sqrt(least);
  }
}
