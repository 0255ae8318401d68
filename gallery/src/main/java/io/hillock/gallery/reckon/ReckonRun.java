package io.hillock.gallery.reckon;

import io.hillock.data.reckon.EventSample;
import io.hillock.device.reckon.Reckon;
import io.hillock.device.reckon.ReckonWeights;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Learning under one setting, epoch by epoch. Figures: right of the samples in {@code train} and
 * {@code test} and the firing rate {@code rateHz} by epoch; {@code seconds} of CPU per training
 * sample, median; {@code fresh}, fraction right of trials it never saw, after the epoch of
 * comparison and at the end; {@code hashes} compared with the circuit, {@code hashMismatches};
 * {@code changes} of weights. What is accounted is training alone.
 */
final class ReckonRun {
  /** Beginning of SHA-256 of W_in, W_rec, W_out in the circuit after a training sample. */
  private record Oracle(int sample, String in, String rec, String out) {}

  private static final List<Oracle> ORACLES =
      List.of(
          new Oracle(0, "d9984997be3bdd77", "76848ae2fe391cf4", "39b8c02281109337"),
          new Oracle(1, "bbfa6769a05de651", "588d8e74c26835e4", "29bfefc861c9848c"),
          new Oracle(2, "60866fcc3b24d73d", "56e160410ef60c15", "304a8445943fe2f6"),
          new Oracle(49, "1c52a1f03f3fc7f3", "45a301a34f880c03", "5b83b191209f74ea"));

  private final ReckonArm arm;
  private final ReckonData data;
  private final List<EventSample> fresh;
  private final Progress progress;
  private final Reckon chip;
  private final Ledger training = new Ledger();
  private int hashes;
  private int hashMismatches;

  private ReckonRun(ReckonArm arm, ReckonData data, List<EventSample> fresh, Progress progress) {
    this.arm = arm;
    this.data = data;
    this.fresh = fresh;
    this.progress = progress;
    chip = new Reckon(arm.registers());
    chip.load(data.weights());
  }

  /** Samples that a run plays. */
  static long samples(int epochs, int compared, int fresh) {
    return 2L * ReckonData.SAMPLES * epochs + (compared == epochs ? 1L : 2L) * fresh;
  }

  /**
   * Learns.
   *
   * @param arm the setting
   * @param data samples and initial weights
   * @param fresh trials to be judged on that are not in the data
   * @param epochs how long
   * @param compared after which epoch arms are compared on the fresh trials, at most epochs
   * @param progress is advanced by a step for each sample
   * @return the figures, empty when asked to stop
   */
  static Optional<Figures> of(
      ReckonArm arm,
      ReckonData data,
      List<EventSample> fresh,
      int epochs,
      int compared,
      Progress progress) {
    return new ReckonRun(arm, data, fresh, progress).learn(epochs, compared);
  }

  private Optional<Figures> learn(int epochs, int compared) {
    double[] train = new double[epochs];
    double[] test = new double[epochs];
    double[] rate = new double[epochs];
    double[] seconds = new double[epochs * data.train().size()];
    double[] right = new double[2];
    for (int e = 0; e < epochs; e++) {
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      rate[e] = train(e, train, seconds);
      chip.learning(false);
      test[e] = right(chip, data.test());
      if (e + 1 == compared) {
        right[0] = fresh();
      }
    }
    right[1] = compared == epochs ? right[0] : fresh();
    Arrays.sort(seconds);
    return Optional.of(
        new Figures()
            .put("train", train)
            .put("test", test)
            .put("rateHz", rate)
            .put("seconds", seconds[seconds.length / 2])
            .put("fresh", right)
            .put("hashes", hashes)
            .put("hashMismatches", hashMismatches)
            .put("changes", changes("input"), changes("recurrent"), changes("output"))
            .account(training, new MemoryReport(chip)));
  }

  /** One epoch of training; gives the mean firing rate [Hz]. */
  private double train(int epoch, double[] train, double[] seconds) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    chip.learning(true);
    Map<String, Counts> before = new HashMap<>();
    chip.ledger().owners().forEach((owner, counts) -> before.put(owner, counts.copy()));
    long ticks = 0;
    for (int s = 0; s < data.train().size(); s++) {
      EventSample sample = data.train().get(s);
      long start = threads.getCurrentThreadCpuTime();
      boolean right = ReckonPlayer.play(chip, sample, true) == sample.label();
      seconds[epoch * data.train().size() + s] = (threads.getCurrentThreadCpuTime() - start) * 1e-9;
      train[epoch] += right ? 1 : 0;
      ticks += sample.ticks();
      if (epoch == 0 && arm == ReckonArm.BENCH) {
        compare(s);
      }
      progress.advance(1);
    }
    chip.ledger()
        .owners()
        .forEach((owner, counts) -> training.of(owner).addAll(counts.minus(before.get(owner))));
    Counts neurons = chip.ledger().of("neurons").minus(before.get("neurons"));
    // A tick is 1 ms.
    return 1e3 * neurons.get(CountKind.SPIKE) / ((double) ticks * arm.registers().neurons());
  }

  private int right(Reckon judged, List<EventSample> samples) {
    int right = 0;
    for (EventSample sample : samples) {
      right += ReckonPlayer.play(judged, sample, false) == sample.label() ? 1 : 0;
      progress.advance(1);
    }
    return right;
  }

  /** Fraction right of the fresh trials, on a copy, so that the shift registers here stay. */
  private double fresh() {
    Reckon copy = new Reckon(arm.registers());
    Snapshot.capture(chip, Map.of()).restore(copy, "the same chip");
    copy.learning(false);
    return (double) right(copy, fresh) / fresh.size();
  }

  private double changes(String matrix) {
    return training.of(matrix + " weights").get(CountKind.SYNAPSE_WRITE);
  }

  private void compare(int sample) {
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
}
