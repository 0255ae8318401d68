package io.hillock.device.fit;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.hillock.fault.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table of measured pulses as it lies in a CSV file: header and rows of text, the format it has.
 *
 * <p>Commas, double quotes where a field needs them, UTF-8, a header in the first line; lines that
 * begin with {@code #} and empty lines count for nothing. The bounds keep a hostile file from
 * filling the memory.
 */
public final class PulseFile {
  /** Largest file [byte]. */
  static final int MOST_BYTES = 64 << 20;

  /** Longest line [char]. */
  static final int LONGEST_LINE = 4096;

  /** Most rows. */
  static final int MOST_ROWS = 1_000_000;

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,300}(\\.\\d{0,300})?|\\.\\d{1,300})([eE][+-]?\\d{1,3})?");

  private final String source;
  private final String name;
  private final String sha256;
  private final PulseFormat format;
  private final List<String> header;
  private final List<CsvRecord> rows;

  private PulseFile(
      String source,
      String name,
      String sha256,
      PulseFormat format,
      List<String> header,
      List<CsvRecord> rows) {
    this.source = source;
    this.name = name;
    this.sha256 = sha256;
    this.format = format;
    this.header = header;
    this.rows = rows;
  }

  /**
   * Reads a file.
   *
   * @param path the file
   * @param kind the format, or empty to recognise it by the header
   * @return the table
   * @throws InputException when it is no such table
   */
  public static PulseFile read(Path path, Optional<PulseFormat> kind) {
    Path last = path.getFileName();
    return of(path.toString(), last == null ? path.toString() : last.toString(), bytes(path), kind);
  }

  /**
   * Reads the content of a file.
   *
   * @param source what to call it in messages
   * @param name what to call it in results
   * @param content its bytes
   * @param kind the format, or empty to recognise it by the header
   * @return the table
   * @throws InputException when it is no such table
   */
  public static PulseFile of(
      String source, String name, byte[] content, Optional<PulseFormat> kind) {
    String text = text(source, content);
    lines(source, text);
    List<String> header = null;
    List<CsvRecord> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .commentStrategy(CommentStrategy.SKIP)
            .allowMissingFields(true)
            .allowExtraFields(true)
            .ofCsvRecord(text)) {
      for (CsvRecord r : reader) {
        if (header == null) {
          header = header(source, r);
        } else {
          check(source, header, r, rows.size());
          rows.add(r);
        }
      }
    } catch (CsvParseException e) {
      throw new InputException(
          source, "text", firstLine(e), "quotes must be closed and doubled inside quotes", e);
    } catch (IOException e) {
      throw new InputException(source, "text", firstLine(e), "it must be readable", e);
    }
    if (header == null) {
      throw new InputException(source, "header", "nothing", "a table begins with its columns");
    }
    PulseFormat format = format(source, header, kind);
    return new PulseFile(source, name, sha256(content), format, header, rows);
  }

  private static byte[] bytes(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new InputException(
            path.toString(), "size", "> " + MOST_BYTES + " bytes", "a table must be smaller");
      }
      return bytes;
    } catch (IOException e) {
      String reason =
          switch (e) {
            case NoSuchFileException missing -> "not found";
            case AccessDeniedException denied -> "access denied";
            default -> firstLine(e);
          };
      throw new InputException(path.toString(), "file", reason, "it must be readable", e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("unreadable");
  }

  private static String text(String source, byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new InputException(source, "text", "other bytes", "it must be text in UTF-8", e);
    }
  }

  private static void lines(String source, String text) {
    int line = 1;
    int begin = 0;
    for (int k = 0; k <= text.length(); k++) {
      boolean end = k == text.length() || text.charAt(k) == '\n';
      if (k - begin > LONGEST_LINE) {
        throw new InputException(
            source,
            "line " + line,
            "> " + LONGEST_LINE + " characters",
            "a line of such a table is short");
      }
      if (end) {
        line++;
        begin = k + 1;
      }
    }
  }

  private static List<String> header(String source, CsvRecord r) {
    List<String> names =
        r.getFields().stream().map(f -> f.strip().toLowerCase(Locale.ROOT)).toList();
    for (int c = 0; c < names.size(); c++) {
      if (names.indexOf(names.get(c)) != c) {
        throw new InputException(
            source, "column", names.get(c), "it must be in the header only once");
      }
    }
    return names;
  }

  private static void check(String source, List<String> header, CsvRecord r, int before) {
    if (before == MOST_ROWS) {
      throw new InputException(source, "rows", "> " + MOST_ROWS, "there must not be so many");
    }
    if (r.getFieldCount() != header.size()) {
      throw new InputException(
          source,
          "line " + r.getStartingLineNumber() + ", fields",
          r.getFieldCount(),
          "the header has " + header.size());
    }
  }

  private static PulseFormat format(
      String source, List<String> header, Optional<PulseFormat> kind) {
    PulseFormat best = kind.orElse(null);
    if (best == null) {
      long most = 0;
      for (PulseFormat f : PulseFormat.values()) {
        long found = f.telling().stream().filter(header::contains).count();
        if (found > most) {
          most = found;
          best = f;
        }
      }
    }
    if (best == null) {
      StringBuilder known = new StringBuilder();
      for (PulseFormat f : PulseFormat.values()) {
        known.append(known.isEmpty() ? "" : ", or (" + f.kind() + ") ");
        known.append(known.isEmpty() ? "(" + f.kind() + ") " : "");
        known.append(String.join(",", f.required()));
      }
      throw new InputException(
          source, "header", String.join(",", header), "it must have the columns " + known);
    }
    for (String column : best.required()) {
      if (!header.contains(column)) {
        throw new InputException(
            source,
            "header",
            String.join(",", header),
            "the column " + column + " of format " + best.kind() + " is missing");
      }
    }
    return best;
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The name of the file.
   *
   * @return the last part of its path
   */
  public String name() {
    return name;
  }

  /**
   * The digest of its bytes.
   *
   * @return SHA-256 in hexadecimal digits
   */
  public String sha256() {
    return sha256;
  }

  /**
   * Its format.
   *
   * @return the format
   */
  public PulseFormat format() {
    return format;
  }

  /**
   * The number of rows.
   *
   * @return rows without the header
   */
  public int rows() {
    return rows.size();
  }

  /**
   * The columns that its format does not know.
   *
   * @return their names
   */
  public List<String> ignored() {
    return header.stream()
        .filter(c -> !format.required().contains(c) && !format.optional().contains(c))
        .toList();
  }

  boolean has(String column) {
    return header.contains(column);
  }

  InputException tooFew(String what, int found, String rule) {
    return new InputException(source, what, found, rule);
  }

  private InputException bad(int row, String column, String value, String rule) {
    return new InputException(
        source,
        "line " + rows.get(row).getStartingLineNumber() + ", " + column,
        value.isEmpty() ? "(empty)" : value,
        rule);
  }

  InputException broken(int row, String column, String rule) {
    return bad(row, column, text(row, column), rule);
  }

  String text(int row, String column) {
    return rows.get(row).getField(header.indexOf(column)).strip();
  }

  /** A short name, as of a device. */
  String label(int row, String column) {
    String value = text(row, column);
    if (value.isEmpty() || value.length() > 64) {
      throw bad(row, column, value, "it must be a name of 1 to 64 characters");
    }
    return value;
  }

  double number(int row, String column) {
    String value = text(row, column);
    if (!NUMBER.matcher(value).matches()) {
      throw bad(row, column, value, "it must be a finite number");
    }
    double number = Double.parseDouble(value);
    if (!(Math.abs(number) <= 1e15)) {
      throw bad(row, column, value, "it must lie within 1e15 of zero");
    }
    return number;
  }

  double notNegative(int row, String column) {
    double number = number(row, column);
    if (!(number >= 0)) {
      throw bad(row, column, text(row, column), "it must be >= 0");
    }
    return number;
  }

  double conductanceUS(int row) {
    double g = notNegative(row, "conductance_us");
    if (!(g <= 1e9)) {
      throw broken(row, "conductance_us", "it must be <= 1e9 uS");
    }
    return g;
  }

  double within(int row, String column, double low, double high) {
    double number = number(row, column);
    if (!(number >= low && number <= high)) {
      throw bad(row, column, text(row, column), "it must lie in [" + low + ", " + high + "]");
    }
    return number;
  }

  int count(int row, String column) {
    double number = notNegative(row, column);
    if (number != Math.rint(number) || number > Integer.MAX_VALUE) {
      throw bad(row, column, text(row, column), "it must be a whole number below 2^31");
    }
    return (int) number;
  }
}
