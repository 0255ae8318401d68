package io.hillock.device.fit;

import org.hipparchus.special.Erf;

/**
 * A normal law whose tails stand at the ends of a range, X = clip(N(mu, s^2), low, high), followed
 * through noisy reads by its first two moments.
 *
 * {@snippet lang=text :
 * p(y) = w_low N(y; low, v) + w_high N(y; high, v)
 *      + N(y; mu, s^2 + v) (Phi((high - m)/q) - Phi((low - m)/q))                       (1)
 * m = (mu v + y s^2)/(s^2 + v),   q^2 = s^2 v/(s^2 + v)                                 (2)
 * }
 *
 * <p>y read with variance v; w_low and w_high are the tails that stand at the ends, and the law
 * after the read is a mixture of the two ends and of N(m, q^2) between them, matched by mean and
 * variance.
 */
final class CutNormal {
  private static final double FAR = 9; // beyond so many deviations lie 1e-19

  private final double low;
  private final double high;
  private double mean;
  private double variance;

  CutNormal(double low, double high) {
    this.low = low;
    this.high = high;
  }

  double mean() {
    return mean;
  }

  double variance() {
    return variance;
  }

  /** Begins with a law that is known. */
  void put(double newMean, double newVariance) {
    mean = newMean;
    variance = newVariance;
  }

  /** Without a read: the law of N(mu, s2) held between the ends. */
  void clip(double mu, double s2) {
    double s = StrictMath.sqrt(Math.max(s2, 1e-18));
    mix(mu, s * s, below((low - mu) / s), 1, below((mu - high) / s));
  }

  /** With a read: the log-likelihood of y, and the law of the state after it. */
  double read(double mu, double s2, double y, double noise) {
    double s = StrictMath.sqrt(s2);
    double total = s2 + noise;
    double dy = y - mu;
    double logInside = -0.5 * (dy * dy / total + StrictMath.log(2 * StrictMath.PI * total));
    double post = (mu * noise + y * s2) / total;
    double postVariance = s2 * noise / total;
    double wl = s > 0 ? below((low - mu) / s) : mu < low ? 1 : 0;
    double wh = s > 0 ? below((mu - high) / s) : mu > high ? 1 : 0;
    double atLow = wl > 0 ? wl * StrictMath.exp(normal(y - low, noise) - logInside) : 0;
    double atHigh = wh > 0 ? wh * StrictMath.exp(normal(y - high, noise) - logInside) : 0;
    double inside = mix(post, postVariance, atLow, 1, atHigh);
    double sum = atLow + atHigh + inside;
    return logInside + StrictMath.log(Math.max(sum, 1e-300));
  }

  private static double normal(double d, double variance) {
    return -0.5 * (d * d / variance + StrictMath.log(2 * StrictMath.PI * variance));
  }

  /** Moments of weights at both ends and a truncated normal between; returns its weight. */
  private double mix(double mu, double s2, double atLow, double weight, double atHigh) {
    double s = StrictMath.sqrt(s2);
    double inside;
    double m;
    double v;
    if (!(s > 0)) {
      inside = mu >= low && mu <= high ? weight : 0;
      m = Math.clamp(mu, low, high);
      v = 0;
    } else {
      double za = (low - mu) / s;
      double zb = (high - mu) / s;
      double mass = za > 0 ? below(-za) - below(-zb) : below(zb) - below(za);
      inside = weight * mass;
      if (mass > 1e-12) {
        double da = za > -FAR ? density(za) : 0;
        double db = zb < FAR ? density(zb) : 0;
        double shift = (da - db) / mass;
        double ea = da > 0 ? za * da : 0;
        double eb = db > 0 ? zb * db : 0;
        m = mu + s * shift;
        v = Math.max(0, s2 * (1 + (ea - eb) / mass - shift * shift));
      } else {
        m = Math.clamp(mu, low, high);
        v = 0;
      }
    }
    double sum = atLow + inside + atHigh;
    if (!(sum > 0)) {
      mean = m;
      variance = v;
      return inside;
    }
    double top = atHigh > 0 ? atHigh * high : 0;
    mean = (atLow * low + inside * m + top) / sum;
    double dl = low - mean;
    double dm = m - mean;
    double dh = atHigh > 0 ? high - mean : 0;
    variance =
        (atLow * dl * dl + inside * (v + dm * dm) + (atHigh > 0 ? atHigh * dh * dh : 0)) / sum;
    return inside;
  }

  static double density(double z) {
    return StrictMath.exp(-0.5 * z * z) / StrictMath.sqrt(2 * StrictMath.PI);
  }

  static double below(double z) {
    return z < -FAR ? 0 : z > FAR ? 1 : 0.5 * Erf.erfc(-z / StrictMath.sqrt(2));
  }
}
