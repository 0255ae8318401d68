package io.hillock.data.ecg;

/**
 * A sine on a regular grid by rotation: two products per value instead of a call of sin.
 *
 * <p>The radius is renewed from the angle every 1024 values, so that rounding does not grow.
 */
final class Oscillator {
  private static final int RENEWAL = 1024;

  private final double angle;
  private final double phase;
  private final double cosine;
  private final double sine;
  private double x;
  private double y;
  private long step;

  /**
   * sin(2 pi f t + phase) at t = 0, dt, 2 dt, ...
   *
   * @param frequency f [Hz]
   * @param dt grid [s]
   * @param phase [rad]
   */
  Oscillator(double frequency, double dt, double phase) {
    angle = 2 * StrictMath.PI * frequency * dt;
    this.phase = phase;
    cosine = StrictMath.cos(angle);
    sine = StrictMath.sin(angle);
  }

  double next() {
    if (step % RENEWAL == 0) {
      x = StrictMath.cos(angle * step + phase);
      y = StrictMath.sin(angle * step + phase);
    }
    step++;
    double value = y;
    double turned = x * cosine - y * sine;
    y = x * sine + y * cosine;
    x = turned;
    return value;
  }
}
