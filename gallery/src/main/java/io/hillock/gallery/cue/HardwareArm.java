package io.hillock.gallery.cue;

import io.hillock.data.cue.CueAccumulation;
import io.hillock.data.cue.CueTrial;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Session;
import io.hillock.random.Seed;
import java.util.Optional;

/**
 * The hardware form of e-prop on a variant of {@link CueNetwork}, the rates times 0.9 per 100
 * trials.
 *
 * @param variant what of the network is changed
 * @param trainingTrials how many trials it learns from, a multiple of 100
 */
record HardwareArm(CueVariant variant, long trainingTrials) implements CueArm {
  private static final int BLOCK = 100;
  private static final double DECAY = 0.9;

  @Override
  public String key() {
    return variant.key();
  }

  @Override
  public String title() {
    return variant.title();
  }

  @Override
  public long allTrials() {
    return trainingTrials + TEST_TRIALS;
  }

  @Override
  public Optional<Figures> learn(Seed seed, String key, Parts parts, Progress progress) {
    CueAccumulation task = CueAccumulation.PUBLISHED;
    CueNetwork network = new CueNetwork(variant, seed);
    Session session = network.session();
    double[] training = new double[(int) trainingTrials / BLOCK];
    double[] trials = new double[training.length];
    for (int block = 0; block < training.length; block++) {
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      network.learningRateScale(StrictMath.pow(DECAY, block));
      int right = 0;
      for (int k = 0; k < BLOCK; k++) {
        CueTrial trial = task.trial(seed, (long) block * BLOCK + k);
        right += network.learn(trial) == trial.label() ? 1 : 0;
      }
      training[block] = (double) right / BLOCK;
      trials[block] = (block + 1.0) * BLOCK;
      progress.advance(BLOCK);
    }
    Figures figures =
        new Figures()
            .put(TRIALS, trials)
            .put(TRAINING, training)
            .account(session.ledger(), new MemoryReport(session));
    session.freeze(true);
    Counts before = session.ledger().of("hidden").copy();
    int right = 0;
    for (int k = 0; k < TEST_TRIALS; k++) {
      CueTrial trial = task.trial(seed, TEST_FROM + k);
      right += network.decide(trial) == trial.label() ? 1 : 0;
    }
    progress.advance(TEST_TRIALS);
    long spikes = session.ledger().of("hidden").minus(before).get(CountKind.SPIKE);
    return Optional.of(
        figures
            .put(ACCURACY, (double) right / TEST_TRIALS)
            .put(RATE, CueNetwork.rateHz(spikes, TEST_TRIALS)));
  }
}
