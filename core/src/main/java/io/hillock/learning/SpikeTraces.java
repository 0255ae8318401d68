package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.unit.Time;
import java.util.Arrays;
import java.util.List;

/**
 * Exponential traces of the spikes of a population on several time scales, decayed lazily: work per
 * spike and per sample, none per silent step.
 *
 * {@snippet lang=text :
 * s_im[t] = a_m s_im[t-1] + z_i[t],   a_m = exp(-dt/tau_m)                          (1)
 * }
 *
 * <p>s trace of neuron i on scale m, shape (scales, n), dimensionless. Over a gap of g steps (1) is
 * applied as s a_m^g with a_m^g from a table, exact up to rounding.
 */
public final class SpikeTraces implements Stateful {
  private final int n;
  private final float[][] power;
  private final float[][] trace;
  private final long[] last;
  private final StateRole role;

  /**
   * Traces that inference reads, at zero.
   *
   * @param n number of neurons, positive
   * @param scales time constants tau_m, all &gt; 0
   * @param dt the step
   */
  public SpikeTraces(int n, List<Time> scales, Time dt) {
    this(n, scales, dt, StateRole.INFERENCE);
  }

  /**
   * Traces at zero.
   *
   * @param n number of neurons, positive
   * @param scales time constants tau_m, all &gt; 0
   * @param dt the step
   * @param role what the traces are held for
   */
  public SpikeTraces(int n, List<Time> scales, Time dt, StateRole role) {
    this.role = role;
    if (scales.isEmpty()) {
      throw new ParameterException("spike traces", "scales", 0, "there must be at least one");
    }
    this.n = n;
    power = new float[scales.size()][];
    for (int m = 0; m < power.length; m++) {
      power[m] = powers(scales.get(m), dt);
    }
    trace = new float[power.length][n];
    last = new long[n];
  }

  /** Powers of the decay until they vanish against one part in 10^12. */
  private static float[] powers(Time tau, Time dt) {
    if (!(tau.ms() > 0)) {
      throw new ParameterException("spike traces", "tau", tau, "it must be > 0 ms");
    }
    int length = 2 + (int) StrictMath.ceil(tau.ms() / dt.ms() * 28);
    float[] table = new float[length];
    for (int g = 0; g < length - 1; g++) {
      table[g] = (float) StrictMath.exp(-g * dt.ms() / tau.ms());
    }
    return table; // the last entry stays 0
  }

  /**
   * Number of traces, scales times neurons.
   *
   * @return the length of a sample
   */
  public int length() {
    return trace.length * n;
  }

  /**
   * Enters the spikes of a step.
   *
   * @param step the step, not before the last one entered
   * @param spikes who fired
   */
  public void enter(long step, SpikeList spikes) {
    for (int k = 0; k < spikes.size(); k++) {
      int i = spikes.get(k);
      int gap = gap(step, i);
      for (int m = 0; m < trace.length; m++) {
        trace[m][i] = trace[m][i] * decay(m, gap) + 1; // (1)
      }
      last[i] = step;
    }
  }

  private int gap(long step, int i) {
    return (int) Math.min(step - last[i], Integer.MAX_VALUE);
  }

  private float decay(int m, int gap) {
    float[] table = power[m];
    return table[Math.min(gap, table.length - 1)];
  }

  /**
   * Reads all traces.
   *
   * @param step the step, not before the last one entered
   * @param x receives the traces from {@code offset} on, scale by scale
   * @param offset first index in x
   */
  public void sample(long step, float[] x, int offset) {
    for (int m = 0; m < trace.length; m++) {
      int at = offset + m * n;
      for (int i = 0; i < n; i++) {
        x[at + i] = trace[m][i] * decay(m, gap(step, i));
      }
    }
  }

  /** Forgets all spikes. */
  public void reset() {
    for (float[] scale : trace) {
      Arrays.fill(scale, 0);
    }
    Arrays.fill(last, 0);
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int m = 0; m < trace.length; m++) {
      visitor.floats("scale" + m, role, Float.SIZE, trace[m]);
    }
    visitor.longs("last", StateRole.BOOKKEEPING, Long.SIZE, last);
  }
}
