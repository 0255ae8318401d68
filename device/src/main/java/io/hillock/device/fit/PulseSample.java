package io.hillock.device.fit;

import io.hillock.device.DeviceModel;
import io.hillock.device.mtj.MtjCells;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.pcm.PcmCells;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.device.rram.RramCells;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.SetLaw;
import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Locale;

/**
 * Tables of pulses that a known device would give on a bench, in the format that a fit reads.
 *
 * <p>RRAM: each cycle is a RESET and a SET, the compliance current going through 8 values of its
 * range in turn, each state read at once. PCM: two trains for each device, a RESET and SET pulses,
 * each state read at the age t0, the last one at ages from 10 ms to 10 ks too. MTJ: 12 currents
 * from 0.6 to 1.6 I_c0 at 3, 10, 30 and 100 ns.
 */
public final class PulseSample {
  private static final int LEVELS = 8;
  private static final int TRAINS = 2;
  private static final double[] AGES = {0.01, 0.1, 1, 10, 100, 1000, 10_000};
  private static final double[] WIDTHS_NS = {3, 10, 30, 100};
  private static final int CURRENTS = 12;
  private static final int MOST_ROWS = 1_000_000;

  private PulseSample() {}

  /**
   * How much is measured.
   *
   * @param devices devices
   * @param pulses cycles (RRAM), SET pulses of a train (PCM), pulses of each current and width
   *     (MTJ)
   * @param reads reads of each state; junctions take none
   */
  public record Extent(int devices, int pulses, int reads) {
    /** Checks the bounds. */
    public Extent {
      bound("devices", devices, 100_000);
      bound("pulses", pulses, 1_000_000);
      bound("reads", reads, 1000);
    }

    private static void bound(String what, int value, int most) {
      if (value < 1 || value > most) {
        throw new ParameterException(
            "device sample", what, value, "it must lie in [1, " + most + "]");
      }
    }

    /**
     * What a fit can well work with.
     *
     * @param kind the kind of device
     * @return the extent
     */
    public static Extent usual(String kind) {
      return switch (kind) {
        case "rram" -> new Extent(50, 120, 1);
        case "pcm" -> new Extent(50, 20, 8);
        default -> new Extent(20, 1000, 1);
      };
    }
  }

  /**
   * Simulates the bench.
   *
   * @param device the device
   * @param extent how much
   * @param seed of all draws
   * @return the table as text
   */
  public static String csv(DeviceModel device, Extent extent, Seed seed) {
    RandomStream random = seed.stream(Purpose.DEVICE, 0x666974L);
    StringBuilder out = new StringBuilder();
    out.append("# simulated by hillock device sample: ").append(device.name());
    out.append(", seed ").append(seed.value()).append('\n');
    switch (device) {
      case RramParameters p -> {
        rows(2L * extent.devices * extent.pulses * extent.reads);
        rram(p, extent, random, out);
      }
      case PcmParameters p -> {
        long states = extent.pulses + 1L + AGES.length;
        rows(TRAINS * states * extent.devices * extent.reads);
        pcm(p, extent, random, out);
      }
      case MtjModel m -> {
        rows((long) extent.devices * CURRENTS * WIDTHS_NS.length);
        mtj(m, extent, random, out);
      }
      default ->
          throw new ParameterException(
              "device sample", "kind", device.kind(), "it is rram, pcm or mtj");
    }
    return out.toString();
  }

  private static void rows(long rows) {
    if (rows > MOST_ROWS) {
      throw new ParameterException(
          "device sample", "rows", rows, "there must be at most " + MOST_ROWS);
    }
  }

  private static String number(double x) {
    return x == StrictMath.rint(x) && StrictMath.abs(x) < 1e9
        ? Long.toString((long) x)
        : String.format(Locale.ROOT, "%.7g", x);
  }

  private static void rram(
      RramParameters p, Extent extent, RandomStream random, StringBuilder out) {
    out.append("device,cycle,operation,compliance_ua,conductance_us,age_s\n");
    RramCells cells = new RramCells(p, extent.devices, random);
    SetLaw.Compliance c = p.set().current();
    for (int d = 0; d < extent.devices; d++) {
      for (int n = 0; n < extent.pulses; n++) {
        double icc = c.minUA() + (c.maxUA() - c.minUA()) * (n % LEVELS) / (LEVELS - 1);
        double current = cells.currentUA(icc);
        cells.reset(d);
        for (int r = 0; r < extent.reads; r++) {
          out.append('d').append(d + 1).append(',').append(n + 1).append(",reset,,");
          out.append(number(cells.readUS(d))).append(",0\n");
        }
        cells.set(d, current);
        for (int r = 0; r < extent.reads; r++) {
          out.append('d').append(d + 1).append(',').append(n + 1).append(",set,");
          out.append(number(current)).append(',').append(number(cells.readUS(d))).append(",0\n");
        }
      }
    }
  }

  private static void pcm(PcmParameters p, Extent extent, RandomStream random, StringBuilder out) {
    out.append("device,pulse,age_s,conductance_us\n");
    PcmCells cells = new PcmCells(p, extent.devices, random);
    double t0 = p.drift().t0S();
    for (int d = 0; d < extent.devices; d++) {
      for (int t = 0; t < TRAINS; t++) {
        cells.reset(d);
        for (int n = 0; n <= extent.pulses; n++) {
          if (n > 0) {
            cells.set(d);
          }
          for (double age : n == extent.pulses ? AGES : new double[0]) {
            if (age < t0) {
              reads(cells, d, n, age, extent.reads, out);
            }
          }
          reads(cells, d, n, t0, extent.reads, out);
          for (double age : n == extent.pulses ? AGES : new double[0]) {
            if (age > t0) {
              reads(cells, d, n, age, extent.reads, out);
            }
          }
        }
      }
    }
  }

  private static void reads(
      PcmCells cells, int d, int pulse, double age, int reads, StringBuilder out) {
    for (int r = 0; r < reads; r++) {
      out.append('d').append(d + 1).append(',').append(pulse).append(',').append(number(age));
      out.append(',').append(number(cells.readUS(d, age))).append('\n');
    }
  }

  private static void mtj(MtjModel m, Extent extent, RandomStream random, StringBuilder out) {
    out.append("device,current_ua,width_ns,pulses,switched\n");
    MtjCells cells = new MtjCells(m, extent.devices, random);
    double[] current = new double[CURRENTS];
    for (int i = 0; i < CURRENTS; i++) {
      double ratio = 0.6 + 1.0 * i / (CURRENTS - 1);
      current[i] = StrictMath.rint(100 * ratio * m.junction().criticalCurrentUA()) / 100;
    }
    for (int d = 0; d < extent.devices; d++) {
      int[][] counts = cells.switched(d, current, WIDTHS_NS, extent.pulses);
      for (int i = 0; i < CURRENTS; i++) {
        for (int t = 0; t < WIDTHS_NS.length; t++) {
          out.append('d').append(d + 1).append(',').append(number(current[i])).append(',');
          out.append(number(WIDTHS_NS[t])).append(',').append(extent.pulses).append(',');
          out.append(counts[i][t]).append('\n');
        }
      }
    }
  }
}
