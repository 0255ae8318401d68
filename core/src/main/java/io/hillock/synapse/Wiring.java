package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Which synapses are present between two populations, in compressed rows: the synapses of
 * presynaptic neuron i are the positions k in [rowStart(i), rowStart(i+1)), each with a target
 * neuron and a delay. Within a row they ascend by target.
 */
public final class Wiring {
  /** Says which pairs are connected. */
  @FunctionalInterface
  public interface Pairs {
    /**
     * Whether a pair is connected; asked once for each pair, row by row.
     *
     * @param pre presynaptic index
     * @param post postsynaptic index
     * @return true when connected
     */
    boolean connected(int pre, int post);
  }

  private final int pre;
  private final int post;
  private final int[] rowStart;
  private final int[] target;
  private final int[] delay;
  private final int longestDelay;

  private Wiring(int pre, int post, int[] rowStart, int[] target, int[] delay) {
    this.pre = pre;
    this.post = post;
    this.rowStart = rowStart;
    this.target = target;
    this.delay = delay;
    this.longestDelay = Arrays.stream(delay).max().orElse(0);
  }

  /**
   * A wiring without delays.
   *
   * @param pre number of presynaptic neurons, positive
   * @param post number of postsynaptic neurons, positive
   * @param pairs which are connected
   * @return the wiring
   */
  public static Wiring where(int pre, int post, Pairs pairs) {
    if (pre < 1 || post < 1) {
      throw new ParameterException("wiring", "shape", pre + " x " + post, "both must be >= 1");
    }
    int[] rowStart = new int[pre + 1];
    int[] target = new int[16];
    int n = 0;
    for (int i = 0; i < pre; i++) {
      for (int j = 0; j < post; j++) {
        if (pairs.connected(i, j)) {
          if (n == target.length) {
            target = Arrays.copyOf(target, 2 * n);
          }
          target[n++] = j;
        }
      }
      rowStart[i + 1] = n;
    }
    return new Wiring(pre, post, rowStart, Arrays.copyOf(target, n), new int[0]);
  }

  /**
   * The same synapses with a delay for each.
   *
   * @param delayOf delay in steps of the synapse at a position, not negative
   * @return the delayed wiring
   */
  public Wiring withDelays(IntUnaryOperator delayOf) {
    int[] delays = new int[target.length];
    for (int k = 0; k < delays.length; k++) {
      delays[k] = delayOf.applyAsInt(k);
      if (delays[k] < 0) {
        throw new ParameterException("wiring", "delay", delays[k] + " steps", "it must be >= 0");
      }
    }
    return new Wiring(pre, post, rowStart, target, delays);
  }

  /**
   * Number of presynaptic neurons.
   *
   * @return the number
   */
  public int pre() {
    return pre;
  }

  /**
   * Number of postsynaptic neurons.
   *
   * @return the number
   */
  public int post() {
    return post;
  }

  /**
   * Number of present synapses.
   *
   * @return the number
   */
  public int size() {
    return target.length;
  }

  /**
   * Where the row of a neuron begins.
   *
   * @param i presynaptic index, or pre() for the end of the last row
   * @return the position
   */
  public int rowStart(int i) {
    return rowStart[i];
  }

  /**
   * The target of the synapse at a position.
   *
   * @param k position
   * @return postsynaptic index
   */
  public int target(int k) {
    return target[k];
  }

  /**
   * The delay of the synapse at a position.
   *
   * @param k position
   * @return delay [steps]
   */
  public int delay(int k) {
    return delay.length == 0 ? 0 : delay[k];
  }

  /**
   * The longest delay of any synapse.
   *
   * @return delay [steps]
   */
  public int longestDelay() {
    return longestDelay;
  }

  /**
   * The position of a synapse.
   *
   * @param i presynaptic index
   * @param j postsynaptic index
   * @return its position, or -1 when it is absent
   */
  public int find(int i, int j) {
    int k = Arrays.binarySearch(target, rowStart[i], rowStart[i + 1], j);
    return k < 0 ? -1 : k;
  }

  /**
   * Refuses initial weights that do not fit: one finite weight for each synapse.
   *
   * @param substrate who asks, for the message
   * @param weights the weights, in the order of this wiring
   */
  public void requireWeights(String substrate, float[] weights) {
    if (weights.length != target.length) {
      throw new ParameterException(
          substrate,
          "initial weights",
          weights.length + " values",
          "the wiring has " + target.length + " synapses");
    }
    for (int k = 0; k < weights.length; k++) {
      if (!Float.isFinite(weights[k])) {
        throw new ParameterException(
            substrate, "initial weight of synapse " + k, weights[k], "it must be finite");
      }
    }
  }

  /**
   * Whether every pair is connected.
   *
   * @return true when no synapse is absent
   */
  public boolean isDense() {
    return (long) pre * post == target.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wiring w
        && pre == w.pre
        && post == w.post
        && Arrays.equals(rowStart, w.rowStart)
        && Arrays.equals(target, w.target)
        && Arrays.equals(delay, w.delay);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(rowStart) + Arrays.hashCode(target)) + Arrays.hashCode(delay);
  }

  @Override
  public String toString() {
    return "Wiring[" + pre + " x " + post + ", " + size() + " synapses, hash " + hashCode() + "]";
  }
}
