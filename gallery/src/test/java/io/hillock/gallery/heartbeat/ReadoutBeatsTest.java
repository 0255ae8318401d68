package io.hillock.gallery.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Seed;
import io.hillock.synapse.DigitalSubstrate;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.Rounding;
import io.hillock.synapse.Substrate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadoutBeatsTest {
  private static final Seed SEED = Seed.of(2);

  private static List<AnnotatedRecording> persons() {
    EcgCohort cohort = new EcgCohort(Seed.of(4), 1, 2, 420);
    return cohort.test().stream().map(cohort::recording).toList();
  }

  static Stream<Substrate> substrates() {
    float range = ReadoutBeats.range();
    return Stream.of(
        new IdealSubstrate(-range, range),
        new DigitalSubstrate(4, range, Rounding.NEAREST),
        new DigitalSubstrate(8, range, Rounding.STOCHASTIC));
  }

  /** Hidden weights float, whatever the readout lies on. */
  private record OnlyReadout(Substrate substrate) implements SubstrateChoice {
    @Override
    public Substrate upTo(float greatest) {
      return greatest == ReadoutBeats.range() ? substrate : new IdealSubstrate(-greatest, greatest);
    }
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldDoWhatTheWholeNetworkDoes(Substrate substrate) {
    HeartbeatBase base = HeartbeatBase.shipped();
    BeatScore expected = new BeatScore();
    long labelled = 0;
    long writes = 0;
    for (AnnotatedRecording recording : persons()) {
      PersonRun.Plan plan =
          new PersonRun.Plan(
              HeartbeatStream.Timing.GIVEN,
              true,
              PlasticLayers.READOUT,
              TeachingRule.DETERMINISTIC_FLOOR,
              new OnlyReadout(substrate),
              ReadoutBeats.range(),
              SEED);
      PersonRun.Result result =
          new PersonRun(recording, base, plan)
              .run(Progress.SILENT, PersonRun.Listener.NONE)
              .orElseThrow();
      expected.addAll(result.score());
      labelled += result.labelled();
      writes += result.stream().ledger().of(HeartbeatStream.READOUT).get(CountKind.SYNAPSE_WRITE);
    }
    ReadoutBeats.Outcome outcome =
        ReadoutBeats.of(base, persons())
            .learn(
                substrate,
                ReadoutBeats.Start.BASE,
                base.settings().readout().eta(),
                SEED,
                Progress.SILENT)
            .orElseThrow();
    assertThat(outcome.labelled()).isEqualTo(labelled).isGreaterThan(500);
    for (int truth = 0; truth < HeartbeatSettings.CLASSES; truth++) {
      for (int decided = 0; decided < HeartbeatSettings.CLASSES; decided++) {
        assertThat(outcome.score().count(truth, decided)).isEqualTo(expected.count(truth, decided));
      }
    }
    Counts readout = outcome.learning().of(HeartbeatStream.READOUT);
    assertThat(readout.get(CountKind.SYNAPSE_WRITE)).isEqualTo(writes).isPositive();
  }

  @Test
  void shouldLearnFromNothingToo() {
    ReadoutBeats beats = ReadoutBeats.of(HeartbeatBase.shipped(), persons());
    Substrate substrate = substrates().findFirst().orElseThrow();
    double taught =
        beats
            .learn(substrate, ReadoutBeats.Start.ZERO, 0.0036, SEED, Progress.SILENT)
            .orElseThrow()
            .score()
            .macroF1();
    double untaught =
        beats
            .learn(substrate, ReadoutBeats.Start.ZERO, 0, SEED, Progress.SILENT)
            .orElseThrow()
            .score()
            .macroF1();
    assertThat(taught).isGreaterThan(untaught + 0.2); // untaught, every beat is called normal
  }
}
