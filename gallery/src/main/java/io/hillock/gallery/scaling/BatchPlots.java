package io.hillock.gallery.scaling;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.plot.Plot;
import io.hillock.gallery.plot.Plot.Note.Side;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.Technology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Dense devices and batches. */
final class BatchPlots {
  private static final double NANO = 1e-9;
  private static final int POINTS = 61;
  private static final double GREATEST = 1e5;
  private static final Technology NM45 = Technology.of(Technology.BuiltIn.DIGITAL_45NM);

  private BatchPlots() {}

  private static double[] batches() {
    return IntStream.range(0, POINTS)
        .mapToDouble(k -> StrictMath.pow(GREATEST, k / (POINTS - 1.0)))
        .toArray();
  }

  /** Energy of an inference of the largest networks against the batch. */
  static Plot energy(Grown grown) {
    double[] x = batches();
    Figures dense = grown.largest(Family.DENSE).getFirst();
    List<Plot.Series> series = new ArrayList<>();
    List<Plot.Band> bands = new ArrayList<>();
    List<Plot.Note> notes = new ArrayList<>();
    for (Devices.Weights weights : Devices.Weights.values()) {
      EnergyEstimate[] energy =
          Arrays.stream(x)
              .mapToObj(b -> Devices.dense(dense, weights, b))
              .toArray(EnergyEstimate[]::new);
      if (weights == Devices.Weights.DRAM) {
        bands.add(
            new Plot.Band(
                series.size(),
                x,
                ScalingReport.nano(energy, EnergyEstimate::low),
                ScalingReport.nano(energy, EnergyEstimate::high)));
      }
      series.add(
          new Plot.Series(
              "dense device, " + weights,
              Plot.Style.LINE,
              x,
              ScalingReport.nano(energy, EnergyEstimate::value)));
    }
    boolean said = false;
    for (Family family : Family.values()) {
      Figures f = grown.largest(family).getFirst();
      double joules = grown.mean(grown.largest(family), NM45).value();
      double y = joules / NANO;
      double at = Devices.crossover(joules, f, Devices.Weights.DRAM);
      if (at > 1 && at < GREATEST) {
        notes.add(
            new Plot.Note(
                series.size(),
                at,
                y,
                Side.RING,
                String.format(Locale.ROOT, "batch %s", ScalingReport.batch(at))));
      } else if (!said) {
        // Below the upper curve there is room, above the lower ones.
        notes.add(
            family == Family.DENSE
                ? new Plot.Note(series.size(), 1.2, y, Side.RIGHT, "events win at every batch")
                : new Plot.Note(
                    series.size(), 100, y, Side.LEFT, "few connections win at every batch"));
        said = true;
      }
      series.add(
          new Plot.Series(
              "events, " + family.text(),
              Plot.Style.LINE,
              new double[] {1, GREATEST},
              new double[] {y, y}));
    }
    return new Plot.Curves(
        "5. Energy of an inference against the batch, "
            + grown.sizes()[grown.sizes().length - 1]
            + " units: fetches are shared, events are not",
        new Plot.Axis("inferences in a batch", true),
        new Plot.Axis("nJ per inference", true),
        series,
        new Plot.Marks(notes, bands, List.of()));
  }

  private static Plot.Series own(Family family, Plot.Style style, double[] x, double[] y) {
    return new Plot.Series("trained here, " + family.text(), style, x, y);
  }

  /** The batch at which a dense device overtakes, against events per synapse and step. */
  static Plot crossover(Grown grown) {
    double least = Devices.perSynapse(Devices.Weights.DRAM, 1e12).value();
    double edge = least / Devices.event().value();
    double[] x =
        IntStream.range(1, 200)
            .mapToDouble(k -> edge * StrictMath.pow(40, k / 199.0))
            .filter(a -> a <= 2)
            .toArray();
    List<Plot.Series> series = new ArrayList<>();
    List<Plot.Note> notes = new ArrayList<>();
    for (Devices.Weights weights : Devices.Weights.values()) {
      double[] y =
          Arrays.stream(x)
              .map(a -> Devices.crossover(a, Devices.event().value(), weights))
              .toArray();
      series.add(new Plot.Series("overtakes with " + weights, Plot.Style.LINE, x, y));
    }
    double top = Arrays.stream(series.getFirst().y()).max().orElseThrow();
    for (Family family : Family.values()) {
      double a = Claim.mean(grown.activity(family));
      String text = String.format(Locale.ROOT, "%.2g", a);
      if (a > edge) {
        double y = Devices.crossover(a, Devices.event().value(), Devices.Weights.DRAM);
        notes.add(new Plot.Note(series.size(), a, y, Side.RING, text));
        series.add(own(family, Plot.Style.POINTS, new double[] {a}, new double[] {y}));
      } else {
        notes.add(new Plot.Note(series.size(), a, StrictMath.pow(top, 0.8), Side.RIGHT, text));
        series.add(own(family, Plot.Style.LINE, new double[] {a, a}, new double[] {1, top}));
      }
    }
    List<Plot.Series> guides =
        List.of(
            new Plot.Series("", Plot.Style.LINE, new double[] {edge, edge}, new double[] {1, top}));
    notes.add(
        new Plot.Note(
            0,
            edge,
            StrictMath.pow(top, 0.12),
            Side.LEFT,
            String.format(Locale.ROOT, "left of %.2f events win at every batch", edge)));
    return new Plot.Curves(
        "6. Batch from which a dense device costs less, against events per synapse and step"
            + " (synapses alone, 45 nm)",
        new Plot.Axis("events per synapse and step", true),
        new Plot.Axis("batch", true),
        series,
        new Plot.Marks(notes, List.of(band(x)), guides));
  }

  /** The band of the price of DRAM, whose upper end is unverified. */
  private static Plot.Band band(double[] x) {
    EnergyEstimate fetch = Devices.fetch(Devices.Weights.DRAM);
    double arithmetic = Devices.perSynapse(Devices.Weights.DRAM, 1e12).value();
    double[][] ends = new double[2][x.length];
    for (int k = 0; k < x.length; k++) {
      double left = x[k] * Devices.event().value() - arithmetic;
      ends[0][k] = Math.max(1, fetch.low() / left);
      ends[1][k] = Math.max(1, fetch.high() / left);
    }
    return new Plot.Band(0, x, ends[0], ends[1]);
  }
}
