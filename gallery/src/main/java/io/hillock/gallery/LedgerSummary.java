package io.hillock.gallery;

import io.hillock.ledger.Counts;
import io.hillock.ledger.Energy;

/**
 * Counts, energy and memory of a run, as a result shows them.
 *
 * @param technology name of the technology that priced the counts
 * @param counts the counts
 * @param energy the joules with their band
 * @param inferenceBytes memory of inference [byte]
 * @param learningBytes memory that exists only for learning [byte]
 */
public record LedgerSummary(
    String technology, Counts counts, Energy energy, double inferenceBytes, double learningBytes) {
  /**
   * The overhead of learning.
   *
   * @return learning memory in percent of inference memory
   */
  public double overheadPercent() {
    return inferenceBytes == 0 ? 0 : 100 * learningBytes / inferenceBytes;
  }
}
