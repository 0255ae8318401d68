package io.hillock.gallery.local;

import io.hillock.data.events.EventSteps;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.learning.local.LocalLayer;
import io.hillock.learning.local.LocalNetwork;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Trains and tests one network, one sample at a time. Learning rates fall linearly to a twentieth.
 * Training keeps a checkpoint now and then and when it is asked to stop, and goes on from there to
 * the bit.
 */
final class LocalRun implements Stateful {
  private static final float LAST_RATE = 0.05f;
  private static final int LOOK_AT_STOP = 100;
  private static final int CHECKPOINT = 5000;

  /** Figure: fraction right of the test set, by layer. */
  static final String ACCURACY = "accuracy";

  /** Figure: unit-steps written of those inside the box, over all layers. */
  static final String WRITES_RATIO = "writesRatio";

  /** Figure: fraction of unit-steps inside the box, over all layers. */
  static final String BOXED = "boxed";

  /**
   * What to train on.
   *
   * @param task the recordings
   * @param samples how many recordings are shown in training; more than there are make epochs
   * @param tests how many recordings of the test set are scored
   */
  record Protocol(EventTask task, int samples, int tests) {
    /** Recordings shown. */
    int presentations() {
      return samples + tests;
    }
  }

  private final Protocol protocol;
  private final LocalSettings settings;
  private final Seed seed;
  private final LocalNetwork network;
  private final EventSteps grid;
  private final SpikeList input;
  private final EventTask.Presenter presenter;
  private long shown;

  LocalRun(Protocol protocol, LocalArm arm, Seed seed) {
    this(protocol, arm.settings(protocol.task().grid()), seed);
  }

  LocalRun(Protocol protocol, LocalSettings settings, Seed seed) {
    this.protocol = protocol;
    this.settings = settings;
    this.seed = seed;
    grid = protocol.task().grid();
    input = new SpikeList(grid.channels());
    presenter = protocol.task().open(seed);
    network = settings.network(seed);
  }

  /**
   * Trains, then scores.
   *
   * @param progress told of each recording
   * @param parts where checkpoints are kept
   * @param key under which they are kept
   * @return the figures, or empty when it was asked to stop
   */
  Optional<Figures> learn(Progress progress, Parts parts, String key) {
    parts.find(key).ifPresent(kept -> kept.restore(this, "kept checkpoint"));
    progress.advance(shown);
    if (!train(progress, parts, key)) {
      return Optional.empty();
    }
    long inside = 0;
    long written = 0;
    long all = 0;
    for (int l = 0; l < network.depth(); l++) {
      LocalLayer layer = network.layer(l);
      inside += layer.unitStepsInside();
      written += layer.unitStepsWritten();
      int taught = grid.steps() - settings.burnIn();
      all += (long) layer.shape().wiring().units() * taught * protocol.samples();
    }
    Figures figures =
        new Figures()
            .account(network.ledger(), new MemoryReport(network))
            .put(WRITES_RATIO, (double) written / inside)
            .put(BOXED, (double) inside / all);
    Snapshot trained = checkpoint();
    double[] accuracy = score(progress);
    if (accuracy.length == 0) {
      parts.keep(key, trained);
      return Optional.empty();
    }
    return Optional.of(figures.put(ACCURACY, accuracy));
  }

  private Snapshot checkpoint() {
    return Snapshot.capture(this, Map.of());
  }

  /** Whether it came to the end. */
  private boolean train(Progress progress, Parts parts, String key) {
    int samples = protocol.samples();
    int size = protocol.task().training();
    int[] order = new int[size];
    int ordered = -1;
    float[] rates = new float[network.depth()];
    while (shown < samples) {
      int n = (int) shown;
      int epoch = n / size;
      if (epoch != ordered) {
        Arrays.setAll(order, k -> k);
        seed.stream(Purpose.DATA, 9, epoch).shuffle(order, size);
        ordered = epoch;
      }
      float scale = 1 - (1 - LAST_RATE) * n / samples;
      for (int l = 0; l < rates.length; l++) {
        rates[l] = scale * settings.rates().get(l);
      }
      int label = presenter.show(false, order[n % size], epoch, grid);
      network.reset();
      for (int t = 0; t < grid.steps(); t++) {
        grid.deliver(t, input);
        network.step(input);
        network.learn(label, rates);
      }
      shown++;
      progress.advance(1);
      boolean stop = shown % LOOK_AT_STOP == 0 && progress.stopRequested();
      if (stop || shown % CHECKPOINT == 0) {
        parts.keep(key, checkpoint());
      }
      if (stop) {
        return false;
      }
    }
    return true;
  }

  /** Fraction right by layer; empty when it was asked to stop. */
  private double[] score(Progress progress) {
    double[] found = new double[network.depth()];
    for (int k = 0; k < protocol.tests(); k++) {
      int label = presenter.show(true, k, 0, grid);
      network.reset();
      for (int t = 0; t < grid.steps(); t++) {
        grid.deliver(t, input);
        network.step(input);
      }
      for (int l = 0; l < found.length; l++) {
        found[l] += network.decision(l) == label ? 1 : 0;
      }
      progress.advance(1);
      if (k % LOOK_AT_STOP == 0 && progress.stopRequested()) {
        return new double[0];
      }
    }
    for (int l = 0; l < found.length; l++) {
      found[l] /= protocol.tests();
    }
    return found;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("network", network);
    shown = visitor.scalar("shown", StateRole.BOOKKEEPING, Long.SIZE, shown);
  }
}
