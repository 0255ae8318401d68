package io.hillock.ledger;

import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** All counters of a run, by owner. Counting is kept apart from pricing: see {@code Technology}. */
public final class Ledger implements Stateful {
  private final Map<String, Counts> owners = new LinkedHashMap<>();

  /** A ledger without owners. */
  public Ledger() {}

  /**
   * The counters of an owner, made at first sight.
   *
   * @param owner the name of a population, projection, rule or encoder
   * @return its counters
   */
  public Counts of(String owner) {
    return owners.computeIfAbsent(owner, name -> new Counts());
  }

  /**
   * All owners with their counters, in the order in which they appeared.
   *
   * @return an unmodifiable view
   */
  public Map<String, Counts> owners() {
    return Collections.unmodifiableMap(owners);
  }

  /**
   * The sum over all owners.
   *
   * @return a new set of counters
   */
  public Counts total() {
    Counts sum = new Counts();
    owners.values().forEach(sum::addAll);
    return sum;
  }

  @Override
  public void visit(StateVisitor visitor) {
    owners.forEach(visitor::part);
  }
}
