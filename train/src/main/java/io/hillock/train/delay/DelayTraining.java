package io.hillock.train.delay;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Ledger;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Gradient;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Schedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains a {@link DelayNetwork} on samples, batch by batch.
 *
 * <p>A batch is cut into a fixed number of slices whose gradients are added in their order, so that
 * any number of threads gives the same bits. Each epoch shows all samples once, in an order that
 * follows from seed and epoch alone; a last batch that would not be full is left out. What is
 * visited as state, restored into a training of the same description and seeds, goes on to the same
 * bits.
 */
public final class DelayTraining implements Stateful {
  private static final int SLICES = 4;

  /**
   * How it is trained.
   *
   * @param loss what is made small
   * @param optimiser how
   * @param schedule learning rates by step
   * @param batch samples of a step, &gt; 0
   * @param leastLoss samples with a smaller loss are taken as learned: nothing is carried back from
   *     them, &gt;= 0
   */
  public record Plan(
      OutputLoss loss, Optimiser optimiser, Schedule schedule, int batch, double leastLoss) {
    /** Checks every documented bound. */
    public Plan {
      if (!(leastLoss >= 0)) {
        throw new ParameterException("delay training", "least loss", leastLoss, "it must be >= 0");
      }
      if (batch < 1) {
        throw new ParameterException("delay training", "batch", batch, "it must be > 0");
      }
    }
  }

  private final DelayNetwork network;
  private final Plan plan;
  private final SpikeSamples samples;
  private final Seed seed;
  private final Optimiser.Running optimiser;
  private final Ledger ledger = new Ledger();
  private final List<Slice> slices = new ArrayList<>();
  private final int[] order;
  private int ordered = -1;
  private long step;
  private double lossSum;
  private long lossCount;

  /** What one slice needs. */
  private static final class Slice {
    final Ledger ledger = new Ledger();
    final DelayRun run;
    final Gradient gradient;
    double loss;

    Slice(DelayNetwork network, Plan plan) {
      run = new DelayRun(network, plan.loss().refractoryOutputs(), ledger);
      gradient = new Gradient(network.trained());
    }
  }

  /**
   * A training at its beginning.
   *
   * @param network what is trained
   * @param plan how
   * @param samples what it learns from
   * @param seed draws the order of the samples
   */
  public DelayTraining(DelayNetwork network, Plan plan, SpikeSamples samples, Seed seed) {
    if (samples.size() < plan.batch()) {
      throw new ParameterException(
          "delay training", "samples", samples.size(), "there must be at least a batch of them");
    }
    if (samples.sources() != network.parameters().layers().getFirst()
        || samples.steps() > network.parameters().response().steps()) {
      throw new ParameterException(
          "delay training",
          "samples",
          samples.sources() + " sources, " + samples.steps() + " steps",
          "the network has "
              + network.parameters().layers().getFirst()
              + " inputs and "
              + network.parameters().response().steps()
              + " steps");
    }
    this.network = network;
    this.plan = plan;
    this.samples = samples;
    this.seed = seed;
    optimiser = plan.optimiser().start(network.trained());
    order = new int[samples.size()];
    ledger.of("inference");
    ledger.of("learning");
    for (int k = 0; k < SLICES; k++) {
      slices.add(new Slice(network, plan));
    }
  }

  /**
   * Steps of an epoch.
   *
   * @return full batches that the samples make
   */
  public int stepsPerEpoch() {
    return samples.size() / plan.batch();
  }

  /**
   * Steps made so far.
   *
   * @return their number
   */
  public long step() {
    return step;
  }

  /**
   * What was counted while learning: "inference" for the forward pass, "learning" for the rest.
   *
   * @return the ledger itself
   */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * The mean loss since it was last asked for.
   *
   * @return the mean over samples, NaN when none was learned
   */
  public double takeMeanLoss() {
    double mean = lossSum / lossCount;
    lossSum = 0;
    lossCount = 0;
    return mean;
  }

  /** Learns one batch. Slices run on the threads of the current pool. */
  public void learn() {
    int epoch = (int) (step / stepsPerEpoch());
    int begin = (int) (step % stepsPerEpoch()) * plan.batch();
    if (ordered != epoch) {
      Arrays.setAll(order, i -> i);
      seed.stream(Purpose.DATA, 1, epoch).shuffle(order, order.length);
      ordered = epoch;
    }
    network.changed();
    IntStream.range(0, SLICES).parallel().forEach(k -> learnSlice(slices.get(k), k, begin));
    Gradient sum = slices.getFirst().gradient;
    for (int k = 0; k < SLICES; k++) {
      Slice slice = slices.get(k);
      if (k > 0) {
        sum.add(slice.gradient);
      }
      lossSum += slice.loss;
      slice
          .ledger
          .owners()
          .forEach((owner, counts) -> {
            ledger.of(owner).addAll(counts);
            counts.clear();
          });
    }
    lossCount += plan.batch();
    sum.scale(1f / plan.batch());
    optimiser.step(sum, plan.schedule().rate(step));
    long written = network.trained().size();
    ledger.of("learning").add(CountKind.SYNAPSE_WRITE, written);
    ledger.of("learning").add(CountKind.TRACE_UPDATE, 2 * written); // moments of the optimiser
    step++;
  }

  private void learnSlice(Slice slice, int k, int begin) {
    int from = begin + (int) ((long) plan.batch() * k / SLICES);
    int to = begin + (int) ((long) plan.batch() * (k + 1) / SLICES);
    slice.gradient.clear();
    slice.loss = 0;
    for (int n = from; n < to; n++) {
      slice.run.forward(samples, order[n]);
      slice.loss +=
          slice.run.backward(
              plan.loss(), samples.label(order[n]), plan.leastLoss(), slice.gradient);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("network", network);
    visitor.part("optimiser", optimiser);
    visitor.part("ledger", ledger);
    step = visitor.scalar("step", StateRole.BOOKKEEPING, Long.SIZE, step);
    lossSum = visitor.scalar("lossSum", StateRole.BOOKKEEPING, Double.SIZE, lossSum);
    lossCount = visitor.scalar("lossCount", StateRole.BOOKKEEPING, Long.SIZE, lossCount);
  }
}
