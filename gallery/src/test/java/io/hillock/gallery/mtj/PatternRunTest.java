package io.hillock.gallery.mtj;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.device.mtj.JunctionArray;
import io.hillock.device.mtj.JunctionPulses;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.mtj.SwitchingTable;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatternRunTest {
  private static final SwitchingTable TABLE =
      SwitchingTable.of(MtjPreset.PERPENDICULAR_40.parameters());
  private static final JunctionPulses EQUAL =
      Junctions.EQUAL.pulses(TABLE, PatternRun.P, PatternRun.P);

  @Test
  void shouldLearnPatternsWithoutLabelsAndNothingWithoutLearning() {
    PatternRun run = new PatternRun(Junctions.EQUAL, 0.1, PatternRun.P, 1500);
    Figures learned = run.run(Seed.of(21), EQUAL, Progress.SILENT).orElseThrow();
    // chance is 0.1; random junctions tell some patterns apart
    assertThat(learned.get("purity")).isGreaterThan(0.85);
    assertThat(learned.get("covered")).isEqualTo(10);
    assertThat(learned.get("onActive")).isGreaterThan(learned.get("onOthers") + 0.5);
    Figures untaught =
        new PatternRun(Junctions.EQUAL, 0.1, PatternRun.P, 0)
            .run(Seed.of(21), EQUAL, Progress.SILENT)
            .orElseThrow();
    assertThat(untaught.get("purity")).isLessThan(0.5);
    assertThat(untaught.get("writeJ")).isZero();
  }

  @Test
  void shouldPulseEveryJunctionOfTheNeuronThatFired() {
    PatternRun run = new PatternRun(Junctions.EQUAL, 0.1, PatternRun.P, 50);
    Figures f = run.run(Seed.of(22), EQUAL, Progress.SILENT).orElseThrow();
    long pulses = f.ledger().of("junctions").get(CountKind.PROGRAMMING_PULSE);
    assertThat(pulses).isEqualTo(PatternTask.PIXELS * (long) f.get("spikes"));
    assertThat(f.get("pulses")).isEqualTo(pulses);
    double counted = f.ledger().of("junctions").writeEnergyJ();
    assertThat(counted).isCloseTo(f.get("writeJ"), within(1e-9 * counted)); // order of a sum
    assertThat(f.ledger().of("layer").readEnergyJ()).isPositive();
  }

  @Test
  void shouldGoOnFromItsStateToTheBit() {
    WinnerTakeAll straight = layer(23);
    PatternTask task = new PatternTask(Seed.of(23), 0.1, 0);
    SpikeList spikes = new SpikeList(PatternTask.PIXELS);
    task.next();
    drive(straight, task, spikes, 300);
    Snapshot state = Snapshot.capture(straight, Map.of());
    WinnerTakeAll resumed = layer(24);
    state.restore(resumed, "snapshot");
    for (int t = 0; t < 400; t++) {
      task.spikes(spikes);
      assertThat(resumed.step(spikes, true)).isEqualTo(straight.step(spikes, true));
    }
    for (int j = 0; j < straight.neurons(); j++) {
      assertThat(resumed.threshold(j)).isEqualTo(straight.threshold(j));
    }
  }

  private static void drive(WinnerTakeAll layer, PatternTask task, SpikeList spikes, int steps) {
    for (int t = 0; t < steps; t++) {
      task.spikes(spikes);
      layer.step(spikes, true);
    }
  }

  private static WinnerTakeAll layer(long seed) {
    JunctionArray junctions =
        Junctions.array(PatternTask.PIXELS * PatternRun.NEURONS, EQUAL, Seed.of(seed));
    return new WinnerTakeAll(PatternRun.settings(PatternRun.P), junctions, new Ledger());
  }

  @Test
  void shouldBeOnAsOftenAsTheChainSays() {
    for (StationaryChain c : List.of(StationaryChain.cases()).subList(0, 3)) {
      Figures f = c.run(Seed.of(25), TABLE, Progress.SILENT).orElseThrow();
      assertThat(f.get("se")).isLessThan(3); // 0.3 % of seeds miss each
    }
  }

  @Test
  void shouldCountVehiclesThatAreInViewOnce() {
    Traffic traffic = Traffic.record(Seed.of(26), 0, 60);
    Traffic.Vehicle v =
        traffic.vehicles().stream().filter(x -> x.lane() == 2).findFirst().orElseThrow();
    TrafficRun.Count one = TrafficRun.Count.of(List.of(v.from() + 5, v.from() + 300), traffic, 2);
    assertThat(one.hits()).isEqualTo(1);
    assertThat(one.extra()).isZero(); // less than 400 ms apart
    TrafficRun.Count none = TrafficRun.Count.of(List.of(0), traffic, 2);
    assertThat(none.hits()).isEqualTo(v.from() == 0 ? 1 : 0);
    assertThat(traffic.vehicles())
        .allSatisfy(x -> assertThat(x.to() - x.from()).isBetween(900, 2200)); // 53-57 columns
    assertThat(traffic.events().size()).isGreaterThan(300 * traffic.vehicles().size());
  }
}
