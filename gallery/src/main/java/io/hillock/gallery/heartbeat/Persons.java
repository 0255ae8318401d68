package io.hillock.gallery.heartbeat;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.protocol.MitBih;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.RecordDigest;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Scale;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The persons of the heartbeat experiment: those to train the base on and those to test on, who
 * share nobody.
 *
 * @param train recordings for the base
 * @param test recordings to adapt to and to be scored on
 * @param source what they are
 * @param sha256 hash of the files, empty for generated persons
 */
record Persons(
    List<AnnotatedRecording> train,
    List<AnnotatedRecording> test,
    String source,
    Optional<String> sha256) {

  /** Generated persons: as many as DS1 and DS2 have for the paper's scale, few for a quick look. */
  private record Cohort(int train, int test, double seconds) {
    static Cohort of(Scale scale) {
      return switch (scale) {
        case QUICK -> new Cohort(8, 4, 900);
        case PAPER -> new Cohort(MitBih.DS1.size(), MitBih.DS2.size(), 1805);
      };
    }
  }

  static boolean areReal(Environment environment) {
    return environment.data().map(d -> d.resolve("mitdb").toFile().isDirectory()).orElse(false);
  }

  static Persons of(Environment environment) {
    if (areReal(environment)) {
      Path data = environment.data().get();
      List<Path> files = new ArrayList<>(MitBihRecords.paths(data, MitBih.DS1));
      files.addAll(MitBihRecords.paths(data, MitBih.DS2));
      return new Persons(
          MitBihRecords.read(data, MitBih.DS1),
          MitBihRecords.read(data, MitBih.DS2),
          "mitdb DS1 -> DS2",
          Optional.of(RecordDigest.sha256(files)));
    }
    Cohort size = Cohort.of(environment.scale());
    Seed seed = environment.seeds().getFirst();
    EcgCohort cohort = new EcgCohort(seed, size.train(), size.test(), size.seconds());
    return new Persons(
        cohort.base().parallelStream().map(cohort::recording).toList(),
        cohort.test().parallelStream().map(cohort::recording).toList(),
        "generated",
        Optional.empty());
  }

  /** What results depend on, in words. */
  String key(Environment environment) {
    return sha256.orElseGet(() ->
        "generated "
            + Cohort.of(environment.scale())
            + " "
            + environment.seeds().getFirst().value());
  }

  static double seconds(List<AnnotatedRecording> recordings) {
    return recordings.stream().mapToDouble(r -> r.recording().seconds()).sum();
  }
}
