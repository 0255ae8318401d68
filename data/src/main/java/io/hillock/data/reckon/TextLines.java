package io.hillock.data.reckon;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Walks over the lines of a text file, without blanks around them. */
final class TextLines {
  private static final int LARGEST = 1 << 28;

  private final String source;
  private final String[] lines;
  private int next;

  TextLines(Path file) {
    source = file.toString();
    if (!Files.isRegularFile(file)) {
      String found = Files.exists(file) ? "no regular file" : "missing";
      throw new InputException(source, "file", found, "it must be a text file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (Files.size(file) > LARGEST) {
        throw new InputException(
            source, "size", Files.size(file) + " byte", "it must be at most " + LARGEST);
      }
      lines = new String(in.readNBytes(LARGEST), StandardCharsets.ISO_8859_1).split("\n");
    } catch (IOException e) {
      throw new InputException(source, "file", e.getMessage(), "it must be readable", e);
    }
  }

  /** Steps to the next line that is not blank; null at the end. */
  String next() {
    while (next < lines.length) {
      String line = lines[next++].strip();
      if (!line.isEmpty()) {
        return line;
      }
    }
    return null;
  }

  InputException fault(String field, Object value, String rule) {
    return new InputException(source + " line " + next, field, value, rule);
  }

  int integer(String field, String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new InputException(
          source + " line " + next, field, text, "it must be a whole number", e);
    }
  }
}
