package io.hillock.device;

import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/** The pulses that each device of an array has seen, and whether it still switches. */
public final class Wear implements Stateful {
  private static final int STUCK = Integer.MAX_VALUE;

  private final int[] pulses; // STUCK from the start, shape (devices) or empty
  private final int limit;

  /** What a device that never switches is left in. */
  @FunctionalInterface
  public interface Stuck {
    /**
     * Leaves a device in its state for ever.
     *
     * @param device index of the device
     * @param on true for the most that a device conducts, false for the least
     */
    void at(int device, boolean on);
  }

  /**
   * Draws which devices are stuck; takes one draw for each device where stuck cells act.
   *
   * @param model which of {@link NonIdeality#STUCK_CELLS} and {@link NonIdeality#ENDURANCE} act
   * @param law their numbers
   * @param devices number of devices
   * @param random draws of the devices
   * @param stuck told of every stuck device
   */
  public Wear(DeviceModel model, WearLaw law, int devices, RandomStream random, Stuck stuck) {
    boolean some = model.has(NonIdeality.STUCK_CELLS);
    boolean ends = model.has(NonIdeality.ENDURANCE);
    limit = ends ? (int) law.enduranceCycles() : STUCK - 1;
    pulses = new int[some || ends ? devices : 0];
    for (int d = 0; some && d < devices; d++) {
      double u = random.nextDouble();
      if (u < law.stuckFraction()) {
        pulses[d] = STUCK;
        stuck.at(d, u < 0.5 * law.stuckFraction());
      }
    }
  }

  /**
   * Takes note of a pulse.
   *
   * @param device index of the device
   * @return whether the device switches
   */
  public boolean pulse(int device) {
    if (pulses.length == 0) {
      return true;
    }
    if (pulses[device] >= limit) {
      return false;
    }
    pulses[device]++;
    return true;
  }

  /**
   * Takes note of many pulses on every device, as cycling a whole array does.
   *
   * @param each pulses on each device, not negative
   */
  public void cycle(long each) {
    for (int d = 0; d < pulses.length; d++) {
      if (pulses[d] != STUCK) {
        pulses[d] = (int) StrictMath.min(limit, pulses[d] + each);
      }
    }
  }

  /**
   * Whether a device would still switch.
   *
   * @param device index of the device
   * @return true when it would
   */
  public boolean alive(int device) {
    return pulses.length == 0 || pulses[device] < limit;
  }

  /**
   * The pulses that the most used device has seen.
   *
   * @return pulses; 0 where wear is not modelled
   */
  public int most() {
    int most = 0;
    for (int p : pulses) {
      most = p != STUCK && p > most ? p : most;
    }
    return most;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.ints("wear", StateRole.BOOKKEEPING, Integer.SIZE, pulses);
  }
}
