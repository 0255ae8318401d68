package io.hillock.app;

import io.hillock.app.report.JsonResults;
import io.hillock.device.DeviceModel;
import io.hillock.device.fit.PulseSample;
import io.hillock.random.Seed;
import io.hillock.state.WholeFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** {@code device sample}: the table of pulses that a bench would take from a known device. */
@Command(
    name = "sample",
    description = "Write the pulses that a known device would give, as device fit reads them.",
    sortOptions = false)
final class DeviceSampleCommand implements Callable<Integer> {
  private final Runner runner;

  @Parameters(paramLabel = "NAME", description = "a preset, a kind or a fitted device")
  private String name;

  @Option(names = "--out", paramLabel = "FILE.csv", required = true, description = "the table")
  private Path out;

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "devices (default: 50; 20 junctions)")
  private Integer devices;

  @Option(
      names = "--pulses",
      paramLabel = "N",
      description = "cycles of a cell (120), SET pulses of a train (20), pulses of a trial (1000)")
  private Integer pulses;

  @Option(
      names = "--reads",
      paramLabel = "N",
      description = "reads of each state (default: 1; 8 of phase-change devices)")
  private Integer reads;

  @Mixin private CommonOptions options;

  DeviceSampleCommand(Runner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    CommonOptions.requireWritable("--out", out);
    DeviceModel device = runner.devices().find(name);
    PulseSample.Extent usual = PulseSample.Extent.usual(device.kind());
    PulseSample.Extent extent =
        new PulseSample.Extent(
            devices == null ? usual.devices() : devices,
            pulses == null ? usual.pulses() : pulses,
            reads == null ? usual.reads() : reads);
    String csv =
        runner.work(
            options,
            progress -> {
              progress.begin("sample of " + extent.devices() + " devices", 1);
              String text = PulseSample.csv(device, extent, Seed.of(options.seed));
              progress.advance(1);
              progress.end();
              return text;
            });
    WholeFile.write(out, csv);
    long rows = csv.lines().count() - 2; // without comment and header
    if (!options.quiet) {
      runner.people(options).println("pulses of " + device.name() + ": " + rows + " rows, " + out);
    }
    ObjectNode root = JsonResults.empty();
    root.put("hillock", Version.text());
    root.put("device", device.name());
    root.put("kind", device.kind());
    root.put("seed", options.seed);
    root.put("rows", rows);
    root.put("file", out.toString());
    runner.json(options, root);
    return ExitCode.DONE;
  }
}
