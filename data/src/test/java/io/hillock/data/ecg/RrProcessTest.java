package io.hillock.data.ecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.data.wfdb.Beat;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.List;
import org.junit.jupiter.api.Test;

class RrProcessTest {
  private static final HeartRhythm RHYTHM =
      new HeartRhythm(HeartRhythm.Kind.SINUS, 0.8, 0.05, 0.1, 0.25, 0.5);

  private static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum / x.length;
  }

  private static double sd(double[] x) {
    double mean = mean(x);
    double sum = 0;
    for (double v : x) {
      sum += (v - mean) * (v - mean);
    }
    return Math.sqrt(sum / x.length);
  }

  @Test
  void shouldHaveExactlyTheMeanAndSpreadAskedForOverItsPeriod() {
    RrProcess process = new RrProcess(RHYTHM, 900, Seed.of(5).stream(Purpose.DATA));
    double[] rr = new double[3600];
    for (int i = 0; i < rr.length; i++) {
      rr[i] = process.interval(i / 4.0); // 4 Hz resolves all lines: the sums are exact
    }
    assertThat(mean(rr)).isCloseTo(0.8, within(1e-9));
    assertThat(sd(rr)).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void shouldPutTheBeatsOfARecordingAtTheIntervalsAskedFor() {
    Person person =
        Person.draw(Seed.of(1), 0)
            .withEctopy(Ectopy.NONE)
            .withDisturbance(Disturbance.NONE)
            .withRhythm(RHYTHM);
    List<Beat> beats = EcgGenerator.record(person, 1200, Seed.of(2)).beats();
    double[] rr = new double[beats.size() - 1];
    double[] at = new double[rr.length];
    for (int i = 0; i < rr.length; i++) {
      rr[i] = (beats.get(i + 1).sample() - beats.get(i).sample()) / 360.0;
      at[i] = beats.get(i).sample() / 360.0;
    }
    // Sampling at the beats instead of evenly biases mean and spread by the order of sd^2/mean.
    assertThat(mean(rr)).isCloseTo(0.8, within(0.008));
    assertThat(sd(rr)).isCloseTo(0.05, within(0.005));
    double low = peak(at, rr, 0.06, 0.16);
    double high = peak(at, rr, 0.2, 0.32);
    assertThat(low).isCloseTo(0.1, within(0.02)); // two standard deviations of the bump
    assertThat(high).isCloseTo(0.25, within(0.02));
    double lowPower = power(at, rr, 0.06, 0.14);
    double highPower = power(at, rr, 0.21, 0.29);
    assertThat(lowPower / highPower).isCloseTo(0.5, within(0.1));
    assertThat(power(at, rr, 0.15, 0.2)).isLessThan(0.1 * highPower);
  }

  private static double peak(double[] at, double[] rr, double from, double to) {
    double best = 0;
    double largest = 0;
    for (double f = from; f <= to; f += 1 / 1200.0) {
      double p = line(at, rr, f);
      if (p > largest) {
        largest = p;
        best = f;
      }
    }
    return best;
  }

  private static double power(double[] at, double[] rr, double from, double to) {
    double sum = 0;
    for (double f = from; f <= to; f += 1 / 1200.0) {
      sum += line(at, rr, f);
    }
    return sum;
  }

  private static double line(double[] at, double[] rr, double f) {
    double mean = mean(rr);
    double c = 0;
    double s = 0;
    for (int i = 0; i < rr.length; i++) {
      c += (rr[i] - mean) * Math.cos(2 * Math.PI * f * at[i]);
      s += (rr[i] - mean) * Math.sin(2 * Math.PI * f * at[i]);
    }
    return c * c + s * s;
  }

  @Test
  void shouldDrawIndependentIntervalsInAtrialFibrillation() {
    HeartRhythm rhythm =
        new HeartRhythm(HeartRhythm.Kind.ATRIAL_FIBRILLATION, 0.8, 0.15, 0.1, 0.25, 1);
    RrProcess process = new RrProcess(rhythm, 900, Seed.of(5).stream(Purpose.DATA));
    double[] rr = new double[20_000];
    double product = 0;
    for (int i = 0; i < rr.length; i++) {
      rr[i] = process.interval(i);
      product += i == 0 ? 0 : (rr[i] - 0.8) * (rr[i - 1] - 0.8);
    }
    // Standard errors at n = 20,000: mean 0.0011, sd 0.0008, correlation 0.007; bounds are four.
    assertThat(mean(rr)).isCloseTo(0.8, within(0.0045));
    assertThat(sd(rr)).isCloseTo(0.15, within(0.004));
    assertThat(product / rr.length / (0.15 * 0.15)).isCloseTo(0, within(0.03));
  }
}
