package io.hillock.gallery.pcmtrace;

import io.hillock.random.RandomStream;

/**
 * Patterns ask for actions, and a reward tells later whether an action was right.
 *
 * <p>Each pattern has one right action. A pattern is shown, an action is taken at once, and after a
 * delay comes a reward of +1 or -1, without a word about what it is for.
 *
 * @param name for keys and reports
 * @param patterns number of patterns
 * @param actions number of actions; chance is one in so many
 * @param events how many patterns are shown while learning
 * @param delayS least and greatest delay of the reward [s]
 * @param gapS least and greatest time to the next pattern [s]
 * @param overlapping whether that time counts from the pattern before, so that several rewards are
 *     awaited at once, or from its reward
 */
record RewardTask(
    String name,
    int patterns,
    int actions,
    int events,
    Range delayS,
    Range gapS,
    boolean overlapping) {
  /** Rewards 5-15 s late, each before the next pattern. */
  static final RewardTask EASY =
      new RewardTask("easy", 16, 2, 600, new Range(5, 15), new Range(10, 30), false);

  /** Four actions; a pattern every 1-3 s, so that five rewards are awaited at once. */
  static final RewardTask HARD =
      new RewardTask("hard", 16, 4, 4000, new Range(6, 14), new Range(1, 3), true);

  /**
   * Two ends.
   *
   * @param low least value
   * @param high greatest value
   */
  record Range(double low, double high) {
    Range times(double factor) {
      return new Range(factor * low, factor * high);
    }

    double mean() {
      return (low + high) / 2;
    }

    long steps(RandomStream random, double dtS) {
      return StrictMath.max(2, StrictMath.round(random.nextDouble(low, high) / dtS));
    }
  }

  /** The same with all times so many times as long. */
  RewardTask slower(double times) {
    return new RewardTask(
        name, patterns, actions, events, delayS.times(times), gapS.times(times), overlapping);
  }

  double chance() {
    return 1.0 / actions;
  }
}
