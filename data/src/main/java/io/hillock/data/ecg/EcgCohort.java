package io.hillock.data.ecg;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A synthetic population in two groups that share nobody: persons on whom a base model is trained,
 * and persons to whom it is then adapted.
 *
 * @param seed seed of persons and recordings
 * @param basePersons persons for the base model, {@code >= 1}
 * @param testPersons persons for adaptation and test, {@code >= 1}; at most 10,000 in both groups
 * @param seconds duration of each recording [s], 1 to 86400
 */
public record EcgCohort(Seed seed, int basePersons, int testPersons, double seconds) {
  private static final int MOST = 10_000;

  /** Checks the documented bounds. */
  public EcgCohort {
    if (basePersons < 1 || testPersons < 1 || (long) basePersons + testPersons > MOST) {
      throw new ParameterException(
          "cohort",
          "persons",
          basePersons + " + " + testPersons,
          "each group needs one and both together have at most " + MOST);
    }
    if (!(seconds >= 1 && seconds <= 86_400)) {
      throw new ParameterException(
          "cohort", "duration", seconds + " s", "it must lie in 1..86400 s");
    }
  }

  /**
   * The persons of the base group.
   *
   * @return persons with the numbers 0 to basePersons - 1
   */
  public List<Person> base() {
    return persons(0, basePersons);
  }

  /**
   * The persons of the test group.
   *
   * @return persons with the numbers that follow those of the base group
   */
  public List<Person> test() {
    return persons(basePersons, basePersons + testPersons);
  }

  private List<Person> persons(int from, int to) {
    return IntStream.range(from, to).mapToObj(id -> Person.draw(seed, id)).toList();
  }

  /**
   * The recording of a person.
   *
   * @param person a person of either group
   * @return the recording; the same each time
   */
  public AnnotatedRecording recording(Person person) {
    return EcgGenerator.record(person, seconds, seed);
  }
}
