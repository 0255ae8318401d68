package io.hillock.app;

/** What the exit codes mean. */
final class ExitCode {
  /** Done, and all required claims hold. */
  static final int DONE = 0;

  /** A required claim does not hold. */
  static final int CLAIM_FAILS = 1;

  /** Bad usage or bad input. */
  static final int BAD_INPUT = 2;

  /** A bug of the program, or the machine ran out of something. */
  static final int INTERNAL = 3;

  /** Interrupted; the state was saved. */
  static final int INTERRUPTED = 130;

  private ExitCode() {}
}
