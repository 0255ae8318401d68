package io.hillock.gallery.multilevel;

import io.hillock.gallery.Figures;
import io.hillock.gallery.heartbeat.ReadoutBeats;
import io.hillock.gallery.heartbeat.ReadoutPersons;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;

/**
 * The readout of the heartbeat network, which learns each person on line from the labels of five
 * minutes by integer error events; only its weights lie on the substrate of the arm.
 *
 * @param persons whose hearts
 * @param arms what is compared
 * @param validationSeeds seeds that rates are chosen by
 */
record HeartbeatLearning(ReadoutPersons persons, List<Arm> arms, List<Seed> validationSeeds)
    implements LearningTask {
  /** Mean F1 of the classes N, S and V. */
  static final String MACRO_F1 = "macroF1";

  private static final double[] RATES = {
    0.00045, 0.0009, 0.0018, 0.0036, 0.0072, 0.0144, 0.0288, 0.0576
  };

  @Override
  public String prefix() {
    return "heartbeat.";
  }

  @Override
  public String title() {
    return "heartbeat";
  }

  @Override
  public double[] rates(Arm arm) {
    return RATES.clone();
  }

  @Override
  public String key(Seed seed) {
    return "heartbeat readout, " + persons.key(seed);
  }

  @Override
  public long steps() {
    return 1;
  }

  @Override
  public double probe(int seeds) {
    return persons.secondsToPrepare(validationSeeds, seeds);
  }

  @Override
  public Trial prepare(Seed seed, Part part) {
    ReadoutBeats beats =
        switch (part) {
          case VALIDATION -> persons.heldOut(seed);
          case TEST -> persons.unseen(seed);
        };
    return (arm, rate, progress) -> {
      Optional<Figures> figures =
          beats
              .learn(
                  arm.upTo(ReadoutBeats.range()),
                  arm.isFromZero() ? ReadoutBeats.Start.ZERO : ReadoutBeats.Start.BASE,
                  rate,
                  seed,
                  progress)
              .map(HeartbeatLearning::figures);
      progress.advance(1);
      return figures;
    };
  }

  private static Figures figures(ReadoutBeats.Outcome outcome) {
    return LearningTask.figures(
            outcome.score().accuracy(), outcome.labelled(), outcome.learning(), outcome.memory())
        .put(MACRO_F1, outcome.score().macroF1());
  }
}
