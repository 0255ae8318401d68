package io.hillock.app;

import io.hillock.app.report.HtmlReport;
import io.hillock.app.report.JsonResults;
import io.hillock.fault.ParameterException;
import io.hillock.network.Snapshot;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code snapshot}: what a learning network knows, and what changed since. */
@Command(
    name = "snapshot",
    description = "Look into snapshots of learning networks.",
    synopsisSubcommandLabel = "COMMAND")
final class SnapshotCommand extends GroupCommand {
  SnapshotCommand(Console console) {
    super(console);
  }

  /** {@code snapshot show}. */
  @Command(name = "show", description = "What a snapshot holds.", sortOptions = false)
  static final class Show implements Callable<Integer> {
    private final Runner runner;

    @Parameters(paramLabel = "FILE", description = "the snapshot")
    private Path file;

    @Mixin private CommonOptions options;

    Show(Runner runner) {
      this.runner = runner;
    }

    @Override
    public Integer call() {
      options.check();
      Snapshot snapshot = Snapshot.read(file);
      ObjectNode root = JsonResults.empty();
      root.put("hillock", Version.text()).put("snapshot", file.toString());
      ObjectNode metadata = root.putObject("metadata");
      PrintStream out = runner.people(options);
      snapshot
          .metadata()
          .forEach((key, value) -> {
            metadata.put(key, value);
            out.printf(Locale.ROOT, "%-20s %s%n", key, value);
          });
      ArrayNode entries = root.putArray("entries");
      String row = "%-44s %-8s %-12s %5s %9s %12s %12s %12s%n";
      out.printf(
          Locale.ROOT, row, "entry", "type", "role", "bits", "length", "least", "mean", "greatest");
      for (Snapshot.Entry e : snapshot.entries()) {
        Range range = Range.of(e);
        ObjectNode node = entries.addObject();
        String type = e.type().name().toLowerCase(Locale.ROOT);
        String role = e.role().name().toLowerCase(Locale.ROOT);
        node.put("path", e.path()).put("type", type).put("role", role);
        node.put("bits", e.bits()).put("length", e.length());
        JsonResults.number(node, "least", range.least());
        JsonResults.number(node, "mean", range.mean());
        JsonResults.number(node, "greatest", range.greatest());
        out.printf(
            Locale.ROOT,
            row,
            e.path(),
            type,
            role,
            e.bits(),
            e.length(),
            HtmlReport.figure(range.least()),
            HtmlReport.figure(range.mean()),
            HtmlReport.figure(range.greatest()));
      }
      runner.json(options, root);
      return ExitCode.DONE;
    }
  }

  /** Least, mean and greatest value of an entry. */
  private record Range(double least, double mean, double greatest) {
    static Range of(Snapshot.Entry e) {
      double least = Double.NaN;
      double greatest = Double.NaN;
      double sum = 0;
      for (int k = 0; k < e.length(); k++) {
        double v = e.get(k);
        least = k == 0 ? v : Math.min(least, v);
        greatest = k == 0 ? v : Math.max(greatest, v);
        sum += v;
      }
      return new Range(least, sum / e.length(), greatest);
    }
  }

  /** {@code snapshot diff}. */
  @Command(name = "diff", description = "What differs between two snapshots.", sortOptions = false)
  static final class Diff implements Callable<Integer> {
    private final Runner runner;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "the earlier snapshot")
    private Path before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "the later snapshot")
    private Path after;

    @Mixin private CommonOptions options;

    Diff(Runner runner) {
      this.runner = runner;
    }

    @Override
    public Integer call() {
      options.check();
      ObjectNode root = JsonResults.empty();
      root.put("hillock", Version.text());
      root.put("before", before.toString()).put("after", after.toString());
      ArrayNode differences = root.putArray("differences");
      PrintStream out = runner.people(options);
      String row = "%-44s %10s %10s %14s %14s%n";
      out.printf(Locale.ROOT, row, "entry", "changed", "of", "greatest", "mean");
      for (Snapshot.Difference d : Snapshot.read(before).diff(Snapshot.read(after))) {
        ObjectNode node = differences.addObject();
        node.put("path", d.path()).put("changed", d.changed()).put("of", d.of());
        JsonResults.number(node, "greatest", d.greatest());
        JsonResults.number(node, "mean", d.mean());
        out.printf(
            Locale.ROOT,
            row,
            d.path(),
            d.changed(),
            d.of(),
            HtmlReport.figure(d.greatest()),
            HtmlReport.figure(d.mean()));
      }
      out.println(differences.isEmpty() ? "equal" : differences.size() + " entries differ");
      runner.json(options, root);
      return ExitCode.DONE;
    }
  }

  /** {@code snapshot fork}. */
  @Command(
      name = "fork",
      description = "Copy a snapshot under other metadata.",
      sortOptions = false)
  static final class Fork implements Callable<Integer> {
    private final Runner runner;

    @Parameters(index = "0", paramLabel = "FROM", description = "the snapshot")
    private Path from;

    @Parameters(index = "1", paramLabel = "TO", description = "the new file")
    private Path to;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "metadata to add or replace")
    private Map<String, String> changes = Map.of();

    @Mixin private CommonOptions options;

    Fork(Runner runner) {
      this.runner = runner;
    }

    @Override
    public Integer call() {
      options.check();
      if (java.nio.file.Files.exists(to)) {
        throw new ParameterException("snapshot fork", "TO", to, "it must not exist yet");
      }
      Snapshot fork = Snapshot.read(from).fork(Map.of("forkedFrom", from.getFileName().toString()));
      fork.fork(changes).write(to);
      ObjectNode root = JsonResults.empty();
      root.put("hillock", Version.text()).put("from", from.toString()).put("to", to.toString());
      runner.people(options).println("forked: " + to);
      runner.json(options, root);
      return ExitCode.DONE;
    }
  }
}
