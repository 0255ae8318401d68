package io.hillock.data.protocol;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
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
    Map<String, List<String>> bySubject = bySubject(records, subject, k);
    int n = bySubject.size();
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    seed.stream(Purpose.DATA, PATH).shuffle(order, n);
    List<String> subjects = List.copyOf(bySubject.keySet());
    List<List<String>> tests = empty(k);
    for (int i = 0; i < n; i++) {
      tests.get(i % k).addAll(bySubject.get(subjects.get(order[i])));
    }
    return folds(records, tests);
  }

  /**
   * Divides records into folds of about equal weight, for classes that few records hold: subjects
   * are sorted by weight, the heaviest first, and dealt to the folds to and fro. No randomness.
   *
   * @param records names of the records, without repetition
   * @param subject names the subject of a record, for example {@link MitBih#subject}
   * @param weight weight of a record, for example a count of rare beats
   * @param k number of folds, 2 to the number of subjects
   * @return k folds, records in the order given
   */
  public static List<RecordFold> balanced(
      List<String> records, UnaryOperator<String> subject, ToLongFunction<String> weight, int k) {
    Map<String, List<String>> bySubject = bySubject(records, subject, k);
    List<String> heaviestFirst = new ArrayList<>(bySubject.keySet());
    heaviestFirst.sort(
        Comparator.comparingLong((String s) -> -bySubject.get(s).stream().mapToLong(weight).sum()));
    List<List<String>> tests = empty(k);
    for (int i = 0; i < heaviestFirst.size(); i++) {
      int place = i % k;
      int fold = i / k % 2 == 1 ? k - 1 - place : place;
      tests.get(fold).addAll(bySubject.get(heaviestFirst.get(i)));
    }
    return folds(records, tests);
  }

  private static Map<String, List<String>> bySubject(
      List<String> records, UnaryOperator<String> subject, int k) {
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
    return bySubject;
  }

  private static List<List<String>> empty(int k) {
    List<List<String>> tests = new ArrayList<>();
    for (int fold = 0; fold < k; fold++) {
      tests.add(new ArrayList<>());
    }
    return tests;
  }

  private static List<RecordFold> folds(List<String> records, List<List<String>> tests) {
    return tests.stream()
        .map(test ->
            new RecordFold(
                records.stream().filter(r -> !test.contains(r)).toList(),
                records.stream().filter(test::contains).toList()))
        .toList();
  }
}
