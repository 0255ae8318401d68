package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Beat;
import io.hillock.data.wfdb.Recording;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;

/**
 * The patient-specific protocol on one recording: labels of the first minutes teach, the rest is
 * scored and never taught. Also the run without teaching, scored on the same rest.
 */
public final class PersonRun {
  /** Length of the learning period after ANSI/AAMI EC57 [s]. */
  public static final double LEARNING_S = 300;

  /** Largest distance of a found beat from its annotation after ANSI/AAMI EC57 [s]. */
  public static final double MATCH_S = 0.15;

  /**
   * How to run.
   *
   * @param timing what tells that a beat is there
   * @param adapt whether labels teach
   * @param triggered whether errors pass the error trigger
   * @param substrate what weights are
   * @param readoutRange greatest weight of the readout on a substrate with a range
   * @param seed seed of devices and rule
   */
  public record Plan(
      HeartbeatStream.Timing timing,
      boolean adapt,
      boolean triggered,
      SubstrateChoice substrate,
      float readoutRange,
      Seed seed) {}

  /**
   * What came out.
   *
   * @param name name of the recording
   * @param score beats after the learning period
   * @param labelled beats that taught
   * @param rowsWritten class rows written, out of labelled times classes
   * @param stream the stream at its end, with ledger and weights
   */
  public record Result(
      String name, BeatScore score, int labelled, long rowsWritten, HeartbeatStream stream) {}

  private final AnnotatedRecording recording;
  private final Plan plan;
  private final HeartbeatStream stream;
  private final float[][] x;
  private final List<Beat> beats;
  private final long learningSamples;
  private final long window;
  private final BeatScore score = new BeatScore();
  private final boolean[] matched;
  private int firstOpen;
  private int labelled;
  private long rowsWritten;

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
            plan.triggered(),
            plan.seed());
    stream = new HeartbeatStream(base, options);
    beats = recording.beats();
    matched = new boolean[beats.size()];
    learningSamples = StrictMath.round(LEARNING_S * r.frequency());
    window = StrictMath.round(MATCH_S * r.frequency());
  }

  /**
   * Runs over the whole recording.
   *
   * @return what came out
   */
  public Result run() {
    float[] sample = new float[x.length];
    int n = recording.recording().frames();
    int next = 0;
    for (int t = 0; t < n; t++) {
      for (int l = 0; l < sample.length; l++) {
        sample[l] = x[l][t];
      }
      if (plan.timing() == HeartbeatStream.Timing.GIVEN) {
        while (next < beats.size() && beats.get(next).sample() <= t) {
          stream.expect(beats.get(next++).sample());
        }
      }
      Optional<Decision> decision = stream.push(sample);
      if (decision.isPresent()) {
        judge(decision.get());
      }
    }
    for (int b = 0; b < matched.length; b++) {
      miss(b, n);
    }
    score.addSeconds((n - learningSamples) / recording.recording().frequency());
    return new Result(recording.name(), score, labelled, rowsWritten, stream);
  }

  private void judge(Decision decision) {
    int b = match(decision.sample());
    if (b < 0) {
      if (decision.sample() >= learningSamples) {
        score.addFalseBeat(decision.isAlarm());
      }
      return;
    }
    matched[b] = true;
    int truth = HeartbeatTrainer.classOf(beats.get(b).aamiClass());
    if (truth < 0) {
      return;
    }
    if (beats.get(b).sample() >= learningSamples) {
      score.add(truth, decision.beatClass());
    } else if (plan.adapt()) {
      rowsWritten += Math.max(0, stream.teach(truth));
      labelled++;
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
      if (!matched[b] && d < distance) {
        best = b;
        distance = d;
      }
    }
    return best;
  }

  private void miss(int b, int frames) {
    int truth = HeartbeatTrainer.classOf(beats.get(b).aamiClass());
    long sample = beats.get(b).sample();
    boolean decidable =
        plan.timing() == HeartbeatStream.Timing.DETECTOR || sample + window < frames;
    if (!matched[b] && truth >= 0 && sample >= learningSamples && decidable) {
      score.addMissed(truth);
    }
  }
}
