package io.hillock.device.mtj;

/**
 * The law of m_z under {@link Macrospin}: with easy axis, current and start symmetric about one
 * axis it is a Markov process of its own, so that its density gives what infinitely many
 * trajectories would.
 *
 * {@snippet lang=text :
 * dp/ds = d/dz [ (1 - z^2) ( (i - z) p + (1 / (2 Delta)) dp/dz ) ],   s = t / t_A   (1)
 * flux between cells k, k+1 of width h:
 * J = (1 - z_f^2) / (2 Delta h) (B(w) p_k - B(-w) p_k+1),
 *     w = U_k+1 - U_k,  U(z) = -Delta (z^2 - 2 i z),  B(x) = x / (exp(x) - 1)       (2)
 * (I - g ds A) a = p,  (I - g ds A) p' = p + (1 - g)/g (a - p),  g = 1 - 1/sqrt(2)  (3)
 * P = sum of p over m_z < 0                                                         (4)
 * }
 *
 * <p>p density of z = m_z, kept as the content of each cell, shape (cells). (2) is the exponential
 * fitting of Scharfetter and Gummel: its stationary state is Boltzmann's to the bit of the cell
 * values, second order in h otherwise; its weight vanishes at both poles, so nothing leaves. (3) is
 * the two-stage, L-stable, second-order scheme of Alexander; each stage is one tridiagonal system.
 *
 * @see "W. H. Butler et al. (2012), IEEE Trans. Magn. 48:4684, arXiv:1202.2621, for (1)"
 * @see "D. L. Scharfetter, H. K. Gummel (1969), IEEE Trans. Electron Devices 16:64,
 *     doi:10.1109/T-ED.1969.16566"
 * @see "R. Alexander (1977), SIAM J. Numer. Anal. 14:1006, doi:10.1137/0714068"
 */
final class FokkerPlanck {
  private static final double G = 1 - 1 / StrictMath.sqrt(2);

  private final double attemptNs;
  private final int cells;

  /** Content of each cell, from m_z = -1 to 1; shape (cells). */
  private final double[] p;

  /** A of (3): what enters from the cell below, what stays, what enters from above; (cells). */
  private final double[] below;

  private final double[] self;
  private final double[] above;
  private final double[] stage;
  private final double[] right;
  private final double[] factor;
  private final double[] pivot;
  private double factored;

  FokkerPlanck(MtjParameters parameters, double i, int cells) {
    assert cells % 2 == 0 : cells;
    this.cells = cells;
    attemptNs = parameters.attemptTimeNs();
    p = new double[cells];
    below = new double[cells];
    self = new double[cells];
    above = new double[cells];
    stage = new double[cells];
    right = new double[cells];
    factor = new double[cells];
    pivot = new double[cells];
    double delta = parameters.delta();
    double h = 2.0 / cells;
    double sum = 0;
    for (int k = cells / 2; k < cells; k++) {
      double z = -1 + (k + 0.5) * h;
      p[k] = StrictMath.exp(delta * (z * z - 1));
      sum += p[k];
    }
    for (int k = cells / 2; k < cells; k++) {
      p[k] /= sum;
    }
    for (int k = 0; k + 1 < cells; k++) {
      double face = -1 + (k + 1) * h;
      double w = -delta * h * (2 * face - 2 * i); // U_k+1 - U_k, exact
      double rate = (1 - face * face) / (2 * delta * h * h);
      double up = rate * bernoulli(w); // (2)
      double down = rate * bernoulli(-w);
      self[k] -= up;
      below[k + 1] += up;
      self[k + 1] -= down;
      above[k] += down;
    }
  }

  private static double bernoulli(double x) {
    return x == 0 ? 1 : x / StrictMath.expm1(x);
  }

  /** Advances by a time in steps of equal length, (3). */
  void advance(double ns, int steps) {
    double ds = ns / attemptNs / steps;
    if (ds != factored) {
      factor(ds);
    }
    for (int n = 0; n < steps; n++) {
      solve(p, stage);
      for (int k = 0; k < cells; k++) {
        right[k] = p[k] + (1 - G) / G * (stage[k] - p[k]);
      }
      solve(right, p);
    }
  }

  private void factor(double ds) {
    factored = ds;
    double c = G * ds;
    pivot[0] = 1 - c * self[0];
    for (int k = 1; k < cells; k++) {
      factor[k] = -c * below[k] / pivot[k - 1];
      pivot[k] = 1 - c * self[k] + factor[k] * c * above[k - 1];
    }
  }

  private void solve(double[] rhs, double[] x) {
    x[0] = rhs[0];
    for (int k = 1; k < cells; k++) {
      x[k] = rhs[k] - factor[k] * x[k - 1];
    }
    double c = G * factored;
    x[cells - 1] /= pivot[cells - 1];
    for (int k = cells - 2; k >= 0; k--) {
      x[k] = (x[k] + c * above[k] * x[k + 1]) / pivot[k];
    }
  }

  /** P of (4). */
  double switched() {
    return sum(0, cells / 2);
  }

  /** 1 - P, summed by itself so that it keeps its digits. */
  double kept() {
    return sum(cells / 2, cells);
  }

  private double sum(int from, int to) {
    double sum = 0;
    for (int k = from; k < to; k++) {
      sum += p[k];
    }
    return sum;
  }
}
