package io.hillock.data.ecg;

import io.hillock.random.RandomStream;

/**
 * Intervals between sinus beats.
 *
 * {@snippet lang=text :
 * RR(t) = mean + sum_k A_k cos(2 pi f_k t + phi_k),   A_k ~ sqrt(S(f_k)),   f_k = k / T   (1)
 * }
 *
 * <p>S is the spectrum of {@link HeartRhythm}, T the duration (at least 200 s), phi_k uniform; the
 * amplitudes are scaled so that their power is the variance asked for. This is the inverse Fourier
 * transform of the model's authors, evaluated at the beats only. Intervals below 0.4 of the mean
 * are raised to it.
 */
final class RrProcess {
  private static final double SPREAD = 0.01;
  private static final double SHORTEST_PERIOD = 200;
  private static final double REACH = 4 * SPREAD;
  private static final double FLOOR = 0.4;

  private final HeartRhythm rhythm;
  private final RandomStream random;
  private final double[] omega;
  private final double[] amplitude;
  private final double[] phase;

  RrProcess(HeartRhythm rhythm, double seconds, RandomStream random) {
    this.rhythm = rhythm;
    this.random = random;
    double period = StrictMath.max(seconds, SHORTEST_PERIOD);
    int from = (int) StrictMath.ceil(period * (rhythm.lowFrequency() - REACH));
    int to = (int) StrictMath.floor(period * (rhythm.breathing() + REACH));
    int lines = rhythm.kind() == HeartRhythm.Kind.SINUS ? to - from + 1 : 0;
    omega = new double[lines];
    amplitude = new double[lines];
    phase = new double[lines];
    double power = 0;
    for (int k = 0; k < lines; k++) {
      double f = (from + k) / period;
      double density =
          rhythm.lowToHigh() * bump(f - rhythm.lowFrequency()) + bump(f - rhythm.breathing());
      omega[k] = 2 * StrictMath.PI * f;
      amplitude[k] = StrictMath.sqrt(density);
      phase[k] = random.nextDouble(0, 2 * StrictMath.PI);
      power += density / 2;
    }
    for (int k = 0; k < lines; k++) {
      amplitude[k] *= rhythm.sdRr() / StrictMath.sqrt(power);
    }
  }

  private static double bump(double f) {
    double u = f / SPREAD;
    return StrictMath.abs(f) > REACH ? 0 : StrictMath.exp(-0.5 * u * u);
  }

  /** The interval that begins at a time [s]; in fibrillation the next draw. */
  double interval(double t) {
    double rr = rhythm.meanRr();
    if (rhythm.kind() == HeartRhythm.Kind.ATRIAL_FIBRILLATION) {
      rr += rhythm.sdRr() * random.nextGaussian();
    }
    for (int k = 0; k < omega.length; k++) {
      if (amplitude[k] > 0) {
        rr += amplitude[k] * StrictMath.cos(omega[k] * t + phase[k]); // (1)
      }
    }
    return StrictMath.max(rr, FLOOR * rhythm.meanRr());
  }
}
