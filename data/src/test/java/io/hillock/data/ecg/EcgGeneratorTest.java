package io.hillock.data.ecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.AnnotationFile;
import io.hillock.data.wfdb.Beat;
import io.hillock.data.wfdb.Recording;
import io.hillock.data.wfdb.WfdbReader;
import io.hillock.data.wfdb.WfdbWriter;
import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EcgGeneratorTest {
  @TempDir Path directory;

  private static Map<AamiClass, Integer> count(List<Beat> beats) {
    Map<AamiClass, Integer> counts = new EnumMap<>(AamiClass.class);
    beats.forEach(b -> counts.merge(b.aamiClass(), 1, Integer::sum));
    return counts;
  }

  @Test
  void shouldGiveTheSameBitsForTheSameSeedAndOthersForAnother() {
    Person person = Person.draw(Seed.of(1), 3);
    assertThat(person).isEqualTo(Person.draw(Seed.of(1), 3));
    assertThat(person).isNotEqualTo(Person.draw(Seed.of(1), 4));
    assertThat(person).isNotEqualTo(Person.draw(Seed.of(2), 3));
    AnnotatedRecording a = EcgGenerator.record(person, 60, Seed.of(7));
    AnnotatedRecording b = EcgGenerator.record(person, 60, Seed.of(7));
    AnnotatedRecording c = EcgGenerator.record(person, 60, Seed.of(8));
    assertThat(a.annotations()).isEqualTo(b.annotations());
    for (int lead = 0; lead < EcgGenerator.LEADS; lead++) {
      assertThat(a.recording().samples(lead)).isEqualTo(b.recording().samples(lead));
      assertThat(a.recording().samples(lead)).isNotEqualTo(c.recording().samples(lead));
    }
  }

  /**
   * A change here changes every generated data set: it must be meant, and told in the changelog.
   */
  @Test
  void shouldKeepItsBitsOnEveryMachine() {
    AnnotatedRecording r = EcgGenerator.record(Person.draw(Seed.of(1), 0), 60, Seed.of(1));
    assertThat(Arrays.hashCode(r.recording().samples(0))).isEqualTo(GOLDEN_LEAD_1);
    assertThat(Arrays.hashCode(r.recording().samples(1))).isEqualTo(GOLDEN_LEAD_2);
    assertThat(Arrays.hashCode(AnnotationFile.encode(r.annotations()))).isEqualTo(GOLDEN_BEATS);
  }

  private static final int GOLDEN_LEAD_1 = -1534768270;
  private static final int GOLDEN_LEAD_2 = -1185224326;
  private static final int GOLDEN_BEATS = -23715908;

  @Test
  void shouldAnnotateTheExtremumOfTheQrsComplex() {
    for (int id = 0; id < 20; id++) {
      Person person = Person.draw(Seed.of(4), id).withDisturbance(Disturbance.NONE);
      AnnotatedRecording r = EcgGenerator.record(person, 60, Seed.of(1));
      short[] x = r.recording().samples(0);
      int late = 0;
      int seen = 0;
      for (Beat beat : r.beats()) {
        if (beat.sample() < 40 || beat.sample() >= x.length - 40) {
          continue;
        }
        seen++;
        int best = beat.sample();
        boolean up = x[beat.sample()] > (x[beat.sample() - 36] + x[beat.sample() + 36]) / 2;
        for (int n = beat.sample() - 10; n <= beat.sample() + 10; n++) {
          if (up ? x[n] > x[best] : x[n] < x[best]) {
            best = n;
          }
        }
        if (Math.abs(best - beat.sample()) > 3) {
          late++;
        }
      }
      // Three samples are 8 ms; the T of an early beat below a QRS shifts a few extrema further.
      assertThat(late).as("person %d, of %d beats", id, seen).isLessThanOrEqualTo(seen / 25);
    }
  }

  @Test
  void shouldMakeEctopicBeatsAsOftenAsAskedFor() {
    Ectopy ectopy = new Ectopy(0.1, 0.05, 0.02, 0.6, 0.7, 0, 0);
    Person person = sinusPerson().withEctopy(ectopy).withDisturbance(Disturbance.NONE);
    List<Beat> beats = EcgGenerator.record(person, 6000, Seed.of(9)).beats();
    Map<AamiClass, Integer> counts = count(beats);
    // One decision per loop; a ventricular beat brings the sinus beat after it without decision.
    double decisions = beats.size() - counts.get(AamiClass.V);
    assertRate(counts.get(AamiClass.V), decisions, 0.1);
    assertRate(counts.get(AamiClass.S), decisions, 0.05);
    assertRate(counts.get(AamiClass.F), decisions, 0.02);
  }

  private static void assertRate(int count, double n, double rate) {
    // Four binomial standard deviations: false alarm below 1e-4.
    assertThat(count / n).isCloseTo(rate, within(4 * Math.sqrt(rate * (1 - rate) / n)));
  }

  private static Person sinusPerson() {
    return Person.draw(Seed.of(1), 0)
        .withRhythm(new HeartRhythm(HeartRhythm.Kind.SINUS, 0.8, 0.01, 0.1, 0.25, 0.5));
  }

  @Test
  void shouldFollowVentricularBeatsByACompensatoryPauseAndResetTheSinusAfterOthers() {
    Ectopy ectopy = new Ectopy(0.1, 0.1, 0, 0.6, 0.7, 0, 0);
    Person person = sinusPerson().withEctopy(ectopy);
    List<Beat> beats = EcgGenerator.record(person, 1200, Seed.of(9)).beats();
    for (int i = 1; i < beats.size() - 1; i++) {
      if (beats.get(i - 1).aamiClass() != AamiClass.N
          || beats.get(i + 1).aamiClass() != AamiClass.N) {
        continue;
      }
      double before = (beats.get(i).sample() - beats.get(i - 1).sample()) / 360.0;
      double around = (beats.get(i + 1).sample() - beats.get(i - 1).sample()) / 360.0;
      // sd of RR 0.01 s, of the coupling 0.016 s, offset of the annotated peaks up to 0.05 s.
      if (beats.get(i).aamiClass() == AamiClass.V) {
        assertThat(before).isCloseTo(0.6 * 0.8, within(0.14));
        assertThat(around).isCloseTo(1.6, within(0.06)); // two sinus intervals
      } else if (beats.get(i).aamiClass() == AamiClass.S) {
        assertThat(before).isCloseTo(0.7 * 0.8, within(0.09));
        assertThat(around - before).isBetween(0.74, 0.94); // 1 to 1.1 intervals
      }
    }
  }

  @Test
  void shouldDigitiseLikeTheDatabaseAndReadBackFromItsFiles() {
    AnnotatedRecording made = EcgGenerator.record(Person.draw(Seed.of(1), 7), 30, Seed.of(1));
    Recording recording = made.recording();
    assertThat(recording.frequency()).isEqualTo(360);
    assertThat(recording.frames()).isEqualTo(10_800);
    assertThat(recording.signals()).isEqualTo(2);
    assertThat(made.name()).isEqualTo("p0007");
    AnnotatedRecording read = WfdbReader.readAnnotated(WfdbWriter.write(directory, made));
    assertThat(read.annotations()).isEqualTo(made.annotations());
    for (int lead = 0; lead < 2; lead++) {
      assertThat(read.recording().physical(lead)).isEqualTo(recording.physical(lead));
      for (short sample : recording.samples(lead)) {
        assertThat(sample >= 0 && sample < 2048).isTrue();
      }
    }
  }

  @Test
  void shouldAddNoiseOfTheSizeAskedFor() {
    Person quiet = sinusPerson().withEctopy(Ectopy.NONE).withDisturbance(Disturbance.NONE);
    Person noisy = quiet.withDisturbance(new Disturbance(0.05, 0.03, 60, 0.1, 0, 0));
    float[] a = EcgGenerator.record(quiet, 300, Seed.of(1)).recording().physical(0);
    float[] b = EcgGenerator.record(noisy, 300, Seed.of(1)).recording().physical(0);
    double sum = 0;
    double fast = 0;
    for (int n = 1; n < a.length; n++) {
      double d = b[n] - a[n];
      double before = b[n - 1] - a[n - 1];
      sum += d * d;
      fast += (d - before) * (d - before);
    }
    // Powers add: 0.05^2 + 0.03^2 / 2 + 0.1^2; slow sines over 300 s may correlate by some percent.
    assertThat(sum / a.length).isCloseTo(0.0025 + 0.00045 + 0.01, within(0.0012));
    // Differences see white noise twice, mains by 2 (1 - cos 60 degrees) = 1, wander not.
    assertThat(fast / a.length).isCloseTo(0.005 + 0.00045, within(0.0002));
  }

  @Test
  void shouldRefuseADurationOutOfBounds() {
    Person person = Person.draw(Seed.of(1), 0);
    for (double seconds : new double[] {0, -1, Double.NaN, 1e9}) {
      assertThatThrownBy(() -> EcgGenerator.record(person, seconds, Seed.of(1)))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("duration");
    }
  }
}
