package io.hillock.train.rtrl;

import io.hillock.fault.ParameterException;

/**
 * A layer of recurrent units that speak by events alone.
 *
 * {@snippet lang=text :
 * v_t = a (v_{t-1} - theta y_{t-1}) + W x_t + V y_{t-1} + b                         (1)
 * y_t = H(v_t - theta)                                                              (2)
 * J_t = dv_t/dv_{t-1} = a (1 - theta Psi_{t-1}) + V Psi_{t-1},  Psi = diag psi      (3)
 * }
 *
 * <p>x input, shape (inputs); v, y, b shape (units); W and V may lack any of their elements.
 * Dimensionless, as in the paper. With a = 0 this is the simplified event cell: nothing is carried
 * but events, and a unit whose pseudo-derivative psi is zero sends nothing to the gradient, neither
 * in this step nor later. With a &gt; 0 it is a leaky cell with reset by subtraction: the diagonal
 * of (3) stays when psi is zero, so that its influence decays and does not vanish.
 *
 * <p>H is strict: exactly at the threshold there is no event. Learning takes psi for its
 * derivative; that is the only approximation anywhere in this package, and with {@link
 * Output#SMOOTH} in place of (2) there is none.
 *
 * @param inputs length of x, &gt; 0
 * @param units length of v, &gt; 0
 * @param leak a, in [0, 1)
 * @param threshold theta, finite
 * @param surrogate the pseudo-derivative
 * @see "A. Subramoney (2023), Efficient real time recurrent learning through combined activity and
 *     parameter sparsity, arXiv:2303.05641; departs from it: no gates, events of size one"
 */
public record EventCell(
    int inputs, int units, double leak, double threshold, TriangularSurrogate surrogate) {
  /** What a unit sends. */
  public enum Output {
    /** Equation (2). */
    EVENT,
    /** The smooth step whose derivative psi really is, y_t = step(v_t - theta). */
    SMOOTH
  }

  /** Checks every documented bound. */
  public EventCell {
    if (inputs < 1 || units < 1) {
      throw new ParameterException(
          "event cell", "inputs, units", inputs + ", " + units, "both must be > 0");
    }
    if (!(leak >= 0 && leak < 1)) {
      throw new ParameterException("event cell", "a", leak, "it must be in [0, 1)");
    }
    if (!Double.isFinite(threshold)) {
      throw new ParameterException("event cell", "theta", threshold, "it must be finite");
    }
  }

  /**
   * Whether a unit carries more than its event to the next step.
   *
   * @return true for a &gt; 0
   */
  public boolean carries() {
    return leak > 0;
  }

  /**
   * Parameters when nothing is masked: W, V and b.
   *
   * @return units (inputs + units + 1)
   */
  public long denseParameters() {
    return (long) units * (inputs + units + 1);
  }
}
