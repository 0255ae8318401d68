package io.hillock.gallery.sdsp;

import io.hillock.data.DataSet;
import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * Training and test images.
 *
 * @param recorded whether they are MNIST
 * @param sha256 hash of the recorded files
 * @param training training images of a seed
 * @param test test images of a seed
 */
record Digits(
    boolean recorded,
    Optional<String> sha256,
    Function<Seed, RankOrder> training,
    Function<Seed, RankOrder> test) {
  /** Images of MNIST that a run may learn from; the rest of the training set chose settings. */
  private static final int POOL = 50_000;

  private static final int GENERATED_TRAINING = 6000;
  private static final int GENERATED_TEST = 2000;

  /** MNIST where it lies below the data directory, drawn digits elsewhere. */
  static Digits find(Optional<Path> data) {
    if (data.isPresent() && LabelledImages.present(data.get(), DataSet.MNIST)) {
      Path folder = data.get().resolve(DataSet.MNIST.folder());
      RankOrder training = mnist(folder, LabelledImages.Part.TRAINING);
      RankOrder test = mnist(folder, LabelledImages.Part.TEST);
      return new Digits(
          true, Optional.of(LabelledImages.sha256(folder)), seed -> training, seed -> test);
    }
    return new Digits(
        false,
        Optional.empty(),
        seed -> generated(seed, LabelledImages.Part.TRAINING, GENERATED_TRAINING),
        seed -> generated(seed, LabelledImages.Part.TEST, GENERATED_TEST));
  }

  private static RankOrder mnist(Path folder, LabelledImages.Part part) {
    return new RankOrder(LabelledImages.read(folder, part, 10), Rule.SPIKES);
  }

  private static RankOrder generated(Seed seed, LabelledImages.Part part, int count) {
    return new RankOrder(GeneratedDigits.draw(seed, part, count), Rule.SPIKES);
  }

  /** Which training images are shown, each at most once, in this order. */
  static int[] presentation(Seed seed, RankOrder training, int count) {
    int pool = Math.min(training.size(), POOL);
    int[] all = new int[pool];
    java.util.Arrays.setAll(all, k -> k);
    seed.stream(Purpose.DATA, 17).shuffle(all, pool);
    return java.util.Arrays.copyOf(all, Math.min(count, pool));
  }
}
