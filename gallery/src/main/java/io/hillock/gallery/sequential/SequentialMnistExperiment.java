package io.hillock.gallery.sequential;

import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether spiking units with an adaptive threshold remember as LSTM units do: digits read row by
 * row or pixel by pixel by an LSNN, by LIF units, by an LSNN with 12 % of its connections, and by
 * an LSTM with as many parameters.
 *
 * <p>Quick: row by row, a short course; without data, generated digits. Paper: row by row, the
 * whole course for every seed, and pixel by pixel (784 steps and a cue of 56) for the first seed.
 * Networks are trained on 50,000 images; settings were chosen on the 10,000 others under another
 * seed; the test images are scored once, after the last batch.
 */
public final class SequentialMnistExperiment implements Experiment {
  static final String ID = "sequential-mnist";
  private static final int PROBES = 6;

  /** The experiment. */
  public SequentialMnistExperiment() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Digits read row by row or pixel by pixel: LSNN, LIF, rewired LSNN and LSTM of one size";
  }

  @Override
  public String paper() {
    return "G. Bellec, D. Salaj, A. Subramoney, R. Legenstein, W. Maass 2018, NeurIPS,"
        + " arXiv:1803.09574";
  }

  /**
   * One network to train.
   *
   * @param settings how
   * @param arm which network
   * @param seed its seed
   */
  record Part(SequentialSettings settings, SequentialArm arm, Seed seed) {
    String key(SequentialTask task) {
      return String.join(" | ", ID, task.key(), settings.key(arm), arm.name(), seed.toString());
    }
  }

  /** Long parts first, and of these the ones that bars are set for. */
  static List<Part> parts(Environment environment, SequentialTask task) {
    boolean pixels = environment.scale() == Scale.PAPER && !task.generated();
    Seed first = environment.seeds().getFirst();
    List<Part> parts = new ArrayList<>();
    if (pixels) {
      parts.add(new Part(SequentialSettings.PIXEL, SequentialArm.LSNN, first));
      parts.add(new Part(SequentialSettings.PIXEL, SequentialArm.LIF, first));
    }
    SequentialSettings rows =
        task.generated()
            ? SequentialSettings.ROW_GENERATED
            : environment.scale() == Scale.PAPER
                ? SequentialSettings.ROW
                : SequentialSettings.ROW_QUICK;
    for (Seed seed : environment.seeds()) {
      for (SequentialArm arm : SequentialArm.values()) {
        parts.add(new Part(rows, arm, seed));
      }
    }
    if (pixels) {
      parts.add(new Part(SequentialSettings.PIXEL, SequentialArm.REWIRED, first));
      parts.add(new Part(SequentialSettings.PIXEL, SequentialArm.LSTM, first));
    }
    return parts;
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() == Scale.QUICK) {
      return Optional.empty();
    }
    SequentialTask task = SequentialTask.of(environment);
    double seconds = 0;
    for (Part part : parts(environment, task)) {
      SequentialRun run = new SequentialRun(part.arm(), part.settings(), task, part.seed());
      seconds += run.secondsPerBatch(PROBES) * part.settings().course(part.arm()).batches();
    }
    // Every probe had all threads to itself, as all parts together will have.
    return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds)));
  }

  @Override
  public Result run(Environment environment) {
    SequentialTask task = SequentialTask.of(environment);
    List<Part> parts = parts(environment, task);
    for (Part part : parts.stream().filter(p -> p.arm() == SequentialArm.LSNN).toList()) {
      SequentialRun run = new SequentialRun(part.arm(), part.settings(), task, part.seed());
      environment
          .progress()
          .say(
              String.format(
                  Locale.ROOT,
                  "%s, %s by %s: back-propagation through time keeps at most %.2f byte per unit"
                      + " and step",
                  ID,
                  part.settings().name(),
                  part.settings().name(),
                  run.tapeBound()));
    }
    List<KeptJobs.Job> jobs = parts.stream().map(part -> job(part, task, environment)).toList();
    List<Figures> figures = KeptJobs.run(ID, "batches of images", environment, jobs);
    Result result = new Result(ID, environment, task.source());
    task.sha256().ifPresent(result::dataSha256);
    new SequentialReport(result, environment.scale(), task, parts, figures).add();
    environment.parts().done();
    return result;
  }

  private static KeptJobs.Job job(Part part, SequentialTask task, Environment environment) {
    String key = part.key(task);
    return new KeptJobs.Job(
        key,
        part.settings().course(part.arm()).batches(),
        progress -> {
          SequentialRun run = new SequentialRun(part.arm(), part.settings(), task, part.seed());
          return run.learn(environment.parts(), key + " | checkpoint", progress)
              ? Optional.of(run.figures())
              : Optional.empty();
        });
  }
}
