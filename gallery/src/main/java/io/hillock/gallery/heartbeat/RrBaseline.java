package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Beat;
import io.hillock.learning.DeltaRule;
import io.hillock.learning.SoftmaxRegression;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import java.util.ArrayList;
import java.util.List;

/**
 * The linear model to beat: logistic regression on RR intervals alone, trained on the same persons,
 * personalised on the same labels by the same rule, scored on the same beats at given dates.
 *
 * {@snippet lang=text :
 * x = ( log2(RR/M), log2(RR'/M'), log2(RR/RR'), RR, M )                             (1)
 * }
 *
 * <p>RR the interval before the beat, RR' the one before that, M the running mean of {@link
 * RhythmCode}, in seconds; centred and scaled on the training persons.
 */
final class RrBaseline {
  private static final int FEATURES = 5;
  private static final double ETA = 0.02;

  private final float[] centre = new float[FEATURES];
  private final float[] inverseScale = new float[FEATURES];
  private final float[][] weights;

  RrBaseline(List<AnnotatedRecording> train, Seed seed) {
    List<float[]> x = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (AnnotatedRecording recording : train) {
      float[][] all = features(recording);
      for (int b = 0; b < all.length; b++) {
        int label = HeartbeatTrainer.classOf(recording.beats().get(b).aamiClass());
        if (label >= 0) {
          x.add(all[b]);
          labels.add(label);
        }
      }
    }
    for (int f = 0; f < FEATURES; f++) {
      double sum = 0;
      double squares = 0;
      for (float[] row : x) {
        sum += row[f];
        squares += (double) row[f] * row[f];
      }
      double mean = sum / x.size();
      centre[f] = (float) mean;
      inverseScale[f] =
          (float) (1 / StrictMath.sqrt(Math.max(1e-9, squares / x.size() - mean * mean)));
    }
    x.forEach(this::standardise);
    weights =
        SoftmaxRegression.train(
            x.toArray(float[][]::new),
            labels.stream().mapToInt(Integer::intValue).toArray(),
            HeartbeatSettings.CLASSES,
            new SoftmaxRegression.Training(1e-4, 6, 256, 5e-3),
            seed.stream(Purpose.DATA, 1));
  }

  private void standardise(float[] x) {
    for (int f = 0; f < FEATURES; f++) {
      x[f] = (x[f] - centre[f]) * inverseScale[f];
    }
  }

  private static float[][] features(AnnotatedRecording recording) {
    double fs = recording.recording().frequency();
    List<Beat> beats = recording.beats();
    float[][] x = new float[beats.size()][FEATURES];
    double mean = 0;
    double lastRatio = 0;
    double lastRr = 0;
    for (int b = 1; b < x.length; b++) {
      double rr = Math.max(1, beats.get(b).sample() - beats.get(b - 1).sample()) / fs;
      mean = mean == 0 ? rr : mean;
      double ratio = log2(rr / mean);
      float[] row = {
        (float) ratio,
        (float) lastRatio,
        (float) (lastRr == 0 ? 0 : log2(rr / lastRr)),
        (float) rr,
        (float) mean
      }; // (1)
      x[b] = row;
      mean += 0.05 * (Math.clamp(rr, 0.6 * mean, 1.6 * mean) - mean);
      lastRatio = ratio;
      lastRr = rr;
    }
    return x;
  }

  private static double log2(double value) {
    return StrictMath.log(value) / StrictMath.log(2);
  }

  /** Adapts to a person and scores the rest. */
  BeatScore run(AnnotatedRecording recording) {
    int classes = HeartbeatSettings.CLASSES;
    Wiring dense = Wiring.where(FEATURES + 1, classes, (i, j) -> true);
    float[] w = new float[dense.size()];
    for (int f = 0; f <= FEATURES; f++) {
      System.arraycopy(weights[f], 0, w, f * classes, classes);
    }
    Counts counts = new Counts();
    Synapses synapses =
        IdealSubstrate.UNBOUNDED.create(dense, w, Seed.of(0).stream(Purpose.DEVICE), counts);
    DeltaRule rule = new DeltaRule(synapses, ETA, null, 0, counts);
    BeatScore score = new BeatScore();
    double fs = recording.recording().frequency();
    float[][] all = features(recording);
    float[] x = new float[FEATURES + 1];
    for (int b = 0; b < all.length; b++) {
      int truth = HeartbeatTrainer.classOf(recording.beats().get(b).aamiClass());
      if (truth < 0) {
        continue;
      }
      standardise(all[b]);
      System.arraycopy(all[b], 0, x, 0, FEATURES);
      x[FEATURES] = 1;
      float[] p = rule.classify(x);
      int best = 0;
      for (int k = 1; k < classes; k++) {
        best = p[k] > p[best] ? k : best;
      }
      if (recording.beats().get(b).sample() >= PersonRun.LEARNING_S * fs) {
        score.add(truth, best);
      } else {
        rule.learn(x, truth);
      }
    }
    return score;
  }
}
