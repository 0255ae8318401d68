package io.hillock.data.protocol;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One fold of a cross-validation by record: no subject is on both sides.
 *
 * @param training records to train on
 * @param test records to test on
 */
public record RecordFold(List<String> training, List<String> test) {
  private static final long PATH = 3;

  /** Copies the lists. */
  public RecordFold {
    training = List.copyOf(training);
    test = List.copyOf(test);
  }

  /**
   * Divides records into folds.
   *
   * <p>Subjects are shuffled and dealt to the folds in turn, each with all of its records; every
   * record is tested exactly once. Fold sizes in subjects differ by at most one.
   *
   * @param records names of the records, without repetition
   * @param subject names the subject of a record, for example {@link MitBih#subject}
   * @param k number of folds, 2 to the number of subjects
   * @param seed seed of the shuffle
   * @return k folds, records in the order given
   */
  public static List<RecordFold> of(
      List<String> records, UnaryOperator<String> subject, int k, Seed seed) {
    Map<String, List<String>> bySubject = new LinkedHashMap<>();
    for (String record : records) {
      bySubject.computeIfAbsent(subject.apply(record), s -> new ArrayList<>()).add(record);
    }
    if (records.stream().distinct().count() < records.size()) {
      throw new ParameterException("k-fold", "records", records, "each may occur once");
    }
    int n = bySubject.size();
    if (k < 2 || k > n) {
      throw new ParameterException("k-fold", "k", k, "it must lie in 2.." + n + " subjects");
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    seed.stream(Purpose.DATA, PATH).shuffle(order, n);
    List<String> subjects = List.copyOf(bySubject.keySet());
    List<List<String>> tests = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      tests.add(new ArrayList<>());
    }
    for (int i = 0; i < n; i++) {
      tests.get(i % k).addAll(bySubject.get(subjects.get(order[i])));
    }
    return tests.stream()
        .map(test ->
            new RecordFold(
                records.stream().filter(r -> !test.contains(r)).toList(),
                records.stream().filter(test::contains).toList()))
        .toList();
  }
}
