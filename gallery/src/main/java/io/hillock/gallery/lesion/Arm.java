package io.hillock.gallery.lesion;

import io.hillock.lesion.FaultKind;
import io.hillock.random.Seed;
import java.util.List;

/**
 * A network and what is done to it.
 *
 * @param recipe the network
 * @param copies how often each hidden unit is there
 * @param kinds what fails, one kind at a time
 * @param protocol fractions and fault seeds
 */
record Arm(Recipe recipe, int copies, List<FaultKind> kinds, Protocol protocol) {
  static final List<FaultKind> ALL_KINDS = List.of(FaultKind.values());
  static final List<FaultKind> UNITS = List.of(FaultKind.DEAD_UNIT, FaultKind.STUCK_ON_UNIT);

  /** Copies the list. */
  Arm {
    kinds = List.copyOf(kinds);
  }

  /**
   * How much is done.
   *
   * @param fractions fractions that fail, rising, 0 first
   * @param draws how many draws of faults for each
   * @param retrained fractions after which networks are taught again
   * @param retrainDraws with how many of the draws
   */
  record Protocol(List<Double> fractions, int draws, List<Double> retrained, int retrainDraws) {
    /** Copies the lists. */
    Protocol {
      fractions = List.copyOf(fractions);
      retrained = List.copyOf(retrained);
    }

    /** At fraction 0 all draws are the same. */
    int draws(double fraction) {
      return fraction == 0 ? 1 : draws;
    }

    int retrainDraws(double fraction) {
      return retrained.contains(fraction) ? Math.min(retrainDraws, draws(fraction)) : 0;
    }

    /** How often the test set is scored, for one kind. */
    int scores() {
      return fractions.stream().mapToInt(this::draws).sum() + retrainings();
    }

    /** How often a network is taught again, for one kind. */
    int retrainings() {
      return fractions.stream().mapToInt(this::retrainDraws).sum();
    }
  }

  /** Beginning of the names of its metrics. */
  String prefix() {
    return recipe.prefix() + (copies == 1 ? "" : "redundancy" + copies + ".");
  }

  String title() {
    return recipe.title() + (copies == 1 ? "" : ", each unit " + copies + " times");
  }

  List<LesionJob> jobs(Seed seed) {
    return kinds.stream().map(kind -> new LesionJob(this, seed, kind)).toList();
  }
}
