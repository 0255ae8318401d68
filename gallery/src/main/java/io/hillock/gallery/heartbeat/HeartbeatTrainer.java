package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Beat;
import io.hillock.fault.ParameterException;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.learning.SoftmaxRegression;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains a base from recordings of many persons: thresholds by homeostasis, centre and scale of the
 * features, then the readout by penalised softmax regression.
 *
 * {@snippet lang=text :
 * v_th_j <- v_th_j ((f_j + 0.3)/(f* + 0.3))^q,  q = 0.6 in the first rounds, then 0.3    (1)
 * }
 *
 * <p>f_j rate of neuron j over 20 s of every recording, another stretch in each round; f* the
 * wanted rate [Hz]; the factor of (1) is kept within [0.3, 3].
 */
public final class HeartbeatTrainer {
  private static final int ROUNDS = 14;
  private static final int FIRST_S = 30;
  private static final int STRETCH_S = 20;
  private static final double RATE_OFFSET_HZ = 0.3;
  private static final float LEAST_THRESHOLD = 0.05f;
  private static final double LEAST_VARIANCE = 1e-2;

  private final List<AnnotatedRecording> recordings;
  private final List<EventTape> tapes;
  private final Time dt;

  /**
   * Reads the events of all recordings.
   *
   * @param recordings annotated recordings of two leads, all of the same frequency
   * @param settings constants of the network
   */
  public HeartbeatTrainer(List<AnnotatedRecording> recordings, HeartbeatSettings settings) {
    if (recordings.isEmpty()) {
      throw new ParameterException("heartbeat base", "recordings", 0, "there must be some");
    }
    this.recordings = List.copyOf(recordings);
    dt = Time.period(recordings.getFirst().recording().frequency());
    tapes =
        IntStream.range(0, recordings.size())
            .parallel()
            .mapToObj(i -> {
              AnnotatedRecording r = this.recordings.get(i);
              return new EventTape(r, settings, EventTape.leadsOf(r.recording()));
            })
            .toList();
  }

  /**
   * Trains.
   *
   * @param settings constants of the network
   * @param seed seed of wiring, hidden weights and order of examples
   * @param train which recordings to train on
   * @return the base
   */
  public HeartbeatBase train(HeartbeatSettings settings, Seed seed, int... train) {
    HeartbeatBase base = new HeartbeatBase(settings, seed.value());
    for (int round = 0; round < ROUNDS; round++) {
      homeostasis(base, round, train);
    }
    Examples examples = examples(base, train);
    standardise(base, examples);
    float[][] x = examples.x().toArray(float[][]::new);
    int[] labels = examples.label().stream().mapToInt(Integer::intValue).toArray();
    float[][] w =
        SoftmaxRegression.train(
            x,
            labels,
            HeartbeatSettings.CLASSES,
            settings.readout().base(),
            seed.stream(Purpose.DATA));
    for (int f = 0; f < w.length; f++) {
      System.arraycopy(w[f], 0, base.readout[f], 0, w[f].length);
    }
    return base;
  }

  private Reservoir open(HeartbeatBase base) {
    return new Reservoir(base, dt, SubstrateChoice.ideal(), false, new Seed(base.networkSeed()));
  }

  private void homeostasis(HeartbeatBase base, int round, int... train) {
    int n = base.thresholds.length;
    int perSecond = (int) StrictMath.round(1e3 / dt.ms());
    int begin = (FIRST_S + 60 * round) * perSecond;
    int length = STRETCH_S * perSecond;
    long[][] spikes =
        IntStream.range(0, train.length)
            .parallel()
            .mapToObj(i -> count(tapes.get(train[i]), base, begin, length))
            .toArray(long[][]::new);
    double seconds = (double) STRETCH_S * train.length;
    double power = round < ROUNDS / 2 ? 0.6 : 0.3;
    double wanted = base.settings().reservoir().rateHz() + RATE_OFFSET_HZ;
    for (int j = 0; j < n; j++) {
      long sum = 0;
      for (long[] one : spikes) {
        sum += one[j];
      }
      double ratio = (sum / seconds + RATE_OFFSET_HZ) / wanted;
      double factor = Math.clamp(StrictMath.pow(ratio, power), 0.3, 3.0); // (1)
      base.thresholds[j] = Math.max(LEAST_THRESHOLD, (float) (base.thresholds[j] * factor));
    }
  }

  private long[] count(EventTape tape, HeartbeatBase base, int begin, int length) {
    long[] counts = new long[base.thresholds.length];
    Reservoir reservoir = open(base);
    int[] fine = new int[tape.leads()];
    int[] coarse = new int[tape.leads()];
    int first = Math.min(begin, Math.max(0, tape.length() - length));
    int end = Math.min(tape.length(), first + length);
    for (int t = first; t < end; t++) {
      tape.play(t, fine, coarse, reservoir);
      SpikeList spikes = reservoir.spikes();
      for (int k = 0; k < spikes.size(); k++) {
        counts[spikes.get(k)]++;
      }
    }
    return counts;
  }

  /** Features and labels of beats. */
  private record Examples(List<float[]> x, List<Integer> label) {}

  private Examples examples(HeartbeatBase base, int... train) {
    List<Examples> parts =
        IntStream.range(0, train.length)
            .parallel()
            .mapToObj(i -> examplesOf(train[i], base))
            .toList();
    Examples all = new Examples(new ArrayList<>(), new ArrayList<>());
    for (Examples part : parts) {
      all.x().addAll(part.x());
      all.label().addAll(part.label());
    }
    return all;
  }

  private Examples examplesOf(int index, HeartbeatBase base) {
    EventTape tape = tapes.get(index);
    Reservoir reservoir = open(base);
    int latency = (int) base.settings().readout().latency().steps(dt);
    int[] fine = new int[tape.leads()];
    int[] coarse = new int[tape.leads()];
    float[] traces = new float[base.settings().features()];
    Examples examples = new Examples(new ArrayList<>(), new ArrayList<>());
    int t = -1;
    for (Beat beat : recordings.get(index).beats()) {
      int at = Math.min(beat.sample() + latency, tape.length() - 1);
      while (t < at) {
        tape.play(++t, fine, coarse, reservoir);
      }
      int label = classOf(beat.aamiClass());
      if (label >= 0) {
        reservoir.rawTraces(traces);
        examples.x().add(traces.clone());
        examples.label().add(label);
      }
    }
    return examples;
  }

  /** Index of a class in the network, or -1 for a class that is not learned. */
  static int classOf(AamiClass aami) {
    return switch (aami) {
      case N -> 0;
      case S -> 1;
      case V -> 2;
      case F -> 3;
      case Q -> -1;
    };
  }

  private static void standardise(HeartbeatBase base, Examples examples) {
    int features = base.centre.length;
    int n = examples.x().size();
    for (int f = 0; f < features; f++) {
      double sum = 0;
      double squares = 0;
      for (float[] x : examples.x()) {
        sum += x[f];
        squares += (double) x[f] * x[f];
      }
      double mean = sum / n;
      double variance = Math.max(0, squares / n - mean * mean);
      base.centre[f] = (float) mean;
      base.inverseScale[f] = (float) (1 / StrictMath.sqrt(variance + LEAST_VARIANCE));
    }
    for (float[] x : examples.x()) {
      for (int f = 0; f < features; f++) {
        x[f] = Math.clamp((x[f] - base.centre[f]) * base.inverseScale[f], -5f, 5f);
      }
    }
  }
}
