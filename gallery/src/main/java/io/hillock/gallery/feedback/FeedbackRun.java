package io.hillock.gallery.feedback;

import io.hillock.gallery.LedgerSummary;
import io.hillock.learning.layered.LayeredNetwork;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.learning.layered.LayeredRule;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Trains one network on a task, sample by sample, and scores it after the last epoch. */
final class FeedbackRun {
  /** Images of the training set on which angles are measured. */
  private static final int PROBES = 300;

  /** How often angles are measured in the first epoch. */
  private static final int LOOKS = 10;

  /**
   * What one network did.
   *
   * @param errorPercent test error after the last epoch
   * @param epochs when angles were measured, in epochs
   * @param angles mean angle to backpropagation of the first hidden layer then [degree]
   * @param training counts, energy and memory of training
   * @param samples how many samples were learned
   */
  record Outcome(
      double errorPercent, double[] epochs, double[] angles, LedgerSummary training, long samples) {
    double firstEpochAngle() {
      return angles[LOOKS];
    }

    double finalAngle() {
      return angles[angles.length - 1];
    }
  }

  private final ImageTask task;
  private final LayeredNetwork network;
  private final LayeredParameters parameters;
  private final Seed seed;
  private final List<double[]> looks = new ArrayList<>();

  FeedbackRun(ImageTask task, LayeredParameters parameters, Seed seed) {
    this.task = task;
    this.parameters = parameters;
    this.seed = seed;
    network = new LayeredNetwork(parameters, seed);
  }

  /** Trains; the rate falls by a factor after each epoch. Empty-handed (null) when stopped. */
  Outcome learn(int epochs, double decay, BooleanSupplier stopped) {
    SparseImages images = task.training();
    int[] order = new int[images.size()];
    Arrays.setAll(order, i -> i);
    double eta = parameters.eta();
    look(0);
    for (int epoch = 0; epoch < epochs; epoch++) {
      network.learningRate(eta);
      seed.stream(Purpose.DATA, 3, epoch).shuffle(order, order.length);
      int parts = epoch == 0 ? LOOKS : 1;
      for (int part = 1; part <= parts; part++) {
        int to = (int) ((long) order.length * part / parts);
        for (int n = (int) ((long) order.length * (part - 1) / parts); n < to; n++) {
          int i = order[n];
          int[] index = images.index()[i];
          network.learn(index, images.value()[i], index.length, images.label()[i]);
        }
        look(epoch + (double) part / parts);
        if (stopped.getAsBoolean()) {
          return null;
        }
      }
      eta *= decay;
    }
    return new Outcome(
        errorPercent(task.test()),
        looks.stream().mapToDouble(l -> l[0]).toArray(),
        looks.stream().mapToDouble(l -> l[1]).toArray(),
        LedgerSummary.of(
            Technology.of(Technology.BuiltIn.DIGITAL_28NM),
            network.ledger(),
            new MemoryReport(network)),
        (long) epochs * order.length);
  }

  private double errorPercent(SparseImages images) {
    int wrong = 0;
    for (int i = 0; i < images.size(); i++) {
      int[] index = images.index()[i];
      int c = network.classify(index, images.value()[i], index.length);
      wrong += c == images.label()[i] ? 0 : 1;
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
