package io.hillock.gallery.pcmtrace;

import io.hillock.gallery.Figures;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What all arms reached on one task.
 *
 * @param task the task
 * @param byArm figures of each arm, one for each seed
 */
record Outcomes(RewardTask task, Map<TraceArm, List<Figures>> byArm) {
  /** Copies the map. */
  Outcomes {
    byArm = new EnumMap<>(byArm);
  }

  /** A figure of an arm for each seed. */
  double[] each(TraceArm arm, String name) {
    return byArm.get(arm).stream().mapToDouble(f -> f.get(name)).toArray();
  }

  /** How many networks of an arm learned for each seed. */
  int networks(TraceArm arm) {
    return byArm.get(arm).getFirst().row("networks").length;
  }

  /** Accuracy for each seed. */
  double[] accuracy(TraceArm arm) {
    return each(arm, "accuracy");
  }

  /** What one arm has over another for each seed [points]. */
  double[] points(TraceArm arm, TraceArm other) {
    double[] a = accuracy(arm);
    double[] b = accuracy(other);
    for (int s = 0; s < a.length; s++) {
      a[s] = 100 * (a[s] - b[s]);
    }
    return a;
  }
}
