package io.hillock.app;

import io.hillock.gallery.Catalogue;
import io.hillock.gallery.Experiment;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the catalogue. */
@Command(
    name = "list",
    description = "The catalogue of experiments, with the status of the last run.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    Properties runs = LastRuns.read();
    for (Experiment e : Catalogue.all()) {
      System.out.printf("%-18s %s%n", e.id(), e.title());
      System.out.printf("%-18s %s%n", "", e.paper());
      System.out.printf("%-18s last run: %s%n", "", runs.getProperty(e.id(), "never"));
    }
    return Hillock.DONE;
  }
}
