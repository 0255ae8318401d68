package io.hillock.ledger;

import java.util.Map;
import java.util.Set;

/**
 * Energy with its uncertainty band.
 *
 * @param value best estimate [J]
 * @param low lower end of the band [J]
 * @param high upper end of the band [J]
 * @param byKind best estimate by what was counted [J]
 * @param deviceJ part of the value that device models computed themselves [J]
 * @param uncovered kinds that occurred but have no price
 */
public record Energy(
    double value,
    double low,
    double high,
    Map<CountKind, Double> byKind,
    double deviceJ,
    Set<CountKind> uncovered) {
  /** Copies the collections. */
  public Energy {
    byKind = Map.copyOf(byKind);
    uncovered = Set.copyOf(uncovered);
  }
}
