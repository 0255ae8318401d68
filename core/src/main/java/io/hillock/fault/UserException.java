package io.hillock.fault;

/**
 * A mistake in what the user gave, not in the program. Its message is one complete line; the
 * command line prints it and exits with code 2.
 */
public abstract sealed class UserException extends RuntimeException
    permits InputException, ParameterException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message one line that names the thing, its value and the rule it broke
   * @param cause what lies behind it, or null
   */
  protected UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
