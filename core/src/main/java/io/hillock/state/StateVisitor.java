package io.hillock.state;

/**
 * Walks over state. Each piece has a name, a role, and the number of bits that the modelled
 * hardware holds per element (an 8-bit weight kept in a float array has 8).
 */
public interface StateVisitor {
  /**
   * An array of floats.
   *
   * @param name its name, unique within its owner
   * @param role why it exists
   * @param bits modelled bits per element
   * @param values the array itself
   */
  void floats(String name, StateRole role, int bits, float[] values);

  /**
   * An array of doubles.
   *
   * @param name its name, unique within its owner
   * @param role why it exists
   * @param bits modelled bits per element
   * @param values the array itself
   */
  void doubles(String name, StateRole role, int bits, double[] values);

  /**
   * An array of ints.
   *
   * @param name its name, unique within its owner
   * @param role why it exists
   * @param bits modelled bits per element
   * @param values the array itself
   */
  void ints(String name, StateRole role, int bits, int[] values);

  /**
   * An array of longs.
   *
   * @param name its name, unique within its owner
   * @param role why it exists
   * @param bits modelled bits per element
   * @param values the array itself
   */
  void longs(String name, StateRole role, int bits, long[] values);

  /**
   * An integer.
   *
   * @param name its name, unique within its owner
   * @param role why it exists
   * @param bits modelled bits
   * @param value the present value
   * @return the value to hold from now on
   */
  long scalar(String name, StateRole role, int bits, long value);

  /**
   * A real number.
   *
   * @param name its name, unique within its owner
   * @param role why it exists
   * @param bits modelled bits
   * @param value the present value
   * @return the value to hold from now on
   */
  double scalar(String name, StateRole role, int bits, double value);

  /**
   * A part with state of its own, under its own name.
   *
   * @param name the name of the part, unique within its owner
   * @param part the part
   */
  void part(String name, Stateful part);
}
