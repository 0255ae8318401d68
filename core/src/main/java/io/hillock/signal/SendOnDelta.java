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
 * track:       if x - r > th_up: UP, r = x;  else if r - x > th_dn: DOWN, r = x                 (2)
 * refractory:  as (2), but after an event the signal is ignored for t_ref; at its end r = x     (3)
 * }
 *
 * <p>x, r and thresholds in the unit of the signal; the first finite sample sets r. With (1) the
 * signal is known from its events to -th_dn &lt;= x - r &lt;= th_up at every sample (up to the
 * rounding of one float subtraction), as long as no burst limit cuts a jump; th_up times the UP
 * events plus th_dn times the DOWN events is then at most the total variation of the signal, and at
 * least the sum over its monotone runs of what each exceeds th_up + th_dn. (2) and (3) send at most
 * one event per sample and lose the size of a jump. A sample that is not finite yields no event,
 * leaves r as it is, and is counted; refractory time passes with it, and r waits for the next
 * finite sample.
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
      requireThreshold("th_up", up);
      requireThreshold("th_dn", down);
      if (refractorySamples < 0) {
        throw new ParameterException(
            "send-on-delta", "t_ref", refractorySamples + " samples", "it must be >= 0");
      }
      if (longestBurst < 1) {
        throw new ParameterException(
            "send-on-delta", "longest burst", longestBurst, "it must be >= 1");
      }
    }

    private static void requireThreshold(String symbol, float value) {
      if (!(value > 0 && Float.isFinite(value))) {
        throw new ParameterException(
            "send-on-delta", symbol, value, "it must be > 0 and finite, in the unit of the signal");
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
     * The track form with equal thresholds.
     *
     * @param threshold th_up = th_dn
     * @return the parameters
     */
    public static Parameters track(float threshold) {
      return new Parameters(Form.TRACK, threshold, threshold, 0, 1);
    }

    /**
     * The refractory form with equal thresholds.
     *
     * @param threshold th_up = th_dn
     * @param refractorySamples t_ref [samples]
     * @return the parameters
     */
    public static Parameters refractory(float threshold, int refractorySamples) {
      return new Parameters(Form.REFRACTORY, threshold, threshold, refractorySamples, 1);
    }

    /**
     * A variant with other thresholds.
     *
     * @param newUp th_up
     * @param newDown th_dn
     * @return the variant
     */
    public Parameters withThresholds(float newUp, float newDown) {
      return new Parameters(form, newUp, newDown, refractorySamples, longestBurst);
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
   * @throws ParameterException when a threshold is so small beside the sample that a step of it is
   *     lost in float arithmetic
   */
  public int encode(float x) {
    if (!Float.isFinite(x)) {
      notFinite++;
      deaf = deaf > 1 ? deaf - 1 : deaf;
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
      reference = stepped("th_up", parameters.up, reference + parameters.up);
      events++;
    }
    while (reference - x > parameters.down && -events < parameters.longestBurst) {
      reference = stepped("th_dn", parameters.down, reference - parameters.down);
      events--;
    }
    return events;
  }

  private float stepped(String symbol, float threshold, float next) {
    if (next == reference) {
      throw new ParameterException(
          "send-on-delta",
          symbol,
          threshold,
          "it must exceed the resolution of a float at the signal's value " + reference);
    }
    return next;
  }

  private int track(float x) {
    if (x - reference > parameters.up) { // (2)
      reference = x;
      return 1;
    }
    if (reference - x > parameters.down) {
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
