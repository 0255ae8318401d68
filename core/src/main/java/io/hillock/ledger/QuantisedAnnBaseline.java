package io.hillock.ledger;

import io.hillock.fault.ParameterException;
import java.util.List;

/**
 * A quantised fully connected network for the same task, as the yardstick beside a spiking one: its
 * operations follow from the sizes of its layers alone, since it computes all of them at every
 * inference.
 *
 * {@snippet lang=text :
 * MACs            = sum over l of n_l n_{l+1}                                       (1)
 * weight reads    = MACs: every weight is fetched once                              (2)
 * input reads     = sum over l of n_l: an activation is fetched once and broadcast  (3)
 * output writes   = sum over l of n_{l+1}                                           (4)
 * }
 *
 * <p>Priced by the same technology file: a multiply-accumulate holds its arithmetic and its weight
 * fetch, (1) and (2); requantising, writing and fetching an activation, (3) and (4), is priced as
 * one neuron update for each unit. The values of the input layer are taken as delivered, as the
 * events of the spiking network are; nothing is charged for control, which favours the baseline.
 *
 * @param layers n_0 (inputs) to n_L (outputs), at least two, all &gt;= 1
 * @param bits bits of a weight, 2 to 32
 */
public record QuantisedAnnBaseline(List<Integer> layers, int bits) {
  private static final int BIAS_BITS = 32;

  /** Checks every documented bound. */
  public QuantisedAnnBaseline {
    layers = List.copyOf(layers);
    if (layers.size() < 2 || layers.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          "quantised ANN", "layers", layers, "there must be at least two, all of size >= 1");
    }
    if (bits < 2 || bits > 32) {
      throw new ParameterException("quantised ANN", "bits", bits, "it must lie in [2, 32]");
    }
  }

  /**
   * A baseline with 8-bit weights.
   *
   * @param layers sizes from inputs to outputs
   * @return the baseline
   */
  public static QuantisedAnnBaseline int8(Integer... layers) {
    return new QuantisedAnnBaseline(List.of(layers), 8);
  }

  /**
   * Multiply-accumulates of one inference, equation (1).
   *
   * @return their number
   */
  public long macs() {
    long sum = 0;
    for (int l = 1; l < layers.size(); l++) {
      sum += (long) layers.get(l - 1) * layers.get(l);
    }
    return sum;
  }

  /**
   * Memory accesses of one inference, equations (2) to (4).
   *
   * @return their number
   */
  public long memoryAccesses() {
    long all = layers.stream().mapToLong(Integer::longValue).sum();
    long inputReads = all - layers.getLast();
    return macs() + inputReads + units();
  }

  private long units() {
    return layers.stream().skip(1).mapToLong(Integer::longValue).sum();
  }

  /**
   * Memory of weights, 32-bit biases, and the activations of the two widest neighbouring layers.
   *
   * @return the footprint [bit]
   */
  public long footprintBits() {
    long buffer = 0;
    for (int l = 1; l < layers.size(); l++) {
      buffer = Math.max(buffer, (long) layers.get(l - 1) + layers.get(l));
    }
    return macs() * bits + units() * BIAS_BITS + buffer * bits;
  }

  /**
   * What the ledger would count in a number of inferences.
   *
   * @param inferences how many, not negative
   * @return the counts
   */
  public Counts counts(long inferences) {
    Counts counts = new Counts();
    counts.add(CountKind.MULTIPLY_ACCUMULATE, Math.multiplyExact(inferences, macs()));
    counts.add(CountKind.NEURON_UPDATE, Math.multiplyExact(inferences, units()));
    return counts;
  }

  /**
   * Energy of one inference.
   *
   * @param technology the prices
   * @return the energy with its band
   */
  public Energy energy(Technology technology) {
    return technology.price(counts(1));
  }
}
