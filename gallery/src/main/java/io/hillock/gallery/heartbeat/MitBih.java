package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.fault.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The MIT-BIH Arrhythmia Database and its usual split by person (de Chazal 2004). */
public final class MitBih {
  /** Records to train on. */
  public static final List<Integer> DS1 =
      List.of(
          101, 106, 108, 109, 112, 114, 115, 116, 118, 119, 122, 124, 201, 203, 205, 207, 208, 209,
          215, 220, 223, 230);

  /** Records to test on. */
  public static final List<Integer> DS2 =
      List.of(
          100, 103, 105, 111, 113, 117, 121, 123, 200, 202, 210, 212, 213, 214, 219, 221, 222, 228,
          231, 232, 233, 234);

  private MitBih() {}

  /**
   * Reads those of the records that are there.
   *
   * @param data the data directory
   * @param records numbers of records
   * @return the recordings, in the order given
   */
  public static List<AnnotatedRecording> read(Path data, List<Integer> records) {
    Path folder = data.resolve("mitdb");
    List<AnnotatedRecording> found =
        records.stream()
            .filter(id -> Files.exists(folder.resolve(id + ".hea")))
            .toList()
            .parallelStream()
            .map(id -> WfdbReader.readAnnotated(folder.resolve(Integer.toString(id))))
            .toList();
    if (found.isEmpty()) {
      throw new InputException(
          folder.toString(), "records", "none", "it must hold records of the MIT-BIH database");
    }
    return found;
  }

  /** Folds over persons, each with a share of rare beats; 201 and 202 are one person. */
  static int[] folds(List<AnnotatedRecording> recordings, int folds) {
    Integer[] order = new Integer[recordings.size()];
    Arrays.setAll(order, i -> i);
    long[] rare = new long[order.length];
    for (int i = 0; i < rare.length; i++) {
      for (var beat : recordings.get(i).beats()) {
        int k = HeartbeatTrainer.classOf(beat.aamiClass());
        rare[i] += k == 1 ? 3 : k == 2 ? 1 : 0;
      }
    }
    Arrays.sort(order, (a, b) -> Long.compare(rare[b], rare[a]));
    int[] fold = new int[order.length];
    for (int q = 0; q < order.length; q++) {
      fold[order[q]] = q / folds % 2 == 1 ? folds - 1 - q % folds : q % folds;
    }
    return fold;
  }
}
