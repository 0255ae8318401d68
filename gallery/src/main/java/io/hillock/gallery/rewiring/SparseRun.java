package io.hillock.gallery.rewiring;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.feedback.SparseImages;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.Technology;
import io.hillock.network.Snapshot;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.feedforward.CompressedRows;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Trains one sparse network, looks at it now and then, and says what it found. Every half a minute
 * and when it is asked to stop it keeps a checkpoint, and goes on from there to the same bits.
 */
public final class SparseRun implements Stateful {
  /** Accuracy on the images that are not learned, at each look. */
  public static final String ACCURACIES = "accuracies";

  /** Images learned before each look. */
  public static final String SAMPLES = "samples";

  /** Connections at each look. */
  public static final String CONNECTIONS = "connections";

  /** Connections born before each look. */
  public static final String BIRTHS = "births";

  /** Words of memory touched by learning before each look. */
  public static final String ACCESSES = "accesses";

  /** Energy of learning before each look, by the 45 nm prices [J]. */
  public static final String ENERGY = "energy";

  /** Energy of one inference at each look, by the 45 nm prices [J]. */
  public static final String INFERENCE_ENERGY = "inferenceEnergy";

  /** Products of one inference at each look. */
  public static final String PRODUCTS = "products";

  /** Steps after which the number of connections was not the one of the start. */
  public static final String VIOLATIONS = "violations";

  /** Connections of each input at the end. */
  public static final String FAN_OUT = "fanOut";

  private static final String[] ROWS = {
    SAMPLES, ACCURACIES, CONNECTIONS, BIRTHS, ACCESSES, ENERGY, INFERENCE_ENERGY, PRODUCTS
  };
  private static final long CHECKPOINT_NANOS = 30_000_000_000L;

  private final SparseTraining training;
  private final SparseSettings settings;
  private final SparseImages images;
  private final SparseImages test;
  private final double[][] rows;
  private final Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_45NM);
  private long looked;

  /**
   * A network before its first image.
   *
   * @param settings how it is trained
   * @param images what it learns
   * @param test what it is scored on
   * @param looksPerEpoch how often it is looked at in an epoch, &gt; 0
   * @param seed weights, masks, noise, order of the images
   */
  public SparseRun(
      SparseSettings settings,
      SparseImages images,
      SparseImages test,
      int looksPerEpoch,
      Seed seed) {
    this.settings = settings;
    this.images = images;
    this.test = test;
    training = new SparseTraining(settings, images, seed);
    rows = new double[ROWS.length][settings.epochs() * looksPerEpoch];
  }

  /**
   * Trains to the end, from a checkpoint where there is one.
   *
   * @param progress told of each thousand images
   * @param parts where the checkpoint is kept
   * @param key under which name
   * @return the figures, or empty when it was asked to stop
   */
  public Optional<Figures> learn(Progress progress, Parts parts, String key) {
    parts.find(key).ifPresent(kept -> kept.restore(this, "kept checkpoint"));
    progress.advance(training.learned() / 1000);
    long last = System.nanoTime();
    int looks = rows[0].length;
    long all = (long) settings.epochs() * images.size();
    while (looked < looks) {
      boolean going = training.learn((looked + 1) * all / looks, progress);
      if (going) {
        look();
      }
      if (!going || System.nanoTime() - last > CHECKPOINT_NANOS) {
        parts.keep(key, Snapshot.capture(this, Map.of()));
        last = System.nanoTime();
      }
      if (!going) {
        return Optional.empty();
      }
    }
    return Optional.of(figures());
  }

  private void look() {
    CompressedRows network = training.deployed();
    double accuracy = SparseTraining.accuracy(network, test);
    Counts inference = network.counts();
    Ledger ledger = training.ledger();
    double[] column = {
      training.learned(),
      accuracy,
      training.rewiring().active(),
      training.rewiring().births(),
      RuleCost.accesses(ledger.total()),
      technology.price(ledger.total()).value(),
      technology.price(inference).value() / test.size(),
      (double) inference.get(CountKind.MULTIPLY_ACCUMULATE) / test.size()
    };
    for (int r = 0; r < rows.length; r++) {
      rows[r][(int) looked] = column[r];
    }
    looked++;
  }

  private Figures figures() {
    Figures figures = new Figures().account(training.ledger(), training.memory());
    for (int r = 0; r < rows.length; r++) {
      figures.put(ROWS[r], rows[r]);
    }
    return figures
        .put(VIOLATIONS, training.violations())
        .put(FAN_OUT, Arrays.stream(training.fanOut(0)).asDoubleStream().toArray());
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("training", training);
    for (int r = 0; r < rows.length; r++) {
      visitor.doubles(ROWS[r], StateRole.BOOKKEEPING, Double.SIZE, rows[r]);
    }
    looked = visitor.scalar("looked", StateRole.BOOKKEEPING, Long.SIZE, looked);
  }
}
