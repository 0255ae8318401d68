package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Projection;
import io.hillock.network.RuleContext;
import io.hillock.unit.Time;

/**
 * Pair-based spike-timing-dependent plasticity, all pairs counted.
 *
 * {@snippet lang=text :
 * dx/dt = -x/tau_+,  x += 1 at a presynaptic spike                                  (1)
 * dy/dt = -y/tau_-,  y += 1 at a postsynaptic spike                                 (2)
 * post spike: dw = A_+ x           pre spike: dw = -A_- y                           (3)
 * one pair, t_post - t_pre = s:  dw = A_+ exp(-s/tau_+), s >= 0; -A_- exp(s/tau_-)  (4)
 * }
 *
 * <p>x shape (pre), y shape (post), both per neuron and decayed in closed form when they are asked
 * for; nothing is stored per synapse. A presynaptic spike counts when it arrives, with the delay of
 * the projection; one that arrives in the very step of a postsynaptic spike comes before it. A
 * presynaptic spike accesses a row of synapses, a postsynaptic spike a column. Bounds of the weight
 * are those of the substrate.
 *
 * @see "S. Song, K. D. Miller, L. F. Abbott (2000), Nat. Neurosci. 3:919, doi:10.1038/78829"
 */
public final class PairStdp implements PlasticityRule {
  private final Projection projection;
  private final Parameters parameters;

  /**
   * Parameters of the window (4).
   *
   * @param aPlus A_+, &gt;= 0, in units of the weight
   * @param aMinus A_-, &gt;= 0, in units of the weight
   * @param tauPlus tau_+, &gt; 0
   * @param tauMinus tau_-, &gt; 0
   */
  public record Parameters(double aPlus, double aMinus, Time tauPlus, Time tauMinus) {
    /** Checks every documented bound. */
    public Parameters {
      if (!(aPlus >= 0 && aMinus >= 0 && Double.isFinite(aPlus + aMinus))) {
        throw new ParameterException(
            "pair STDP", "A_+, A_-", aPlus + ", " + aMinus, "both must be >= 0 and finite");
      }
      if (!(tauPlus.ms() > 0 && tauMinus.ms() > 0)) {
        throw new ParameterException(
            "pair STDP", "tau_+, tau_-", tauPlus + ", " + tauMinus, "both must be > 0 ms");
      }
    }
  }

  /**
   * A rule for one projection.
   *
   * @param projection the plastic projection
   * @param parameters the window
   */
  public PairStdp(Projection projection, Parameters parameters) {
    this.projection = projection;
    this.parameters = parameters;
  }

  @Override
  public StdpRunning start(RuleContext context) {
    return new StdpRunning(
        projection,
        new StdpRunning.Side((float) parameters.aPlus, 0, parameters.tauPlus, parameters.tauPlus),
        new StdpRunning.Side(
            (float) parameters.aMinus, 0, parameters.tauMinus, parameters.tauMinus),
        context);
  }

  @Override
  public String toString() {
    return "PairStdp[" + projection + ", " + parameters + "]";
  }
}
