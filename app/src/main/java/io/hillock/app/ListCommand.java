package io.hillock.app;

import io.hillock.app.report.JsonResults;
import io.hillock.gallery.Catalogue;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Scale;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code list}: the catalogue with the status of the last run. */
@Command(name = "list", description = "The catalogue, with the status of the last run.")
final class ListCommand implements Callable<Integer> {
  private final Runner runner;
  private final Catalogue catalogue;
  @Mixin private CommonOptions options;

  ListCommand(Runner runner, Catalogue catalogue) {
    this.runner = runner;
    this.catalogue = catalogue;
  }

  @Override
  public Integer call() {
    options.check();
    ArrayNode all = JsonResults.empty().putArray("experiments");
    for (Experiment experiment : catalogue.experiments()) {
      ObjectNode node = all.addObject();
      node.put("experiment", experiment.id());
      node.put("title", experiment.title());
      node.put("paper", experiment.paper());
      ObjectNode runs = node.putObject("lastRun");
      runner.people(options).printf(Locale.ROOT, "%-20s %s%n", experiment.id(), experiment.title());
      boolean run = false;
      for (Scale scale : Scale.values()) {
        Optional<JsonNode> last = last(experiment.id(), scale);
        if (last.isPresent()) {
          run = true;
          runs.set(last.get().path("scale").asString(), last.get());
          runner.people(options).printf(Locale.ROOT, "%-20s %s%n", "", status(last.get()));
        }
      }
      if (!run) {
        runner.people(options).printf(Locale.ROOT, "%-20s %s%n", "", "not run yet");
      }
    }
    runner.json(options, all);
    return ExitCode.DONE;
  }

  private Optional<JsonNode> last(String id, Scale scale) {
    try {
      return runner
          .state()
          .read("runs", ReproduceCommand.fileName(id, scale))
          .map(JsonResults::parse);
    } catch (JacksonException e) {
      return Optional.empty(); // a damaged memory of a run is no run
    }
  }

  static String status(JsonNode run) {
    int holds = 0;
    for (JsonNode claim : run.path("claims")) {
      holds += claim.path("holds").asBoolean() ? 1 : 0;
    }
    int claims = run.path("claims").size();
    return String.format(
        Locale.ROOT,
        "%s: %s, %d of %d claims hold, %d seed(s), data %s, %s, version %s",
        run.path("scale").asString(),
        holds == claims ? "holds" : "FAILS",
        holds,
        claims,
        run.path("seeds").size(),
        run.path("data").path("source").asString(),
        run.path("finished").asString(),
        run.path("hillock").asString());
  }
}
