package io.hillock.gallery.multilevel;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.impact.ImpactTask;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import io.hillock.synapse.Synapses;
import io.hillock.unit.Time;
import java.util.Optional;

/** Generated digits, learned from zero in one pass by one layer of the given devices. */
public final class DigitsTask implements ImpactTask {
  private static final int SAMPLES = 6000;
  private static final int PER_STEP = 100;
  private static final double RATE = 0.02; // in the middle of those that the experiment tries

  /** The task. */
  public DigitsTask() {}

  @Override
  public String id() {
    return "digits";
  }

  @Override
  public String title() {
    return "digits of 14 x 14 pixels after one pass, one layer learned on the device from zero";
  }

  @Override
  public String data() {
    return "generated";
  }

  @Override
  public Time dt() {
    return Storage.DT;
  }

  @Override
  public long steps() {
    return SAMPLES / PER_STEP;
  }

  @Override
  public Optional<Figures> run(SubstrateChoice substrate, Seed seed, Progress progress) {
    Arm arm = new Arm("chosen", "chosen", new Storage.Chosen(substrate), false, 0);
    DigitNetwork network = new DigitNetwork(arm, DigitNetwork.Shape.ONE_LAYER, seed);
    BinaryDigits digits = BinaryDigits.generated(seed, SAMPLES);
    BinaryDigits.Images learned = digits.training();
    for (int n = 0; n < SAMPLES; n++) {
      network.learn(learned.white()[n], learned.label()[n], RATE);
      if ((n + 1) % PER_STEP == 0) {
        progress.advance(1);
        if (progress.stopRequested()) {
          return Optional.empty();
        }
      }
    }
    Figures figures = new Figures().account(network.ledger(), new MemoryReport(network));
    BinaryDigits.Images scored = digits.test();
    int right = 0;
    long print = 17;
    for (int i = 0; i < scored.size(); i++) {
      int decided = network.classify(scored.white()[i]);
      right += decided == scored.label()[i] ? 1 : 0;
      print = 31 * print + decided;
    }
    for (Synapses layer : network.layers()) {
      print = ImpactTask.fingerprint(print, layer);
    }
    return Optional.of(
        figures
            .put(ACCURACY, (double) right / scored.size())
            .put(FINGERPRINT, ImpactTask.asFigure(print)));
  }
}
