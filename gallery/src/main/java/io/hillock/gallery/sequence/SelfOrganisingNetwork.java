package io.hillock.gallery.sequence;

import io.hillock.device.rram.BinaryCells;
import io.hillock.device.rram.ParameterCells;
import io.hillock.device.rram.ReadLaw;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * Excitatory and inhibitory leaky integrate-and-fire neurons; binary resistive cells between the
 * excitatory ones learn from spikes, and a resistive cell in each of them searches for its rate.
 *
 * {@snippet lang=text :
 * V_i[k+1] = a_i V_i[k] + sum of jumps,   a_i = exp(-dt/tau_i),  tau_i = tau_m R_i/R_med   (1)
 * V_i >= 1  =>  spike, V_i = 0 for t_ref;   a jump keeps V_i >= V_min                      (2)
 * spike of i, for each cell i -> j, with probability p:   SET if V_j >= V_theta, else RESET (3)
 * every T_IP, |f_i - f_T| > band:   a weak SET of k |f_i - f_T| volts to cell i             (4)
 * w_ij = w_strong G_ij / G_low                                                             (5)
 * }
 *
 * <p>V [threshold], shape (neurons), excitatory first; G [uS], shape (E to E cells), rows by
 * source; R [kOhm] and f [Hz, spikes counted over T_IP], shape (excitatory). By (1) R sets both the
 * time constant and the gain: the mean potential under a rate is w rate tau. (1) is exact for jumps
 * at the beginning of a step. Spikes take one step. (3) sees V_j before the jump of that spike.
 *
 * <p>Order of a step: leak, learn and deliver (spikes by source), input, fire, homeostasis.
 * Synaptic work is done for spikes only, draws for (3) for its successes only; nothing is
 * allocated.
 *
 * @see "M. Payvand et al. (2022), Nat. Commun. 13:5793"
 */
final class SelfOrganisingNetwork implements Stateful {
  private static final int COUNTER_BITS = 8;
  private static final double STEP_S = 1e-3;

  private final NetworkSettings.Contacts contacts;
  private final NetworkSettings.Learning learning;
  private final ReadLaw read;
  private final double tauMs;
  private final int refractoryMs;
  private final float floor;
  private final int excitatory;
  private final int neurons;
  private final int group;

  // Wiring, fixed: rows by source, shape (sources + 1) and (contacts)
  private final int[] rowStart;
  private final int[] target;
  private final int[] fixedStart;
  private final int[] fixedTarget;
  private final float[] fixedJump;
  private final int[] phase; // of the input, shape (excitatory)

  private final float[] v;
  private final float[] a;
  private final int[] refractory;
  private final int[] spike;
  private final float[] w; // jump of each E to E cell
  private final int[] count; // spikes within T_IP, shape (excitatory)
  private final BinaryCells cells;
  private final ParameterCells parameters;
  private final BernoulliTrials trials;
  private final Ledger ledger = new Ledger();
  private final Counts synapses = ledger.of("E to E cells");
  private final Counts fixed = ledger.of("fixed contacts");
  private final Counts neuronCounts = ledger.of("neurons");
  private final Counts homeostasis = ledger.of("homeostasis");
  private int spikes;
  private long time;

  SelfOrganisingNetwork(NetworkSettings settings, Seed seed, long number) {
    NetworkSettings.Shape shape = settings.shape();
    contacts = settings.contacts();
    learning = settings.learning();
    read = settings.devices().read();
    tauMs = settings.membrane().tauMs();
    refractoryMs = settings.membrane().refractoryMs();
    floor = settings.membrane().floor();
    excitatory = shape.excitatory();
    neurons = excitatory + shape.inhibitory();
    group = shape.group();

    RandomStream wiring = seed.stream(Purpose.WIRING, number);
    Rows ee = new Rows(neurons);
    Rows other = new Rows(neurons);
    for (int j = 0; j < excitatory; j++) {
      ee.connect(0, excitatory, shape.ee(), j, wiring);
    }
    for (int j = excitatory; j < neurons; j++) {
      other.connect(0, excitatory, shape.ei(), j, wiring);
    }
    for (int j = 0; j < excitatory; j++) {
      other.connect(excitatory, neurons, shape.ie(), j, wiring);
    }
    rowStart = ee.starts();
    target = ee.targets();
    fixedStart = other.starts();
    fixedTarget = other.targets();
    fixedJump = new float[fixedTarget.length];
    for (int i = 0; i < neurons; i++) {
      for (int k = fixedStart[i]; k < fixedStart[i + 1]; k++) {
        double mean = i < excitatory ? contacts.ei() : -contacts.ie();
        fixedJump[k] = (float) (2 * mean * wiring.nextDouble());
      }
    }
    phase = new int[excitatory];
    for (int i = 0; i < excitatory; i++) {
      phase[i] = wiring.nextInt(contacts.inputPeriodMs());
    }

    v = new float[neurons];
    a = new float[neurons];
    refractory = new int[neurons];
    spike = new int[neurons];
    count = new int[excitatory];
    cells =
        new BinaryCells(target.length, settings.devices(), seed.stream(Purpose.DEVICE, number, 0));
    parameters =
        new ParameterCells(
            excitatory,
            settings.devices(),
            settings.weakSet(),
            seed.stream(Purpose.DEVICE, number, 1));
    trials = new BernoulliTrials(learning.p(), seed.stream(Purpose.RULE, number));
    w = new float[target.length];
    RandomStream start = seed.stream(Purpose.NEURON, number);
    Counts forming = new Counts(); // not a part of learning
    for (int k = 0; k < w.length; k++) {
      cells.reset(k, forming);
      if (start.nextBoolean(shape.lowFraction())) {
        cells.set(k, forming);
      }
      connect(k);
    }
    for (int i = 0; i < excitatory; i++) {
      leak(i);
    }
    Arrays.fill(
        a, excitatory, neurons, (float) StrictMath.exp(-1 / settings.membrane().tauInhibitoryMs()));
  }

  private void connect(int k) {
    w[k] = (float) (contacts.strong() * cells.conductanceUS(k) / cells.lowUS()); // (5)
  }

  private void leak(int i) {
    double tau = tauMs * parameters.resistanceKOhm(i) / parameters.medianKOhm();
    a[i] = (float) StrictMath.exp(-1 / tau); // (1)
  }

  /**
   * One step of 1 ms.
   *
   * @param symbol whose group hears input, or -1
   * @param learn whether anything may change
   */
  void step(int symbol, boolean learn) {
    for (int i = 0; i < neurons; i++) {
      v[i] *= a[i]; // (1)
    }
    long reads = 0;
    long fixedReads = 0;
    double readUS = 0;
    for (int s = 0; s < spikes; s++) {
      int i = spike[s];
      if (i < excitatory) {
        if (learn && learning.plastic()) {
          learn(i);
        }
        readUS += deliver(i);
        reads += rowStart[i + 1] - rowStart[i];
      }
      deliverFixed(i);
      fixedReads += fixedStart[i + 1] - fixedStart[i];
    }
    if (symbol >= 0) {
      input(symbol);
    }
    fire();
    time++;
    synapses.add(CountKind.SYNAPSE_READ, reads);
    synapses.addReadEnergy(read.energyJ(readUS));
    fixed.add(CountKind.SYNAPSE_READ, fixedReads);
    neuronCounts.add(CountKind.STEP, 1);
    neuronCounts.add(CountKind.NEURON_UPDATE, neurons);
    neuronCounts.add(CountKind.SPIKE, spikes);
    if (learn && time % learning.homeostasis().periodMs() == 0) {
      if (learning.homeostatic()) {
        adjust();
      }
      Arrays.fill(count, 0);
    }
  }

  private double deliver(int i) {
    float sum = 0;
    for (int k = rowStart[i]; k < rowStart[i + 1]; k++) {
      int j = target[k];
      sum += w[k];
      if (refractory[j] == 0) {
        v[j] += w[k];
      }
    }
    return sum * cells.lowUS() / contacts.strong();
  }

  private void deliverFixed(int i) {
    for (int k = fixedStart[i]; k < fixedStart[i + 1]; k++) {
      int j = fixedTarget[k];
      if (refractory[j] == 0) {
        float sum = v[j] + fixedJump[k];
        v[j] = sum < floor ? floor : sum; // (2)
      }
    }
  }

  private void learn(int i) {
    int k = rowStart[i];
    int end = rowStart[i + 1];
    for (int skipped = trials.next(end - k); skipped >= 0; skipped = trials.next(end - k)) {
      k += skipped;
      if (v[target[k]] >= learning.vTheta()) { // (3)
        cells.set(k, synapses);
      } else {
        cells.reset(k, synapses);
      }
      connect(k);
      k++;
    }
  }

  private void input(int symbol) {
    int now = (int) (time % contacts.inputPeriodMs());
    float jump = (float) contacts.input();
    for (int i = symbol * group; i < (symbol + 1) * group; i++) {
      if (phase[i] == now && refractory[i] == 0) {
        v[i] += jump;
      }
    }
  }

  private void fire() {
    spikes = 0;
    for (int i = 0; i < neurons; i++) {
      if (refractory[i] > 0) {
        refractory[i]--;
        v[i] = 0;
      } else if (v[i] >= 1) { // (2)
        v[i] = 0;
        refractory[i] = refractoryMs;
        spike[spikes++] = i;
        if (i < excitatory) {
          count[i]++;
        }
      }
    }
  }

  private void adjust() {
    NetworkSettings.Homeostasis h = learning.homeostasis();
    homeostasis.add(CountKind.TRACE_UPDATE, excitatory);
    for (int i = 0; i < excitatory; i++) {
      double hz = count[i] / (h.periodMs() * STEP_S);
      if (!h.inBand(hz)) {
        double volts = h.voltsPerHz() * StrictMath.abs(hz - h.targetHz());
        if (parameters.weakSet(i, volts, homeostasis)) { // (4)
          leak(i);
        }
      }
    }
  }

  /**
   * Permutes contacts among all E to E cells and leaks among excitatory neurons: a control that
   * keeps what was learned and loses where. The network must be frozen from then on.
   */
  void permute(RandomStream random) {
    float[] contact = w.clone();
    int[] order = identity(w.length);
    random.shuffle(order, order.length);
    for (int k = 0; k < w.length; k++) {
      w[k] = contact[order[k]];
    }
    float[] leaks = a.clone();
    order = identity(excitatory);
    random.shuffle(order, order.length);
    for (int i = 0; i < excitatory; i++) {
      a[i] = leaks[order[i]];
    }
  }

  private static int[] identity(int n) {
    int[] order = new int[n];
    Arrays.setAll(order, k -> k);
    return order;
  }

  /** Spikes of the last step. */
  int spikes() {
    return spikes;
  }

  /** Neuron of a spike of the last step, in rising order. */
  int spike(int k) {
    return spike[k];
  }

  int excitatory() {
    return excitatory;
  }

  int neurons() {
    return neurons;
  }

  /** Part of the E to E cells in the low-resistance state. */
  double lowFraction() {
    int low = 0;
    for (int k = 0; k < w.length; k++) {
      low += cells.isLow(k) ? 1 : 0;
    }
    return (double) low / w.length;
  }

  /** Resistances of the cells of neurons [kOhm]. */
  double[] resistancesKOhm() {
    double[] r = new double[excitatory];
    Arrays.setAll(r, parameters::resistanceKOhm);
    return r;
  }

  Ledger ledger() {
    return ledger;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("v", StateRole.INFERENCE, Float.SIZE, v);
    visitor.floats("a", StateRole.BOOKKEEPING, Float.SIZE, a); // follows from the cells
    visitor.floats("w", StateRole.BOOKKEEPING, Float.SIZE, w); // follows from the cells
    visitor.ints("refractory", StateRole.INFERENCE, COUNTER_BITS, refractory);
    visitor.ints("spike", StateRole.BOOKKEEPING, Integer.SIZE, spike);
    spikes = (int) visitor.scalar("spikes", StateRole.BOOKKEEPING, Integer.SIZE, (long) spikes);
    StateRole counter = learning.homeostatic() ? StateRole.LEARNING : StateRole.BOOKKEEPING;
    visitor.ints("count", counter, COUNTER_BITS, count);
    time = visitor.scalar("time", StateRole.BOOKKEEPING, Long.SIZE, time);
    visitor.part("cells", cells);
    visitor.part("parameters", parameters);
    visitor.part("trials", trials);
    visitor.part("ledger", ledger);
  }

  /** Collects contacts by target and gives them back in rows by source. */
  private static final class Rows {
    private final int sources;
    private int[] source = new int[0];
    private int[] target = new int[0];

    Rows(int sources) {
      this.sources = sources;
    }

    /** Draws so many different sources of [from, to) for a target, never itself. */
    void connect(int from, int to, int degree, int j, RandomStream random) {
      int n = source.length;
      source = Arrays.copyOf(source, n + degree);
      target = Arrays.copyOf(target, n + degree);
      boolean self = j >= from && j < to;
      int[] order = new int[to - from - (self ? 1 : 0)];
      Arrays.setAll(order, k -> from + k + (self && from + k >= j ? 1 : 0));
      random.shuffle(order, order.length);
      for (int k = 0; k < degree; k++) {
        source[n + k] = order[k];
        target[n + k] = j;
      }
    }

    int[] starts() {
      int[] start = new int[sources + 1];
      for (int s : source) {
        start[s + 1]++;
      }
      for (int s = 0; s < sources; s++) {
        start[s + 1] += start[s];
      }
      return start;
    }

    /** Targets in rows by source, rising within a row. */
    int[] targets() {
      int[] next = starts();
      int[] sorted = new int[target.length];
      for (int k = 0; k < target.length; k++) {
        sorted[next[source[k]]++] = target[k];
      }
      return sorted;
    }
  }
}
