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
 * }
 *
 * <p>Setting anew, not adding, is what a device does that is RESET by each coincidence. (1) is
 * computed from the age of the last coincidence, exact up to rounding; the modelled hardware holds
 * e in 8 bits and updates it when it is read or set.
 *
 * @param tauE tau_e, &gt; 0
 * @see "S. P. Singh, R. S. Sutton (1996), Machine Learning 22:123, doi:10.1007/BF00114726"
 */
public record ExponentialTrace(Time tauE) implements TraceModel {
  private static final int BITS = 8;

  /** Checks the bound. */
  public ExponentialTrace {
    if (!(tauE.ms() > 0 && Double.isFinite(tauE.ms()))) {
      throw new ParameterException(
          "exponential trace", "tau_e", tauE, "it must be > 0 ms and finite");
    }
  }

  @Override
  public Eligibility create(int synapses, Time dt, RandomStream random, Counts counts) {
    double rate = dt.ms() / tauE.ms();
    return new StampedEligibility(synapses, BITS, counts) {
      @Override
      double value(long age) {
        return StrictMath.exp(-rate * age); // (1)
      }
    };
  }
}
