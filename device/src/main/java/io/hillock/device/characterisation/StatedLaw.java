package io.hillock.device.characterisation;

import io.hillock.device.NonIdeality;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * Draws of one switch on simulated devices, transformed so that the stated law is the standard
 * normal one.
 *
 * @param device name of the device
 * @param which the switch that was on, alone or with what it acts on
 * @param law the stated law, in words
 * @param discrete whether the law is a discrete one of mean 0 and variance 1 instead, for which a
 *     distance of distributions says nothing
 * @param z the draws; copied
 */
public record StatedLaw(
    String device, NonIdeality which, String law, boolean discrete, double[] z) {
  /** Copies the draws. */
  public StatedLaw {
    z = z.clone();
  }

  /**
   * The draws.
   *
   * @return a copy
   */
  @Override
  public double[] z() {
    return z.clone();
  }

  /**
   * How well the draws fit the law.
   *
   * @return p of a two-sided Kolmogorov-Smirnov test against the standard normal law
   * @throws IllegalStateException when the law is discrete
   */
  public double ksP() {
    if (discrete) {
      throw new IllegalStateException("a discrete law has no such distance: " + law);
    }
    return new KolmogorovSmirnovTest().kolmogorovSmirnovTest(new NormalDistribution(), z, false);
  }

  /**
   * How far mean and variance lie from 0 and 1.
   *
   * @return the larger of both distances, in standard errors
   */
  public double momentsOff() {
    double n = z.length;
    double mean = 0;
    double fourth = 0;
    for (double x : z) {
      mean += x / n;
      fourth += x * x * x * x / n;
    }
    double sd = Sample.sd(z);
    double meanOff = StrictMath.abs(mean) * StrictMath.sqrt(n);
    double varianceOff = StrictMath.abs(sd * sd - 1) / StrictMath.sqrt((fourth - 1) / n);
    return StrictMath.max(meanOff, varianceOff);
  }
}
