package io.hillock.data.wfdb;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import java.util.ArrayList;
import java.util.List;

/**
 * A record in memory: its header and the samples of its signals.
 *
 * <p>Samples are kept as they were digitised [adu]; physical values follow from the calibration:
 *
 * {@snippet lang=text :
 * x = (sample - baseline) / gain                                                    (1)
 * }
 *
 * <p>An invalid sample (the lowest value of its format; also the end of a skewed signal) is {@link
 * #INVALID} and its physical value is NaN. Nothing is interpolated here: whoever consumes the
 * signal decides, and {@link #invalidCount} tells how often.
 *
 * <p>Instances do not change; arrays are copied in and out.
 */
public final class Recording {
  /** The value of an invalid sample, whatever the storage format. */
  public static final short INVALID = Short.MIN_VALUE;

  private final Header header;
  private final short[][] samples;

  private Recording(Header header, short[][] samples) {
    this.header = header;
    this.samples = samples;
  }

  /**
   * A recording from samples.
   *
   * @param header its header; the number of frames must agree with the samples
   * @param samples [adu], shape (signals, frames x samples per frame of the signal)
   * @return the recording
   */
  public static Recording of(Header header, short[][] samples) {
    if (header.frames() < 1) {
      throw new ParameterException("recording", "frames", header.frames(), "it must be >= 1");
    }
    if (samples.length != header.signals().size()) {
      throw new ParameterException(
          "recording",
          "signals",
          samples.length,
          "the header describes " + header.signals().size());
    }
    short[][] copy = new short[samples.length][];
    for (int s = 0; s < samples.length; s++) {
      long wanted = (long) header.frames() * header.signals().get(s).storage().samplesPerFrame();
      if (samples[s].length != wanted) {
        throw new ParameterException(
            "recording", "samples of signal " + s, samples[s].length, "it must be " + wanted);
      }
      copy[s] = samples[s].clone();
    }
    return new Recording(header, copy);
  }

  /** A recording that shares the array, for the reader in this package. */
  static Recording sharing(Header header, short[][] samples) {
    return new Recording(header, samples);
  }

  /** The arrays themselves, for the writer in this package. */
  short[][] shared() {
    return samples;
  }

  /**
   * The header.
   *
   * @return the header; its number of frames is that of the samples
   */
  public Header header() {
    return header;
  }

  /**
   * Number of signals.
   *
   * @return at least 1
   */
  public int signals() {
    return samples.length;
  }

  /**
   * Number of frames: samples of each signal that has one sample per frame.
   *
   * @return at least 1
   */
  public int frames() {
    return header.frames();
  }

  /**
   * Frames per second.
   *
   * @return [Hz]
   */
  public double frequency() {
    return header.timing().frequency();
  }

  /**
   * Duration of the recording.
   *
   * @return frames over frequency [s]
   */
  public double seconds() {
    return frames() / frequency();
  }

  /**
   * Number of samples of a signal.
   *
   * @param signal its index
   * @return frames times its samples per frame
   */
  public int length(int signal) {
    return samples[signal].length;
  }

  /**
   * One digitised sample.
   *
   * @param signal index of the signal
   * @param index index of the sample
   * @return the sample [adu], or {@link #INVALID}
   */
  public short sample(int signal, int index) {
    return samples[signal][index];
  }

  /**
   * The digitised samples of a signal.
   *
   * @param signal its index
   * @return a copy [adu], shape (length)
   */
  public short[] samples(int signal) {
    return samples[signal].clone();
  }

  /**
   * The physical values of a signal, equation (1).
   *
   * @param signal its index
   * @return a new array in the signal's unit, NaN where a sample is invalid, shape (length)
   */
  public float[] physical(int signal) {
    float[] values = new float[samples[signal].length];
    physical(signal, 0, values);
    return values;
  }

  /**
   * The physical values of a stretch of a signal, equation (1).
   *
   * @param signal its index
   * @param from index of the first sample
   * @param into where to put the values, NaN where a sample is invalid; its length is the stretch's
   */
  public void physical(int signal, int from, float[] into) {
    SignalSpec.Calibration calibration = header.signals().get(signal).calibration();
    short[] x = samples[signal];
    double gain = calibration.aduPerUnit();
    double baseline = calibration.baseline();
    for (int i = 0; i < into.length; i++) {
      short sample = x[from + i];
      into[i] = sample == INVALID ? Float.NaN : (float) ((sample - baseline) / gain); // (1)
    }
  }

  /**
   * How many samples of a signal are invalid.
   *
   * @param signal its index
   * @return the count
   */
  public int invalidCount(int signal) {
    int count = 0;
    for (short sample : samples[signal]) {
      if (sample == INVALID) {
        count++;
      }
    }
    return count;
  }

  /**
   * Index of the lead with this description.
   *
   * @param lead description, for example MLII
   * @return its index
   * @throws InputException if the record lacks it
   */
  public int signal(String lead) {
    List<String> leads = new ArrayList<>();
    for (int s = 0; s < samples.length; s++) {
      String description = header.signals().get(s).description();
      if (description.equals(lead)) {
        return s;
      }
      leads.add(description);
    }
    throw new InputException(header.name(), "lead", lead, "the record has " + leads);
  }
}
