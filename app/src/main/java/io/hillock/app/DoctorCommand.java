package io.hillock.app;

import io.hillock.app.report.JsonResults;
import io.hillock.data.DataLocation;
import io.hillock.network.Session;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ObjectNode;

/** {@code doctor}: what this machine offers. */
@Command(name = "doctor", description = "What this machine offers to the program.")
final class DoctorCommand implements Callable<Integer> {
  private static final double GIB = 1024.0 * 1024 * 1024;
  private final Runner runner;
  @Mixin private CommonOptions options;

  DoctorCommand(Runner runner) {
    this.runner = runner;
  }

  /** One thing that was looked at. */
  private record Finding(String name, String value) {}

  @Override
  public Integer call() {
    options.check();
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding("hillock", Version.text()));
    findings.add(
        new Finding(
            "JDK",
            Runtime.version()
                + ", "
                + System.getProperty("java.vendor")
                + ", "
                + System.getProperty("java.home")));
    findings.add(new Finding("vector lanes", lanes()));
    findings.add(
        new Finding("cores", Integer.toString(Runtime.getRuntime().availableProcessors())));
    findings.add(new Finding("memory", memory()));
    Optional<DataLocation> data = options.data(runner.console());
    findings.add(new Finding("data", data.map(DoctorCommand::describe).orElse(noData())));
    findings.add(new Finding("class cache", cache()));
    findings.add(new Finding("state directory", state()));
    findings.forEach(
        f -> runner.people(options).printf(Locale.ROOT, "%-16s %s%n", f.name(), f.value()));
    runner.json(options, json(findings, data));
    return ExitCode.DONE;
  }

  private static String lanes() {
    int lanes = Session.vectorLanes();
    return lanes > 1
        ? lanes + " floats (Vector API)"
        : lanes + " (scalar kernels: the module jdk.incubator.vector is not there)";
  }

  private static String memory() {
    String heap =
        String.format(Locale.ROOT, "%.1f GiB heap at most", Runtime.getRuntime().maxMemory() / GIB);
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? String.format(
            Locale.ROOT, "%.1f GiB in the machine, %s", system.getTotalMemorySize() / GIB, heap)
        : heap;
  }

  private static String describe(DataLocation location) {
    String sets =
        location.present().entrySet().stream()
            .map(e -> e.getKey().folder() + " (" + e.getValue() + " files)")
            .collect(Collectors.joining(", "));
    return location.directory()
        + ", from "
        + location.origin().label()
        + ": "
        + (sets.isEmpty() ? "no known data set" : sets);
  }

  private static String noData() {
    return "none found; generated signals are used (see --data, " + DataLocation.VARIABLE + ")";
  }

  private static String cache() {
    String cache = System.getProperty("hillock.aot", "");
    return cache.isEmpty()
        ? "not in use"
        : Files.isReadable(Path.of(cache)) ? "in use, " + cache : "missing, " + cache;
  }

  private String state() {
    Path directory = runner.state().directory();
    return directory
        + (Files.isDirectory(directory)
            ? Files.isWritable(directory) ? "" : ", not writable"
            : ", made on first use");
  }

  private ObjectNode json(List<Finding> findings, Optional<DataLocation> data) {
    ObjectNode root = JsonResults.empty();
    root.put("hillock", Version.text());
    root.put("jdk", Runtime.version().toString());
    root.put("vectorLanes", Session.vectorLanes());
    root.put("cores", Runtime.getRuntime().availableProcessors());
    root.put("maxHeapBytes", Runtime.getRuntime().maxMemory());
    ObjectNode dataNode = root.putObject("data");
    dataNode.put("directory", data.map(d -> d.directory().toString()).orElse(null));
    ObjectNode sets = dataNode.putObject("sets");
    data.ifPresent(d -> d.present().forEach((set, files) -> sets.put(set.folder(), files)));
    ObjectNode texts = root.putObject("findings");
    findings.forEach(f -> texts.put(f.name(), f.value()));
    return root;
  }
}
