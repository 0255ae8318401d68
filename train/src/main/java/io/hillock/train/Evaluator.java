package io.hillock.train;

import java.util.stream.IntStream;

/** Runs a network forward only and scores its answers. */
public final class Evaluator {
  private final SequenceNetwork network;
  private final SliceRunner[] runners;
  private final Tally[] tallies;
  private final boolean carry;

  /**
   * An evaluator with state at rest.
   *
   * @param network the network, with its parameters as they are at each call
   * @param slice how many samples go side by side
   * @param chunks into how many parts a batch is divided
   * @param steps greatest number of steps of a batch
   * @param carry whether state goes on from batch to batch; then each chunk is one slice
   */
  public Evaluator(SequenceNetwork network, int slice, int chunks, int steps, boolean carry) {
    this.network = network;
    this.carry = carry;
    runners = new SliceRunner[chunks];
    for (int c = 0; c < chunks; c++) {
      runners[c] = new SliceRunner(network, slice, steps, null);
    }
    tallies = new Tally[network.layers().size()];
    for (int l = 0; l < tallies.length; l++) {
      tallies[l] = new Tally(network.layers().get(l).units());
    }
  }

  /**
   * Scores a batch of any size.
   *
   * @param batch the samples
   * @return loss and hits
   */
  public Score score(Batch batch) {
    network.prepare();
    int chunks = runners.length;
    IntStream.range(0, chunks)
        .parallel()
        .forEach(c ->
            runners[c].evaluate(
                batch,
                (int) ((long) c * batch.samples() / chunks),
                (int) ((c + 1L) * batch.samples() / chunks),
                carry));
    Score score = new Score();
    for (SliceRunner runner : runners) {
      runner.collect(score, tallies);
    }
    return score;
  }

  /**
   * What happened in all batches so far.
   *
   * @param layer place of the layer, from the lowest
   * @return the counts
   */
  public Tally tally(int layer) {
    return tallies[layer];
  }
}
