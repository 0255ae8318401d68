package io.hillock.gallery.sdsp;

import io.hillock.gallery.LedgerSummary;

/** Something that learns digits one at a time. */
interface Learner {
  /**
   * Shows an image with its class and learns.
   *
   * @param order its pixels in the order of their spikes
   * @param label its class
   */
  void learn(int[] order, int label);

  /**
   * Shows an image and learns nothing.
   *
   * @param order its pixels in the order of their spikes
   * @return the class that was decided
   */
  int classify(int[] order);

  /** What it cost so far, classified images included. */
  Cost cost();

  /**
   * What learning costs.
   *
   * @param weightBits bits of a stored synapse
   * @param learningBits bits that exist only for learning, of the whole network
   * @param synapses number of plastic synapses
   * @param delivered synapses that pixel spikes read, the synaptic events
   * @param columns synapses read only because a neuron fired
   * @param refreshed synapses read by periodic events
   * @param written synapses written
   * @param ledger counts, energy and memory
   */
  record Cost(
      int weightBits,
      long learningBits,
      int synapses,
      long delivered,
      long columns,
      long refreshed,
      long written,
      LedgerSummary ledger) {
    /** Reads and writes of weights per synaptic event; 1 is what inference needs. */
    double accessesPerEvent() {
      return (double) (delivered + columns + refreshed + written) / delivered;
    }

    /** Accesses by column per synaptic event. */
    double columnsPerEvent() {
      return (double) columns / delivered;
    }

    double writesPerEvent() {
      return (double) written / delivered;
    }

    /** The weight, and its share of the state that exists only for learning. */
    double bitsPerSynapse() {
      return weightBits + learningBitsPerSynapse();
    }

    double learningBitsPerSynapse() {
      return (double) learningBits / synapses;
    }
  }
}
