package io.hillock.gallery.bayes;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.protocol.MitBih;
import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.RecordDigest;
import io.hillock.gallery.Environment;
import io.hillock.gallery.heartbeat.MitBihRecords;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Ventricular against normal beats of persons who were not trained on. Supraventricular and fusion
 * beats, and leads that have come off, are kinds that nobody is trained on.
 */
final class EcgTask {
  /** A kind of input. */
  enum Kind {
    /** Class N, label 0. */
    NORMAL(AamiClass.N, "normal"),
    /** Class V, label 1. */
    VENTRICULAR(AamiClass.V, "ventricular"),
    /** Class S, unseen. */
    SUPRAVENTRICULAR(AamiClass.S, "supraventricular"),
    /** Class F, unseen. */
    FUSION(AamiClass.F, "fusion"),
    /** A lead that came off, unseen. */
    NOISE(null, "noise");

    /** The kinds that are not trained on. */
    static final List<Kind> UNSEEN = List.of(SUPRAVENTRICULAR, FUSION, NOISE);

    private final AamiClass aami;
    private final String text;

    Kind(AamiClass aami, String text) {
      this.aami = aami;
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * A split of persons.
   *
   * @param split beats of training and test persons; nothing is unlike
   * @param unseen inputs of test persons of the kinds that were not trained on
   */
  record Persons(Split split, Map<Kind, double[][]> unseen) {}

  private static final int GENERATED = 16;
  private static final double SECONDS = 400;
  private static final int TEST_QUARTER = 4;
  private static final int TRAINING_BEATS = 400;
  private static final int MOST_OF_A_KIND = 24; // of one person
  private static final int NOISE = 24;

  private final Seed seed;
  private final List<Map<Kind, List<double[]>>> persons = new ArrayList<>();

  private EcgTask(Seed seed, List<AnnotatedRecording> recordings) {
    this.seed = seed;
    for (int r = 0; r < recordings.size(); r++) {
      BeatInputs inputs = new BeatInputs(recordings.get(r));
      RandomStream random = seed.stream(Purpose.DATA, 3, r);
      Map<Kind, List<double[]>> kinds = new EnumMap<>(Kind.class);
      for (Kind kind : Kind.values()) {
        kinds.put(
            kind,
            kind == Kind.NOISE
                ? inputs.ofNoise(NOISE, random)
                : drawn(inputs.of(kind.aami), MOST_OF_A_KIND, random));
      }
      persons.add(kinds);
    }
  }

  static boolean isReal(Environment environment) {
    return environment.data().map(d -> d.resolve("mitdb").toFile().isDirectory()).orElse(false);
  }

  /** Records of DS1. */
  static List<AnnotatedRecording> real(Environment environment) {
    return MitBihRecords.read(environment.data().orElseThrow(), MitBih.DS1);
  }

  /** Hash of the files of those records. */
  static String sha256(Environment environment) {
    Path folder = environment.data().orElseThrow().resolve("mitdb");
    return RecordDigest.sha256(
        MitBih.DS1.stream()
            .map(folder::resolve)
            .filter(path -> Files.exists(path.resolveSibling(path.getFileName() + ".hea")))
            .toList());
  }

  /** The same records with another draw of beats and noise for each seed. */
  static EcgTask of(List<AnnotatedRecording> recordings, Seed seed) {
    return new EcgTask(seed, recordings);
  }

  /** Generated persons. */
  static EcgTask generated(Seed seed) {
    EcgCohort cohort = new EcgCohort(seed, GENERATED, 1, SECONDS);
    return new EcgTask(seed, cohort.base().stream().map(cohort::recording).toList());
  }

  private static List<double[]> drawn(List<double[]> rows, int most, RandomStream random) {
    int[] order = new int[rows.size()];
    for (int n = 0; n < order.length; n++) {
      order[n] = n;
    }
    random.shuffle(order, order.length);
    List<double[]> some = new ArrayList<>();
    for (int n = 0; n < StrictMath.min(most, order.length); n++) {
      some.add(rows.get(order[n]));
    }
    return some;
  }

  /**
   * One split: a quarter of the persons is tested. Both classes have equally many beats in either
   * part.
   */
  Persons split(int number) {
    int[] who = new int[persons.size()];
    for (int n = 0; n < who.length; n++) {
      who[n] = n;
    }
    RandomStream random = seed.stream(Purpose.DATA, 4, number);
    random.shuffle(who, who.length);
    int tested = StrictMath.max(1, who.length / TEST_QUARTER);
    Map<Kind, List<double[]>> test = together(who, 0, tested);
    Map<Kind, List<double[]>> train = together(who, tested, who.length);
    Split.Part training = balanced(train, TRAINING_BEATS / 2, random);
    Split.Part testing = balanced(test, Integer.MAX_VALUE, random);
    int[] all = new int[training.x().length];
    for (int n = 0; n < all.length; n++) {
      all[n] = n;
    }
    Standard standard = new Standard(training.x(), all, all.length);
    standard.all(training.x());
    standard.all(testing.x());
    Map<Kind, double[][]> unseen = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.UNSEEN) {
      double[][] x = copy(test.get(kind));
      standard.all(x);
      unseen.put(kind, x);
    }
    return new Persons(new Split(training, testing, new double[0][]), unseen);
  }

  private Map<Kind, List<double[]>> together(int[] who, int from, int to) {
    Map<Kind, List<double[]>> all = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      List<double[]> rows = new ArrayList<>();
      for (int n = from; n < to; n++) {
        rows.addAll(persons.get(who[n]).get(kind));
      }
      all.put(kind, rows);
    }
    return all;
  }

  private static Split.Part balanced(
      Map<Kind, List<double[]>> kinds, int most, RandomStream random) {
    List<double[]> normal = kinds.get(Kind.NORMAL);
    List<double[]> ventricular = kinds.get(Kind.VENTRICULAR);
    int each = StrictMath.min(most, StrictMath.min(normal.size(), ventricular.size()));
    List<double[]> rows = new ArrayList<>(drawn(normal, each, random));
    rows.addAll(drawn(ventricular, each, random));
    int[] y = new int[rows.size()];
    for (int n = each; n < y.length; n++) {
      y[n] = 1;
    }
    return new Split.Part(copy(rows), y);
  }

  private static double[][] copy(List<double[]> rows) {
    return rows.stream().map(double[]::clone).toArray(double[][]::new);
  }
}
