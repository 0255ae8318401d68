package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.fault.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Records of the MIT-BIH Arrhythmia Database that are at hand. */
public final class MitBihRecords {
  private MitBihRecords() {}

  /**
   * Reads those of the records that are there.
   *
   * @param data the data directory
   * @param records names of records
   * @return the recordings, in the order given
   */
  public static List<AnnotatedRecording> read(Path data, List<String> records) {
    Path folder = data.resolve("mitdb");
    List<AnnotatedRecording> found =
        records.stream()
            .filter(id -> Files.exists(folder.resolve(id + ".hea")))
            .toList()
            .parallelStream()
            .map(id -> WfdbReader.readAnnotated(folder.resolve(id)))
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
