package io.hillock.gallery.sdsp;

import io.hillock.device.odin.OdinCore;
import io.hillock.device.odin.OdinNeuron;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;

/**
 * Ten neurons of the processor, one for each digit, under a teacher: before the pixels of a tick
 * the right neuron gets events of weight 7 from virtual synapses; each tick ends with a time
 * reference. Most spikes win, then the highest potential.
 */
final class SdspLearner implements Learner {
  /**
   * Settings.
   *
   * @param neuron the registers
   * @param ticks time references per image
   * @param taught teacher events per tick on the right neuron
   * @param initial weight before learning
   */
  record Settings(OdinNeuron neuron, int ticks, int taught, int initial) {}

  private static final int CLASSES = 10;
  private static final int STRONGEST = 7;
  private static final int WORD_BITS = 4;

  private final Settings settings;
  private final Ledger ledger = new Ledger();
  private final Counts training = ledger.of("training");
  private final OdinCore core;
  private long ticks;

  SdspLearner(Settings settings) {
    this.settings = settings;
    core = new OdinCore(RankOrder.PIXELS, CLASSES, settings.neuron(), training);
    for (int i = 0; i < RankOrder.PIXELS; i++) {
      for (int j = 0; j < CLASSES; j++) {
        core.weight(i, j, settings.initial());
      }
    }
  }

  @Override
  public void learn(int[] order, int label) {
    core.learning(true);
    show(order, label);
  }

  @Override
  public int classify(int[] order) {
    core.learning(false);
    show(order, -1);
    return core.winner();
  }

  private void show(int[] order, int label) {
    core.reset();
    int next = 0;
    for (int t = 0; t < settings.ticks(); t++) {
      for (int k = 0; label >= 0 && k < settings.taught(); k++) {
        core.stimulate(label, STRONGEST);
      }
      int until = (t + 1) * order.length / settings.ticks();
      for (; next < until; next++) {
        core.spike(order[next]);
      }
      core.timeReference();
      ticks++;
    }
  }

  /** The weights onto a neuron, pixel by pixel. */
  int weight(int pixel, int neuron) {
    return core.weight(pixel, neuron);
  }

  @Override
  public void account(Outcome outcome) {
    long refreshed = core.refreshed();
    outcome.cost(
        new Outcome.Accesses(
            training.get(CountKind.SYNAPSE_READ) - refreshed,
            0,
            refreshed,
            training.get(CountKind.SYNAPSE_WRITE)),
        new Outcome.Plastic(RankOrder.PIXELS * CLASSES, WORD_BITS),
        ticks,
        ledger,
        new MemoryReport(core));
  }
}
