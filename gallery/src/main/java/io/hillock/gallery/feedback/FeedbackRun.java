package io.hillock.gallery.feedback;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.learning.layered.LayeredNetwork;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.learning.layered.LayeredRule;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Trains one network on a task, sample by sample, and scores it after the last epoch. */
final class FeedbackRun {
  /** Test error after the last epoch [%]. */
  static final String ERROR = "errorPercent";

  /** When angles were measured, in epochs. */
  static final String EPOCHS = "epochs";

  /** Mean angle to backpropagation of the first hidden layer then [degree]. */
  static final String ANGLES = "angles";

  /** How many samples were learned. */
  static final String SAMPLES = "samples";

  /** How often angles are measured in the first epoch. */
  static final int LOOKS = 10;

  /** Images of the training set on which angles are measured. */
  private static final int PROBES = 300;

  private final ImageTask task;
  private final LayeredNetwork network;
  private final LayeredParameters parameters;
  private final Seed seed;
  private final List<double[]> looks = new ArrayList<>();
  private long learned;

  FeedbackRun(ImageTask task, LayeredParameters parameters, Seed seed) {
    this.task = task;
    this.parameters = parameters;
    this.seed = seed;
    network = new LayeredNetwork(parameters, seed);
  }

  /** Trains; the rate falls by a factor after each epoch. False when it was asked to stop. */
  boolean learn(Topology.Schedule schedule, Progress progress) {
    SparseImages images = task.training();
    int[] order = new int[images.size()];
    Arrays.setAll(order, i -> i);
    double eta = parameters.eta();
    look(0);
    for (int epoch = 0; epoch < schedule.epochs(); epoch++) {
      network.learningRate(eta);
      seed.stream(Purpose.DATA, 3, epoch).shuffle(order, order.length);
      int parts = epoch == 0 ? LOOKS : 1;
      for (int part = 1; part <= parts; part++) {
        int to = (int) ((long) order.length * part / parts);
        for (int n = (int) ((long) order.length * (part - 1) / parts); n < to; n++) {
          images.learn(network, order[n]);
          if (++learned % FeedbackJob.SAMPLES_PER_STEP == 0) {
            progress.advance(1);
            if (progress.stopRequested()) {
              return false;
            }
          }
        }
        look(epoch + (double) part / parts);
      }
      eta *= schedule.decay();
    }
    return true;
  }

  /** What the trained network does; scores the test images. */
  Figures figures() {
    return new Figures()
        .put(ERROR, errorPercent(task.test()))
        .put(EPOCHS, looks.stream().mapToDouble(l -> l[0]).toArray())
        .put(ANGLES, looks.stream().mapToDouble(l -> l[1]).toArray())
        .put(SAMPLES, learned)
        .account(network.ledger(), new MemoryReport(network));
  }

  private double errorPercent(SparseImages images) {
    int wrong = 0;
    for (int i = 0; i < images.size(); i++) {
      wrong += images.classify(network, i) == images.label()[i] ? 0 : 1;
    }
    return 100.0 * wrong / images.size();
  }

  /** Mean angle over the probes for which both gradients differ from zero. */
  private void look(double epoch) {
    double sum = 0;
    int n = 0;
    SparseImages images = task.training();
    if (parameters.rule() != LayeredRule.Plain.FROZEN_HIDDEN) {
      for (int i = images.size() - PROBES; i < images.size(); i++) {
        int[] index = images.index()[i];
        double angle = network.angle(1, index, images.value()[i], index.length, images.label()[i]);
        if (!Double.isNaN(angle)) {
          sum += angle;
          n++;
        }
      }
    }
    looks.add(new double[] {epoch, sum / n});
  }
}
