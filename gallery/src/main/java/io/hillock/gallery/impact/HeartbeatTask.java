package io.hillock.gallery.impact;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.gallery.heartbeat.BeatScore;
import io.hillock.gallery.heartbeat.HeartbeatBase;
import io.hillock.gallery.heartbeat.HeartbeatSettings;
import io.hillock.gallery.heartbeat.HeartbeatStream;
import io.hillock.gallery.heartbeat.PersonRun;
import io.hillock.gallery.heartbeat.PlasticLayers;
import io.hillock.gallery.heartbeat.TeachingRule;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.util.List;
import java.util.Optional;

/** Personal heartbeats: the protocol of {@code learn heartbeat} over some recordings. */
public final class HeartbeatTask implements ImpactTask {
  private static final int CLASSES = 4;
  private static final int PERSONS = 2;
  private static final double SECONDS = 700;

  private final List<AnnotatedRecording> recordings;
  private final String data;
  private final HeartbeatBase base = HeartbeatBase.shipped();

  /**
   * A task on given recordings.
   *
   * @param recordings annotated, all with one sampling rate, at least one
   * @param data their name
   */
  public HeartbeatTask(List<AnnotatedRecording> recordings, String data) {
    this.recordings = List.copyOf(recordings);
    this.data = data;
  }

  /**
   * Two generated persons of some twelve minutes, none of whom trained the base.
   *
   * @return the task
   */
  public static HeartbeatTask generated() {
    EcgCohort cohort = new EcgCohort(Seed.of(404), 1, PERSONS, SECONDS);
    return new HeartbeatTask(cohort.test().stream().map(cohort::recording).toList(), "generated");
  }

  @Override
  public String id() {
    return "heartbeat";
  }

  @Override
  public String title() {
    return "beats after five minutes of labels, dates given, readout learned on the device";
  }

  @Override
  public String data() {
    return data;
  }

  @Override
  public Time dt() {
    return Time.period(recordings.getFirst().recording().frequency());
  }

  @Override
  public long steps() {
    return recordings.stream().mapToLong(r -> (long) r.recording().seconds()).sum();
  }

  @Override
  public Optional<Figures> run(SubstrateChoice substrate, Seed seed, Progress progress) {
    BeatScore score = new BeatScore();
    Figures figures = new Figures();
    long print = 17;
    for (AnnotatedRecording r : recordings) {
      PersonRun.Plan plan =
          new PersonRun.Plan(
              HeartbeatStream.Timing.GIVEN,
              true,
              PlasticLayers.READOUT,
              TeachingRule.DETERMINISTIC_FLOOR,
              substrate,
              HeartbeatSettings.READOUT_RANGE,
              seed);
      Optional<PersonRun.Result> done =
          new PersonRun(r, base, plan).run(progress, PersonRun.Listener.NONE);
      if (done.isEmpty()) {
        return Optional.empty();
      }
      score.addAll(done.get().score());
      print = 31 * print + fingerprint(done.get());
      HeartbeatStream stream = done.get().stream();
      figures.account(stream.ledger(), new MemoryReport(stream));
    }
    return Optional.of(
        figures.put(ACCURACY, score.accuracy()).put(FINGERPRINT, ImpactTask.asFigure(print)));
  }

  /** Every decision that was scored and every weight of the readout. */
  private static long fingerprint(PersonRun.Result result) {
    long print = result.weightsWritten();
    for (int truth = 0; truth < CLASSES; truth++) {
      for (int decided = 0; decided < CLASSES; decided++) {
        print = 31 * print + result.score().count(truth, decided);
      }
    }
    return ImpactTask.fingerprint(print, result.stream().readout());
  }
}
