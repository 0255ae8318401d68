package io.hillock.gallery.heartbeat;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Says how early or late a beat came: one event per beat, on a channel chosen by the interval.
 *
 * {@snippet lang=text :
 * channel = clip(floor(K (log2(RR / M) + R) / (2 R)), 0, K - 1)                     (1)
 * M = M + r (clip(RR, 0.6 M, 1.6 M) - M)                                            (2)
 * }
 *
 * <p>RR interval to the last beat, M its running mean, both in samples; K channels over the range
 * [-R, R] of the logarithm.
 */
final class RhythmCode implements Stateful {
  private final int channels;
  private final double range;
  private final float rate;
  private float mean;
  private long lastBeat = -1;

  RhythmCode(int channels, double range, double rate) {
    this.channels = channels;
    this.range = range;
    this.rate = (float) rate;
  }

  /**
   * Takes a beat.
   *
   * @param date the sample of the beat
   * @return the channel of its event, or -1 for the first beat
   */
  int beat(long date) {
    long interval = date - lastBeat;
    boolean first = lastBeat < 0;
    lastBeat = date;
    if (first || interval <= 0) {
      return -1;
    }
    if (mean == 0) {
      mean = interval;
    }
    double octaves = StrictMath.log(interval / (double) mean) / StrictMath.log(2);
    int channel = (int) StrictMath.floor(channels * (octaves + range) / (2 * range)); // (1)
    mean += rate * (Math.clamp(interval, 0.6f * mean, 1.6f * mean) - mean); // (2)
    return Math.clamp(channel, 0, channels - 1);
  }

  @Override
  public void visit(StateVisitor visitor) {
    mean = (float) visitor.scalar("mean", StateRole.INFERENCE, Float.SIZE, (double) mean);
    lastBeat = visitor.scalar("lastBeat", StateRole.INFERENCE, 32, lastBeat);
  }
}
