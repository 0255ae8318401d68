package io.hillock.train.rewire;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/** Where the sign of a connection comes from; while the connection exists it never changes. */
public sealed interface Signs {
  /** Fair coin at each birth; the first connections keep the signs of their initial weights. */
  record Redrawn() implements Signs {}

  /** Fair coin for each place, thrown once: what is born there again has the sign of before. */
  record OfPlace() implements Signs {}

  /**
   * By the source (Dale's law): all connections of an excitatory row are positive, all others
   * negative.
   *
   * @param excitatory for each row whether its source excites
   */
  record OfSource(List<Boolean> excitatory) implements Signs {
    /** Copies the list. */
    public OfSource {
      excitatory = List.copyOf(excitatory);
    }
  }

  /**
   * Dale's law with a fixed number of excitatory sources at random rows.
   *
   * @param rows number of sources
   * @param fraction of them that excite, in [0, 1]; the number is rounded
   * @param stream where the draws come from
   * @return the signs
   */
  static Signs dale(int rows, double fraction, RandomStream stream) {
    if (!(fraction >= 0 && fraction <= 1)) {
      throw new ParameterException(
          "rewiring", "fraction of excitatory sources", fraction, "it must be in [0, 1]");
    }
    int[] order = new int[rows];
    java.util.Arrays.setAll(order, i -> i);
    stream.shuffle(order, rows);
    List<Boolean> excitatory = new ArrayList<>(java.util.Collections.nCopies(rows, false));
    for (int k = 0; k < Math.round(fraction * rows); k++) {
      excitatory.set(order[k], true);
    }
    return new OfSource(excitatory);
  }
}
