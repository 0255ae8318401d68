package io.hillock.device.pcm;

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
import java.util.EnumSet;
import java.util.List;

/**
 * What a device bench would measure on phase-change devices: every curve comes from simulated
 * devices, none from the formulas.
 */
public final class PcmCharacterisation {
  private static final int PULSES = 20;
  private static final int FAN = 12;
  private static final double STEP_S = 1e-3;
  private static final long[] AGES = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000};

  private final PcmParameters p;
  private final Extent extent;
  private final Seed seed;
  private final List<Measured> figures = new ArrayList<>();
  private int streams;

  private PcmCharacterisation(PcmParameters p, Extent extent, Seed seed) {
    this.p = p;
    this.extent = extent;
    this.seed = seed;
  }

  /**
   * Measures a device.
   *
   * @param parameters its statistics
   * @param extent how much
   * @param seed of all draws
   * @return the page
   */
  public static Characterisation of(PcmParameters parameters, Extent extent, Seed seed) {
    return new PcmCharacterisation(parameters, extent, seed).run();
  }

  private Characterisation run() {
    List<Level> levels = new ArrayList<>();
    for (int n = 0; n < extent.levels(); n++) {
      levels.add(level(levelUS(n)));
    }
    figures.add(
        new Measured(
            "pulses per programmed device",
            levels.stream().mapToDouble(Level::pulsesPerCell).average().orElseThrow(),
            "pulses"));
    List<Chart> charts = new ArrayList<>();
    charts.add(
        chart(
            "Distribution of programmed levels",
            Chart.Form.HISTOGRAM,
            levels.stream().skip(1).map(Level::histogram).toList(), // a RESET has no spread to see
            "a",
            "d",
            "device-to-device cv"));
    charts.add(chart("Conductance against SET pulses", Chart.Form.CURVES, pulses(), "n", "a", "d"));
    charts.add(
        chart("Potentiation and depression of a pair", Chart.Form.CURVES, train(), "n", "refresh"));
    charts.add(chart("Drift of twelve devices", Chart.Form.CURVES, fan(), "nu", "cv of nu", "t0"));
    charts.add(
        chart("Exponents of drift, cumulative", Chart.Form.CURVES, exponents(), "nu", "cv of nu"));
    charts.add(chart("Read noise", Chart.Form.CURVES, readNoise(), "read noise"));
    charts.add(chart("Retention of levels", Chart.Form.CURVES, retention(), "nu", "cv of nu"));
    charts.add(Endurance.chart(p, p.wear()));
    return new Characterisation(p, levels, charts, figures);
  }

  private Chart chart(String title, Chart.Form form, List<Series> series, String... symbols) {
    return new Chart(title, form, series, Characterisation.source(p, symbols));
  }

  private RandomStream stream() {
    return seed.stream(Purpose.DEVICE, 0x50434dL, streams++);
  }

  private PcmArray devices(int n) {
    return new PcmArray(p, n, stream(), STEP_S, d -> {});
  }

  /** Devices written without error, so that only age tells them apart. */
  private PcmArray aging(int n) {
    EnumSet<NonIdeality> age = EnumSet.of(NonIdeality.DRIFT, NonIdeality.DRIFT_SPREAD);
    age.retainAll(p.active());
    return new PcmArray(p.withOnly(age), n, stream(), STEP_S, d -> {});
  }

  private double levelUS(int n) {
    return p.range().gMinUS() + p.range().widthUS() * n / (extent.levels() - 1);
  }

  /** RESET, then as many pulses as the mean law asks for; returns the pulses. */
  private Counts program(PcmArray array, double targetUS) {
    Counts counts = new Counts();
    for (int d = 0; d < array.devices(); d++) {
      array.reset(d, counts);
      if (p.has(NonIdeality.QUANTISATION)) {
        int pulses = array.pulsesFor(d, targetUS - array.programmedUS(d));
        for (int k = 0; k < pulses; k++) {
          array.set(d, counts);
        }
      } else {
        array.put(d, targetUS, counts);
      }
    }
    return counts;
  }

  private static double[] programmed(PcmArray array) {
    double[] g = new double[array.devices()];
    Arrays.setAll(g, array::programmedUS);
    return g;
  }

  private Level level(double target) {
    PcmArray array = devices(extent.cells());
    Counts counts = program(array, target);
    double[] g = programmed(array);
    double half = 0.5 * p.range().widthUS() / (extent.levels() - 1);
    double far = Arrays.stream(g).filter(v -> StrictMath.abs(v - target) > half).count();
    return new Level(
        target,
        Sample.mean(g),
        Sample.sd(g),
        (double) counts.get(CountKind.PROGRAMMING_PULSE) / g.length,
        far / g.length,
        Sample.histogram("level " + target + " uS", "G [uS]", g, 1.05 * p.range().gMaxUS()));
  }

  private List<Series> pulses() {
    PcmArray array = devices(extent.cells());
    double[] x = new double[PULSES + 1];
    double[] mean = new double[x.length];
    double[] sd = new double[x.length];
    double[] one = new double[x.length];
    Counts resets = new Counts();
    for (int d = 0; d < array.devices(); d++) {
      array.reset(d, resets);
    }
    Counts sets = new Counts();
    for (int n = 0; n <= PULSES; n++) {
      for (int d = 0; n > 0 && d < array.devices(); d++) {
        array.set(d, sets);
      }
      double[] g = programmed(array);
      x[n] = n;
      mean[n] = Sample.mean(g);
      sd[n] = Sample.sd(g);
      one[n] = g[0];
    }
    figures.add(new Measured("RESET energy", resets.writeEnergyJ() / array.devices(), "J"));
    figures.add(new Measured("SET energy", sets.writeEnergyJ() / (PULSES * array.devices()), "J"));
    List<Series> all =
        new ArrayList<>(
            Sample.band("conductance", "SET pulses since RESET", x, "G [uS]", mean, sd));
    all.add(new Series("one device", "SET pulses since RESET", x, "G [uS]", one));
    return all;
  }

  private List<Series> train() {
    PairTrain train = new PairTrain(StrictMath.min(200, extent.cells()), 20, 0.1f);
    return train.drive(new PcmSubstrate(p, 1, Time.ms(1)), stream(), figures);
  }

  private List<Series> fan() {
    PcmArray array = aging(FAN);
    double[] age = new double[AGES.length];
    double[][] g = new double[FAN][AGES.length];
    double middle = 0.5 * (p.range().gMinUS() + p.range().gMaxUS());
    Counts counts = new Counts();
    for (int d = 0; d < FAN; d++) {
      array.reset(d, counts);
      array.put(d, middle, counts);
    }
    long now = 0;
    for (int a = 0; a < AGES.length; a++) {
      array.pass(AGES[a] - now);
      now = AGES[a];
      age[a] = AGES[a] * STEP_S;
      for (int d = 0; d < FAN; d++) {
        g[d][a] = array.g(d);
      }
    }
    List<Series> fan = new ArrayList<>();
    for (int d = 0; d < FAN; d++) {
      fan.add(new Series("device " + (d + 1), "age [s]", age, "G [uS]", g[d]));
    }
    return fan;
  }

  /** The slope of log G on log t between two ages, on devices that were all RESET once. */
  private List<Series> exponents() {
    PcmArray array = aging(extent.cells());
    Counts counts = new Counts();
    double middle = 0.5 * (p.range().gMinUS() + p.range().gMaxUS());
    for (int d = 0; d < array.devices(); d++) {
      array.reset(d, counts);
      array.put(d, middle, counts);
    }
    double first = p.drift().firstReadS();
    array.pass(1000);
    double[] early = new double[array.devices()];
    Arrays.setAll(early, array::g);
    array.pass(99_000);
    double[] nu = new double[array.devices()];
    double decades = StrictMath.log((100 + first) / (1 + first));
    Arrays.setAll(nu, d -> StrictMath.log(early[d] / array.g(d)) / decades);
    figures.add(new Measured("exponent of drift, mean", Sample.mean(nu), ""));
    figures.add(new Measured("exponent of drift, sd", Sample.sd(nu), ""));
    return List.of(Sample.cumulative("exponents between 1 s and 100 s", "nu", nu));
  }

  private List<Series> readNoise() {
    int points = 10;
    double[] g = new double[points];
    double[] sd = new double[points];
    Wiring one = Wiring.where(1, 1, (i, j) -> true);
    double energy = 0;
    for (int n = 0; n < points; n++) {
      Counts counts = new Counts();
      PcmParameters still = p.has(NonIdeality.READ_NOISE) ? p.withOnly(NonIdeality.READ_NOISE) : p;
      PcmSynapses s =
          new PcmSubstrate(still, 1, Time.ms(1))
              .create(one, new float[] {(n + 1) / (float) points}, stream(), counts);
      double[] seen = new double[extent.cells()];
      float[] in = {1};
      for (int k = 0; k < seen.length; k++) {
        float[] out = new float[1];
        s.read(in, out);
        seen[k] = out[0];
      }
      g[n] = s.plusUS(0);
      sd[n] = Sample.sd(seen) * p.range().widthUS();
      energy += counts.readEnergyJ() / seen.length / points;
    }
    figures.add(new Measured("energy of reading one pair, mean", energy, "J"));
    return List.of(
        new Series("read noise of a pair", "Gp [uS]", g, "sd of the difference [uS]", sd));
  }

  private List<Series> retention() {
    double[] age = new double[AGES.length];
    double[] kept = new double[AGES.length];
    double half = 0.5 * p.range().widthUS() / (extent.levels() - 1);
    for (int n = 0; n < extent.levels(); n++) {
      double level = levelUS(n);
      PcmArray array = aging(extent.cells());
      Counts counts = new Counts();
      for (int d = 0; d < array.devices(); d++) {
        array.reset(d, counts);
        array.put(d, level, counts);
      }
      long now = 0;
      for (int a = 0; a < AGES.length; a++) {
        array.pass(AGES[a] - now);
        now = AGES[a];
        age[a] = AGES[a] * STEP_S;
        for (int d = 0; d < array.devices(); d++) {
          double off = array.g(d) - level;
          boolean nearest = (off <= half || n == extent.levels() - 1) && (off >= -half || n == 0);
          kept[a] += nearest ? 1.0 / (array.devices() * (double) extent.levels()) : 0;
        }
      }
    }
    return List.of(
        new Series("written without error, nearest", "age [s]", age, "share of cells", kept));
  }
}
