package io.hillock.gallery.mtj;

import io.hillock.device.mtj.JunctionPulses;
import io.hillock.device.mtj.StochasticRule;
import io.hillock.device.mtj.SwitchingTable;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Watches traffic without labels, then counts vehicles. After learning, a short labelled recording
 * says which neuron counts best on each lane; the figures come from a third recording. A spike
 * counts a vehicle of its lane that is in view and not yet counted; any other spike is a false
 * positive. Spikes of a neuron less than 400 ms apart are one.
 *
 * @param junctions the synapses
 * @param seconds length of the recording to learn from
 */
record TrafficRun(Junctions junctions, int seconds) {
  private static final int NEURONS = 32;
  private static final int LABELLED_S = 120;
  static final int UNSEEN_S = 300;
  private static final int ONE_VEHICLE = 400;
  private static final int LOOK = 4000;
  static final double P_LTP = 0.2;
  static final double P_LTD = 0.1;

  static WinnerTakeAll.Settings settings() {
    return new WinnerTakeAll.Settings(
        Traffic.CHANNELS,
        NEURONS,
        Time.ms(1),
        Time.ms(60),
        Time.ms(20),
        0.1,
        10,
        4,
        1,
        0.3,
        new StochasticRule(Time.ms(120), P_LTP, P_LTD));
  }

  /** Learns and counts; empty when it was asked to stop. */
  Optional<Figures> run(Seed seed, SwitchingTable table, Progress progress) {
    Ledger ledger = new Ledger();
    JunctionPulses pulses = junctions.pulses(table, P_LTP, P_LTD);
    WinnerTakeAll layer =
        new WinnerTakeAll(
            settings(), Junctions.array(Traffic.CHANNELS * NEURONS, pulses, seed), ledger);
    List<List<Integer>> fired = new ArrayList<>();
    for (int j = 0; j < NEURONS; j++) {
      fired.add(new ArrayList<>());
    }
    if (!watch(layer, Traffic.record(seed, 0, seconds), true, fired, progress)) {
      return Optional.empty();
    }
    Figures figures = new Figures().account(ledger, new MemoryReport(layer));
    figures.put("writeJ", 1e-15 * layer.junctions().energyFJ());
    Traffic labelled = Traffic.record(seed, 1, LABELLED_S);
    if (!watch(layer, labelled, false, fired, progress)) {
      return Optional.empty();
    }
    int[] counter = new int[Traffic.LANES];
    for (int lane = 0; lane < Traffic.LANES; lane++) {
      double best = -1;
      for (int j = 0; j < NEURONS; j++) {
        double f1 = Count.of(fired.get(j), labelled, lane).f1();
        if (f1 > best) {
          best = f1;
          counter[lane] = j;
        }
      }
    }
    Traffic unseen = Traffic.record(seed, 2, UNSEEN_S);
    if (!watch(layer, unseen, false, fired, progress)) {
      return Optional.empty();
    }
    double hits = 0;
    double extra = 0;
    double[] rate = new double[Traffic.LANES];
    for (int lane = 0; lane < Traffic.LANES; lane++) {
      Count count = Count.of(fired.get(counter[lane]), unseen, lane);
      rate[lane] = (double) count.hits / count.vehicles;
      hits += count.hits;
      extra += count.extra;
      figures.put(
          "spikes" + lane,
          fired.get(counter[lane]).stream().mapToDouble(Integer::doubleValue).toArray());
    }
    progress.advance(1);
    return Optional.of(
        figures
            .put("detected", hits / unseen.vehicles().size())
            .put("falsePerVehicle", extra / unseen.vehicles().size())
            .put("byLane", rate)
            .put("vehicles", unseen.vehicles().size()));
  }

  private static boolean watch(
      WinnerTakeAll layer,
      Traffic traffic,
      boolean learns,
      List<List<Integer>> fired,
      Progress progress) {
    fired.forEach(List::clear);
    layer.rest();
    SpikeList spikes = new SpikeList(Traffic.CHANNELS);
    int next = 0;
    for (int t = 0; t < traffic.steps(); t++) {
      if (t % LOOK == 0 && progress.stopRequested()) {
        return false;
      }
      spikes.clear();
      next = traffic.events().deliver(t, next, spikes);
      int winner = layer.step(spikes, learns);
      if (winner != WinnerTakeAll.NONE) {
        fired.get(winner).add(t);
      }
    }
    return true;
  }

  /** Times of the counts [s]: spikes [ms] without those that belong to the one before. */
  static double[] counts(double[] spikes) {
    double[] times = new double[spikes.length];
    int n = 0;
    double before = -ONE_VEHICLE;
    for (double t : spikes) {
      if (t - before >= ONE_VEHICLE) {
        times[n++] = t / 1000;
      }
      before = t;
    }
    return Arrays.copyOf(times, n);
  }

  /** Vehicles counted, spikes too many, vehicles that passed. */
  record Count(int hits, int extra, int vehicles) {
    static Count of(List<Integer> spikes, Traffic traffic, int lane) {
      List<Traffic.Vehicle> passing =
          traffic.vehicles().stream().filter(v -> v.lane() == lane).toList();
      boolean[] counted = new boolean[passing.size()];
      int hits = 0;
      int extra = 0;
      int before = -ONE_VEHICLE;
      for (int t : spikes) {
        boolean same = t - before < ONE_VEHICLE;
        before = t;
        if (same) {
          continue;
        }
        int which = -1;
        for (int k = 0; k < counted.length && which < 0; k++) {
          Traffic.Vehicle v = passing.get(k);
          which = !counted[k] && v.from() <= t && t <= v.to() ? k : -1;
        }
        if (which < 0) {
          extra++;
        } else {
          counted[which] = true;
          hits++;
        }
      }
      return new Count(hits, extra, counted.length);
    }

    double f1() {
      return vehicles + hits + extra == 0 ? 0 : 2.0 * hits / (vehicles + hits + extra);
    }
  }
}
