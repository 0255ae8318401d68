package io.hillock.gallery.crossbar;

import io.hillock.device.crossbar.CellArray;
import io.hillock.device.crossbar.IdleRows;
import io.hillock.device.crossbar.NodalAnalysis;
import io.hillock.device.crossbar.WeightPairs;
import io.hillock.device.crossbar.WirePreset;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StoppedException;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Multiplies by Ohm's law: 64 word lines, 32 differential pairs of bit lines, random weights of
 * both signs. Checks the product without wires, then measures what wires take away from it, by
 * number of active rows, with exact nodal analysis; and the fast approximation against that.
 */
public final class CrossbarMacExperiment implements Experiment {
  private static final int ROWS = 64;
  private static final int COLUMNS = 32;
  private static final int[] ACTIVE = {1, 2, 3, 4, 5, 6, 7, 8, 12, 16, 24, 32, 48, 64};
  private static final WireArm[] WIRES = WireArm.values();

  /** The experiment. */
  public CrossbarMacExperiment() {}

  @Override
  public String id() {
    return "crossbar-mac";
  }

  @Override
  public String title() {
    return "A crossbar multiplies by Ohm's law; what its bit lines lose grows with the active rows";
  }

  @Override
  public String paper() {
    return "M. Payvand, M. V. Nair, L. K. Muller, G. Indiveri 2019, Faraday Discuss. 213:487,"
        + " arXiv:1807.05128 (differential pairs); wires by nodal analysis";
  }

  @Override
  public Result run(Environment environment) {
    int reads = environment.scale() == Scale.PAPER ? 20 : 4;
    int seeds = environment.seeds().size();
    double[] product = new double[seeds];
    double[] fast = new double[seeds];
    WireLoss[][][] losses = new WireLoss[IdleRows.values().length][WIRES.length][seeds];
    long parts = (long) seeds * WIRES.length * IdleRows.values().length;
    environment.progress().begin(id(), parts);
    WeightPairs pairs = new WeightPairs(RramPreset.IDEAL.parameters().range(), 1);
    for (int s = 0; s < seeds; s++) {
      Seed seed = environment.seeds().get(s);
      double[] weights = new double[ROWS * COLUMNS];
      RandomStream stream = seed.stream(Purpose.WIRING);
      Arrays.setAll(weights, k -> stream.nextDouble(-1, 1));
      CellArray cells = pairs.cells(ROWS, COLUMNS, weights);
      product[s] = relativeError(pairs, cells, weights, seed.stream(Purpose.INPUT));
      for (IdleRows idle : IdleRows.values()) {
        for (int w = 0; w < WIRES.length; w++) {
          if (environment.progress().stopRequested()) {
            throw new StoppedException(id(), 0, parts); // seconds of work
          }
          WireLoss loss = WireLoss.measure(seed, pairs, cells, WIRES[w], idle, ACTIVE, reads);
          losses[idle.ordinal()][w][s] = loss;
          fast[s] = Math.max(fast[s], 100 * loss.worstFast());
          environment.progress().advance(1);
        }
      }
    }
    environment.progress().end();
    return result(environment, product, fast, losses);
  }

  /** Largest deviation from the matrix product in double, relative to the largest sum. */
  private static double relativeError(
      WeightPairs pairs, CellArray cells, double[] weights, RandomStream input) {
    NodalAnalysis reader = new NodalAnalysis(cells, WirePreset.IDEAL.wires(), IdleRows.CUT_OFF);
    double[] x = new double[ROWS];
    Arrays.setAll(x, i -> input.nextBoolean(0.5) ? 1 : 0);
    double[] volts = Arrays.stream(x).map(v -> v * WireLoss.V_READ).toArray();
    double[] currents = new double[2 * COLUMNS];
    double[] y = new double[COLUMNS];
    reader.read(volts, currents);
    pairs.sums(currents, WireLoss.V_READ, y);
    double off = 0;
    double largest = 0;
    for (int j = 0; j < COLUMNS; j++) {
      double sum = 0;
      for (int i = 0; i < ROWS; i++) {
        sum += x[i] * weights[i * COLUMNS + j];
      }
      off = Math.max(off, Math.abs(y[j] - sum));
      largest = Math.max(largest, Math.abs(sum));
    }
    return off / largest;
  }

  private Result result(
      Environment environment, double[] product, double[] fast, WireLoss[][][] losses) {
    Result result = new Result(id(), environment, "generated");
    double worstProduct = Arrays.stream(product).max().orElseThrow();
    double worstFast = Arrays.stream(fast).max().orElseThrow();
    result.metric("relativeError", worstProduct).metric("irDrop.approxErrorPercent", worstFast);
    result.claim(
        Claim.of(
            "largest error of any seed without wires, against the matrix product in double",
            new double[] {worstProduct},
            "relative",
            Claim.Relation.AT_MOST,
            1e-12,
            "rounding of 64 terms"));
    result.claim(
        Claim.of(
            "worst fast read of any seed, 1-8 active rows of 64 x 64, against nodal analysis",
            new double[] {worstFast},
            "% of the drop",
            Claim.Relation.AT_MOST,
            5,
            "bar of this project; small beside the spread of the cells"));
    for (WireArm wires : List.of(WireArm.METAL, WireArm.BIT_LINES)) {
      for (IdleRows idle : IdleRows.values()) {
        for (int active : new int[] {1, 8, 64}) {
          int a = Arrays.binarySearch(ACTIVE, active);
          double[] percent = percent(losses[idle.ordinal()][wires.ordinal()], a);
          result.metric(key(wires, idle, active), percent);
          result.claim(
              Claim.of(
                  "error of the product, "
                      + active
                      + " active, "
                      + wires.title()
                      + ", idle rows "
                      + words(idle),
                  percent,
                  "%",
                  Claim.Relation.REPORTED,
                  Double.NaN,
                  "nodal analysis; depends on wires and weights"));
        }
      }
    }
    for (IdleRows idle : IdleRows.values()) {
      result.plot(curves(idle, losses[idle.ordinal()]));
    }
    result.table(table(losses));
    PairsInParallel.report(result, environment);
    CellLaws.report(result);
    return result;
  }

  private static String key(WireArm wires, IdleRows idle, int active) {
    return (wires == WireArm.BIT_LINES ? "bitLineErrorPercent." : "productErrorPercent.")
        + (idle == IdleRows.CUT_OFF ? "cutOff." : "grounded.")
        + active;
  }

  private static String words(IdleRows idle) {
    return idle == IdleRows.CUT_OFF ? "cut off" : "grounded";
  }

  private static double[] percent(WireLoss[] seeds, int a) {
    return Arrays.stream(seeds).mapToDouble(l -> 100 * l.productError()[a]).toArray();
  }

  private static Plot curves(IdleRows idle, WireLoss[][] losses) {
    List<Plot.Series> series = new ArrayList<>();
    double[] x = Arrays.stream(ACTIVE).asDoubleStream().toArray();
    for (int w = 0; w < WIRES.length; w++) {
      double[] y = new double[ACTIVE.length];
      for (int a = 0; a < y.length; a++) {
        y[a] = Claim.mean(percent(losses[w], a));
      }
      series.add(new Plot.Series(WIRES[w].title(), Plot.Style.LINE, x, y));
    }
    return new Plot.Curves(
        "What wires do to the product, idle rows " + words(idle),
        new Plot.Axis("active rows of 64", true),
        new Plot.Axis("error of the product [%]", true),
        series);
  }

  private static Table table(WireLoss[][][] losses) {
    List<List<String>> rows = new ArrayList<>();
    for (IdleRows idle : IdleRows.values()) {
      for (int w = 0; w < WIRES.length; w++) {
        WireLoss[] seeds = losses[idle.ordinal()][w];
        List<String> row = new ArrayList<>();
        row.add(words(idle));
        row.add(WIRES[w].title());
        for (int active : new int[] {1, 3, 8, 64}) {
          double[] percent = percent(seeds, Arrays.binarySearch(ACTIVE, active));
          row.add(String.format(Locale.ROOT, "%.2f", Claim.mean(percent)));
        }
        double worst = Arrays.stream(seeds).mapToDouble(WireLoss::worstFast).max().orElseThrow();
        row.add(String.format(Locale.ROOT, "%.3f", 100 * worst));
        row.add("" + Arrays.stream(seeds).mapToInt(WireLoss::sweeps).max().orElseThrow());
        rows.add(row);
      }
    }
    return new Table(
        "Error of the product [%] by active rows, mean over seeds, and the fast read against the"
            + " exact",
        List.of(
            "idle rows",
            "wires",
            "1 active",
            "3 active",
            "8 active",
            "64 active",
            "worst fast read, 1-8 active [% of the drop]",
            "sweeps"),
        rows);
  }
}
