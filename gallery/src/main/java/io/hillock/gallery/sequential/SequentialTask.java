package io.hillock.gallery.sequential;

import io.hillock.data.DataSet;
import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Environment;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Images to learn, to look at in between, and to be tested on.
 *
 * @param key which images these are
 * @param source where they come from
 * @param sha256 hash of the data read, or empty
 * @param training what is learned, and at its end what is looked at in between
 * @param held how many images at the end of those are not learned
 * @param test what is only scored, once
 */
record SequentialTask(
    String key,
    String source,
    Optional<String> sha256,
    LabelledImages training,
    int held,
    LabelledImages test) {
  private static final int HELD = 10_000;
  private static final int GENERATED = 7000;
  private static final int GENERATED_HELD = 1000;
  private static final int GENERATED_TEST = 2000;

  /** The data set where it is at hand, generated digits elsewhere. */
  static SequentialTask of(Environment environment) {
    Optional<Path> folder =
        environment
            .data()
            .filter(data -> LabelledImages.present(data, DataSet.MNIST))
            .map(data -> data.resolve(DataSet.MNIST.folder()));
    if (folder.isPresent()) {
      String sha = LabelledImages.sha256(folder.get());
      return new SequentialTask(
          DataSet.MNIST.title() + " " + sha,
          DataSet.MNIST.title(),
          Optional.of(sha),
          read(folder.get(), LabelledImages.Part.TRAINING),
          HELD,
          read(folder.get(), LabelledImages.Part.TEST));
    }
    Seed seed = environment.seeds().getFirst();
    return new SequentialTask(
        "generated digits " + seed,
        "generated",
        Optional.empty(),
        GeneratedDigits.draw(seed, LabelledImages.Part.TRAINING, GENERATED),
        GENERATED_HELD,
        GeneratedDigits.draw(seed, LabelledImages.Part.TEST, GENERATED_TEST));
  }

  private static LabelledImages read(Path folder, LabelledImages.Part part) {
    return LabelledImages.read(folder, part, GeneratedDigits.CLASSES);
  }

  boolean generated() {
    return sha256.isEmpty();
  }

  int learned() {
    return training.size() - held;
  }
}
