package io.hillock.data.wfdb;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.state.WholeFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Writes WFDB records.
 *
 * <p>Each file is written beside its place, forced to disk and renamed; the header comes last, so
 * that a record which has one is whole. Initial values and checksums are computed from the samples.
 * Skew and byte offset of a header are not kept: samples in memory are already aligned.
 */
public final class WfdbWriter {
  private WfdbWriter() {}

  /**
   * Writes header and signal files.
   *
   * @param directory existing directory
   * @param recording what to write; a sample that its format cannot hold is refused
   * @return path of the header
   */
  public static Path write(Path directory, Recording recording) {
    if (!Files.isDirectory(directory)) {
      throw new InputException(
          directory.toString(), "directory", directory.getFileName(), "it must exist");
    }
    Header header = recording.header();
    List<SignalSpec> written = new ArrayList<>();
    int signal = 0;
    for (List<SignalSpec> group : WfdbReader.groupsOf(header)) {
      String file = group.getFirst().storage().file();
      if (file.equals(header.name() + ".hea")) {
        throw new ParameterException("record", "signal file", file, "it must not be the header");
      }
      short[][] samples = new short[group.size()][];
      for (int s = 0; s < samples.length; s++) {
        samples[s] = recording.shared()[signal++];
        written.add(specOf(group.get(s), samples[s]));
      }
      WholeFile.write(
          directory.resolve(file), SignalFile.encode(group, samples, recording.frames()));
    }
    Path path = directory.resolve(header.name() + ".hea");
    WholeFile.write(
        path,
        HeaderText.format(
            new Header(
                header.name(), header.timing(), header.frames(), written, header.comments())));
    return path;
  }

  /**
   * Writes header, signal files and annotations (.atr).
   *
   * @param directory existing directory
   * @param recording what to write
   * @return path of the header
   */
  public static Path write(Path directory, AnnotatedRecording recording) {
    AnnotationFile.write(directory.resolve(recording.name() + ".atr"), recording.annotations());
    return write(directory, recording.recording());
  }

  private static SignalSpec specOf(SignalSpec signal, short[] samples) {
    SignalSpec.Storage storage = signal.storage();
    SignalFormat format = storage.format();
    int sum = 0;
    for (short sample : samples) {
      sum += SignalFile.stored(format, sample);
    }
    return new SignalSpec(
        new SignalSpec.Storage(storage.file(), format, storage.samplesPerFrame(), 0, 0, 0),
        signal.calibration(),
        signal.adc(),
        new SignalSpec.Integrity(
            OptionalInt.of(SignalFile.stored(format, samples[0])), OptionalInt.of((short) sum)),
        signal.description());
  }
}
