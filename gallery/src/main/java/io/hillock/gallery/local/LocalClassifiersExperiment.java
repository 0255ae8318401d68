package io.hillock.gallery.local;

import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.data.nmnist.NmnistRecordings;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Deep continuous local learning on digits before a moving event camera: two layers, each with a
 * random, fixed readout of its own, learn from the error of every step or from error events.
 *
 * <p>Task: {@link EventTask.Saccades}, MNIST where it is at hand, else {@link GeneratedDigits}; the
 * recordings of N-MNIST where they are at hand are reported beside it. Networks: {@link LocalArm}.
 * Each layer of an arm with events has a trigger of its own, held at 1 % events per unit-step
 * inside the box.
 */
public final class LocalClassifiersExperiment implements Experiment {
  static final String ID = "local-classifiers";
  private static final String BAR = "bar of this project";
  private static final int PROBE = 100;

  /** The experiment. */
  public LocalClassifiersExperiment() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Deep layers that learn from local classifiers only, on events of a moving camera, from"
        + " one error event in a hundred";
  }

  @Override
  public String paper() {
    return "J. Kaiser, H. Mostafa, E. Neftci 2020, Front. Neurosci. 14:424,"
        + " doi:10.3389/fnins.2020.00424; events: M. Payvand et al. 2020, IEEE JETCAS 10:522,"
        + " doi:10.1109/JETCAS.2020.3040248";
  }

  /** How much of the main task is done, and what must come out. */
  private record Plan(
      LocalRun.Protocol protocol,
      String source,
      Optional<String> sha256,
      double accuracy,
      double loss) {
    /** Bars lie below what seeds from 11 on reached by more than their spread. */
    static Plan of(Environment environment) {
      boolean paper = environment.scale() == Scale.PAPER;
      Optional<Path> folder = EventTask.Saccades.folder(environment.data());
      if (folder.isPresent()) {
        EventTask task = EventTask.Saccades.mnist(folder.get());
        LocalRun.Protocol protocol =
            paper
                ? new LocalRun.Protocol(task, task.training(), task.testing())
                : new LocalRun.Protocol(task, 10_000, task.testing());
        return new Plan(
            protocol,
            "MNIST by simulated saccades",
            Optional.of(LabelledImages.sha256(folder.get())),
            paper ? 0.945 : 0.92,
            paper ? 0.03 : 0.06);
      }
      LocalRun.Protocol protocol =
          paper
              ? new LocalRun.Protocol(EventTask.Saccades.generated(20_000, 2000), 20_000, 2000)
              : new LocalRun.Protocol(EventTask.Saccades.generated(10_000, 1000), 10_000, 1000);
      return new Plan(
          protocol, "generated", Optional.empty(), paper ? 0.95 : 0.94, paper ? 0.05 : 0.08);
    }
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() != Scale.PAPER) {
      return Optional.empty();
    }
    LocalRun.Protocol main = Plan.of(environment).protocol();
    int reported = recorded(environment).map(LocalRun.Protocol::presentations).orElse(0);
    double[] seconds = new double[2]; // of a recording, in all arms of every seed, in ablations
    for (int pass = 0; pass < 2; pass++) { // the first warms up
      seconds[0] = probe(main.task(), environment, arm -> !arm.ablation());
      seconds[1] = probe(main.task(), environment, LocalArm::ablation);
    }
    double all =
        seconds[0] * (main.presentations() + reported) * environment.seeds().size()
            + seconds[1] * main.presentations();
    return Optional.of(Duration.ofSeconds(Math.round(all)));
  }

  /** Seconds for which the threads of this run are busy with one recording in some arms. */
  private static double probe(EventTask task, Environment environment, Predicate<LocalArm> which) {
    LocalRun.Protocol few = new LocalRun.Protocol(task, PROBE, 0);
    Seed seed = environment.seeds().getFirst();
    long begun = System.nanoTime();
    Arrays.stream(LocalArm.values())
        .filter(which)
        .parallel()
        .forEach(arm -> new LocalRun(few, arm, seed).learn(Progress.SILENT, Parts.NONE, ""));
    return (System.nanoTime() - begun) / 1e9 / PROBE;
  }

  @Override
  public Result run(Environment environment) {
    Plan plan = Plan.of(environment);
    Result result = new Result(id(), environment, plan.source());
    plan.sha256().ifPresent(result::dataSha256);
    List<LocalRun.Protocol> protocols = new ArrayList<>(List.of(plan.protocol()));
    recorded(environment).ifPresent(protocols::add);
    List<LocalOutcomes> all = learn(protocols, plan.sha256().orElse(plan.source()), environment);
    LocalOutcomes digits = all.getFirst();
    result
        .metric("accuracy.triggered1pct", digits.accuracy(LocalArm.ACCUMULATE_AND_FIRE))
        .metric("writes.ratio", digits.writesRatio(LocalArm.ACCUMULATE_AND_FIRE))
        .metric("writes.ratio.conv", digits.writesRatio(LocalArm.CONVOLUTION_EVENTS));
    LocalReport.metrics(result, "", digits);
    claims(result, plan, digits);
    LocalReport.rules(result, digits);
    result.table(
        LocalReport.table("Digits before a moving camera (" + plan.source() + ")", digits));
    LocalReport.plots(result, digits);
    DigitPicture.plot(result, plan.protocol().task(), environment.seeds().getFirst());
    if (all.size() > 1) {
      LocalOutcomes real = all.getLast();
      LocalReport.metrics(result, "nmnist.", real);
      result.table(LocalReport.table("N-MNIST, " + size(real.protocol()) + ": reported", real));
    }
    result.ledger(digits.training(LocalArm.ACCUMULATE_AND_FIRE));
    environment.parts().done();
    return result;
  }

  private static String size(LocalRun.Protocol protocol) {
    return protocol.task().training()
        + " recordings shown "
        + protocol.samples() / protocol.task().training()
        + " times, "
        + protocol.tests()
        + " others scored";
  }

  private static Optional<LocalRun.Protocol> recorded(Environment environment) {
    int epochs = environment.scale() == Scale.PAPER ? 30 : 5;
    return EventTask.Recorded.folder(environment.data())
        .map(NmnistRecordings::read)
        .filter(r -> r.size() > 200)
        .map(r -> new EventTask.Recorded(r, 100))
        .map(t -> new LocalRun.Protocol(t, epochs * t.training(), t.testing()));
  }

  /**
   * All arms under all seeds, the task with most to do first; ablations under the first seed and on
   * the first task alone.
   *
   * @param protocols the tasks
   * @param data which data they are made of
   * @param environment seeds, scale, progress, parts
   */
  static List<LocalOutcomes> learn(
      List<LocalRun.Protocol> protocols, String data, Environment environment) {
    List<KeptJobs.Job> jobs = new ArrayList<>();
    for (LocalRun.Protocol protocol : protocols) {
      for (LocalArm arm : arms(protocol, protocols, environment)) {
        for (Seed seed : seeds(arm, environment)) {
          jobs.add(job(protocol, data, arm, seed, environment.parts()));
        }
      }
    }
    Iterator<Figures> found = KeptJobs.run(ID, "recordings", environment, jobs).iterator();
    List<LocalOutcomes> outcomes = new ArrayList<>();
    for (LocalRun.Protocol protocol : protocols) {
      Map<LocalArm, List<Figures>> figures = new EnumMap<>(LocalArm.class);
      for (LocalArm arm : arms(protocol, protocols, environment)) {
        figures.put(arm, seeds(arm, environment).stream().map(seed -> found.next()).toList());
      }
      outcomes.add(new LocalOutcomes(protocol, figures));
    }
    return outcomes;
  }

  private static List<LocalArm> arms(
      LocalRun.Protocol protocol, List<LocalRun.Protocol> protocols, Environment environment) {
    boolean all = environment.scale() == Scale.PAPER && protocol == protocols.getFirst();
    return Arrays.stream(LocalArm.values()).filter(arm -> all || !arm.ablation()).toList();
  }

  private static List<Seed> seeds(LocalArm arm, Environment environment) {
    return arm.ablation() ? environment.seeds().subList(0, 1) : environment.seeds();
  }

  private static KeptJobs.Job job(
      LocalRun.Protocol protocol, String data, LocalArm arm, Seed seed, Parts parts) {
    String key =
        String.join(
            "\n",
            ID,
            protocol.task().name(),
            data,
            protocol.samples() + " " + protocol.tests() + " " + protocol.task().training(),
            arm.settings(protocol.task().grid()).toString(),
            "seed " + seed.value());
    return new KeptJobs.Job(
        key,
        protocol.presentations(),
        progress -> new LocalRun(protocol, arm, seed).learn(progress, parts, key + "\ncheckpoint"));
  }

  private static void claims(Result result, Plan plan, LocalOutcomes digits) {
    result.claim(
        Claim.of(
            "accuracy of the last layer, every step",
            digits.accuracy(LocalArm.EVERY_STEP),
            "fraction",
            Claim.Relation.AT_LEAST,
            plan.accuracy(),
            BAR));
    result.claim(
        Claim.of(
            "accuracy of the last layer from 1 % events, less every step",
            digits.against(LocalArm.ACCUMULATE_AND_FIRE, LocalArm.EVERY_STEP),
            "fraction",
            Claim.Relation.AT_LEAST,
            -plan.loss(),
            BAR));
    result.claim(
        Claim.of(
            "unit-steps written, of those inside the box (dt 12.5 ms)",
            digits.writesRatio(LocalArm.ACCUMULATE_AND_FIRE),
            "fraction",
            Claim.Relation.AT_MOST,
            0.02,
            BAR + "; accumulate and fire, over the whole training"));
    result.claim(
        reported(
            "accuracy behind a convolution, every step",
            digits.accuracy(LocalArm.CONVOLUTION_EVERY_STEP)));
    result.claim(
        reported(
            "accuracy behind a convolution, from 1 % events",
            digits.accuracy(LocalArm.CONVOLUTION_EVENTS)));
    result.claim(
        Claim.of(
            "unit-steps written in the network with a convolution, of those inside the box",
            digits.writesRatio(LocalArm.CONVOLUTION_EVENTS),
            "fraction",
            Claim.Relation.AT_MOST,
            0.02,
            BAR));
  }

  private static Claim reported(String name, double[] samples) {
    return Claim.of(name, samples, "fraction", Claim.Relation.REPORTED, Double.NaN, "");
  }
}
