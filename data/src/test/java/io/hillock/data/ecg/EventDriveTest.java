package io.hillock.data.ecg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The model's equations, restated by another hand, against the kernel that integrates them. */
class EventDriveTest {
  private static final double H = 1 / 360.0;

  /** State of equations (1) and (2) of the generator in their published form. */
  private record State(double x, double y, double z) {
    State plus(double h, State d) {
      return new State(x + h * d.x, y + h * d.y, z + h * d.z);
    }
  }

  private record Event(double theta, double a, double b) {}

  private static State derivative(
      State s, double t, double omega, Event[] events, double baseline) {
    double alpha = 1 - Math.hypot(s.x, s.y);
    double theta = Math.atan2(s.y, s.x);
    double dz = -(s.z - baseline * Math.sin(2 * Math.PI * 0.25 * t));
    for (Event e : events) {
      double d = Math.IEEEremainder(theta - e.theta, 2 * Math.PI);
      dz -= e.a * d * Math.exp(-d * d / (2 * e.b * e.b));
    }
    return new State(alpha * s.x - omega * s.y, alpha * s.y + omega * s.x, dz);
  }

  private static State step(State s, double t, double omega, Event[] events, double baseline) {
    State k1 = derivative(s, t, omega, events, baseline);
    State k2 = derivative(s.plus(H / 2, k1), t + H / 2, omega, events, baseline);
    State k3 = derivative(s.plus(H / 2, k2), t + H / 2, omega, events, baseline);
    State k4 = derivative(s.plus(H, k3), t + H, omega, events, baseline);
    return s.plus(H / 6, k1).plus(H / 3, k2).plus(H / 3, k3).plus(H / 6, k4);
  }

  @Test
  void shouldFollowThePublishedThreeDimensionalModelOnItsLimitCycle() {
    double rr = 0.8;
    double omega = 2 * Math.PI / rr;
    // Waves P, Q, R, S, T: amplitude [mV], time [s], width [s].
    double[][] waves = {
      {0.15, -0.16, 0.02},
      {-0.1, -0.03, 0.01},
      {1.2, 0, 0.011},
      {-0.25, 0.03, 0.01},
      {0.3, 0.27, 0.05}
    };
    Event[] events = new Event[waves.length];
    for (int i = 0; i < waves.length; i++) {
      double s = waves[i][2];
      events[i] = new Event(omega * waves[i][1], waves[i][0] / (omega * s * s), omega * s);
    }
    int steps = 8 * 288;
    EventDrive drive = new EventDrive(steps, H);
    for (int beat = -1; beat <= 10; beat++) {
      for (double[] w : waves) {
        drive.add(w[0], beat * rr + rr / 2 + w[1], w[2]);
      }
    }
    drive.addBaseline(0.1, 0.25);
    double[] z = new double[steps];
    drive.integrate(z);

    State s = new State(-1, 0, 0); // theta = -pi at t = 0: the beat comes half an interval later
    double largest = 0;
    for (int n = 0; n < steps; n++) {
      largest = Math.max(largest, Math.abs(s.z - z[n]));
      // Runge-Kutta keeps the unit radius to its order: (omega h)^5 / 120 per step.
      assertThat(Math.hypot(s.x, s.y)).isCloseTo(1, within(1e-8));
      s = step(s, n * H, omega, events, 0.1);
    }
    // Both integrate with the same step; what differs is the phase error of the stepped cycle.
    assertThat(largest).isLessThan(2e-5);
  }

  @Test
  void shouldReturnToTheLimitCycleFromOutside() {
    State s = new State(2, 0, 0);
    for (int n = 0; n < 3600; n++) {
      s = step(s, n * H, 2 * Math.PI, new Event[0], 0);
    }
    // The radius obeys dr/dt = r (1 - r): after 10 s the excess is below e^-10.
    assertThat(Math.hypot(s.x, s.y)).isCloseTo(1, within(5e-5));
  }

  /**
   * With u = t - t_i, the leak of 1/s turns the event's Gaussian g into
   *
   * <p>z(u) = g(u) - integral of e^-(u - v) g(v) dv up to u, here by Simpson's rule.
   */
  private static double closedForm(double amplitude, double width, double u) {
    double from = -9 * width;
    if (u <= from) {
      return 0;
    }
    int n = 4000;
    double d = (u - from) / n;
    double sum = 0;
    for (int k = 0; k <= n; k++) {
      double v = from + k * d;
      double f = Math.exp(v - u) * Math.exp(-v * v / (2 * width * width));
      sum += f * (k == 0 || k == n ? 1 : k % 2 == 1 ? 4 : 2);
    }
    return amplitude * (Math.exp(-u * u / (2 * width * width)) - sum * d / 3);
  }

  @Test
  void shouldGiveTheClosedFormOfOneGaussianEvent() {
    for (double width : new double[] {0.008, 0.02, 0.06}) {
      double centre = 0.6123;
      EventDrive drive = new EventDrive(720, H);
      drive.add(1.5, centre, width);
      double[] z = new double[720];
      drive.integrate(z);
      for (int n = 0; n < z.length; n++) {
        // Fourth order: error (h/s)^4 / 2880 of the amplitude, largest at the narrowest width.
        double bound = 1.5 * (Math.pow(H / width, 4) / 200 + 3e-7);
        assertThat(z[n]).isCloseTo(closedForm(1.5, width, n * H - centre), within(bound));
      }
    }
  }

  @Test
  void shouldConvergeWithTheFourthOrderOfItsStep() {
    double[] error = new double[2];
    for (int k = 0; k < 2; k++) {
      double h = 1 / (180.0 * (k + 1));
      EventDrive drive = new EventDrive(180 * (k + 1), h);
      drive.add(1, 0.5, 0.012);
      double[] z = new double[180 * (k + 1)];
      drive.integrate(z);
      for (int n = 0; n < z.length; n++) {
        error[k] = Math.max(error[k], Math.abs(z[n] - closedForm(1, 0.012, n * h - 0.5)));
      }
    }
    // Halving the step divides the error by 2^4 up to the next order.
    assertThat(error[0] / error[1]).isBetween(12.0, 24.0);
  }

  @Test
  void shouldRotateASineWithoutDrift() {
    Oscillator oscillator = new Oscillator(0.25, 1 / 720.0, 0.3);
    for (int n = 0; n < 1_000_000; n++) {
      double expected = Math.sin(2 * Math.PI * 0.25 * n / 720.0 + 0.3);
      // 1024 rotations between renewals lose at most about 1e-13.
      assertThat(Math.abs(oscillator.next() - expected) < 1e-12).isTrue();
    }
  }
}
