package io.hillock.gallery.heartbeat;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Finds heartbeats in the events of the leads, causally: it never sees a sample.
 *
 * {@snippet lang=text :
 * u = l1 u + up + w2 UP,   d = l1 d + down + w2 DOWN        per lead                (1)
 * r = |u - d|,   q = q + (1 - l2) (r - q)                                           (2)
 * a = sum over leads of g q / (S + eps)                                             (3)
 * threshold = N + c (P - N), sinking after one mean RR interval R without a beat,
 *             but not below m P, + h P max(0, 1 - t / R) t after the last beat        (4)
 * date = sum t b(t)^2 / sum b(t)^2,   b = sum over leads of g r / (S + eps)         (5)
 * }
 *
 * <p>up, down events of the fine and UP, DOWN of the coarse threshold; u, d leaky counts; r the
 * slope, in which the up and down of muscle noise cancel; q activity of the QRS complex; S its
 * level in each lead, P the level of accepted and N that of refused maxima of a; g weights of the
 * leads by how far beats stand out of the noise. A maximum of a that has stood for 125 ms is
 * judged: it is a beat when it exceeds (4), lies 184 ms after the last beat, and is not a T wave
 * (within 335 ms and below 0.89 of the last beat). What comes before its time must be the larger,
 * which spares beats made of noise. Its date is the centre (5) of the slopes from 125 ms before the
 * maximum to 18 ms after it. After 10.2 s without a beat the signal counts as lost and the levels
 * sink; a shorter pause leaves them alone. The constants were found by random search on the 22
 * records of DS1 of the MIT-BIH database, as they are, with pauses of 1.5 to 6 s inserted (half of
 * them with blocked P waves), and with added noise.
 */
final class BeatDetector implements Stateful {
  /** What {@link #step} returns when no beat was found. */
  static final int NONE = -1;

  private static final double TAU_COUNT_S = 0.01313;
  private static final double TAU_ACTIVITY_S = 0.04206;
  private static final float COARSE_WEIGHT = 2.578f;
  private static final float THRESHOLD = 0.3163f;
  private static final float LEVEL_RATE = 0.0872f;
  private static final float NOISE_RATE = 0.313f;
  private static final float LEVEL_CAP = 1.429f;
  private static final double WAIT_S = 0.125;
  private static final double REFRACTORY_S = 0.184;
  private static final double T_WAVE_S = 0.335;
  private static final float T_WAVE_FRACTION = 0.886f;
  private static final double SINK_TAU_S = 1.563;
  private static final float LEAST_THRESHOLD = 0.3567f;
  private static final float EARLY = 0.35f;
  private static final double DATE_BEFORE_S = 0.125;
  private static final double DATE_AFTER_S = 0.018;
  private static final double WARM_UP_S = 0.9517;
  private static final double LOST_S = 10.2;
  private static final float LOST_DECAY = 0.904f;
  private static final double QUALITY_EXPONENT = 1.725;
  private static final float EPS = 1e-3f;

  private final double frequency;
  private final int leads;
  private final float countDecay;
  private final float activityDecay;
  private final int wait;
  private final int refractory;
  private final int tWave;
  private final int warmUp;
  private final int before;
  private final int after;
  private final float[] slopes;
  private final float[] up;
  private final float[] down;
  private final float[] activity;
  private final float[] level;
  private final float[] noise;
  private final float[] weight;
  private final float[] atPeak;
  private float peak;
  private long peakTime = -1;
  private float acceptedLevel = 1;
  private float refusedLevel = 0.05f;
  private float lastBeatPeak;
  private float meanInterval;
  private long lastBeat;
  private long time = -1;

  BeatDetector(double frequency, int leads) {
    this.frequency = frequency;
    this.leads = leads;
    countDecay = (float) StrictMath.exp(-1 / (TAU_COUNT_S * frequency));
    activityDecay = (float) StrictMath.exp(-1 / (TAU_ACTIVITY_S * frequency));
    wait = (int) (WAIT_S * frequency);
    refractory = (int) (REFRACTORY_S * frequency);
    tWave = (int) (T_WAVE_S * frequency);
    warmUp = (int) (WARM_UP_S * frequency);
    before = (int) (DATE_BEFORE_S * frequency);
    after = (int) (DATE_AFTER_S * frequency);
    slopes = new float[before + wait + 1];
    up = new float[leads];
    down = new float[leads];
    activity = new float[leads];
    level = new float[leads];
    noise = new float[leads];
    weight = new float[leads];
    atPeak = new float[leads];
    java.util.Arrays.fill(weight, 1f / leads);
    meanInterval = (float) (0.8 * frequency);
    lastBeat = -(long) (1000 * frequency);
  }

  /**
   * Takes the events of one sample.
   *
   * @param fine signed events of the fine threshold, by lead
   * @param coarse signed events of the coarse threshold, by lead
   * @return samples since the date of a beat that is told now, or {@link #NONE}
   */
  int step(int[] fine, int[] coarse) {
    time++;
    float a = 0;
    float slope = 0;
    for (int l = 0; l < leads; l++) {
      up[l] = countDecay * up[l] + Math.max(fine[l], 0) + COARSE_WEIGHT * Math.max(coarse[l], 0);
      down[l] =
          countDecay * down[l] + Math.max(-fine[l], 0) + COARSE_WEIGHT * Math.max(-coarse[l], 0);
      float r = Math.abs(up[l] - down[l]);
      activity[l] += (1 - activityDecay) * (r - activity[l]); // (2)
      float scale = weight[l] / (level[l] + EPS);
      a += scale * activity[l]; // (3)
      slope += scale * r;
    }
    slopes[(int) (time % slopes.length)] = slope;
    if (time < warmUp) {
      warmUp();
      return NONE;
    }
    if (peakTime < 0 || a > peak) {
      hold(a);
      return NONE;
    }
    if (time - peakTime < wait) {
      return NONE;
    }
    int found = isBeat() ? accept() : refuse();
    weighLeads();
    hold(a);
    return found;
  }

  private void warmUp() {
    for (int l = 0; l < leads; l++) {
      atPeak[l] = Math.max(atPeak[l], activity[l]);
      if (time == warmUp - 1) {
        level[l] = 0.7f * atPeak[l];
        noise[l] = 0.05f * atPeak[l];
      }
    }
  }

  private void hold(float a) {
    peak = a;
    peakTime = time;
    System.arraycopy(activity, 0, atPeak, 0, leads);
  }

  private boolean isBeat() {
    long interval = peakTime - lastBeat;
    float threshold = refusedLevel + THRESHOLD * (acceptedLevel - refusedLevel); // (4)
    if (interval > meanInterval) {
      threshold *= (float) StrictMath.exp(-(interval - meanInterval) / (SINK_TAU_S * frequency));
    }
    threshold = Math.max(threshold, LEAST_THRESHOLD * acceptedLevel);
    threshold += EARLY * acceptedLevel * Math.max(0, 1 - interval / meanInterval);
    boolean isTWave = interval < tWave && peak < T_WAVE_FRACTION * lastBeatPeak;
    return peak > threshold && interval > refractory && !isTWave;
  }

  private int accept() {
    long interval = peakTime - lastBeat;
    acceptedLevel += LEVEL_RATE * (Math.min(peak, LEVEL_CAP * acceptedLevel) - acceptedLevel);
    for (int l = 0; l < leads; l++) {
      level[l] += LEVEL_RATE * (Math.min(atPeak[l], LEVEL_CAP * level[l]) - level[l]);
    }
    if (interval < 3 * frequency) {
      float bounded = Math.clamp(interval, 0.5f * meanInterval, 1.6f * meanInterval);
      meanInterval += 0.12f * (bounded - meanInterval);
    }
    lastBeatPeak = Math.min(peak, 1.5f * acceptedLevel);
    lastBeat = peakTime;
    return (int) (time - date());
  }

  private long date() {
    double sum = 0;
    double moment = 0;
    for (int k = -before; k <= after; k++) {
      long t = Math.max(0, peakTime + k);
      double b = slopes[(int) (t % slopes.length)];
      sum += b * b;
      moment += k * b * b;
    }
    return peakTime + StrictMath.round(moment / (sum + 1e-9)); // (5)
  }

  private int refuse() {
    long interval = peakTime - lastBeat;
    if (interval > refractory) {
      refusedLevel += NOISE_RATE * (Math.min(peak, acceptedLevel) - refusedLevel);
      boolean lost = interval > LOST_S * frequency;
      for (int l = 0; l < leads; l++) {
        noise[l] += NOISE_RATE * (Math.min(atPeak[l], level[l]) - noise[l]);
        level[l] *= lost ? LOST_DECAY : 1;
      }
      acceptedLevel *= lost ? LOST_DECAY : 1;
    }
    return NONE;
  }

  private void weighLeads() {
    float sum = 0;
    for (int l = 0; l < leads; l++) {
      double clear = Math.max(0.02, 1 - noise[l] / (level[l] + EPS));
      weight[l] = (float) StrictMath.pow(clear, QUALITY_EXPONENT);
      sum += weight[l];
    }
    for (int l = 0; l < leads; l++) {
      weight[l] /= sum;
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("up", StateRole.INFERENCE, Float.SIZE, up);
    visitor.floats("down", StateRole.INFERENCE, Float.SIZE, down);
    visitor.floats("activity", StateRole.INFERENCE, Float.SIZE, activity);
    visitor.floats("level", StateRole.INFERENCE, Float.SIZE, level);
    visitor.floats("noise", StateRole.INFERENCE, Float.SIZE, noise);
    visitor.floats("weight", StateRole.INFERENCE, Float.SIZE, weight);
    visitor.floats("atPeak", StateRole.INFERENCE, Float.SIZE, atPeak);
    visitor.floats("slopes", StateRole.INFERENCE, Float.SIZE, slopes);
    float[] values = {peak, acceptedLevel, refusedLevel, lastBeatPeak, meanInterval};
    visitor.floats("values", StateRole.INFERENCE, Float.SIZE, values);
    peak = values[0];
    acceptedLevel = values[1];
    refusedLevel = values[2];
    lastBeatPeak = values[3];
    meanInterval = values[4];
    long[] times = {peakTime, lastBeat, time};
    visitor.longs("times", StateRole.INFERENCE, 32, times);
    peakTime = times[0];
    lastBeat = times[1];
    time = times[2];
  }
}
