package io.hillock.signal;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * The channels or neurons that spiked in one step, as a list of indices. It never grows: its
 * capacity is fixed when it is made. Kernels add in ascending order.
 */
public final class SpikeList implements Stateful {
  private final int[] index;
  private int size;

  /**
   * An empty list.
   *
   * @param capacity the most spikes it can hold, usually the size of the population
   */
  public SpikeList(int capacity) {
    index = new int[capacity];
  }

  /**
   * Adds a spike.
   *
   * @param i index of the channel or neuron
   */
  public void add(int i) {
    index[size++] = i;
  }

  /** Empties the list. */
  public void clear() {
    size = 0;
  }

  /**
   * How many spikes there are.
   *
   * @return the number
   */
  public int size() {
    return size;
  }

  /**
   * Whether there is none.
   *
   * @return true when empty
   */
  public boolean isEmpty() {
    return size == 0;
  }

  /**
   * The k-th spike.
   *
   * @param k position in [0, size)
   * @return index of the channel or neuron
   */
  public int get(int k) {
    assert k < size : k + " of " + size;
    return index[k];
  }

  /**
   * The most spikes that fit.
   *
   * @return the capacity
   */
  public int capacity() {
    return index.length;
  }

  /**
   * Takes over the content of another list.
   *
   * @param other the list to copy, not larger than this capacity
   */
  public void copyFrom(SpikeList other) {
    System.arraycopy(other.index, 0, index, 0, other.size);
    size = other.size;
  }

  /**
   * The indices themselves, for kernels; valid up to {@link #size()}.
   *
   * @return the array inside, not a copy
   */
  public int[] array() {
    return index;
  }

  /**
   * Sets the size after a kernel has written into {@link #array()}.
   *
   * @param newSize number of valid entries
   */
  public void size(int newSize) {
    assert newSize >= 0 && newSize <= index.length : newSize;
    size = newSize;
  }

  @Override
  public void visit(StateVisitor visitor) {
    // One bit per neuron is what hardware needs to hold a spike vector; entries past size are dead.
    for (int i = size; i < index.length; i++) {
      index[i] = 0;
    }
    visitor.ints("index", StateRole.INFERENCE, 1, index);
    size = (int) visitor.scalar("size", StateRole.BOOKKEEPING, Integer.SIZE, size);
  }
}
