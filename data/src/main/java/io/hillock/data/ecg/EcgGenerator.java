package io.hillock.data.ecg;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Annotation;
import io.hillock.data.wfdb.Header;
import io.hillock.data.wfdb.Recording;
import io.hillock.data.wfdb.SignalFormat;
import io.hillock.data.wfdb.SignalSpec;
import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;

/**
 * Synthetic two-lead electrocardiogram with reference annotations.
 *
 * {@snippet lang=text :
 * dx/dt = alpha x - omega y,   dy/dt = alpha y + omega x,   alpha = 1 - sqrt(x^2 + y^2)      (1)
 * dz/dt = - sum_i a_i dtheta_i exp(-dtheta_i^2 / 2 b_i^2) - (z - z0(t))                     (2)
 * dtheta_i = theta - theta_i,   theta = atan2(y, x),   omega = 2 pi / RR                     (3)
 * z0(t) = A sin(2 pi f_HF t)                                                                 (4)
 * theta_i = omega t_i,  b_i = omega s_i,  a_i = A_i / (omega s_i^2)   turns (2) into
 * dz/dt = - sum_i A_i (t - t_i) / s_i^2 exp(-(t - t_i)^2 / 2 s_i^2) - (z - z0(t))            (5)
 * lead = z (1 + m sin(2 pi f_HF t)) + muscle noise + mains + wander                          (6)
 * sample = 1024 + round(200 lead), limited to 0..2047                                        (7)
 * }
 *
 * <p>x, y on the unit circle; z one lead [mV]; t [s], so that z relaxes to z0 with 1 s; A_i, s_i,
 * t_i the waves of {@link Wave}; f_HF the breathing of {@link HeartRhythm}.
 *
 * <p>Started on the unit circle, (1) stays there and theta is known: what has to be integrated is
 * (5) alone, by the fourth-order Runge-Kutta method with a step of one sample (error O(h^4); for
 * the narrowest wave drawn, 8 ms, below 1e-4 of its amplitude).
 *
 * <p>Departures from the paper: waves are given in time and keep their duration when the interval
 * changes (T and P move with it, see {@link Wave#offset(double)}); each beat brings its own waves,
 * which add where beats overlap, so that ectopic beats fit between the others; two leads are two
 * sets of amplitudes on the same cycle; every beat varies a little. Missing: flutter, blocks of
 * conduction from atria to ventricles, fibrillatory waves, electrode motion, changes of posture.
 *
 * <p>A recording is sampled like those of the MIT-BIH Arrhythmia Database: 360 Hz, 11 bit, 200
 * adu/mV, two leads in format 212. Annotations mark the largest QRS deflection in the first lead.
 * The same person, duration and seed give the same bits on every machine.
 *
 * @see "P. E. McSharry, G. D. Clifford, L. Tarassenko, L. A. Smith (2003), IEEE Trans. Biomed. Eng.
 *     50(3):289-294, doi:10.1109/TBME.2003.808805"
 */
public final class EcgGenerator {
  /** Samples per second [Hz]. */
  public static final double FREQUENCY = 360;

  /** Number of leads. */
  public static final int LEADS = 2;

  private static final double GAIN = 200;
  private static final int ZERO = 1024;
  private static final int BITS = 11;
  private static final double LONGEST = 86_400;
  private static final long PATH = 2;
  private static final double BEAT_SPREAD = 0.03;
  private static final double ECTOPIC_SPREAD = 0.07;
  private static final int WANDER_LINES = 6;

  private final Person person;
  private final Seed seed;
  private final int frames;

  private EcgGenerator(Person person, double seconds, Seed seed) {
    this.person = person;
    this.seed = seed;
    this.frames = (int) StrictMath.rint(seconds * FREQUENCY);
  }

  /**
   * Records a person.
   *
   * @param person whom
   * @param seconds for how long [s], 1 to 86400
   * @param seed seed of this recording; another seed gives another recording of the same heart
   * @return the recording with beat annotations and one rhythm annotation at its beginning
   */
  public static AnnotatedRecording record(Person person, double seconds, Seed seed) {
    if (!(seconds >= 1 && seconds <= LONGEST)) {
      throw new ParameterException(
          "ECG generator", "duration", seconds + " s", "it must lie in 1..86400 s");
    }
    return new EcgGenerator(person, seconds, seed).record();
  }

  private AnnotatedRecording record() {
    double seconds = frames / FREQUENCY;
    List<BeatSchedule.Planned> beats = BeatSchedule.of(person, seconds, stream(0), stream(1));
    EventDrive[] drives = {
      new EventDrive(frames, 1 / FREQUENCY), new EventDrive(frames, 1 / FREQUENCY)
    };
    addWaves(beats, drives);
    short[][] samples = new short[LEADS][];
    double[] z = new double[frames];
    for (int lead = 0; lead < LEADS; lead++) {
      drives[lead].addBaseline(person.disturbance().breathing(), person.rhythm().breathing());
      drives[lead].integrate(z);
      samples[lead] = digitise(z, lead);
    }
    return new AnnotatedRecording(Recording.of(header(), samples), annotations(beats));
  }

  private RandomStream stream(long part) {
    return seed.stream(Purpose.DATA, PATH, person.id(), part);
  }

  private void addWaves(List<BeatSchedule.Planned> beats, EventDrive[] drives) {
    RandomStream random = stream(2);
    for (BeatSchedule.Planned beat : beats) {
      double spread = beat.code() == person.shapes().normalCode() ? BEAT_SPREAD : ECTOPIC_SPREAD;
      double size = 1 + spread * random.nextGaussian();
      for (Wave wave : beat.shape().waves()) {
        double own = size * (1 + BEAT_SPREAD * random.nextGaussian());
        double width = wave.width() * (1 + BEAT_SPREAD * random.nextGaussian());
        double centre = beat.time() + wave.offset(beat.rr());
        drives[0].add(own * wave.lead1(), centre, width);
        drives[1].add(own * wave.lead2(), centre, width);
      }
    }
  }

  private short[] digitise(double[] z, int lead) {
    Disturbance disturbance = person.disturbance();
    double dt = 1 / FREQUENCY;
    RandomStream phases = stream(10 + lead);
    RandomStream noise = stream(20 + lead);
    Oscillator breath = new Oscillator(person.rhythm().breathing(), dt, 0);
    Oscillator mains =
        new Oscillator(disturbance.mainsFrequency(), dt, phases.nextDouble(0, 2 * StrictMath.PI));
    Oscillator swell =
        new Oscillator(phases.nextDouble(0.01, 0.05), dt, phases.nextDouble(0, 2 * StrictMath.PI));
    Oscillator[] wander = new Oscillator[WANDER_LINES];
    for (int i = 0; i < wander.length; i++) {
      wander[i] =
          new Oscillator(phases.nextDouble(0.02, 0.3), dt, phases.nextDouble(0, 2 * StrictMath.PI));
    }
    // A sine has power 1/2; the swell 1 + sin/2 has power 9/8.
    double wanderSize = disturbance.wander() * StrictMath.sqrt(2.0 / WANDER_LINES);
    double muscleSize = disturbance.muscle() / StrictMath.sqrt(9.0 / 8);
    short[] samples = new short[frames];
    for (int n = 0; n < frames; n++) {
      double slow = 0;
      for (Oscillator line : wander) {
        slow += line.next();
      }
      double value =
          z[n] * (1 + disturbance.modulation() * breath.next())
              + muscleSize * (1 + 0.5 * swell.next()) * noise.nextGaussian()
              + disturbance.mains() * mains.next()
              + wanderSize * slow; // (6)
      double adu = ZERO + StrictMath.rint(GAIN * value);
      samples[n] = (short) StrictMath.clamp(adu, 0, (1 << BITS) - 1); // (7)
    }
    return samples;
  }

  private Header header() {
    List<SignalSpec> signals = new ArrayList<>();
    for (int lead = 1; lead <= LEADS; lead++) {
      signals.add(
          new SignalSpec(
              SignalSpec.Storage.of(person.name() + ".dat", SignalFormat.FORMAT_212),
              new SignalSpec.Calibration(GAIN, ZERO, "mV"),
              new SignalSpec.Adc(BITS, ZERO),
              SignalSpec.Integrity.NONE,
              "ECG" + lead));
    }
    return new Header(
        person.name(),
        Header.Timing.of(FREQUENCY),
        frames,
        signals,
        List.of(" synthetic electrocardiogram, seed " + seed.value()));
  }

  private List<Annotation> annotations(List<BeatSchedule.Planned> beats) {
    List<Annotation> annotations = new ArrayList<>(beats.size() + 1);
    String rhythm =
        switch (person.rhythm().kind()) {
          case SINUS -> "N";
          case ATRIAL_FIBRILLATION -> "AFIB";
        };
    annotations.add(Annotation.rhythmChange(0, rhythm));
    double normal = person.shapes().normal().peakOffset();
    double ventricular = person.shapes().ventricular().peakOffset();
    double supraventricular = person.shapes().supraventricular().peakOffset();
    for (BeatSchedule.Planned beat : beats) {
      BeatShape shape = beat.shape();
      double offset =
          shape == person.shapes().normal()
              ? normal
              : shape == person.shapes().ventricular()
                  ? ventricular
                  : shape == person.shapes().supraventricular()
                      ? supraventricular
                      : shape.peakOffset();
      int sample = (int) StrictMath.rint((beat.time() + offset) * FREQUENCY);
      if (sample >= 0 && sample < frames) {
        annotations.add(Annotation.of(sample, beat.code()));
      }
    }
    return annotations;
  }
}
