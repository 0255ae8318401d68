package io.hillock.fault;

/**
 * A file or stream that does not hold what its format demands: names source, field, value, rule.
 */
public final class InputException extends UserException {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST_VALUE = 80;

  /**
   * Creates the exception, for example {@code 100.hea: gain = NaN, but it must be finite}.
   *
   * @param source the file or stream
   * @param field the field in it
   * @param value the value found; control characters are masked and long values are cut
   * @param rule the rule that it broke, as the end of a sentence
   */
  public InputException(String source, String field, Object value, String rule) {
    this(source, field, value, rule, null);
  }

  /**
   * Creates the exception with the failure that lies behind it.
   *
   * @param source the file or stream
   * @param field the field in it
   * @param value the value found; control characters are masked and long values are cut
   * @param rule the rule that it broke, as the end of a sentence
   * @param cause the failure behind it, or null
   */
  public InputException(String source, String field, Object value, String rule, Throwable cause) {
    super(
        printable(source) + ": " + printable(field) + " = " + printable(value) + ", but " + rule,
        cause);
  }

  private static String printable(Object value) {
    String text = String.valueOf(value).replaceAll("\\p{Cntrl}", "?");
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
  }
}
