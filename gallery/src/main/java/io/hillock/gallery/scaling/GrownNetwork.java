package io.hillock.gallery.scaling;

import io.hillock.data.spiral.SpiralTask;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Gradient;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Adam;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Schedule;
import io.hillock.train.rtrl.BackThroughTime;
import io.hillock.train.rtrl.CellRun;
import io.hillock.train.rtrl.EventCell;
import io.hillock.train.rtrl.EventReadout;
import io.hillock.train.rtrl.MaskedWeights;
import io.hillock.train.rtrl.TriangularSurrogate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An event cell of some size, trained by back-propagation through time to tell which way a spiral
 * turns, and what it does in an inference.
 */
final class GrownNetwork implements Stateful {
  /** Fraction right on spirals that were not learned. */
  static final String ACCURACY = "accuracy";

  /** Of one inference: reads by events, multiply-accumulates of inputs, updates, events. */
  static final String INFERENCE = "inference";

  /** Of one inference of the same size with all connections, every unit in every step. */
  static final String CLOCKED = "clocked";

  static final SpiralTask TASK =
      new SpiralTask(SpiralTask.Question.TURN, 18, 18, 2, 2 * StrictMath.PI / 18, 0.05);

  private static final TriangularSurrogate SURROGATE = new TriangularSurrogate(0.7, 1);
  private static final double THRESHOLD = 1;
  private static final double GAIN_W = 2;
  private static final double RATE = 0.003;
  private static final double LAST = 0.01;
  private static final int CALMED = 20;
  private static final int LOOK = 50;
  private static final int CHECKPOINT = 500;
  private static final long LEARNED = 61;
  private static final long SCORED = 62;

  /**
   * What is grown.
   *
   * @param family how it grows
   * @param units its size
   * @param sequences spirals learned, each seen once
   * @param tests spirals scored
   */
  record Plan(Family family, int units, int sequences, int tests) {
    int steps() {
      return sequences / LOOK;
    }
  }

  private final Plan plan;
  private final Seed seed;
  private final MaskedWeights weights;
  private final EventReadout readout;
  private final CellRun run;
  private final BackThroughTime tape;
  private final Parameter cell;
  private final Parameter read;
  private final Gradient gradient;
  private final Optimiser.Running optimiser;
  private final Schedule schedule;
  private final double[] cellGradient;
  private final double[][] direct;
  private long learned;

  GrownNetwork(Plan plan, Seed seed) {
    this.plan = plan;
    this.seed = seed;
    int n = plan.units();
    EventCell description = new EventCell(SpiralTask.DIMENSIONS, n, 0, THRESHOLD, SURROGATE);
    RandomStream wiring = seed.stream(Purpose.WIRING, 60, plan.family().ordinal(), n);
    weights =
        MaskedWeights.random(description, SpiralTask.DIMENSIONS, plan.family().fan(n), wiring)
            .fill(GAIN_W, 1, 1, wiring);
    calm(plan.family().active(n));
    readout = new EventReadout(SpiralTask.CLASSES, 0, weights).fill(2 / StrictMath.sqrt(n), wiring);
    run = new CellRun(weights, EventCell.Output.EVENT);
    tape = new BackThroughTime(run);
    cell = new Parameter("cell", 1, weights.size());
    read = new Parameter("readout", 1, readout.size());
    for (int k = 0; k < weights.size(); k++) {
      cell.set(0, k, (float) weights.values()[k]);
    }
    double[] values = readout.values();
    for (int k = 0; k < values.length; k++) {
      read.set(0, k, (float) values[k]);
    }
    ParameterSet parameters = new ParameterSet(List.of(cell, read));
    gradient = new Gradient(parameters);
    optimiser = Adam.STANDARD.start(parameters);
    schedule = new Schedule.Cosine(RATE, LAST * RATE, plan.sequences() / 3, plan.sequences());
    cellGradient = new double[weights.size()];
    direct = new double[TASK.length()][n];
    take();
  }

  /** Shifts all biases so that a share of potentials at first lies above the threshold. */
  private void calm(double share) {
    if (Double.isNaN(share)) {
      return;
    }
    CellRun first = new CellRun(weights, EventCell.Output.EVENT);
    int n = plan.units();
    double[] v = new double[CALMED * TASK.length() * n];
    int at = 0;
    for (int k = 0; k < CALMED; k++) {
      first.reset();
      for (double[] x : TASK.draw(seed.stream(Purpose.DATA, LEARNED - 1, k)).points()) {
        first.step(x);
        System.arraycopy(first.v(), 0, v, at, n);
        at += n;
      }
    }
    Arrays.sort(v);
    double shift = THRESHOLD - v[(int) ((1 - share) * (v.length - 1))];
    for (int i = 0; i < n; i++) {
      weights.values()[weights.start(i + 1) - 1] += shift;
    }
  }

  private void take() {
    for (int k = 0; k < weights.size(); k++) {
      weights.values()[k] = cell.get(0, k);
    }
    for (int k = 0; k < readout.size(); k++) {
      readout.set(k, read.get(0, k));
    }
  }

  /**
   * Learns, then counts what inference does.
   *
   * @param progress told of every fifty spirals
   * @param parts where checkpoints are kept
   * @param key under which they are kept
   * @return the figures, or empty when it was asked to stop
   */
  Optional<Figures> learn(Progress progress, Parts parts, String key) {
    parts
        .find(key)
        .ifPresent(kept -> {
          kept.restore(this, "kept checkpoint");
          take();
        });
    progress.advance(learned / LOOK);
    while (learned < plan.sequences()) {
      change(TASK.draw(seed.stream(Purpose.DATA, LEARNED, learned)));
      learned++;
      if (learned % LOOK == 0) {
        progress.advance(1);
        boolean stop = progress.stopRequested() && learned < plan.sequences();
        if (stop || learned % CHECKPOINT == 0) {
          parts.keep(key, Snapshot.capture(this, Map.of()));
        }
        if (stop) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(count());
  }

  /** Seconds to learn one of the first spirals, after as many to warm up. */
  double secondsPerSequence(int sequences) {
    long begun = 0;
    for (int k = 0; k < 2 * sequences; k++) {
      begun = k == sequences ? System.nanoTime() : begun;
      change(TASK.draw(seed.stream(Purpose.DATA, LEARNED, learned)));
      learned++;
    }
    return (System.nanoTime() - begun) / 1e9 / sequences;
  }

  /** One spiral: mean over steps of the loss, its gradient, one change. */
  private void change(SpiralTask.Sample sample) {
    int n = plan.units();
    run.reset();
    tape.reset();
    readout.reset();
    gradient.clear();
    Arrays.fill(cellGradient, 0);
    double[] u = readout.values();
    float[] ofRead = gradient.of(1);
    double share = 1.0 / TASK.length();
    for (int t = 0; t < TASK.length(); t++) {
      run.step(sample.points()[t]);
      tape.record();
      readout.read(run);
      readout.loss(sample.target());
      Arrays.fill(direct[t], 0);
      for (int c = 0; c < SpiralTask.CLASSES; c++) {
        double delta = share * readout.delta()[c];
        for (int i = 0; i < n; i++) {
          direct[t][i] += u[c * n + i] * delta;
          ofRead[c * n + i] += (float) (delta * run.y()[i]);
        }
        ofRead[SpiralTask.CLASSES * n + c] += (float) delta;
      }
    }
    tape.addTo(direct, cellGradient);
    float[] ofCell = gradient.of(0);
    for (int k = 0; k < cellGradient.length; k++) {
      ofCell[k] = (float) cellGradient[k];
    }
    optimiser.step(gradient, schedule.rate(learned));
    take();
  }

  private Figures count() {
    Counts before = run.counts().copy();
    int right = 0;
    for (int k = 0; k < plan.tests(); k++) {
      SpiralTask.Sample sample = TASK.draw(seed.stream(Purpose.DATA, SCORED, k));
      run.reset();
      readout.reset();
      for (double[] x : sample.points()) {
        run.step(x);
        readout.read(run);
      }
      right += readout.decision() == sample.target() ? 1 : 0;
    }
    Counts counts = run.counts().minus(before);
    long events = counts.get(CountKind.SPIKE);
    Ledger ledger = new Ledger();
    Counts cellCounts = ledger.of("cell");
    for (CountKind kind :
        List.of(CountKind.MULTIPLY_ACCUMULATE, CountKind.SYNAPSE_READ, CountKind.NEURON_UPDATE)) {
      cellCounts.add(kind, counts.get(kind));
    }
    cellCounts.add(CountKind.SPIKE, events);
    Counts readCounts = ledger.of("readout");
    long steps = (long) plan.tests() * TASK.length();
    readCounts.add(CountKind.SYNAPSE_READ, SpiralTask.CLASSES * events);
    readCounts.add(CountKind.NEURON_UPDATE, SpiralTask.CLASSES * steps);
    Counts all = ledger.total();
    double tests = plan.tests();
    double n = plan.units();
    double length = TASK.length();
    return new Figures()
        .account(ledger, (double) (weights.size() + readout.size()) * Float.BYTES, 0)
        .put(ACCURACY, right / tests)
        .put(
            INFERENCE,
            all.get(CountKind.SYNAPSE_READ) / tests,
            all.get(CountKind.MULTIPLY_ACCUMULATE) / tests,
            all.get(CountKind.NEURON_UPDATE) / tests,
            events / tests)
        .put(
            CLOCKED,
            length * n * (n + SpiralTask.DIMENSIONS + SpiralTask.CLASSES),
            length * (n + SpiralTask.CLASSES));
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("cell", cell);
    visitor.part("readout", read);
    visitor.part("optimiser", optimiser);
    learned = visitor.scalar("learned", StateRole.BOOKKEEPING, Long.SIZE, learned);
  }
}
