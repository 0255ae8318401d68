package io.hillock.device.odin;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * The datapath of the processor: a crossbar of 3-bit synapses onto leaky integrate-and-fire
 * neurons, learning by {@link Sdsp}, driven by events.
 *
 * <p>An event passes over the neurons in ascending order. At each one the synapse is read and
 * changed by the flag that the neuron registered at its <em>previous</em> update; the neuron takes
 * the weight as it was read; then it registers a new flag from the V and Ca it has now. Thus the
 * order is neuron, flag, and synapse at the next presynaptic event. Rows only are accessed: a spike
 * of a neuron asks for no synapse.
 *
 * <p>A synapse has a mapping bit beside its weight; here it gates propagation and learning alike.
 * All neurons share the same registers. Left out: the phenomenological neuron model, inhibitory
 * presynaptic neurons other than through {@link #stimulate}, recurrent events (spikes are counted,
 * not sent back), and the timing of the circuit.
 *
 * @see "C. Frenkel, M. Lefebvre, J.-D. Legat, D. Bol (2019), IEEE TBioCAS 13:145,
 *     doi:10.1109/TBCAS.2018.2880425"
 */
public final class OdinCore implements Stateful {
  /** Most presynaptic and most postsynaptic neurons. */
  public static final int SIZE = 256;

  private static final int MAPPED = Sdsp.MOST + 1;
  private static final int MOST_V = 255;
  private static final Sdsp.Flag[] FLAGS = Sdsp.Flag.values();

  private final int post;
  private final OdinNeuron neuron;
  private final Sdsp sdsp;
  private final Counts counts;

  /** Mapping bit and weight, index pre * posts + post. */
  private final int[] synapse;

  private final int[] v;
  private final int[] calcium;
  private final int[] counter;
  private final int[] flag;
  private final int[] spikes;
  private boolean learning = true;
  private long refreshed;

  /**
   * A core at rest with all weights 0 and all synapses mapped.
   *
   * @param pre number of presynaptic neurons, from 1 to 256
   * @param post number of neurons, from 1 to 256
   * @param neuron the registers of all neurons
   * @param counts where reads, writes, updates and spikes are counted
   */
  public OdinCore(int pre, int post, OdinNeuron neuron, Counts counts) {
    if (pre < 1 || pre > SIZE || post < 1 || post > SIZE) {
      throw new ParameterException(
          "ODIN core", "size", pre + " x " + post, "each must be from 1 to " + SIZE);
    }
    this.post = post;
    this.neuron = neuron;
    this.counts = counts;
    sdsp = new Sdsp(neuron);
    synapse = new int[pre * post];
    Arrays.fill(synapse, MAPPED);
    v = new int[post];
    calcium = new int[post];
    counter = new int[post];
    flag = new int[post];
    spikes = new int[post];
  }

  /**
   * Writes a weight from outside.
   *
   * @param i presynaptic neuron
   * @param j postsynaptic neuron
   * @param w from 0 to 7
   */
  public void weight(int i, int j, int w) {
    if (w < 0 || w > Sdsp.MOST) {
      throw new ParameterException("ODIN core", "w", w, "it must be from 0 to " + Sdsp.MOST);
    }
    synapse[i * post + j] = synapse[i * post + j] & MAPPED | w;
  }

  /**
   * Reads a weight.
   *
   * @param i presynaptic neuron
   * @param j postsynaptic neuron
   * @return from 0 to 7
   */
  public int weight(int i, int j) {
    return synapse[i * post + j] & Sdsp.MOST;
  }

  /**
   * Sets the mapping bit of a synapse.
   *
   * @param i presynaptic neuron
   * @param j postsynaptic neuron
   * @param mapped whether the synapse acts and learns
   */
  public void mapped(int i, int j, boolean mapped) {
    synapse[i * post + j] = weight(i, j) | (mapped ? MAPPED : 0);
  }

  /**
   * Opens or closes learning for all synapses.
   *
   * @param open whether presynaptic events change weights
   */
  public void learning(boolean open) {
    learning = open;
  }

  /**
   * A spike of a presynaptic neuron: one row is read, learned and delivered.
   *
   * @param i the presynaptic neuron
   */
  public void spike(int i) {
    int written = 0;
    int operations = 0;
    for (int j = 0, k = i * post; j < post; j++, k++) {
      int word = synapse[k];
      if ((word & MAPPED) == 0) {
        continue;
      }
      operations++;
      int w = word & Sdsp.MOST;
      if (learning && flag[j] != 0) {
        int next = Sdsp.next(FLAGS[flag[j]], w);
        if (next != w) {
          synapse[k] = MAPPED | next;
          written++;
        } else {
          counts.add(CountKind.SATURATION, 1);
        }
      }
      update(j, Math.min(v[j] + w, MOST_V), false);
    }
    counts.add(CountKind.SYNAPSE_READ, operations);
    counts.add(CountKind.SYNAPSE_WRITE, written);
  }

  /**
   * An event of a virtual synapse, which carries its weight itself: no synapse is accessed.
   *
   * @param j the neuron
   * @param w its weight, from -7 (inhibitory) to 7
   */
  public void stimulate(int j, int w) {
    assert Math.abs(w) <= Sdsp.MOST : w;
    update(j, Math.clamp(v[j] + w, 0, MOST_V), false);
  }

  /** A time reference to all neurons: leak of membranes and, every so often, of calcium. */
  public void timeReference() {
    for (int j = 0; j < post; j++) {
      boolean calciumLeaks = false;
      if (neuron.calciumLeak() > 0 && ++counter[j] == neuron.calciumLeak()) {
        counter[j] = 0;
        calciumLeaks = true;
      }
      update(j, Math.max(v[j] - neuron.leak(), 0), calciumLeaks);
    }
  }

  private void update(int j, int integrated, boolean calciumLeaks) {
    boolean fires = integrated >= neuron.threshold();
    v[j] = fires ? 0 : integrated;
    if (fires) {
      spikes[j]++;
      counts.add(CountKind.SPIKE, 1);
    }
    if (fires != calciumLeaks) {
      calcium[j] = fires ? Math.min(calcium[j] + 1, Sdsp.MOST) : Math.max(calcium[j] - 1, 0);
    }
    flag[j] = sdsp.flag(v[j] >= neuron.thetaM(), calcium[j]).ordinal();
    counts.add(CountKind.NEURON_UPDATE, 1);
  }

  /** A bistability event to all synapses: every mapped weight moves towards its nearer end. */
  public void bistability() {
    int read = 0;
    int written = 0;
    for (int k = 0; k < synapse.length; k++) {
      if ((synapse[k] & MAPPED) != 0) {
        read++;
        int w = synapse[k] & Sdsp.MOST;
        int next = Sdsp.bistable(w);
        written += next == w ? 0 : 1;
        synapse[k] = MAPPED | next;
      }
    }
    refreshed += read;
    counts.add(CountKind.SYNAPSE_WRITE, written);
  }

  /**
   * Synapses that bistability events have read.
   *
   * @return the number since the beginning
   */
  public long refreshed() {
    return refreshed;
  }

  /** Puts V, Ca, leak counters, flags and spike counts of all neurons to 0; weights stay. */
  public void reset() {
    Arrays.fill(v, 0);
    Arrays.fill(calcium, 0);
    Arrays.fill(counter, 0);
    Arrays.fill(flag, 0);
    Arrays.fill(spikes, 0);
  }

  /**
   * Membrane potential.
   *
   * @param j the neuron
   * @return V, from 0 to 255
   */
  public int v(int j) {
    return v[j];
  }

  /**
   * Calcium.
   *
   * @param j the neuron
   * @return Ca, from 0 to 7
   */
  public int calcium(int j) {
    return calcium[j];
  }

  /**
   * The flag that the next presynaptic event will meet.
   *
   * @param j the neuron
   * @return its registered flag
   */
  public Sdsp.Flag flag(int j) {
    return FLAGS[flag[j]];
  }

  /**
   * Spikes of a neuron since the last reset.
   *
   * @param j the neuron
   * @return how many
   */
  public int spikes(int j) {
    return spikes[j];
  }

  /**
   * The neuron that fired most since the last reset; among equals the one with the highest V, then
   * the first.
   *
   * @return its index
   */
  public int winner() {
    int best = 0;
    for (int j = 1; j < post; j++) {
      if (spikes[j] > spikes[best] || spikes[j] == spikes[best] && v[j] > v[best]) {
        best = j;
      }
    }
    return best;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.ints("synapse", StateRole.INFERENCE, 4, synapse);
    visitor.ints("V", StateRole.INFERENCE, 8, v);
    visitor.ints("Ca", StateRole.LEARNING, 3, calcium);
    visitor.ints("calciumCounter", StateRole.LEARNING, 5, counter);
    visitor.ints("flag", StateRole.LEARNING, 2, flag);
    visitor.ints("spikes", StateRole.BOOKKEEPING, Integer.SIZE, spikes);
    learning = visitor.scalar("learning", StateRole.BOOKKEEPING, 1, learning ? 1 : 0) != 0;
    refreshed = visitor.scalar("refreshed", StateRole.BOOKKEEPING, Long.SIZE, refreshed);
  }
}
