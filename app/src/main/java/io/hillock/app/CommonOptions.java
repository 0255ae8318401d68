package io.hillock.app;

import io.hillock.data.DataLocation;
import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that all commands share. */
class CommonOptions {
  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of all randomness (default: ${DEFAULT-VALUE})")
  long seed;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where data sets lie (default: HILLOCK_DATA, else ../shared/data)")
  Path data;

  @Option(names = "--threads", paramLabel = "N", description = "threads (default: all cores)")
  Integer threads;

  @Option(
      names = "--json",
      paramLabel = "FILE|-",
      description = "result as JSON; - puts JSON alone on standard output")
  String json;

  @Option(names = "--quiet", description = "no progress and no tables for people")
  boolean quiet;

  @Option(names = "--debug", hidden = true, description = "stack traces on the screen")
  boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  boolean help;

  boolean jsonOnStdout() {
    return "-".equals(json);
  }

  int threads() {
    return threads == null ? Runtime.getRuntime().availableProcessors() : threads;
  }

  Optional<DataLocation> data(Console console) {
    return DataLocation.find(Optional.ofNullable(data), console.environment(), console.root());
  }

  /** The options that say where data and results lie, as they were given. */
  String places() {
    return (data == null ? "" : " --data " + data)
        + (threads == null ? "" : " --threads " + threads)
        + (json == null ? "" : " --json " + json);
  }

  /** Finds out before a long run what would fail after it. */
  void check() {
    if (threads != null && (threads < 1 || threads > 1024)) {
      throw new ParameterException(
          "command line", "--threads", threads, "it must lie between 1 and 1024");
    }
    if (json != null && !jsonOnStdout()) {
      requireWritable("--json", Path.of(json));
    }
  }

  static void requireWritable(String option, Path file) {
    Path folder = file.toAbsolutePath().getParent();
    boolean special = Files.exists(file) && !Files.isRegularFile(file); // such as a pipe
    boolean fits =
        special
            ? !Files.isDirectory(file) && Files.isWritable(file)
            : folder != null && Files.isDirectory(folder) && Files.isWritable(folder);
    if (!fits) {
      throw new InputException(
          option, "file", file, "it must be a file in an existing directory that may be written");
    }
  }
}
