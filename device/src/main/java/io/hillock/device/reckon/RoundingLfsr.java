package io.hillock.device.reckon;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * The 15-bit shift register behind the stochastic rounding of states, unfolded so that one draw
 * gives several bits of its stream.
 *
 * {@snippet lang=text :
 * s[i] = d[order i] xor s[i - 1],  i < 15,  s[-1] = 0                                   (1)
 * s[i] = s[i - 1] xor s[i - 15],   i >= 15                                              (2)
 * }
 *
 * <p>The state is the window of the next 15 bits of the stream; a draw takes the first ones.
 */
final class RoundingLfsr implements Stateful {
  private static final int LENGTH = 15;
  private static final int[] INTERLEAVED = {0, 1, 3, 5, 7, 9, 11, 13, 2, 4, 6, 8, 10, 12, 14};

  private final int bits;
  private int window;

  private RoundingLfsr(int bits, int window) {
    this.bits = bits;
    this.window = window;
  }

  /** Draws of 15 bits, for membranes and the traces of inputs and neurons. */
  static RoundingLfsr ofFifteen(int seed) {
    int window = 0;
    int last = 0;
    for (int i = 0; i < LENGTH; i++) {
      last ^= seed >> i & 1; // (1)
      window |= last << i;
    }
    return new RoundingLfsr(LENGTH, window);
  }

  /** Draws of 7 bits, for outputs and output traces. */
  static RoundingLfsr ofSeven(int seed) {
    int window = 0;
    int last = 0;
    for (int i = 0; i < LENGTH; i++) {
      last ^= seed >> INTERLEAVED[i] & 1; // (1)
      window |= last << i;
    }
    return new RoundingLfsr(7, window);
  }

  /** The next random word. */
  int next() {
    int word = window & (1 << bits) - 1;
    // (2) for several bits at once: each new bit is the last of the window plus all leaving bits
    // before it.
    int sum = word;
    sum ^= sum << 1;
    sum ^= sum << 2;
    sum ^= sum << 4;
    sum ^= sum << 8;
    int fresh = (sum ^ -(window >> LENGTH - 1)) & (1 << bits) - 1;
    window = window >> bits | fresh << LENGTH - bits;
    return word;
  }

  @Override
  public void visit(StateVisitor visitor) {
    window = (int) visitor.scalar("window", StateRole.BOOKKEEPING, LENGTH, (long) window);
  }
}
