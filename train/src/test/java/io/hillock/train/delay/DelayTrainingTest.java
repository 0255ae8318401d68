package io.hillock.train.delay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Schedule;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class DelayTrainingTest {
  private static final Seed SEED = Seed.of(9);
  private static final int INPUTS = 40;
  private static final int CLASSES = 3;

  /** Each class has a place of its own where most events lie. */
  private static SpikeSamples samples(int count, long part) {
    RandomStream random = SEED.stream(Purpose.DATA, part);
    int perSample = 12;
    int[] start = new int[count + 1];
    int[] events = new int[count * perSample];
    int[] labels = new int[count];
    for (int n = 0; n < count; n++) {
      labels[n] = random.nextInt(CLASSES);
      for (int k = 0; k < perSample; k++) {
        int place = random.nextBoolean(0.6) ? labels[n] * 10 + random.nextInt(15) : -1;
        int source = place < 0 ? random.nextInt(INPUTS) : place;
        events[start[n] + k] = SpikeSamples.event(random.nextInt(4), source);
      }
      start[n + 1] = start[n] + perSample;
    }
    return new SpikeSamples(INPUTS, 4, start, events, labels);
  }

  private static DelayNetworkParameters parameters(DelayNetworkParameters.Trained trained) {
    return DelayNetworkParameters.published(INPUTS, 30, CLASSES)
        .withDraws(
            List.of(
                new DelayNetworkParameters.WeightDraw(0.1, 0.7),
                new DelayNetworkParameters.WeightDraw(0, 1)))
        .withTrained(trained);
  }

  private static final DelayTraining.Plan PLAN =
      new DelayTraining.Plan(
          new OutputLoss.MeanPotential(0.1),
          Adam.STANDARD.withGreatest(),
          new Schedule.Constant(0.1),
          10,
          0);

  private static DelayTraining training(DelayNetwork net, OutputLoss loss) {
    return training(net, loss, 0);
  }

  private static DelayTraining training(DelayNetwork net, OutputLoss loss, double leastLoss) {
    DelayTraining.Plan plan =
        new DelayTraining.Plan(loss, PLAN.optimiser(), PLAN.schedule(), PLAN.batch(), leastLoss);
    return new DelayTraining(net, plan, samples(300, 1), SEED);
  }

  private static void learn(DelayTraining training, int steps) {
    for (int n = 0; n < steps; n++) {
      training.learn();
    }
  }

  private static double accuracy(DelayNetwork net, Decoding decoding) {
    SpikeSamples test = samples(400, 2);
    DelayRun run = new DelayRun(net, false, new Ledger());
    net.changed();
    int right = 0;
    for (int n = 0; n < test.size(); n++) {
      run.forward(test, n);
      right += run.decide(decoding) == test.label(n) ? 1 : 0;
    }
    return right / (double) test.size();
  }

  @Test
  void shouldLearnByDelaysAloneAndLeaveTheWeightsToTheBit() {
    DelayNetwork net = new DelayNetwork(parameters(DelayNetworkParameters.Trained.DELAYS), SEED);
    float[][] before = {net.weights(0).values().clone(), net.weights(1).values().clone()};
    float[] delays = net.delays(0).values().clone();
    double untrained = accuracy(net, Decoding.MEAN_POTENTIAL);
    DelayTraining training = training(net, PLAN.loss());
    learn(training, 150);
    assertThat(net.weights(0).values()).isEqualTo(before[0]);
    assertThat(net.weights(1).values()).isEqualTo(before[1]);
    assertThat(net.delays(0).values()).isNotEqualTo(delays);
    for (int k = 0; k < net.synapseCount(0); k++) {
      assertThat(Math.abs(net.weights(0).get(0, k))).isEqualTo(10);
      assertThat(net.delays(0).get(0, k)).isBetween(0f, 9f);
    }
    // Chance is 0.33; the standard error over 400 samples is 0.02.
    assertThat(untrained).isLessThan(0.7);
    assertThat(accuracy(net, Decoding.MEAN_POTENTIAL)).isGreaterThan(0.85);
    assertThat(training.step()).isEqualTo(150);
    assertThat(training.takeMeanLoss()).isPositive();
  }

  @Test
  void shouldLearnToAnswerByTheEarliestSpike() {
    DelayNetwork net = new DelayNetwork(parameters(DelayNetworkParameters.Trained.DELAYS), SEED);
    learn(training(net, new OutputLoss.FirstSpike(2, 0.1)), 150);
    assertThat(accuracy(net, Decoding.EARLIEST_SPIKE)).isGreaterThan(0.8);
  }

  @Test
  void shouldLearnByWeightsAloneAndLeaveTheDelays() {
    DelayNetwork net = new DelayNetwork(parameters(DelayNetworkParameters.Trained.WEIGHTS), SEED);
    float[] delays = net.delays(0).values().clone();
    learn(training(net, PLAN.loss()), 150);
    assertThat(net.delays(0).values()).isEqualTo(delays);
    assertThat(accuracy(net, Decoding.MEAN_POTENTIAL)).isGreaterThan(0.8);
  }

  @Test
  void shouldLearnByDistancesOfSpikeTrains() {
    DelayNetwork net = new DelayNetwork(parameters(DelayNetworkParameters.Trained.BOTH), SEED);
    DelayTraining training = training(net, new OutputLoss.SpikeTimes(9));
    learn(training, 30);
    double early = training.takeMeanLoss();
    learn(training, 120);
    assertThat(training.takeMeanLoss()).isLessThan(early);
  }

  @Test
  void shouldGiveTheSameBitsOnOneThreadAndOnFour() {
    byte[] one = learnedOn(1);
    byte[] four = learnedOn(4);
    assertThat(four).isEqualTo(one);
  }

  private static byte[] learnedOn(int threads) {
    try (ForkJoinPool pool = new ForkJoinPool(threads)) {
      DelayNetwork net = new DelayNetwork(parameters(DelayNetworkParameters.Trained.BOTH), SEED);
      DelayTraining training = training(net, PLAN.loss());
      pool.submit(() -> learn(training, 40)).join();
      return Snapshot.capture(training, Map.of()).toBytes();
    }
  }

  @Test
  void shouldGoOnFromACheckpointToTheSameBits() {
    DelayNetworkParameters parameters = parameters(DelayNetworkParameters.Trained.DELAYS);
    DelayTraining whole = training(new DelayNetwork(parameters, SEED), PLAN.loss());
    learn(whole, 17);
    byte[] kept = Snapshot.capture(whole, Map.of()).toBytes();
    learn(whole, 40);
    DelayNetwork fresh = new DelayNetwork(parameters, SEED);
    Arrays.fill(fresh.delays(0).values(), 1);
    DelayTraining resumed = training(fresh, PLAN.loss());
    Snapshot.fromBytes(kept, "test").restore(resumed, "test");
    learn(resumed, 40);
    assertThat(Snapshot.capture(resumed, Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole, Map.of()).toBytes());
  }

  @Test
  void shouldCountWhatItDoes() {
    DelayNetwork net = new DelayNetwork(parameters(DelayNetworkParameters.Trained.DELAYS), SEED);
    DelayTraining training = training(net, PLAN.loss());
    learn(training, 2);
    Counts inference = training.ledger().of("inference");
    assertThat(inference.get(CountKind.SAMPLE)).isEqualTo(20);
    assertThat(inference.get(CountKind.NEURON_UPDATE)).isEqualTo(20L * 10 * (30 + CLASSES));
    Counts learning = training.ledger().of("learning");
    assertThat(learning.get(CountKind.SYNAPSE_WRITE)).isEqualTo(2 * net.trained().size());
    assertThat(learning.get(CountKind.SYNAPSE_READ)).isPositive();
  }

  @Test
  void shouldCarryNothingBackFromLearnedSamples() {
    DelayNetworkParameters parameters = parameters(DelayNetworkParameters.Trained.DELAYS);
    DelayNetwork all = new DelayNetwork(parameters, SEED);
    DelayNetwork some = new DelayNetwork(parameters, SEED);
    DelayTraining thorough = training(all, PLAN.loss(), 0);
    DelayTraining sparing = training(some, PLAN.loss(), 0.3);
    learn(thorough, 150);
    learn(sparing, 150);
    CountKind reads = CountKind.SYNAPSE_READ;
    assertThat(sparing.ledger().of("learning").get(reads))
        .isPositive()
        .isLessThan(thorough.ledger().of("learning").get(reads) * 3 / 4);
    assertThat(accuracy(some, Decoding.MEAN_POTENTIAL)).isGreaterThan(0.85);
    DelayNetwork untouched = new DelayNetwork(parameters, SEED);
    float[] drawn = untouched.delays(0).values().clone();
    learn(training(untouched, PLAN.loss(), 1e9), 5);
    assertThat(untouched.delays(0).values()).isEqualTo(drawn);
  }

  @Test
  void shouldRefuseSamplesOfAnotherShape() {
    DelayNetwork net =
        new DelayNetwork(DelayNetworkParameters.published(INPUTS + 1, 10, CLASSES), SEED);
    assertThatThrownBy(() -> training(net, PLAN.loss()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("40 sources");
    assertThatThrownBy(() ->
            new SpikeSamples(
                3, 4, new int[] {0, 1}, new int[] {SpikeSamples.event(0, 3)}, new int[1]))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> DelayNetworkParameters.published(2, 2, 2).withDelays(0, 10))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("T - 1");
    assertThat(Arrays.stream(samples(3, 1).events(0)).map(SpikeSamples::step).max().getAsInt())
        .isLessThan(4);
  }
}
