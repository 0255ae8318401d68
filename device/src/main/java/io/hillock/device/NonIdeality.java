package io.hillock.device;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The switchboard: what makes a real array differ from a matrix of floats. Each switch acts alone;
 * with all of them off, a substrate of devices gives the bits of the ideal one. No kind of device
 * knows them all, see {@link DeviceModel#models}.
 */
public enum NonIdeality {
  /** States lie on a grid: steps of a compliance current, whole SET pulses, two states. */
  QUANTISATION("levels"),
  /** Equal pulses do not have equal effects: spread of a SET, increments, random switching. */
  CYCLE_TO_CYCLE("cycle to cycle"),
  /** Successive cycles of one device resemble each other; acts on cycle-to-cycle spread only. */
  CYCLE_CORRELATION("correlated cycles"),
  /** Every device has its own mean law. */
  DEVICE_TO_DEVICE("device to device"),
  /** The state after a RESET has a spread of its own. */
  HRS_SPREAD("spread of RESET"),
  /** What deviation remains after a verified write. */
  PROGRAMMING_SPREAD("programming spread"),
  /** Broadening with the logarithm of the age of a write. */
  RELAXATION("relaxation"),
  /** Conductance falls as a power of the age of the write. */
  DRIFT("drift"),
  /** The exponent of drift differs between devices and RESETs; acts on drift only. */
  DRIFT_SPREAD("spread of drift"),
  /** Every read is noisy; the stored value is not. */
  READ_NOISE("read noise"),
  /** A device stops switching after so many pulses. */
  ENDURANCE("endurance"),
  /** Some devices never switched. */
  STUCK_CELLS("stuck cells"),
  /** Word and bit lines have a resistance, so that a read depends on what is read with it. */
  WIRE_RESISTANCE("wire resistance"),
  /** An array that is written does not hear its inputs. */
  BLIND_TIME("blind time");

  private final String label;

  NonIdeality(String label) {
    this.label = label;
  }

  /**
   * Its name in words.
   *
   * @return the label
   */
  public String label() {
    return label;
  }

  /**
   * The non-ideality on which this one acts, without which it does nothing.
   *
   * @return the other one, or empty where this one stands for itself
   */
  public Optional<NonIdeality> actsOn() {
    return switch (this) {
      case CYCLE_CORRELATION -> Optional.of(CYCLE_TO_CYCLE);
      case DRIFT_SPREAD -> Optional.of(DRIFT);
      default -> Optional.empty();
    };
  }

  /**
   * The switches that must be on for this one to be seen alone.
   *
   * @return itself, and what it acts on
   */
  public Set<NonIdeality> alone() {
    EnumSet<NonIdeality> set = EnumSet.of(this);
    actsOn().ifPresent(set::add);
    return set;
  }

  /**
   * An unmodifiable copy in the order of declaration.
   *
   * @param switches any switches
   * @return the set
   */
  public static Set<NonIdeality> copyOf(Collection<NonIdeality> switches) {
    EnumSet<NonIdeality> set = EnumSet.noneOf(NonIdeality.class);
    set.addAll(switches);
    return Collections.unmodifiableSet(set);
  }
}
