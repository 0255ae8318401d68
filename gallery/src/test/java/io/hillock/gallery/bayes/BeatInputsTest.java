package io.hillock.gallery.bayes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.data.wfdb.AamiClass;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Annotation;
import io.hillock.data.wfdb.AnnotationCode;
import io.hillock.data.wfdb.Header;
import io.hillock.data.wfdb.Recording;
import io.hillock.data.wfdb.SignalFormat;
import io.hillock.data.wfdb.SignalSpec;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BeatInputsTest {
  private static final int FS = 100;
  private static final int USUAL = 40; // beats
  private static final int HEIGHT = 200; // 1 mV

  /** Pulses 1 s apart; the 20th comes 0.5 s early and is upside down, of twice the height. */
  private static AnnotatedRecording pulses(short invalidAt) {
    short[][] x = new short[2][FS * (USUAL + 1)];
    List<Annotation> annotations = new ArrayList<>();
    for (int b = 0; b < USUAL; b++) {
      boolean early = b == 20;
      int at = FS * (b + 1) - (early ? FS / 2 : 0);
      annotations.add(
          Annotation.of(at, early ? AnnotationCode.PREMATURE_VENTRICULAR : AnnotationCode.NORMAL));
      for (int k = -2; k <= 2; k++) {
        short v = (short) ((early ? -2 : 1) * HEIGHT * (3 - Math.abs(k)) / 3);
        x[0][at + k] = v;
        x[1][at + k] = v;
      }
    }
    if (invalidAt > 0) {
      x[1][invalidAt] = Recording.INVALID;
    }
    List<SignalSpec> signals = new ArrayList<>();
    for (String lead : List.of("I", "II")) {
      signals.add(
          new SignalSpec(
              SignalSpec.Storage.of("t.dat", SignalFormat.FORMAT_212),
              new SignalSpec.Calibration(HEIGHT, 0, "mV"),
              new SignalSpec.Adc(11, 0),
              SignalSpec.Integrity.NONE,
              lead));
    }
    Header header = new Header("t", Header.Timing.of(FS), x[0].length, signals, List.of());
    return new AnnotatedRecording(Recording.of(header, x), annotations);
  }

  @Test
  void shouldSeeIntervalsAndShapeOfAnEarlyInvertedBeat() {
    double[] v = new BeatInputs(pulses((short) 0)).of(AamiClass.V).getFirst();
    assertThat(v[0]).isEqualTo(-1); // half of the median interval
    assertThat(v[1]).isCloseTo(Math.log(1.5) / Math.log(2), within(1e-12)); // the pause after it
    assertThat(v[2]).isEqualTo(-1); // half of the interval before
    for (int lead = 0; lead < 2; lead++) {
      // the mean beat is the usual one but for 3 parts in 40, and windows lose their mean
      assertThat(v[3 + 4 * lead]).isCloseTo(-1, within(0.02));
      assertThat(v[4 + 4 * lead]).isCloseTo(1 + Math.log(40 / 37.0) / Math.log(2), within(0.02));
    }
  }

  @Test
  void shouldSeeUsualBeatsAsTheMeanBeat() {
    List<double[]> rows = new BeatInputs(pulses((short) 0)).of(AamiClass.N);
    assertThat(rows).hasSize(USUAL - 1 - 3); // without the first two, the last, the early one
    double[] n = rows.getFirst();
    assertThat(n).hasSize(BeatInputs.INPUTS);
    assertThat(n[0]).isZero();
    assertThat(n[1]).isZero();
    assertThat(n[2]).isZero();
    assertThat(n[3]).isCloseTo(1, within(1e-3)); // the inverted beat changes the size only
    assertThat(n[4]).isCloseTo(Math.log(40 / 37.0) / Math.log(2), within(0.01));
    // 5 samples of a triangle, mean 1.8 / 3 of its height, in a window of 21, less its own mean
    assertThat(n[5]).isBetween(0.1, 0.25);
  }

  @Test
  void shouldLeaveOutBeatsWithInvalidSamplesOnly() {
    int beat = 10;
    BeatInputs whole = new BeatInputs(pulses((short) 0));
    BeatInputs holed = new BeatInputs(pulses((short) (FS * (beat + 1) + 10)));
    assertThat(holed.of(AamiClass.N)).hasSize(whole.of(AamiClass.N).size() - 1);
    assertThat(holed.of(AamiClass.N))
        .allSatisfy(row -> {
          for (double x : row) {
            assertThat(x).isFinite();
          }
        });
    assertThat(whole.of(AamiClass.S)).isEmpty();
  }

  @Test
  void shouldMakeNoiseThatResemblesNoBeat() {
    BeatInputs inputs = new BeatInputs(pulses((short) 0));
    List<double[]> noise = inputs.ofNoise(200, Seed.of(31).stream(Purpose.DATA));
    assertThat(noise).hasSize(200);
    double mean = noise.stream().mapToDouble(x -> Math.abs(x[3])).average().orElseThrow();
    // some 4 independent samples in a window: correlation about 1 / sqrt(4)
    assertThat(mean).isBetween(0.1, 0.6);
    assertThat(inputs.ofNoise(5, Seed.of(31).stream(Purpose.DATA)).get(4))
        .isEqualTo(noise.get(4)); // by seed
  }
}
