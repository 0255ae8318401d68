package io.hillock.ledger;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A ledger priced by a technology. The estimates by owner add up to the total, and so do those by
 * kind together with what device models computed themselves.
 *
 * @param technology name of the technology
 * @param total all energy that has a price
 * @param byOwner energy of each owner
 * @param byKind energy by what was counted
 * @param device part that device models computed themselves, in place of prices
 * @param uncovered operations that occurred but have no price, with how often they occurred
 */
public record EnergyReport(
    String technology,
    EnergyEstimate total,
    Map<String, EnergyEstimate> byOwner,
    Map<CountKind, EnergyEstimate> byKind,
    EnergyEstimate device,
    Map<CountKind, Long> uncovered) {
  /** Copies the maps and keeps their order. */
  public EnergyReport {
    byOwner = Collections.unmodifiableMap(new LinkedHashMap<>(byOwner));
    byKind = Collections.unmodifiableMap(new LinkedHashMap<>(byKind));
    uncovered = Collections.unmodifiableMap(new LinkedHashMap<>(uncovered));
  }
}
