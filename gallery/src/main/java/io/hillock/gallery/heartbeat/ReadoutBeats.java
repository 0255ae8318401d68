package io.hillock.gallery.heartbeat;

import io.hillock.data.protocol.PatientSpecific;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Beat;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.learning.DeltaRule;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.synapse.Substrate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The beats of some persons as the readout of the heartbeat network sees them: features computed
 * once, so that readouts on many substrates can learn from the very same beats. A readout on a
 * substrate then does what it does in a {@link PersonRun} with given dates, floating hidden weights
 * and {@link TeachingRule#DETERMINISTIC_FLOOR}.
 */
public final class ReadoutBeats {
  /** What a readout knows before the first lesson. */
  public enum Start {
    /** The weights that were trained on many persons. */
    BASE,
    /** Nothing: all weights are zero. */
    ZERO
  }

  private final HeartbeatBase base;
  private final List<Person> persons;

  /**
   * Beats of one person, in order.
   *
   * @param features what the readout reads, shape (beats)(features + 1)
   * @param truth class of each beat
   * @param teaching how many of the first beats teach
   */
  private record Person(float[][] features, int[] truth, int teaching) {}

  /**
   * What a readout reached on all persons.
   *
   * @param score beats after the learning period
   * @param labelled beats that taught
   * @param learning what was counted while they taught
   * @param memory the readout of one person with its rule
   */
  public record Outcome(BeatScore score, long labelled, Ledger learning, MemoryReport memory) {}

  private ReadoutBeats(HeartbeatBase base, List<Person> persons) {
    this.base = base;
    this.persons = persons;
  }

  static ReadoutBeats of(HeartbeatBase base, List<AnnotatedRecording> recordings) {
    return new ReadoutBeats(base, recordings.parallelStream().map(r -> person(base, r)).toList());
  }

  private static Person person(HeartbeatBase base, AnnotatedRecording recording) {
    PersonRun run =
        new PersonRun(
            recording,
            base,
            new PersonRun.Plan(
                HeartbeatStream.Timing.GIVEN,
                false,
                PlasticLayers.READOUT,
                TeachingRule.DETERMINISTIC_FLOOR,
                SubstrateChoice.ideal(),
                HeartbeatSettings.READOUT_RANGE,
                new Seed(base.networkSeed())));
    List<Beat> beats = recording.beats();
    int boundary = PatientSpecific.EC57.split(beats, recording.recording().frequency()).boundary();
    List<float[]> features = new ArrayList<>();
    List<Integer> truth = new ArrayList<>();
    int[] counts = new int[2]; // decisions, beats that teach
    run.run(
        Progress.SILENT,
        new PersonRun.Listener() {
          @Override
          public void decided(Decision decision) {
            Beat beat = beats.get(counts[0]++); // given dates are decided in their order
            int label = HeartbeatTrainer.classOf(beat.aamiClass());
            if (label >= 0) {
              features.add(run.stream().features());
              truth.add(label);
              counts[1] += beat.sample() < boundary ? 1 : 0;
            }
          }
        });
    return new Person(
        features.toArray(float[][]::new),
        truth.stream().mapToInt(Integer::intValue).toArray(),
        counts[1]);
  }

  /**
   * Greatest weight of the readout.
   *
   * @return the range that a substrate needs
   */
  public static float range() {
    return HeartbeatSettings.READOUT_RANGE;
  }

  /**
   * Lets a readout on a substrate learn every person, each anew, and scores it.
   *
   * @param substrate what weights are
   * @param start what it knows before
   * @param eta learning rate
   * @param seed of devices and rule
   * @param progress asked whether to stop
   * @return what came out, or empty when it was asked to stop
   */
  public Optional<Outcome> learn(
      Substrate substrate, Start start, double eta, Seed seed, Progress progress) {
    HeartbeatBase from =
        switch (start) {
          case BASE -> base;
          case ZERO -> base.withoutReadout();
        };
    BeatScore score = new BeatScore();
    Ledger learning = new Ledger();
    long labelled = 0;
    MemoryReport memory = null;
    for (Person person : persons) {
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      Ledger ledger = new Ledger();
      DeltaRule rule = rule(from, substrate, eta, seed, ledger);
      float[] x = new float[base.settings().features() + 1];
      for (int b = 0; b < person.teaching; b++) {
        System.arraycopy(person.features[b], 0, x, 0, x.length);
        rule.classify(x);
        x[x.length - 1] = HeartbeatStream.TAUGHT_BIAS;
        rule.learn(x, person.truth[b]);
      }
      labelled += person.teaching;
      ledger.owners().forEach((owner, counts) -> learning.of(owner).addAll(counts));
      memory = new MemoryReport(rule);
      for (int b = person.teaching; b < person.truth.length; b++) {
        score.add(person.truth[b], HeartbeatStream.decided(rule.classify(person.features[b])));
      }
    }
    return Optional.of(new Outcome(score, labelled, learning, memory));
  }

  private static DeltaRule rule(
      HeartbeatBase base, Substrate substrate, double eta, Seed seed, Ledger ledger) {
    TeachingRule teaching = TeachingRule.DETERMINISTIC_FLOOR;
    Counts counts = ledger.of(HeartbeatStream.READOUT);
    ErrorTrigger trigger =
        new ErrorTrigger(
            teaching.form().orElseThrow(),
            new ThresholdControl.Fixed(teaching.theta()),
            HeartbeatSettings.CLASSES,
            seed.stream(Purpose.RULE));
    return new DeltaRule(
        HeartbeatStream.readout(base, substrate, seed, counts),
        eta,
        trigger,
        base.settings().readout().gate(),
        ledger.of("learning"));
  }
}
