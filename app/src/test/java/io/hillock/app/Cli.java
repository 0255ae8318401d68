package io.hillock.app;

import io.hillock.gallery.Catalogue;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Result;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.Technology;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs the command line inside the test, with its own streams and home. */
final class Cli {
  private final Path home;
  private final List<Experiment> experiments = new ArrayList<>();
  private final Interruption interruption = Interruption.none();
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  Cli(Path home) {
    this.home = home;
  }

  Cli with(String id, Function<Environment, Result> run) {
    experiments.add(
        new Experiment() {
          @Override
          public String id() {
            return id;
          }

          @Override
          public String title() {
            return "title of " + id;
          }

          @Override
          public String paper() {
            return "paper of " + id;
          }

          @Override
          public Result run(Environment environment) {
            return run.apply(environment);
          }
        });
    return this;
  }

  Interruption interruption() {
    return interruption;
  }

  int run(String... args) {
    out.reset();
    err.reset();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            Map.of(StateDirectory.VARIABLE, home.toString()),
            home,
            home);
    return Hillock.run(console, interruption, new Catalogue(experiments), args);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** A result whose only claim is that a figure reaches 0.9. */
  static Result result(String id, Environment environment, double... measured) {
    Ledger ledger = new Ledger();
    Counts counts = ledger.of("all");
    counts.add(CountKind.SYNAPSE_READ, 1000);
    counts.add(CountKind.SPIKE, 10);
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_28NM);
    return new Result(id, environment, "generated")
        .claim(
            Claim.of(
                    "accuracy <of it>", measured, "fraction", Claim.Relation.AT_LEAST, 0.9, "paper")
                .published(0.964))
        .metric("accuracy", measured)
        .ledger(new LedgerSummary(ledger.total(), technology.price(ledger), 1000, 20));
  }
}
