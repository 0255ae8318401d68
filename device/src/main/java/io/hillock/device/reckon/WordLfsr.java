package io.hillock.device.reckon;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * A long shift register behind the updates of weights and the noise, unfolded so that one draw
 * gives whole 32-bit words of its stream.
 *
 * {@snippet lang=text :
 * s[i] = d[i] xor s[i - tap],      i < n,   s[negative] = 0                             (1)
 * s[i] = s[i - tap] xor s[i - n],  i >= n                                               (2)
 * W[j] = W[j - tap] xor W[j - n],  j >= n,  W[j] = s[32 j .. 32 j + 31]                 (3)
 * }
 *
 * <p>(3) is (2) squared five times: over GF(2) the square of a polynomial keeps its terms and
 * doubles their exponents, so that words of 32 bits obey the recurrence of the bits.
 */
final class WordLfsr implements Stateful {
  private final int length;
  private final int tap;
  private final int words;

  /** The words of the last draw, then those that follow, n more than a draw has. */
  private final int[] w;

  /**
   * A register at its seed.
   *
   * @param length n, number of bits
   * @param tap distance of the tap
   * @param words words per draw, less than n
   * @param seed d
   */
  WordLfsr(int length, int tap, int words, int seed) {
    this.length = length;
    this.tap = tap;
    this.words = words;
    w = new int[length + words];
    byte[] s = new byte[length * Integer.SIZE];
    for (int i = 0; i < s.length; i++) {
      int before = i < tap ? 0 : s[i - tap];
      int other = i < length ? seed >> i & 1 : s[i - length];
      s[i] = (byte) (before ^ other); // (1), (2)
      w[words + i / Integer.SIZE] |= s[i] << i % Integer.SIZE;
    }
  }

  /** Draws the next words; they lie at the beginning of the array until the next draw. */
  int[] next() {
    System.arraycopy(w, words, w, 0, length);
    for (int m = 0; m < words; m++) {
      w[length + m] = w[m] ^ w[length - tap + m]; // (3)
    }
    return w;
  }

  /** The 28-bit slice of the last draw for output k. */
  int slice28(int k) {
    int bit = 28 * k;
    int at = bit >> 5;
    int offset = bit & 31;
    int low = w[at] >>> offset;
    int high = offset > 4 /* the slice crosses words */ ? w[at + 1] << Integer.SIZE - offset : 0;
    return (low | high) & 0xFFFFFFF;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.ints("words", StateRole.BOOKKEEPING, Integer.SIZE, w);
  }
}
