package io.hillock.gallery.multilevel;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Black and white digits, learned image by image in one pass.
 *
 * @param title in words
 * @param prefix what stands before the names of its metrics
 * @param shape the network
 * @param read the images, or empty where they are generated for each seed
 * @param samples images to learn
 * @param arms what is compared
 * @param validationSeeds seeds that rates are chosen by
 */
record DigitLearning(
    String title,
    String prefix,
    DigitNetwork.Shape shape,
    Optional<BinaryDigits> read,
    int samples,
    List<Arm> arms,
    List<Seed> validationSeeds)
    implements LearningTask {
  /** Threshold of the error events of a device alone, chosen on seeds from 11 on. */
  static final double THETA = 0.3;

  private static final int SAMPLES_PER_STEP = 1000;
  private static final int PROBE_SAMPLES = 300;
  private static final int PROBE_PASSES = 3;

  /** Rates in general. */
  private static final double[] RATES = {0.0025, 0.005, 0.01, 0.02, 0.03, 0.04, 0.06, 0.09, 0.13};

  /**
   * Rates where changes below half a level are lost, in units of half a level. No error exceeds 1,
   * so that nothing is learned below 1.
   */
  private static final double[] HALF_LEVELS = {1.4, 2, 2.4, 2.8, 3.4, 4, 4.8, 5.6, 8};

  @Override
  public double[] rates(Arm arm) {
    if (arm.losesSmallChanges()) {
      int bits = ((Storage.Grid) arm.storage()).bits();
      double half = 0.5 * shape.range(arm) * Storage.Grid.level(bits);
      return Arrays.stream(HALF_LEVELS).map(m -> m * half).toArray();
    }
    return RATES.clone();
  }

  @Override
  public String key(Seed seed) {
    String images = read.map(BinaryDigits::key).orElseGet(() -> BinaryDigits.generatedKey(seed));
    return shape + ", " + samples + " samples of " + images;
  }

  private BinaryDigits images(Seed seed) {
    return read.orElseGet(() -> BinaryDigits.generated(seed, samples));
  }

  @Override
  public long steps() {
    return samples / SAMPLES_PER_STEP;
  }

  @Override
  public double probe(int seeds) {
    Seed seed = validationSeeds.getFirst();
    BinaryDigits.Images images = images(seed).training();
    double seconds = 0;
    for (Arm arm : arms) {
      double rate = rates(arm)[rates(arm).length / 2];
      double least = Double.POSITIVE_INFINITY;
      for (int pass = 0; pass < PROBE_PASSES; pass++) { // the first one compiles
        DigitNetwork network = new DigitNetwork(arm, shape, seed);
        long begun = System.nanoTime();
        for (int n = 0; n < PROBE_SAMPLES; n++) {
          network.learn(images.white()[n], images.label()[n], rate);
        }
        least = Math.min(least, 1e-9 * (System.nanoTime() - begun));
      }
      seconds += least / PROBE_SAMPLES * samples * trials(arm, seeds);
    }
    return seconds;
  }

  @Override
  public Trial prepare(Seed seed, Part part) {
    BinaryDigits images = images(seed);
    BinaryDigits.Images scored =
        switch (part) {
          case VALIDATION -> images.validation();
          case TEST -> images.test();
        };
    return (arm, rate, progress) -> {
      DigitNetwork network = new DigitNetwork(arm, shape, seed);
      return learn(network, images.training(), rate, seed, progress)
          ? Optional.of(score(network, scored))
          : Optional.empty();
    };
  }

  private boolean learn(
      DigitNetwork network, BinaryDigits.Images images, double rate, Seed seed, Progress progress) {
    int[] order = new int[images.size()];
    Arrays.setAll(order, i -> i);
    seed.stream(Purpose.DATA, 3).shuffle(order, order.length);
    for (int n = 0; n < samples; n++) {
      network.learn(images.white()[order[n]], images.label()[order[n]], rate);
      if ((n + 1) % SAMPLES_PER_STEP == 0) {
        progress.advance(1);
        if (progress.stopRequested()) {
          return false;
        }
      }
    }
    return true;
  }

  private Figures score(DigitNetwork network, BinaryDigits.Images images) {
    Figures learned = LearningTask.figures(0, samples, network.ledger(), new MemoryReport(network));
    int right = 0;
    for (int i = 0; i < images.size(); i++) {
      right += network.classify(images.white()[i]) == images.label()[i] ? 1 : 0;
    }
    return learned.put(ACCURACY, (double) right / images.size());
  }
}
