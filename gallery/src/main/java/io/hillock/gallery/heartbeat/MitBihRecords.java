package io.hillock.gallery.heartbeat;

import io.hillock.data.protocol.MitBih;
import io.hillock.data.protocol.RecordFold;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.fault.InputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

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
    List<AnnotatedRecording> found =
        paths(data, records).parallelStream().map(WfdbReader::readAnnotated).toList();
    if (found.isEmpty()) {
      throw new InputException(
          data.resolve("mitdb").toString(),
          "records",
          "none",
          "it must hold records of the MIT-BIH database");
    }
    return found;
  }

  /** Paths of those of the records that are there, in the order given. */
  static List<Path> paths(Path data, List<String> records) {
    Path folder = data.resolve("mitdb");
    return records.stream()
        .map(folder::resolve)
        .filter(path -> Files.exists(path.resolveSibling(path.getFileName() + ".hea")))
        .toList();
  }

  /** Which fold tests each recording; every fold has a share of rare beats, no person is in two. */
  static int[] folds(List<AnnotatedRecording> recordings, int folds) {
    if (folds < 2) {
      return new int[recordings.size()];
    }
    Map<String, AnnotatedRecording> byName = new LinkedHashMap<>();
    recordings.forEach(r -> byName.put(r.name(), r));
    List<String> names = recordings.stream().map(AnnotatedRecording::name).toList();
    List<RecordFold> all =
        RecordFold.balanced(names, MitBih::subject, name -> rare(byName.get(name)), folds);
    return names.stream()
        .mapToInt(name ->
            IntStream.range(0, folds)
                .filter(f -> all.get(f).test().contains(name))
                .findFirst()
                .orElseThrow())
        .toArray();
  }

  /** Supraventricular beats weigh more than ventricular ones, since they are rarer. */
  private static long rare(AnnotatedRecording recording) {
    return recording.beats().stream()
        .mapToLong(beat ->
            switch (beat.aamiClass()) {
              case S -> 3;
              case V -> 1;
              case N, F, Q -> 0;
            })
        .sum();
  }
}
