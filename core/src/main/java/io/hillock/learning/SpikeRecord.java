package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/** Who fired in each step of a trial, a bit for each neuron and step. */
final class SpikeRecord implements Stateful {
  private final int n;
  private final int words;
  private final long[] bits;

  SpikeRecord(int steps, int n) {
    this.n = n;
    words = (n + Long.SIZE - 1) / Long.SIZE;
    bits = new long[steps * words];
  }

  /** Records a step. */
  void set(int t, SpikeList spikes) {
    Arrays.fill(bits, t * words, (t + 1) * words, 0);
    for (int k = 0; k < spikes.size(); k++) {
      int i = spikes.get(k);
      long bit = 1L << i;
      int at = t * words + i / Long.SIZE;
      if ((bits[at] & bit) != 0) {
        throw new ParameterException(
            "back-propagation", "spikes of " + i, 2, "one spike per neuron and step can be kept");
      }
      bits[at] |= bit;
    }
  }

  /** Spikes of each neuron in the first steps. */
  void count(int steps, int[] count) {
    Arrays.fill(count, 0);
    for (int w = 0; w < steps * words; w++) {
      for (long left = bits[w]; left != 0; left &= left - 1) {
        count[w % words * Long.SIZE + Long.numberOfTrailingZeros(left)]++;
      }
    }
  }

  /** Words that a step takes. */
  int words() {
    return words;
  }

  /** Adds a multiple of a row to the rows of all who fired, and gives their number. */
  int addRows(int t, double factor, double[] row, double[] rows, int from) {
    int added = 0;
    for (int w = 0; w < words; w++) {
      for (long left = bits[t * words + w]; left != 0; left &= left - 1) {
        int i = w * Long.SIZE + Long.numberOfTrailingZeros(left);
        int at = from + i * row.length;
        for (int j = 0; j < row.length; j++) {
          rows[at + j] += factor * row[j];
        }
        added++;
      }
    }
    return added;
  }

  @Override
  public void visit(StateVisitor visitor) {
    // Every word holds 64 neurons; the last one of a step may be part empty.
    visitor.longs("bits of " + n, StateRole.LEARNING, Long.SIZE, bits);
  }
}
