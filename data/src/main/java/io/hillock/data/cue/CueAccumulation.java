package io.hillock.data.cue;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;

/**
 * Cue accumulation: seven cues left or right, a delay, then the question which side had more.
 *
 * {@snippet lang=text :
 * channels  0..9 left    10..19 right    20..29 recall    30..39 background
 * bias      P(left) = 0.3 or 0.7, each with probability 1/2, drawn once per trial
 * cue k     side drawn by the bias; its group fires at 40 Hz in the last 100 ms of slot k of 150 ms
 * delay     1050 ms
 * recall    150 ms: the recall group fires at 40 Hz
 * background fires at 10 Hz all the time
 * spike     of a channel in a step of 1 ms with probability rate times 1 ms             (1)
 * label     1 if more than half of the cues are right, else 0
 * }
 *
 * @param cues number of cues, odd, 1 to 101
 * @param slot length of a cue's slot [ms], 1 to 10000
 * @param silence silent beginning of a slot [ms], 0 to slot
 * @param delay pause after the last slot [ms], 0 to 100000
 * @param recall length of the recall period [ms], 1 to 10000
 * @param groupSize channels in each of the four groups, 1 to 10000
 * @param cueRate rate of cues and recall [Hz], 0 to 1000
 * @param backgroundRate rate of the background [Hz], 0 to 1000
 * @param bias larger probability of a side, 0.5 to 1
 * @see "G. Bellec, F. Scherr, A. Subramoney, E. Hajek, D. Salaj, R. Legenstein, W. Maass (2020),
 *     Nat. Commun. 11:3625, doi:10.1038/s41467-020-17236-y"
 */
public record CueAccumulation(
    int cues,
    int slot,
    int silence,
    int delay,
    int recall,
    int groupSize,
    double cueRate,
    double backgroundRate,
    double bias) {
  /** The task as published. */
  public static final CueAccumulation PUBLISHED =
      new CueAccumulation(7, 150, 50, 1050, 150, 10, 40, 10, 0.7);

  /** Number of classes. */
  public static final int CLASSES = 2;

  private static final long PATH = 4;
  private static final int GROUPS = 4;
  private static final double MS_PER_S = 1000;

  /** Checks the documented bounds. */
  public CueAccumulation {
    require("cues", cues, 1, 101);
    if (cues % 2 == 0) {
      throw new ParameterException("cue accumulation", "cues", cues, "it must be odd");
    }
    require("slot", slot, 1, 10_000);
    require("silence", silence, 0, slot);
    require("delay", delay, 0, 100_000);
    require("recall", recall, 1, 10_000);
    require("group size", groupSize, 1, 10_000);
    require("cue rate", cueRate, 0, 1000);
    require("background rate", backgroundRate, 0, 1000);
    require("bias", bias, 0.5, 1);
  }

  private static void require(String symbol, double value, double low, double high) {
    if (!(value >= low && value <= high)) {
      throw new ParameterException(
          "cue accumulation", symbol, value, "it must lie in " + low + ".." + high);
    }
  }

  /**
   * Length of a trial.
   *
   * @return steps of 1 ms
   */
  public int steps() {
    return recallFrom() + recall;
  }

  /**
   * Begin of the recall period, in which the decision is asked for.
   *
   * @return its first step
   */
  public int recallFrom() {
    return cues * slot + delay;
  }

  /**
   * Number of input channels.
   *
   * @return four groups
   */
  public int channels() {
    return GROUPS * groupSize;
  }

  /**
   * Draws a trial.
   *
   * @param seed seed of the set of trials
   * @param index number of the trial in the set; each has a stream of its own
   * @return the trial
   */
  public CueTrial trial(Seed seed, long index) {
    RandomStream random = seed.stream(Purpose.DATA, PATH, index);
    boolean[] right = sides(random);
    int rightCues = 0;
    for (boolean side : right) {
      rightCues += side ? 1 : 0;
    }
    int[] times = new int[64];
    int[] sources = new int[64];
    int n = 0;
    for (int step = 0; step < steps(); step++) {
      for (int group = 0; group < GROUPS; group++) {
        double probability = rate(group, step, right) / MS_PER_S;
        for (int i = 0; probability > 0 && i < groupSize; i++) {
          if (random.nextBoolean(probability)) { // (1)
            if (n == times.length) {
              times = Arrays.copyOf(times, 2 * n);
              sources = Arrays.copyOf(sources, 2 * n);
            }
            times[n] = step;
            sources[n++] = group * groupSize + i;
          }
        }
      }
    }
    return new CueTrial(
        steps(),
        channels(),
        Arrays.copyOf(times, n),
        Arrays.copyOf(sources, n),
        rightCues > cues / 2 ? 1 : 0);
  }

  private boolean[] sides(RandomStream random) {
    double left = random.nextBoolean(0.5) ? 1 - bias : bias;
    boolean[] right = new boolean[cues];
    for (int k = 0; k < cues; k++) {
      right[k] = !random.nextBoolean(left);
    }
    return right;
  }

  private double rate(int group, int step, boolean[] right) {
    return switch (group) {
      case 0, 1 -> {
        int cue = step / slot;
        boolean on = cue < cues && step % slot >= silence && right[cue] == (group == 1);
        yield on ? cueRate : 0;
      }
      case 2 -> step >= recallFrom() ? cueRate : 0;
      default -> backgroundRate;
    };
  }
}
