package io.hillock.learning.layered;

import io.hillock.lesion.Lesionable.UnitFault;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/** The faults of one layer: units with a fixed output, weights with a fixed value. */
final class LayerFaults implements Stateful {
  private static final float GREATEST_OUTPUT = 1;

  private final float[] output; // NaN for a sound unit
  private final float[] stuck; // NaN for a sound weight
  private int[] units = new int[0];
  private int[] weights = new int[0];
  private boolean listed = true;

  LayerFaults(int units, int weights) {
    output = sound(units);
    stuck = sound(weights);
  }

  private static float[] sound(int n) {
    float[] all = new float[n];
    Arrays.fill(all, Float.NaN);
    return all;
  }

  void fail(int unit, UnitFault fault) {
    output[unit] =
        switch (fault) {
          case DEAD -> 0;
          case STUCK_ON -> GREATEST_OUTPUT;
        };
    listed = false;
  }

  void stick(int at, float weight) {
    stuck[at] = weight;
    listed = false;
  }

  private void list() {
    if (!listed) {
      units = sites(output);
      weights = sites(stuck);
      listed = true;
    }
  }

  /** Gives faulty units their output. */
  void force(float[] y) {
    list();
    for (int unit : units) {
      y[unit] = output[unit];
    }
  }

  /** Takes from faulty units what they would learn. */
  void silence(float[] delta) {
    list();
    for (int unit : units) {
      delta[unit] = 0;
    }
  }

  /** Gives faulty weights their value. */
  void hold(float[] w) {
    list();
    for (int at : weights) {
      w[at] = stuck[at];
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("output", StateRole.BOOKKEEPING, Float.SIZE, output);
    visitor.floats("stuck", StateRole.BOOKKEEPING, Float.SIZE, stuck);
    listed = false;
  }

  private static int[] sites(float[] values) {
    int[] list = new int[values.length];
    int n = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Float.isNaN(values[i])) {
        list[n++] = i;
      }
    }
    return Arrays.copyOf(list, n);
  }
}
