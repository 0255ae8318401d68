package io.hillock.app;

import io.hillock.fault.InputException;
import io.hillock.network.Snapshot;
import io.hillock.state.StateRole;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looks into saved states. */
@Command(
    name = "snapshot",
    description = "What a saved network knows, what changed since, and forks of it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SnapshotCommand.Show.class,
      SnapshotCommand.Diff.class,
      SnapshotCommand.Fork.class
    })
final class SnapshotCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new InputException("command line", "snapshot", "nothing", "say show, diff or fork");
  }

  /** Lists metadata and entries. */
  @Command(name = "show", description = "Metadata and entries.", mixinStandardHelpOptions = true)
  static final class Show implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A snapshot.")
    private Path file;

    @Override
    public Integer call() {
      Snapshot snapshot = Snapshot.read(file);
      snapshot.metadata().forEach((key, value) -> System.out.println(key + " = " + value));
      long[] bits = new long[StateRole.values().length];
      for (Snapshot.Entry e : snapshot.entries()) {
        bits[e.role().ordinal()] += (long) e.bits() * e.length();
        System.out.printf(
            Locale.ROOT,
            "%-60s %7d x %2d bit  %s%n",
            e.path(),
            e.length(),
            e.bits(),
            e.role().name().toLowerCase(Locale.ROOT));
      }
      for (StateRole role : StateRole.values()) {
        System.out.printf(
            Locale.ROOT,
            "%s: %d bit%n",
            role.name().toLowerCase(Locale.ROOT),
            bits[role.ordinal()]);
      }
      return Hillock.DONE;
    }
  }

  /** Compares two snapshots. */
  @Command(
      name = "diff",
      description = "What differs between two snapshots.",
      mixinStandardHelpOptions = true)
  static final class Diff implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A snapshot.")
    private Path first;

    @Parameters(paramLabel = "FILE", description = "Another one.")
    private Path second;

    @Override
    public Integer call() {
      var differences = Snapshot.read(first).diff(Snapshot.read(second));
      for (Snapshot.Difference d : differences) {
        System.out.printf(
            Locale.ROOT,
            "%-60s %6d of %6d differ, greatest %.4g, mean %.4g%n",
            d.path(),
            d.changed(),
            d.of(),
            d.greatest(),
            d.mean());
      }
      System.out.println(differences.isEmpty() ? "equal" : differences.size() + " entries differ");
      return Hillock.DONE;
    }
  }

  /** Copies a snapshot under another name. */
  @Command(
      name = "fork",
      description = "A copy that says where it came from.",
      mixinStandardHelpOptions = true)
  static final class Fork implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "A snapshot.")
    private Path from;

    @Parameters(paramLabel = "NEW", description = "The fork.")
    private Path to;

    @Option(names = "--note", description = "What the fork is for.")
    private String note = "";

    @Override
    public Integer call() {
      Map<String, String> changes = new HashMap<>();
      changes.put("forkedFrom", from.getFileName().toString());
      if (!note.isEmpty()) {
        changes.put("note", note);
      }
      Snapshot.read(from).fork(changes).write(to);
      return Hillock.DONE;
    }
  }
}
