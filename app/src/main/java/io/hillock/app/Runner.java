package io.hillock.app;

import io.hillock.app.report.HtmlReport;
import io.hillock.app.report.JsonResults;
import io.hillock.device.library.DeviceLibrary;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.network.Session;
import io.hillock.state.WholeFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What commands that compute something share: threads, progress, where results go. */
final class Runner {
  /** The folder of fitted devices. */
  static final String DEVICES = "devices";

  private final Console console;
  private final Interruption interruption;
  private final List<String> args;

  Runner(Console console, Interruption interruption, String... args) {
    this.console = console;
    this.interruption = interruption;
    this.args = List.of(args);
  }

  Console console() {
    return console;
  }

  Interruption interruption() {
    return interruption;
  }

  StateDirectory state() {
    return new StateDirectory(console);
  }

  /** All devices: the presets, and those that were fitted here. */
  DeviceLibrary devices() {
    return DeviceLibrary.withFitted(state().directory().resolve(DEVICES));
  }

  /** This command line again, without some options that take a value. */
  String again(String... without) {
    List<String> dropped = List.of(without);
    StringBuilder text = new StringBuilder("hillock");
    for (int k = 0; k < args.size(); k++) {
      String arg = args.get(k);
      if (dropped.contains(arg)) {
        k++;
      } else if (dropped.stream().noneMatch(option -> arg.startsWith(option + "="))) {
        text.append(' ').append(arg);
      }
    }
    return text.toString();
  }

  /** Where text for people goes: never between the JSON on standard output. */
  PrintStream people(CommonOptions options) {
    return options.jsonOnStdout() ? console.err() : console.out();
  }

  /**
   * Does the work in a pool of the wanted size. Parallel streams within it use that pool; they
   * gather in encounter order, so that the number of threads never changes a result.
   */
  <T> T work(CommonOptions options, Function<Progress, T> work) {
    options.check();
    interruption.workBegins();
    try (ForkJoinPool pool = new ForkJoinPool(options.threads());
        ConsoleProgress progress =
            new ConsoleProgress(console, people(options), interruption, options.quiet)) {
      return pool.submit(() -> work.apply(progress)).get();
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the main thread was interrupted", e);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    // A pool that passes an exception to another thread wraps it in a new one of its own type.
    Throwable inner = cause;
    while (inner.getCause() != null
        && inner.getClass() == inner.getCause().getClass()
        && inner.getCause().toString().equals(inner.getMessage())) {
      inner = inner.getCause();
    }
    if (inner instanceof Error error) {
      throw error;
    }
    return inner instanceof RuntimeException known ? known : new IllegalStateException(inner);
  }

  void json(CommonOptions options, JsonNode node) {
    if (options.jsonOnStdout()) {
      console.out().print(JsonResults.text(node));
      console.out().flush();
    } else if (options.json != null) {
      WholeFile.write(Path.of(options.json), JsonResults.text(node));
    }
  }

  void report(CommonOptions options, Path file, String title, List<Result> results) {
    WholeFile.write(file, HtmlReport.page(title, provenance(results), results));
    people(options).println("report: " + file.toAbsolutePath().normalize());
  }

  private List<String> provenance(List<Result> results) {
    String seeds =
        results.stream()
            .flatMap(result -> result.environment().seeds().stream())
            .map(seed -> Long.toString(seed.value()))
            .distinct()
            .collect(Collectors.joining(" "));
    return List.of(
        "hillock " + String.join(" ", args),
        "version " + Version.text() + ", seed " + seeds,
        "JDK "
            + Runtime.version()
            + ", "
            + Session.vectorLanes()
            + " vector lanes, "
            + Runtime.getRuntime().availableProcessors()
            + " cores",
        "made " + LocalDateTime.now().truncatedTo(ChronoUnit.MINUTES).toString().replace('T', ' '));
  }
}
