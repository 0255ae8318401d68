package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.unit.Time;

/**
 * An exponential trace that each coincidence sets anew.
 *
 * {@snippet lang=text :
 * coincidence: e = 1         else: e[t] = exp(-dt/tau_e) e[t-1]                         (1)
 * read: round(e (2^n - 1)) / (2^n - 1)                                                  (2)
 * }
 *
 * <p>Setting anew, not adding, is what a device does that is RESET by each coincidence. (1) is
 * computed from the age of the last coincidence, exact up to rounding; a read sees n bits of it, so
 * that a trace is gone after (n + 1) ln 2 time constants.
 *
 * @param tauE tau_e, &gt; 0
 * @param bits n, 1 to 24
 * @see "S. P. Singh, R. S. Sutton (1996), Machine Learning 22:123, doi:10.1007/BF00114726"
 */
public record ExponentialTrace(Time tauE, int bits) implements TraceModel {
  /** Checks the bounds. */
  public ExponentialTrace {
    if (!(tauE.ms() > 0 && Double.isFinite(tauE.ms()))) {
      throw new ParameterException(
          "exponential trace", "tau_e", tauE, "it must be > 0 ms and finite");
    }
    if (bits < 1 || bits > 24) {
      throw new ParameterException("exponential trace", "bits", bits, "it must lie in [1, 24]");
    }
  }

  @Override
  public Eligibility create(int synapses, Time dt, RandomStream random, Counts counts) {
    double rate = dt.ms() / tauE.ms();
    double levels = (1 << bits) - 1;
    return new StampedEligibility(synapses, bits, counts) {
      @Override
      double value(long age) {
        double e = StrictMath.exp(-rate * age); // (1)
        return StrictMath.rint(e * levels) / levels; // (2)
      }
    };
  }
}
