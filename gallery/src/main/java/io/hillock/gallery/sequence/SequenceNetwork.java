package io.hillock.gallery.sequence;

import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.MemoryReport;
import io.hillock.ledger.Technology;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * One network in all its arms: wiring, input and test words are the same for each of them.
 *
 * @param settings the network
 * @param protocol how it learns and is examined
 * @param seed the seed of the run
 * @param number which network of that seed
 */
record SequenceNetwork(NetworkSettings settings, Protocol protocol, Seed seed, int number) {
  private static final int LEARNING_WORDS = 0;
  private static final int TEST_WORDS = 1;
  private static final int RASTER_WORDS = 4;

  /**
   * How a network learns and is examined.
   *
   * @param learningS how long it organises itself [s]
   * @param logS time between two looks at its state meanwhile [s]
   * @param tunedDensity low fraction at which random networks do best
   * @param examination the readouts
   */
  record Protocol(int learningS, int logS, double tunedDensity, Examination examination) {}

  static String figure(String what, Arm arm) {
    return what + "." + arm.metric();
  }

  /** Keeps what learning in an arm counted, and its memory. */
  private static void account(SelfOrganisingNetwork network, Arm arm, Figures figures) {
    network
        .ledger()
        .owners()
        .forEach((owner, counts) -> figures.ledger().of(figure(owner, arm)).addAll(counts));
    MemoryReport memory = new MemoryReport(network);
    figures.put(figure("memory", arm), memory.inferenceBytes(), memory.learningBytes());
  }

  /** What learning in an arm cost in one network. */
  static LedgerSummary cost(Figures figures, Arm arm, Technology technology) {
    Ledger ledger = new Ledger();
    String suffix = figure("", arm);
    figures
        .ledger()
        .owners()
        .forEach((owner, counts) -> {
          if (owner.endsWith(suffix)) {
            ledger.of(owner.substring(0, owner.length() - suffix.length())).addAll(counts);
          }
        });
    double[] memory = figures.row(figure("memory", arm));
    return new LedgerSummary(ledger.total(), technology.price(ledger), memory[0], memory[1]);
  }

  /** Makes all arms; empty when it was asked to stop. */
  Optional<Figures> run(Progress progress) {
    Figures figures = new Figures();
    Map<Arm, Snapshot> learned = new EnumMap<>(Arm.class);
    double matched = settings.shape().lowFraction();
    for (Arm arm : Arm.values()) {
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      SelfOrganisingNetwork network = open(arm, matched);
      if (arm.learns()) {
        if (!learn(network, arm, figures, progress)) {
          return Optional.empty();
        }
        account(network, arm, figures);
      }
      switch (arm) {
        case SELF_ORGANISED -> {
          learned.put(arm, Snapshot.capture(network, Map.of()));
          matched = network.lowFraction();
          figures.put("resistances", network.resistancesKOhm());
        }
        case SHUFFLED -> {
          learned.get(Arm.SELF_ORGANISED).restore(network, "self-organised network");
          network.permute(seed.stream(Purpose.WIRING, number, 1));
        }
        case STATIC, MATCHED, TUNED, NO_HOMEOSTASIS, NO_PLASTICITY, UNIFORM, UNIFORM_STATIC -> {}
      }
      examine(network, arm, figures);
    }
    figures.put("density", settings.shape().lowFraction(), matched);
    progress.advance(1);
    return Optional.of(figures);
  }

  private SelfOrganisingNetwork open(Arm arm, double matched) {
    NetworkSettings.Learning learning = settings.learning();
    NetworkSettings of =
        switch (arm) {
          case SELF_ORGANISED, STATIC, SHUFFLED -> settings;
          case MATCHED -> settings.withLowFraction(matched);
          case TUNED -> settings.withLowFraction(protocol.tunedDensity());
          case NO_HOMEOSTASIS -> settings.withLearning(learning.withoutHomeostasis());
          case NO_PLASTICITY -> settings.withLearning(learning.withoutPlasticity());
          case UNIFORM, UNIFORM_STATIC -> settings.withoutVariability();
        };
    return new SelfOrganisingNetwork(of, seed, number);
  }

  private CountingTask task(int purpose) {
    return new CountingTask(protocol.examination().n(), seed.stream(Purpose.DATA, number, purpose));
  }

  private boolean learn(
      SelfOrganisingNetwork network, Arm arm, Figures figures, Progress progress) {
    CountingTask task = task(LEARNING_WORDS);
    int looks = protocol.learningS() / protocol.logS();
    int symbolMs = protocol.examination().symbolMs();
    int symbols = 1000 * protocol.logS() / symbolMs;
    double[] density = new double[looks + 1];
    double[] inBand = new double[looks];
    density[0] = network.lowFraction();
    int[] spikes = new int[network.excitatory()];
    for (int look = 0; look < looks; look++) {
      if (progress.stopRequested()) {
        return false;
      }
      Arrays.fill(spikes, 0);
      for (int k = 0; k < symbols; k++) {
        for (int t = 0; t < symbolMs; t++) {
          network.step(task.symbol(), true);
          for (int s = 0; s < network.spikes() && network.spike(s) < spikes.length; s++) {
            spikes[network.spike(s)]++;
          }
        }
        task.advance();
      }
      density[look + 1] = network.lowFraction();
      double[] hz = Arrays.stream(spikes).mapToDouble(c -> (double) c / protocol.logS()).toArray();
      inBand[look] = fractionInBand(hz);
    }
    if (arm == Arm.SELF_ORGANISED) {
      figures.put("densityOverTime", density).put("inBandOverTime", inBand);
    }
    return true;
  }

  private double fractionInBand(double[] hz) {
    NetworkSettings.Homeostasis h = settings.learning().homeostasis();
    return (double) Arrays.stream(hz).filter(h::inBand).count() / hz.length;
  }

  private void examine(SelfOrganisingNetwork network, Arm arm, Figures figures) {
    double[] hz = new double[network.excitatory()];
    Score score = protocol.examination().score(network, task(TEST_WORDS), hz);
    figures
        .put(figure("balanced", arm), score.balanced())
        .put(figure("position", arm), score.position())
        .put(figure("wordEnd", arm), score.wordEnd())
        .put(figure("next", arm), score.next())
        .put(figure("byPosition", arm), score.byPosition())
        .put(figure("rate", arm), Arrays.stream(hz).average().orElse(0))
        .put(figure("inBand", arm), fractionInBand(hz))
        .put(figure("low", arm), network.lowFraction());
    if (arm == Arm.SELF_ORGANISED || arm == Arm.STATIC) {
      figures.put(figure("rates", arm), hz);
      if (number == 0) {
        raster(network, arm, figures);
      }
    }
  }

  /** Spikes of a few words more, by time and by neuron. */
  private void raster(SelfOrganisingNetwork network, Arm arm, Figures figures) {
    CountingTask task = task(TEST_WORDS);
    int symbolMs = protocol.examination().symbolMs();
    int steps = RASTER_WORDS * CountingTask.wordLength(protocol.examination().n()) * symbolMs;
    double[] time = new double[steps * network.neurons()];
    double[] row = new double[time.length];
    int n = 0;
    for (int t = 0; t < steps; t++) {
      network.step(task.symbol(), false);
      for (int s = 0; s < network.spikes(); s++) {
        time[n] = 1e-3 * t;
        row[n++] = network.spike(s);
      }
      if ((t + 1) % symbolMs == 0) {
        task.advance();
      }
    }
    figures
        .put(figure("rasterTime", arm), Arrays.copyOf(time, n))
        .put(figure("rasterRow", arm), Arrays.copyOf(row, n));
  }
}
