package io.hillock.train.rewire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.Batch;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.Plan;
import io.hillock.train.SequenceNetwork;
import io.hillock.train.Signals;
import io.hillock.train.Trainer;
import io.hillock.train.cell.AdaptiveLif;
import io.hillock.train.cell.LeakyReadout;
import io.hillock.train.cell.LifConstants;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.Schedule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rewiring of a recurrent spiking network under Adam, as a rule of its trainer. */
class RewiringInTrainingTest {
  private static final Seed SEED = Seed.of(41);
  private static final int INPUTS = 9;
  private static final int STEPS = 30;

  /** Class k fires every third line from k on more often than the others. */
  private record Lines(long number) implements Batch {
    @Override
    public int samples() {
      return 12;
    }

    @Override
    public int steps() {
      return STEPS;
    }

    @Override
    public void input(int sample, int t, Signals in, int place) {
      RandomStream draw = Seed.of(number).stream(Purpose.INPUT, sample, t);
      for (int line = 0; line < INPUTS; line++) {
        if (draw.nextBoolean(line % 3 == sample % 3 ? 0.5 : 0.1)) {
          in.add(place, line);
        }
      }
    }

    @Override
    public int target(int sample, int t) {
      return sample % 3;
    }
  }

  private record Learner(ParameterSet weights, Rewiring.Running rewiring, Trainer trainer) {
    static Learner fresh() {
      AdaptiveLif layer =
          new AdaptiveLif(
                  "layer",
                  INPUTS,
                  new LifConstants(10, 50, 0.05, 2, 0.3),
                  AdaptiveLif.betas(12, 8, 1))
              .initialise(2, SEED.stream(Purpose.WIRING, 0));
      LeakyReadout head =
          new LeakyReadout(20, 3, 0.8, 10).initialise(1, SEED.stream(Purpose.WIRING, 1));
      SequenceNetwork network = new SequenceNetwork(INPUTS, true, List.of(layer), head);
      ParameterSet weights = network.parameters();
      List<SparseMatrix> sparse =
          weights.all().stream()
              .filter(p -> p.rows() > 1)
              .map(p -> SparseMatrix.of(p, 0.3).withSigns(signs(p)))
              .map(m -> m.parameter().rows() == m.parameter().columns() ? m.withoutDiagonal() : m)
              .toList();
      assertThat(sparse).hasSize(3); // input, recurrent, readout
      Rewiring.Running rewiring =
          new HardRewiring(0.01, 0, HardRewiring.Reconnection.ANY_MATRIX)
              .start(weights, sparse, SEED);
      Plan plan =
          new Plan(
              12,
              STEPS,
              1,
              4,
              false,
              Adam.STANDARD,
              new Schedule.Constant(0.01),
              new Clipping.Norm(1));
      return new Learner(weights, rewiring, new Trainer(network, plan).rule(rewiring));
    }

    private static Signs signs(Parameter parameter) {
      return Signs.dale(parameter.rows(), 0.75, SEED.stream(Purpose.WIRING, 7, parameter.rows()));
    }

    void learn(int from, int to) {
      for (int k = from; k < to; k++) {
        trainer.step(new Lines(k));
      }
    }
  }

  @Test
  void shouldKeepConnectionsSignsAndZerosWhileAdamLearns() {
    Learner learner = Learner.fresh();
    long active = learner.rewiring().active();
    double early = 0;
    double late = 0;
    for (int k = 0; k < 200; k++) {
      double loss = learner.trainer().step(new Lines(k)).loss();
      early += k < 10 ? loss : 0;
      late += k >= 190 ? loss : 0;
      assertThat(learner.rewiring().active()).isEqualTo(active);
      for (int m = 0; m < learner.weights().all().size(); m++) {
        Mask mask = learner.rewiring().masks().get(m);
        float[] w = learner.weights().all().get(m).values();
        for (int i = 0; i < w.length && !mask.isFull(); i++) {
          assertThat(mask.contains(i) || w[i] == 0).isTrue();
        }
      }
    }
    assertThat(learner.rewiring().births()).isPositive();
    assertThat(late).isLessThan(0.8 * early); // it does learn: from ln 3 per sample downwards
  }

  @Test
  void shouldGoOnFromASnapshotToTheSameBits() {
    Learner whole = Learner.fresh();
    whole.learn(0, 30);
    Learner first = Learner.fresh();
    first.learn(0, 17);
    // Weights belong to the network, masks and moments to the trainer and its rule.
    Snapshot weights = Snapshot.capture(first.weights(), Map.of());
    Snapshot trainer = Snapshot.capture(first.trainer(), Map.of());
    Learner second = Learner.fresh();
    weights.restore(second.weights(), "test");
    trainer.restore(second.trainer(), "test");
    second.learn(17, 30);
    assertThat(Snapshot.capture(second.trainer(), Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole.trainer(), Map.of()).toBytes());
    assertThat(Snapshot.capture(second.weights(), Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole.weights(), Map.of()).toBytes());
  }
}
