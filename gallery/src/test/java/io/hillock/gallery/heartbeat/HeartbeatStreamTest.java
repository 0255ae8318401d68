package io.hillock.gallery.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Projection;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.Synapses;
import io.hillock.unit.Time;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeartbeatStreamTest {
  static List<SubstrateChoice> substrates() {
    return List.of(
        SubstrateChoice.ideal(),
        SubstrateChoice.digital(8),
        SubstrateChoice.rram(RramPreset.HFO2_1T1R, Time.period(360)));
  }

  private static AnnotatedRecording recording() {
    EcgCohort cohort = new EcgCohort(Seed.of(4), 1, 1, 330);
    return cohort.recording(cohort.test().getFirst());
  }

  private static PersonRun open(SubstrateChoice substrate, PlasticLayers layers) {
    PersonRun.Plan plan =
        new PersonRun.Plan(
            HeartbeatStream.Timing.DETECTOR,
            true,
            layers,
            TeachingRule.DETERMINISTIC_FLOOR,
            substrate,
            HeartbeatSettings.READOUT_RANGE,
            Seed.of(2));
    return new PersonRun(recording(), HeartbeatBase.shipped(), plan);
  }

  /** Stops at the next safe point with some probability. */
  private record Impatient(RandomStream random) implements Progress {
    @Override
    public void begin(String task, long steps) {}

    @Override
    public void advance(long steps) {}

    @Override
    public void say(String line) {}

    @Override
    public boolean stopRequested() {
      return random.nextBoolean(0.05);
    }
  }

  @ParameterizedTest
  @MethodSource("substrates")
  void shouldGiveTheSameBitsHoweverOftenItWasKilledAndResumed(SubstrateChoice substrate) {
    PlasticLayers layers = PlasticLayers.BOTH;
    PersonRun whole = open(substrate, layers);
    PersonRun.Result expected = whole.run(Progress.SILENT, PersonRun.Listener.NONE).orElseThrow();
    PersonRun current = open(substrate, layers);
    Impatient impatient = new Impatient(Seed.of(9).stream(Purpose.DATA));
    int kills = 0;
    while (current.run(impatient, PersonRun.Listener.NONE).isEmpty()) {
      byte[] saved = Snapshot.capture(current, Map.of()).toBytes();
      current = open(substrate, layers);
      Snapshot.fromBytes(saved, "saved").restore(current, "saved");
      kills++;
    }
    assertThat(kills).isGreaterThan(3);
    assertThat(expected.labelled()).isGreaterThan(100);
    assertThat(Snapshot.capture(current, Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole, Map.of()).toBytes());
  }

  @ParameterizedTest
  @EnumSource(PlasticLayers.class)
  void shouldTeachTheLayersItIsToldToTeachAndLeaveTheOthers(PlasticLayers layers) {
    PersonRun run = open(SubstrateChoice.ideal(), layers);
    HeartbeatStream stream = run.stream();
    Map<String, Synapses> all = new LinkedHashMap<>();
    all.put("readout", stream.readout());
    for (Projection p : stream.session().network().projections()) {
      all.put(p.name(), stream.session().synapses(p));
    }
    Map<String, float[]> before = new LinkedHashMap<>();
    all.forEach((name, synapses) -> before.put(name, PlasticState.weights(synapses)));
    PersonRun.Result result = run.run(Progress.SILENT, PersonRun.Listener.NONE).orElseThrow();
    assertThat(result.weightsWritten()).isPositive();
    all.forEach((name, synapses) -> {
      boolean plastic = name.equals("readout") ? layers.readout() : layers.hidden();
      assertThat(stream.plastic().containsKey(name)).as(name).isEqualTo(plastic);
      boolean same = Arrays.equals(before.get(name), PlasticState.weights(synapses));
      assertThat(same).as(name + " unchanged").isNotEqualTo(plastic);
    });
    double learning = new MemoryReport(stream).learningBytes();
    // Hidden plasticity holds a trace for each of 5 x 8 + 8 channels and 2 x 288 neurons.
    assertThat(learning).isBetween(layers.hidden() ? 2496.0 : 0, layers.hidden() ? 2600.0 : 30);
  }
}
