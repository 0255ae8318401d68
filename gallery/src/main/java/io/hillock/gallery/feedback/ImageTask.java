package io.hillock.gallery.feedback;

import io.hillock.data.DataSet;
import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Environment;
import io.hillock.random.Seed;
import java.nio.file.Path;

/**
 * Images to learn and images to be tested on.
 *
 * @param key which images these are: the hash of the data, or the seed they were drawn from
 * @param training what is learned
 * @param test what is only scored
 */
public record ImageTask(String key, SparseImages training, SparseImages test) {
  private static final int GENERATED_TRAINING = 6000;
  private static final int GENERATED_TEST = 2000;

  /**
   * Whether a data set is at hand.
   *
   * @param environment where data are
   * @param set the data set
   * @return true when it can be read
   */
  public static boolean present(Environment environment, DataSet set) {
    return environment.data().map(data -> LabelledImages.present(data, set)).orElse(false);
  }

  /**
   * Reads a data set.
   *
   * @param data where data sets lie
   * @param set the data set
   * @return its images
   */
  public static ImageTask read(Path data, DataSet set) {
    Path folder = data.resolve(set.folder());
    return new ImageTask(
        set.title() + " " + LabelledImages.sha256(folder),
        SparseImages.of(
            LabelledImages.read(folder, LabelledImages.Part.TRAINING, GeneratedDigits.CLASSES)),
        SparseImages.of(
            LabelledImages.read(folder, LabelledImages.Part.TEST, GeneratedDigits.CLASSES)));
  }

  /**
   * Draws digits.
   *
   * @param seed the seed
   * @return generated images
   */
  public static ImageTask generated(Seed seed) {
    return new ImageTask(
        "generated digits " + seed,
        SparseImages.of(
            GeneratedDigits.draw(seed, LabelledImages.Part.TRAINING, GENERATED_TRAINING)),
        SparseImages.of(GeneratedDigits.draw(seed, LabelledImages.Part.TEST, GENERATED_TEST)));
  }
}
