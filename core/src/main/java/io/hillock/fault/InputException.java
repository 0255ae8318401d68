package io.hillock.fault;

import java.io.EOFException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A file or stream that does not hold what its format demands: names source, field, value, rule.
 */
public final class InputException extends UserException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 80;
  private static final int LONGEST_FILE_NAME = 255;

  /** Controls, invisible format characters such as a change of direction, and line separators. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  /**
   * Creates the exception, for example {@code 100.hea: gain = NaN, but it must be finite}.
   *
   * @param source the file or stream; a long path is cut at its left, the file name stays whole
   * @param field the field in it
   * @param value the value found; control characters are masked, long values are cut at their end,
   *     a {@link Path} at its left
   * @param rule the rule that it broke, as the end of a sentence
   */
  public InputException(String source, String field, Object value, String rule) {
    this(source, field, value, rule, null);
  }

  /**
   * Creates the exception with the failure that lies behind it.
   *
   * @param source the file or stream; a long path is cut at its left, the file name stays whole
   * @param field the field in it
   * @param value the value found; control characters are masked, long values are cut at their end,
   *     a {@link Path} at its left
   * @param rule the rule that it broke, as the end of a sentence
   * @param cause the failure behind it, or null; it names the value where that is null
   */
  public InputException(String source, String field, Object value, String rule, Throwable cause) {
    super(
        shortPath(masked(source))
            + ": "
            + printable(field)
            + " = "
            + printable(found(value, cause))
            + ", but "
            + rule,
        cause);
  }

  /** Some failures have no message. */
  private static Object found(Object value, Throwable cause) {
    if (value != null || cause == null) {
      return value;
    }
    return cause instanceof EOFException ? "an early end" : cause.getClass().getSimpleName();
  }

  /** A path loses directories on its left, anything else its end. */
  private static String printable(Object value) {
    String text = masked(value);
    if (value instanceof Path) {
      return shortPath(text);
    }
    return text.length() <= LONGEST_VALUE ? text : head(text, LONGEST_VALUE) + "...";
  }

  private static String masked(Object value) {
    return UNPRINTABLE.matcher(String.valueOf(value)).replaceAll("?");
  }

  /** Keeps the file name whole, as long as file systems allow one, and what fits before it. */
  private static String shortPath(String path) {
    if (path.length() <= LONGEST_VALUE) {
      return path;
    }
    int name = path.length() - 1; // a trailing separator belongs to the name
    while (name > 0 && path.charAt(name - 1) != '/' && path.charAt(name - 1) != '\\') {
      name--;
    }
    if (path.length() - name > LONGEST_FILE_NAME) {
      return head(path.substring(name), LONGEST_FILE_NAME) + "...";
    }
    int from = Math.min(name, path.length() - LONGEST_VALUE);
    return "..." + path.substring(Character.isLowSurrogate(path.charAt(from)) ? from + 1 : from);
  }

  private static String head(String text, int length) {
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length);
  }
}
