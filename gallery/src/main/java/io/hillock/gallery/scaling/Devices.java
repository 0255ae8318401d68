package io.hillock.gallery.scaling;

import io.hillock.gallery.Figures;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Energy;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.Price;
import io.hillock.ledger.Technology;

/**
 * What an inference costs on two kinds of device, 45 nm, weights of 8 bit.
 *
 * <p>The event device reads a byte of its own small memory for each event and present connection
 * and adds it. The dense device multiplies all weights in every step, connections that are missing
 * included, and fetches each weight once per step for a whole batch; nothing is charged for its
 * registers, activations and control, which favours it. Updates of units cost the same on both.
 */
final class Devices {
  /** Where the dense device keeps its weights. */
  enum Weights {
    /** Outside. */
    DRAM,
    /** In memories as small as those of the event device. */
    SRAM
  }

  private static final int BYTES_OF_WORD = 4;
  private static final double ENDLESS_BATCH = 1e9;
  private static final Technology TECHNOLOGY = Technology.of(Technology.BuiltIn.DIGITAL_45NM);

  private Devices() {}

  /** Energy of one inference by what was counted, on average over the scored ones [J]. */
  static EnergyEstimate events(Figures figures, Technology technology, int tests) {
    Energy energy = technology.price(figures.ledger().total());
    return new EnergyEstimate(energy.value(), energy.low(), energy.high()).times(1.0 / tests);
  }

  /** Energy of one inference of a dense device in a batch [J]. */
  static EnergyEstimate dense(Figures figures, Weights weights, double batch) {
    double[] clocked = figures.row(GrownNetwork.CLOCKED);
    return perSynapse(weights, batch)
        .times(clocked[0])
        .plus(price(CountKind.NEURON_UPDATE).times(clocked[1]));
  }

  /** Energy of one weight in one step of a dense device in a batch [J]. */
  static EnergyEstimate perSynapse(Weights weights, double batch) {
    EnergyEstimate arithmetic = CitedPrice.BYTE_MAC.energy();
    // At most a byte of SRAM for each operand that a register does not hold.
    double mac = price(CountKind.MULTIPLY_ACCUMULATE).value();
    EnergyEstimate all = new EnergyEstimate(arithmetic.value(), arithmetic.low(), mac);
    return all.plus(fetch(weights).times(1 / batch));
  }

  /** Energy of fetching one weight [J]. */
  static EnergyEstimate fetch(Weights weights) {
    EnergyEstimate word =
        switch (weights) {
          case DRAM ->
              new EnergyEstimate(
                  CitedPrice.DRAM_WORD.energy().value(),
                  CitedPrice.DRAM_WORD.energy().low(),
                  CitedPrice.DRAM_WORD_HIGH.energy().high());
          case SRAM -> CitedPrice.SRAM_WORD.energy();
        };
    return word.times(1.0 / BYTES_OF_WORD);
  }

  /** Energy of one event at one connection of the event device [J]. */
  static EnergyEstimate event() {
    return price(CountKind.SYNAPSE_READ);
  }

  static EnergyEstimate price(CountKind kind) {
    Price price = TECHNOLOGY.prices().get(kind);
    return new EnergyEstimate(price.joules(), price.low(), price.high());
  }

  /** Batch from which the dense device costs less; infinite where it never does. */
  static double crossover(double eventEnergy, Figures figures, Weights weights) {
    return Crossover.of(
        batch -> eventEnergy - dense(figures, weights, batch).value(), 1, ENDLESS_BATCH);
  }

  /** Batch from which a weight of the dense device costs less than so many events. */
  static double crossover(double eventsPerSynapse, double eventPrice, Weights weights) {
    return Crossover.of(
        batch -> eventsPerSynapse * eventPrice - perSynapse(weights, batch).value(),
        1,
        ENDLESS_BATCH);
  }

  /** Counts of a whole ledger in an average inference as the terms of the energy model. */
  static Workload workload(Figures figures) {
    double[] row = figures.row(GrownNetwork.INFERENCE);
    return new Workload(row[1], row[0], row[2], 0, 0, 0);
  }

  /** The energy of a workload by the prices of the 45 nm technology [J]. */
  static double modelled(Workload workload) {
    return workload.macs() * price(CountKind.MULTIPLY_ACCUMULATE).value()
        + workload.accumulates() * price(CountKind.SYNAPSE_READ).value()
        + workload.updates() * price(CountKind.NEURON_UPDATE).value();
  }
}
