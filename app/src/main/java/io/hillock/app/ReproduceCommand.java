package io.hillock.app;

import io.hillock.data.DataLocation;
import io.hillock.fault.InputException;
import io.hillock.gallery.Catalogue;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs experiments and holds their claims against the papers. */
@Command(
    name = "reproduce",
    description = "Run experiments and hold their claims against the papers.",
    mixinStandardHelpOptions = true)
final class ReproduceCommand implements Callable<Integer> {
  @Mixin private CommonOptions common;

  @Parameters(arity = "1..*", paramLabel = "ID", description = "Experiments, see: hillock list")
  private List<String> ids = List.of();

  @Option(names = "--scale", description = "quick or paper (default: ${DEFAULT-VALUE}).")
  private Scale scale = Scale.QUICK;

  @Option(
      names = "--seeds",
      description = "Number of seeds, from --seed on (default: ${DEFAULT-VALUE}).")
  private int seeds = 1;

  @Override
  public Integer call() {
    List<Experiment> experiments = new ArrayList<>();
    for (String id : ids) {
      experiments.add(
          Catalogue.find(id)
              .orElseThrow(() ->
                  new InputException(
                      "command line",
                      "experiment",
                      id,
                      "it must be one of "
                          + Catalogue.all().stream().map(Experiment::id).toList())));
    }
    if (seeds < 1) {
      throw new InputException("command line", "--seeds", seeds, "it must be >= 1");
    }
    List<Seed> all = LongStream.range(0, seeds).mapToObj(k -> Seed.of(common.seed() + k)).toList();
    Optional<Path> data = common.location().map(DataLocation::directory);
    TerminalProgress progress = new TerminalProgress(common.quiet());
    List<Result> results = new ArrayList<>();
    try {
      for (Experiment experiment : experiments) {
        long start = System.nanoTime();
        Result result = experiment.run(new Environment(all, scale, data, progress));
        result.seconds((System.nanoTime() - start) * 1e-9);
        results.add(result);
        print(common.people(), result);
        LastRuns.note(result);
      }
    } finally {
      progress.finish();
    }
    common.publish("Hillock: " + String.join(", ", ids), results, true);
    return results.stream().allMatch(Result::holds) ? Hillock.DONE : Hillock.CLAIM_FAILED;
  }

  private static void print(PrintStream out, Result result) {
    out.printf(
        Locale.ROOT,
        "%n%s (%s, seeds %s, data %s), %.1f s%n",
        result.id(),
        result.environment().scale().name().toLowerCase(Locale.ROOT),
        result.environment().seeds().stream().map(Seed::value).toList(),
        result.dataSource(),
        result.seconds());
    for (Claim c : result.claims()) {
      out.printf(
          Locale.ROOT,
          "  %-6s %-52s %9.4f +- %.4f %s, required %s %s%s%n",
          c.holds() ? "holds" : "FAILS",
          c.name(),
          c.measured(),
          c.spread(),
          c.unit(),
          c.relation().symbol(),
          c.required(),
          Double.isNaN(c.published()) ? "" : ", published " + c.published());
    }
    result
        .metrics()
        .forEach((name, value) -> out.printf(Locale.ROOT, "  %-32s %.6g%n", name, value));
  }
}
