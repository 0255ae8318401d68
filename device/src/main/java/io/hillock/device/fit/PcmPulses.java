package io.hillock.device.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains of pulses on phase-change devices as measured, each from one RESET to the next. */
final class PcmPulses {
  /** Reads of one state at one age. */
  record Reads(double ageS, Repeats repeats) {}

  /** A state: the pulses since the RESET, and its reads by age. */
  record State(int pulse, List<Reads> ages) {}

  /** The states from one RESET to the next, by pulse. */
  record Train(String device, List<State> states) {}

  private final List<Train> trains = new ArrayList<>();

  PcmPulses(PulseFile file) {
    Map<String, Building> building = new LinkedHashMap<>();
    for (int row = 0; row < file.rows(); row++) {
      String name = file.label(row, "device");
      int pulse = file.count(row, "pulse");
      double age = file.notNegative(row, "age_s");
      double g = file.conductanceUS(row);
      Building b = building.computeIfAbsent(name, n -> new Building());
      if (b.falls(pulse)) {
        throw file.broken(row, "pulse", "it must not fall within a train, but to 0 at a RESET");
      }
      b.add(pulse, age, g, name, trains);
    }
    building.forEach((name, b) -> b.finish(name, trains));
  }

  List<Train> trains() {
    return trains;
  }

  /** A train while its rows are read. */
  private static final class Building {
    private List<State> states = new ArrayList<>();
    private Map<Double, List<Double>> ages = new LinkedHashMap<>();
    private int pulse = -1;
    private double age;

    boolean falls(int next) {
      return next < pulse && next != 0;
    }

    void add(int next, double nextAge, double g, String name, List<Train> trains) {
      boolean again = next == 0 && pulse == 0 && nextAge < age; // a RESET after a RESET
      if (next < pulse || again) {
        finish(name, trains);
      } else if (next != pulse) {
        state();
      }
      pulse = next;
      age = nextAge;
      ages.computeIfAbsent(nextAge, a -> new ArrayList<>()).add(g);
    }

    private void state() {
      if (!ages.isEmpty()) {
        List<Reads> reads = new ArrayList<>();
        ages.forEach((a, g) -> reads.add(new Reads(a, Repeats.of(g))));
        states.add(new State(pulse, reads));
        ages = new LinkedHashMap<>();
      }
    }

    void finish(String name, List<Train> trains) {
      state();
      if (!states.isEmpty()) {
        trains.add(new Train(name, states));
        states = new ArrayList<>();
      }
    }
  }
}
