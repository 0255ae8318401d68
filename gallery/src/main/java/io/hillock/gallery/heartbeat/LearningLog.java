package io.hillock.gallery.heartbeat;

import io.hillock.fault.InputException;
import io.hillock.network.Snapshot;
import io.hillock.network.SnapshotDelta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The append-only record of what changed in a learning network, when, by which rule, on what
 * evidence: one JSON object in each line, an entry.
 *
 * <p>Every entry has its number ({@code entry}, the number of its line), the number of the entry
 * whose state it changed ({@code parent}, 0 for none), an {@code event}, and {@code weights}, a
 * fingerprint of all weights after it. One that changed weights has {@code undo}: the values before
 * it of everything it changed (a {@link SnapshotDelta}, compressed, Base64). So the log alone leads
 * from a state back to any of its ancestors, and nothing in it is ever rewritten: a rollback is an
 * entry too, with an {@code undo} of its own.
 *
 * <p>A run that was killed and goes on from an older snapshot repeats its lessons to the bit; they
 * are found here and not written twice. The only bytes that are ever taken away are those of a last
 * line without its end, which the machine did not finish writing.
 */
public final class LearningLog {
  /** What happened. */
  public enum Event {
    /** A run began with the weights of the base. */
    START,
    /** A run went on from a snapshot whose log is not at hand. */
    RESUME,
    /** A label was given. */
    LESSON,
    /** Weights went back to an earlier state. */
    ROLLBACK,
    /** Adaptation was switched off. */
    FREEZE,
    /** Adaptation was switched on again. */
    THAW;

    private String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private static final long LARGEST = 1L << 28;
  private static final int LARGEST_CHANGE = 1 << 28;
  private static final String UNDO = ",\"undo\":\"";
  private static final Pattern HEAD =
      Pattern.compile(
          "\\{\"entry\":(\\d{1,9}),\"parent\":(\\d{1,9}),\"event\":\"([a-z]+)\",.{0,2000}"
              + "\"weights\":\"([0-9a-f]{16})\"");
  private static final Pattern LESSON =
      Pattern.compile(
          ".{0,200}\"seconds\":([0-9.]{1,20}),.{0,200}\"decided\":\"(.)\",.{0,200}\"label\":\"(.)\",.*");

  private final Path path;
  private final List<String> lines = new ArrayList<>();
  private int next = 1;

  private LearningLog(Path path) {
    this.path = path;
  }

  /**
   * A log that begins anew.
   *
   * @param path the file; what it holds is replaced
   * @return the log, empty
   */
  public static LearningLog replacing(Path path) {
    LearningLog log = new LearningLog(path);
    log.write(
        "",
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING);
    return log;
  }

  /**
   * A log that goes on where the file ends.
   *
   * @param path the file, which may be missing
   * @return the log with its entries
   * @throws InputException if the file is no learning log
   */
  public static LearningLog appending(Path path) {
    LearningLog log = new LearningLog(path);
    if (Files.exists(path)) {
      log.load();
    }
    log.next = log.lines.size() + 1;
    return log;
  }

  private void load() {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > LARGEST) {
        throw new InputException(
            path.toString(),
            "file",
            Files.size(path) + " byte",
            "it must be a log below 2^28 byte");
      }
      String text = Files.readString(path, StandardCharsets.UTF_8);
      int whole = text.lastIndexOf('\n') + 1;
      if (whole < text.length()) {
        cut(text.substring(0, whole).getBytes(StandardCharsets.UTF_8).length);
      }
      text.substring(0, whole).lines().forEach(lines::add);
    } catch (IOException e) {
      throw new InputException(
          path.toString(), "file", e.getMessage(), "it must be a readable log", e);
    }
    for (int n = 1; n <= lines.size(); n++) {
      entry(n);
    }
  }

  private void cut(long length) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    }
  }

  /** One entry as it was read back. */
  record Entry(int number, int parent, Event event, String weights, String undo, String text) {
    /** The state before this entry, given the state after it. */
    Snapshot before(Snapshot after, String source) {
      return undo == null ? after : decode(undo, source).apply(after, source);
    }

    boolean isLesson() {
      return event == Event.LESSON;
    }

    double seconds() {
      return Double.parseDouble(lesson().group(1));
    }

    boolean wrong() {
      return !lesson().group(2).equals(lesson().group(3));
    }

    private Matcher lesson() {
      Matcher matcher = LESSON.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalStateException("entry " + number + " is no lesson");
      }
      return matcher;
    }
  }

  /** An entry; refuses what this class has not written. */
  Entry entry(int number) {
    String line = lines.get(number - 1);
    String where = path + " line " + number;
    // What comes before the change is short; the change itself may be long and has an end of its
    // own.
    int change = line.indexOf(UNDO);
    String head = line.substring(0, change >= 0 ? change : Math.max(0, line.length() - 1));
    String end = change >= 0 ? "\"}" : "}";
    Matcher matcher = HEAD.matcher(head);
    if (!matcher.matches() || !line.endsWith(end)) {
      throw new InputException(where, "entry", line, "it must be an entry of a learning log");
    }
    int parent = Integer.parseInt(matcher.group(2));
    Optional<Event> event =
        java.util.Arrays.stream(Event.values())
            .filter(e -> e.word().equals(matcher.group(3)))
            .findFirst();
    Entry entry =
        new Entry(
            Integer.parseInt(matcher.group(1)),
            parent,
            event.orElse(null),
            matcher.group(4),
            change < 0 ? null : line.substring(change + UNDO.length(), line.length() - 2),
            head);
    boolean lesson = entry.isLesson() && !LESSON.matcher(head).matches();
    if (entry.number() != number || parent >= number || event.isEmpty() || lesson) {
      throw new InputException(where, "entry", line, "number, parent, event and fields must fit");
    }
    return entry;
  }

  /**
   * Number of entries.
   *
   * @return how many lines the log has
   */
  public int size() {
    return lines.size();
  }

  /**
   * The file.
   *
   * @return its path
   */
  public Path path() {
    return path;
  }

  /** The entries that led to a state, the latest first. */
  List<Entry> chain(int head) {
    List<Entry> chain = new ArrayList<>();
    for (int n = head; n > 0; n = chain.getLast().parent()) {
      chain.add(entry(n));
    }
    return chain;
  }

  /** Goes on from a state that is as old as an entry; later ones are there already or beside. */
  void continueAt(int head) {
    next = head + 1;
  }

  /**
   * Appends an entry.
   *
   * @param parent the entry whose state it changed, or 0
   * @param event what happened
   * @param fields JSON fields in between, each followed by a comma
   * @param change weights before and after
   * @return its number
   */
  int append(int parent, Event event, String fields, Change change) {
    String text = text(next, parent, event, fields, change);
    if (next <= lines.size()) {
      if (lines.get(next - 1).equals(text)) {
        return next++;
      }
      next = lines.size() + 1;
      text = text(next, parent, event, fields, change);
    }
    write(text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    lines.add(text);
    return next++;
  }

  /**
   * What an entry did to the weights.
   *
   * @param after fingerprint of the weights after it
   * @param undo what leads back, if weights changed
   */
  record Change(String after, Optional<SnapshotDelta> undo) {
    /** No weight changed. */
    static Change none(String fingerprint) {
      return new Change(fingerprint, Optional.empty());
    }
  }

  private static String text(int number, int parent, Event event, String fields, Change change) {
    return "{\"entry\":"
        + number
        + ",\"parent\":"
        + parent
        + ",\"event\":\""
        + event.word()
        + "\","
        + fields
        + "\"weights\":\""
        + change.after()
        + "\""
        + change.undo().map(d -> UNDO + encode(d) + "\"").orElse("")
        + "}";
  }

  private static String encode(SnapshotDelta delta) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DeflaterOutputStream out =
          new DeflaterOutputStream(bytes, new Deflater(Deflater.BEST_SPEED))) {
        out.write(delta.toBytes());
      }
      return Base64.getEncoder().encodeToString(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SnapshotDelta decode(String text, String source) {
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
      return SnapshotDelta.fromBytes(in.readNBytes(LARGEST_CHANGE), source);
    } catch (IOException | IllegalArgumentException e) {
      throw new InputException(
          source, "undo", text.length() + " characters", "it must be a whole change", e);
    }
  }

  private void write(String text, StandardOpenOption... options) {
    try {
      Files.write(path, text.getBytes(StandardCharsets.UTF_8), options);
    } catch (IOException e) {
      throw new InputException(
          path.toString(), "file", e.getMessage(), "it must be possible to write it", e);
    }
  }
}
