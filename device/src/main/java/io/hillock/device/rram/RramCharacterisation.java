package io.hillock.device.rram;

import io.hillock.device.NonIdeality;
import io.hillock.device.characterisation.Characterisation;
import io.hillock.device.characterisation.Chart;
import io.hillock.device.characterisation.Endurance;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.characterisation.Level;
import io.hillock.device.characterisation.Measured;
import io.hillock.device.characterisation.PairTrain;
import io.hillock.device.characterisation.Sample;
import io.hillock.device.characterisation.Series;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a device bench would measure on the model: every curve comes from simulated cells, none from
 * the formulas.
 *
 * @param parameters what was characterised
 * @param levels one entry for each programmed level
 * @param programming conductance against compliance current: mean, mean - sd, mean + sd
 * @param pulses weight along a train of potentiating and then depressing proposals: mean over
 *     pairs, mean - sd, mean + sd, and one single pair
 * @param highResistance cumulative law of the resistance after RESET
 * @param relaxation standard deviation of the broadening against the age of the write, one curve
 *     for each of three levels
 * @param readNoise relative standard deviation of a read against conductance
 * @param retention share of cells that are still nearest to their own level, against age
 * @param figures energies, pulses and levels as single numbers
 */
public record RramCharacterisation(
    RramParameters parameters,
    List<Level> levels,
    List<Series> programming,
    List<Series> pulses,
    Series highResistance,
    List<Series> relaxation,
    Series readNoise,
    Series retention,
    List<Measured> figures) {
  private static final double[] AGES_S = {1e-3, 1e-2, 0.1, 1, 10, 100, 1e3, 1e4, 86_400, 172_800};

  /** Copies the lists. */
  public RramCharacterisation {
    levels = List.copyOf(levels);
    programming = List.copyOf(programming);
    pulses = List.copyOf(pulses);
    relaxation = List.copyOf(relaxation);
    figures = List.copyOf(figures);
  }

  /**
   * Measures a device.
   *
   * @param parameters its statistics
   * @param extent how much
   * @param seed of all draws
   * @return the curves
   */
  public static RramCharacterisation of(RramParameters parameters, Extent extent, Seed seed) {
    return new Bench(parameters, extent, seed).run();
  }

  /**
   * The curves as a page shows them.
   *
   * @return the page
   */
  public Characterisation page() {
    List<Chart> charts =
        List.of(
            chart(
                "Distribution of programmed levels",
                Chart.Form.HISTOGRAM,
                levels.stream().map(Level::histogram).toList(),
                "G_max",
                "mapping tolerance",
                "relaxation s0"),
            chart(
                "Conductance after one SET against compliance current",
                Chart.Form.CURVES,
                programming,
                "a",
                "sigma of a SET",
                "device-to-device cv"),
            chart(
                "Potentiation and depression of a pair",
                Chart.Form.CURVES,
                pulses,
                "compliance step",
                "write SET pulses",
                "refresh"),
            chart(
                "Resistance after RESET, cumulative",
                Chart.Form.CURVES,
                List.of(highResistance),
                "R_med",
                "sigma of ln R",
                "device-to-device s_h"),
            chart(
                "Relaxation: broadening with age",
                Chart.Form.CURVES,
                relaxation,
                "relaxation s0",
                "sigma at"),
            chart("Read noise", Chart.Form.CURVES, List.of(readNoise), "read noise"),
            chart(
                "Retention of levels",
                Chart.Form.CURVES,
                List.of(retention),
                "relaxation s0",
                "sigma at",
                "mapping tolerance"),
            Endurance.chart(parameters, parameters.variability().wear()));
    return new Characterisation(parameters, levels, charts, figures);
  }

  private Chart chart(String title, Chart.Form form, List<Series> series, String... symbols) {
    return new Chart(title, form, series, Characterisation.source(parameters, symbols));
  }

  /** The bench: each measurement has a random stream of its own. */
  private static final class Bench {
    private final RramParameters p;
    private final Extent extent;
    private final Seed seed;
    private int streams;

    Bench(RramParameters p, Extent extent, Seed seed) {
      this.p = p;
      this.extent = extent;
      this.seed = seed;
    }

    RramCharacterisation run() {
      List<Measured> figures = new ArrayList<>();
      List<Level> levels = levels();
      double cost = levels.stream().mapToDouble(Level::pulsesPerCell).average().orElseThrow();
      figures.add(new Measured("pulses per mapped cell", cost, "pulses"));
      List<Series> programming = programming(figures);
      List<Series> train = train(figures);
      Series hrs = highResistance(figures);
      List<Series> relaxation = relaxation();
      Series noise = readNoise(figures);
      return new RramCharacterisation(
          p, levels, programming, train, hrs, relaxation, noise, retention(), figures);
    }

    private RandomStream stream() {
      return seed.stream(Purpose.DEVICE, 0x5252414dL, streams++);
    }

    private RramArray cells(int n) {
      return new RramArray(p, n, stream(), 1e-3, d -> {});
    }

    private double levelUS(int n, int of) {
      return p.range().gMinUS() + p.range().widthUS() * n / (of - 1);
    }

    private List<Level> levels() {
      List<Level> list = new ArrayList<>();
      for (int n = 0; n < extent.levels(); n++) {
        double target = levelUS(n, extent.levels());
        RramArray array = cells(extent.cells());
        double[] goal = new double[extent.cells()];
        Arrays.fill(goal, target);
        Counts counts = new Counts();
        int failed = array.map(goal, counts);
        double[] g = conductances(array);
        double pulses = (double) counts.get(CountKind.PROGRAMMING_PULSE) / g.length;
        Series histogram =
            Sample.histogram("level " + target + " uS", "G [uS]", g, 1.25 * p.range().gMaxUS());
        list.add(
            new Level(
                target,
                Sample.mean(g),
                Sample.sd(g),
                pulses,
                (double) failed / g.length,
                histogram));
      }
      return list;
    }

    private List<Series> programming(List<Measured> figures) {
      SetLaw.Compliance c = p.set().current();
      int points = 25;
      double[] icc = new double[points];
      double[] mean = new double[points];
      double[] sd = new double[points];
      double energy = 0;
      for (int n = 0; n < points; n++) {
        icc[n] = c.minUA() + (c.maxUA() - c.minUA()) * n / (points - 1);
        RramArray array = cells(extent.cells());
        Counts resets = new Counts();
        Counts sets = new Counts();
        for (int d = 0; d < array.devices(); d++) {
          array.reset(d, resets);
          array.set(d, icc[n], sets);
        }
        double[] g = conductances(array);
        mean[n] = Sample.mean(g);
        sd[n] = Sample.sd(g);
        energy += sets.writeEnergyJ() / g.length;
      }
      figures.add(new Measured("SET energy, mean over currents", energy / points, "J"));
      return Sample.band("conductance after SET", "I_cc [uA]", icc, "G [uS]", mean, sd);
    }

    private List<Series> train(List<Measured> figures) {
      PairTrain train = new PairTrain(StrictMath.min(200, extent.cells()), 30, 0.03f);
      return train.drive(new RramCrossbar(p, 1, Time.ms(1)), stream(), figures);
    }

    private Series highResistance(List<Measured> figures) {
      RramArray array = cells(extent.cells());
      Counts sets = new Counts();
      Counts resets = new Counts();
      for (int d = 0; d < array.devices(); d++) {
        array.set(d, p.set().current().maxUA(), sets);
        array.reset(d, resets);
      }
      figures.add(
          new Measured("RESET energy from G_max", resets.writeEnergyJ() / array.devices(), "J"));
      double[] r = conductances(array);
      for (int d = 0; d < r.length; d++) {
        r[d] = 1000 / r[d];
      }
      Series share = Sample.cumulative("resistance after RESET", "R [kOhm]", r);
      figures.add(new Measured("median resistance after RESET", r[r.length / 2], "kOhm"));
      return share;
    }

    private List<Series> relaxation() {
      List<Series> list = new ArrayList<>();
      for (int n = 0; n < 3; n++) {
        double level = levelUS(n, 3);
        RramArray array = held(level);
        double[] start = conductances(array);
        double[] sd = new double[AGES_S.length];
        for (int a = 0; a < AGES_S.length; a++) {
          age(array, a);
          double[] moved = conductances(array);
          for (int d = 0; d < moved.length; d++) {
            moved[d] -= start[d];
          }
          sd[a] = Sample.sd(moved);
        }
        list.add(new Series("from " + level + " uS", "age [s]", AGES_S, "sd of G [uS]", sd));
      }
      return list;
    }

    private Series retention() {
      double[] kept = new double[AGES_S.length];
      double half = 0.5 * p.range().widthUS() / (extent.levels() - 1);
      for (int n = 0; n < extent.levels(); n++) {
        double level = levelUS(n, extent.levels());
        RramArray array = held(level);
        for (int a = 0; a < AGES_S.length; a++) {
          age(array, a);
          for (int d = 0; d < array.devices(); d++) {
            double off = array.g(d) - level;
            boolean nearest = (off <= half || n == extent.levels() - 1) && (off >= -half || n == 0);
            kept[a] += nearest ? 1.0 / (array.devices() * (double) extent.levels()) : 0;
          }
        }
      }
      return new Series("cells nearest to their level", "age [s]", AGES_S, "share of cells", kept);
    }

    /** Cells just written with verification, before any relaxation. */
    private RramArray held(double level) {
      RramArray array = cells(extent.cells());
      Counts counts = new Counts();
      for (int d = 0; d < array.devices(); d++) {
        array.program(d, level, p.programming().mapping().maxSets(), counts);
      }
      return array;
    }

    private void age(RramArray array, int to) {
      if (p.has(NonIdeality.RELAXATION)) {
        for (int d = 0; d < array.devices(); d++) {
          array.relax(d, to == 0 ? 0 : AGES_S[to - 1], AGES_S[to]);
        }
      }
    }

    /** Reads one pair many times; the minus device is at the base level. */
    private Series readNoise(List<Measured> figures) {
      int points = 10;
      double[] g = new double[points];
      double[] relative = new double[points];
      Wiring one = Wiring.where(1, 1, (i, j) -> true);
      double energy = 0;
      for (int n = 0; n < points; n++) {
        float weight = (n + 1) / (float) points;
        Counts counts = new Counts();
        RramSynapses s =
            new RramCrossbar(p, 1, Time.ms(1)).create(one, new float[] {weight}, stream(), counts);
        double[] seen = new double[extent.cells()];
        float[] in = {1};
        for (int k = 0; k < seen.length; k++) {
          float[] out = new float[1];
          s.read(in, out);
          seen[k] = out[0];
        }
        g[n] = s.plusUS(0);
        relative[n] = Sample.sd(seen) * p.range().widthUS() / g[n];
        energy += counts.readEnergyJ() / seen.length / points;
      }
      figures.add(new Measured("energy of reading one pair, mean", energy, "J"));
      return new Series(
          "read noise of a pair", "Gp [uS]", g, "sd of the difference / Gp", relative);
    }

    private static double[] conductances(RramArray array) {
      double[] g = new double[array.devices()];
      for (int d = 0; d < g.length; d++) {
        g[d] = array.g(d);
      }
      return g;
    }
  }
}
