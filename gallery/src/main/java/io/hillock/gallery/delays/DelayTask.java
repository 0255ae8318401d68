package io.hillock.gallery.delays;

import io.hillock.data.DataSet;
import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.random.Seed;
import io.hillock.train.delay.SpikeSamples;
import java.nio.file.Path;

/**
 * Images as spikes: to learn, to watch the learning by, to be tested on.
 *
 * @param key which images these are: the hash of the data, or the seed they were drawn from
 * @param training what is learned: the first four fifths of the training set
 * @param validation the last fifth
 * @param test what is only scored, once
 */
record DelayTask(String key, SpikeSamples training, SpikeSamples validation, SpikeSamples test) {
  /** The published encoding. */
  static final IntensityBins BINS = new IntensityBins(4);

  private static final int GENERATED_TRAINING = 7500;
  private static final int GENERATED_TEST = 2000;

  static DelayTask read(Path data, DataSet set) {
    Path folder = data.resolve(set.folder());
    int classes = GeneratedDigits.CLASSES;
    return of(
        set.title() + " " + LabelledImages.sha256(folder),
        LabelledImages.read(folder, LabelledImages.Part.TRAINING, classes),
        LabelledImages.read(folder, LabelledImages.Part.TEST, classes));
  }

  static DelayTask generated(Seed seed) {
    return of(
        "generated digits " + seed,
        GeneratedDigits.draw(seed, LabelledImages.Part.TRAINING, GENERATED_TRAINING),
        GeneratedDigits.draw(seed, LabelledImages.Part.TEST, GENERATED_TEST));
  }

  private static DelayTask of(String key, LabelledImages training, LabelledImages test) {
    int split = training.size() / 5 * 4;
    return new DelayTask(
        key,
        BINS.encode(training, 0, split),
        BINS.encode(training, split, training.size()),
        BINS.encode(test, 0, test.size()));
  }
}
