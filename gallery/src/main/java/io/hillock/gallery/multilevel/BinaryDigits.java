package io.hillock.gallery.multilevel;

import io.hillock.data.DataSet;
import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Digits in 14 x 14 pixels, black or white: of 28 x 28 pixels four become one, white where their
 * mean is at least a quarter of the greatest grey.
 *
 * @param key which images these are: the hash of the data, or the seed they were drawn from
 * @param training what is learned
 * @param validation what learning rates are chosen by
 * @param test what is only scored
 */
record BinaryDigits(String key, Images training, Images validation, Images test) {
  static final int SIDE = 14;
  static final int CLASSES = GeneratedDigits.CLASSES;
  private static final int VALIDATION = 10_000;
  private static final int GENERATED_SCORED = 2000;
  private static final int WHITE_FROM = 4 * 64; // sum of four pixels

  /**
   * Images by their white pixels.
   *
   * @param white places of the white pixels, by image
   * @param label class of each image
   */
  record Images(int[][] white, int[] label) {
    int size() {
      return label.length;
    }

    Images part(int from, int to) {
      return new Images(Arrays.copyOfRange(white, from, to), Arrays.copyOfRange(label, from, to));
    }

    static Images of(LabelledImages images) {
      int[][] white = new int[images.size()][];
      int[] label = new int[images.size()];
      int[] at = new int[SIDE * SIDE];
      int width = 2 * SIDE;
      for (int n = 0; n < label.length; n++) {
        int found = 0;
        for (int p = 0; p < at.length; p++) {
          int corner = 2 * (p / SIDE) * width + 2 * (p % SIDE);
          int sum =
              images.pixel(n, corner)
                  + images.pixel(n, corner + 1)
                  + images.pixel(n, corner + width)
                  + images.pixel(n, corner + width + 1);
          if (sum >= WHITE_FROM) {
            at[found++] = p;
          }
        }
        white[n] = Arrays.copyOf(at, found);
        label[n] = images.label(n);
      }
      return new Images(white, label);
    }
  }

  /** MNIST; the last 10,000 images of its training set are for validation. */
  static BinaryDigits read(Path data) {
    Path folder = data.resolve(DataSet.MNIST.folder());
    Images all = Images.of(LabelledImages.read(folder, LabelledImages.Part.TRAINING, CLASSES));
    int split = all.size() - VALIDATION;
    return new BinaryDigits(
        DataSet.MNIST.title() + " " + LabelledImages.sha256(folder),
        all.part(0, split),
        all.part(split, all.size()),
        Images.of(LabelledImages.read(folder, LabelledImages.Part.TEST, CLASSES)));
  }

  static String generatedKey(Seed seed) {
    return "generated digits " + seed;
  }

  /** Generated strokes; the images of each part are drawn apart. */
  static BinaryDigits generated(Seed seed, int training) {
    Images learned =
        Images.of(
            GeneratedDigits.draw(seed, LabelledImages.Part.TRAINING, training + GENERATED_SCORED));
    return new BinaryDigits(
        generatedKey(seed),
        learned.part(0, training),
        learned.part(training, learned.size()),
        Images.of(GeneratedDigits.draw(seed, LabelledImages.Part.TEST, GENERATED_SCORED)));
  }
}
