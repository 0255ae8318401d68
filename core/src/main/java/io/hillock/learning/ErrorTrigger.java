package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Turns graded errors into integer error events, so that only large or accumulated errors are sent
 * and only they cause writes.
 *
 * {@snippet lang=text :
 * deterministic floor:   E = sign(g) floor(|g| / theta)                             (1)
 * stochastic floor:      E = sign(g) floor(|g| / theta + u),  u uniform in [0, 1)   (2)
 * accumulate and fire:   a = a + g;  E = sign(a) floor(|a| / theta);  a = a - theta E   (3)
 * }
 *
 * <p>g error of one unit, theta threshold in units of g, E the number of events with sign; the rule
 * uses theta E in place of g. (1) loses everything inside the dead zone |g| &lt; theta, (2) is
 * exact in expectation, (3) is exact in sum up to a rest below theta and holds one value a per
 * unit.
 *
 * @see "M. Payvand, M. E. Fouda, F. Kurdahi, A. M. Eltawil, E. O. Neftci (2020), IEEE JETCAS
 *     10:522, doi:10.1109/JETCAS.2020.3040248"
 */
public final class ErrorTrigger implements Stateful {
  /** The form of the quantiser. */
  public enum Form {
    /** Equation (1). */
    DETERMINISTIC_FLOOR,
    /** Equation (2). */
    STOCHASTIC_FLOOR,
    /** Equation (3). */
    ACCUMULATE_AND_FIRE
  }

  private final Form form;
  private final ThresholdControl control;
  private final RandomStream random;
  private final float[] rest;
  private double theta;
  private long eventsInWindow;
  private long unitsInWindow;

  /**
   * A trigger for a number of units.
   *
   * @param form the quantiser
   * @param control how theta is set
   * @param units number of units
   * @param random draws u of (2)
   */
  public ErrorTrigger(Form form, ThresholdControl control, int units, RandomStream random) {
    if (units < 1) {
      throw new ParameterException("error trigger", "units", units, "it must be >= 1");
    }
    this.form = form;
    this.control = control;
    this.random = random;
    rest = new float[form == Form.ACCUMULATE_AND_FIRE ? units : 0];
    theta = control.initial();
  }

  /**
   * The events of one unit.
   *
   * @param unit index of the unit
   * @param g its error
   * @return E, with sign
   */
  public int events(int unit, float g) {
    int e =
        switch (form) {
          case DETERMINISTIC_FLOOR -> quantise(g, 0); // (1)
          case STOCHASTIC_FLOOR -> quantise(g, random.nextFloat()); // (2)
          case ACCUMULATE_AND_FIRE -> accumulate(unit, g); // (3)
        };
    eventsInWindow += Math.abs(e);
    if (++unitsInWindow == control.window()) {
      theta = control.next(theta, (double) eventsInWindow / unitsInWindow);
      eventsInWindow = 0;
      unitsInWindow = 0;
    }
    return e;
  }

  private int quantise(float g, float u) {
    int count = (int) Math.floor(Math.abs(g) / theta + u);
    return g < 0 ? -count : count;
  }

  private int accumulate(int unit, float g) {
    rest[unit] += g;
    int e = quantise(rest[unit], 0);
    rest[unit] -= (float) (theta * e);
    return e;
  }

  /**
   * The threshold in force.
   *
   * @return theta
   */
  public double theta() {
    return theta;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("rest", StateRole.LEARNING, Float.SIZE, rest);
    theta = visitor.scalar("theta", StateRole.LEARNING, Float.SIZE, theta);
    eventsInWindow =
        visitor.scalar("eventsInWindow", StateRole.BOOKKEEPING, Long.SIZE, eventsInWindow);
    unitsInWindow =
        visitor.scalar("unitsInWindow", StateRole.BOOKKEEPING, Long.SIZE, unitsInWindow);
    visitor.part("random", random);
  }
}
