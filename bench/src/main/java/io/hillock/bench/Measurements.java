package io.hillock.bench;

import io.hillock.network.Session;
import io.hillock.random.Seed;
import io.hillock.train.internal.simd.PeakLoop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks and prints one table: medians over all windows with their range, what that is
 * in rates, and the ratio to the limit of this machine measured in the same run. Windows are short
 * and many, so that a busy machine shows in the range rather than in the median.
 */
public final class Measurements {
  private static final int FORKS = 3;
  private static final int WINDOWS = 15;

  private static final String BUSY = "--busy";
  private static final int SHORT_WINDOWS = 400;

  /** Median and range over all windows [ns per operation]. */
  private record Window(double median, double least, double greatest) {
    static Window of(RunResult result, boolean busy) {
      List<Double> scores = new ArrayList<>();
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        for (IterationResult window : fork.getIterationResults()) {
          scores.add(window.getPrimaryResult().getScore());
        }
      }
      double[] sorted = scores.stream().mapToDouble(Double::doubleValue).sorted().toArray();
      double unit = result.getPrimaryResult().getScoreUnit().startsWith("ms") ? 1e6 : 1;
      int n = sorted.length;
      double median = busy ? sorted[0] : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
      return new Window(unit * median, unit * sorted[0], unit * sorted[n - 1]);
    }
  }

  private final Map<String, Window> windows = new TreeMap<>();

  private Measurements() {}

  /**
   * Measures.
   *
   * @param args patterns of benchmark names, none for all; first {@code --busy} on a machine that
   *     others use: many windows of 1 ms, and the least of them in the place of the median
   * @throws RunnerException when a benchmark fails or finds a wrong answer
   */
  public static void main(String[] args) throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .forks(FORKS)
            .warmupIterations(5)
            .warmupTime(TimeValue.milliseconds(400))
            .measurementIterations(WINDOWS)
            .measurementTime(TimeValue.milliseconds(200))
            .jvmArgsAppend("--add-modules=jdk.incubator.vector", "-Xmx2g", "-XX:+UseSerialGC")
            .shouldFailOnError(true);
    boolean busy = args.length > 0 && args[0].equals(BUSY);
    if (busy) {
      options.measurementIterations(SHORT_WINDOWS).measurementTime(TimeValue.milliseconds(1));
    }
    for (String pattern : busy ? Arrays.copyOfRange(args, 1, args.length) : args) {
      options.include(pattern);
    }
    Collection<RunResult> results = new Runner(options.build()).run();
    Measurements measured = new Measurements();
    for (RunResult result : results) {
      measured.windows.put(name(result.getParams()), Window.of(result, busy));
    }
    measured.print(busy);
  }

  /** As {@code StepBenchmark.step 0.05}. */
  private static String name(BenchmarkParams params) {
    String full = params.getBenchmark();
    StringBuilder name = new StringBuilder(full.substring("io.hillock.bench.".length()));
    for (String key : params.getParamsKeys()) {
      name.append(' ').append(params.getParam(key));
    }
    return name.toString();
  }

  private void print(boolean busy) {
    StringBuilder text = new StringBuilder();
    text.append(machine()).append('\n');
    text.append(
        "\n| benchmark | "
            + (busy ? "least" : "median")
            + " [ns] | range [ns] | that is |\n|---|---|---|---|\n");
    windows.forEach((name, w) ->
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %,.1f | %,.1f - %,.1f | %s |%n",
                name,
                w.median,
                w.least,
                w.greatest,
                meaning(name, w))));
    System.out.println(text);
  }

  private static String machine() {
    Runtime.Version jdk = Runtime.version();
    return String.format(
        Locale.ROOT,
        "%s, %d processors, JDK %s, %d float lanes, load %.1f",
        processor(),
        Runtime.getRuntime().availableProcessors(),
        jdk,
        Session.vectorLanes(),
        java.lang.management.ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }

  private static String processor() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 2))
          .findFirst()
          .orElse("unknown processor");
    } catch (java.io.IOException e) {
      return "unknown processor";
    }
  }

  private String meaning(String name, Window w) {
    String[] words = name.split(" ");
    double ns = w.median;
    return switch (words[0]) {
      case "MachineBenchmark.copyInL2" -> gigabytes(MachineBenchmark.L2_BYTES / ns);
      case "MachineBenchmark.copyInMemory" -> gigabytes(MachineBenchmark.MEMORY_BYTES / ns);
      case "MachineBenchmark.multiplyAdd" -> number(MachineBenchmark.FLOPS / ns) + " GFLOP/s";
      case "StepBenchmark.step" -> step(Double.parseDouble(words[1]), Learning.NONE, ns);
      case "LearningBenchmark.step" ->
          step(Double.parseDouble(words[1]), Learning.valueOf(words[2]), ns);
      case "EncoderBenchmark.sendOnDelta" -> number(1e3 / ns) + " M samples/s";
      case "CrossbarBenchmark.read" -> crossbarRead(ns, CrossbarBenchmark.SIZE);
      case "CrossbarBenchmark.spikes" -> crossbarRead(ns, CrossbarBenchmark.ACTIVE);
      case "CrossbarBenchmark.propose" ->
          number(ns * 512 * 512 * 1e-6) + " ms for all 512 x 512 synapses";
      case "CueBenchmark.trial" ->
          number(ns * 1e-6) + " ms per trial, " + number(200 / (ns * 1e-6)) + " x NEST";
      case "ReckonBenchmark.sample" ->
          number(ns * 1e-6)
              + " ms per sample, "
              + number(66 / (ns * 1e-6))
              + " x the chip at 13 MHz";
      case "FeedbackBenchmark.learnSample" ->
          number(ns * 6e-5) + " s per epoch of 60,000 samples, one core";
      case "GradientBenchmark.trial" -> number(ns * 1e-6) + " ms per trial";
      case "TrainingBenchmark.step" -> training(ns);
      default ->
          words[0].startsWith("TrainingKernelBenchmark.")
              ? trainingKernel(words[0].substring(words[0].indexOf('.') + 1), ns)
              : kernel(words, ns);
    };
  }

  private String step(double rate, Learning learning, double ns) {
    SpeechNetwork network = new SpeechNetwork(rate, learning, Seed.of(1));
    for (int t = 0; t < 50 * SpeechNetwork.STEPS; t++) {
      network.step();
    }
    double reads = network.readsPerStep();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,.0f steps/s, %s x 22,000; hidden rate %.3f, %,.0f additions per step, weights read"
                + " at %s",
            1e9 / ns,
            number(1e9 / ns / 22_000),
            network.hiddenRate(),
            reads,
            gigabytes(4 * reads / ns)));
    Window copy = windows.get("MachineBenchmark.copyInL2");
    if (copy != null) {
      double read = 0.5 * MachineBenchmark.L2_BYTES / copy.median; // the other half is written
      text.append(
          String.format(Locale.ROOT, " = %.0f %% of what a copy reads", 400 * reads / ns / read));
    }
    if (learning != Learning.NONE) {
      text.append(String.format(Locale.ROOT, "; %,.0f writes per step", network.writesPerStep()));
      text.append(", written at ").append(gigabytes(4 * network.writesPerStep() / ns));
    }
    return text.toString();
  }

  /** A read of noisy devices reads two floats for each cell, a weight and its variance. */
  private String crossbarRead(double ns, int rows) {
    double cells = (double) rows * CrossbarBenchmark.SIZE;
    String text = number(ns / cells) + " ns per synapse read";
    Window copy = windows.get("MachineBenchmark.copyInMemory");
    if (copy == null) {
      return text;
    }
    double read = 0.5 * MachineBenchmark.MEMORY_BYTES / copy.median;
    return text
        + ", "
        + number(100 * 8 * cells / ns / read)
        + " % of what a copy in memory reads, at 8 bytes each";
  }

  /** What a dense step would need at the rate of the machine, beside what the peer took. */
  private String training(double ns) {
    return number(1e-6 * ns)
        + " ms per batch of 128, "
        + number(1e6 * TrainingBenchmark.PEER_MS / ns)
        + " x the peer on one thread; as dense products it would be "
        + number(TrainingBenchmark.DENSE_FLOPS / ns)
        + " GFLOP/s";
  }

  private String kernel(String[] words, double ns) {
    Window vector = windows.get(String.join(" ", words).replace("SCALAR", "VECTOR"));
    return Arrays.asList(words).contains("SCALAR") && vector != null
        ? number(ns / vector.median) + " x the vector kernel"
        : "";
  }

  private String trainingKernel(String name, double ns) {
    double row = 4.0 * TrainingKernelBenchmark.WIDTH * TrainingKernelBenchmark.EVENTS;
    return switch (name) {
      case "peak", "peakFused" ->
          number(PeakLoop.best().flops(TrainingKernelBenchmark.ROUNDS) / ns) + " GFLOP/s";
      case "dense1" -> ofPeak(TrainingKernelBenchmark.FLOPS / ns);
      case "dense32" -> ofPeak(32 * TrainingKernelBenchmark.FLOPS / ns);
      case "denseWeights" ->
          ofPeak(TrainingKernelBenchmark.CHUNK * TrainingKernelBenchmark.FLOPS / ns);
      case "events1", "events32", "eventWeights" -> {
        Window dense =
            windows.get(
                "TrainingKernelBenchmark."
                    + name.replace("event", "dense").replace("denses", "dense"));
        yield dense == null ? "" : number(dense.median / ns) + " x faster than dense";
      }
      case "addRows", "dots" -> "rows read at " + gigabytes(row / ns);
      case "addOuter" -> "rows read and written at " + gigabytes(2 * row / ns);
      default -> number(ns / TrainingKernelBenchmark.ELEMENTS) + " ns per element";
    };
  }

  private String ofPeak(double gigaflops) {
    Window peak = windows.get("TrainingKernelBenchmark.peak");
    String text = number(gigaflops) + " GFLOP/s";
    return peak == null
        ? text
        : text
            + " = "
            + number(
                100
                    * gigaflops
                    * peak.median
                    / PeakLoop.best().flops(TrainingKernelBenchmark.ROUNDS))
            + " % of the peak";
  }

  private static String gigabytes(double perNanosecond) {
    return number(perNanosecond) + " GB/s";
  }

  private static String number(double value) {
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
