package io.hillock.gallery.sequence;

import java.util.Arrays;

/**
 * Trains readouts on the state of a frozen network, and examines them on words that follow.
 *
 * <p>State of a symbol, when it ends: the spikes of each excitatory neuron during it, and a trace
 * of them that decays with 20 ms. Readouts by {@link RidgeReadout}.
 *
 * @param n repeats in a word
 * @param symbolMs how long a symbol lasts [ms]
 * @param settlingWords words before the first example
 * @param trainingWords words to train on
 * @param testWords words to be examined on
 * @param lambda of the ridge
 */
record Examination(
    int n, int symbolMs, int settlingWords, int trainingWords, int testWords, double lambda) {
  private static final double TRACE_MS = 20;

  /** States and labels of symbols in turn. */
  private record Examples(int features, float[] x, int[] next, int[] place) {
    int size() {
      return next.length;
    }

    int at(int k) {
      return k * features;
    }
  }

  /** Scores a network, which must not learn any more; its rates are counted on the way. */
  Score score(SelfOrganisingNetwork network, CountingTask task, double[] ratesHz) {
    Examples all = watch(network, task, ratesHz);
    return score(all);
  }

  /** Scores whoever knows the present symbol only, by the same readouts. */
  Score memoryless(CountingTask task) {
    int size = symbols();
    int features = CountingTask.SYMBOLS;
    float[] x = new float[size * features];
    int[] next = new int[size];
    int[] place = new int[size];
    for (int k = 0; k < size; k++) {
      x[k * features + task.symbol()] = 1;
      place[k] = task.place();
      task.advance();
      next[k] = task.symbol();
    }
    return score(new Examples(features, x, next, place));
  }

  private int symbols() {
    return (settlingWords + trainingWords + testWords) * CountingTask.wordLength(n);
  }

  private Examples watch(SelfOrganisingNetwork network, CountingTask task, double[] ratesHz) {
    int size = symbols();
    int neurons = network.excitatory();
    int features = 2 * neurons;
    float[] x = new float[size * features];
    int[] next = new int[size];
    int[] place = new int[size];
    float[] trace = new float[neurons];
    long[] spikes = new long[neurons];
    float decay = (float) StrictMath.exp(-1 / TRACE_MS);
    for (int k = 0; k < size; k++) {
      int at = k * features;
      for (int t = 0; t < symbolMs; t++) {
        network.step(task.symbol(), false);
        for (int i = 0; i < neurons; i++) {
          trace[i] *= decay;
        }
        for (int s = 0; s < network.spikes() && network.spike(s) < neurons; s++) {
          int i = network.spike(s);
          trace[i]++;
          x[at + i]++;
          spikes[i]++;
        }
      }
      System.arraycopy(trace, 0, x, at + neurons, neurons);
      place[k] = task.place();
      task.advance();
      next[k] = task.symbol();
    }
    Arrays.setAll(ratesHz, i -> spikes[i] / (1e-3 * size * symbolMs));
    return new Examples(features, x, next, place);
  }

  private Score score(Examples all) {
    int word = CountingTask.wordLength(n);
    int outputs = CountingTask.SYMBOLS + CountingTask.places(n);
    RidgeReadout repeats = new RidgeReadout(all.features, outputs);
    RidgeReadout others = new RidgeReadout(all.features, outputs);
    int test = (settlingWords + trainingWords) * word;
    for (int k = settlingWords * word; k < test; k++) {
      int next = all.next[k];
      (CountingTask.repeated(next) ? repeats : others)
          .add(all.x, all.at(k), next, CountingTask.SYMBOLS + all.place[k]);
    }
    RidgeReadout balanced = new RidgeReadout(all.features, outputs);
    balanced.addAll(repeats, 1.0 / n);
    balanced.addAll(others, 1);
    balanced.solve(lambda);
    RidgeReadout plain = others;
    plain.addAll(repeats, 1);
    plain.solve(lambda);
    return examine(all, test, balanced, plain);
  }

  private Score examine(Examples all, int test, RidgeReadout balanced, RidgeReadout plain) {
    int word = CountingTask.wordLength(n);
    int symbols = CountingTask.SYMBOLS;
    int[] asked = new int[symbols];
    int[] right = new int[symbols];
    int[] seen = new int[word];
    int[] placed = new int[word];
    int nextRight = 0;
    int ends = 0;
    boolean counted = true;
    for (int k = test; k < all.size(); k++) {
      int at = all.at(k);
      int next = all.next[k];
      int position = all.place[k] % word;
      boolean is = balanced.decide(all.x, at, 0, symbols) == next;
      asked[next]++;
      right[next] += is ? 1 : 0;
      nextRight += plain.decide(all.x, at, 0, symbols) == next ? 1 : 0;
      int place = plain.decide(all.x, at, symbols, symbols + CountingTask.places(n)) - symbols;
      seen[position]++;
      placed[position] += place == all.place[k] ? 1 : 0;
      counted = (position == 1 || counted) && is;
      ends += position == n && counted ? 1 : 0;
    }
    double recall = 0;
    for (int c = 0; c < symbols; c++) {
      recall += (double) right[c] / asked[c] / symbols;
    }
    double[] byPosition = new double[word];
    Arrays.setAll(byPosition, p -> (double) placed[p] / seen[p]);
    int size = all.size() - test;
    return new Score(
        recall,
        (double) nextRight / size,
        (double) Arrays.stream(placed).sum() / size,
        (double) ends / testWords,
        byPosition);
  }
}
