package io.hillock.gallery.rtrl;

import io.hillock.data.spiral.SpiralTask;
import io.hillock.data.spiral.SpiralTask.Question;

/** What is asked about a spiral. */
enum Lesson {
  /** Which of two interleaved arms: evidence in every point. */
  ARM("which of two interleaved arms", Question.ARM, 18),
  /** Which way it turns: evidence in pairs of points only. */
  TURN("which way it turns", Question.TURN, 18),
  /** Which way it turned, asked in each of 12 steps after the last point was seen. */
  MEMORY("which way it turned, 12 blank steps later", Question.TURN, 6);

  static final int LENGTH = 18;
  private static final double TURNS = 2;
  private static final double STEP = 2 * StrictMath.PI / LENGTH;
  private static final double NOISE = 0.05;

  private final String text;
  private final SpiralTask task;

  Lesson(String text, Question question, int shown) {
    this.text = text;
    task = new SpiralTask(question, LENGTH, shown, TURNS, STEP, NOISE);
  }

  String text() {
    return text;
  }

  SpiralTask task() {
    return task;
  }
}
