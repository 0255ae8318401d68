package io.hillock.gallery.lesion;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.feedback.ImageTask;
import io.hillock.gallery.feedback.SparseImages;
import io.hillock.learning.layered.LayeredNetwork;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.learning.layered.LayeredRule;
import io.hillock.ledger.MemoryReport;
import io.hillock.lesion.Lesionable;
import io.hillock.lesion.Replication;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Digits by one hidden layer of tanh units under backpropagation, sample by sample.
 *
 * @param prefix of its metrics
 * @param title what it is, in words
 * @param hidden number of hidden units
 * @param dropout probability with which a hidden unit is left out
 * @param training how long and how fast it learns
 * @param tasks the images of a seed
 */
record DigitRecipe(
    String prefix,
    String title,
    int hidden,
    double dropout,
    Training training,
    Function<Seed, ImageTask> tasks)
    implements Recipe {
  private static final int SAMPLES_PER_STEP = 1000;
  private static final double WEIGHT_GAIN = 1;
  private static final int ORDER = 4;
  private static final int PROBE = 1000;
  private static final int PROBES = 5;
  private static final double NANO = 1e-9;

  /**
   * Plain gradient descent.
   *
   * @param epochs passes over the training images
   * @param eta learning rate of the first
   * @param decay factor on the rate after each
   * @param retrainEta learning rate of the pass after a lesion
   */
  record Training(int epochs, double eta, double decay, double retrainEta) {}

  private LayeredParameters parameters(ImageTask task, int units) {
    List<Integer> sizes = List.of(task.training().grid().units(), units, task.training().classes());
    return LayeredParameters.of(sizes, LayeredRule.Plain.BACKPROPAGATION, training.eta())
        .withGains(WEIGHT_GAIN, 0)
        .withDropout(dropout);
  }

  @Override
  public Pace pace(Seed seed) {
    ImageTask task = tasks.apply(seed);
    LayeredNetwork network = new LayeredNetwork(parameters(task, hidden), seed);
    SparseImages few = task.training().part(0, Math.min(PROBE, task.training().size()));
    double learn = Double.POSITIVE_INFINITY;
    double classify = Double.POSITIVE_INFINITY;
    for (int k = 0; k < PROBES; k++) { // the least: neither compilation nor other people's work
      long begun = System.nanoTime();
      pass(network, few, seed, k, Progress.SILENT);
      long between = System.nanoTime();
      score(network, few);
      learn = Math.min(learn, NANO * (between - begun) / few.size());
      classify = Math.min(classify, NANO * (System.nanoTime() - between) / few.size());
    }
    double epoch = learn * task.training().size();
    return new Pace(training.epochs() * epoch, epoch, classify * task.test().size());
  }

  @Override
  public double growth(int copies) {
    return copies;
  }

  @Override
  public String rule() {
    return "backpropagation, " + title;
  }

  @Override
  public String key(Seed seed) {
    ImageTask task = tasks.apply(seed);
    return String.join(
        " | ", task.key(), parameters(task, hidden).toString(), training.toString(), "" + seed);
  }

  @Override
  public Optional<Figures> train(Seed seed, Progress progress) {
    ImageTask task = tasks.apply(seed);
    LayeredNetwork network = new LayeredNetwork(parameters(task, hidden), seed);
    double eta = training.eta();
    for (int epoch = 0; epoch < training.epochs(); epoch++) {
      network.learningRate(eta);
      if (!pass(network, task.training(), seed, epoch, progress)) {
        return Optional.empty();
      }
      eta *= training.decay();
    }
    Subject.Score score = score(network, task.test());
    Figures figures =
        new Figures()
            .put(CLEAN, score.errorPercent())
            .put(OUTPUTS, Weights.bits(score.outputs()))
            .put(SAMPLES, (double) training.epochs() * task.training().size())
            .account(network.ledger(), new MemoryReport(network));
    for (int layer = 1; layer <= 2; layer++) {
      Weights.put(figures, "w" + layer, network.weights(layer));
      Weights.put(figures, "b" + layer, network.biases(layer));
    }
    return Optional.of(figures);
  }

  /** One pass in an order of its own; false when it was asked to stop. */
  private static boolean pass(
      LayeredNetwork network, SparseImages images, Seed seed, int epoch, Progress progress) {
    int[] order = new int[images.size()];
    Arrays.setAll(order, i -> i);
    seed.stream(Purpose.DATA, ORDER, epoch).shuffle(order, order.length);
    for (int n = 0; n < order.length; n++) {
      images.learn(network, order[n]);
      if (n % SAMPLES_PER_STEP == 0 && progress.stopRequested()) {
        return false;
      }
    }
    return true;
  }

  private static Subject.Score score(LayeredNetwork network, SparseImages images) {
    int classes = images.classes();
    int[] outputs = new int[images.size() * classes];
    int wrong = 0;
    for (int i = 0; i < images.size(); i++) {
      wrong += images.classify(network, i) == images.label()[i] ? 0 : 1;
      for (int c = 0; c < classes; c++) {
        outputs[i * classes + c] = Float.floatToRawIntBits(network.output()[c]);
      }
    }
    return new Subject.Score(100.0 * wrong / images.size(), outputs);
  }

  @Override
  public Subject open(Figures trained, Seed seed, int copies) {
    ImageTask task = tasks.apply(seed);
    Replication replication = new Replication(copies);
    LayeredNetwork network = new LayeredNetwork(parameters(task, copies * hidden), seed);
    int inputs = task.training().grid().units();
    network.weights(1, replication.incoming(Weights.get(trained, "w1", inputs)));
    network.biases(1, replication.values(Weights.get(trained, "b1", 1)[0]));
    network.weights(2, replication.outgoing(Weights.get(trained, "w2", hidden)));
    network.biases(2, Weights.get(trained, "b2", 1)[0]);
    network.learningRate(training.retrainEta());
    return new DigitSubject(network.lesionable(), task, seed, training.epochs());
  }

  /** The network on its images. */
  private static final class DigitSubject implements Subject {
    private final LayeredNetwork network;
    private final ImageTask task;
    private final Seed seed;
    private final int epoch;
    private final Snapshot sound;

    DigitSubject(LayeredNetwork network, ImageTask task, Seed seed, int epoch) {
      this.network = network;
      this.task = task;
      this.seed = seed;
      this.epoch = epoch;
      sound = Snapshot.capture(network, Map.of());
    }

    @Override
    public Lesionable network() {
      return network;
    }

    @Override
    public void heal() {
      sound.restore(network, "sound network");
    }

    @Override
    public Score score() {
      return DigitRecipe.score(network, task.test());
    }

    @Override
    public void retrain() {
      pass(network, task.training(), seed, epoch, Progress.SILENT);
    }

    @Override
    public float[] biasOnly() {
      return network.biases(2);
    }
  }
}
