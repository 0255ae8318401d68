package io.hillock.gallery;

import io.hillock.ledger.Counts;
import io.hillock.ledger.EnergyReport;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;

/**
 * Counts, energy and memory of a run, as a result shows them.
 *
 * @param counts the counts, summed over owners
 * @param energy the joules by owner and by kind, with their bands
 * @param inferenceBytes memory of inference [byte]
 * @param learningBytes memory that exists only for learning [byte]
 */
public record LedgerSummary(
    Counts counts, EnergyReport energy, double inferenceBytes, double learningBytes) {
  /**
   * Prices a ledger, owner by owner.
   *
   * @param technology the prices
   * @param ledger the counts
   * @param memory the state by role
   * @return the summary
   */
  public static LedgerSummary of(Technology technology, Ledger ledger, MemoryReport memory) {
    return new LedgerSummary(
        ledger.total(), technology.price(ledger), memory.inferenceBytes(), memory.learningBytes());
  }

  /**
   * Name of the technology that priced the counts.
   *
   * @return the name
   */
  public String technology() {
    return energy.technology();
  }

  /**
   * The overhead of learning.
   *
   * @return learning memory in percent of inference memory
   */
  public double overheadPercent() {
    return inferenceBytes == 0 ? 0 : 100 * learningBytes / inferenceBytes;
  }
}
