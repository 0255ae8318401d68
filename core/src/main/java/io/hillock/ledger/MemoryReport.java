package io.hillock.ledger;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The memory that the modelled hardware needs, found by walking over the state really held:
 * elements times modelled bits, added up by role.
 */
public final class MemoryReport {
  private final Map<String, Long> inference = new LinkedHashMap<>();
  private final Map<String, Long> learning = new LinkedHashMap<>();

  /**
   * Measures a state.
   *
   * @param root the state
   */
  public MemoryReport(Stateful root) {
    root.visit(new Walk(""));
  }

  /**
   * Bits of inference by path.
   *
   * @return an unmodifiable view
   */
  public Map<String, Long> inference() {
    return Collections.unmodifiableMap(inference);
  }

  /**
   * Bits of learning by path.
   *
   * @return an unmodifiable view
   */
  public Map<String, Long> learning() {
    return Collections.unmodifiableMap(learning);
  }

  /**
   * All bits of inference.
   *
   * @return the sum [bit]
   */
  public long inferenceBits() {
    return inference.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * All bits that exist only for learning.
   *
   * @return the sum [bit]
   */
  public long learningBits() {
    return learning.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * The memory of inference.
   *
   * @return an eighth of its bits [byte]
   */
  public double inferenceBytes() {
    return inferenceBits() / 8.0;
  }

  /**
   * The memory that exists only for learning.
   *
   * @return an eighth of its bits [byte]
   */
  public double learningBytes() {
    return learningBits() / 8.0;
  }

  /**
   * The overhead of learning.
   *
   * @return learning bits in percent of inference bits; 0 without inference state
   */
  public double overheadPercent() {
    return inferenceBits() == 0 ? 0 : 100.0 * learningBits() / inferenceBits();
  }

  /** Adds up bits. */
  private final class Walk implements StateVisitor {
    private final String prefix;

    Walk(String prefix) {
      this.prefix = prefix;
    }

    private void count(String name, StateRole role, int bits, int length) {
      switch (role) {
        case INFERENCE -> inference.merge(prefix + name, (long) bits * length, Long::sum);
        case LEARNING -> learning.merge(prefix + name, (long) bits * length, Long::sum);
        case BOOKKEEPING -> {}
      }
    }

    @Override
    public void floats(String name, StateRole role, int bits, float[] values) {
      count(name, role, bits, values.length);
    }

    @Override
    public void doubles(String name, StateRole role, int bits, double[] values) {
      count(name, role, bits, values.length);
    }

    @Override
    public void ints(String name, StateRole role, int bits, int[] values) {
      count(name, role, bits, values.length);
    }

    @Override
    public void longs(String name, StateRole role, int bits, long[] values) {
      count(name, role, bits, values.length);
    }

    @Override
    public long scalar(String name, StateRole role, int bits, long value) {
      count(name, role, bits, 1);
      return value;
    }

    @Override
    public double scalar(String name, StateRole role, int bits, double value) {
      count(name, role, bits, 1);
      return value;
    }

    @Override
    public void part(String name, Stateful part) {
      part.visit(new Walk(prefix + name + "/"));
    }
  }
}
