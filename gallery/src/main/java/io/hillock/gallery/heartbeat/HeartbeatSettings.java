package io.hillock.gallery.heartbeat;

import io.hillock.fault.ParameterException;
import io.hillock.learning.SoftmaxRegression;
import io.hillock.unit.Time;
import java.util.List;

/**
 * All constants of the heartbeat network, chosen on DS1 of the MIT-BIH database with held-out
 * records as persons to adapt to.
 *
 * @param encoding from samples to events
 * @param reservoir the hidden neurons
 * @param readout the classifier
 * @param hidden how the hidden synapses learn, where they do
 */
public record HeartbeatSettings(
    Encoding encoding, Reservoir reservoir, Readout readout, HiddenLearning hidden) {
  /**
   * From samples to events.
   *
   * @param highPassHz corner of the high-pass filter [Hz], &gt; 0
   * @param lowPass b, pole of the low-pass filter against muscle noise, in [0, 1)
   * @param fine fine threshold in units of the QRS height, &gt; 0
   * @param coarse coarse threshold in units of the QRS height, &gt; fine
   * @param longestBurst most events of one channel in one sample that reach the network
   * @param rhythmChannels K, channels of the rhythm code, &gt;= 2
   * @param rhythmRange R, range of the rhythm code [octaves], &gt; 0
   * @param rhythmRate r, rate of the running mean of the RR interval, in (0, 1)
   */
  public record Encoding(
      double highPassHz,
      double lowPass,
      float fine,
      float coarse,
      int longestBurst,
      int rhythmChannels,
      double rhythmRange,
      double rhythmRate) {
    /** Checks every documented bound. */
    public Encoding {
      if (!(highPassHz > 0 && fine > 0 && coarse > fine && rhythmRange > 0)
          || longestBurst < 1
          || rhythmChannels < 2
          || !(lowPass >= 0 && lowPass < 1)
          || !(rhythmRate > 0 && rhythmRate < 1)) {
        throw new ParameterException(
            "heartbeat",
            "encoding",
            "highPass " + highPassHz + " Hz, thresholds " + fine + ", " + coarse,
            "all must be positive, the coarse threshold the greater, the rate below 1");
      }
    }
  }

  /**
   * The hidden neurons: LIF with time constants dealt out in turn, sparse random input over axonal
   * delays.
   *
   * @param neurons number of neurons, &gt;= 1
   * @param connection probability of a synapse from each delayed channel, in (0, 1]
   * @param recurrence probability of a synapse between two hidden neurons, in [0, 1]
   * @param recurrentWeight absolute weight of the recurrent synapses, &gt; 0
   * @param rhythmWeight absolute weight of the rhythm channels, that of the leads being 1
   * @param rateHz rate to which thresholds are set [Hz], &gt; 0
   * @param delays axonal delays of the input
   * @param timeConstants membrane time constants
   */
  public record Reservoir(
      int neurons,
      double connection,
      double recurrence,
      double recurrentWeight,
      double rhythmWeight,
      double rateHz,
      List<Time> delays,
      List<Time> timeConstants) {
    /** Checks every documented bound and copies the lists. */
    public Reservoir {
      delays = List.copyOf(delays);
      timeConstants = List.copyOf(timeConstants);
      if (neurons < 1
          || !(connection > 0 && connection <= 1)
          || !(recurrence >= 0 && recurrence <= 1)
          || !(recurrentWeight > 0)
          || !(rateHz > 0)
          || delays.isEmpty()
          || timeConstants.isEmpty()) {
        throw new ParameterException(
            "heartbeat",
            "reservoir",
            neurons + " neurons, connection " + connection + ", " + rateHz + " Hz",
            "there must be neurons, delays and time constants, connection in (0, 1], rate > 0");
      }
    }
  }

  /**
   * The classifier over spike traces.
   *
   * @param latency from the date of a beat to its classification
   * @param traces time constants of the traces
   * @param base how the base is trained
   * @param eta learning rate on line, &gt;= 0
   * @param gate least standard score of a trace whose weights learn, &gt;= 0
   */
  public record Readout(
      Time latency, List<Time> traces, SoftmaxRegression.Training base, double eta, float gate) {
    /** Copies the list. */
    public Readout {
      traces = List.copyOf(traces);
      if (!(eta >= 0) || !(gate >= 0) || traces.isEmpty()) {
        throw new ParameterException(
            "heartbeat", "eta, gate", eta + ", " + gate, "both must be >= 0");
      }
    }
  }

  /**
   * How the synapses onto hidden neurons learn where they are plastic, by {@link
   * io.hillock.learning.ThreeFactorRule}.
   *
   * @param eta learning rate, &gt;= 0
   * @param trace time constant of the traces of spikes, &gt; 0
   */
  public record HiddenLearning(double eta, Time trace) {
    /** Checks every documented bound. */
    public HiddenLearning {
      if (!(eta >= 0) || !Double.isFinite(eta) || !(trace.ms() > 0)) {
        throw new ParameterException(
            "heartbeat",
            "hidden eta, trace",
            eta + ", " + trace,
            "eta must be >= 0 and finite, the time constant > 0 ms");
      }
    }
  }

  /** The settings in use. */
  public static final HeartbeatSettings DEFAULT =
      new HeartbeatSettings(
          new Encoding(0.5, 0.5, 0.04f, 0.2f, 4, 8, 0.25, 0.02),
          new Reservoir(
              288,
              0.042,
              0.0025,
              1,
              2,
              20,
              List.of(Time.ms(0), Time.ms(40), Time.ms(80), Time.ms(120), Time.ms(160)),
              List.of(
                  Time.ms(10),
                  Time.ms(30),
                  Time.ms(80),
                  Time.ms(200),
                  Time.ms(600),
                  Time.ms(2000))),
          new Readout(
              Time.ms(180),
              List.of(Time.ms(50), Time.ms(200), Time.ms(600)),
              new SoftmaxRegression.Training(1, 6, 256, 1e-3),
              0.0036,
              0.7f),
          new HiddenLearning(0.003, Time.ms(50)));

  /** Channels of the leads: two leads, two thresholds, two signs. */
  static final int LEAD_CHANNELS = 8;

  /** Greatest weight of the readout: range of a substrate and bound of plasticity. */
  public static final float READOUT_RANGE = 0.0625f;

  /** The constant feature that carries the bias, so that its weight fits into the same range. */
  static final float BIAS_FEATURE = 16;

  /** Number of classes: N, S, V, F. */
  static final int CLASSES = 4;

  /** Weights of the readout, those of the bias included. */
  int readoutWeights() {
    return (features() + 1) * CLASSES;
  }

  int features() {
    return (reservoir.neurons() + encoding.rhythmChannels()) * readout.traces().size();
  }
}
