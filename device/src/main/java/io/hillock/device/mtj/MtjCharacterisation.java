package io.hillock.device.mtj;

import io.hillock.device.NonIdeality;
import io.hillock.device.characterisation.Characterisation;
import io.hillock.device.characterisation.Chart;
import io.hillock.device.characterisation.Endurance;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.characterisation.Measured;
import io.hillock.device.characterisation.PairTrain;
import io.hillock.device.characterisation.Sample;
import io.hillock.device.characterisation.Series;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a device bench would measure on junctions. Switching probabilities come from the integrated
 * Fokker-Planck equation, what is stored, read and written from simulated junctions.
 */
public final class MtjCharacterisation {
  private static final double YEAR_S = 3.156e7;
  private static final double[] PULSES_NS = {1, 3, 10, 30, 100};
  private static final double[] PROBABILITIES = {0.1, 0.5, 0.9};

  private final MtjModel model;
  private final Extent extent;
  private final Seed seed;
  private final SwitchingTable table;
  private final List<Measured> figures = new ArrayList<>();
  private int streams;

  private MtjCharacterisation(MtjModel model, Extent extent, Seed seed) {
    this.model = model;
    this.extent = extent;
    this.seed = seed;
    table = SwitchingTable.of(model.junction());
  }

  /**
   * Measures junctions.
   *
   * @param model the junctions
   * @param extent how many of them; levels do not matter
   * @param seed of all draws
   * @return the page
   */
  public static Characterisation of(MtjModel model, Extent extent, Seed seed) {
    return new MtjCharacterisation(model, extent, seed).run();
  }

  private Characterisation run() {
    List<Chart> charts =
        List.of(
            chart("Switching probability against current", switching(), "Delta", "alpha", "mu0"),
            chart("Energy of a write against current", energy(), "R_P", "TMR", "eta"),
            chart("Resistance of both states, cumulative", resistance(), "R_P", "TMR", "c_R"),
            chart(
                "Potentiation and depression of a pair", train(), "K", "I_write", "stuck fraction"),
            chart("Read noise of a pair", readNoise(), "read noise"),
            chart("Retention", retention(), "Delta", "c_Delta"),
            Endurance.chart(model, model.wear()));
    return new Characterisation(model, List.of(), charts, figures);
  }

  private Chart chart(String title, List<Series> series, String... symbols) {
    return new Chart(title, Chart.Form.CURVES, series, Characterisation.source(model, symbols));
  }

  private RandomStream stream() {
    return seed.stream(Purpose.DEVICE, 0x4d544aL, streams++);
  }

  private double[] ratios() {
    double[] ratio = new double[61];
    for (int n = 0; n < ratio.length; n++) {
      ratio[n] =
          table.leastRatio()
              + (table.greatestRatio() - table.leastRatio()) * n / (ratio.length - 1);
    }
    return ratio;
  }

  private List<Series> switching() {
    List<Series> list = new ArrayList<>();
    double[] ratio = ratios();
    for (double ns : PULSES_NS) {
      double[] p = Arrays.stream(ratio).map(i -> table.probability(i, ns)).toArray();
      String name = String.format(Locale.ROOT, "%.0f ns", ns);
      list.add(new Series(name, "I / I_c0", ratio, "P of switching", p));
    }
    return list;
  }

  /** The pulse at each current is as long as the probability asks for. */
  private List<Series> energy() {
    List<Series> list = new ArrayList<>();
    double[] ratio = ratios();
    for (double p : PROBABILITIES) {
      WriteEnergy write = new WriteEnergy(table, Direction.TO_PARALLEL);
      double[][] found =
          Arrays.stream(ratio)
              .mapToObj(i -> write.at(i, p))
              .flatMap(Optional::stream)
              .map(w -> new double[] {w.ratio(), w.energyFJ()})
              .toArray(double[][]::new);
      if (found.length > 1) {
        double[] x = Arrays.stream(found).mapToDouble(f -> f[0]).toArray();
        double[] y = Arrays.stream(found).mapToDouble(f -> f[1]).toArray();
        list.add(new Series("P = " + p, "I / I_c0", x, "energy [fJ]", y));
      }
      write
          .cheapest(p)
          .ifPresent(w -> {
            figures.add(new Measured("cheapest write at P = " + p, w.energyFJ() * 1e-15, "J"));
            figures.add(new Measured("its current at P = " + p, w.ratio(), "I_c0"));
          });
    }
    return list;
  }

  private List<Series> resistance() {
    JunctionTraits traits = new JunctionTraits(model, extent.cells(), stream());
    double[] on = new double[extent.cells()];
    double[] off = new double[extent.cells()];
    for (int k = 0; k < on.length; k++) {
      on[k] = traits.resistanceKOhm(k, true);
      off[k] = traits.resistanceKOhm(k, false);
    }
    return List.of(
        Sample.cumulative("parallel, ON", "R [kOhm]", on),
        Sample.cumulative("antiparallel, OFF", "R [kOhm]", off));
  }

  private List<Series> train() {
    PairTrain train = new PairTrain(StrictMath.min(200, extent.cells()), 20, 0.05f);
    return train.drive(model.substrate(1, Time.ms(1)), stream(), figures);
  }

  private List<Series> readNoise() {
    int points = 9;
    double[] weight = new double[points];
    double[] sd = new double[points];
    Wiring one = Wiring.where(1, 1, (i, j) -> true);
    MtjModel still =
        model.has(NonIdeality.READ_NOISE) ? model.withOnly(NonIdeality.READ_NOISE) : model;
    MtjSubstrate substrate = still.substrate(1, Time.ms(1));
    double energy = 0;
    for (int n = 0; n < points; n++) {
      weight[n] = 2.0 * n / (points - 1) - 1;
      Counts counts = new Counts();
      MtjSynapses s = substrate.create(one, new float[] {(float) weight[n]}, stream(), counts);
      double[] seen = new double[extent.cells()];
      float[] in = {1};
      for (int k = 0; k < seen.length; k++) {
        float[] out = new float[1];
        s.read(in, out);
        seen[k] = out[0];
      }
      sd[n] = Sample.sd(seen);
      energy += counts.readEnergyJ() / seen.length / points;
    }
    figures.add(new Measured("energy of reading one pair, mean", energy, "J"));
    return List.of(new Series("sd of a read", "w / w_max", weight, "sd [w_max]", sd));
  }

  /** Thermal reversal without current, each junction with its own barrier. */
  private List<Series> retention() {
    JunctionTraits traits = new JunctionTraits(model, extent.cells(), stream());
    double[] dwellS = new double[extent.cells()];
    for (int k = 0; k < dwellS.length; k++) {
      SwitchingLaw law = new SwitchingLaw(model.junction().withDelta(traits.delta(k)));
      dwellS[k] = 1e-9 * law.dwellTimeNs(0);
    }
    double[] age = new double[14];
    double[] kept = new double[age.length];
    for (int a = 0; a < age.length; a++) {
      age[a] = StrictMath.pow(10, a - 2);
      for (double tau : dwellS) {
        kept[a] += StrictMath.exp(-age[a] / tau) / dwellS.length;
      }
    }
    Arrays.sort(dwellS);
    figures.add(new Measured("median dwell time", dwellS[dwellS.length / 2] / YEAR_S, "years"));
    figures.add(
        new Measured(
            "dwell time of the weakest percent", dwellS[dwellS.length / 100] / YEAR_S, "years"));
    return List.of(new Series("junctions in their state", "age [s]", age, "share of cells", kept));
  }
}
