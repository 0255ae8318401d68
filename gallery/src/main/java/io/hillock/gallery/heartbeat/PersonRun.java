package io.hillock.gallery.heartbeat;

import io.hillock.data.protocol.BeatMatch;
import io.hillock.data.protocol.PatientSpecific;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Beat;
import io.hillock.data.wfdb.Recording;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The patient-specific protocol on one recording: labels of the first minutes teach, the rest is
 * scored and never taught. Also the run without teaching, scored on the same rest.
 */
public final class PersonRun implements Stateful {
  /** Length of the learning period after ANSI/AAMI EC57 [s]. */
  public static final double LEARNING_S = PatientSpecific.EC57.adaptationSeconds();

  /** Largest distance of a found beat from its annotation after ANSI/AAMI EC57 [s]. */
  public static final double MATCH_S = 0.15;

  /**
   * How to run.
   *
   * @param timing what tells that a beat is there
   * @param adapt whether labels teach
   * @param plastic which layers labels teach
   * @param rule how an error becomes changes of weights
   * @param substrate what weights are
   * @param readoutRange greatest weight of the readout on a substrate with a range
   * @param seed seed of devices and rule
   */
  public record Plan(
      HeartbeatStream.Timing timing,
      boolean adapt,
      PlasticLayers plastic,
      TeachingRule rule,
      SubstrateChoice substrate,
      float readoutRange,
      Seed seed) {}

  /**
   * What came out.
   *
   * @param name name of the recording
   * @param score beats after the learning period
   * @param decisions beats decided
   * @param labelled beats that taught
   * @param weightsWritten weights that learning wrote
   * @param stream the stream at its end, with ledger and weights
   */
  public record Result(
      String name,
      BeatScore score,
      int decisions,
      int labelled,
      long weightsWritten,
      HeartbeatStream stream) {}

  /** Hears of decisions and lessons as they happen. */
  public interface Listener {
    /** Hears nothing. */
    Listener NONE = new Listener() {};

    /**
     * A beat was decided.
     *
     * @param decision the decision
     */
    default void decided(Decision decision) {}

    /**
     * A label was given.
     *
     * @param decision what was decided
     * @param truth the right class
     * @param weights number of weights that were written
     */
    default void taught(Decision decision, int truth, int weights) {}

    /**
     * A sample was taken.
     *
     * @param time its number
     * @param spikes hidden spikes of this sample, empty while the network idles
     */
    default void sample(long time, SpikeList spikes) {}
  }

  private static final double SAFE_POINT_S = 1;

  private final AnnotatedRecording recording;
  private final Plan plan;
  private final HeartbeatStream stream;
  private final float[][] x;
  private final List<Beat> beats;
  private final int boundary;
  private final long window;
  private final int[] matched;
  private final long[] decidedSample;
  private final int[] decidedClass;
  private final float[] confidence;
  private int decisions;
  private int position;
  private int next;
  private int firstOpen;
  private int labelled;
  private long weightsWritten;

  /**
   * Prepares a run.
   *
   * @param recording an annotated recording
   * @param base what every person starts from
   * @param plan how to run
   */
  public PersonRun(AnnotatedRecording recording, HeartbeatBase base, Plan plan) {
    this.recording = recording;
    this.plan = plan;
    Recording r = recording.recording();
    int[] leads = EventTape.leadsOf(r);
    x = new float[leads.length][];
    for (int l = 0; l < leads.length; l++) {
      x[l] = r.physical(leads[l]);
    }
    HeartbeatStream.Options options =
        new HeartbeatStream.Options(
            r.frequency(),
            leads.length,
            plan.timing(),
            plan.substrate(),
            plan.readoutRange(),
            plan.plastic(),
            plan.rule(),
            plan.seed());
    stream = new HeartbeatStream(base, options);
    beats = recording.beats();
    matched = new int[beats.size()];
    boundary = PatientSpecific.EC57.split(beats, r.frequency()).boundary();
    window = (long) (BeatMatch.WINDOW * r.frequency());
    int most = 16 + (int) (r.frames() / (0.15 * r.frequency())) + beats.size();
    decidedSample = new long[most];
    decidedClass = new int[most];
    confidence = new float[most];
  }

  /**
   * Runs over what is left of the recording.
   *
   * @param progress told of seconds of signal; asked whether to stop
   * @param listener told of decisions and lessons
   * @return what came out, or empty when the user asked to stop: the state can then be saved
   */
  public Optional<Result> run(Progress progress, Listener listener) {
    float[] sample = new float[x.length];
    int n = recording.recording().frames();
    int stretch = (int) (SAFE_POINT_S * recording.recording().frequency());
    while (position < n) {
      int end = Math.min(n, position + stretch);
      progress.advance((end - position) / (long) recording.recording().frequency());
      while (position < end) {
        sample(sample, listener);
      }
      if (progress.stopRequested() && position < n) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Result(recording.name(), score(), decisions, labelled, weightsWritten, stream));
  }

  private void sample(float[] sample, Listener listener) {
    int t = position++;
    for (int l = 0; l < sample.length; l++) {
      sample[l] = x[l][t];
    }
    if (plan.timing() == HeartbeatStream.Timing.GIVEN) {
      while (next < beats.size() && beats.get(next).sample() <= t) {
        stream.expect(beats.get(next++).sample());
      }
    }
    Optional<Decision> decision = stream.push(sample);
    listener.sample(t, stream.spikes());
    if (decision.isPresent()) {
      judge(decision.get(), listener);
    }
  }

  private void judge(Decision decision, Listener listener) {
    decidedSample[decisions] = decision.sample();
    decidedClass[decisions] = decision.beatClass();
    confidence[decisions++] = decision.confidence();
    listener.decided(decision);
    int b = match(decision.sample());
    if (b < 0) {
      return;
    }
    matched[b] = 1;
    int truth = HeartbeatTrainer.classOf(beats.get(b).aamiClass());
    if (truth >= 0 && beats.get(b).sample() < boundary && plan.adapt()) {
      int weights = stream.teach(truth);
      if (weights >= 0) {
        weightsWritten += weights;
        labelled++;
        listener.taught(decision, truth, weights);
      }
    }
  }

  /** The nearest open annotation within the window, or -1; one that is nearer to it waits. */
  private int match(long date) {
    while (firstOpen < matched.length && beats.get(firstOpen).sample() < date - window) {
      firstOpen++;
    }
    int best = -1;
    long distance = window + 1;
    for (int b = firstOpen; b < matched.length && beats.get(b).sample() <= date + window; b++) {
      long d = Math.abs(beats.get(b).sample() - date);
      if (matched[b] == 0 && d < distance) {
        best = b;
        distance = d;
      }
    }
    return best;
  }

  /** Scores all beats after the learning period by the matching of EC57. */
  private BeatScore score() {
    BeatScore score = new BeatScore();
    if (beats.isEmpty()) {
      return score; // without labels nothing is right or wrong
    }
    double frequency = recording.recording().frequency();
    int frames = recording.recording().frames();
    int[] reference = beats.stream().mapToInt(Beat::sample).toArray();
    int[] decided = new int[decisions];
    for (int d = 0; d < decisions; d++) {
      decided[d] = (int) decidedSample[d];
    }
    BeatMatch match = BeatMatch.of(reference, decided, frequency);
    for (int b = 0; b < reference.length; b++) {
      int truth = HeartbeatTrainer.classOf(beats.get(b).aamiClass());
      int partner = match.detectionOf(b);
      if (truth < 0 || reference[b] < boundary) {
        continue;
      }
      if (partner != BeatMatch.NONE) {
        score.add(truth, decidedClass[partner]);
      } else if (plan.timing() == HeartbeatStream.Timing.DETECTOR
          || reference[b] + stream.latency() < frames) {
        score.addMissed(truth);
      }
    }
    for (int d = 0; d < decisions; d++) {
      if (match.referenceOf(d) == BeatMatch.NONE && decided[d] >= boundary) {
        score.addFalseBeat(decidedClass[d]);
      }
    }
    score.addSeconds(Math.max(0, frames - boundary) / frequency);
    return score;
  }

  /**
   * Everything decided so far.
   *
   * @return the decisions in order
   */
  public List<Decision> decisions() {
    List<Decision> all = new ArrayList<>(decisions);
    for (int d = 0; d < decisions; d++) {
      all.add(
          new Decision(
              decidedSample[d],
              decidedSample[d] + stream.latency(),
              decidedClass[d],
              confidence[d]));
    }
    return all;
  }

  int lessons() {
    return labelled;
  }

  /**
   * The stream, for probes.
   *
   * @return the running stream
   */
  public HeartbeatStream stream() {
    return stream;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("stream", stream);
    visitor.ints("matched", StateRole.BOOKKEEPING, 1, matched);
    visitor.longs("decidedSample", StateRole.BOOKKEEPING, Long.SIZE, decidedSample);
    visitor.ints("decidedClass", StateRole.BOOKKEEPING, 2, decidedClass);
    visitor.floats("confidence", StateRole.BOOKKEEPING, Float.SIZE, confidence);
    long[] clocks = {decisions, position, next, firstOpen, labelled, weightsWritten};
    visitor.longs("clocks", StateRole.BOOKKEEPING, Long.SIZE, clocks);
    decisions = (int) clocks[0];
    position = (int) clocks[1];
    next = (int) clocks[2];
    firstOpen = (int) clocks[3];
    labelled = (int) clocks[4];
    weightsWritten = clocks[5];
  }
}
