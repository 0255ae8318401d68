package io.hillock.gallery.sequence;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * An endless sequence of two words in random order, A B^n C and D E^n F: whoever predicts the next
 * symbol has to count.
 *
 * <p>Symbols are 0 to 5 for A to F. A place is a position within a word, told apart by word: 0 to 2
 * (n + 2) - 1. What can be known of the next symbol: all of it but which word comes after a word.
 */
final class CountingTask implements Stateful {
  static final int SYMBOLS = 6;

  private final int n;
  private final RandomStream random;
  private int word;
  private int position;

  CountingTask(int n, RandomStream random) {
    if (n < 1) {
      throw new ParameterException("counting task", "n", n, "it must be >= 1");
    }
    this.n = n;
    this.random = random;
    word = random.nextInt(2);
  }

  static int wordLength(int n) {
    return n + 2;
  }

  static int places(int n) {
    return 2 * wordLength(n);
  }

  /** Symbol of a place. */
  static int symbol(int place, int n) {
    int position = place % wordLength(n);
    int within = position == 0 ? 0 : position <= n ? 1 : 2;
    return 3 * (place / wordLength(n)) + within;
  }

  /** Whether a symbol is one that is repeated, B or E. */
  static boolean repeated(int symbol) {
    return symbol % 3 == 1;
  }

  int place() {
    return word * wordLength(n) + position;
  }

  int symbol() {
    return symbol(place(), n);
  }

  void advance() {
    position++;
    if (position == wordLength(n)) {
      position = 0;
      word = random.nextInt(2);
    }
  }

  /**
   * Class-balanced recall of whoever knows the present symbol only and does the best with it: C
   * after every B finds all C and loses all B but the first, and one of A and D always.
   */
  static double memorylessBalanced(int n) {
    return (2 * (1 + 1.0 / n) + 2 * 0.5) / SYMBOLS;
  }

  /** The same of whoever knows the place. */
  static double ceilingBalanced() {
    return (4 + 2 * 0.5) / SYMBOLS; // A and D come with probability 1/2 each
  }

  /** Accuracy of the next symbol of whoever knows the present symbol only. */
  static double memorylessNext(int n) {
    return (n + 0.5) / wordLength(n); // wrong after the last B, by chance after C
  }

  /** The same of whoever knows the place. */
  static double ceilingNext(int n) {
    return (n + 1.5) / wordLength(n);
  }

  /** Accuracy of the place of whoever knows the present symbol only. */
  static double memorylessPlace(int n) {
    return 3.0 / wordLength(n); // first, last, and one of the n repeats
  }

  @Override
  public void visit(StateVisitor visitor) {
    word = (int) visitor.scalar("word", StateRole.BOOKKEEPING, Integer.SIZE, (long) word);
    position =
        (int) visitor.scalar("position", StateRole.BOOKKEEPING, Integer.SIZE, (long) position);
    visitor.part("draws", random);
  }
}
