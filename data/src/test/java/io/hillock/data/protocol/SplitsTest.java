package io.hillock.data.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.data.DataSet;
import io.hillock.data.RealData;
import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.AnnotationCode;
import io.hillock.data.wfdb.Beat;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SplitsTest {
  @Test
  void shouldDivideAllRecordsWithoutPacemakerInTwoHalves() {
    List<String> all = new ArrayList<>(MitBih.DS1);
    all.addAll(MitBih.DS2);
    all.addAll(MitBih.PACED);
    assertThat(all).doesNotHaveDuplicates().hasSize(48);
    assertThat(MitBih.DS1).hasSize(22);
    assertThat(MitBih.DS2).hasSize(22);
    assertThat(MitBih.subject("202")).isEqualTo(MitBih.subject("201")).isEqualTo("201");
    assertThat(MitBih.subject("100")).isEqualTo("100");
  }

  @Test
  void shouldTestEachRecordOnceAndNeverDivideASubject() {
    List<String> records = new ArrayList<>(MitBih.DS1);
    records.add("202");
    for (int k = 2; k <= 22; k++) {
      for (int seed = 0; seed < 20; seed++) {
        List<RecordFold> folds = RecordFold.of(records, MitBih::subject, k, Seed.of(seed));
        assertThat(folds).hasSize(k);
        List<String> tested = new ArrayList<>();
        for (RecordFold fold : folds) {
          tested.addAll(fold.test());
          assertThat(fold.test().contains("201")).isEqualTo(fold.test().contains("202"));
          assertThat(fold.training()).doesNotContainAnyElementsOf(fold.test());
          assertThat(fold.training().size() + fold.test().size()).isEqualTo(records.size());
          long subjects = fold.test().stream().map(MitBih::subject).distinct().count();
          assertThat(subjects).isBetween(22L / k, (22L + k - 1) / k);
        }
        assertThat(tested).containsExactlyInAnyOrderElementsOf(records);
      }
    }
  }

  @Test
  void shouldShuffleFoldsByTheSeed() {
    List<RecordFold> one = RecordFold.of(MitBih.DS1, MitBih::subject, 5, Seed.of(1));
    assertThat(one).isEqualTo(RecordFold.of(MitBih.DS1, MitBih::subject, 5, Seed.of(1)));
    assertThat(one).isNotEqualTo(RecordFold.of(MitBih.DS1, MitBih::subject, 5, Seed.of(2)));
    assertThatThrownBy(() -> RecordFold.of(MitBih.DS1, MitBih::subject, 23, Seed.of(1)))
        .isInstanceOf(ParameterException.class);
    assertThatThrownBy(() -> RecordFold.of(List.of("1", "1", "2"), MitBih::subject, 2, Seed.of(1)))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void shouldScoreOnlyWhatFollowsTheLearningPeriodAndLeaveOutClassQ() {
    List<Beat> beats =
        List.of(
            new Beat(0, AnnotationCode.NORMAL, AamiClass.N),
            new Beat(50, AnnotationCode.UNCLASSIFIABLE, AamiClass.Q),
            new Beat(99, AnnotationCode.PREMATURE_VENTRICULAR, AamiClass.V),
            new Beat(100, AnnotationCode.FUSION, AamiClass.F),
            new Beat(120, AnnotationCode.PACED, AamiClass.Q));
    PatientSpecific.Split split =
        new PatientSpecific(9.95, PatientSpecific.UnknownBeats.LEAVE_OUT).split(beats, 10);
    assertThat(split.boundary()).isEqualTo(100); // first sample at or after 9.95 s
    assertThat(split.adaptation()).extracting(Beat::sample).containsExactly(0, 99);
    assertThat(split.scored()).extracting(Beat::sample).containsExactly(100);
    assertThat(split.leftOut()).isEqualTo(2);
    PatientSpecific.Split kept =
        new PatientSpecific(9.95, PatientSpecific.UnknownBeats.KEEP).split(beats, 10);
    assertThat(kept.adaptation()).hasSize(3);
    assertThat(kept.scored()).hasSize(2);
    assertThat(kept.leftOut()).isZero();
    assertThatThrownBy(() -> new PatientSpecific(Double.NaN, PatientSpecific.UnknownBeats.KEEP))
        .isInstanceOf(ParameterException.class);
  }

  @Test
  void shouldFindTheKnownNumberOfScoredBeatsInTheRealTestRecords() {
    Path folder = RealData.folder(DataSet.MIT_BIH);
    Map<AamiClass, Integer> counts = new EnumMap<>(AamiClass.class);
    int v221 = 0;
    int s232 = 0;
    for (String record : MitBih.DS2) {
      if (!folder.resolve(record + ".hea").toFile().exists()) {
        continue;
      }
      AnnotatedRecording read = WfdbReader.readAnnotated(folder.resolve(record));
      for (Beat beat : PatientSpecific.EC57.split(read.beats(), 360).scored()) {
        counts.merge(beat.aamiClass(), 1, Integer::sum);
        v221 += record.equals("221") && beat.aamiClass() == AamiClass.V ? 1 : 0;
        s232 += record.equals("232") && beat.aamiClass() == AamiClass.S ? 1 : 0;
      }
    }
    // Counted independently, with another reader, on the ten records of DS2 at hand.
    assertThat(counts)
        .isEqualTo(
            Map.of(AamiClass.N, 16_925, AamiClass.S, 1_280, AamiClass.V, 558, AamiClass.F, 270));
    assertThat(v221).isEqualTo(316);
    assertThat(s232).isEqualTo(1_167);
  }

  @Test
  void shouldDealHeavySubjectsToAndFroAndKeepTheirRecordsTogether() {
    Map<String, Long> weight = Map.of("a", 9L, "b", 1L, "c", 7L, "d", 5L, "e", 3L, "f", 2L);
    // Subject of e is a: 9 + 3 = 12; then c 7, d 5, f 2, b 1 over two folds as 0, 1, 1, 0, 0.
    List<RecordFold> folds =
        RecordFold.balanced(
            List.of("a", "b", "c", "d", "e", "f"), r -> r.equals("e") ? "a" : r, weight::get, 2);
    assertThat(folds)
        .extracting(RecordFold::test)
        .containsExactly(List.of("a", "b", "e", "f"), List.of("c", "d"));
    assertThat(folds.getFirst().training()).containsExactly("c", "d");
  }
}
