package io.hillock.app;

import io.hillock.app.report.HtmlReport;
import io.hillock.app.report.JsonResults;
import io.hillock.device.DeviceModel;
import io.hillock.device.NonIdeality;
import io.hillock.device.characterisation.Characterisation;
import io.hillock.device.characterisation.Chart;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.characterisation.Level;
import io.hillock.device.characterisation.Series;
import io.hillock.device.mtj.MtjCharacterisation;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.pcm.PcmCharacterisation;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.device.rram.RramCharacterisation;
import io.hillock.device.rram.RramParameters;
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
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code device KIND}: what a bench would measure on the model of one kind of device. */
@Command(
    description = "Characterise one kind of memory device: what a bench would measure on it.",
    sortOptions = false)
final class DevicePageCommand implements Callable<Integer> {
  private final Runner runner;
  private final String kind;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      description = "the device, a preset or a fitted one (default: the standard one of the kind)")
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
      description = "devices for each level and current (default: ${DEFAULT-VALUE})")
  private int cells;

  @Option(names = "--csv", paramLabel = "FILE", description = "all curves as CSV")
  private Path csv;

  @Mixin private PageOptions options;

  DevicePageCommand(Runner runner, String kind) {
    this.runner = runner;
    this.kind = kind;
  }

  private static Characterisation measure(DeviceModel device, Extent extent, Seed seed) {
    return switch (device) {
      case RramParameters rram -> RramCharacterisation.of(rram, extent, seed).page();
      case PcmParameters pcm -> PcmCharacterisation.of(pcm, extent, seed);
      case MtjModel mtj -> MtjCharacterisation.of(mtj, extent, seed);
      default -> throw new IllegalStateException("no bench for " + device.kind());
    };
  }

  @Override
  public Integer call() {
    if (csv != null) {
      CommonOptions.requireWritable("--csv", csv);
    }
    DeviceModel device = runner.devices().find(kind, preset == null ? kind : preset);
    Extent extent = new Extent(levels, cells);
    Seed seed = Seed.of(options.seed);
    long start = System.nanoTime();
    Characterisation measured = runner.work(options, progress -> measure(device, extent, seed));
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
      String title = "Device: " + kind.toUpperCase(Locale.ROOT) + ", " + device.name();
      runner.report(options, options.report, title, List.of(result));
    }
    return ExitCode.DONE;
  }

  private void print(PrintStream out, Characterisation m) {
    out.printf(
        Locale.ROOT, "device %s, preset %s, seed %d%n", kind, m.device().name(), options.seed);
    List<Table> tables =
        m.levels().isEmpty() ? List.of(figures(m)) : List.of(levels(m), figures(m));
    for (Table table : tables) {
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

  private Result result(Characterisation m) {
    Environment environment =
        new Environment(
            List.of(Seed.of(options.seed)), Scale.QUICK, Optional.empty(), Progress.SILENT);
    Result result =
        new Result("device " + kind + ", " + m.device().name(), environment, "simulated cells");
    m.charts().forEach(c -> result.plot(plot(c)));
    m.figures().forEach(f -> result.metric(f.name() + " [" + f.unit() + "]", f.value()));
    if (!m.levels().isEmpty()) {
      result.table(levels(m));
    }
    return result.table(sources(m)).table(switches(m)).table(parameters(m));
  }

  private static Plot plot(Chart chart) {
    return switch (chart.form()) {
      case HISTOGRAM -> histogram(chart);
      case CURVES -> curves(chart);
    };
  }

  /** The series hold the middles of equal bins; the picture wants their edges. */
  private static Plot histogram(Chart chart) {
    Series first = chart.series().getFirst();
    double[] middle = first.x();
    double width = middle[1] - middle[0];
    double[] edges = new double[middle.length + 1];
    for (int b = 0; b < middle.length; b++) {
      edges[b] = middle[b] - width / 2;
      edges[b + 1] = middle[b] + width / 2;
    }
    return new Plot.Histogram(
        chart.title(),
        Plot.Axis.of(first.xLabel()),
        Plot.Axis.of(first.yLabel()),
        edges,
        chart.series().stream().map(DevicePageCommand::rounded).toList(),
        chart.series().stream().map(Series::y).toArray(double[][]::new));
  }

  /** A name like "level 17.123456 uS" with its number as people write it. */
  private static String rounded(Series series) {
    StringBuilder name = new StringBuilder();
    for (String word : series.name().split(" ")) {
      boolean number = word.matches("[0-9]+[.][0-9]+(E-?[0-9]+)?");
      name.append(name.isEmpty() ? "" : " ")
          .append(number ? HtmlReport.figure(Double.parseDouble(word)) : word);
    }
    return name.toString();
  }

  private static Plot curves(Chart chart) {
    Series first = chart.series().getFirst();
    return new Plot.Curves(
        chart.title(),
        new Plot.Axis(first.xLabel(), decades(chart.series().stream().map(Series::x).toList())),
        new Plot.Axis(first.yLabel(), decades(chart.series().stream().map(Series::y).toList())),
        chart.series().stream()
            .map(s -> new Plot.Series(rounded(s), Plot.Style.LINE, s.x(), s.y()))
            .toList());
  }

  /** Ages, resistances and energies cover decades: where values do, the axis is logarithmic. */
  private static boolean decades(List<double[]> values) {
    DoubleSummaryStatistics all =
        values.stream().flatMapToDouble(Arrays::stream).summaryStatistics();
    return all.getMin() > 0 && all.getMax() / all.getMin() > 300;
  }

  private static Table levels(Characterisation m) {
    List<List<String>> rows = new ArrayList<>();
    for (Level l : m.levels()) {
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
        List.of("target [uS]", "mean [uS]", "sd [uS]", "pulses/cell", "not reached %"),
        rows);
  }

  private static Table figures(Characterisation m) {
    return new Table(
        "Figures",
        List.of("figure", "value", "unit"),
        m.figures().stream()
            .map(f -> List.of(f.name(), HtmlReport.figure(f.value()), f.unit()))
            .toList());
  }

  private static Table sources(Characterisation m) {
    return new Table(
        "What each curve rests on",
        List.of("curve", "numbers and where they come from"),
        m.charts().stream().map(c -> List.of(c.title(), c.source())).toList());
  }

  private static Table switches(Characterisation m) {
    List<List<String>> rows = new ArrayList<>();
    for (NonIdeality n : m.device().models()) {
      rows.add(List.of(n.label(), m.device().has(n) ? "on" : "off"));
    }
    return new Table("Non-idealities of this kind", List.of("switch", "in this preset"), rows);
  }

  private static Table parameters(Characterisation m) {
    return new Table(
        "Parameters and where they come from",
        List.of("parameter", "value", "unit", "evidence", "source"),
        m.device().figures().stream()
            .map(f ->
                List.of(
                    f.symbol(),
                    HtmlReport.figure(f.value()),
                    f.unit(),
                    f.evidence().toString(),
                    f.source()))
            .toList());
  }

  private static List<Series> all(Characterisation m) {
    return m.charts().stream().flatMap(c -> c.series().stream()).toList();
  }

  private static String csv(Characterisation m) {
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

  private ObjectNode json(Characterisation m) {
    ObjectNode root = JsonResults.empty();
    root.put("hillock", Version.text());
    root.put("device", kind);
    root.put("preset", m.device().name());
    root.put("seed", options.seed);
    ArrayNode levelNodes = root.putArray("levels");
    for (Level l : m.levels()) {
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
    ArrayNode chartNodes = root.putArray("charts");
    m.charts()
        .forEach(c -> chartNodes.addObject().put("title", c.title()).put("source", c.source()));
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
