package io.hillock.gallery.reckon;

import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.gallery.Progress;
import io.hillock.gallery.StoppedException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** Learning, epoch by epoch, and what the circuit itself did under the bench setting. */
final class ReckonCurve {
  /** Right of 50 in training, epochs 1 to 10, in the circuit. */
  private static final int[] TRAIN = {32, 46, 47, 46, 48, 47, 49, 48, 48, 50};

  /** Right of 50 in the test after each epoch, in the circuit. */
  private static final int[] TEST = {45, 49, 49, 50, 50, 50, 47, 49, 49, 49};

  /** Beginning of SHA-256 of W_in, W_rec, W_out in the circuit after a training sample. */
  private record Oracle(int sample, String in, String rec, String out) {}

  private static final List<Oracle> ORACLES =
      List.of(
          new Oracle(0, "d9984997be3bdd77", "76848ae2fe391cf4", "39b8c02281109337"),
          new Oracle(1, "bbfa6769a05de651", "588d8e74c26835e4", "29bfefc861c9848c"),
          new Oracle(2, "60866fcc3b24d73d", "56e160410ef60c15", "304a8445943fe2f6"),
          new Oracle(49, "1c52a1f03f3fc7f3", "45a301a34f880c03", "5b83b191209f74ea"));

  private final int[] train;
  private final int[] test;
  private final double[] seconds;
  private int hashes;
  private int hashMismatches;

  private ReckonCurve(int epochs, int samples) {
    train = new int[epochs];
    test = new int[epochs];
    seconds = new double[epochs * samples];
  }

  static ReckonCurve learn(Reckon chip, ReckonData data, int epochs, Progress progress) {
    ReckonCurve curve = new ReckonCurve(epochs, data.train().size());
    int played = 0;
    for (int e = 0; e < epochs; e++) {
      if (progress.stopRequested()) {
        throw new StoppedException("reckon", e, epochs);
      }
      chip.learning(true);
      for (int s = 0; s < data.train().size(); s++) {
        EventSample sample = data.train().get(s);
        long start = System.nanoTime();
        boolean right = ReckonPlayer.play(chip, sample, true) == sample.label();
        curve.seconds[played++] = (System.nanoTime() - start) * 1e-9;
        curve.train[e] += right ? 1 : 0;
        if (e == 0) {
          curve.compare(s, chip);
        }
        progress.advance(1);
      }
      chip.learning(false);
      curve.test[e] = right(chip, data.test(), progress);
    }
    return curve;
  }

  static int right(Reckon chip, List<EventSample> samples, Progress progress) {
    int right = 0;
    for (EventSample sample : samples) {
      right += ReckonPlayer.play(chip, sample, false) == sample.label() ? 1 : 0;
      progress.advance(1);
    }
    return right;
  }

  private void compare(int sample, Reckon chip) {
    for (Oracle oracle : ORACLES) {
      if (oracle.sample() == sample) {
        ReckonWeights w = chip.weights();
        compare(w.in(), oracle.in());
        compare(w.rec(), oracle.rec());
        compare(w.out(), oracle.out());
      }
    }
  }

  private void compare(byte[] weights, String expected) {
    hashes++;
    hashMismatches += sha256(weights).startsWith(expected) ? 0 : 1;
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Matrices that were compared with the circuit. */
  int hashes() {
    return hashes;
  }

  /** Of them, those that differ. */
  int hashMismatches() {
    return hashMismatches;
  }

  /** Numbers of right decisions that differ from those of the circuit. */
  int mismatches() {
    int differ = 0;
    for (int e = 0; e < train.length; e++) {
      differ += train[e] == TRAIN[e] ? 0 : 1;
      differ += test[e] == TEST[e] ? 0 : 1;
    }
    return differ;
  }

  int epochs() {
    return train.length;
  }

  double train(int epoch) {
    return train[epoch];
  }

  double test(int epoch) {
    return test[epoch];
  }

  /** Median time of a training sample [s]. */
  double secondsPerSample() {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
