package io.hillock.device.rram;

import io.hillock.device.Bounds;
import java.util.List;

/**
 * Broadening of a programmed conductance with the age of the write. Increments over disjoint
 * stretches of age are independent, with variance sigma^2(t2) - sigma^2(t1), so that the law at
 * every age is normal with sigma(t).
 */
public sealed interface RelaxationLaw {
  /**
   * Standard deviation of the broadening since the write.
   *
   * @param gUS conductance [uS]
   * @param ageS age of the write [s], not negative
   * @return sigma [uS], not negative
   */
  double sigmaUS(double gUS, double ageS);

  /** No relaxation. */
  enum None implements RelaxationLaw {
    /** The law sigma = 0. */
    NONE;

    @Override
    public double sigmaUS(double gUS, double ageS) {
      return 0;
    }
  }

  /**
   * Broadening in the logarithm of time.
   *
   * {@snippet lang=text :
   * sigma = s0 log10(1 + t / t0)                                                     (1)
   * }
   *
   * @param s0US s0, broadening per decade [uS], not negative
   * @param t0S t0, onset [s], &gt; 0
   */
  record LogTime(double s0US, double t0S) implements RelaxationLaw {
    /** Checks the bounds. */
    public LogTime {
      Bounds.RRAM.notNegative("s0", s0US, "uS");
      Bounds.RRAM.positive("t0", t0S, "s");
    }

    @Override
    public double sigmaUS(double gUS, double ageS) {
      return s0US * StrictMath.log10(1 + ageS / t0S); // (1)
    }
  }

  /**
   * Fits at several ages, the first of which belongs to the programming spread: what is returned is
   * the growth beyond it.
   *
   * {@snippet lang=text :
   * sigma^2(t) = max over u in {t_1 ... t} of max(0, s(u)^2 - s(t_1)^2)               (1)
   * }
   *
   * <p>s is linear in log10 t between the ages and constant beyond the last. Fits made apart may
   * fall with age by a little; broadening cannot, hence the maximum.
   *
   * @param ages ages with their fits, at least two, ascending
   */
  record Fitted(List<Age> ages) implements RelaxationLaw {
    /**
     * The total deviation at one age.
     *
     * @param ageS the age [s], &gt; 0
     * @param total its standard deviation
     */
    public record Age(double ageS, SpreadLaw total) {
      /** Checks the bounds. */
      public Age {
        Bounds.RRAM.positive("age of a fit", ageS, "s");
      }
    }

    /** Checks that ages ascend. */
    public Fitted {
      ages = List.copyOf(ages);
      Bounds.RRAM.that(
          ages.size() >= 2, "fitted ages", ages.size(), "", "there must be at least two");
      for (int n = 1; n < ages.size(); n++) {
        double age = ages.get(n).ageS();
        Bounds.RRAM.that(
            age > ages.get(n - 1).ageS(), "age of a fit", age, "s", "ages must ascend");
      }
    }

    @Override
    public double sigmaUS(double gUS, double ageS) {
      double first = ages.get(0).total().sigmaUS(gUS);
      double largest = first;
      for (int n = 1; n < ages.size() && ageS > ages.get(n - 1).ageS(); n++) {
        double from = ages.get(n - 1).total().sigmaUS(gUS);
        double to = ages.get(n).total().sigmaUS(gUS);
        double t0 = ages.get(n - 1).ageS();
        double t1 = ages.get(n).ageS();
        double u = ageS >= t1 ? 1 : StrictMath.log(ageS / t0) / StrictMath.log(t1 / t0);
        double s = from + u * (to - from);
        largest = s > largest ? s : largest;
      }
      return StrictMath.sqrt(largest * largest - first * first); // (1)
    }
  }
}
