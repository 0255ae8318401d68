package io.hillock.gallery.bayes;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Beat;
import io.hillock.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the regression sees of a beat: intervals and, for each of two leads, its shape beside the
 * mean beat of the same person, which takes no labels.
 *
 * {@snippet lang=text :
 * log2(RR / M),  log2(RR_next / M),  log2(RR / RR_last)                                  (1)
 * c = <z, t> / |z| |t|                         z, t over [-100, 100] ms                  (2)
 * a = log2(max |z| / max |t|)                                                            (3)
 * b = mean |z| / max |z|                                                                 (4)
 * d = mean of z over [200, 360] ms / max |t|                                             (5)
 * }
 *
 * <p>RR interval before the beat, RR_next after it, RR_last before the last beat; M median interval
 * of the recording; z signal less its mean over [-200, 360] ms; t mean of z over all beats of the
 * recording. 11 inputs and a place for the constant.
 */
final class BeatInputs {
  static final int INPUTS = 12;

  private static final int LEADS = 2;
  private static final double BEFORE_S = 0.2;
  private static final double AFTER_S = 0.36;
  private static final double QRS_S = 0.1;
  private static final double WAVE_T_S = 0.2;
  private static final double LEAST = 1e-3; // [mV], below what 11 bit resolve

  private final float[][] signal = new float[LEADS][];
  private final double[][] template = new double[LEADS][];
  private final double fs;
  private final int before;
  private final int after;
  private final double medianRr;
  private final List<Beat> beats;

  BeatInputs(AnnotatedRecording recording) {
    fs = recording.recording().frequency();
    before = (int) StrictMath.rint(BEFORE_S * fs);
    after = (int) StrictMath.rint(AFTER_S * fs);
    beats = recording.beats();
    for (int lead = 0; lead < LEADS; lead++) {
      signal[lead] =
          recording.recording().physical(StrictMath.min(lead, recording.recording().signals() - 1));
      template[lead] = meanBeat(signal[lead]);
    }
    double[] rr = new double[StrictMath.max(0, beats.size() - 1)];
    for (int b = 1; b < beats.size(); b++) {
      rr[b - 1] = interval(b);
    }
    Arrays.sort(rr);
    medianRr = rr.length == 0 ? 1 : rr[rr.length / 2];
  }

  private double interval(int b) {
    return StrictMath.max(1, beats.get(b).sample() - beats.get(b - 1).sample()) / fs;
  }

  /** z around a sample, or null where the signal ends or is invalid. */
  private double[] window(float[] x, int at) {
    if (at < before || at + after >= x.length) {
      return null;
    }
    double[] z = new double[before + after + 1];
    double mean = 0;
    for (int i = 0; i < z.length; i++) {
      z[i] = x[at - before + i];
      mean += z[i];
    }
    mean /= z.length;
    for (int i = 0; i < z.length; i++) {
      z[i] -= mean;
    }
    return Double.isFinite(mean) ? z : null;
  }

  private double[] meanBeat(float[] x) {
    double[] mean = new double[before + after + 1];
    int whole = 0;
    for (Beat beat : beats) {
      double[] z = window(x, beat.sample());
      whole += z == null ? 0 : 1;
      for (int i = 0; z != null && i < z.length; i++) {
        mean[i] += (z[i] - mean[i]) / whole;
      }
    }
    return mean;
  }

  /** Inputs of the beats of one class that have neighbours and whole windows. */
  List<double[]> of(AamiClass wanted) {
    List<double[]> rows = new ArrayList<>();
    for (int b = 2; b + 1 < beats.size(); b++) {
      if (beats.get(b).aamiClass() == wanted) {
        double[] intervals = {interval(b), interval(b + 1), interval(b - 1)};
        double[][] z = {
          window(signal[0], beats.get(b).sample()), window(signal[1], beats.get(b).sample())
        };
        add(rows, intervals, z);
      }
    }
    return rows;
  }

  /**
   * Leads that have come off: noise of a random walk with leak, of the deviation of the leads
   * themselves, in which a detector fires after 0.3 to 1.5 s.
   */
  List<double[]> ofNoise(int count, RandomStream random) {
    List<double[]> rows = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      double[] intervals = new double[3];
      for (int k = 0; k < intervals.length; k++) {
        intervals[k] = random.nextDouble(0.3, 1.5);
      }
      double[][] z = new double[LEADS][];
      for (int lead = 0; lead < LEADS; lead++) {
        z[lead] = noise(power(template[lead]), random);
      }
      add(rows, intervals, z);
    }
    return rows;
  }

  private double[] noise(double power, RandomStream random) {
    double keep = StrictMath.exp(-1 / (0.02 * fs)); // corner at 8 Hz
    float[] x = new float[before + after + 1];
    double state = random.nextGaussian();
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) (StrictMath.sqrt(power) * state);
      state = keep * state + StrictMath.sqrt(1 - keep * keep) * random.nextGaussian();
    }
    return window(x, before);
  }

  private static double power(double[] z) {
    double sum = 0;
    for (double v : z) {
      sum += v * v;
    }
    return sum / z.length;
  }

  private void add(List<double[]> rows, double[] intervals, double[][] z) {
    if (z[0] == null || z[1] == null) {
      return;
    }
    double[] x = new double[INPUTS];
    x[0] = log2(intervals[0] / medianRr);
    x[1] = log2(intervals[1] / medianRr);
    x[2] = log2(intervals[0] / intervals[2]); // (1)
    int from = before - (int) (QRS_S * fs);
    int to = before + (int) (QRS_S * fs);
    for (int lead = 0; lead < LEADS; lead++) {
      double zt = 0;
      double zz = 0;
      double tt = 0;
      double zMax = LEAST;
      double tMax = LEAST;
      double area = 0;
      for (int i = from; i <= to; i++) {
        double v = z[lead][i];
        double t = template[lead][i];
        zt += v * t;
        zz += v * v;
        tt += t * t;
        zMax = StrictMath.max(zMax, StrictMath.abs(v));
        tMax = StrictMath.max(tMax, StrictMath.abs(t));
        area += StrictMath.abs(v);
      }
      double late = 0;
      int start = before + (int) (WAVE_T_S * fs);
      for (int i = start; i < z[lead].length; i++) {
        late += z[lead][i];
      }
      int at = 3 + 4 * lead;
      x[at] = zt / StrictMath.sqrt(zz * tt + LEAST * LEAST * LEAST * LEAST); // (2)
      x[at + 1] = log2(zMax / tMax); // (3)
      x[at + 2] = area / (to - from + 1) / zMax; // (4)
      x[at + 3] = late / (z[lead].length - start) / tMax; // (5)
    }
    rows.add(x);
  }

  private static double log2(double v) {
    return StrictMath.log(v) / StrictMath.log(2);
  }
}
