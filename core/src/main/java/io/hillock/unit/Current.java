package io.hillock.unit;

import io.hillock.fault.ParameterException;

/**
 * An electric current; positive into the cell.
 *
 * @param pA the current [pA], finite
 */
public record Current(double pA) implements Comparable<Current> {
  /** Checks that the current is finite. */
  public Current {
    if (!Double.isFinite(pA)) {
      throw new ParameterException("current", "I", pA + " pA", "it must be finite");
    }
  }

  /**
   * A current in picoamperes.
   *
   * @param pA the current [pA]
   * @return the current
   */
  public static Current pA(double pA) {
    return new Current(pA);
  }

  /**
   * A current in nanoamperes.
   *
   * @param nA the current [nA]
   * @return the current
   */
  public static Current nA(double nA) {
    return new Current(nA * 1e3);
  }

  @Override
  public int compareTo(Current other) {
    return Double.compare(pA, other.pA);
  }

  @Override
  public String toString() {
    return pA + " pA";
  }
}
