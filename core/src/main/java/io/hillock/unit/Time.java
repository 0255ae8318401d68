package io.hillock.unit;

import io.hillock.fault.ParameterException;

/**
 * A span of time.
 *
 * @param ms the span [ms], finite
 */
public record Time(double ms) implements Comparable<Time> {
  /** No time at all. */
  public static final Time ZERO = new Time(0);

  /** Checks that the span is finite. */
  public Time {
    if (!Double.isFinite(ms)) {
      throw new ParameterException("time", "t", ms + " ms", "it must be finite");
    }
  }

  /**
   * A span in milliseconds.
   *
   * @param ms the span [ms]
   * @return the span
   */
  public static Time ms(double ms) {
    return new Time(ms);
  }

  /**
   * A span in seconds.
   *
   * @param s the span [s]
   * @return the span
   */
  public static Time s(double s) {
    return new Time(s * 1e3);
  }

  /**
   * A span in microseconds.
   *
   * @param us the span [us]
   * @return the span
   */
  public static Time us(double us) {
    return new Time(us * 1e-3);
  }

  /**
   * The period of a rate.
   *
   * @param hz the rate [Hz], positive
   * @return 1/rate
   */
  public static Time period(double hz) {
    if (!(hz > 0)) {
      throw new ParameterException("time", "rate", hz + " Hz", "it must be > 0 Hz");
    }
    return new Time(1e3 / hz);
  }

  /**
   * The span in seconds.
   *
   * @return the span [s]
   */
  public double seconds() {
    return ms * 1e-3;
  }

  /**
   * Whole steps that cover this span, rounded up; a rest below a millionth of a step is ignored.
   *
   * @param dt the step, positive
   * @return the smallest k with k dt &gt;= this span
   */
  public int stepsUp(Time dt) {
    return (int) StrictMath.ceil(ms / dt.ms - 1e-6);
  }

  /**
   * Whole steps nearest to this span.
   *
   * @param dt the step, positive
   * @return the nearest k
   */
  public long steps(Time dt) {
    return StrictMath.round(ms / dt.ms);
  }

  /**
   * Decay over one step of a first-order system with this time constant, exp(-dt/tau).
   *
   * @param dt the step
   * @return the factor, in [0, 1]
   */
  public double decay(Time dt) {
    return ms == 0 ? 0 : StrictMath.exp(-dt.ms / ms);
  }

  @Override
  public int compareTo(Time other) {
    return Double.compare(ms, other.ms);
  }

  @Override
  public String toString() {
    return ms + " ms";
  }
}
