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
record ImageTask(String key, SparseImages training, SparseImages test) {
  private static final int GENERATED_TRAINING = 6000;
  private static final int GENERATED_TEST = 2000;

  static boolean present(Environment environment, DataSet set) {
    return environment.data().map(data -> LabelledImages.present(data, set)).orElse(false);
  }

  static ImageTask read(Path data, DataSet set) {
    Path folder = data.resolve(set.folder());
    return new ImageTask(
        set.title() + " " + LabelledImages.sha256(folder),
        SparseImages.of(
            LabelledImages.read(folder, LabelledImages.Part.TRAINING, GeneratedDigits.CLASSES)),
        SparseImages.of(
            LabelledImages.read(folder, LabelledImages.Part.TEST, GeneratedDigits.CLASSES)));
  }

  static ImageTask generated(Seed seed) {
    return new ImageTask(
        "generated digits " + seed,
        SparseImages.of(
            GeneratedDigits.draw(seed, LabelledImages.Part.TRAINING, GENERATED_TRAINING)),
        SparseImages.of(GeneratedDigits.draw(seed, LabelledImages.Part.TEST, GENERATED_TEST)));
  }
}
