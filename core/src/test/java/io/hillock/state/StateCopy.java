package io.hillock.state;

import java.util.ArrayList;
import java.util.List;

/** A snapshot in memory for tests: copies state out, then back in by the same walk. */
public final class StateCopy implements StateVisitor {
  private final List<Object> held = new ArrayList<>();
  private boolean restoring;
  private int at;

  /** Copies the state out. */
  public static StateCopy of(Stateful state) {
    StateCopy copy = new StateCopy();
    copy.part("", state);
    return copy;
  }

  /** Copies the state back into the same thing or one of the same shape. */
  public void restore(Stateful state) {
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
