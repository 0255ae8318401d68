package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Plasticity;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Projection;
import io.hillock.network.RuleContext;
import io.hillock.random.RandomStream;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateVisitor;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;

/**
 * A three-factor rule with one reward for all: coincidences leave a trace at each synapse, a later
 * reward makes weights of traces.
 *
 * {@snippet lang=text :
 * presynaptic spike of i arrives and j fires in the same step: coincidence at (i, j)     (1)
 * dw_ij = eta m e_ij     whenever a reward m is given, for e_ij != 0 only                 (2)
 * }
 *
 * <p>m reward, or reward less expected reward (dimensionless); e_ij eligibility in [0, 1] (or
 * somewhat beyond where its read is noisy), by the {@link TraceModel}. Nothing erases a trace, so
 * that what is credited wrongly is up to the trace. Silent steps cost nothing.
 *
 * @see "N. Fremaux, W. Gerstner (2016), Front. Neural Circuits 9:85, doi:10.3389/fncir.2015.00085"
 */
public final class RewardModulatedRule implements PlasticityRule {
  private final Projection projection;
  private final double eta;
  private final TraceModel trace;

  /**
   * A rule over one projection.
   *
   * @param projection the plastic projection
   * @param eta learning rate, &gt;= 0
   * @param trace what remembers coincidences
   */
  public RewardModulatedRule(Projection projection, double eta, TraceModel trace) {
    this.projection = projection;
    this.eta = eta;
    this.trace = trace;
    if (!(eta >= 0 && Double.isFinite(eta))) {
      throw new ParameterException(
          "reward-modulated rule", "eta", eta, "it must be >= 0 and finite");
    }
  }

  @Override
  public Running start(RuleContext context) {
    return new Running(this, context);
  }

  @Override
  public String toString() {
    return "RewardModulatedRule[" + projection + ", eta=" + eta + ", trace=" + trace + "]";
  }

  /** The running rule. */
  public static final class Running implements Plasticity {
    private final Synapses synapses;
    private final Wiring wiring;
    private final RuleContext context;
    private final Projection projection;
    private final SpikeList post;
    private final boolean[] fired;
    private final double eta;
    private final RandomStream random;
    private final Counts counts;
    private final Eligibility eligibility;

    Running(RewardModulatedRule rule, RuleContext context) {
      synapses = context.synapses(rule.projection);
      wiring = synapses.wiring();
      this.context = context;
      projection = rule.projection;
      post = context.spikes(rule.projection.post());
      fired = new boolean[rule.projection.post().size()];
      eta = rule.eta;
      random = context.random(0);
      counts = context.counts();
      eligibility = rule.trace.create(wiring.size(), context.dt(), random, counts);
    }

    @Override
    public void step() {
      eligibility.pass(1);
      SpikeList pre = context.delivered(projection);
      if (pre.isEmpty() || post.isEmpty()) {
        return;
      }
      for (int n = 0; n < post.size(); n++) {
        fired[post.get(n)] = true;
      }
      for (int n = 0; n < pre.size(); n++) {
        int end = wiring.rowStart(pre.get(n) + 1);
        for (int k = wiring.rowStart(pre.get(n)); k < end; k++) {
          if (fired[wiring.target(k)]) {
            eligibility.mark(k); // (1)
          }
        }
      }
      for (int n = 0; n < post.size(); n++) {
        fired[post.get(n)] = false;
      }
    }

    /**
     * Gives the reward for what happened up to the last step; every trace is read.
     *
     * @param m reward
     * @return number of weights that were to be written
     */
    public long reward(double m) {
      counts.add(CountKind.ERROR_EVENT, 1);
      long written = 0;
      for (int i = 0; i < wiring.pre(); i++) {
        for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
          double e = eligibility.read(k);
          if (e != 0) {
            synapses.propose(i, wiring.target(k), (float) (eta * m * e)); // (2)
            written++;
          }
        }
      }
      return written;
    }

    /**
     * The traces.
     *
     * @return the running traces
     */
    public Eligibility eligibility() {
      return eligibility;
    }

    @Override
    public boolean canSkip() {
      return true;
    }

    @Override
    public void skip(long steps) {
      eligibility.pass(steps);
    }

    @Override
    public void reset() {
      eligibility.reset();
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.part("eligibility", eligibility);
      visitor.part("random", random);
    }
  }
}
