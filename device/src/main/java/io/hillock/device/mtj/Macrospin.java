package io.hillock.device.mtj;

import io.hillock.device.Bounds;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;

/**
 * The stochastic Landau-Lifshitz-Gilbert-Slonczewski equation of one macrospin, by trajectories.
 *
 * {@snippet lang=text :
 * dm/dtau = -m x (h + b) - alpha m x (m x (h + b)) + alpha i m x (m x p)
 *           - alpha^2 i m x p,      h = m_z e_z,   p = e_z                          (1)
 * <b_k(tau) b_l(tau')> = alpha / (Delta (1 + alpha^2)) delta_kl delta(tau - tau')   (2)
 * tau = t alpha^-1 / t_A                                                            (3)
 * density of m_z before the pulse ~ exp(Delta m_z^2), m_z in (0, 1]                 (4)
 * Heun: m* = m + f(m) dtau + g(m) dW,
 *       m' = m + (f(m) + f(m*)) dtau / 2 + (g(m) + g(m*)) dW / 2, m' scaled to 1    (5)
 * }
 *
 * <p>m magnetisation [1], shape (3), starts near +e_z; i = I / I_c0, positive towards -e_z; h field
 * over H_k; b thermal field. (1) is the explicit form of Gilbert's equation, the last term
 * included; (2) is the one strength with which (1) keeps the Boltzmann law; (5) converges to the
 * Stratonovich solution, which (1) and (2) mean. The precession has frequency 1 in tau and is
 * amplified by (5) by dtau^3/8 per unit of tau, which has to stay far below alpha. (4) is drawn by
 * rejection; no field but the anisotropy acts, so that its azimuth is uniform.
 *
 * <p>A junction counts as switched when m_z &lt; 0 at the end of the pulse.
 *
 * @see "J. C. Slonczewski (1996), J. Magn. Magn. Mater. 159:L1, doi:10.1016/0304-8853(96)00062-5"
 * @see "J. L. Garcia-Palacios, F. J. Lazaro (1998), Phys. Rev. B 58:14937,
 *     doi:10.1103/PhysRevB.58.14937, for Heun's scheme and its meaning"
 */
public final class Macrospin {
  private final double alpha;
  private final double delta;
  private final double perNs;

  /** Magnetisation, shape (3). */
  private final double[] m = new double[3];

  private final double[] predicted = new double[3];
  private final double[] first = new double[3];
  private final double[] second = new double[3];
  private final double[] field = new double[3];

  /**
   * A macrospin.
   *
   * @param parameters the junction
   */
  public Macrospin(MtjParameters parameters) {
    alpha = parameters.alpha();
    delta = parameters.delta();
    perNs = 1 / (alpha * parameters.attemptTimeNs()); // (3)
  }

  /**
   * Which share of junctions has switched at the end of pulses of some lengths. One trajectory
   * serves all lengths, so the shares of one call are correlated.
   *
   * @param i current over I_c0
   * @param pulseNs pulse lengths [ns], ascending, &gt; 0
   * @param junctions how many trajectories
   * @param step dtau of (5), in (0, 0.2]
   * @param seed seed of the draws
   * @return switched share, shape (pulseNs.length)
   */
  public double[] switchedShare(double i, double[] pulseNs, int junctions, double step, Seed seed) {
    Bounds.MTJ.that(Double.isFinite(i), "I / I_c0", i, "", "it must be finite");
    Bounds.MTJ.that(step > 0 && step <= 0.2, "step", step, "", "it must lie in (0, 0.2]");
    Bounds.MTJ.that(junctions > 0, "junctions", junctions, "", "it must be > 0");
    RandomStream random = seed.stream(Purpose.DEVICE);
    long[] switched = new long[pulseNs.length];
    for (int n = 0; n < junctions; n++) {
      rest(random);
      long done = 0;
      for (int k = 0; k < pulseNs.length; k++) {
        long until = StrictMath.round(pulseNs[k] * perNs / step);
        Bounds.MTJ.that(
            until > done, "pulse length", pulseNs[k], "ns", "they must ascend by a step");
        for (; done < until; done++) {
          advance(i, step, random);
        }
        switched[k] += m[2] < 0 ? 1 : 0;
      }
    }
    double[] share = new double[pulseNs.length];
    for (int k = 0; k < share.length; k++) {
      share[k] = (double) switched[k] / junctions;
    }
    return share;
  }

  /**
   * The path of m_z without thermal field.
   *
   * @param i current over I_c0
   * @param mz m_z at the beginning, in (-1, 1)
   * @param pulseNs duration [ns]
   * @param step dtau of (5), in (0, 0.2]
   * @return m_z at the end
   */
  public double coldPath(double i, double mz, double pulseNs, double step) {
    Bounds.MTJ.that(mz > -1 && mz < 1, "m_z", mz, "", "it must lie in (-1, 1)");
    Bounds.MTJ.that(step > 0 && step <= 0.2, "step", step, "", "it must lie in (0, 0.2]");
    start(mz, 0);
    long steps = StrictMath.round(pulseNs * perNs / step);
    field[0] = 0;
    field[1] = 0;
    field[2] = 0;
    for (long n = 0; n < steps; n++) {
      heun(i, step);
    }
    return m[2];
  }

  private void rest(RandomStream random) {
    double mz;
    do { // (4): m_z = 1 + ln(u) / Delta has density ~ exp(Delta m_z), which lies above (4)
      mz = 1 + StrictMath.log(1 - random.nextDouble()) / delta;
    } while (mz <= 0 || random.nextDouble() >= StrictMath.exp(delta * mz * (mz - 1)));
    start(mz, 2 * StrictMath.PI * random.nextDouble());
  }

  private void start(double mz, double azimuth) {
    double sine = StrictMath.sqrt(1 - mz * mz);
    m[0] = sine * StrictMath.cos(azimuth);
    m[1] = sine * StrictMath.sin(azimuth);
    m[2] = mz;
  }

  private void advance(double i, double step, RandomStream random) {
    double strength = StrictMath.sqrt(alpha / (delta * (1 + alpha * alpha)) / step); // (2)
    field[0] = strength * random.nextGaussian();
    field[1] = strength * random.nextGaussian();
    field[2] = strength * random.nextGaussian();
    heun(i, step);
  }

  private void heun(double i, double step) { // (5); dW = b dtau, b held over the step
    slope(m, i, first);
    for (int k = 0; k < 3; k++) {
      predicted[k] = m[k] + step * first[k];
    }
    slope(predicted, i, second);
    double norm = 0;
    for (int k = 0; k < 3; k++) {
      m[k] += 0.5 * step * (first[k] + second[k]);
      norm += m[k] * m[k];
    }
    norm = 1 / StrictMath.sqrt(norm);
    for (int k = 0; k < 3; k++) {
      m[k] *= norm;
    }
  }

  /** The right side of (1), written as -m x (A + alpha m x B). */
  private void slope(double[] v, double i, double[] out) {
    double x = v[0];
    double y = v[1];
    double z = v[2];
    // A = h + b + alpha^2 i p,  B = h + b - i p
    double az = z + field[2] + alpha * alpha * i;
    double bz = z + field[2] - i;
    double cx = field[0] + alpha * (y * bz - z * field[1]);
    double cy = field[1] + alpha * (z * field[0] - x * bz);
    double cz = az + alpha * (x * field[1] - y * field[0]);
    out[0] = -(y * cz - z * cy);
    out[1] = -(z * cx - x * cz);
    out[2] = -(x * cy - y * cx);
  }
}
