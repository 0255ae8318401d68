package io.hillock.data.wfdb;

import io.hillock.fault.InputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads WFDB records from files.
 *
 * <p>Read are single-segment records in formats 16 and 212, with several samples per frame, skew
 * and byte offset. Checked are: the name in the header against the file's, the size of every signal
 * file against the header (equality; a header without a number of samples takes it from the files),
 * initial values, and checksums where the header tells the number of samples.
 *
 * <p>A missing or zero gain means {@link SignalSpec.Calibration#DEFAULT_GAIN}; a negative, infinite
 * or NaN gain is refused.
 */
public final class WfdbReader {
  private static final long LARGEST_HEADER = 1 << 20;
  private static final String RESOLUTION = "## time resolution:";

  private WfdbReader() {}

  /**
   * Reads the header of a record.
   *
   * @param record path of the record with or without the ending .hea, .dat or .atr
   * @return the header
   * @throws InputException if it is missing or malformed
   */
  public static Header readHeader(Path record) {
    Path file = sibling(record, ".hea");
    Header header = HeaderText.parse(file.toString(), InputFile.read(file, LARGEST_HEADER));
    String expected = baseName(record);
    if (!header.name().equals(expected)) {
      throw new InputException(
          file.toString(), "record name", header.name(), "the file is named " + expected + ".hea");
    }
    return header;
  }

  /**
   * Reads the signals of a record.
   *
   * @param record path of the record with or without the ending .hea, .dat or .atr
   * @return the recording
   * @throws InputException if a file is missing, malformed, of another size or fails its checks
   */
  public static Recording read(Path record) {
    Path headerFile = sibling(record, ".hea");
    Header header = readHeader(record);
    List<List<SignalSpec>> groups = groups(header.signals());
    List<Path> files = new ArrayList<>();
    int frames = header.frames();
    for (List<SignalSpec> group : groups) {
      Path file = headerFile.resolveSibling(group.getFirst().storage().file());
      files.add(file);
      frames = checkedFrames(file, group, frames);
    }
    requireSkewInside(headerFile, header, frames);
    requireMemory(headerFile, header, frames);
    boolean counted = header.frames() > 0;
    short[][] samples = new short[header.signals().size()][];
    int signal = 0;
    for (int g = 0; g < groups.size(); g++) {
      List<SignalSpec> group = groups.get(g);
      short[][] part = new short[group.size()][];
      for (int s = 0; s < part.length; s++) {
        part[s] = new short[frames * group.get(s).storage().samplesPerFrame()];
        samples[signal++] = part[s];
      }
      SignalFile.read(files.get(g), counted ? group : withoutChecksums(group), part);
    }
    return Recording.sharing(
        new Header(header.name(), header.timing(), frames, header.signals(), header.comments()),
        samples);
  }

  /**
   * Reads the signals and the reference annotations (.atr) of a record.
   *
   * @param record path of the record with or without the ending .hea, .dat or .atr
   * @return the annotated recording
   * @throws InputException as {@link #read(Path)} and {@link AnnotationFile#read(Path)} do, or if
   *     an annotation lies beyond the last frame
   */
  public static AnnotatedRecording readAnnotated(Path record) {
    return readAnnotated(record, "atr");
  }

  /**
   * Whether reference annotations lie beside a record.
   *
   * @param record path of the record with or without the ending .hea, .dat or .atr
   * @return true if there is a file .atr
   */
  public static boolean isAnnotated(Path record) {
    return Files.exists(sibling(record, ".atr"));
  }

  /**
   * Reads the signals and the annotations of a named annotator.
   *
   * @param record path of the record with or without the ending .hea, .dat or .atr
   * @param annotator ending of the annotation file
   * @return the annotated recording
   * @throws InputException as {@link #readAnnotated(Path)} does
   */
  public static AnnotatedRecording readAnnotated(Path record, String annotator) {
    Recording recording = read(record);
    Path file = sibling(record, "." + annotator);
    List<Annotation> annotations = AnnotationFile.read(file);
    for (Annotation annotation : annotations) {
      requireSameClock(file, annotation, recording.frequency());
    }
    if (!annotations.isEmpty() && annotations.getLast().sample() >= recording.frames()) {
      throw new InputException(
          file.toString(),
          "annotation time",
          annotations.getLast().sample(),
          "the record has " + recording.frames() + " frames");
    }
    return new AnnotatedRecording(recording, annotations);
  }

  /** A comment at sample 0 may state another time resolution than the header's. */
  private static void requireSameClock(Path file, Annotation annotation, double frequency) {
    String text = annotation.text();
    if (annotation.sample() == 0
        && annotation.code() == AnnotationCode.COMMENT
        && text.startsWith(RESOLUTION)) {
      String stated = text.substring(RESOLUTION.length()).strip();
      if (!stated.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")
          || Double.parseDouble(stated) != frequency) {
        throw new InputException(
            file.toString(),
            "time resolution",
            stated,
            "it must be the frequency of the record, " + frequency + " Hz");
      }
    }
  }

  private static int checkedFrames(Path file, List<SignalSpec> group, int known) {
    long size = InputFile.size(file);
    if (known > 0) {
      if (!SignalFile.holds(group, size, known)) {
        SignalSpec.Storage storage = group.getFirst().storage();
        long needed =
            storage.byteOffset()
                + storage.format().bytes((long) known * SignalFile.samplesPerFrame(group));
        throw new InputException(
            file.toString(),
            "size",
            size + " byte",
            "it is "
                + (size < needed ? "shorter" : "longer")
                + " than the header says: "
                + known
                + " samples per signal need "
                + needed);
      }
      return known;
    }
    long frames = SignalFile.framesIn(group, size);
    if (frames < 1 || frames > Integer.MAX_VALUE) {
      throw new InputException(
          file.toString(),
          "size",
          size + " byte",
          "it must hold whole frames, at least one and fewer than 2^31");
    }
    return (int) frames;
  }

  private static void requireSkewInside(Path file, Header header, int frames) {
    for (SignalSpec signal : header.signals()) {
      if (signal.storage().skew() >= frames) {
        throw new InputException(
            file.toString(),
            "skew",
            signal.storage().skew(),
            "it must be less than the " + frames + " frames of the record");
      }
    }
  }

  /** Two bytes per sample must fit into half of the largest heap. */
  private static void requireMemory(Path file, Header header, int frames) {
    long samples = 0;
    for (SignalSpec signal : header.signals()) {
      long length = (long) frames * signal.storage().samplesPerFrame();
      if (length > Integer.MAX_VALUE - 8) {
        throw new InputException(
            file.toString(), "samples of a signal", length, "it must lie below 2^31");
      }
      samples += length;
    }
    long most = Runtime.getRuntime().maxMemory() / 2;
    if (samples * Short.BYTES > most) {
      throw new InputException(
          file.toString(),
          "samples",
          samples,
          "they take " + samples * Short.BYTES + " byte and this process gives them " + most);
    }
  }

  private static List<List<SignalSpec>> groups(List<SignalSpec> signals) {
    List<List<SignalSpec>> groups = new ArrayList<>();
    String file = null;
    for (SignalSpec signal : signals) {
      if (!signal.storage().file().equals(file)) {
        file = signal.storage().file();
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(signal);
    }
    return groups;
  }

  private static List<SignalSpec> withoutChecksums(List<SignalSpec> group) {
    return group.stream()
        .map(s ->
            new SignalSpec(
                s.storage(), s.calibration(), s.adc(), SignalSpec.Integrity.NONE, s.description()))
        .toList();
  }

  static List<List<SignalSpec>> groupsOf(Header header) {
    return groups(header.signals());
  }

  private static String baseName(Path record) {
    Path name = record.getFileName();
    String text = name == null ? "" : name.toString();
    for (String ending : List.of(".hea", ".dat", ".atr")) {
      if (text.endsWith(ending)) {
        return text.substring(0, text.length() - ending.length());
      }
    }
    return text;
  }

  static Path sibling(Path record, String ending) {
    try {
      return record.resolveSibling(baseName(record) + ending);
    } catch (InvalidPathException e) {
      throw new InputException(record.toString(), "path", ending, "it must be a file name", e);
    }
  }
}
