package io.hillock.device.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Cycles of resistive cells as measured: for each device its writes in the order of the file. */
final class RramPulses {
  /**
   * One write and the reads of its youngest age.
   *
   * @param cycle number of the cycle
   * @param iccUA compliance current of a SET, NaN for a RESET
   * @param beforeUS conductance that was read before it, NaN where that is not known
   * @param ageS age of the reads
   * @param reads their mean, number and spread
   */
  record Write(int cycle, double iccUA, double beforeUS, double ageS, Repeats reads) {
    boolean isSet() {
      return !Double.isNaN(iccUA);
    }

    double gUS() {
      return reads.mean();
    }
  }

  /** The writes of one device. */
  record Device(String name, List<Write> writes) {}

  private final List<Device> devices = new ArrayList<>();
  private int late;

  RramPulses(PulseFile file) {
    boolean aged = file.has("age_s");
    Map<String, Building> building = new LinkedHashMap<>();
    for (int row = 0; row < file.rows(); row++) {
      String name = file.label(row, "device");
      int cycle = file.count(row, "cycle");
      double icc = compliance(file, row);
      double g = file.conductanceUS(row);
      double age = aged ? file.notNegative(row, "age_s") : 0;
      Building b = building.computeIfAbsent(name, Building::new);
      if (cycle < b.cycle) {
        throw file.broken(row, "cycle", "cycles of one device must not fall");
      }
      late += b.add(cycle, icc, age, g);
    }
    building.values().forEach(b -> devices.add(b.device()));
  }

  private static double compliance(PulseFile file, int row) {
    String operation = file.text(row, "operation").toLowerCase(Locale.ROOT);
    return switch (operation) {
      case "set" -> file.within(row, "compliance_ua", 1e-3, 1e6);
      case "reset" -> {
        if (!file.text(row, "compliance_ua").isEmpty()) {
          throw file.broken(row, "compliance_ua", "it must be empty for a reset");
        }
        yield Double.NaN;
      }
      default -> throw file.broken(row, "operation", "it must be set or reset");
    };
  }

  List<Device> devices() {
    return devices;
  }

  /** Reads at later ages of a state than its first, which the fit does not use. */
  int late() {
    return late;
  }

  /** A device while its rows are read. */
  private static final class Building {
    private final String name;
    private final List<Write> writes = new ArrayList<>();
    private final List<Double> reads = new ArrayList<>();
    private int cycle = -1;
    private double icc;
    private double age;

    Building(String name) {
      this.name = name;
    }

    /** Returns 1 when the read is a later one of the same state. */
    int add(int newCycle, double newIcc, double newAge, double g) {
      boolean same = newCycle == cycle && Double.compare(newIcc, icc) == 0 && !reads.isEmpty();
      if (same && newAge > age) {
        return 1;
      }
      if (!same || newAge < age) {
        finish();
        cycle = newCycle;
        icc = newIcc;
        age = newAge;
      }
      reads.add(g);
      return 0;
    }

    private void finish() {
      if (!reads.isEmpty()) {
        boolean known = !writes.isEmpty(); // between cycles, a RESET may not have been recorded
        known = known && (writes.getLast().cycle() == cycle || !writes.getLast().isSet());
        double before = known ? writes.getLast().gUS() : Double.NaN;
        writes.add(new Write(cycle, icc, before, age, Repeats.of(reads)));
        reads.clear();
      }
    }

    Device device() {
      finish();
      return new Device(name, writes);
    }
  }
}
