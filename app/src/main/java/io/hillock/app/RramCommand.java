package io.hillock.app;

import io.hillock.app.report.HtmlReport;
import io.hillock.app.report.JsonResults;
import io.hillock.device.rram.RramCharacterisation;
import io.hillock.device.rram.RramPreset;
import io.hillock.device.rram.Series;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import io.hillock.state.WholeFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code device rram}: what a bench would measure on the model. */
@Command(
    name = "rram",
    description = "Characterise resistive memory cells and their differential pairs.",
    sortOptions = false)
final class RramCommand implements Callable<Integer> {
  private final Runner runner;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "hfo2-1t1r",
      description = "the device: ideal, hfo2-1t1r, hfox-wan2022 (default: ${DEFAULT-VALUE})")
  private String preset;

  @Option(
      names = "--levels",
      paramLabel = "N",
      defaultValue = "8",
      description = "levels to programme (default: ${DEFAULT-VALUE})")
  private int levels;

  @Option(
      names = "--cells",
      paramLabel = "N",
      defaultValue = "500",
      description = "cells for each level and current (default: ${DEFAULT-VALUE})")
  private int cells;

  @Option(names = "--csv", paramLabel = "FILE", description = "all curves as CSV")
  private Path csv;

  @Mixin private PageOptions options;

  RramCommand(Runner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    if (csv != null) {
      CommonOptions.requireWritable("--csv", csv);
    }
    RramPreset device = RramPreset.of(preset);
    RramCharacterisation.Extent extent = new RramCharacterisation.Extent(levels, cells);
    Seed seed = Seed.of(options.seed);
    long start = System.nanoTime();
    RramCharacterisation measured =
        runner.work(
            options, progress -> RramCharacterisation.of(device.parameters(), extent, seed));
    Result result = result(measured).seconds((System.nanoTime() - start) * 1e-9);
    if (!options.quiet) {
      print(runner.people(options), measured);
    }
    if (csv != null) {
      WholeFile.write(csv, csv(measured));
      runner.people(options).println("curves: " + csv);
    }
    runner.json(options, json(measured));
    if (options.report != null) {
      runner.report(options, options.report, "Device: RRAM, " + preset, List.of(result));
    }
    return ExitCode.DONE;
  }

  private void print(PrintStream out, RramCharacterisation m) {
    out.printf(Locale.ROOT, "device rram, preset %s, seed %d%n", preset, options.seed);
    for (Table table : List.of(levels(m), figures(m))) {
      out.println(table.title());
      printRow(out, table.header());
      table.rows().forEach(row -> printRow(out, row));
    }
  }

  private static void printRow(PrintStream out, List<String> cells) {
    StringBuilder line = new StringBuilder("  ");
    for (int c = 0; c < cells.size(); c++) {
      line.append(String.format(Locale.ROOT, c == 0 ? "%-36s" : " %15s", cells.get(c)));
    }
    out.println(line);
  }

  private Result result(RramCharacterisation m) {
    Environment environment =
        new Environment(
            List.of(Seed.of(options.seed)), Scale.QUICK, Optional.empty(), Progress.SILENT);
    Result result = new Result("device rram, " + preset, environment, "simulated cells");
    result.plot(distribution(m));
    result.plot(plot("Conductance after one SET against compliance current", m.programming()));
    result.plot(plot("Potentiation and depression of a pair", m.pulses()));
    result.plot(plot("Resistance after RESET, cumulative", List.of(m.highResistance())));
    result.plot(plot("Relaxation: broadening with age", m.relaxation()));
    result.plot(plot("Read noise", List.of(m.readNoise())));
    result.plot(plot("Retention of levels", List.of(m.retention())));
    m.figures().forEach(f -> result.metric(f.name() + " [" + f.unit() + "]", f.value()));
    return result.table(levels(m)).table(parameters(m));
  }

  private static List<Series> histograms(RramCharacterisation m) {
    return m.levels().stream().map(RramCharacterisation.Level::histogram).toList();
  }

  /** The series of a level hold the middles of equal bins; the picture wants their edges. */
  private static Plot distribution(RramCharacterisation m) {
    double[] middle = m.levels().getFirst().histogram().x();
    double width = middle[1] - middle[0];
    double[] edges = new double[middle.length + 1];
    for (int b = 0; b < middle.length; b++) {
      edges[b] = middle[b] - width / 2;
      edges[b + 1] = middle[b] + width / 2;
    }
    return new Plot.Histogram(
        "Distribution of programmed levels",
        Plot.Axis.of("G [uS]"),
        Plot.Axis.of("cells"),
        edges,
        m.levels().stream().map(l -> HtmlReport.figure(l.targetUS()) + " uS").toList(),
        m.levels().stream().map(l -> l.histogram().y()).toArray(double[][]::new));
  }

  private static Plot plot(String title, List<Series> series) {
    Series first = series.getFirst();
    return new Plot.Curves(
        title,
        axis(first.xLabel(), first.x()),
        axis(first.yLabel(), new double[] {0, 1}),
        series.stream()
            .map(s -> new Plot.Series(s.name(), Plot.Style.LINE, s.x(), s.y()))
            .toList());
  }

  /** Ages and resistances cover decades: where the points do, the axis is logarithmic. */
  private static Plot.Axis axis(String label, double[] x) {
    boolean decades = x.length > 2 && x[0] > 0 && x[x.length - 1] / x[0] > 300;
    return new Plot.Axis(label, decades);
  }

  private static Table levels(RramCharacterisation m) {
    List<List<String>> rows = new ArrayList<>();
    for (RramCharacterisation.Level l : m.levels()) {
      rows.add(
          List.of(
              HtmlReport.figure(l.targetUS()),
              HtmlReport.figure(l.meanUS()),
              HtmlReport.figure(l.sdUS()),
              HtmlReport.figure(l.pulsesPerCell()),
              HtmlReport.figure(100 * l.unverified())));
    }
    return new Table(
        "Levels",
        List.of("target [uS]", "mean [uS]", "sd [uS]", "pulses/cell", "not verified %"),
        rows);
  }

  private static Table figures(RramCharacterisation m) {
    return new Table(
        "Figures",
        List.of("figure", "value", "unit"),
        m.figures().stream()
            .map(f -> List.of(f.name(), HtmlReport.figure(f.value()), f.unit()))
            .toList());
  }

  private static Table parameters(RramCharacterisation m) {
    return new Table(
        "Parameters and where they come from",
        List.of("parameter", "value", "unit", "evidence", "source"),
        m.parameters().figures().stream()
            .map(f ->
                List.of(
                    f.symbol(),
                    HtmlReport.figure(f.value()),
                    f.unit(),
                    f.evidence().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                    f.source()))
            .toList());
  }

  private static List<Series> all(RramCharacterisation m) {
    List<Series> all = new ArrayList<>(histograms(m));
    all.addAll(m.programming());
    all.addAll(m.pulses());
    all.add(m.highResistance());
    all.addAll(m.relaxation());
    all.add(m.readNoise());
    all.add(m.retention());
    return all;
  }

  private static String csv(RramCharacterisation m) {
    StringBuilder text = new StringBuilder("series,x_label,x,y_label,y\n");
    for (Series s : all(m)) {
      double[] x = s.x();
      double[] y = s.y();
      for (int k = 0; k < x.length; k++) {
        text.append('"').append(s.name()).append("\",\"").append(s.xLabel()).append("\",");
        text.append(x[k]).append(",\"").append(s.yLabel()).append("\",").append(y[k]).append('\n');
      }
    }
    return text.toString();
  }

  private ObjectNode json(RramCharacterisation m) {
    ObjectNode root = JsonResults.empty();
    root.put("hillock", Version.text());
    root.put("device", "rram");
    root.put("preset", preset);
    root.put("seed", options.seed);
    ArrayNode levelNodes = root.putArray("levels");
    for (RramCharacterisation.Level l : m.levels()) {
      ObjectNode node = levelNodes.addObject();
      JsonResults.number(node, "targetUS", l.targetUS());
      JsonResults.number(node, "meanUS", l.meanUS());
      JsonResults.number(node, "sdUS", l.sdUS());
      JsonResults.number(node, "pulsesPerCell", l.pulsesPerCell());
      JsonResults.number(node, "unverified", l.unverified());
    }
    ArrayNode figureNodes = root.putArray("figures");
    m.figures()
        .forEach(f -> {
          ObjectNode node = figureNodes.addObject();
          node.put("name", f.name());
          JsonResults.number(node, "value", f.value());
          node.put("unit", f.unit());
        });
    ArrayNode seriesNodes = root.putArray("series");
    for (Series s : all(m)) {
      ObjectNode node = seriesNodes.addObject();
      node.put("name", s.name()).put("xLabel", s.xLabel()).put("yLabel", s.yLabel());
      ArrayNode x = node.putArray("x");
      ArrayNode y = node.putArray("y");
      for (int k = 0; k < s.x().length; k++) {
        x.add(s.x()[k]);
        y.add(s.y()[k]);
      }
    }
    return root;
  }
}
