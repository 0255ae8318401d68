package io.hillock.gallery.heartbeat;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/**
 * The append-only record of what changed in a learning network, when, by which rule, on what
 * evidence: one JSON object per lesson.
 */
public final class LearningLog {
  private final Path path;

  /**
   * A log in a file.
   *
   * @param path the file
   * @param fresh whether to begin a new log; a resumed run goes on in the old one
   */
  public LearningLog(Path path, boolean fresh) {
    this.path = path;
    if (fresh) {
      write(
          "",
          StandardOpenOption.CREATE,
          StandardOpenOption.WRITE,
          StandardOpenOption.TRUNCATE_EXISTING);
    }
  }

  void lesson(double seconds, Decision decision, int truth, int rows) {
    write(
        String.format(
            Locale.ROOT,
            "{\"seconds\":%.4f,\"sample\":%d,\"rule\":\"delta,"
                + " error-triggered\",\"decided\":\"%c\","
                + "\"confidence\":%.4f,\"label\":\"%c\",\"classesWritten\":%d}%n",
            seconds,
            decision.sample(),
            decision.letter(),
            decision.confidence(),
            Decision.LETTERS.charAt(truth),
            rows),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  /** Drops lessons after the state that a run resumes from. */
  void truncate(int lessons) {
    try {
      List<String> lines = Files.exists(path) ? Files.readAllLines(path) : List.of();
      if (lines.size() < lessons) {
        throw new InputException(
            path.toString(), "lessons", lines.size(), "the snapshot was taken after " + lessons);
      }
      Files.write(path, lines.subList(0, lessons));
    } catch (IOException e) {
      throw new InputException(
          path.toString(), "file", e.getMessage(), "it must be a readable log", e);
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
