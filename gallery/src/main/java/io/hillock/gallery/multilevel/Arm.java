package io.hillock.gallery.multilevel;

import io.hillock.synapse.AccumulatingSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import java.util.ArrayList;
import java.util.List;

/**
 * One way to store weights and to write them.
 *
 * @param metric how names of metrics say it
 * @param label in words
 * @param storage how a weight is stored
 * @param accumulator whether changes gather in a register until a whole step can be written
 * @param theta threshold of the error events from which it learns, or 0 for every error
 */
record Arm(String metric, String label, Storage storage, boolean accumulator, double theta) {
  /** The bits of the headline; a device behind a register gathers one level of that grid. */
  static final int BITS = 4;

  /** The grids compared. */
  static final int[] ALL_BITS = {2, 3, 4, 5};

  /** Spread of the headline [%]. */
  static final int SPREAD = 10;

  /** Spreads of a SET compared [%]. */
  static final int[] ALL_SPREADS = {0, 5, 10, 15};

  static final String FLOAT = "float";
  static final String COMPLIANCE = "compliance";
  private static final String FROM_ZERO = ".fromZero";
  private static final String REGISTER = ".accumulator";

  static String naive(int bits) {
    return "naive" + bits + "bit";
  }

  static String stochastic(int bits) {
    return "stochastic" + bits + "bit";
  }

  static String compliance(int spreadPercent) {
    return spreadPercent == SPREAD ? COMPLIANCE : COMPLIANCE + ".spread" + spreadPercent;
  }

  static String source(int bits) {
    return COMPLIANCE + ".source" + bits + "bit";
  }

  static String behindRegister(String metric) {
    return metric + REGISTER;
  }

  /** The substrate of one layer. */
  Substrate upTo(float greatest) {
    Substrate alone = storage.upTo(greatest);
    return accumulator
        ? new AccumulatingSubstrate(alone, Storage.Grid.level(stepBits()) * greatest)
        : alone;
  }

  private int stepBits() {
    return storage instanceof Storage.Grid grid ? grid.bits() : BITS;
  }

  /** The same for a network that has learned nothing before. */
  Arm fromZero() {
    return new Arm(metric + FROM_ZERO, label + ", from zero", storage, accumulator, theta);
  }

  /** Whether it is one of {@link #fromZero}. */
  boolean isFromZero() {
    return metric.endsWith(FROM_ZERO);
  }

  static String fromZero(String metric) {
    return metric + FROM_ZERO;
  }

  /** Whether changes below half a level are lost, so that only high rates can work. */
  boolean losesSmallChanges() {
    return storage instanceof Storage.Grid grid
        && grid.rounding() == Rounding.NEAREST
        && !accumulator;
  }

  /** The six of the headline. */
  static List<Arm> headline(double theta) {
    return List.of(
        new Arm(FLOAT, "float", Storage.Floating.BOUNDED, false, 0),
        grid(BITS, Rounding.NEAREST, false),
        grid(BITS, Rounding.STOCHASTIC, false),
        cells(SPREAD, false, theta),
        grid(BITS, Rounding.NEAREST, true),
        cells(SPREAD, true, theta));
  }

  /** The other grids. */
  static List<Arm> otherBits() {
    List<Arm> arms = new ArrayList<>();
    for (int bits : ALL_BITS) {
      if (bits != BITS) {
        arms.add(grid(bits, Rounding.NEAREST, false));
        arms.add(grid(bits, Rounding.STOCHASTIC, false));
        arms.add(grid(bits, Rounding.NEAREST, true));
      }
    }
    return arms;
  }

  /** The other spreads. */
  static List<Arm> otherSpreads(double theta) {
    List<Arm> arms = new ArrayList<>();
    for (int spread : ALL_SPREADS) {
      if (spread != SPREAD) {
        arms.add(cells(spread, false, theta));
        arms.add(cells(spread, true, theta));
      }
    }
    return arms;
  }

  /** Sources of few compliance currents. */
  static List<Arm> sources() {
    List<Arm> arms = new ArrayList<>();
    for (int bits : ALL_BITS) {
      arms.add(
          new Arm(
              source(bits),
              "compliance, " + bits + "-bit current source, spread " + SPREAD + " %",
              Storage.Cells.source(SPREAD, bits),
              false,
              0));
    }
    return arms;
  }

  /** What else tells where the difference comes from. */
  static List<Arm> controls(double theta) {
    Arm naive = grid(BITS, Rounding.NEAREST, false);
    Arm cells = cells(SPREAD, false, 0);
    return List.of(
        grid(BITS, Rounding.STOCHASTIC, true),
        new Arm(
            naive.metric + ".events", naive.label + ", error events", naive.storage, false, theta),
        new Arm(
            COMPLIANCE + ".everyError",
            "compliance, spread " + SPREAD + " %, every error",
            cells.storage,
            false,
            0),
        new Arm(
            COMPLIANCE + ".narrow",
            "compliance, 25-150 uS, spread " + SPREAD + " %",
            Storage.Cells.narrow(SPREAD),
            false,
            theta),
        new Arm(COMPLIANCE + ".preset", "hfo2-1t1r, all it has", Storage.Cells.preset(), false, 0),
        new Arm(
            COMPLIANCE + ".preset" + REGISTER,
            "hfo2-1t1r, all it has, accumulator",
            Storage.Cells.preset(),
            true,
            0));
  }

  private static Arm grid(int bits, Rounding rounding, boolean accumulator) {
    Storage grid = new Storage.Grid(bits, rounding);
    return switch (rounding) {
      case NEAREST -> named(naive(bits), "naive " + bits + " bit", grid, accumulator, 0);
      case STOCHASTIC ->
          named(stochastic(bits), "stochastic " + bits + " bit", grid, accumulator, 0);
    };
  }

  private static Arm cells(int spread, boolean accumulator, double theta) {
    return named(
        compliance(spread),
        "compliance, spread " + spread + " %",
        Storage.Cells.spread(spread),
        accumulator,
        accumulator ? 0 : theta);
  }

  private static Arm named(
      String metric, String label, Storage storage, boolean accumulator, double theta) {
    return accumulator
        ? new Arm(behindRegister(metric), label + ", accumulator", storage, true, theta)
        : new Arm(metric, label, storage, false, theta);
  }
}
