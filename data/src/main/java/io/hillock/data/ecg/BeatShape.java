package io.hillock.data.ecg;

import io.hillock.fault.ParameterException;
import java.util.ArrayList;
import java.util.List;

/**
 * The waves of one kind of heartbeat.
 *
 * @param waves at least one, one of them a QRS deflection
 */
public record BeatShape(List<Wave> waves) {
  private static final double SEARCH = 0.1;
  private static final double GRID = 0.0005;

  /** Checks that there is a QRS deflection. */
  public BeatShape {
    waves = List.copyOf(waves);
    if (waves.stream().noneMatch(w -> w.kind() == Wave.Kind.QRS)) {
      throw new ParameterException("beat shape", "waves", waves.size(), "one must be of QRS");
    }
  }

  /**
   * A fusion of two beats: the waves of both, weighted.
   *
   * @param other the other shape
   * @param weight weight of the other shape, 0 to 1; this one has the rest
   * @return the fusion
   */
  public BeatShape blend(BeatShape other, double weight) {
    if (!(weight >= 0 && weight <= 1)) {
      throw new ParameterException("beat shape", "weight", weight, "it must lie in 0..1");
    }
    List<Wave> both = new ArrayList<>();
    waves.forEach(w -> both.add(w.times(1 - weight)));
    other.waves.forEach(w -> both.add(w.times(weight)));
    return new BeatShape(both);
  }

  /**
   * Where its QRS complex is highest or lowest in the first lead.
   *
   * @return time after the beat's reference time [s], on a grid of 0.5 ms
   */
  public double peakOffset() {
    double best = 0;
    double largest = -1;
    int steps = (int) (SEARCH / GRID);
    for (int i = -steps; i <= steps; i++) {
      double t = i * GRID;
      double size = StrictMath.abs(qrs(t));
      if (size > largest) {
        largest = size;
        best = t;
      }
    }
    return best;
  }

  /**
   * Height of its QRS complex in the first lead.
   *
   * @return value at {@link #peakOffset()} [mV], negative for a complex that points down
   */
  public double peak() {
    return qrs(peakOffset());
  }

  private double qrs(double t) {
    double sum = 0;
    for (Wave wave : waves) {
      if (wave.kind() == Wave.Kind.QRS) {
        double u = (t - wave.offset()) / wave.width();
        sum += wave.lead1() * StrictMath.exp(-0.5 * u * u);
      }
    }
    return sum;
  }
}
