package io.hillock.train.rtrl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.ledger.CountKind;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Clipping;
import io.hillock.train.optimise.Schedule;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnlineLearnerTest {
  private static final int CLASSES = 2;
  private static final int STEPS = 14;

  private static OnlineSettings settings(int every) {
    return new OnlineSettings(
        InfluenceKind.SPARSE,
        every,
        Adam.STANDARD,
        new Schedule.Constant(0.01),
        new Clipping.None());
  }

  private static OnlineLearner learner(RtrlBench bench, double kappa, int every) {
    EventReadout readout =
        new EventReadout(CLASSES, kappa, bench.weights)
            .fill(0.5, Seed.of(3).stream(Purpose.WIRING));
    return new OnlineLearner(bench.weights, readout, settings(every));
  }

  @Test
  void shouldHaveTheGradientOfBackPropagationThroughEventReadout() {
    double kappa = 0.7;
    RtrlBench bench = RtrlBench.of(2, 0.8, true, EventCell.Output.EVENT, STEPS);
    OnlineLearner learner = learner(bench, kappa, OnlineSettings.AT_END);
    double[][] delta = new double[STEPS][];
    for (int t = 0; t < STEPS; t++) {
      learner.learn(bench.x[t], 1);
      delta[t] = learner.readout().delta().clone();
    }
    double[][] direct = new double[STEPS][RtrlBench.UNITS];
    double[] u = learner.readout().values();
    double[] later = new double[CLASSES];
    for (int t = STEPS - 1; t >= 0; t--) {
      for (int k = 0; k < CLASSES; k++) {
        later[k] = kappa * later[k] + delta[t][k];
        for (int i = 0; i < RtrlBench.UNITS; i++) {
          direct[t][i] += (1 - kappa) * u[k * RtrlBench.UNITS + i] * later[k];
        }
      }
    }
    BackThroughTime tape = new BackThroughTime(bench.run);
    bench.run.reset();
    for (double[] x : bench.x) {
      bench.run.step(x);
      tape.record();
    }
    double[] oracle = new double[bench.weights.size()];
    tape.addTo(direct, oracle);
    assertThat(learner.cellGradient()).containsExactly(oracle, within(1e-10));
  }

  @Test
  void shouldGiveTheFiniteDifferencesOfTheSmoothModelWithItsReadout() {
    RtrlBench bench = RtrlBench.of(4, 0, true, EventCell.Output.SMOOTH, 10);
    EventReadout readout =
        new EventReadout(3, 0.6, bench.weights).fill(0.8, Seed.of(5).stream(Purpose.WIRING));
    Influence influence = new SparseInfluence(bench.run);
    double[] cell = new double[bench.weights.size()];
    double[] read = new double[readout.size()];
    for (double[] x : bench.x) {
      bench.run.step(x);
      influence.advance();
      readout.read(bench.run);
      readout.advance(bench.run, influence);
      readout.loss(2);
      readout.addGradient(1, cell, read);
    }
    double h = 1e-6;
    double[] w = bench.weights.values();
    for (int k = 0; k < w.length; k++) {
      double kept = w[k];
      w[k] = kept + h;
      double above = loss(bench, readout);
      w[k] = kept - h;
      double below = loss(bench, readout);
      w[k] = kept;
      assertThat((above - below) / (2 * h)).isCloseTo(cell[k], within(1e-6));
    }
    double[] values = readout.values();
    for (int k = 0; k < values.length; k++) {
      readout.set(k, values[k] + h);
      double above = loss(bench, readout);
      readout.set(k, values[k] - h);
      double below = loss(bench, readout);
      readout.set(k, values[k]);
      assertThat((above - below) / (2 * h)).isCloseTo(read[k], within(1e-6));
    }
  }

  private static double loss(RtrlBench bench, EventReadout readout) {
    bench.run.reset();
    readout.reset();
    double loss = 0;
    for (double[] x : bench.x) {
      bench.run.step(x);
      readout.read(bench.run);
      loss += readout.loss(2);
    }
    return loss;
  }

  @Test
  void shouldChangeParametersWhileTheSequenceRuns() {
    RtrlBench bench = RtrlBench.of(2, 0, true, EventCell.Output.EVENT, STEPS);
    OnlineLearner learner = learner(bench, 0, 4);
    double first = bench.weights.values()[bench.weights.size() - 1];
    for (double[] x : bench.x) {
      learner.learn(x, 0);
    }
    assertThat(learner.changes()).isEqualTo(3);
    assertThat(bench.weights.values()[bench.weights.size() - 1]).isNotEqualTo(first);
    learner.end();
    assertThat(learner.changes()).isEqualTo(4);
    learner.end();
    assertThat(learner.changes()).isEqualTo(4);
  }

  @Test
  void shouldLearnWhichClassIsShown() {
    RtrlBench bench = RtrlBench.of(2, 0, true, EventCell.Output.EVENT, STEPS);
    OnlineLearner learner = learner(bench, 0.5, 2);
    double before = 0;
    double after = 0;
    for (int n = 0; n < 200; n++) {
      learner.reset();
      for (double[] x : bench.x) {
        double loss = learner.learn(x, 1);
        before += n < 5 ? loss : 0;
        after += n >= 195 ? loss : 0;
      }
      learner.end();
    }
    assertThat(after).isLessThan(0.1 * before);
  }

  @Test
  void shouldGoOnToTheSameBitsFromTheMiddleOfASequence() {
    OnlineLearner whole = learner(RtrlBench.of(6, 0, true, EventCell.Output.EVENT, 4), 0.6, 3);
    RandomStream r = Seed.of(9).stream(Purpose.INPUT);
    double[][] x = new double[50][RtrlBench.INPUTS];
    for (double[] row : x) {
      for (int k = 0; k < row.length; k++) {
        row[k] = r.nextGaussian();
      }
    }
    Snapshot kept = null;
    for (int t = 0; t < x.length; t++) {
      if (t == 25) {
        kept = Snapshot.fromBytes(Snapshot.capture(whole, Map.of()).toBytes(), "test");
      }
      whole.learn(x[t], t % 2);
    }
    OnlineLearner second = learner(RtrlBench.of(7, 0, true, EventCell.Output.EVENT, 4), 0.6, 3);
    // Another start, but the same mask: it belongs to the description.
    OnlineLearner other = learner(RtrlBench.of(6, 0, true, EventCell.Output.EVENT, 4), 0.6, 3);
    other.learn(x[0], 0);
    kept.restore(other, "test");
    for (int t = 25; t < x.length; t++) {
      other.learn(x[t], t % 2);
    }
    assertThat(Snapshot.capture(other, Map.of()).toBytes())
        .isEqualTo(Snapshot.capture(whole, Map.of()).toBytes());
    assertThat(Snapshot.capture(second, Map.of()).diff(Snapshot.capture(whole, Map.of())))
        .isNotEmpty();
  }

  @Test
  void shouldAccountForWhatItDoes() {
    RtrlBench bench = RtrlBench.of(2, 0, true, EventCell.Output.EVENT, STEPS);
    OnlineLearner learner = learner(bench, 0.5, 7);
    long events = 0;
    long reads = 0;
    for (double[] x : bench.x) {
      double[] before = learner.run().y().clone();
      learner.learn(x, 1);
      for (double y : learner.run().y()) {
        events += y > 0 ? 1 : 0;
      }
      for (int i = 0; i < RtrlBench.UNITS; i++) {
        for (int k = bench.weights.recurrentStart(i); k < bench.weights.start(i + 1) - 1; k++) {
          reads += before[bench.weights.source(k) - RtrlBench.INPUTS] > 0 ? 1 : 0;
        }
      }
    }
    var owners = learner.ledger().owners();
    assertThat(owners.get("cell").get(CountKind.SPIKE)).isEqualTo(events).isPositive();
    assertThat(owners.get("cell").get(CountKind.SYNAPSE_READ)).isEqualTo(reads).isPositive();
    assertThat(owners.get("cell").get(CountKind.MULTIPLY_ACCUMULATE))
        .isEqualTo(2L * RtrlBench.UNITS * STEPS);
    assertThat(owners.get("cell").get(CountKind.STEP)).isEqualTo(STEPS);
    assertThat(owners.get("influence").get(CountKind.MULTIPLY_ACCUMULATE))
        .isEqualTo(learner.influence().multiplications().all());
    assertThat(owners.get("readout").get(CountKind.SYNAPSE_READ)).isEqualTo(CLASSES * events);
    assertThat(owners.get("optimiser").get(CountKind.SYNAPSE_WRITE))
        .isEqualTo(2L * (bench.weights.size() + learner.readout().size()));
  }
}
