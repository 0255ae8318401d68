package io.hillock.learning;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Plasticity;
import io.hillock.network.Projection;
import io.hillock.network.RuleContext;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.List;

/**
 * Running {@link PairStdp} or {@link TripletStdp}: traces of presynaptic and of postsynaptic
 * neurons, and counts of the synapses that learning had to access by row and by column.
 */
public final class StdpRunning implements Plasticity {
  /** One side: its amplitudes, the trace of the other neuron and that of the one that spikes. */
  record Side(float a2, float a3, Time tauPair, Time tauTriplet) {}

  private final Side potentiation;
  private final Side depression;
  private final Synapses synapses;
  private final SpikeList preSpikes;
  private final SpikeList postSpikes;
  private final SpikeTraces pre;
  private final SpikeTraces post;
  private final boolean slowPre;
  private final boolean slowPost;

  /** r_1 and, where it is needed, r_2; then the same of o. */
  private final float[] r;

  private final float[] o;
  private final Counts counts;
  private long time = -1;
  private long rowAccesses;
  private long columnAccesses;

  StdpRunning(Projection projection, Side potentiation, Side depression, RuleContext context) {
    this.potentiation = potentiation;
    this.depression = depression;
    synapses = context.synapses(projection);
    preSpikes = context.delivered(projection);
    postSpikes = context.spikes(projection.post());
    slowPre = depression.a3 > 0;
    slowPost = potentiation.a3 > 0;
    int n = projection.pre().size();
    pre = traces(n, potentiation.tauPair, slowPre, depression.tauTriplet, context);
    post =
        traces(
            projection.post().size(),
            depression.tauPair,
            slowPost,
            potentiation.tauTriplet,
            context);
    r = new float[pre.length()];
    o = new float[post.length()];
    counts = context.counts();
  }

  private static SpikeTraces traces(
      int n, Time fast, boolean withSlow, Time slow, RuleContext context) {
    List<Time> scales = withSlow ? List.of(fast, slow) : List.of(fast);
    return new SpikeTraces(n, scales, context.dt(), StateRole.LEARNING);
  }

  @Override
  public void step() {
    time++;
    if (!preSpikes.isEmpty()) {
      depress();
      pre.enter(time, preSpikes);
      counts.add(CountKind.TRACE_UPDATE, (long) preSpikes.size() * (slowPre ? 2 : 1));
    }
    if (!postSpikes.isEmpty()) {
      potentiate();
      post.enter(time, postSpikes);
      counts.add(CountKind.TRACE_UPDATE, (long) postSpikes.size() * (slowPost ? 2 : 1));
    }
  }

  /** Depression by rows, with the traces just before the spikes of this step. */
  private void depress() {
    post.sample(time, o, 0);
    if (slowPre) {
      pre.sample(time, r, 0);
    }
    Wiring wiring = synapses.wiring();
    for (int k = 0; k < preSpikes.size(); k++) {
      int i = preSpikes.get(k);
      float amplitude = depression.a2;
      if (slowPre) {
        amplitude += depression.a3 * r[wiring.pre() + i];
      }
      for (int s = wiring.rowStart(i); s < wiring.rowStart(i + 1); s++) {
        int j = wiring.target(s);
        float dw = -amplitude * o[j];
        if (dw != 0) {
          synapses.propose(i, j, dw);
          rowAccesses++;
        }
      }
    }
  }

  /** Potentiation by columns; presynaptic spikes of this step are among the traces. */
  private void potentiate() {
    pre.sample(time, r, 0);
    if (slowPost) {
      post.sample(time, o, 0);
    }
    Wiring wiring = synapses.wiring();
    long before = columnAccesses;
    for (int k = 0; k < postSpikes.size(); k++) {
      int j = postSpikes.get(k);
      float amplitude = potentiation.a2;
      if (slowPost) {
        amplitude += potentiation.a3 * o[wiring.post() + j];
      }
      for (int i = 0; i < wiring.pre(); i++) {
        if (wiring.isDense() || wiring.find(i, j) >= 0) {
          columnAccesses++;
          float dw = amplitude * r[i];
          if (dw != 0) {
            synapses.propose(i, j, dw);
          }
        }
      }
    }
    counts.add(CountKind.SYNAPSE_READ, columnAccesses - before);
  }

  /**
   * Synapses accessed because a presynaptic spike came, on the row that its delivery reads anyway.
   *
   * @return those that were to be changed, since the beginning
   */
  public long rowAccesses() {
    return rowAccesses;
  }

  /**
   * Synapses accessed because a postsynaptic neuron fired: its whole column, each time. They are
   * reads in the counts of the rule; the reads of delivery are those of the projection.
   *
   * @return the number since the beginning
   */
  public long columnAccesses() {
    return columnAccesses;
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
    pre.reset();
    post.reset();
    time = -1;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("pre", pre);
    visitor.part("post", post);
    time = visitor.scalar("time", StateRole.BOOKKEEPING, Long.SIZE, time);
    rowAccesses = visitor.scalar("rowAccesses", StateRole.BOOKKEEPING, Long.SIZE, rowAccesses);
    columnAccesses =
        visitor.scalar("columnAccesses", StateRole.BOOKKEEPING, Long.SIZE, columnAccesses);
  }
}
