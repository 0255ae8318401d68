package io.hillock.gallery.lesion;

import io.hillock.data.DataSet;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptJobs;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.lesion.LesionJob.State;
import io.hillock.lesion.FaultKind;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * What trained networks lose when units or synapses fail, by kind and fraction of faults; what
 * brief learning with the faults brings back, and what redundancy buys.
 *
 * <p>Digits (MNIST where it is at hand, else generated strokes) by one hidden layer of tanh units,
 * trained with dropout 0.5, and cue accumulation by recurrent LIF neurons under hardware e-prop.
 * Every kind of {@link FaultKind} at fractions from 0.5 % to 50 %, several draws of faults for each
 * trained network.
 */
public final class LesionExperiment implements Experiment {
  private static final String BAR = "bar of this project";
  private static final double FEW_PERCENT = 0.02;
  private static final double MANY_PERCENT = 0.1;

  private final Function<Environment, LesionArms> plan;

  /** The experiment. */
  public LesionExperiment() {
    this(LesionArms::of);
  }

  /** The experiment on other networks. */
  LesionExperiment(Function<Environment, LesionArms> plan) {
    this.plan = plan;
  }

  @Override
  public String id() {
    return "lesion";
  }

  @Override
  public String title() {
    return "Dead, stuck and noisy: what trained networks lose when units and synapses fail, and"
        + " what brings it back";
  }

  @Override
  public String paper() {
    return "M. D. Emmerson, R. I. Damper 1993, IEEE Trans. Neural Netw. 4:788,"
        + " doi:10.1109/72.248456; T. Spyrou et al. 2021, DATE,"
        + " HAL hal-03036630";
  }

  @Override
  public Optional<Duration> expected(Environment environment) {
    Map<Recipe, Recipe.Pace> paces = new HashMap<>();
    double seconds = 0;
    for (Arm arm : plan.apply(environment).arms()) {
      if (!paces.containsKey(arm.recipe())) {
        Recipe.Pace pace = arm.recipe().pace(environment.seeds().getFirst());
        paces.put(arm.recipe(), pace);
        seconds += pace.train();
      }
      Recipe.Pace pace = paces.get(arm.recipe());
      double ofKind =
          arm.protocol().scores() * pace.score() + arm.protocol().retrainings() * pace.retrain();
      seconds += arm.kinds().size() * arm.recipe().growth(arm.copies()) * ofKind;
    }
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    return Optional.of(
        Duration.ofSeconds((long) Math.ceil(seconds * environment.seeds().size() / threads)));
  }

  @Override
  public Result run(Environment environment) {
    LesionArms arms = plan.apply(environment);
    Result result =
        new Result(id(), environment, arms.real() ? DataSet.MNIST.title() : "generated");
    if (arms.real()) {
      result.dataSha256(
          LabelledImages.sha256(environment.data().get().resolve(DataSet.MNIST.folder())));
    }
    List<LesionOutcomes> outcomes = measure(environment, arms.arms());
    LesionReport.metrics(result, outcomes);
    claims(result, outcomes);
    LesionReport.plots(result, outcomes);
    LesionReport.tables(result, outcomes);
    for (LesionOutcomes o : outcomes) {
      if (o.arm().copies() == 1) {
        double samples = o.trained().getFirst().get(Recipe.SAMPLES);
        double accuracy = 1 - Claim.mean(o.cleanErrors()) / 100;
        result.rule(
            RuleCost.of(
                o.arm().recipe().rule(), accuracy, o.training(), "sample", samples, samples));
      }
    }
    result.ledger(outcomes.getFirst().training());
    environment.parts().done();
    return result;
  }

  /** Trains every network once, then does all lesions, the long ones first. */
  private List<LesionOutcomes> measure(Environment environment, List<Arm> arms) {
    List<Seed> seeds = environment.seeds();
    List<Recipe> recipes = arms.stream().map(Arm::recipe).distinct().toList();
    List<KeptJobs.Job> training = new ArrayList<>();
    for (Recipe recipe : recipes) {
      for (Seed seed : seeds) {
        training.add(
            new KeptJobs.Job(
                "trained | " + recipe.key(seed),
                1,
                progress -> {
                  Optional<Figures> trained = recipe.train(seed, progress);
                  progress.advance(1);
                  return trained;
                }));
      }
    }
    List<Figures> networks = KeptJobs.run(id(), "networks to train", environment, training);
    Map<Recipe, List<Figures>> trained = new HashMap<>();
    for (int r = 0; r < recipes.size(); r++) {
      trained.put(recipes.get(r), networks.subList(r * seeds.size(), (r + 1) * seeds.size()));
    }
    List<LesionJob> jobs = new ArrayList<>();
    for (int s = 0; s < seeds.size(); s++) {
      for (Arm arm : arms) {
        jobs.addAll(arm.jobs(seeds.get(s)));
      }
    }
    Map<LesionJob, Figures> hurt = hurt(environment, jobs, trained);
    return arms.stream()
        .map(arm -> {
          Map<FaultKind, List<Figures>> byKind = new EnumMap<>(FaultKind.class);
          for (FaultKind kind : arm.kinds()) {
            byKind.put(
                kind,
                seeds.stream().map(seed -> hurt.get(new LesionJob(arm, seed, kind))).toList());
          }
          return new LesionOutcomes(arm, seeds, trained.get(arm.recipe()), byKind);
        })
        .toList();
  }

  private Map<LesionJob, Figures> hurt(
      Environment environment, List<LesionJob> jobs, Map<Recipe, List<Figures>> trained) {
    List<LesionJob> ordered =
        jobs.stream()
            .sorted(
                Comparator.comparingDouble((LesionJob job) ->
                    -job.steps() * job.arm().recipe().growth(job.arm().copies())))
            .toList();
    List<Figures> figures =
        KeptJobs.run(
            id(),
            "test sets scored, lessons as ten",
            environment,
            ordered.stream()
                .map(job -> {
                  int s = environment.seeds().indexOf(job.seed());
                  return job.kept(trained.get(job.arm().recipe()).get(s));
                })
                .toList());
    Map<LesionJob, Figures> found = new HashMap<>();
    IntStream.range(0, ordered.size()).forEach(k -> found.put(ordered.get(k), figures.get(k)));
    return found;
  }

  private static void claims(Result result, List<LesionOutcomes> outcomes) {
    LesionOutcomes main = outcomes.getFirst();
    result.claim(
        Claim.of(
            "loss with 2 % dead units, " + main.arm().title(),
            main.losses(FaultKind.DEAD_UNIT, State.HURT, FEW_PERCENT),
            "points",
            Claim.Relation.AT_MOST,
            1,
            BAR));
    List<LesionOutcomes> single = outcomes.stream().filter(o -> o.arm().copies() == 1).toList();
    double differences0 =
        single.stream().mapToDouble(o -> o.sum(LesionJob.DIFFERENCES_0, Arm.ALL_KINDS)).sum();
    double differences1 =
        single.stream()
            .mapToDouble(o ->
                o.sum(
                    LesionJob.DIFFERENCES_1, List.of(FaultKind.DEAD_UNIT, FaultKind.DEAD_SYNAPSE)))
            .sum();
    result.metric(LesionJob.DIFFERENCES_0, differences0);
    result.metric(LesionJob.DIFFERENCES_1, differences1);
    result.claim(
        equal(
            "outputs at fraction 0 that differ from the network as trained, all networks and kinds",
            differences0));
    result.claim(
        equal(
            "outputs with all units or all synapses dead that differ from the biases alone",
            differences1));
    result.claim(
        equal(
            "falls of the loss by more than 3 standard errors from one fraction of dead units to"
                + " the next, "
                + main.arm().title(),
            main.falls(FaultKind.DEAD_UNIT)));
    for (LesionOutcomes o : single) {
      for (double fraction : new double[] {FEW_PERCENT, MANY_PERCENT}) {
        result.claim(
            reported(
                "stuck-on less dead units at " + LesionReport.percent(fraction) + " %",
                o,
                difference(
                    o.losses(FaultKind.STUCK_ON_UNIT, State.HURT, fraction),
                    o.losses(FaultKind.DEAD_UNIT, State.HURT, fraction))));
      }
    }
    for (FaultKind kind : FaultKind.values()) {
      for (LesionOutcomes o : single) {
        boolean shown = o == main || o.arm().recipe() instanceof CueRecipe;
        if (shown && o.has(kind, State.RETRAINED, MANY_PERCENT)) {
          String what = "loss with 10 % " + kind.label();
          result.claim(reported(what, o, o.losses(kind, State.HURT, MANY_PERCENT)));
          result.claim(
              reported(
                  what + ", after learning with them",
                  o,
                  o.losses(kind, State.RETRAINED, MANY_PERCENT)));
        }
      }
    }
  }

  private static Claim equal(String name, double count) {
    return Claim.of(name, new double[] {count}, "", Claim.Relation.EQUAL, 0, "exact");
  }

  private static Claim reported(String name, LesionOutcomes o, double[] samples) {
    return Claim.of(
        name + ", " + o.arm().title(),
        samples,
        "points",
        Claim.Relation.REPORTED,
        Double.NaN,
        "published evidence disagrees");
  }

  private static double[] difference(double[] a, double[] b) {
    double[] d = a.clone();
    Arrays.setAll(d, k -> a[k] - b[k]);
    return d;
  }
}
