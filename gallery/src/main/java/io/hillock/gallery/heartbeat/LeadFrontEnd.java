package io.hillock.gallery.heartbeat;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Brings one ECG lead to unit size, causally.
 *
 * {@snippet lang=text :
 * h[t] = a (h[t-1] + x[t] - x[t-1]),   a = exp(-2 pi f_c / f_s)
 * y[t] = b y[t-1] + (1 - b) h[t]                                                    (1)
 * m_w = max over window w of |y|;   g* = max(g_min, median of the last m_w)         (2)
 * g[t] = g[t-1] + (1 - exp(-1/(tau_g f_s))) (g* - g[t-1]);   z[t] = y[t] / g[t]     (3)
 * }
 *
 * <p>x [mV]; (1) is a one-pole high-pass against baseline wander and a one-pole low-pass against
 * muscle noise; (2) follows the height of the QRS complex and forgets single artefacts; before the
 * first window is full, g = max(1 mV, m). Samples that are not finite are replaced by the last good
 * one and counted.
 */
final class LeadFrontEnd implements Stateful {
  private static final double WINDOW_S = 1.5;
  private static final int MEDIAN_OF = 7;
  private static final float LEAST_GAIN_MV = 0.1f;
  private static final double GAIN_TAU_S = 1;

  private final float a;
  private final float b;
  private final float gainRate;
  private final int windowSamples;
  private final float[] peaks = new float[MEDIAN_OF];
  private final float[] sorted = new float[MEDIAN_OF];
  private int peakCount;
  private int nextPeak;
  private float peak;
  private int inWindow;
  private float gain = 1;
  private float target;
  private float high;
  private float y;
  private float last;
  private boolean started;
  private long notFinite;

  LeadFrontEnd(double frequency, double highPassHz, double lowPass) {
    b = (float) lowPass;
    a = (float) StrictMath.exp(-2 * Math.PI * highPassHz / frequency);
    gainRate = (float) (1 - StrictMath.exp(-1 / (GAIN_TAU_S * frequency)));
    windowSamples = (int) StrictMath.round(WINDOW_S * frequency);
  }

  float filter(float sample) {
    float x = sample;
    if (!Float.isFinite(x)) {
      notFinite++;
      x = last;
    }
    if (!started) {
      started = true;
      last = x;
    }
    high = a * (high + x - last); // (1)
    y = b * y + (1 - b) * high;
    last = x;
    peak = Math.max(peak, Math.abs(y));
    if (++inWindow == windowSamples) {
      endWindow();
    }
    if (target > 0) {
      gain += gainRate * (target - gain); // (3)
    } else {
      gain = Math.max(gain, peak);
    }
    return y / gain;
  }

  private void endWindow() {
    boolean first = peakCount == 0;
    peaks[nextPeak] = peak;
    nextPeak = nextPeak + 1 == MEDIAN_OF ? 0 : nextPeak + 1;
    peakCount = Math.min(peakCount + 1, MEDIAN_OF);
    System.arraycopy(peaks, 0, sorted, 0, peakCount);
    java.util.Arrays.sort(sorted, 0, peakCount);
    target = Math.max(LEAST_GAIN_MV, sorted[peakCount / 2]); // (2)
    if (first) {
      gain = target;
    }
    peak = 0;
    inWindow = 0;
  }

  long notFinite() {
    return notFinite;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("peaks", StateRole.INFERENCE, Float.SIZE, peaks);
    float[] values = {peak, gain, target, high, y, last};
    visitor.floats("values", StateRole.INFERENCE, Float.SIZE, values);
    peak = values[0];
    gain = values[1];
    target = values[2];
    high = values[3];
    y = values[4];
    last = values[5];
    int[] clocks = {peakCount, nextPeak, inWindow, started ? 1 : 0};
    visitor.ints("clocks", StateRole.INFERENCE, 16, clocks);
    peakCount = clocks[0];
    nextPeak = clocks[1];
    inWindow = clocks[2];
    started = clocks[3] != 0;
    notFinite = visitor.scalar("notFinite", StateRole.BOOKKEEPING, Long.SIZE, notFinite);
  }
}
