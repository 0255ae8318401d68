package io.hillock.train;

import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * Which elements of a trained matrix exist: the connections of a sparse layer as one list, row by
 * row and in a row by column, so that the connections of a source stand side by side.
 *
 * <p>The element of row r and column c is number r stride + c, its place in {@link
 * Parameter#values}. Reading the list costs what it holds; removing and inserting costs one walk
 * over it. The state is one bit for each element; lists follow from it.
 */
public final class Mask implements Stateful {
  private final int rows;
  private final int columns;
  private final int stride;
  private final long[] bits;
  private final int[] elements;
  private final int[] rowStart;

  private Mask(Parameter parameter) {
    rows = parameter.rows();
    columns = parameter.columns();
    stride = parameter.stride();
    bits = new long[(rows * stride + Long.SIZE - 1) / Long.SIZE];
    elements = new int[parameter.size()];
    rowStart = new int[rows + 1];
  }

  /**
   * Nothing exists.
   *
   * @param parameter the matrix
   * @return the mask
   */
  public static Mask empty(Parameter parameter) {
    return new Mask(parameter);
  }

  /**
   * Everything exists.
   *
   * @param parameter the matrix
   * @return the mask
   */
  public static Mask full(Parameter parameter) {
    return random(parameter, parameter.size(), true, null);
  }

  /**
   * Exactly so many elements, every choice of them equally likely; drawn without replacement, by
   * one draw for each place while a choice is left.
   *
   * @param parameter the matrix
   * @param count how many, at most as many as there are places
   * @param diagonal whether elements with equal row and column may be among them
   * @param stream where the draws come from; not read when all places are taken
   * @return the mask
   */
  public static Mask random(Parameter parameter, int count, boolean diagonal, RandomStream stream) {
    Mask mask = new Mask(parameter);
    int left = mask.places(diagonal);
    if (count < 0 || count > left) {
      throw new IllegalArgumentException(count + " elements in " + left + " places");
    }
    int wanted = count;
    for (int r = 0; r < mask.rows; r++) {
      for (int c = 0; c < mask.columns && wanted > 0; c++) {
        if (r == c && !diagonal) {
          continue;
        }
        if (wanted == left || stream.nextInt(left) < wanted) {
          mask.set(r * mask.stride + c);
          wanted--;
        }
        left--;
      }
    }
    mask.list();
    return mask;
  }

  /**
   * How many elements could exist.
   *
   * @param diagonal whether elements with equal row and column count
   * @return the number of places
   */
  public int places(boolean diagonal) {
    return rows * columns - (diagonal ? 0 : Math.min(rows, columns));
  }

  private void set(int element) {
    bits[element >>> 6] |= 1L << element;
  }

  /** Lists and row starts from the bits. */
  private void list() {
    int n = 0;
    int row = 0;
    for (int word = 0; word < bits.length; word++) {
      for (long left = bits[word]; left != 0; left &= left - 1) {
        int element = (word << 6) + Long.numberOfTrailingZeros(left);
        while (element >= (row + 1) * stride) {
          rowStart[++row] = n;
        }
        elements[n++] = element;
      }
    }
    Arrays.fill(rowStart, row + 1, rows + 1, n);
  }

  /** Row starts from the list. */
  private void index(int count) {
    int row = 0;
    for (int k = 0; k < count; k++) {
      while (elements[k] >= (row + 1) * stride) {
        rowStart[++row] = k;
      }
    }
    Arrays.fill(rowStart, row + 1, rows + 1, count);
  }

  /**
   * How many elements exist.
   *
   * @return their number
   */
  public int count() {
    return rowStart[rows];
  }

  /**
   * Whether all elements exist.
   *
   * @return true when none is missing
   */
  public boolean isFull() {
    return count() == elements.length;
  }

  /**
   * The elements that exist, rising; the first {@link #count} of the array.
   *
   * @return the array itself, to read
   */
  public int[] elements() {
    return elements;
  }

  /**
   * Where in the list each row begins; row r ends where row r + 1 begins.
   *
   * @return the array itself, to read, one longer than there are rows
   */
  public int[] rowStart() {
    return rowStart;
  }

  /**
   * Whether an element exists.
   *
   * @param element its number
   * @return true when it does
   */
  public boolean contains(int element) {
    return (bits[element >>> 6] >>> element & 1) != 0;
  }

  /**
   * Removes elements.
   *
   * @param gone which, rising, all of them existing
   * @param n how many
   */
  public void remove(int[] gone, int n) {
    if (n == 0) {
      return;
    }
    int count = count();
    int kept = Arrays.binarySearch(elements, 0, count, gone[0]);
    assert kept >= 0 : gone[0];
    int next = 0;
    for (int k = kept; k < count; k++) {
      if (next < n && elements[k] == gone[next]) {
        bits[gone[next] >>> 6] &= ~(1L << gone[next]);
        next++;
      } else {
        elements[kept++] = elements[k];
      }
    }
    assert next == n : "an element that does not exist was to be removed";
    index(kept);
  }

  /**
   * Inserts elements.
   *
   * @param born which, rising, none of them existing
   * @param n how many
   */
  public void insert(int[] born, int n) {
    if (n == 0) {
      return;
    }
    int count = count();
    int to = count + n;
    int from = count;
    for (int next = n; next > 0; ) {
      if (from > 0 && elements[from - 1] > born[next - 1]) {
        elements[--to] = elements[--from];
      } else {
        next--;
        assert !contains(born[next]) : born[next];
        set(born[next]);
        elements[--to] = born[next];
      }
    }
    index(count + n);
  }

  /**
   * A place that is free, every one equally likely.
   *
   * @param diagonal whether an element with equal row and column may be chosen
   * @param stream where the draws come from
   * @return the number of an element that does not exist
   */
  public int free(boolean diagonal, RandomStream stream) {
    assert bitCount() < places(diagonal) : "there is no free place";
    while (true) {
      int place = stream.nextInt(rows * columns);
      int row = place / columns;
      int column = place - row * columns;
      int element = row * stride + column;
      if (!contains(element) && (diagonal || row != column)) {
        return element;
      }
    }
  }

  /**
   * Chooses free places, one after the other, and inserts them.
   *
   * @param born takes their numbers, rising
   * @param n how many
   * @param diagonal whether elements with equal row and column may be chosen
   * @param stream where the draws come from
   */
  public void insertFree(int[] born, int n, boolean diagonal, RandomStream stream) {
    for (int k = 0; k < n; k++) {
      born[k] = free(diagonal, stream);
      set(born[k]); // taken for the next draw; the list follows below
    }
    Arrays.sort(born, 0, n);
    for (int k = 0; k < n; k++) {
      bits[born[k] >>> 6] &= ~(1L << born[k]);
    }
    insert(born, n);
  }

  private int bitCount() {
    int n = 0;
    for (long word : bits) {
      n += Long.bitCount(word);
    }
    return n;
  }

  /**
   * Sets to zero what does not exist.
   *
   * @param values as long as the values of the matrix
   */
  public void zeroOthers(float[] values) {
    int next = 0;
    for (int k = 0; k < count(); k++) {
      Arrays.fill(values, next, elements[k], 0);
      next = elements[k] + 1;
    }
    Arrays.fill(values, next, values.length, 0);
  }

  /**
   * Sets to zero what exists.
   *
   * @param values as long as the values of the matrix
   */
  public void zero(float[] values) {
    if (isFull()) {
      Arrays.fill(values, 0);
    } else {
      for (int k = 0; k < count(); k++) {
        values[elements[k]] = 0;
      }
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.longs("bits", StateRole.BOOKKEEPING, Long.SIZE, bits);
    list();
  }
}
