package io.hillock.gallery;

import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.network.Snapshot;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a finished part of an experiment found: named figures, and what was counted where a ledger
 * was kept. It can be kept in a file and read back to the bit.
 */
public final class Figures implements Stateful {
  private static final String FIGURES = "figures/";
  private static final String OWNERS = "owners";
  private static final String BYTES = "memoryBytes";

  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Ledger ledger = new Ledger();

  /** No figures yet. */
  public Figures() {}

  /**
   * Sets a figure.
   *
   * @param name its name, without slashes
   * @param samples the figure, or a row of figures
   * @return this
   */
  public Figures put(String name, double... samples) {
    values.put(name, samples.clone());
    return this;
  }

  /**
   * Adds what was counted and what memory it took.
   *
   * @param counted the ledger of the part
   * @param memory its state by role
   * @return this
   */
  public Figures account(Ledger counted, MemoryReport memory) {
    return account(counted, memory.inferenceBytes(), memory.learningBytes());
  }

  /**
   * Adds what was counted and what memory it took, where that is known by other means.
   *
   * @param counted the ledger of the part
   * @param inferenceBytes memory of inference [byte]
   * @param learningBytes memory that exists only for learning [byte]
   * @return this
   */
  public Figures account(Ledger counted, double inferenceBytes, double learningBytes) {
    counted.owners().forEach((owner, counts) -> ledger.of(owner).addAll(counts));
    return put(BYTES, inferenceBytes, learningBytes);
  }

  /**
   * A row of figures.
   *
   * @param name its name
   * @return a copy
   * @throws IllegalArgumentException when there is none of that name
   */
  public double[] row(String name) {
    double[] row = values.get(name);
    if (row == null) {
      throw new IllegalArgumentException("there is no figure " + name);
    }
    return row.clone();
  }

  /**
   * A single figure.
   *
   * @param name its name
   * @return the first of its row
   * @throws IllegalArgumentException when there is none of that name
   */
  public double get(String name) {
    return row(name)[0];
  }

  /**
   * What was counted.
   *
   * @return the ledger itself
   */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Counts, energy and memory, if they were accounted.
   *
   * @param technology the prices
   * @return the summary
   * @throws IllegalArgumentException when nothing was accounted
   */
  public LedgerSummary priced(Technology technology) {
    double[] bytes = row(BYTES);
    return new LedgerSummary(ledger.total(), technology.price(ledger), bytes[0], bytes[1]);
  }

  @Override
  public void visit(StateVisitor visitor) {
    values.forEach(
        (name, row) -> visitor.doubles(FIGURES + name, StateRole.BOOKKEEPING, Double.SIZE, row));
    visitor.part("ledger", ledger);
  }

  /**
   * All figures as a snapshot.
   *
   * @return the snapshot
   */
  public Snapshot toKeep() {
    return Snapshot.capture(this, Map.of(OWNERS, String.join("\n", ledger.owners().keySet())));
  }

  /**
   * Figures out of a snapshot.
   *
   * @param kept what {@link #toKeep} gave
   * @return the figures
   */
  public static Figures from(Snapshot kept) {
    Figures figures = new Figures();
    for (String owner : kept.metadata().getOrDefault(OWNERS, "").split("\n")) {
      if (!owner.isEmpty()) {
        figures.ledger.of(owner);
      }
    }
    for (Snapshot.Entry entry : kept.entries()) {
      if (entry.path().startsWith(FIGURES)) {
        figures.put(entry.path().substring(FIGURES.length()), new double[entry.length()]);
      }
    }
    kept.restore(figures, "kept part");
    return figures;
  }
}
