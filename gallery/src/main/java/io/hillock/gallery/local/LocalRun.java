package io.hillock.gallery.local;

import io.hillock.data.events.EventSteps;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.gallery.StoppedException;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.learning.local.LocalFeedback;
import io.hillock.learning.local.LocalLayer;
import io.hillock.learning.local.LocalNetwork;
import io.hillock.learning.local.LocalNeuron;
import io.hillock.learning.local.LocalWiring;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.Arrays;
import java.util.List;

/**
 * Trains and tests one network: 512 and 256 units, one sample at a time. Learning rates fall
 * linearly to a twentieth.
 */
final class LocalRun {
  private static final int[] UNITS = {512, 256};
  private static final LocalNeuron NEURON = LocalNeuron.PUBLISHED.withDecays(0.7, 0.4);
  private static final double WEIGHT_SCALE = 2;
  private static final float LAST_RATE = 0.05f;
  private static final int BLOCKS = 20;

  /** Wanted events per unit-step inside the box. */
  static final double EVENT_RATE = 0.01;

  private static final double CONTROL_GAIN = 0.1;
  private static final long CONTROL_WINDOW = 10_000;
  private static final double FIRST_THRESHOLD = 5;

  /**
   * What to train on.
   *
   * @param task the recordings
   * @param samples how many recordings are shown in training; more than there are make epochs
   * @param tests how many recordings of the test set are scored
   */
  record Protocol(EventTask task, int samples, int tests) {}

  /**
   * What one network did.
   *
   * @param accuracy fraction right of the test set, by layer
   * @param curve fraction right while training over each block, last layer
   * @param writesRatio unit-steps written of those inside the box, over all layers
   * @param boxed fraction of unit-steps inside the box, over all layers
   * @param synapseWrites weights written
   * @param training counts, energy and memory of training
   */
  record Outcome(
      double[] accuracy,
      double[] curve,
      double writesRatio,
      double boxed,
      long synapseWrites,
      LedgerSummary training) {
    double last() {
      return accuracy[accuracy.length - 1];
    }
  }

  private final Protocol protocol;
  private final Seed seed;
  private final LocalArm arm;
  private final LocalNetwork network;
  private final EventSteps grid;
  private final SpikeList input;
  private final EventTask.Presenter presenter;

  LocalRun(Protocol protocol, LocalArm arm, Seed seed) {
    this.protocol = protocol;
    this.arm = arm;
    this.seed = seed;
    grid = protocol.task().grid();
    input = new SpikeList(grid.channels());
    presenter = protocol.task().open(seed);
    network =
        new LocalNetwork(
            List.of(shape(grid.channels(), UNITS[0], false), shape(UNITS[0], UNITS[1], true)),
            arm.form()
                .map(f -> new LocalLayer.Trigger(f, control()))
                .map(t -> List.of(t, t))
                .orElse(List.of()),
            seed);
  }

  private static LocalLayer.Shape shape(int inputs, int units, boolean decides) {
    return new LocalLayer.Shape(
        new LocalWiring.Dense(inputs, units),
        EventTask.CLASSES,
        NEURON,
        Loss.SMOOTH_L1,
        WEIGHT_SCALE,
        1,
        LocalFeedback.READOUT,
        decides);
  }

  private static ThresholdControl control() {
    return new ThresholdControl.Multiplicative(
        FIRST_THRESHOLD, EVENT_RATE, CONTROL_GAIN, 1e-6, 1e6, CONTROL_WINDOW);
  }

  /** Trains, then scores. */
  Outcome learn(Progress progress) {
    double[] curve = train(progress);
    LedgerSummary training =
        LedgerSummary.of(
            Technology.of(Technology.BuiltIn.DIGITAL_28NM),
            network.ledger(),
            new MemoryReport(network));
    long inside = 0;
    long written = 0;
    long all = 0;
    for (int l = 0; l < network.depth(); l++) {
      inside += network.layer(l).unitStepsInside();
      written += network.layer(l).unitStepsWritten();
      all += (long) UNITS[l] * grid.steps() * protocol.samples();
    }
    return new Outcome(
        score(progress),
        curve,
        (double) written / inside,
        (double) inside / all,
        training.counts().get(CountKind.SYNAPSE_WRITE),
        training);
  }

  private double[] train(Progress progress) {
    int samples = protocol.samples();
    int size = protocol.task().training();
    int[] order = new int[size];
    double[] curve = new double[BLOCKS];
    int[] shown = new int[BLOCKS];
    for (int n = 0; n < samples; n++) {
      int epoch = n / size;
      if (n % size == 0) {
        Arrays.setAll(order, k -> k);
        seed.stream(Purpose.DATA, 9, epoch).shuffle(order, size);
      }
      float scale = 1 - (1 - LAST_RATE) * n / samples;
      int label = presenter.show(false, order[n % size], epoch, grid);
      network.reset();
      for (int t = 0; t < grid.steps(); t++) {
        grid.deliver(t, input);
        network.step(input);
        network.learn(label, scale * arm.first(), scale * arm.second());
      }
      int block = (int) ((long) n * BLOCKS / samples);
      curve[block] += network.decision(network.depth() - 1) == label ? 1 : 0;
      shown[block]++;
      tell(progress, n);
    }
    for (int b = 0; b < BLOCKS; b++) {
      curve[b] /= Math.max(1, shown[b]);
    }
    return curve;
  }

  private static void tell(Progress progress, int n) {
    if (n % 100 == 99) {
      if (progress.stopRequested()) {
        throw new StoppedException(LocalClassifiersExperiment.ID, 0, 1); // it keeps no parts
      }
      progress.advance(100);
    }
  }

  private double[] score(Progress progress) {
    double[] right = new double[network.depth()];
    for (int k = 0; k < protocol.tests(); k++) {
      int label = presenter.show(true, k, 0, grid);
      network.reset();
      for (int t = 0; t < grid.steps(); t++) {
        grid.deliver(t, input);
        network.step(input);
      }
      for (int l = 0; l < right.length; l++) {
        right[l] += network.decision(l) == label ? 1 : 0;
      }
      tell(progress, k);
    }
    for (int l = 0; l < right.length; l++) {
      right[l] /= protocol.tests();
    }
    return right;
  }
}
