package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.gallery.Environment;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The persons of the heartbeat experiment for studies of the readout alone: recorded ones where
 * they are at hand, else persons generated for each seed.
 */
public final class ReadoutPersons {
  private final Environment environment;
  private final Optional<Persons> recorded;

  /**
   * The persons at hand.
   *
   * @param environment data and scale
   */
  public ReadoutPersons(Environment environment) {
    this.environment = environment;
    recorded =
        Persons.areReal(environment) ? Optional.of(Persons.of(environment)) : Optional.empty();
  }

  /**
   * Whether they are recorded persons.
   *
   * @return false where they are generated
   */
  public boolean areRecorded() {
    return recorded.isPresent();
  }

  /**
   * What figures depend on: the hash of the recordings, or the seed of the generator.
   *
   * @param seed draws generated persons
   * @return the key
   */
  public String key(Seed seed) {
    return recorded
        .flatMap(Persons::sha256)
        .orElseGet(() -> "generated, " + environment.scale() + ", " + seed);
  }

  private Persons of(Seed seed) {
    return recorded.orElseGet(() ->
        Persons.of(
            new Environment(
                List.of(seed), environment.scale(), environment.data(), environment.progress())));
  }

  /**
   * One half of the persons to train on, seen through a base that was trained on the other half.
   *
   * @param seed of the base, and of generated persons
   * @return their beats
   */
  public ReadoutBeats heldOut(Seed seed) {
    List<AnnotatedRecording> train = of(seed).train();
    int[] fold = MitBihRecords.folds(train, 2);
    return ReadoutBeats.of(base(half(train, fold, 0), seed), half(train, fold, 1));
  }

  /**
   * The persons to test on, seen through a base that was trained on all persons to train on.
   *
   * @param seed of the base, and of generated persons
   * @return their beats
   */
  public ReadoutBeats unseen(Seed seed) {
    Persons persons = of(seed);
    return ReadoutBeats.of(base(persons.train(), seed), persons.test());
  }

  /**
   * For how long a thread will be busy with training bases and running over persons, from a probe
   * on the first one. To train costs about as much as to run over every recording does.
   *
   * @param heldOut seeds of {@link #heldOut}
   * @param unseen number of seeds of {@link #unseen}
   * @return [s]
   */
  public double secondsToPrepare(List<Seed> heldOut, int unseen) {
    Persons persons = of(heldOut.getFirst());
    List<AnnotatedRecording> probe = persons.test().subList(0, 1);
    HeartbeatBase base = HeartbeatBase.shipped();
    double least = Double.POSITIVE_INFINITY;
    for (int pass = 0; pass < 2; pass++) { // the first one compiles
      long begun = System.nanoTime();
      ReadoutBeats.of(base, probe);
      least = Math.min(least, 1e-9 * (System.nanoTime() - begun));
    }
    double perSecond = least / Persons.seconds(probe);
    double train = Persons.seconds(persons.train());
    return perSecond
        * (heldOut.size() * train + unseen * (train + Persons.seconds(persons.test())));
  }

  private static List<AnnotatedRecording> half(
      List<AnnotatedRecording> all, int[] fold, int which) {
    return IntStream.range(0, fold.length)
        .filter(i -> fold[i] == which)
        .mapToObj(all::get)
        .toList();
  }

  private static HeartbeatBase base(List<AnnotatedRecording> train, Seed seed) {
    int[] everyone = IntStream.range(0, train.size()).toArray();
    return new HeartbeatTrainer(train, HeartbeatSettings.DEFAULT)
        .train(HeartbeatSettings.DEFAULT, seed, everyone);
  }
}
