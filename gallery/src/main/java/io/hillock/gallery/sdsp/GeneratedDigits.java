package io.hillock.gallery.sdsp;

import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;

/**
 * Digits drawn with a shaking hand, for runs without recorded ones: each class is a line through a
 * few points; an image moves the points, shears and scales the line and draws it with a pen of
 * random width on 28 x 28 pixels. They are easier than handwriting.
 */
final class GeneratedDigits {
  private static final int SIDE = 28;
  private static final double BOX = 20;

  /** Standard deviation of the displacement of a point, of the box. */
  private static final double SHAKE = 0.09;

  /** Points of each class as x, y in the unit square, y downwards. */
  private static final double[][] LINE = {
    {.5, 0, .9, .25, .9, .75, .5, 1, .1, .75, .1, .25, .5, 0},
    {.3, .2, .55, 0, .55, 1},
    {.1, .2, .5, 0, .9, .25, .1, 1, .9, 1},
    {.1, .05, .8, .1, .45, .45, .9, .7, .5, 1, .1, .9},
    {.7, 1, .7, 0, .1, .65, .95, .65},
    {.9, 0, .2, 0, .15, .45, .7, .4, .9, .7, .6, 1, .1, .95},
    {.75, 0, .25, .4, .1, .75, .5, 1, .85, .75, .5, .5, .15, .7},
    {.1, 0, .9, 0, .4, 1},
    {.5, .48, .15, .25, .5, 0, .85, .25, .15, .75, .5, 1, .85, .75, .5, .48},
    {.85, .3, .5, .5, .15, .25, .5, 0, .85, .3, .7, 1},
  };

  private GeneratedDigits() {}

  /**
   * Draws images.
   *
   * @param seed seed of all draws
   * @param part tells training from test images of one seed
   * @param count how many
   */
  static LabelledImages draw(Seed seed, int part, int count) {
    RandomStream random = seed.stream(Purpose.DATA, 16, part);
    byte[] pixels = new byte[count * SIDE * SIDE];
    byte[] labels = new byte[count];
    for (int n = 0; n < count; n++) {
      labels[n] = (byte) random.nextInt(LINE.length);
      draw(LINE[labels[n]].clone(), random, pixels, n * SIDE * SIDE);
    }
    return new LabelledImages(SIDE, SIDE, LINE.length, pixels, labels);
  }

  private static void draw(double[] line, RandomStream random, byte[] pixels, int at) {
    double shear = random.nextDouble(-0.3, 0.3);
    double width = random.nextDouble(0.7, 1.1);
    double height = random.nextDouble(0.8, 1);
    double pen = random.nextDouble(0.8, 1.8);
    for (int k = 0; k < line.length; k += 2) {
      double x = line[k] - 0.5 + SHAKE * random.nextGaussian();
      double y = line[k + 1] - 0.5 + SHAKE * random.nextGaussian();
      line[k] = SIDE / 2.0 + BOX * (width * x + shear * y);
      line[k + 1] = SIDE / 2.0 + BOX * height * y;
    }
    for (int p = 0; p < SIDE * SIDE; p++) {
      double ink = pen + 0.5 - distance(line, p % SIDE + 0.5, p / SIDE + 0.5);
      pixels[at + p] = (byte) (int) (255 * Math.clamp(ink, 0.0, 1.0));
    }
  }

  private static double distance(double[] line, double x, double y) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 0; k + 3 < line.length; k += 2) {
      double dx = line[k + 2] - line[k];
      double dy = line[k + 3] - line[k + 1];
      double length = dx * dx + dy * dy;
      double along = length == 0 ? 0 : ((x - line[k]) * dx + (y - line[k + 1]) * dy) / length;
      double s = Math.clamp(along, 0.0, 1.0);
      double offX = x - line[k] - s * dx;
      double offY = y - line[k + 1] - s * dy;
      least = Math.min(least, offX * offX + offY * offY);
    }
    return StrictMath.sqrt(least);
  }
}
