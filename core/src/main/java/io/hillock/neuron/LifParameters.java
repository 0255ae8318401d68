package io.hillock.neuron;

import io.hillock.fault.ParameterException;
import io.hillock.unit.Time;

/**
 * Parameters of a leaky integrate-and-fire neuron; v is dimensionless and rests at 0.
 *
 * @param tauM tau_m, membrane time constant, &gt; 0
 * @param vTh v_th, firing threshold, &gt; 0
 * @param reset what a spike does to the membrane
 * @param vReset v_reset, used by {@link ResetMode#TO_VALUE} only, below v_th
 * @param tRef t_ref, refractory period, &gt;= 0, rounded up to whole steps
 * @param scaling factor on the input
 * @param refractoriness what the membrane does in the refractory period; {@link
 *     Refractoriness#HOLD} not with {@link ResetMode#SUBTRACT_AFTER_DECAY} or {@link
 *     ResetMode#NONE}
 */
public record LifParameters(
    Time tauM,
    double vTh,
    ResetMode reset,
    double vReset,
    Time tRef,
    InputScaling scaling,
    Refractoriness refractoriness) {
  /** tau_m = 20 ms, v_th = 1, subtracting reset, no refractory period, unit input. */
  public static final LifParameters DEFAULT =
      new LifParameters(
          Time.ms(20),
          1,
          ResetMode.SUBTRACT,
          0,
          Time.ZERO,
          InputScaling.UNIT,
          Refractoriness.INTEGRATE);

  /** Checks every documented bound. */
  public LifParameters {
    if (!(tauM.ms() > 0)) {
      throw new ParameterException("LIF", "tau_m", tauM, "it must be > 0 ms");
    }
    if (!(vTh > 0)) {
      throw new ParameterException("LIF", "v_th", vTh, "it must be > 0");
    }
    if (!(vReset < vTh)) {
      throw new ParameterException("LIF", "v_reset", vReset, "it must lie below v_th = " + vTh);
    }
    if (!(tRef.ms() >= 0)) {
      throw new ParameterException("LIF", "t_ref", tRef, "it must be >= 0 ms");
    }
    if (refractoriness == Refractoriness.HOLD && !actsAtOnce(reset)) {
      throw new ParameterException(
          "LIF", "refractoriness", refractoriness, "reset " + reset + " leaves no value to hold");
    }
  }

  private static boolean actsAtOnce(ResetMode reset) {
    return switch (reset) {
      case TO_ZERO, TO_VALUE, SUBTRACT -> true;
      case SUBTRACT_AFTER_DECAY, NONE -> false;
    };
  }

  /**
   * Parameters of a neuron that goes on integrating in its refractory period.
   *
   * @param tauM tau_m, membrane time constant, &gt; 0
   * @param vTh v_th, firing threshold, &gt; 0
   * @param reset what a spike does to the membrane
   * @param vReset v_reset, used by {@link ResetMode#TO_VALUE} only, below v_th
   * @param tRef t_ref, refractory period, &gt;= 0, rounded up to whole steps
   * @param scaling factor on the input
   */
  public LifParameters(
      Time tauM, double vTh, ResetMode reset, double vReset, Time tRef, InputScaling scaling) {
    this(tauM, vTh, reset, vReset, tRef, scaling, Refractoriness.INTEGRATE);
  }

  /**
   * A variant with another membrane time constant.
   *
   * @param value tau_m
   * @return the variant
   */
  public LifParameters withTauM(Time value) {
    return new LifParameters(value, vTh, reset, vReset, tRef, scaling, refractoriness);
  }

  /**
   * A variant with another threshold.
   *
   * @param value v_th
   * @return the variant
   */
  public LifParameters withVTh(double value) {
    return new LifParameters(tauM, value, reset, vReset, tRef, scaling, refractoriness);
  }

  /**
   * A variant with another reset.
   *
   * @param value the reset mode
   * @return the variant
   */
  public LifParameters withReset(ResetMode value) {
    return new LifParameters(tauM, vTh, value, vReset, tRef, scaling, refractoriness);
  }

  /**
   * A variant with another refractory period.
   *
   * @param value t_ref
   * @return the variant
   */
  public LifParameters withTRef(Time value) {
    return new LifParameters(tauM, vTh, reset, vReset, value, scaling, refractoriness);
  }

  /**
   * A variant with another input scaling.
   *
   * @param value the scaling
   * @return the variant
   */
  public LifParameters withScaling(InputScaling value) {
    return new LifParameters(tauM, vTh, reset, vReset, tRef, value, refractoriness);
  }

  /**
   * A variant with another behaviour in the refractory period.
   *
   * @param value the behaviour
   * @return the variant
   */
  public LifParameters withRefractoriness(Refractoriness value) {
    return new LifParameters(tauM, vTh, reset, vReset, tRef, scaling, value);
  }

  /** Tells all parameters; the default refractoriness in silence, so that old texts stay valid. */
  @Override
  public String toString() {
    return "LifParameters[tauM="
        + tauM
        + ", vTh="
        + vTh
        + ", reset="
        + reset
        + ", vReset="
        + vReset
        + ", tRef="
        + tRef
        + ", scaling="
        + scaling
        + (refractoriness == Refractoriness.INTEGRATE ? "" : ", refractoriness=" + refractoriness)
        + "]";
  }
}
