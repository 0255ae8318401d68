package io.hillock.data.wfdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.DataSet;
import io.hillock.data.RealData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real records: a reader that is wrong anywhere fails a checksum or a count. */
class MitBihRecordsTest {
  @TempDir Path directory;

  private static List<Path> records() throws IOException {
    try (Stream<Path> files = Files.list(RealData.folder(DataSet.MIT_BIH))) {
      return files.filter(f -> f.toString().endsWith(".hea")).sorted().toList();
    }
  }

  @Test
  void shouldDecodeAllRecordsToTheirInitialValuesAndChecksums() throws IOException {
    List<Path> records = records();
    assertThat(records).hasSize(36);
    for (Path path : records) {
      Recording recording = WfdbReader.read(path);
      assertThat(recording.frames()).isEqualTo(650_000);
      assertThat(recording.frequency()).isEqualTo(360);
      assertThat(recording.signals()).isEqualTo(2);
      for (int s = 0; s < 2; s++) {
        SignalSpec.Integrity integrity = recording.header().signals().get(s).integrity();
        short[] samples = recording.samples(s);
        int sum = 0;
        for (short sample : samples) {
          sum += sample;
        }
        assertThat((short) sum).isEqualTo((short) integrity.checksum().orElseThrow());
        assertThat((int) samples[0]).isEqualTo(integrity.initialValue().orElseThrow());
        assertThat(recording.physical(s)[0]).isEqualTo((samples[0] - 1024) / 200f);
      }
    }
  }

  @Test
  void shouldCountTheBeatsOfEachTypeInAllRecords() throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (Path path : records()) {
      for (Beat beat : WfdbReader.readAnnotated(path).beats()) {
        counts.merge(beat.code().mnemonic(), 1, Integer::sum);
      }
    }
    // The counts that the description of this selection of records states.
    Map<String, Integer> stated = new TreeMap<>();
    stated.putAll(Map.of("N", 54_424, "/", 7_028, "L", 6_072, "R", 6_005, "V", 4_589));
    stated.putAll(Map.of("A", 2_288, "f", 982, "F", 778, "a", 122, "E", 105));
    stated.putAll(Map.of("J", 32, "Q", 31, "j", 17, "e", 16, "S", 2));
    assertThat(counts).isEqualTo(stated);
    assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(82_491);
  }

  @Test
  void shouldWriteEveryFileBackByteForByte() throws IOException {
    for (Path path : records()) {
      AnnotatedRecording recording = WfdbReader.readAnnotated(path);
      WfdbWriter.write(directory, recording);
      for (String ending : List.of(".dat", ".atr")) {
        String file = recording.name() + ending;
        assertThat(Files.mismatch(directory.resolve(file), path.resolveSibling(file)))
            .as(file)
            .isEqualTo(-1);
      }
      assertThat(WfdbReader.readHeader(directory.resolve(recording.name())))
          .isEqualTo(WfdbReader.readHeader(path));
    }
  }
}
