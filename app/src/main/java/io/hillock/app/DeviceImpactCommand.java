package io.hillock.app;

import io.hillock.app.report.JsonResults;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.device.DeviceModel;
import io.hillock.fault.ParameterException;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.impact.DeviceImpact;
import io.hillock.gallery.impact.HeartbeatTask;
import io.hillock.gallery.impact.ImpactTask;
import io.hillock.gallery.multilevel.DigitsTask;
import io.hillock.random.Seed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code device impact}: which non-ideality of a device costs a task most. */
@Command(
    name = "impact",
    description = {
      "Switch on each non-ideality of a device alone, all of them, and all but one, and",
      "rank what they cost a task: the worst offender first."
    },
    sortOptions = false)
final class DeviceImpactCommand implements Callable<Integer> {
  /** What may be learned. */
  enum App {
    HEARTBEAT,
    DIGITS
  }

  private final Runner runner;

  @Option(
      names = "--app",
      paramLabel = "APP",
      defaultValue = "heartbeat",
      description = "the task: heartbeat or digits (default: ${DEFAULT-VALUE})")
  private App app;

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "rram",
      description = "the device: a kind, a preset or a fitted device (default: ${DEFAULT-VALUE})")
  private String device;

  @Option(
      names = "--record",
      arity = "1..*",
      paramLabel = "FILE",
      description = "annotated WFDB records, without extension, instead of generated persons")
  private List<Path> records = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "3",
      description = "how many seeds, from --seed on (default: ${DEFAULT-VALUE})")
  private int seeds;

  @Mixin private PageOptions options;

  DeviceImpactCommand(Runner runner) {
    this.runner = runner;
  }

  @Override
  public Integer call() {
    if (seeds < 1 || seeds > 1000) {
      throw new ParameterException(
          "device impact", "--seeds", seeds, "it must lie between 1 and 1000");
    }
    if (app == App.DIGITS && !records.isEmpty()) {
      throw new ParameterException(
          "device impact", "--record", records.getFirst(), "it is about --app heartbeat");
    }
    DeviceModel model = runner.devices().find(device);
    ImpactTask task = task();
    long start = System.nanoTime();
    Result result =
        runner.work(
            options,
            progress ->
                DeviceImpact.of(
                    model,
                    task,
                    new Environment(
                        LongStream.range(0, seeds)
                            .mapToObj(n -> Seed.of(options.seed + n))
                            .toList(),
                        Scale.QUICK,
                        Optional.empty(),
                        progress)));
    result.seconds((System.nanoTime() - start) * 1e-9);
    if (!options.quiet) {
      print(runner.people(options), model, task, result);
    }
    runner.json(options, JsonResults.object(result, Version.text()));
    if (options.report != null) {
      String title = "What each non-ideality of " + model.name() + " costs " + task.id();
      runner.report(options, options.report, title, List.of(result));
    }
    return result.holds() ? ExitCode.DONE : ExitCode.CLAIM_FAILS;
  }

  private ImpactTask task() {
    return switch (app) {
      case HEARTBEAT -> records.isEmpty() ? HeartbeatTask.generated() : heartbeat();
      case DIGITS -> new DigitsTask();
    };
  }

  private ImpactTask heartbeat() {
    List<AnnotatedRecording> read = records.stream().map(WfdbReader::readAnnotated).toList();
    List<String> names = read.stream().map(AnnotatedRecording::name).toList();
    return new HeartbeatTask(read, String.join(" ", names));
  }

  private void print(PrintStream out, DeviceModel model, ImpactTask task, Result result) {
    out.printf(
        Locale.ROOT,
        "device impact, %s %s on %s (%s), seeds %d to %d%n",
        model.kind(),
        model.name(),
        task.id(),
        task.data(),
        options.seed,
        options.seed + seeds - 1);
    Table ranking = result.tables().getFirst();
    out.println(ranking.title());
    row(out, ranking.header());
    ranking.rows().forEach(r -> row(out, r));
  }

  private static void row(PrintStream out, List<String> cells) {
    StringBuilder line = new StringBuilder("  ");
    for (int c = 0; c < cells.size(); c++) {
      line.append(String.format(Locale.ROOT, c == 0 ? "%-20s" : " %18s", cells.get(c)));
    }
    out.println(line);
  }
}
