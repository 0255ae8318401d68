package io.hillock.train.delay;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Parameter;

/**
 * The synapses between two layers, each with a weight and a fractional delay; those of weight zero
 * do not exist. Row by row: all synapses of a source lie side by side.
 *
 * <p>A spike of source j at t puts an impulse w (1 - f) at t + k and w f at t + k + 1 into the
 * target's input, where k = floor(d) and f = d - k; the target's kernel is applied to the sum of
 * all impulses once per step. So an event costs two additions for each synapse of its source,
 * whatever T is.
 */
final class DelayedSynapses implements Stateful {
  final int sources;
  final int targets;

  /** Where the row of each source begins, length sources + 1. */
  final int[] rowStart;

  /** Target of each synapse. */
  final int[] target;

  final Parameter weight;
  final Parameter delay;

  /** floor(d) targets + target: place of the first impulse for a spike at step 0. */
  final int[] slot;

  /** w (1 - f). */
  final float[] first;

  /** w f. */
  final float[] second;

  /** Modelled bits of a weight: two while it is ternary and frozen. */
  private final int weightBits;

  DelayedSynapses(
      String name,
      int sources,
      int targets,
      int[] rowStart,
      int[] target,
      double longest,
      boolean ternary) {
    this.sources = sources;
    this.targets = targets;
    this.rowStart = rowStart;
    this.target = target;
    weightBits = ternary ? 2 : Float.SIZE;
    int n = target.length;
    weight = new Parameter("weights of " + name, 1, n);
    delay = Parameter.bounded("delays of " + name, 1, n, 0, (float) longest);
    slot = new int[n];
    first = new float[n];
    second = new float[n];
  }

  int size() {
    return target.length;
  }

  /** Derives places and impulses from delays and weights; to be called after each change. */
  void prepare() {
    float[] d = delay.values();
    float[] w = weight.values();
    for (int s = 0; s < target.length; s++) {
      int k = (int) d[s];
      float f = d[s] - k;
      slot[s] = k * targets + target[s];
      first[s] = w[s] * (1 - f);
      second[s] = w[s] * f;
    }
  }

  /** How many synapses the sources of some events have, counted for each event. */
  long visits(int[] events, int from, int to) {
    long visits = 0;
    for (int e = from; e < to; e++) {
      int j = events[e] & SpikeSamples.SOURCE_MASK;
      visits += rowStart[j + 1] - rowStart[j];
    }
    return visits;
  }

  /** Puts the impulses of events into the targets' input, shape (2 T, targets). */
  void deliver(int[] events, int from, int to, float[] impulse) {
    for (int e = from; e < to; e++) {
      int j = events[e] & SpikeSamples.SOURCE_MASK;
      int at = (events[e] >>> SpikeSamples.SOURCE_BITS) * targets;
      int end = rowStart[j + 1];
      for (int s = rowStart[j]; s < end; s++) {
        int k = at + slot[s];
        impulse[k] += first[s];
        impulse[k + targets] += second[s];
      }
    }
  }

  /**
   * Adds dE/dd = w (G(k + 1) - G(k)) for the synapses of sources that spiked, where G, shape (2 T,
   * targets), is the derivative of E by an impulse.
   */
  void delayGradient(int[] events, int from, int to, float[] g, float[] gradient) {
    float[] w = weight.values();
    for (int e = from; e < to; e++) {
      int j = events[e] & SpikeSamples.SOURCE_MASK;
      int at = (events[e] >>> SpikeSamples.SOURCE_BITS) * targets;
      int end = rowStart[j + 1];
      for (int s = rowStart[j]; s < end; s++) {
        int k = at + slot[s];
        gradient[s] += w[s] * (g[k + targets] - g[k]);
      }
    }
  }

  /** Adds dE/dw = (1 - f) G(k) + f G(k + 1) for the synapses of sources that spiked. */
  void weightGradient(int[] events, int from, int to, float[] g, float[] gradient) {
    float[] d = delay.values();
    for (int e = from; e < to; e++) {
      int j = events[e] & SpikeSamples.SOURCE_MASK;
      int at = (events[e] >>> SpikeSamples.SOURCE_BITS) * targets;
      int end = rowStart[j + 1];
      for (int s = rowStart[j]; s < end; s++) {
        int k = at + slot[s];
        float f = d[s] - (int) d[s];
        gradient[s] += (1 - f) * g[k] + f * g[k + targets];
      }
    }
  }

  /** The derivative of E by a spike of a source at a step. */
  float spikeGradient(int source, int step, float[] g) {
    int at = step * targets;
    float sum = 0;
    int end = rowStart[source + 1];
    for (int s = rowStart[source]; s < end; s++) {
      int k = at + slot[s];
      sum += first[s] * g[k] + second[s] * g[k + targets];
    }
    return sum;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats(weight.name(), StateRole.INFERENCE, weightBits, weight.values());
    visitor.part(delay.name(), delay);
  }
}
