package io.hillock.data.ecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.Beat;
import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EcgCohortTest {
  private static final int BEFORE = 60;
  private static final int AFTER = 120;

  @Test
  void shouldShareNobodyBetweenItsGroups() {
    EcgCohort cohort = new EcgCohort(Seed.of(1), 12, 5, 600);
    Set<Person> all = new HashSet<>(cohort.base());
    all.addAll(cohort.test());
    assertThat(all).hasSize(17);
    assertThat(cohort.base()).hasSize(12);
    assertThat(cohort.test()).extracting(Person::id).containsExactly(12, 13, 14, 15, 16);
  }

  @Test
  void shouldHaveEnoughBeatsOfEachClassInTenMinutes() {
    EcgCohort cohort = new EcgCohort(Seed.of(1), 20, 10, 600);
    for (Person person : cohort.test()) {
      Map<AamiClass, Integer> counts = new EnumMap<>(AamiClass.class);
      for (Beat beat : cohort.recording(person).beats()) {
        counts.merge(beat.aamiClass(), 1, Integer::sum);
      }
      assertThat(counts.get(AamiClass.N)).as(person.name()).isGreaterThan(300);
      assertThat(counts.get(AamiClass.V)).as(person.name()).isGreaterThan(10);
      assertThat(counts.get(AamiClass.F)).as(person.name()).isGreaterThan(2);
      if (person.rhythm().kind() == HeartRhythm.Kind.SINUS) {
        assertThat(counts.get(AamiClass.S)).as(person.name()).isGreaterThan(10);
      }
    }
  }

  /** Mean waveform of a class around its annotation, baseline removed. */
  private static double[][] template(Person person, AamiClass wanted) {
    var recording = EcgGenerator.record(person.withDisturbance(Disturbance.NONE), 120, Seed.of(1));
    double[][] mean = new double[2][BEFORE + AFTER];
    for (Beat beat : recording.beats()) {
      int from = beat.sample() - BEFORE;
      if (beat.aamiClass() == wanted
          && from >= 0
          && beat.sample() + AFTER < recording.recording().frames()) {
        for (int lead = 0; lead < 2; lead++) {
          for (int n = 0; n < BEFORE + AFTER; n++) {
            mean[lead][n] += recording.recording().sample(lead, from + n);
          }
        }
      }
    }
    return mean;
  }

  private static double correlation(double[] a, double[] b) {
    double ma = 0;
    double mb = 0;
    for (int i = 0; i < a.length; i++) {
      ma += a[i] / a.length;
      mb += b[i] / a.length;
    }
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (a[i] - ma) * (b[i] - mb);
      aa += (a[i] - ma) * (a[i] - ma);
      bb += (b[i] - mb) * (b[i] - mb);
    }
    return ab / Math.sqrt(aa * bb);
  }

  @Test
  void shouldGiveEachPersonAVentricularBeatOfItsOwnAndSomeOneLikeAnothersUsualBeat() {
    List<Person> persons = new EcgCohort(Seed.of(1), 20, 10, 600).base();
    List<double[][]> v = new ArrayList<>();
    List<double[][]> n = new ArrayList<>();
    for (Person person : persons) {
      v.add(template(person, AamiClass.V));
      n.add(template(person, AamiClass.N));
    }
    int pairs = 0;
    int alike = 0;
    int confusing = 0;
    for (int i = 0; i < persons.size(); i++) {
      // A person's own V differs from the own N in at least one lead.
      assertThat(
              Math.min(
                  correlation(v.get(i)[0], n.get(i)[0]), correlation(v.get(i)[1], n.get(i)[1])))
          .as("person %d", i)
          .isLessThan(0.9);
      boolean confused = false;
      for (int j = 0; j < persons.size(); j++) {
        if (j != i) {
          pairs++;
          alike +=
              correlation(v.get(i)[0], v.get(j)[0]) > 0.9
                      && correlation(v.get(i)[1], v.get(j)[1]) > 0.9
                  ? 1
                  : 0;
          confused |= correlation(v.get(i)[0], n.get(j)[0]) > 0.9;
        }
      }
      confusing += confused ? 1 : 0;
    }
    assertThat(alike).as("pairs whose V agree in both leads, of %d", pairs).isLessThan(pairs / 5);
    assertThat(confusing).isGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldRefuseEmptyAndOversizedGroups() {
    for (int[] n : new int[][] {{0, 1}, {1, 0}, {9_999, 2}, {Integer.MAX_VALUE, 1}}) {
      assertThatThrownBy(() -> new EcgCohort(Seed.of(1), n[0], n[1], 600))
          .isInstanceOf(ParameterException.class);
    }
  }
}
