package io.hillock.device.fit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts of successful switching pulses by junction. */
final class MtjPulses {
  /** Shortest and longest pulse that can be modelled [ns]. */
  static final double SHORTEST_NS = 0.1;

  static final double LONGEST_NS = 1e5;

  /** So many pulses of one current and width, of which so many switched. */
  record Trial(double currentUA, double widthNs, int pulses, int switched) {
    boolean tells() {
      return switched > 0 && switched < pulses;
    }
  }

  private final Map<String, List<Trial>> junctions = new LinkedHashMap<>();

  MtjPulses(PulseFile file) {
    boolean named = file.has("device");
    for (int row = 0; row < file.rows(); row++) {
      double current = file.within(row, "current_ua", 1e-3, 1e6);
      double width = file.within(row, "width_ns", SHORTEST_NS, LONGEST_NS);
      int pulses = file.count(row, "pulses");
      if (pulses == 0) {
        throw file.broken(row, "pulses", "it must be > 0");
      }
      int switched = file.count(row, "switched");
      if (switched > pulses) {
        throw file.broken(row, "switched", "it must not exceed pulses = " + pulses);
      }
      String name = named ? file.label(row, "device") : "";
      junctions
          .computeIfAbsent(name, n -> new ArrayList<>())
          .add(new Trial(current, width, pulses, switched));
    }
  }

  Map<String, List<Trial>> junctions() {
    return junctions;
  }

  List<Trial> all() {
    return junctions.values().stream().flatMap(List::stream).toList();
  }
}
