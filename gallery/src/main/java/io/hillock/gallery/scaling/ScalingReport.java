package io.hillock.gallery.scaling;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.gallery.plot.Plot.Note.Side;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.Technology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The page. */
final class ScalingReport {
  private static final double NANO = 1e-9;
  private static final double PICO = 1e-12;
  private static final String RAISED =
      "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079";
  private static final Technology NM45 = Technology.of(Technology.BuiltIn.DIGITAL_45NM);
  private static final Technology NM28 = Technology.of(Technology.BuiltIn.DIGITAL_28NM);

  private ScalingReport() {}

  static void fill(Result result, Grown grown) {
    result.plot(
        wires(
            grown,
            Wires.LENGTH,
            "1. Wire that the events of one inference run along: a cube has shorter wires, few"
                + " events have fewer",
            "summed length [synapse pitches]",
            Wires::derived));
    result.plot(
        wires(
            grown,
            Wires.DENSITY,
            "2. The same through its surface: only few events let a cube grow without melting",
            "summed length per cell of surface",
            Wires::derivedDensity));
    result.plot(reads(grown));
    result.plot(networks(grown));
    result.plot(BatchPlots.energy(grown));
    result.plot(BatchPlots.crossover(grown));
    result.table(guide());
    result.table(crossovers());
    result.table(energies(grown));
    result.table(batches(grown));
    result.table(prices());
    result.table(chips());
  }

  private static Plot wires(
      Grown grown, String row, String title, String label, ToDoubleFunction<Wires> derived) {
    List<Plot.Series> series = new ArrayList<>();
    List<Plot.Series> guides = new ArrayList<>();
    List<Plot.Note> notes = new ArrayList<>();
    for (Map.Entry<Wires, Figures> e : grown.wires().entrySet()) {
      double[] x = e.getValue().row(Wires.NEURONS);
      double[] y = e.getValue().row(row);
      double exponent = derived.applyAsDouble(e.getKey());
      int last = x.length - 1;
      double[] along =
          Arrays.stream(x).map(v -> y[last] * StrictMath.pow(v / x[last], exponent)).toArray();
      boolean above = e.getKey() == Wires.DENSE_2D || e.getKey() == Wires.SPARSE_2D;
      if (row.equals(Wires.DENSITY)) {
        above = e.getKey() == Wires.DENSE_3D || e.getKey() == Wires.SPARSE_3D;
      }
      int at = Math.max(0, above ? last - 1 : last - 3);
      notes.add(
          new Plot.Note(
              series.size(),
              x[at],
              y[at],
              above ? Side.LEFT : Side.RIGHT,
              power(Wires.law(e.getValue(), row).exponent())
                  + " (derived "
                  + fraction(exponent)
                  + ")"));
      guides.add(new Plot.Series("", Plot.Style.LINE, x, along));
      series.add(new Plot.Series(e.getKey().text(), Plot.Style.LINE_AND_POINTS, x, y));
    }
    return new Plot.Curves(
        title + " (points: added up; dashed: derived)",
        new Plot.Axis("neurons N", true),
        new Plot.Axis(label, true),
        series,
        new Plot.Marks(notes, List.of(), guides));
  }

  /** A power of N with its exponent raised. */
  static String power(double exponent) {
    StringBuilder raised = new StringBuilder("N");
    for (char c : String.format(Locale.ROOT, "%.2f", exponent).toCharArray()) {
      raised.append(
          switch (c) {
            case '.' -> '\u00b7';
            case '-' -> '\u207b';
            default -> RAISED.charAt(c - '0');
          });
    }
    return raised.toString();
  }

  /** Reads of weights in an inference, the cleanest of all counts. */
  private static Plot reads(Grown grown) {
    double[] x = grown.units();
    List<Plot.Series> series = new ArrayList<>();
    List<Plot.Note> notes = new ArrayList<>();
    int at = x.length - 2;
    double[] all = grown.bySize(Family.DENSE, GrownNetwork.CLOCKED, 0);
    series.add(new Plot.Series("dense device", Plot.Style.LINE_AND_POINTS, x, all));
    notes.add(
        new Plot.Note(0, x[at], all[at], Side.LEFT, power(PowerLaw.fitLast(3, x, all).exponent())));
    for (Family family : Family.values()) {
      double[] y = grown.bySize(family, GrownNetwork.INFERENCE, 0);
      notes.add(
          new Plot.Note(
              series.size(),
              x[at],
              y[at],
              Side.RIGHT,
              power(Claim.mean(grown.readExponents(family)))));
      series.add(new Plot.Series("events, " + family.text(), Plot.Style.LINE_AND_POINTS, x, y));
    }
    return new Plot.Curves(
        "3. Networks trained here on one task: weights read in an inference, against size",
        new Plot.Axis("units N", true),
        new Plot.Axis("reads of weights", true),
        series,
        new Plot.Marks(notes, List.of(), List.of()));
  }

  /** Thirds as they are written. */
  static String fraction(double exponent) {
    long thirds = Math.round(3 * exponent);
    return thirds % 3 == 0 ? Long.toString(thirds / 3) : thirds + "/3";
  }

  private static Plot networks(Grown grown) {
    double[] x = grown.units();
    List<Plot.Series> series = new ArrayList<>();
    List<Plot.Note> notes = new ArrayList<>();
    List<Plot.Band> bands = new ArrayList<>();
    curve(
        "dense device, DRAM",
        grown.clocked(Devices.Weights.DRAM, 1),
        x,
        Side.LEFT,
        series,
        notes,
        bands);
    curve(
        "dense device, weights on the chip",
        grown.clocked(Devices.Weights.SRAM, 1),
        x,
        Side.LEFT,
        series,
        notes,
        bands);
    for (Family family : Family.values()) {
      curve(
          "events, " + family.text(),
          grown.energy(family, NM45),
          x,
          Side.RIGHT,
          series,
          notes,
          bands);
    }
    // Bands of the devices that are compared; five of them would hide each other.
    List<Plot.Band> shown = List.of(bands.get(1), bands.getLast());
    return new Plot.Curves(
        "4. The same networks: energy of an inference against size, batch 1, 45 nm, with the band"
            + " of the prices for two of them",
        new Plot.Axis("units N", true),
        new Plot.Axis("nJ", true),
        series,
        new Plot.Marks(notes, shown, List.of()));
  }

  private static void curve(
      String name,
      EnergyEstimate[] energy,
      double[] x,
      Side side,
      List<Plot.Series> series,
      List<Plot.Note> notes,
      List<Plot.Band> bands) {
    double[] y = nano(energy, EnergyEstimate::value);
    int at = Math.max(0, x.length - 2 - (series.size() == 3 ? 2 : 0));
    notes.add(
        new Plot.Note(
            series.size(), x[at], y[at], side, power(PowerLaw.fitLast(3, x, y).exponent())));
    bands.add(
        new Plot.Band(
            series.size(),
            x,
            nano(energy, EnergyEstimate::low),
            nano(energy, EnergyEstimate::high)));
    series.add(new Plot.Series(name, Plot.Style.LINE_AND_POINTS, x, y));
  }

  static double[] nano(EnergyEstimate[] energy, ToDoubleFunction<EnergyEstimate> part) {
    return Arrays.stream(energy).mapToDouble(part).map(v -> v / NANO).toArray();
  }

  private static Table guide() {
    return new Table(
        "The argument in five steps",
        List.of("step", "what", "where"),
        List.of(
            List.of(
                "1",
                "N neurons that all speak to all have N^2 synapses. Laid out in a square its side"
                    + " grows as N, in a cube as N^(2/3); each event charges a wire of about that"
                    + " length: N^3 and N^(8/3). If only a fixed number of neurons is active, N/A"
                    + " times less.",
                "figure 1"),
            List.of(
                "2",
                "Heat leaves through the surface, N^2 in a square (its area) and N^(4/3) on a"
                    + " cube. At a given rate a dense cube heats up as N^(4/3), a sparse one as"
                    + " N^(1/3): stacking needs sparsity, and even then the rate must fall a"
                    + " little.",
                "figure 2"),
            List.of(
                "3",
                "Operations follow the same: networks trained on one task, once with all"
                    + " connections, once with few, once with few active units as well. Reads are"
                    + " counted in the run and priced; updates of units, about N, are what is left"
                    + " in the end.",
                "figures 3 and 4, table of energies"),
            List.of(
                "4",
                "A dense device fetches a weight once for a whole batch. Events come one by one"
                    + " and fetch each time, but only when there is an event.",
                "figure 5"),
            List.of(
                "5",
                "So there is a batch at which the dense device overtakes, and an activity below"
                    + " which it never does, E_mac over the price of an event.",
                "figure 6, tables of crossovers and batches")));
  }

  private static Table crossovers() {
    List<List<String>> rows = new ArrayList<>();
    for (ActivityCrossover c : ActivityCrossover.values()) {
      rows.add(
          List.of(
              c.text(),
              String.format(Locale.ROOT, "%.3f", c.found()),
              batch(Crossover.batch(c.prices(), 0.1)),
              batch(Crossover.batch(c.prices(), 0.5)),
              batch(Crossover.batch(c.prices(), 1)),
              batch(Crossover.batch(c.prices(), 2))));
    }
    return new Table(
        "Crossovers of one dense pass and s T events per synapse: s T below which events win at"
            + " batch 1, and the batch from which the dense pass wins",
        List.of("prices", "s T at batch 1", "s T = 0.1", "s T = 0.5", "s T = 1", "s T = 2"),
        rows);
  }

  static String batch(double batch) {
    return Double.isInfinite(batch)
        ? "never"
        : String.format(Locale.ROOT, batch < 10 ? "%.2f" : "%,.0f", batch);
  }

  private static Table energies(Grown grown) {
    List<List<String>> rows = new ArrayList<>();
    for (Family family : Family.values()) {
      for (int k = 0; k < grown.sizes().length; k++) {
        List<Figures> seeds = grown.networks().get(family).get(k);
        rows.add(
            List.of(
                family.text(),
                Integer.toString(grown.sizes()[k]),
                number("%.3f", grown.bySize(family, GrownNetwork.ACCURACY, 0)[k]),
                number("%,.0f", grown.bySize(family, GrownNetwork.INFERENCE, 3)[k]),
                number("%,.0f", grown.bySize(family, GrownNetwork.INFERENCE, 0)[k]),
                number("%,.0f", grown.bySize(family, GrownNetwork.CLOCKED, 0)[k]),
                band(grown.mean(seeds, NM45)),
                band(grown.mean(seeds, NM28)),
                band(Devices.dense(seeds.getFirst(), Devices.Weights.SRAM, 1))));
      }
    }
    return new Table(
        "Networks trained here, one inference of 18 steps, mean over seeds; energies in nJ (band)",
        List.of(
            "connections",
            "units",
            "accuracy",
            "events",
            "reads",
            "reads if dense",
            "digital-45nm",
            "digital-28nm",
            "dense device, on chip, batch 1"),
        rows);
  }

  private static Table batches(Grown grown) {
    List<List<String>> rows = new ArrayList<>();
    for (Family family : Family.values()) {
      Figures f = grown.largest(family).getFirst();
      EnergyEstimate events = grown.mean(grown.largest(family), NM45);
      List<String> row = new ArrayList<>();
      row.add(family.text());
      row.add(number("%.4f", Claim.mean(grown.activity(family))));
      for (Devices.Weights weights : Devices.Weights.values()) {
        row.add(
            batch(Devices.crossover(events.value(), f, weights))
                + " ("
                + batch(Devices.crossover(events.high(), f, weights))
                + " to "
                + batch(Devices.crossover(events.low(), f, weights))
                + ")");
      }
      rows.add(row);
    }
    return new Table(
        "Batch from which the dense device costs less, largest network (at the high and low end of"
            + " the prices of events, 45 nm)",
        List.of("network", "reads of those if dense", "weights in DRAM", "weights in SRAM"),
        rows);
  }

  private static Table prices() {
    List<List<String>> rows = new ArrayList<>();
    for (CitedPrice p : CitedPrice.values()) {
      rows.add(
          List.of(
              p.text(),
              trimmed(p.picojoule()),
              trimmed(p.low()) + " to " + trimmed(p.high()),
              p.source(),
              p.standing().text()));
    }
    for (CountKind kind :
        List.of(CountKind.SYNAPSE_READ, CountKind.MULTIPLY_ACCUMULATE, CountKind.NEURON_UPDATE)) {
      var price = NM45.prices().get(kind);
      rows.add(
          List.of(
              NM45.name() + ": " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
              trimmed(price.joules() / PICO),
              trimmed(price.low() / PICO) + " to " + trimmed(price.high() / PICO),
              price.source(),
              CitedPrice.Standing.SECOND_HAND.text()));
    }
    rows.add(
        List.of(
            "static power",
            "0",
            "-",
            "left out: set it to what the device draws while it waits",
            "omitted"));
    return new Table(
        "Prices [pJ], and how far each was checked",
        List.of("operation", "price", "band", "source", "standing"),
        rows);
  }

  private static Table chips() {
    return new Table(
        "What chips report for one synaptic operation [pJ]; definitions differ, so that rows"
            + " compare to a factor of three at best. "
            + ChipFigure.SOURCE,
        List.of("chip", "energy", "remark"),
        ChipFigure.ALL.stream()
            .map(c -> List.of(c.chip(), trimmed(c.picojoule()), c.remark()))
            .toList());
  }

  private static String band(EnergyEstimate e) {
    return String.format(
        Locale.ROOT, "%.3g (%.2g to %.3g)", e.value() / NANO, e.low() / NANO, e.high() / NANO);
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  private static String trimmed(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
  }
}
