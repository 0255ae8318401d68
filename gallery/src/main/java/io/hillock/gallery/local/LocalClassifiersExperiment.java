package io.hillock.gallery.local;

import io.hillock.data.events.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.data.nmnist.NmnistRecordings;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Deep continuous local learning on digits before a moving event camera: two layers, each with a
 * random, fixed readout of its own, learn from the error of every step or from error events.
 *
 * <p>Task: {@link EventTask.Saccades}, MNIST where it is at hand, else {@link GeneratedDigits}; the
 * recordings of N-MNIST where they are at hand are reported beside it. Network: {@link LocalRun}.
 * Each layer of an arm with events has a trigger of its own, held at 1 % events per unit-step
 * inside the box.
 */
public final class LocalClassifiersExperiment implements Experiment {
  static final String ID = "local-classifiers";
  private static final String BAR = "bar of this project";

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
  public Result run(Environment environment) {
    Plan plan = Plan.of(environment);
    Result result = new Result(id(), environment, plan.source());
    plan.sha256().ifPresent(result::dataSha256);
    LocalArm[] arms = LocalArm.values();
    List<Seed> seeds = environment.seeds();
    Optional<LocalRun.Protocol> recorded = recorded(environment);
    int presentations = plan.protocol().samples() + plan.protocol().tests();
    int presentationsRecorded = recorded.map(p -> p.samples() + p.tests()).orElse(0);
    environment
        .progress()
        .begin(
            "local classifiers, samples",
            (long) seeds.size() * arms.length * (presentations + presentationsRecorded));
    List<List<LocalRun.Outcome>> outcomes = learn(plan.protocol(), arms, environment);
    double[] everyStep = each(outcomes.getFirst(), LocalRun.Outcome::last);
    List<LocalRun.Outcome> events = outcomes.get(LocalArm.ACCUMULATE_AND_FIRE.ordinal());
    result
        .metric("accuracy.everyStep", everyStep)
        .metric("accuracy.triggered1pct", each(events, LocalRun.Outcome::last))
        .metric("writes.ratio", each(events, LocalRun.Outcome::writesRatio));
    claims(result, plan, outcomes);
    metrics(result, "", outcomes);
    result.table(table("Digits before a moving camera (" + plan.source() + ")", outcomes));
    recorded.ifPresent(protocol -> {
      List<List<LocalRun.Outcome>> real = learn(protocol, arms, environment);
      metrics(result, "nmnist.", real);
      result.table(table("N-MNIST, " + size(protocol) + ": reported", real));
    });
    plots(result, plan, outcomes);
    result.ledger(events.getFirst().training());
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

  /** One list for each arm, one outcome for each seed. */
  private static List<List<LocalRun.Outcome>> learn(
      LocalRun.Protocol protocol, LocalArm[] arms, Environment environment) {
    List<Seed> seeds = environment.seeds();
    List<LocalRun.Outcome> all =
        IntStream.range(0, arms.length * seeds.size())
            .parallel()
            .mapToObj(k -> {
              Seed seed = seeds.get(k / arms.length);
              return new LocalRun(protocol, arms[k % arms.length], seed)
                  .learn(environment.progress());
            })
            .toList();
    return IntStream.range(0, arms.length)
        .mapToObj(a ->
            IntStream.range(0, seeds.size()).mapToObj(s -> all.get(s * arms.length + a)).toList())
        .toList();
  }

  private static double[] each(
      List<LocalRun.Outcome> outcomes, ToDoubleFunction<LocalRun.Outcome> figure) {
    return outcomes.stream().mapToDouble(figure).toArray();
  }

  private static double[] against(
      List<LocalRun.Outcome> outcomes,
      List<LocalRun.Outcome> everyStep,
      Function<LocalRun.Outcome, Double> figure) {
    return IntStream.range(0, outcomes.size())
        .mapToDouble(s -> figure.apply(outcomes.get(s)) - figure.apply(everyStep.get(s)))
        .toArray();
  }

  private static void claims(Result result, Plan plan, List<List<LocalRun.Outcome>> outcomes) {
    List<LocalRun.Outcome> everyStep = outcomes.getFirst();
    List<LocalRun.Outcome> events = outcomes.get(LocalArm.ACCUMULATE_AND_FIRE.ordinal());
    result.claim(
        Claim.of(
            "accuracy of the last layer, every step",
            each(everyStep, LocalRun.Outcome::last),
            "fraction",
            Claim.Relation.AT_LEAST,
            plan.accuracy(),
            BAR));
    result.claim(
        Claim.of(
            "accuracy of the last layer from 1 % events, less every step",
            against(events, everyStep, LocalRun.Outcome::last),
            "fraction",
            Claim.Relation.AT_LEAST,
            -plan.loss(),
            BAR));
    result.claim(
        Claim.of(
            "unit-steps written, of those inside the box (dt 12.5 ms)",
            each(events, LocalRun.Outcome::writesRatio),
            "fraction",
            Claim.Relation.AT_MOST,
            0.02,
            BAR + "; accumulate and fire, over the whole training"));
  }

  private static void metrics(Result result, String prefix, List<List<LocalRun.Outcome>> outcomes) {
    for (LocalArm arm : LocalArm.values()) {
      List<LocalRun.Outcome> of = outcomes.get(arm.ordinal());
      String first = prefix + "accuracy.firstLayer." + arm.metric();
      result.metric(first, each(of, o -> o.accuracy()[0]));
      if (!prefix.isEmpty() || arm.form().isPresent()) {
        result.metric(prefix + "accuracy." + arm.metric(), each(of, LocalRun.Outcome::last));
      }
      if (arm.form().isPresent()) {
        result.metric(
            prefix + "writes.ratio." + arm.metric(), each(of, LocalRun.Outcome::writesRatio));
      }
    }
  }

  private static Table table(String title, List<List<LocalRun.Outcome>> outcomes) {
    List<List<String>> rows = new ArrayList<>();
    for (LocalArm arm : LocalArm.values()) {
      List<LocalRun.Outcome> of = outcomes.get(arm.ordinal());
      double all = Claim.mean(each(outcomes.getFirst(), LocalRun.Outcome::synapseWrites));
      rows.add(
          List.of(
              arm.text(),
              percent(each(of, o -> o.accuracy()[0])),
              percent(each(of, LocalRun.Outcome::last)),
              percent(each(of, LocalRun.Outcome::boxed)),
              percent(each(of, LocalRun.Outcome::writesRatio)),
              percent(each(of, o -> o.synapseWrites() / all)),
              String.format(Locale.ROOT, "%.2g, %.2g", arm.first(), arm.second())));
    }
    return new Table(
        title + "; percent, mean over seeds",
        List.of(
            "learns from",
            "accuracy, first layer",
            "accuracy, last layer",
            "unit-steps in box",
            "of these written",
            "synapse writes, of every step",
            "learning rates"),
        rows);
  }

  private static String percent(double[] samples) {
    return String.format(Locale.ROOT, "%.2f", 100 * Claim.mean(samples));
  }

  private static void plots(Result result, Plan plan, List<List<LocalRun.Outcome>> outcomes) {
    double[][] accuracy =
        outcomes.stream().map(o -> each(o, LocalRun.Outcome::last)).toArray(double[][]::new);
    result.plot(
        new Plot.Bars(
            "Accuracy of the last layer on unseen digits",
            Plot.Axis.of("fraction right"),
            Arrays.stream(LocalArm.values()).map(LocalArm::text).toList(),
            Arrays.stream(accuracy).mapToDouble(Claim::mean).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) - Claim.spread(a)).toArray(),
            Arrays.stream(accuracy).mapToDouble(a -> Claim.mean(a) + Claim.spread(a)).toArray()));
    List<Plot.Series> curves = new ArrayList<>();
    for (LocalArm arm : LocalArm.values()) {
      double[] curve = outcomes.get(arm.ordinal()).getFirst().curve();
      double[] samples = new double[curve.length];
      Arrays.setAll(samples, b -> (b + 1.0) * plan.protocol().samples() / curve.length);
      curves.add(new Plot.Series(arm.text(), Plot.Style.LINE, samples, curve));
    }
    result.plot(
        new Plot.Curves(
            "Fraction right while training, last layer, first seed",
            Plot.Axis.of("samples"),
            Plot.Axis.of("fraction right"),
            curves));
  }
}
