package io.hillock.app;

import io.hillock.app.report.HtmlReport;
import io.hillock.app.report.JsonResults;
import io.hillock.data.DataLocation;
import io.hillock.fault.InputException;
import io.hillock.gallery.Result;
import io.hillock.network.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that every working command has, and what they lead to. */
final class CommonOptions {
  @Option(names = "--seed", description = "Seed of every random draw (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--data",
      description = "Where data sets lie (else HILLOCK_DATA, else ../shared/data).")
  private Path data;

  @Option(names = "--threads", description = "Most threads (default: all cores).")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--json", description = "Write the result as JSON; - for standard output.")
  private String json;

  @Option(names = "--report", description = "Write a self-contained page with plots.")
  private Path report;

  @Option(names = "--quiet", description = "No progress, no summary.")
  private boolean quiet;

  long seed() {
    return seed;
  }

  int threads() {
    if (threads < 1) {
      throw new InputException("command line", "--threads", threads, "it must be >= 1");
    }
    return threads;
  }

  boolean quiet() {
    return quiet;
  }

  boolean hasReport() {
    return report != null;
  }

  void reportTo(Path path) {
    report = path;
  }

  Path report() {
    return report;
  }

  /** Where data lie, if anywhere. */
  Optional<DataLocation> location() {
    Path root = Path.of(System.getProperty("hillock.root", "."));
    return DataLocation.find(Optional.ofNullable(data), System.getenv(), root);
  }

  /** Where people read: standard output, or standard error when JSON has standard output alone. */
  PrintStream people() {
    if (quiet) {
      return new PrintStream(java.io.OutputStream.nullOutputStream());
    }
    return "-".equals(json) ? System.err : System.out;
  }

  /** Writes JSON and report where they were asked for. */
  void publish(String title, List<Result> results, boolean asArray) {
    if (json != null) {
      String text =
          (asArray
                  ? JsonResults.array(results, Hillock.version())
                  : JsonResults.object(results.getFirst(), Hillock.version()))
              .toPrettyString();
      if (json.equals("-")) {
        System.out.println(text);
      } else {
        write(Path.of(json), text + "\n");
      }
    }
    if (report != null) {
      List<String> provenance =
          List.of(
              "hillock " + Hillock.version() + ", seed " + seed + ", JDK " + Runtime.version(),
              "kernels with "
                  + Session.vectorLanes()
                  + " float lanes on "
                  + Runtime.getRuntime().availableProcessors()
                  + " cores");
      write(report, HtmlReport.page(title, provenance, results));
      people().println("report: " + report.toAbsolutePath());
    }
  }

  private static void write(Path path, String text) {
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new InputException(
          path.toString(), "file", e.getMessage(), "it must be possible to write it", e);
    }
  }
}
