package io.hillock.signal;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Send-on-delta encoder (level crossing, delta modulation) of one signal: UP and DOWN events when
 * the signal x has moved by a threshold from the reference r.
 *
 * {@snippet lang=text :
 * exact step:  while x - r > th_up: UP, r += th_up;  while r - x > th_dn: DOWN, r -= th_dn      (1)
 * track:       if x > r + th_up: UP, r = x;  else if x < r - th_dn: DOWN, r = x                 (2)
 * refractory:  as (2), but after an event the signal is ignored for t_ref; at its end r = x     (3)
 * }
 *
 * <p>x, r and thresholds in the unit of the signal. With (1) the signal is known from its events to
 * |x - r| &lt;= max(th_up, th_dn) at every sample, as long as no burst limit cuts a jump; (2) and
 * (3) send at most one event per sample and lose the size of a jump. Samples that are not finite
 * yield no event, leave r as it is, and are counted.
 *
 * @see "M. Miskowicz (2006), Sensors 6:49, doi:10.3390/s6010049"
 */
public final class SendOnDelta implements Stateful {
  /** Which of the published forms. */
  public enum Form {
    /** Equation (1). */
    EXACT_STEP,
    /** Equation (2). */
    TRACK,
    /** Equation (3). */
    REFRACTORY
  }

  /**
   * Parameters of the encoder.
   *
   * @param form which of the published forms
   * @param up th_up, &gt; 0
   * @param down th_dn, &gt; 0
   * @param refractorySamples t_ref [samples], used by the refractory form only, &gt;= 0
   * @param longestBurst most events of one sample in the exact-step form, &gt;= 1; what a jump
   *     exceeds it is sent with the next samples
   */
  public record Parameters(
      Form form, float up, float down, int refractorySamples, int longestBurst) {
    /** Checks every documented bound. */
    public Parameters {
      if (!(up > 0) || !(down > 0)) {
        throw new ParameterException(
            "send-on-delta", "thresholds", up + ", " + down, "both must be > 0");
      }
      if (refractorySamples < 0) {
        throw new ParameterException(
            "send-on-delta", "t_ref", refractorySamples + " samples", "it must be >= 0");
      }
      if (longestBurst < 1) {
        throw new ParameterException(
            "send-on-delta", "longest burst", longestBurst, "it must be >= 1");
      }
    }

    /**
     * The exact-step form with equal thresholds and bursts of any practical length.
     *
     * @param threshold th_up = th_dn
     * @return the parameters
     */
    public static Parameters exactStep(float threshold) {
      return new Parameters(Form.EXACT_STEP, threshold, threshold, 0, 1_000_000);
    }

    /**
     * A variant with another limit of the burst.
     *
     * @param events most events of one sample
     * @return the variant
     */
    public Parameters withLongestBurst(int events) {
      return new Parameters(form, up, down, refractorySamples, events);
    }
  }

  private final Parameters parameters;
  private float reference;
  private boolean started;
  private int deaf;
  private long notFinite;

  /**
   * An encoder whose reference will be the first sample.
   *
   * @param parameters its parameters
   */
  public SendOnDelta(Parameters parameters) {
    this.parameters = parameters;
  }

  /**
   * Encodes a sample.
   *
   * @param x the sample
   * @return number of events, positive for UP and negative for DOWN
   */
  public int encode(float x) {
    if (!Float.isFinite(x)) {
      notFinite++;
      return 0;
    }
    if (!started) {
      started = true;
      reference = x;
      return 0;
    }
    return switch (parameters.form) {
      case EXACT_STEP -> exactStep(x);
      case TRACK -> track(x);
      case REFRACTORY -> refractory(x);
    };
  }

  private int exactStep(float x) {
    int events = 0;
    while (x - reference > parameters.up && events < parameters.longestBurst) { // (1)
      float next = reference + parameters.up;
      if (next == reference) {
        throw new ArithmeticException("threshold " + parameters.up + " is lost in " + reference);
      }
      reference = next;
      events++;
    }
    while (reference - x > parameters.down && -events < parameters.longestBurst) {
      float next = reference - parameters.down;
      if (next == reference) {
        throw new ArithmeticException("threshold " + parameters.down + " is lost in " + reference);
      }
      reference = next;
      events--;
    }
    return events;
  }

  private int track(float x) {
    if (x > reference + parameters.up) { // (2)
      reference = x;
      return 1;
    }
    if (x < reference - parameters.down) {
      reference = x;
      return -1;
    }
    return 0;
  }

  private int refractory(float x) {
    if (deaf > 0) { // (3)
      deaf--;
      if (deaf == 0) {
        reference = x;
      }
      return 0;
    }
    int event = track(x);
    if (event != 0) {
      deaf = parameters.refractorySamples;
    }
    return event;
  }

  /**
   * The reference, which is the reconstruction of the signal from its events.
   *
   * @return r
   */
  public float reference() {
    return reference;
  }

  /**
   * Samples that were not finite.
   *
   * @return their number
   */
  public long notFinite() {
    return notFinite;
  }

  @Override
  public void visit(StateVisitor visitor) {
    reference = (float) visitor.scalar("r", StateRole.INFERENCE, Float.SIZE, (double) reference);
    started = visitor.scalar("started", StateRole.INFERENCE, 1, started ? 1L : 0L) != 0;
    deaf = (int) visitor.scalar("deaf", StateRole.INFERENCE, Integer.SIZE, (long) deaf);
    notFinite = visitor.scalar("notFinite", StateRole.BOOKKEEPING, Long.SIZE, notFinite);
  }
}
