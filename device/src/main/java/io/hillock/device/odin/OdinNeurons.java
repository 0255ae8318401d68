package io.hillock.device.odin;

import io.hillock.neuron.Neurons;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.Arrays;

/** Running neurons of {@link OdinNeuron}, whose equation numbers are used here. */
final class OdinNeurons implements Neurons {
  private static final int V_BITS = 8;
  private static final float MOST_V = (1 << V_BITS) - 1;

  private final int threshold;
  private final int leak;

  /** V, whole numbers from 0 to 255. */
  private final float[] v;

  private final float[] current;

  OdinNeurons(OdinNeuron registers, int n) {
    threshold = registers.threshold();
    leak = registers.leak();
    v = new float[n];
    current = new float[n];
  }

  @Override
  public int size() {
    return v.length;
  }

  @Override
  public float[] current() {
    return current;
  }

  @Override
  public float[] v() {
    return v;
  }

  @Override
  public void step(SpikeList spiked) {
    spiked.clear();
    for (int j = 0; j < v.length; j++) {
      if (current[j] != (float) Math.rint(current[j])) {
        throw new ArithmeticException(
            "neuron " + j + " counts in whole numbers, but its input is " + current[j]);
      }
      float integrated = Math.clamp(v[j] + current[j], 0, MOST_V); // (1)
      current[j] = 0;
      if (integrated >= threshold) { // (3)
        spiked.add(j);
        integrated = 0;
      }
      v[j] = Math.max(integrated - leak, 0); // (2)
    }
  }

  @Override
  public boolean silentWithoutInput() {
    return true; // after (3) every V lies below the threshold, and (2) only lowers it
  }

  @Override
  public void skip(long steps) {
    for (int j = 0; j < v.length; j++) {
      v[j] = (float) Math.max(v[j] - (double) leak * steps, 0); // (2), exact: whole numbers
    }
  }

  @Override
  public void reset() {
    Arrays.fill(v, 0);
    Arrays.fill(current, 0);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("V", StateRole.INFERENCE, V_BITS, v);
    visitor.floats("current", StateRole.BOOKKEEPING, Float.SIZE, current);
  }
}
