package io.hillock.train.internal.simd;

import io.hillock.fault.ParameterException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Numbers that begin at a multiple of 64 bytes. They lie outside of the Java heap, because an array
 * of the heap does not begin at one, and a vector that straddles two cache lines costs two loads or
 * stores. The memory is given back when the object is collected.
 */
public final class AlignedFloats {
  private static final long ALIGNMENT = 64;

  /** No numbers. */
  public static final AlignedFloats NONE = new AlignedFloats(0);

  private final int length;
  private final MemorySegment values;

  /**
   * Zeros.
   *
   * @param length how many, &gt;= 0
   */
  public AlignedFloats(int length) {
    if (length < 0) {
      throw new ParameterException("aligned numbers", "length", length, "it must be >= 0");
    }
    this.length = length;
    values = Arena.ofAuto().allocate((long) Float.BYTES * length, ALIGNMENT);
  }

  /**
   * How many numbers there are.
   *
   * @return the length
   */
  public int length() {
    return length;
  }

  /** All numbers. */
  MemorySegment values() {
    return values;
  }

  /** Some numbers, whose bounds are checked here once. */
  MemorySegment slice(int from, int count) {
    return values.asSlice((long) Float.BYTES * from, (long) Float.BYTES * count);
  }

  /**
   * One number.
   *
   * @param i which
   * @return its value
   */
  public float get(int i) {
    return values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
  }

  /**
   * Sets one number.
   *
   * @param i which
   * @param value its value
   */
  public void set(int i, float value) {
    values.setAtIndex(ValueLayout.JAVA_FLOAT, i, value);
  }

  /** Sets all numbers to zero. */
  public void clear() {
    values.fill((byte) 0);
  }

  /**
   * Takes numbers of an array.
   *
   * @param from the array
   * @param at first of them there
   * @param to first of them here
   * @param count how many
   */
  public void take(float[] from, int at, int to, int count) {
    MemorySegment.copy(from, at, values, ValueLayout.JAVA_FLOAT, (long) Float.BYTES * to, count);
  }

  /**
   * Copies numbers to an array.
   *
   * @param to as many numbers
   */
  public void give(float[] to) {
    MemorySegment.copy(values, ValueLayout.JAVA_FLOAT, 0, to, 0, length);
  }

  /**
   * Adds all numbers to those of an array, and sets them to zero.
   *
   * @param sums as many numbers
   */
  public void flush(float[] sums) {
    for (int i = 0; i < length; i++) {
      sums[i] += values.getAtIndex(ValueLayout.JAVA_FLOAT, i);
    }
    clear();
  }
}
