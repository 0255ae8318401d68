package io.hillock.app;

import io.hillock.app.report.JsonResults;
import io.hillock.fault.ParameterException;
import io.hillock.fault.UserException;
import io.hillock.gallery.Catalogue;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StoppedException;
import io.hillock.random.Seed;
import io.hillock.state.WholeFile;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.node.ObjectNode;

/** {@code reproduce}: runs experiments and prints claims against papers. */
@Command(
    name = "reproduce",
    description = "Run experiments and hold their claims against the papers.",
    sortOptions = false)
final class ReproduceCommand implements Callable<Integer> {
  private static final int MOST_SEEDS = 1000;
  private final Runner runner;
  private final Catalogue catalogue;

  @Parameters(arity = "1..*", paramLabel = "ID", description = "experiments, see: hillock list")
  private List<String> ids;

  @Option(
      names = "--scale",
      paramLabel = "quick|paper",
      defaultValue = "quick",
      description = "how much of the protocol (default: ${DEFAULT-VALUE})")
  private Scale scale;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      defaultValue = "1",
      description = "number of seeds, counted from --seed (default: ${DEFAULT-VALUE})")
  private int seeds;

  @Option(
      names = "--fresh",
      description = "begin anew, even where an interrupted run has kept finished parts")
  private boolean fresh;

  @Mixin private PageOptions options;

  ReproduceCommand(Runner runner, Catalogue catalogue) {
    this.runner = runner;
    this.catalogue = catalogue;
  }

  @Override
  public Integer call() {
    if (seeds < 1 || seeds > MOST_SEEDS) {
      throw new ParameterException(
          "reproduce", "--seeds", seeds, "it must lie between 1 and " + MOST_SEEDS);
    }
    List<Experiment> wanted = ids.stream().map(catalogue::experiment).toList();
    List<Result> results = runner.work(options, progress -> run(wanted, progress));
    runner.json(options, JsonResults.array(results, Version.text()));
    if (options.report != null) {
      runner.report(options, options.report, "Reproduced: " + String.join(", ", ids), results);
    }
    if (results.size() < wanted.size()) {
      interrupted(wanted.subList(results.size(), wanted.size()));
      return ExitCode.INTERRUPTED;
    }
    return results.stream().allMatch(Result::holds) ? ExitCode.DONE : ExitCode.CLAIM_FAILS;
  }

  private List<Result> run(List<Experiment> wanted, Progress progress) {
    Environment environment =
        new Environment(
            LongStream.range(0, seeds).mapToObj(k -> Seed.of(options.seed + k)).toList(),
            scale,
            options.data(runner.console()).map(d -> d.directory()),
            progress);
    List<Result> results = new ArrayList<>();
    for (Experiment experiment : wanted) {
      if (progress.stopRequested()) {
        break;
      }
      long start = System.nanoTime();
      Result result;
      try {
        Environment keeping = environment.withParts(parts(experiment));
        announce(experiment, keeping);
        result = experiment.run(keeping);
      } catch (StoppedException stopped) {
        progress.end();
        runner.console().err().println("hillock: " + stopped.getMessage());
        break;
      }
      progress.end();
      result.seconds((System.nanoTime() - start) * 1e-9);
      results.add(result);
      remember(result);
      if (!options.quiet) {
        ClaimText.print(runner.people(options), result, false);
      }
    }
    return results;
  }

  /** Long runs say beforehand how long they will take: by a probe, else by the last run. */
  private void announce(Experiment experiment, Environment environment) {
    if (scale != Scale.PAPER) {
      return;
    }
    OptionalDouble seconds =
        experiment
            .expected(environment)
            .map(d -> OptionalDouble.of(d.toSeconds()))
            .orElseGet(() -> lastTime(experiment));
    String how =
        seconds.isPresent()
            ? "will take about " + ConsoleProgress.clock(seconds.getAsDouble()) + " on this machine"
            : "may take long; it was not run here before";
    environment.progress().say(experiment.id() + ": at this scale, " + seeds + " seed(s) " + how);
  }

  /** What the last run at this scale took, for as many seeds as now. */
  private OptionalDouble lastTime(Experiment experiment) {
    try {
      return runner
          .state()
          .read("runs", fileName(experiment.id(), scale))
          .map(JsonResults::parse)
          .map(run -> run.path("seconds").asDouble(0) * seeds / run.path("seeds").size())
          .filter(t -> t > 0 && Double.isFinite(t))
          .map(OptionalDouble::of)
          .orElse(OptionalDouble.empty());
    } catch (JacksonException damaged) {
      return OptionalDouble.empty();
    }
  }

  private Parts parts(Experiment experiment) {
    try {
      FileParts parts = new FileParts(runner.state().folder("parts").resolve(experiment.id()));
      if (fresh) {
        parts.clear();
      }
      return parts;
    } catch (UserException e) {
      runner.console().err().println("hillock: parts will not be kept: " + e.getMessage());
      return Parts.NONE;
    }
  }

  /** Keeps the result for {@code list}; a run is not worth less because that fails. */
  private void remember(Result result) {
    ObjectNode node = JsonResults.object(result, Version.text());
    node.put("finished", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    try {
      WholeFile.write(
          runner.state().folder("runs").resolve(fileName(result.id(), scale)),
          JsonResults.text(node));
    } catch (UserException e) {
      runner.console().err().println("hillock: the run is not remembered: " + e.getMessage());
    }
  }

  static String fileName(String id, Scale scale) {
    return id + "." + scale.name().toLowerCase(Locale.ROOT) + ".json";
  }

  private void interrupted(List<Experiment> left) {
    runner.console().err().println("hillock: what is finished is kept, see: hillock list");
    runner
        .console()
        .err()
        .printf(
            Locale.ROOT,
            "hillock: go on with: hillock reproduce %s --scale %s --seed %d --seeds %d%s%n",
            String.join(" ", left.stream().map(Experiment::id).toList()),
            scale.name().toLowerCase(Locale.ROOT),
            options.seed,
            seeds,
            options.places());
  }
}
