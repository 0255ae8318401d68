package io.hillock.data.ecg;

/**
 * The driving term of the model and the integration of its only free variable, z.
 *
 * {@snippet lang=text :
 * F(t) = - sum_i A_i (t - t_i) / s_i^2 exp(-(t - t_i)^2 / 2 s_i^2)                   (1)
 * dz/dt = F(t) - (z - z0(t)),   t in s                                               (2)
 * }
 *
 * <p>F is kept on the half-step grid that Runge and Kutta's fourth-order method needs. A Gaussian
 * is advanced along the grid by multiplication from its centre outwards, to six standard
 * deviations.
 */
final class EventDrive {
  private static final double REACH = 6;

  private final double halfStep;
  private final double[] drive;

  /**
   * An empty drive.
   *
   * @param steps steps of the integration
   * @param h step [s]
   */
  EventDrive(int steps, double h) {
    halfStep = h / 2;
    drive = new double[2 * steps + 1];
  }

  /** Adds the event of amplitude A [mV], centre t_i [s] and width s_i [s] to (1). */
  void add(double amplitude, double centre, double width) {
    int middle = (int) StrictMath.rint(centre / halfStep);
    int reach = (int) StrictMath.ceil(REACH * width / halfStep);
    double s2 = width * width;
    double d = halfStep;
    double u0 = middle * d - centre;
    double g0 = StrictMath.exp(-u0 * u0 / (2 * s2));
    double bend = StrictMath.exp(-d * d / s2);
    double scale = -amplitude / s2;
    double g = g0;
    double ratio = StrictMath.exp(-(2 * u0 * d + d * d) / (2 * s2));
    for (int k = middle; k <= middle + reach; k++) {
      if (k >= 0 && k < drive.length) {
        drive[k] += scale * (k * d - centre) * g; // (1)
      }
      g *= ratio;
      ratio *= bend;
    }
    g = g0;
    ratio = StrictMath.exp(-(-2 * u0 * d + d * d) / (2 * s2));
    for (int k = middle - 1; k >= middle - reach; k--) {
      g *= ratio;
      ratio *= bend;
      if (k >= 0 && k < drive.length) {
        drive[k] += scale * (k * d - centre) * g; // (1)
      }
    }
  }

  /** Adds z0(t) = A sin(2 pi f t), so that the drive becomes F + z0. */
  void addBaseline(double amplitude, double frequency) {
    if (amplitude != 0) {
      Oscillator baseline = new Oscillator(frequency, halfStep, 0);
      for (int k = 0; k < drive.length; k++) {
        drive[k] += amplitude * baseline.next();
      }
    }
  }

  /**
   * Integrates (2) from z = 0.
   *
   * @param z where to put z at the beginning of each step; its length is at most the number of
   *     steps
   */
  void integrate(double[] z) {
    double h = 2 * halfStep;
    double value = 0;
    for (int n = 0; n < z.length; n++) {
      z[n] = value;
      double middle = drive[2 * n + 1];
      double k1 = drive[2 * n] - value;
      double k2 = middle - (value + halfStep * k1);
      double k3 = middle - (value + halfStep * k2);
      double k4 = drive[2 * n + 2] - (value + h * k3);
      value += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
    }
  }
}
