package io.hillock.gallery.rewiring;

import io.hillock.gallery.Progress;
import io.hillock.gallery.feedback.SparseImages;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.ParameterSet;
import io.hillock.train.feedforward.CompressedRows;
import io.hillock.train.feedforward.ReluNetwork;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.Sgd;
import io.hillock.train.rewire.HardRewiring;
import io.hillock.train.rewire.Rewiring;
import io.hillock.train.rewire.SoftRewiring;
import java.util.Arrays;
import java.util.List;

/** A sparse network in training; its state can be kept between batches and taken up again. */
public final class SparseTraining implements Stateful {
  private static final int ORDER = 43;

  private final SparseSettings settings;
  private final SparseImages images;
  private final Seed seed;
  private final ParameterSet weights;
  private final Rewiring.Running rewiring;
  private final Optimiser.Running optimiser;
  private final ReluNetwork network;
  private final Gradient gradient;
  private final int[] order;
  private final long connections;
  private final boolean exact;
  private long orderOf = -1;
  private long learned;
  private double lossSum;
  private long violations;

  /**
   * A network before its first image.
   *
   * @param settings how it is trained
   * @param images what it learns
   * @param seed weights, masks, noise, order of the images
   */
  public SparseTraining(SparseSettings settings, SparseImages images, Seed seed) {
    this.settings = settings;
    this.images = images;
    this.seed = seed;
    weights = settings.atStart().weights(seed);
    rewiring = settings.rewiring().start(weights, settings.sparse(weights), seed);
    optimiser = Sgd.PLAIN.start(weights);
    network = new ReluNetwork(weights, rewiring.masks());
    gradient = new Gradient(weights);
    order = new int[images.size()];
    connections = rewiring.active();
    exact = settings.rewiring() instanceof HardRewiring;
  }

  /**
   * Learns on, in whole batches.
   *
   * @param until number of images that were learned at the end, counted from the beginning
   * @param progress advanced by the images, looked at after every few batches
   * @return false when it was asked to stop before
   */
  public boolean learn(long until, Progress progress) {
    int batch = SparseSettings.BATCH;
    while (learned + batch <= until) {
      long epoch = learned / (images.size() / batch * batch);
      shuffle(epoch);
      int at = (int) (learned % (images.size() / batch * batch));
      for (int k = 0; k < batch; k++) {
        int image = order[at + k];
        lossSum +=
            network.learn(
                images.index()[image],
                images.value()[image],
                images.index()[image].length,
                images.label()[image],
                1f / batch,
                gradient);
      }
      rewiring.step(gradient, optimiser, settings.eta() * StrictMath.pow(settings.decay(), epoch));
      violations += exact && rewiring.active() != connections ? 1 : 0;
      learned += batch;
      if (learned % 1000 == 0) {
        progress.advance(1);
        if (progress.stopRequested()) {
          return false;
        }
      }
    }
    if (!Double.isFinite(lossSum)) {
      throw new IllegalStateException("the loss is not finite after " + learned + " images");
    }
    return true;
  }

  private void shuffle(long epoch) {
    if (orderOf != epoch) {
      Arrays.setAll(order, i -> i);
      seed.stream(Purpose.DATA, ORDER, epoch).shuffle(order, order.length);
      orderOf = epoch;
    }
  }

  /**
   * The fraction of images that it classifies as labelled.
   *
   * @param test the images
   * @return its accuracy
   */
  public double accuracy(SparseImages test) {
    return accuracy(deployed(), test);
  }

  /**
   * The fraction of images that a network classifies as labelled.
   *
   * @param network the network
   * @param test the images
   * @return its accuracy
   */
  static double accuracy(CompressedRows network, SparseImages test) {
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      int[] index = test.index()[i];
      right += network.classify(index, test.value()[i], index.length) == test.label()[i] ? 1 : 0;
    }
    return (double) right / test.size();
  }

  /**
   * The network as it is, for inference alone.
   *
   * @return its weights and where they are
   */
  public CompressedRows deployed() {
    return new CompressedRows(weights, rewiring.masks());
  }

  /**
   * How many images were learned.
   *
   * @return their number, repeated ones included
   */
  public long learned() {
    return learned;
  }

  /**
   * After how many steps the number of connections was another than at the start, for the rule that
   * keeps it.
   *
   * @return their number
   */
  public long violations() {
    return violations;
  }

  /**
   * The connections.
   *
   * @return who decides about them
   */
  public Rewiring.Running rewiring() {
    return rewiring;
  }

  /**
   * What learning took so far: ways forward and back, and changes of weights and connections.
   *
   * @return a copy, by owner
   */
  public Ledger ledger() {
    Ledger ledger = new Ledger();
    ledger.of("gradients").addAll(network.learning());
    ledger.of("connections").addAll(rewiring.counts());
    return ledger;
  }

  /**
   * What the network holds now, for inference and for learning: what exists, and nothing for places
   * without a connection unless they diffuse.
   *
   * @return the bits by role
   */
  public MemoryReport memory() {
    CompressedRows deployed = deployed();
    return new MemoryReport(visitor -> {
      visitor.part("network", deployed);
      visitor.part("learning", this::visitLearning);
    });
  }

  private void visitLearning(StateVisitor visitor) {
    List<Mask> masks = rewiring.masks();
    for (int k = 0; k < masks.size(); k++) {
      String name = weights.all().get(k).name();
      int n = masks.get(k).count();
      int units = weights.all().get(k).columns();
      visitor.floats("gradient of " + name, StateRole.LEARNING, Float.SIZE, new float[n]);
      visitor.floats("delta of " + name, StateRole.LEARNING, Float.SIZE, new float[units]);
      switch (settings.rewiring()) {
        case HardRewiring hard ->
            visitor.ints("signs of " + name, StateRole.LEARNING, 1, new int[n]);
        case SoftRewiring soft -> {
          int places = weights.all().get(k).size();
          visitor.ints("signs of " + name, StateRole.LEARNING, 1, new int[places]);
          visitor.floats("theta of " + name, StateRole.LEARNING, Float.SIZE, new float[places - n]);
        }
        default -> {}
      }
    }
  }

  /**
   * Mean number of connections of an input, or of any other source, by layer.
   *
   * @param layer from 0
   * @return connections of each source of the layer
   */
  public int[] fanOut(int layer) {
    int[] start = rewiring.masks().get(layer).rowStart();
    int[] fan = new int[start.length - 1];
    Arrays.setAll(fan, i -> start[i + 1] - start[i]);
    return fan;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("weights", weights);
    visitor.part("rewiring", rewiring);
    visitor.part("optimiser", optimiser);
    Counts learning = network.learning();
    visitor.part("learning", learning);
    learned = visitor.scalar("learned", StateRole.BOOKKEEPING, Long.SIZE, learned);
    lossSum = visitor.scalar("loss", StateRole.BOOKKEEPING, Double.SIZE, lossSum);
    violations = visitor.scalar("violations", StateRole.BOOKKEEPING, Long.SIZE, violations);
  }
}
