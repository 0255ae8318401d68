package io.hillock.gallery.rtrl;

import io.hillock.train.rtrl.InfluenceKind;
import io.hillock.train.rtrl.OnlineSettings;

/**
 * One way to learn one lesson.
 *
 * @param metric end of the names of its metrics
 * @param text for tables and plots
 * @param lesson what is learned
 * @param kind how the gradient comes about
 * @param every steps from one change of parameters to the next
 * @param leak what a unit keeps of its potential: 0 for the event cell
 * @param recurrent whether units see each other
 */
record SpiralArm(
    String metric,
    String text,
    Lesson lesson,
    InfluenceKind kind,
    int every,
    double leak,
    boolean recurrent) {
  /** Three changes in a sequence. */
  static final int WITHIN = 6;

  private static final double LEAK = 0.8;

  /** The ways to learn a lesson. */
  enum Way {
    /** Exact, changes while the sequence runs. */
    EXACT("", "exact, while it runs"),
    /** Exact, one change at its end. */
    AT_END(".atEnd", "exact, at the end"),
    /** The approximation. */
    SNAP1(".snap1", "SnAp-1, while it runs"),
    /** Units that do not see each other. */
    NO_RECURRENCE(".noRecurrence", "no recurrent connections"),
    /** Exact, with units that keep a potential. */
    LEAKY(".leaky", "exact, leaky cell"),
    /** The approximation, with units that keep a potential. */
    LEAKY_SNAP1(".leakySnap1", "SnAp-1, leaky cell");

    private final String metric;
    private final String text;

    Way(String metric, String text) {
      this.metric = metric;
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  static SpiralArm of(Lesson lesson, Way way) {
    boolean approximate = way == Way.SNAP1 || way == Way.LEAKY_SNAP1;
    boolean leaky = way == Way.LEAKY || way == Way.LEAKY_SNAP1;
    String name =
        switch (lesson) {
          case ARM -> "";
          case TURN -> ".turn";
          case MEMORY -> ".memory";
        };
    return new SpiralArm(
        name + way.metric,
        way.text,
        lesson,
        approximate ? InfluenceKind.BLOCK : InfluenceKind.SPARSE,
        way == Way.AT_END ? OnlineSettings.AT_END : WITHIN,
        leaky ? LEAK : 0,
        way != Way.NO_RECURRENCE);
  }

  boolean exact() {
    return kind == InfluenceKind.SPARSE;
  }
}
