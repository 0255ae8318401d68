package io.hillock.lesion;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/** Elements of an array that keep a value whatever is written there: weights, outputs of units. */
public final class StuckValues implements Stateful {
  private final float[] stuck; // NaN for a sound element
  private int[] where = new int[0];
  private boolean listed = true;

  /**
   * Elements that are all sound.
   *
   * @param n length of the array
   */
  public StuckValues(int n) {
    stuck = new float[n];
    Arrays.fill(stuck, Float.NaN);
  }

  /**
   * Lets an element fail.
   *
   * @param at its index
   * @param value what it keeps, finite
   */
  public void stick(int at, float value) {
    if (!Float.isFinite(value)) {
      throw new ParameterException("stuck value", "value", value, "it must be finite");
    }
    stuck[at] = value;
    listed = false;
  }

  /**
   * Whether an element has failed.
   *
   * @param at its index
   * @return true when it keeps its value
   */
  public boolean isStuck(int at) {
    return !Float.isNaN(stuck[at]);
  }

  /**
   * What an element keeps.
   *
   * @param at its index
   * @return the value, NaN for a sound element
   */
  public float value(int at) {
    return stuck[at];
  }

  /**
   * How many elements have failed.
   *
   * @return their number
   */
  public int count() {
    return where().length;
  }

  /**
   * Gives the elements that have failed their values.
   *
   * @param values the array
   */
  public void hold(float[] values) {
    for (int at : where()) {
      values[at] = stuck[at];
    }
  }

  /**
   * Makes the elements that have failed zero in an array beside theirs, such as what would be
   * learned.
   *
   * @param values the array
   */
  public void silence(float[] values) {
    for (int at : where()) {
      values[at] = 0;
    }
  }

  private int[] where() {
    if (!listed) {
      int[] all = new int[stuck.length];
      int n = 0;
      for (int at = 0; at < stuck.length; at++) {
        if (isStuck(at)) {
          all[n++] = at;
        }
      }
      where = Arrays.copyOf(all, n);
      listed = true;
    }
    return where;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("stuck", StateRole.BOOKKEEPING, Float.SIZE, stuck);
    listed = false;
  }
}
