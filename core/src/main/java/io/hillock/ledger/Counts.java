package io.hillock.ledger;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/** The counters of one owner. */
public final class Counts implements Stateful {
  private static final CountKind[] KINDS = CountKind.values();

  private final long[] count = new long[KINDS.length];
  private double writeEnergyJ;
  private double readEnergyJ;

  /** Counters at zero. */
  public Counts() {}

  /**
   * Adds to a counter.
   *
   * @param kind which counter
   * @param n how many, not negative
   */
  public void add(CountKind kind, long n) {
    assert n >= 0 : n;
    count[kind.ordinal()] += n;
  }

  /**
   * Adds energy that a device model computed itself from voltage, current and time.
   *
   * @param joules energy of programming [J], not negative
   */
  public void addWriteEnergy(double joules) {
    writeEnergyJ += joules;
  }

  /**
   * Adds energy that a device model computed itself for reading.
   *
   * @param joules energy of reading [J], not negative
   */
  public void addReadEnergy(double joules) {
    readEnergyJ += joules;
  }

  /**
   * The value of a counter.
   *
   * @param kind which counter
   * @return how many
   */
  public long get(CountKind kind) {
    return count[kind.ordinal()];
  }

  /**
   * Programming energy that device models computed.
   *
   * @return the energy [J]
   */
  public double writeEnergyJ() {
    return writeEnergyJ;
  }

  /**
   * Read energy that device models computed.
   *
   * @return the energy [J]
   */
  public double readEnergyJ() {
    return readEnergyJ;
  }

  /**
   * Adds all counters of another owner to these.
   *
   * @param other the other owner's counters
   */
  public void addAll(Counts other) {
    for (int i = 0; i < count.length; i++) {
      count[i] += other.count[i];
    }
    writeEnergyJ += other.writeEnergyJ;
    readEnergyJ += other.readEnergyJ;
  }

  /** Sets all counters to zero, for a sum that is passed on and begun anew. */
  public void clear() {
    java.util.Arrays.fill(count, 0);
    writeEnergyJ = 0;
    readEnergyJ = 0;
  }

  /**
   * These counters less earlier ones of the same owner.
   *
   * @param earlier an earlier copy
   * @return the difference
   */
  public Counts minus(Counts earlier) {
    Counts difference = new Counts();
    for (int i = 0; i < count.length; i++) {
      difference.count[i] = count[i] - earlier.count[i];
    }
    difference.writeEnergyJ = writeEnergyJ - earlier.writeEnergyJ;
    difference.readEnergyJ = readEnergyJ - earlier.readEnergyJ;
    return difference;
  }

  /**
   * A copy at this moment.
   *
   * @return the copy
   */
  public Counts copy() {
    return minus(new Counts());
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.longs("count", StateRole.BOOKKEEPING, Long.SIZE, count);
    writeEnergyJ = visitor.scalar("writeEnergyJ", StateRole.BOOKKEEPING, Double.SIZE, writeEnergyJ);
    readEnergyJ = visitor.scalar("readEnergyJ", StateRole.BOOKKEEPING, Double.SIZE, readEnergyJ);
  }
}
