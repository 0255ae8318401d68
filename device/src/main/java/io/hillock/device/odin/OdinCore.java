package io.hillock.device.odin;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The datapath of the processor: a crossbar of 3-bit synapses onto leaky integrate-and-fire
 * neurons, learning by {@link SdspTable}, driven by events.
 *
 * <p>An event passes over the neurons in ascending order. At each one the synapse is read and
 * changed by the flag that the neuron registered at its <em>previous</em> update; the neuron takes
 * the weight as it was read; then it registers a new flag from the V and Ca it has now. Thus the
 * order is neuron, flag, and synapse at the next presynaptic event. Rows only are accessed: a spike
 * of a neuron asks for no synapse.
 *
 * <p>A synapse has a mapping bit beside its weight: an unmapped one neither acts nor learns unless
 * {@link OdinSwitches} let it. Each neuron has registers of its own, learning on or off among them.
 * Whether a presynaptic neuron excites or inhibits is one bit of that neuron. Left out: the
 * phenomenological neuron model, recurrent events (spikes are counted, not sent back), and the
 * timing of the circuit.
 *
 * @see "C. Frenkel, M. Lefebvre, J.-D. Legat, D. Bol (2019), IEEE TBioCAS 13:145,
 *     doi:10.1109/TBCAS.2018.2880425"
 */
public final class OdinCore implements Stateful {
  /** Most presynaptic and most postsynaptic neurons. */
  public static final int SIZE = 256;

  private static final int MAPPED = SdspTable.MOST + 1;
  private static final int MOST_V = 255;
  private static final SdspTable.Flag[] FLAGS = SdspTable.Flag.values();

  private final int post;
  private final OdinNeuron[] neuron;
  private final SdspTable[] sdsp;
  private final OdinSwitches switches;
  private final Counts counts;

  /** Mapping bit and weight, index pre * posts + post. */
  private final int[] synapse;

  /** Sign bit of each presynaptic neuron, 1 for inhibitory. */
  private final int[] inhibitory;

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
    this(pre, Collections.nCopies(post, neuron), OdinSwitches.CLOSED, counts);
  }

  /**
   * A core at rest with all weights 0, all synapses mapped and all presynaptic neurons excitatory.
   *
   * @param pre number of presynaptic neurons, from 1 to 256
   * @param neurons the registers of each neuron, from 1 to 256 of them
   * @param switches what unmapped synapses and single-synapse events may do
   * @param counts where reads, writes, updates and spikes are counted
   */
  public OdinCore(int pre, List<OdinNeuron> neurons, OdinSwitches switches, Counts counts) {
    post = neurons.size();
    if (pre < 1 || pre > SIZE || post < 1 || post > SIZE) {
      throw new ParameterException(
          "ODIN core", "size", pre + " x " + post, "each must be from 1 to " + SIZE);
    }
    neuron = neurons.toArray(OdinNeuron[]::new);
    this.switches = switches;
    this.counts = counts;
    Map<OdinNeuron, SdspTable> tables = new HashMap<>();
    sdsp = new SdspTable[post];
    Arrays.setAll(sdsp, j -> tables.computeIfAbsent(neuron[j], SdspTable::new));
    synapse = new int[pre * post];
    Arrays.fill(synapse, MAPPED);
    inhibitory = new int[pre];
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
    if (w < 0 || w > SdspTable.MOST) {
      throw new ParameterException("ODIN core", "w", w, "it must be from 0 to " + SdspTable.MOST);
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
    return synapse[i * post + j] & SdspTable.MOST;
  }

  /**
   * Sets the mapping bit of a synapse.
   *
   * @param i presynaptic neuron
   * @param j postsynaptic neuron
   * @param mapped whether the synapse acts and learns whatever the switches say
   */
  public void mapped(int i, int j, boolean mapped) {
    synapse[i * post + j] = weight(i, j) | (mapped ? MAPPED : 0);
  }

  /**
   * Sets the sign bit of a presynaptic neuron; its synapses learn alike.
   *
   * @param i presynaptic neuron
   * @param inhibits whether its spikes take from the membrane potential
   */
  public void inhibitory(int i, boolean inhibits) {
    inhibitory[i] = inhibits ? 1 : 0;
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
    for (int j = 0; j < post; j++) {
      event(i, j, learning);
    }
  }

  /**
   * An event of one stored synapse: it is read and delivered, and learns where the switches say so.
   *
   * @param i presynaptic neuron
   * @param j postsynaptic neuron
   */
  public void stimulateSynapse(int i, int j) {
    event(i, j, learning && switches.learnOnSingleEvents());
  }

  private void event(int i, int j, boolean plastic) {
    int k = i * post + j;
    int word = synapse[k];
    boolean mapped = (word & MAPPED) != 0;
    boolean learns = mapped || switches.updateUnmapped();
    boolean acts = mapped || switches.propagateUnmapped();
    if (!learns && !acts) {
      return;
    }
    counts.add(CountKind.SYNAPSE_READ, 1);
    int w = word & SdspTable.MOST;
    if (plastic && learns && flag[j] != 0) {
      int next = SdspTable.next(FLAGS[flag[j]], w);
      if (next != w) {
        synapse[k] = word & MAPPED | next;
        counts.add(CountKind.SYNAPSE_WRITE, 1);
      } else {
        counts.add(CountKind.SATURATION, 1);
      }
    }
    if (acts) {
      int integrated = inhibitory[i] == 0 ? Math.min(v[j] + w, MOST_V) : Math.max(v[j] - w, 0);
      update(j, integrated, false);
    }
  }

  /**
   * An event of a virtual synapse, which carries its weight itself: no synapse is accessed.
   *
   * @param j the neuron
   * @param w its weight, from -7 (inhibitory) to 7
   */
  public void stimulate(int j, int w) {
    assert Math.abs(w) <= SdspTable.MOST : w;
    update(j, Math.clamp(v[j] + w, 0, MOST_V), false);
  }

  /** A time reference to all neurons: leak of membranes and, every so often, of calcium. */
  public void timeReference() {
    for (int j = 0; j < post; j++) {
      boolean calciumLeaks = false;
      int period = neuron[j].calciumLeak();
      if (period > 0 && ++counter[j] == period) {
        counter[j] = 0;
        calciumLeaks = true;
      }
      update(j, Math.max(v[j] - neuron[j].leak(), 0), calciumLeaks);
    }
  }

  private void update(int j, int integrated, boolean calciumLeaks) {
    boolean fires = integrated >= neuron[j].threshold();
    v[j] = fires ? 0 : integrated;
    if (fires) {
      spikes[j]++;
      counts.add(CountKind.SPIKE, 1);
    }
    if (fires != calciumLeaks) {
      calcium[j] = fires ? Math.min(calcium[j] + 1, SdspTable.MOST) : Math.max(calcium[j] - 1, 0);
    }
    flag[j] = sdsp[j].flag(v[j] >= neuron[j].thetaM(), calcium[j]).ordinal();
    counts.add(CountKind.NEURON_UPDATE, 1);
  }

  /** A bistability event to all synapses: every one that learns moves towards its nearer end. */
  public void bistability() {
    for (int i = 0; i < inhibitory.length; i++) {
      bistability(i);
    }
  }

  /**
   * A bistability event to the row of a presynaptic neuron.
   *
   * @param i presynaptic neuron
   */
  public void bistability(int i) {
    int read = 0;
    int written = 0;
    for (int k = i * post; k < (i + 1) * post; k++) {
      if ((synapse[k] & MAPPED) != 0 || switches.updateUnmapped()) {
        read++;
        int w = synapse[k] & SdspTable.MOST;
        int next = SdspTable.bistable(w);
        written += next == w ? 0 : 1;
        synapse[k] = synapse[k] & MAPPED | next;
      }
    }
    refreshed += read;
    counts.add(CountKind.SYNAPSE_READ, read);
    counts.add(CountKind.SYNAPSE_WRITE, written);
  }

  /**
   * Synapses that bistability events have read; they are among the reads counted.
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
  public SdspTable.Flag flag(int j) {
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
    visitor.ints("sign", StateRole.INFERENCE, 1, inhibitory);
    visitor.ints("V", StateRole.INFERENCE, 8, v);
    visitor.ints("Ca", StateRole.LEARNING, 3, calcium);
    visitor.ints("calciumCounter", StateRole.LEARNING, 5, counter);
    visitor.ints("flag", StateRole.LEARNING, 2, flag);
    visitor.ints("spikes", StateRole.BOOKKEEPING, Integer.SIZE, spikes);
    learning = visitor.scalar("learning", StateRole.BOOKKEEPING, 1, learning ? 1 : 0) != 0;
    refreshed = visitor.scalar("refreshed", StateRole.BOOKKEEPING, Long.SIZE, refreshed);
  }
}
