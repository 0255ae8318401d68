package io.hillock.gallery.multilevel;

import io.hillock.data.DataSet;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Experiment;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.heartbeat.ReadoutPersons;
import io.hillock.random.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How a weight of about four bits can learn: as a float, on a grid with naive or stochastic
 * rounding, and as a differential pair of resistive cells whose compliance current is set by the
 * error, each alone and behind a digital accumulator.
 *
 * <p>Tasks: black and white digits of 14 x 14 pixels in one pass, batch 1, by one layer and by
 * 196-100-10 ({@link DigitLearning}: MNIST where it is at hand, else generated strokes); the
 * readout of the heartbeat network ({@link HeartbeatLearning}: MIT-BIH where it is at hand, else
 * generated persons). The learning rate of every arm is swept on samples, or persons, and under
 * seeds that are not reported. Quick: 20,000 images, fewer arms of the larger network, one seed of
 * the sweep; paper: 50,000 images, all arms, two seeds.
 */
public final class MultilevelExperiment implements Experiment {
  static final String ID = "multilevel-programming";
  private static final long FIRST_VALIDATION_SEED = 11;
  private static final int QUICK_IMAGES = 20_000;
  private static final int PAPER_IMAGES = 50_000;
  private static final int PAPER_GENERATED = 50_000;

  /** The experiment. */
  public MultilevelExperiment() {}

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "Learning with about four bits: grids, roundings, compliance currents of resistive"
        + " cells, and what a digital accumulator adds";
  }

  @Override
  public String paper() {
    return "M. Payvand, Y. Demirag, T. Dalgaty, E. Vianello, G. Indiveri 2020, Analog weight"
        + " updates with compliance current modulation of binary ReRAMs for on-chip"
        + " learning, ISCAS; accumulator: S. R. Nandakumar et al. 2020,"
        + " doi:10.3389/fnins.2020.00406";
  }

  /** Learning readouts and write-verify are not in the probe; they take little beside the rest. */
  @Override
  public Optional<Duration> expected(Environment environment) {
    if (environment.scale() != Scale.PAPER) {
      return Optional.empty();
    }
    double seconds =
        tasks(environment, digits(environment), new ReadoutPersons(environment))
            .mapToDouble(task -> task.probe(environment.seeds().size()))
            .sum();
    ForkJoinPool pool = ForkJoinTask.getPool();
    int threads = pool == null ? 1 : pool.getParallelism();
    return Optional.of(Duration.ofSeconds((long) Math.ceil(seconds / threads)));
  }

  private static Optional<BinaryDigits> digits(Environment environment) {
    return environment
        .data()
        .filter(data -> LabelledImages.present(data, DataSet.MNIST))
        .map(BinaryDigits::read);
  }

  @Override
  public Result run(Environment environment) {
    Optional<BinaryDigits> digits = digits(environment);
    ReadoutPersons persons = new ReadoutPersons(environment);
    Result result =
        new Result(
            ID,
            environment,
            (digits.isPresent() ? DataSet.MNIST.title() : "generated digits")
                + ", "
                + (persons.areRecorded() ? "mitdb DS1 -> DS2" : "generated persons"));
    if (digits.isPresent()) {
      result.dataSha256(
          LabelledImages.sha256(environment.data().get().resolve(DataSet.MNIST.folder())));
    }
    List<Comparison> all =
        tasks(environment, digits, persons).map(task -> Comparison.run(task, environment)).toList();
    all.forEach(comparison -> MultilevelReport.add(result, comparison));
    VerifiedLevels.report(result, environment.seeds().getFirst());
    result.ledger(all.getFirst().of(Arm.COMPLIANCE).learning());
    environment.parts().done();
    return result;
  }

  private static Stream<LearningTask> tasks(
      Environment environment, Optional<BinaryDigits> digits, ReadoutPersons persons) {
    boolean paper = environment.scale() == Scale.PAPER;
    List<Seed> seeds =
        LongStream.range(FIRST_VALIDATION_SEED, FIRST_VALIDATION_SEED + (paper ? 2 : 1))
            .mapToObj(Seed::of)
            .toList();
    int samples = paper ? digits.isPresent() ? PAPER_IMAGES : PAPER_GENERATED : QUICK_IMAGES;
    double theta = DigitLearning.THETA;
    List<Arm> every =
        join(
            Arm.headline(theta),
            Arm.otherBits(),
            Arm.otherSpreads(theta),
            Arm.sources(),
            Arm.controls(theta));
    List<Arm> larger =
        paper
            ? join(Arm.headline(theta), Arm.otherBits(), Arm.otherSpreads(theta))
            : Arm.headline(theta);
    List<Arm> heart =
        join(
            Arm.headline(0),
            Arm.otherBits(),
            Arm.otherSpreads(0),
            Arm.sources(),
            Arm.headline(0).stream().map(Arm::fromZero).toList());
    return Stream.of(
        new DigitLearning(
            "digits, one layer", "", DigitNetwork.Shape.ONE_LAYER, digits, samples, every, seeds),
        new DigitLearning(
            "digits, 196-100-10",
            "hidden.",
            DigitNetwork.Shape.HIDDEN,
            digits,
            samples,
            larger,
            seeds),
        new HeartbeatLearning(persons, heart, seeds));
  }

  @SafeVarargs
  private static List<Arm> join(List<Arm>... lists) {
    List<Arm> all = new ArrayList<>();
    for (List<Arm> list : lists) {
      all.addAll(list);
    }
    return List.copyOf(all);
  }
}
