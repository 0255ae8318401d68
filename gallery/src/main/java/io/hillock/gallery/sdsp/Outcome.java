package io.hillock.gallery.sdsp;

import io.hillock.gallery.Figures;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;

/**
 * What one network did: fraction right on unseen images and before each lesson, and what learning
 * cost, without the images that were only classified.
 *
 * @param figures the figures, as they are kept
 */
record Outcome(Figures figures) {
  /**
   * Accesses to the weight memory.
   *
   * @param delivered synapses that pixel spikes read, the synaptic events
   * @param columns synapses read only because a neuron fired
   * @param refreshed synapses read by periodic events
   * @param written synapses written
   */
  record Accesses(long delivered, long columns, long refreshed, long written) {}

  /**
   * What a synapse is.
   *
   * @param number how many are plastic
   * @param bits bits of a stored one
   */
  record Plastic(int number, int bits) {}

  Outcome() {
    this(new Figures());
  }

  /** Writes down the cost of learning in a number of ticks. */
  void cost(Accesses accesses, Plastic synapses, double ticks, Ledger ledger, MemoryReport memory) {
    figures
        .put("delivered", accesses.delivered)
        .put("columns", accesses.columns)
        .put("refreshed", accesses.refreshed)
        .put("written", accesses.written)
        .put("synapses", synapses.number)
        .put("weightBits", synapses.bits)
        .put("learningBits", memory.learningBits())
        .put("ticks", ticks)
        .account(ledger, memory);
  }

  void scored(double accuracy, double[] curve) {
    figures.put("accuracy", accuracy).put("curve", curve);
  }

  double accuracy() {
    return figures.get("accuracy");
  }

  double[] curve() {
    return figures.row("curve");
  }

  double ticks() {
    return figures.get("ticks");
  }

  double weightBits() {
    return figures.get("weightBits");
  }

  /** Reads and writes of weights per synaptic event; 1 is what inference needs. */
  double accessesPerEvent() {
    return 1 + columnsPerEvent() + perEvent("refreshed") + writesPerEvent();
  }

  /** Accesses by column per synaptic event. */
  double columnsPerEvent() {
    return perEvent("columns");
  }

  double writesPerEvent() {
    return perEvent("written");
  }

  private double perEvent(String accesses) {
    return figures.get(accesses) / figures.get("delivered");
  }

  /** The weight, and its share of the state that exists only for learning. */
  double bitsPerSynapse() {
    return weightBits() + learningBitsPerSynapse();
  }

  double learningBitsPerSynapse() {
    return figures.get("learningBits") / figures.get("synapses");
  }
}
