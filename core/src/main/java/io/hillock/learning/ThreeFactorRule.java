package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.network.Plasticity;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Projection;
import io.hillock.network.RuleContext;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;

/**
 * A three-factor rule whose third factor comes late and seldom: traces of presynaptic and of
 * postsynaptic spikes wait until a signal per neuron says what their coincidence was worth.
 *
 * {@snippet lang=text :
 * P_i[t] = a P_i[t-1] + z_i[t-d],   a = exp(-dt/tau)      per projection with delay d   (1)
 * S_j[t] = a S_j[t-1] + z_j[t]                            postsynaptic                  (2)
 * dw_ij  = -eta M_j S_j P_i     whenever M is given, for M_j S_j P_i != 0 only          (3)
 * }
 *
 * <p>M learning signal, shape (post), zero where nothing is to be learned. The product of traces
 * stands in for the trace of the products, so that no state exists per synapse; spikes stand in for
 * a pseudo-derivative, so that a silent neuron learns nothing. Traces are decayed lazily: work per
 * spike, none in silent steps.
 *
 * @see "N. Fremaux, W. Gerstner (2016), Front. Neural Circuits 9:85, doi:10.3389/fncir.2015.00085"
 */
public final class ThreeFactorRule implements PlasticityRule {
  private final List<Projection> projections;
  private final double eta;
  private final Time trace;

  /**
   * A rule over projections onto one population.
   *
   * @param projections the plastic projections, all with the same postsynaptic population
   * @param eta learning rate, &gt;= 0
   * @param trace tau of both traces, &gt; 0
   */
  public ThreeFactorRule(List<Projection> projections, double eta, Time trace) {
    this.projections = List.copyOf(projections);
    this.eta = eta;
    this.trace = trace;
    if (!(eta >= 0) || !(trace.ms() > 0)) {
      throw new ParameterException(
          "three-factor rule", "eta, tau", eta + ", " + trace, "eta must be >= 0 and tau > 0");
    }
    long targets = projections.stream().map(Projection::post).distinct().count();
    if (targets != 1) {
      throw new ParameterException(
          "three-factor rule", "projections", targets + " targets", "there must be one");
    }
  }

  @Override
  public Running start(RuleContext context) {
    return new Running(this, context);
  }

  @Override
  public String toString() {
    return "ThreeFactorRule[" + projections + ", eta=" + eta + ", tau=" + trace + "]";
  }

  /** The running rule. */
  public static final class Running implements Plasticity {
    /** A projection with its presynaptic traces. */
    private record Plastic(Synapses synapses, SpikeTraces traces, float[] p) {}

    private final RuleContext context;
    private final List<Projection> projections;
    private final List<Plastic> plastic = new ArrayList<>();
    private final SpikeList spikes;
    private final SpikeTraces postTraces;
    private final float[] s;
    private final float[] product;
    private final float eta;
    private long time = -1;

    Running(ThreeFactorRule rule, RuleContext context) {
      this.context = context;
      projections = rule.projections;
      eta = (float) rule.eta;
      List<Time> scale = List.of(rule.trace);
      for (Projection projection : projections) {
        int pre = projection.pre().size();
        SpikeTraces traces = new SpikeTraces(pre, scale, context.dt(), StateRole.LEARNING);
        plastic.add(new Plastic(context.synapses(projection), traces, new float[pre]));
      }
      int post = projections.getFirst().post().size();
      spikes = context.spikes(projections.getFirst().post());
      postTraces = new SpikeTraces(post, scale, context.dt(), StateRole.LEARNING);
      s = new float[post];
      product = new float[post];
    }

    @Override
    public void step() {
      time++;
      for (int k = 0; k < projections.size(); k++) {
        plastic.get(k).traces.enter(time, context.delivered(projections.get(k))); // (1)
      }
      postTraces.enter(time, spikes); // (2)
    }

    /**
     * Gives the third factor for what happened up to the last step.
     *
     * @param m M, shape (post)
     * @return number of weights that were to be written
     */
    public long modulate(float[] m) {
      postTraces.sample(time, s, 0);
      boolean any = false;
      for (int j = 0; j < m.length; j++) {
        product[j] = m[j] * s[j];
        any |= product[j] != 0;
      }
      return any ? write() : 0;
    }

    private long write() {
      long written = 0;
      for (Plastic each : plastic) {
        each.traces.sample(time, each.p, 0);
        for (int i = 0; i < each.p.length; i++) {
          if (each.p[i] != 0) {
            each.synapses.proposeRow(i, -eta * each.p[i], product); // (3)
            written += active(each.synapses.wiring(), i);
          }
        }
        each.synapses.settle();
      }
      return written;
    }

    private int active(Wiring wiring, int i) {
      int active = 0;
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        active += product[wiring.target(k)] != 0 ? 1 : 0;
      }
      return active;
    }

    @Override
    public boolean canSkip() {
      return true;
    }

    @Override
    public void skip(long steps) {
      time += steps;
    }

    @Override
    public void reset() {
      plastic.forEach(each -> each.traces.reset());
      postTraces.reset();
      time = -1;
    }

    @Override
    public void visit(StateVisitor visitor) {
      for (int k = 0; k < plastic.size(); k++) {
        visitor.part("pre" + k, plastic.get(k).traces);
      }
      visitor.part("post", postTraces);
      time = visitor.scalar("time", StateRole.BOOKKEEPING, Long.SIZE, time);
    }
  }
}
