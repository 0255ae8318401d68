package io.hillock.train;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.optimise.ActivityRegulariser;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.ParameterRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Trains a network by back-propagation through time.
 *
 * <p>A batch is divided into a fixed number of chunks that run on the threads of the current pool;
 * gradients of chunks are added in their order, so that the bits do not depend on the number of
 * threads. What it shows to a visitor is everything that training needs to go on to the same bits.
 */
public final class Trainer implements Stateful {
  /** Elements that are added at once when gradients are summed by several threads. */
  private static final int BLOCK = 1 << 15;

  private final SequenceNetwork network;
  private final Plan plan;
  private final ParameterSet parameters;
  private final Optimiser.Running optimiser;
  private final Gradient[] gradients;
  private final SliceRunner[] runners;
  private final ActivityRegulariser[] regularisers;
  private final float[][] pushes;
  private final double[][] rates;
  private final Tally[] tallies;
  private final List<ParameterRule> rules = new ArrayList<>();
  private long step;
  private double norm;

  /**
   * A trainer at its beginning.
   *
   * @param network what to train; its parameters are changed
   * @param plan how
   */
  public Trainer(SequenceNetwork network, Plan plan) {
    this.network = network;
    this.plan = plan;
    parameters = network.parameters();
    optimiser = plan.optimiser().start(parameters);
    gradients = new Gradient[plan.chunks()];
    runners = new SliceRunner[plan.chunks()];
    for (int c = 0; c < plan.chunks(); c++) {
      gradients[c] = new Gradient(parameters);
      runners[c] = new SliceRunner(network, plan.slice(), plan.steps(), gradients[c]);
    }
    int layers = network.layers().size();
    regularisers = new ActivityRegulariser[layers];
    pushes = new float[layers][];
    rates = new double[layers][];
    tallies = new Tally[layers];
    for (int l = 0; l < layers; l++) {
      int units = network.layers().get(l).units();
      tallies[l] = new Tally(units);
      rates[l] = new double[units];
      Arrays.fill(rates[l], Double.NaN);
      pushes[l] = new float[units];
      for (SliceRunner runner : runners) {
        runner.push(l, pushes[l]);
      }
    }
    network.prepare();
  }

  /**
   * Regularises the activity of a layer.
   *
   * @param layer its place, from the lowest
   * @param regulariser the term of the loss
   * @return this trainer
   */
  public Trainer regularise(int layer, ActivityRegulariser regulariser) {
    regularisers[layer] = regulariser;
    return this;
  }

  /**
   * Adds a rule for parameters.
   *
   * @param rule the rule
   * @return this trainer
   */
  public Trainer rule(ParameterRule rule) {
    rules.add(rule);
    return this;
  }

  /**
   * Makes one step of training.
   *
   * @param batch as many samples as planned
   * @return loss and hits of the batch before the step
   */
  public Score step(Batch batch) {
    if (batch.samples() != plan.samples() || batch.steps() > plan.steps()) {
      throw new ParameterException(
          "training",
          "batch",
          batch.samples() + " samples of " + batch.steps() + " steps",
          "planned are " + plan.samples() + " of at most " + plan.steps());
    }
    Score score = gradient(batch);
    Gradient gradient = gradients[0];
    for (ParameterRule rule : rules) {
      rule.before(gradient);
    }
    norm = plan.clipping().apply(gradient);
    double rate = plan.schedule().rate(step);
    optimiser.step(gradient, rate);
    for (ParameterRule rule : rules) {
      rule.after(gradient, optimiser, rate);
    }
    network.prepare();
    step++;
    return score;
  }

  private Score gradient(Batch batch) {
    long unitSteps = (long) batch.samples() * batch.steps();
    for (int l = 0; l < regularisers.length; l++) {
      if (regularisers[l] != null) {
        regularisers[l].push(step, rates[l], unitSteps, pushes[l]);
      }
    }
    int share = plan.samples() / plan.chunks();
    IntStream.range(0, plan.chunks())
        .parallel()
        .forEach(c -> {
          gradients[c].clear();
          runners[c].train(batch, c * share, (c + 1) * share, plan.carry(), 1f / batch.samples());
        });
    reduce();
    Score score = new Score();
    for (int l = 0; l < tallies.length; l++) {
      tallies[l].clear();
    }
    for (SliceRunner runner : runners) {
      runner.collect(score, tallies);
    }
    for (int l = 0; l < tallies.length; l++) {
      for (int j = 0; j < rates[l].length; j++) {
        rates[l][j] = tallies[l].unitEvents[j] / (double) unitSteps;
      }
    }
    return score;
  }

  /** Adds the gradients of all chunks to the first, each element in the order of chunks. */
  private void reduce() {
    for (int k = 0; k < parameters.all().size(); k++) {
      int place = k;
      int size = gradients[0].of(k).length;
      IntStream.range(0, (size + BLOCK - 1) / BLOCK)
          .parallel()
          .forEach(block -> {
            float[] sum = gradients[0].of(place);
            int end = Math.min(size, (block + 1) * BLOCK);
            for (int c = 1; c < gradients.length; c++) {
              add(sum, gradients[c].of(place), block * BLOCK, end);
            }
          });
    }
  }

  private static void add(float[] sum, float[] addend, int from, int to) {
    for (int i = from; i < to; i++) {
      sum[i] += addend[i];
    }
  }

  /**
   * The gradient of a batch, without a step; for checks.
   *
   * @param batch as many samples as planned
   * @return the gradient itself, valid until the next call
   */
  public Gradient gradientOf(Batch batch) {
    gradient(batch);
    return gradients[0];
  }

  /**
   * How many steps were made.
   *
   * @return the count
   */
  public long steps() {
    return step;
  }

  /**
   * Euclidean length of the gradient of the last step, before clipping.
   *
   * @return the length
   */
  public double norm() {
    return norm;
  }

  /**
   * What happened in the last step.
   *
   * @param layer place of the layer, from the lowest
   * @return the counts, valid until the next step
   */
  public Tally tally(int layer) {
    return tallies[layer];
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("parameters", parameters);
    visitor.part("optimiser", optimiser);
    for (int l = 0; l < rates.length; l++) {
      String name = network.layers().get(l).name();
      visitor.doubles("rates of " + name, StateRole.LEARNING, Float.SIZE, rates[l]);
      if (regularisers[l] != null) {
        visitor.part("regulariser of " + name, regularisers[l]);
      }
    }
    for (int r = 0; r < rules.size(); r++) {
      visitor.part("rule " + r, rules.get(r));
    }
    if (plan.carry()) {
      for (int c = 0; c < runners.length; c++) {
        visitor.part("slice " + c, runners[c]);
      }
    }
    step = visitor.scalar("step", StateRole.BOOKKEEPING, Long.SIZE, step);
    network.prepare();
  }
}
