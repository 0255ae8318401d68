package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Projection;
import io.hillock.network.RuleContext;
import io.hillock.unit.Time;

/**
 * Triplet-based spike-timing-dependent plasticity, all spikes counted.
 *
 * {@snippet lang=text :
 * r_1, r_2: += 1 at a presynaptic spike, decay with tau_+, tau_x                    (1)
 * o_1, o_2: += 1 at a postsynaptic spike, decay with tau_-, tau_y                   (2)
 * post spike: dw =  r_1 (A2_+ + A3_+ o_2-)                                          (3)
 * pre spike:  dw = -o_1 (A2_- + A3_- r_2-)                                          (4)
 * }
 *
 * <p>o_2- and r_2- are the values just before the spike. r shape (pre), o shape (post), per neuron
 * and decayed in closed form; nothing is stored per synapse. Delay, spikes of the same step,
 * accesses and bounds are as in {@link PairStdp}, which this is for A3 = 0.
 *
 * @see "J.-P. Pfister, W. Gerstner (2006), J. Neurosci. 26:9673,
 *     doi:10.1523/JNEUROSCI.1425-06.2006"
 */
public final class TripletStdp implements PlasticityRule {
  private final Projection projection;
  private final Parameters parameters;

  /**
   * The two sides of the rule.
   *
   * @param potentiation A2_+, A3_+, tau_+ of r_1, and tau_y of o_2
   * @param depression A2_-, A3_-, tau_- of o_1, and tau_x of r_2
   */
  public record Parameters(Term potentiation, Term depression) {
    /** Visual cortex, all-to-all, with the amplitudes of the published fit. */
    public static final Parameters PFISTER_GERSTNER_2006 =
        new Parameters(
            new Term(7.5e-10, 9.3e-3, Time.ms(16.8), Time.ms(125)),
            new Term(7e-3, 2.3e-4, Time.ms(33.7), Time.ms(101)));

    /**
     * Both amplitudes multiplied.
     *
     * @param plus factor of potentiation, &gt;= 0
     * @param minus factor of depression, &gt;= 0
     * @return the scaled parameters
     */
    public Parameters scaled(double plus, double minus) {
      return new Parameters(potentiation.scaled(plus), depression.scaled(minus));
    }
  }

  /**
   * One side of the rule.
   *
   * @param a2 amplitude of pairs, &gt;= 0, in units of the weight
   * @param a3 amplitude of triplets, &gt;= 0, in units of the weight
   * @param tauPair time constant of the trace of the other neuron, &gt; 0
   * @param tauTriplet time constant of the trace of the neuron that spikes, &gt; 0
   */
  public record Term(double a2, double a3, Time tauPair, Time tauTriplet) {
    /** Checks every documented bound. */
    public Term {
      if (!(a2 >= 0 && a3 >= 0 && Double.isFinite(a2 + a3))) {
        throw new ParameterException(
            "triplet STDP", "A2, A3", a2 + ", " + a3, "both must be >= 0 and finite");
      }
      if (!(tauPair.ms() > 0 && tauTriplet.ms() > 0)) {
        throw new ParameterException(
            "triplet STDP", "tau", tauPair + ", " + tauTriplet, "both must be > 0 ms");
      }
    }

    private Term scaled(double factor) {
      return new Term(factor * a2, factor * a3, tauPair, tauTriplet);
    }

    private StdpRunning.Side side() {
      return new StdpRunning.Side((float) a2, (float) a3, tauPair, tauTriplet);
    }
  }

  /**
   * A rule for one projection.
   *
   * @param projection the plastic projection
   * @param parameters amplitudes and time constants
   */
  public TripletStdp(Projection projection, Parameters parameters) {
    this.projection = projection;
    this.parameters = parameters;
  }

  @Override
  public StdpRunning start(RuleContext context) {
    return new StdpRunning(
        projection, parameters.potentiation.side(), parameters.depression.side(), context);
  }

  @Override
  public String toString() {
    return "TripletStdp[" + projection + ", " + parameters + "]";
  }
}
