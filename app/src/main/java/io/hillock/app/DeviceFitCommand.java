package io.hillock.app;

import io.hillock.app.report.HtmlReport;
import io.hillock.app.report.JsonResults;
import io.hillock.device.DeviceModel;
import io.hillock.device.fit.DeviceFit;
import io.hillock.device.fit.FittedDeviceFile;
import io.hillock.device.fit.FittedFigure;
import io.hillock.device.fit.Goodness;
import io.hillock.device.fit.Panel;
import io.hillock.device.fit.PulseFile;
import io.hillock.device.fit.PulseFormat;
import io.hillock.device.library.DeviceLibrary;
import io.hillock.fault.ParameterException;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
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
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code device fit}: a device from measured pulses. */
@Command(
    name = "fit",
    description = "Fit a device to a table of measured pulses, with intervals.",
    footer = "The columns of the table: docs/device-fit.md",
    sortOptions = false)
final class DeviceFitCommand implements Callable<Integer> {
  private final Runner runner;

  @Parameters(paramLabel = "PULSES.csv", description = "the table")
  private Path file;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "name of the fitted device (default: that of the file)")
  private String name;

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description = "rram, pcm or mtj (default: recognised by the header)")
  private PulseFormat kind;

  @Option(
      names = "--base",
      paramLabel = "PRESET",
      description = "gives what the table does not tell (default: the real preset of the kind)")
  private String base;

  @Option(names = "--no-save", description = "do not keep the device")
  private boolean forget;

  @Mixin private PageOptions options;

  DeviceFitCommand(Runner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    DeviceLibrary library = runner.devices();
    String device = name == null ? plain(file) : name;
    if (!library.isFree(device)) {
      throw new ParameterException(
          "command line",
          "--name",
          device,
          "it must be no preset's, of small letters, digits, dots, hyphens and underscores");
    }
    long start = System.nanoTime();
    DeviceFit fit = runner.work(options, progress -> fit(library, device, progress));
    double seconds = (System.nanoTime() - start) * 1e-9;
    PrintStream people = runner.people(options);
    if (!options.quiet) {
      print(people, fit);
    }
    Optional<Path> saved = Optional.empty();
    if (!forget) {
      Path folder = runner.state().folder(Runner.DEVICES);
      saved = Optional.of(FittedDeviceFile.write(folder, fit.device()));
      people.println("device " + device + ": " + saved.get());
    }
    runner.json(options, json(fit, saved));
    if (options.report != null) {
      runner.report(
          options, options.report, "Device fit: " + device, List.of(result(fit, seconds)));
    }
    return ExitCode.DONE;
  }

  private DeviceFit fit(DeviceLibrary library, String device, Progress progress) {
    PulseFile table = PulseFile.read(file, Optional.ofNullable(kind));
    if (!table.ignored().isEmpty()) {
      progress.say("columns not used: " + String.join(", ", table.ignored()));
    }
    String of = table.format().kind();
    DeviceModel preset = DeviceLibrary.builtIn().find(of, base == null ? of : base);
    progress.begin("fit of " + table.rows() + " rows", 1);
    DeviceFit fit = DeviceFit.of(table, device, preset);
    progress.advance(1);
    progress.end();
    return fit;
  }

  /** The name of a file without its ending, in the characters of a device name. */
  private static String plain(Path file) {
    String text = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    String stem = text.contains(".") ? text.substring(0, text.lastIndexOf('.')) : text;
    String plain = stem.replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[._-]+", "");
    return plain.isEmpty() ? "fitted" : plain.substring(0, Math.min(64, plain.length()));
  }

  private static void print(PrintStream out, DeviceFit fit) {
    out.printf(
        Locale.ROOT,
        "device fit: %s, %s, based on %s; %d rows of %s%n",
        fit.device().name(),
        fit.device().kind(),
        fit.device().base(),
        fit.device().data().rows(),
        fit.device().data().file());
    for (Table table : List.of(figures(fit), goodness(fit))) {
      if (!table.rows().isEmpty()) {
        out.println(table.title());
        printRow(out, table.header());
        table.rows().forEach(row -> printRow(out, row));
      }
    }
    fit.notes().forEach(note -> out.println("note: " + note));
  }

  private static void printRow(PrintStream out, List<String> cells) {
    StringBuilder line = new StringBuilder("  ");
    for (int c = 0; c < cells.size(); c++) {
      line.append(String.format(Locale.ROOT, c == 0 ? "%-36s" : " %12s", cells.get(c)));
    }
    out.println(line);
  }

  private static String end(double value) {
    return Double.isInfinite(value) ? "open" : HtmlReport.figure(value);
  }

  private static Table figures(DeviceFit fit) {
    List<List<String>> rows = new ArrayList<>();
    for (FittedFigure f : fit.device().figures()) {
      rows.add(
          List.of(
              f.symbol(),
              HtmlReport.figure(f.value()),
              end(f.low()),
              end(f.high()),
              f.unit(),
              f.how().toString()));
    }
    return new Table(
        "Figures with 95 % intervals",
        List.of("figure", "value", "low", "high", "unit", "how"), rows);
  }

  private static Table goodness(DeviceFit fit) {
    List<List<String>> rows = new ArrayList<>();
    for (Goodness g : fit.goodness()) {
      rows.add(List.of(g.what(), Integer.toString(g.count()), HtmlReport.figure(g.p())));
    }
    return new Table("Goodness of fit", List.of("part of the data", "values", "p"), rows);
  }

  private Result result(DeviceFit fit, double seconds) {
    Environment environment =
        new Environment(
            List.of(Seed.of(options.seed)), Scale.QUICK, Optional.empty(), Progress.SILENT);
    String source = fit.device().data().file() + ", " + fit.device().data().rows() + " rows";
    Result result =
        new Result("device fit, " + fit.device().name(), environment, source)
            .dataSha256(fit.device().data().sha256())
            .seconds(seconds);
    fit.panels().forEach(panel -> result.plot(plot(panel)));
    for (FittedFigure f : fit.device().figures()) {
      String unit = f.unit().isEmpty() ? "" : " [" + f.unit() + "]";
      result.metric(f.symbol() + unit, f.value());
    }
    result.table(figures(fit)).table(goodness(fit));
    result.table(new Table("Notes", List.of("note"), fit.notes().stream().map(List::of).toList()));
    List<List<String>> all = new ArrayList<>();
    fit.device()
        .model()
        .figures()
        .forEach(f ->
            all.add(
                List.of(
                    f.symbol(),
                    HtmlReport.figure(f.value()),
                    f.unit(),
                    f.evidence().toString(),
                    f.source())));
    return result.table(
        new Table(
            "All figures of the device, based on " + fit.device().base(),
            List.of("figure", "value", "unit", "evidence", "source"),
            all));
  }

  private static Plot plot(Panel panel) {
    return new Plot.Curves(
        panel.title(),
        new Plot.Axis(panel.xLabel(), panel.xLogarithmic()),
        new Plot.Axis(panel.yLabel(), panel.yLogarithmic()),
        panel.series().stream()
            .map(s ->
                new Plot.Series(
                    s.name(), s.data() ? Plot.Style.POINTS : Plot.Style.LINE, s.x(), s.y()))
            .toList());
  }

  private static ObjectNode json(DeviceFit fit, Optional<Path> saved) {
    ObjectNode root = JsonResults.empty();
    root.put("hillock", Version.text());
    root.put("device", fit.device().name());
    root.put("kind", fit.device().kind());
    root.put("base", fit.device().base());
    ObjectNode data = root.putObject("data");
    data.put("source", fit.device().data().file());
    data.put("sha256", fit.device().data().sha256());
    data.put("rows", fit.device().data().rows());
    ArrayNode figures = root.putArray("figures");
    for (FittedFigure f : fit.device().figures()) {
      ObjectNode node = figures.addObject();
      node.put("symbol", f.symbol());
      JsonResults.number(node, "value", f.value());
      node.put("unit", f.unit());
      JsonResults.number(node, "low", f.low());
      JsonResults.number(node, "high", f.high());
      node.put("how", f.how().toString());
    }
    ArrayNode tests = root.putArray("goodness");
    for (Goodness g : fit.goodness()) {
      ObjectNode node = tests.addObject();
      node.put("what", g.what());
      node.put("count", g.count());
      JsonResults.number(node, "p", g.p());
    }
    ArrayNode notes = root.putArray("notes");
    fit.notes().forEach(notes::add);
    root.put("saved", saved.map(Path::toString).orElse(null));
    return root;
  }
}
