package io.hillock.device.rram;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.ArrayList;
import java.util.List;

/** A snapshot in memory: copies state out, then back in by the same walk. */
final class Memory implements StateVisitor {
  private final List<Object> held = new ArrayList<>();
  private boolean restoring;
  private int at;

  static Memory of(Stateful state) {
    Memory memory = new Memory();
    memory.part("", state);
    return memory;
  }

  void restore(Stateful state) {
    restoring = true;
    at = 0;
    part("", state);
  }

  private <T> T next(T value) {
    if (restoring) {
      @SuppressWarnings("unchecked")
      T old = (T) held.get(at++);
      return old;
    }
    held.add(value);
    return value;
  }

  @Override
  public void floats(String name, StateRole role, int bits, float[] values) {
    System.arraycopy(next(values.clone()), 0, values, 0, values.length);
  }

  @Override
  public void doubles(String name, StateRole role, int bits, double[] values) {
    System.arraycopy(next(values.clone()), 0, values, 0, values.length);
  }

  @Override
  public void ints(String name, StateRole role, int bits, int[] values) {
    System.arraycopy(next(values.clone()), 0, values, 0, values.length);
  }

  @Override
  public void longs(String name, StateRole role, int bits, long[] values) {
    System.arraycopy(next(values.clone()), 0, values, 0, values.length);
  }

  @Override
  public long scalar(String name, StateRole role, int bits, long value) {
    return next(value);
  }

  @Override
  public double scalar(String name, StateRole role, int bits, double value) {
    return next(value);
  }

  @Override
  public void part(String name, Stateful part) {
    part.visit(this);
  }
}
