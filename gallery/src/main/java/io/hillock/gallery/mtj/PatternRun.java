package io.hillock.gallery.mtj;

import io.hillock.device.mtj.Direction;
import io.hillock.device.mtj.JunctionArray;
import io.hillock.device.mtj.JunctionPulses;
import io.hillock.device.mtj.StochasticRule;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.unit.Time;
import java.util.Optional;

/**
 * Learns patterns without labels, then asks which neuron answers which pattern.
 *
 * <p>Purity is the share of unseen showings whose winner, the neuron with most spikes, is one that
 * answers their pattern more often than any other; a showing that no neuron answers counts as
 * wrong. A pattern is covered when some neuron answers it more often than any other.
 *
 * @param junctions the synapses
 * @param noise probability that a pixel is wrong
 * @param p p_LTP = p_LTD
 * @param shows showings while learning
 */
record PatternRun(Junctions junctions, double noise, double p, int shows) {
  static final int NEURONS = 20;
  static final int TESTS = 1000;
  static final double P = 0.35;
  static final double[] NOISE = {0.1, 0.2, 0.3};

  private static final int BETWEEN_LOOKS = 200;

  static WinnerTakeAll.Settings settings(double p) {
    return new WinnerTakeAll.Settings(
        PatternTask.PIXELS,
        NEURONS,
        Time.ms(1),
        Time.ms(40),
        Time.ms(50),
        0.1,
        20,
        1,
        1,
        0.5,
        new StochasticRule(Time.ms(30), p, p));
  }

  /** Learns and is asked; empty when it was asked to stop. */
  Optional<Figures> run(Seed seed, JunctionPulses pulses, Progress progress) {
    Ledger ledger = new Ledger();
    WinnerTakeAll layer =
        new WinnerTakeAll(
            settings(p), Junctions.array(PatternTask.PIXELS * NEURONS, pulses, seed), ledger);
    Figures figures = probabilities(layer.junctions());
    PatternTask task = new PatternTask(seed, noise, 0);
    SpikeList spikes = new SpikeList(PatternTask.PIXELS);
    int[] fired = new int[NEURONS];
    double spikesFired = 0;
    for (int n = 0; n < shows; n++) {
      if (n % BETWEEN_LOOKS == 0 && progress.stopRequested()) {
        return Optional.empty();
      }
      task.next();
      spikesFired += show(layer, task, spikes, true, fired);
    }
    double writeJ = 1e-15 * layer.junctions().energyFJ();
    figures.account(ledger, new MemoryReport(layer));
    ask(layer, seed, figures);
    progress.advance(1);
    return Optional.of(
        figures
            .put("writeJ", writeJ)
            .put("pulses", layer.junctions().pulses())
            .put("spikes", spikesFired));
  }

  /** Mean and relative spread of P over junctions and both directions. */
  private Figures probabilities(JunctionArray array) {
    double sum = 0;
    double squares = 0;
    int n = PatternTask.PIXELS * NEURONS;
    for (int k = 0; k < n; k++) {
      for (Direction direction : Direction.values()) {
        double own = array.probability(k, direction);
        sum += own;
        squares += (own - p) * (own - p);
      }
    }
    double mean = sum / (2 * n);
    double variance = squares / (2 * n) - (mean - p) * (mean - p);
    double sd = variance > 0 ? StrictMath.sqrt(variance) : 0;
    return new Figures().put("pMean", mean).put("pSpread", sd / p);
  }

  /** Shows what the task has drawn; returns how many neurons fired. */
  private static int show(
      WinnerTakeAll layer, PatternTask task, SpikeList spikes, boolean learns, int[] fired) {
    int all = 0;
    java.util.Arrays.fill(fired, 0);
    for (int t = 0; t < PatternTask.STEPS; t++) {
      task.spikes(spikes);
      int winner = layer.step(spikes, learns);
      if (winner != WinnerTakeAll.NONE) {
        fired[winner]++;
        all++;
      }
    }
    layer.rest();
    return all;
  }

  private void ask(WinnerTakeAll layer, Seed seed, Figures figures) {
    PatternTask unseen = new PatternTask(seed, noise, 1);
    SpikeList spikes = new SpikeList(PatternTask.PIXELS);
    int[] fired = new int[NEURONS];
    int[][] answers = new int[NEURONS][PatternTask.PATTERNS];
    for (int n = 0; n < TESTS; n++) {
      int pattern = unseen.next();
      if (show(layer, unseen, spikes, false, fired) > 0) {
        answers[most(fired)][pattern]++;
      }
    }
    int right = 0;
    boolean[] covered = new boolean[PatternTask.PATTERNS];
    double[] favourite = new double[NEURONS];
    for (int j = 0; j < NEURONS; j++) {
      int k = most(answers[j]);
      right += answers[j][k];
      covered[k] |= answers[j][k] > 0;
      favourite[j] = answers[j][k] > 0 ? k : -1;
    }
    int count = 0;
    for (boolean c : covered) {
      count += c ? 1 : 0;
    }
    figures.put("purity", (double) right / TESTS).put("covered", count).put("favourite", favourite);
    double[] contrast = new double[2]; // ON among active pixels of the favourite, and among others
    double[] pixels = new double[2];
    for (int j = 0; j < NEURONS; j++) {
      for (int i = 0; favourite[j] >= 0 && i < PatternTask.PIXELS; i++) {
        int which = unseen.active((int) favourite[j], i) ? 0 : 1;
        contrast[which] += layer.junctions().isOn(i * NEURONS + j) ? 1 : 0;
        pixels[which]++;
      }
    }
    figures.put("onActive", contrast[0] / pixels[0]).put("onOthers", contrast[1] / pixels[1]);
  }

  private static int most(int[] counts) {
    int best = 0;
    for (int k = 1; k < counts.length; k++) {
      best = counts[k] > counts[best] ? k : best;
    }
    return best;
  }
}
