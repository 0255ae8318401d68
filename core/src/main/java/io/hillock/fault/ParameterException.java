package io.hillock.fault;

/** A parameter outside its documented bounds: names model, symbol, value and rule. */
public final class ParameterException extends UserException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception, for example {@code LIF: tau_m = -3.0 ms, but it must be > 0 ms}.
   *
   * @param model the model or thing that was described
   * @param symbol the parameter, as the field writes it
   * @param value the value given, with its unit where it has one
   * @param rule the rule that it broke, as the end of a sentence: "it must be > 0 ms"
   */
  public ParameterException(String model, String symbol, Object value, String rule) {
    super(model + ": " + symbol + " = " + value + ", but " + rule, null);
  }
}
