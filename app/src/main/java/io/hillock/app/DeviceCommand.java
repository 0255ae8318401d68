package io.hillock.app;

import io.hillock.device.rram.Figure;
import io.hillock.device.rram.RramCharacterisation;
import io.hillock.device.rram.RramPreset;
import io.hillock.device.rram.Series;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Characterises a simulated device. */
@Command(
    name = "device",
    description = "Characterise a device: curves, distributions, energies.",
    mixinStandardHelpOptions = true,
    subcommands = DeviceCommand.Rram.class)
final class DeviceCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    System.out.println("devices: rram (hillock device rram --help)");
    return Hillock.DONE;
  }

  /** Resistive memory. */
  @Command(name = "rram", description = "Resistive memory cells.", mixinStandardHelpOptions = true)
  static final class Rram implements Callable<Integer> {
    @Mixin private CommonOptions common;

    @Option(
        names = "--preset",
        description = "ideal, hfo2-1t1r or hfox-wan2022 (default: ${DEFAULT-VALUE}).")
    private String preset = "hfo2-1t1r";

    @Option(names = "--levels", description = "Levels to program (default: ${DEFAULT-VALUE}).")
    private int levels = 11;

    @Option(names = "--cells", description = "Cells for each level (default: ${DEFAULT-VALUE}).")
    private int cells = 2000;

    @Override
    public Integer call() {
      long start = System.nanoTime();
      RramPreset which = RramPreset.of(preset);
      RramCharacterisation c =
          RramCharacterisation.of(
              which.parameters(),
              new RramCharacterisation.Extent(levels, cells),
              Seed.of(common.seed()));
      Environment environment =
          new Environment(
              List.of(Seed.of(common.seed())),
              Scale.QUICK,
              Optional.empty(),
              io.hillock.gallery.Progress.SILENT);
      Result result = new Result("device rram", environment, "simulated " + which.id());
      c.figures().forEach(f -> result.metric(f.name() + " [" + f.unit() + "]", f.value()));
      result.plot(levelPlot(c));
      addPlot(result, "Conductance against compliance current", c.programming());
      addPlot(result, "Conductance over pulses", c.pulses());
      addPlot(result, "High-resistance state", List.of(c.highResistance()));
      addPlot(result, "Relaxation after programming", c.relaxation());
      addPlot(result, "Read noise", List.of(c.readNoise()));
      addPlot(result, "Retention of levels", List.of(c.retention()));
      result.table(sources(which.parameters().figures()));
      result.seconds((System.nanoTime() - start) * 1e-9);
      print(common.people(), c, which);
      common.publish("Resistive memory: " + which.id(), List.of(result), false);
      return Hillock.DONE;
    }

    private static void print(PrintStream out, RramCharacterisation c, RramPreset which) {
      out.println(which.id() + ": " + which.parameters().origin().citation());
      out.printf(
          "%12s %12s %10s %12s %12s%n",
          "target [uS]", "mean [uS]", "sd [uS]", "pulses", "unverified");
      for (RramCharacterisation.Level l : c.levels()) {
        out.printf(
            Locale.ROOT,
            "%12.2f %12.2f %10.3f %12.2f %12.4f%n",
            l.targetUS(),
            l.meanUS(),
            l.sdUS(),
            l.pulsesPerCell(),
            l.unverified());
      }
      c.figures()
          .forEach(
              f -> out.printf(Locale.ROOT, "%-44s %12.5g %s%n", f.name(), f.value(), f.unit()));
    }

    private static Plot levelPlot(RramCharacterisation c) {
      List<Plot.Series> series = new ArrayList<>();
      for (RramCharacterisation.Level l : c.levels()) {
        String name = String.format(Locale.ROOT, "%.0f", l.targetUS());
        series.add(new Plot.Series(name, Plot.Style.STEPS, l.histogram().x(), l.histogram().y()));
      }
      Series first = c.levels().getFirst().histogram();
      return new Plot.Curves(
          "Distribution of programmed levels, by target [uS]",
          Plot.Axis.of(first.xLabel()),
          Plot.Axis.of(first.yLabel()),
          series);
    }

    private static void addPlot(Result result, String title, List<Series> all) {
      List<Plot.Series> series = new ArrayList<>();
      for (Series s : all) {
        series.add(new Plot.Series(s.name(), Plot.Style.LINE, s.x(), s.y()));
      }
      if (!all.isEmpty()) {
        double[] x = all.getFirst().x();
        boolean log = x.length > 2 && x[0] > 0 && x[x.length - 1] / x[0] > 1000;
        result.plot(
            new Plot.Curves(
                title,
                new Plot.Axis(all.getFirst().xLabel(), log),
                Plot.Axis.of(all.getFirst().yLabel()),
                series));
      }
    }

    private static Table sources(List<Figure> figures) {
      List<List<String>> rows = new ArrayList<>();
      for (Figure f : figures) {
        rows.add(
            List.of(
                f.symbol(),
                String.format(Locale.ROOT, "%.5g", f.value()),
                f.unit(),
                f.evidence().toString(),
                f.source()));
      }
      return new Table(
          "Parameters and their evidence",
          List.of("symbol", "value", "unit", "evidence", "source"),
          rows);
    }
  }
}
