package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.random.Seed;
import java.util.List;
import java.util.stream.IntStream;

/** Trains the base on all persons, after estimating by cross-validation what it is good for. */
public final class BaseTraining {
  private static final int FOLDS = 4;

  private BaseTraining() {}

  /**
   * Trains.
   *
   * @param recordings annotated recordings of the persons to train on
   * @param source what the recordings are
   * @param environment seed and progress
   * @return the base, with its provenance
   */
  public static HeartbeatBase train(
      List<AnnotatedRecording> recordings, String source, Environment environment) {
    Seed seed = environment.seeds().getFirst();
    HeartbeatSettings settings = HeartbeatSettings.DEFAULT;
    Progress progress = environment.progress();
    progress.begin("training the base", FOLDS + 1L);
    HeartbeatTrainer trainer = new HeartbeatTrainer(recordings, settings);
    int[] fold = MitBihRecords.folds(recordings, Math.min(FOLDS, recordings.size()));
    BeatScore plain = new BeatScore();
    BeatScore personal = new BeatScore();
    for (int f = 0; f < FOLDS && recordings.size() >= FOLDS; f++) {
      int held = f;
      int[] rest = IntStream.range(0, fold.length).filter(i -> fold[i] != held).toArray();
      HeartbeatBase base = trainer.train(settings, seed, rest);
      List<AnnotatedRecording> persons =
          IntStream.range(0, fold.length)
              .filter(i -> fold[i] == held)
              .mapToObj(recordings::get)
              .toList();
      persons.parallelStream()
          .map(r -> score(r, base, false, seed))
          .toList()
          .forEach(plain::addAll);
      persons.parallelStream()
          .map(r -> score(r, base, true, seed))
          .toList()
          .forEach(personal::addAll);
      progress.advance(1);
    }
    HeartbeatBase base = trainer.train(settings, seed, IntStream.range(0, fold.length).toArray());
    progress.advance(1);
    base.provenance("data", source);
    base.provenance(
        "recordings", String.join(" ", recordings.stream().map(AnnotatedRecording::name).toList()));
    base.provenance("seed", Long.toString(seed.value()));
    base.provenance("heldOut.base", plain.toString());
    base.provenance("heldOut.personalised", personal.toString());
    progress.say("held-out persons, base:         " + plain);
    progress.say("held-out persons, personalised: " + personal);
    return base;
  }

  private static BeatScore score(
      AnnotatedRecording r, HeartbeatBase base, boolean adapt, Seed seed) {
    PersonRun.Plan plan =
        new PersonRun.Plan(
            HeartbeatStream.Timing.GIVEN,
            adapt,
            PlasticLayers.READOUT,
            TeachingRule.DETERMINISTIC_FLOOR,
            SubstrateChoice.ideal(),
            HeartbeatSettings.READOUT_RANGE,
            seed);
    return new PersonRun(r, base, plan)
        .run(Progress.SILENT, PersonRun.Listener.NONE)
        .orElseThrow()
        .score();
  }
}
