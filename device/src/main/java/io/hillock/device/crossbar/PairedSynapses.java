package io.hillock.device.crossbar;

import io.hillock.device.DeviceModel;
import io.hillock.device.NonIdeality;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.RingBuffer;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;

/**
 * Synapses that are differential pairs of devices, of whatever kind: devices 2k (plus) and 2k + 1
 * (minus) belong to synapse k; an absent synapse has none. Reads, their noise, delays, the
 * resistance of the lines and blind time are the same for all kinds; what a device is and what a
 * pulse does to it is left to the subclass.
 *
 * {@snippet lang=text :
 * I_j  = V_read sum_i x_i (Gp_ij - Gm_ij)                                              (1)
 * }
 *
 * <p>Read noise. Every cell is seen with independent noise e of variance s^2(G). The noise of the
 * sum (1) is a sum of independent normal numbers and so itself normal, with the sum of their
 * variances:
 *
 * {@snippet lang=text :
 * sum_i x_i s_w (ep_ij - em_ij)  =  sqrt(sum_i x_i^2 s_w^2 (s^2(Gp_ij) + s^2(Gm_ij))) xi_j   (2)
 * }
 *
 * <p>One draw xi_j for each column and read is therefore exact, not an approximation; it is never
 * added to the stored value. (For {@link PairRead#NORMALISED} noise enters to first order.)
 *
 * <p>Wires. Where {@link NonIdeality#WIRE_RESISTANCE} acts, a cell carries what {@link
 * LineRelaxation} finds for the rows of this read, all others being cut off; the number of sweeps
 * is the one that {@link SweepCalibration#SPARSE} finds for devices that all conduct G_max. Noise
 * and read energy are those without wires, and {@link #readTransposed} sees no wires.
 *
 * <p>Blind time. Every pulse that takes its turn makes the array deaf for t_w. The time is carried
 * over until it has passed, and a spike in a step is lost with the deaf part of that step as
 * probability, {@code min(1, blind / dt)}.
 *
 * <p>Delays. A pulse on a row reaches all its devices at once, so the row is read, or lost, when
 * its spike comes. What a synapse of delay d lets through then waits d steps behind its column; its
 * noise is drawn as it leaves, by (2) over all reads that leave with it.
 *
 * <p>Exactness. With all switches off the weight of a synapse is a float that changes by float
 * addition and saturation, as it does on {@link io.hillock.synapse.IdealSubstrate}, bit for bit;
 * the devices follow it, so that pulses and energies are counted all the same.
 */
public abstract class PairedSynapses implements Synapses {
  /** Counters of the running network. */
  protected final Counts counts;

  /** Draws of the devices. */
  protected final RandomStream random;

  /** How a pair becomes a weight. */
  protected final PairLaw pair;

  private final Wiring wiring;
  private final String kind;
  private final double readJPerUs;
  private final boolean moving;
  private final boolean exact;
  private final float bound;
  private final boolean dense;
  private final boolean delayed;
  private final boolean noisy;
  private final BlindTime blind;

  // Derived from the conductances, except that w is the state itself where all is exact.
  private final int[] target; // shape (synapses)
  private final int[] rowOf; // shape (synapses)
  private final float[][] w; // shape (pre)(row)
  private final float[][] variance; // of the weight as read, shape (pre)(row), or empty
  private final double[] rowG; // sum of conductances of a row [uS], shape (pre)
  private final boolean[] rowStale;
  private boolean built;
  private final WiredRows wired; // null where wires are perfect

  // Buffers of one call, zero between calls.
  private final float[] columnVariance;
  private final float[] rowVariance;

  private final RingBuffer underWay; // currents, shape (post)
  private final RingBuffer underWayVariance; // of those currents, shape (post)

  /**
   * What all pairs of one array have in common.
   *
   * @param model the device and its switches
   * @param pair how a pair becomes a weight
   * @param wires resistances of the lines, used where they act
   * @param gMaxUS the most that a device conducts [uS]
   * @param readJPerUs energy of a read for each conductance read [J/uS], not negative
   * @param blindNs t_w, time in which the array is deaf for each pulse in turn [ns]
   * @param blindScope which pulses take turns
   * @param moving whether conductances change by themselves at every step
   * @param dt step of the network
   */
  protected record Physics(
      DeviceModel model,
      PairLaw pair,
      Wires wires,
      double gMaxUS,
      double readJPerUs,
      double blindNs,
      BlindScope blindScope,
      boolean moving,
      Time dt) {
    /** Takes the parts as they are: their makers have checked them. */
    public Physics {}
  }

  /**
   * Lays out the synapses; the subclass makes its devices next and then calls {@link #build}.
   *
   * @param physics what all pairs have in common
   * @param wiring which synapses are present
   * @param random draws of the devices
   * @param counts where reads and writes are counted
   */
  protected PairedSynapses(Physics physics, Wiring wiring, RandomStream random, Counts counts) {
    this.wiring = wiring;
    this.random = random;
    this.counts = counts;
    DeviceModel model = physics.model();
    kind = model.kind();
    pair = physics.pair();
    readJPerUs = physics.readJPerUs();
    moving = physics.moving();
    exact = model.exact();
    bound = (float) pair.wMax();
    dense = wiring.isDense();
    delayed = wiring.longestDelay() > 0;
    underWay = new RingBuffer(wiring.longestDelay(), wiring.post(), StateRole.INFERENCE);
    noisy = model.has(NonIdeality.READ_NOISE);
    underWayVariance =
        new RingBuffer(noisy ? wiring.longestDelay() : 0, wiring.post(), StateRole.BOOKKEEPING);
    blind =
        new BlindTime(
            model.has(NonIdeality.BLIND_TIME),
            physics.blindScope(),
            physics.blindNs(),
            physics.dt(),
            wiring.pre());
    int pre = wiring.pre();
    target = new int[wiring.size()];
    rowOf = new int[wiring.size()];
    w = new float[pre][];
    variance = new float[noisy ? pre : 0][];
    for (int i = 0; i < pre; i++) {
      int from = wiring.rowStart(i);
      int length = wiring.rowStart(i + 1) - from;
      w[i] = new float[length];
      if (noisy) {
        variance[i] = new float[length];
      }
      for (int k = from; k < from + length; k++) {
        target[k] = wiring.target(k);
        rowOf[k] = i;
      }
    }
    rowG = new double[pre];
    rowStale = new boolean[pre];
    columnVariance = new float[noisy ? wiring.post() : 0];
    rowVariance = new float[noisy ? pre : 0];
    boolean wiry = model.has(NonIdeality.WIRE_RESISTANCE) && !physics.wires().perfect();
    wired = wiry ? new WiredRows(wiring, physics.wires(), physics.gMaxUS()) : null;
  }

  /**
   * Ends construction, once every device is in its first state.
   *
   * @param weights the weights that were asked for, shape (synapses)
   */
  protected final void build(float[] weights) {
    built = true;
    for (int k = 0; exact && k < target.length; k++) {
      int i = rowOf[k];
      w[i][k - wiring.rowStart(i)] = Math.clamp(weights[k], -bound, bound);
    }
    derive();
  }

  /**
   * A weight within the bounds.
   *
   * @param weight any weight
   * @return the weight, clipped to w_max
   * @throws ArithmeticException when it is not finite
   */
  protected final double clip(float weight) {
    return pair.clip(finite(weight));
  }

  /**
   * The conductance of a device now, without read noise.
   *
   * @param device index
   * @return G [uS]
   */
  protected abstract double g(int device);

  /**
   * Variance of what a read sees of one device.
   *
   * @param gUS its conductance [uS]
   * @return variance [uS^2]
   */
  protected abstract double noiseUS2(double gUS);

  /**
   * The weight that a write starts from.
   *
   * @param k position of the synapse
   * @return the weight as it was programmed
   */
  protected abstract double programmed(int k);

  /**
   * Programs a pair towards another weight, as far as its devices can.
   *
   * @param k position of the synapse
   * @param value its weight, from {@link #programmed}
   * @param wanted the weight to reach, within the bounds and different from value
   * @return pulses that take turns; 0 when nothing was done
   */
  protected abstract int program(int k, double value, double wanted);

  /**
   * Lets time pass for the devices.
   *
   * @param steps how many steps
   */
  protected abstract void pass(long steps);

  /**
   * The state of the devices.
   *
   * @return their state
   */
  protected abstract Stateful devices();

  /**
   * Told by the subclass whenever a device has another conductance.
   *
   * @param device index
   */
  protected final void changed(int device) {
    if (built) {
      update(device >> 1);
    }
  }

  private float finite(float x) {
    if (!Float.isFinite(x)) {
      throw new ArithmeticException(kind + ": a weight or proposal is " + x);
    }
    return x;
  }

  private void derive() {
    for (int k = 0; k < target.length; k++) {
      update(k);
    }
  }

  /** Derives what is read from the conductances of one pair; returns their sum [uS]. */
  private double update(int k) {
    int i = rowOf[k];
    int at = k - wiring.rowStart(i);
    double p = g(2 * k);
    double m = g(2 * k + 1);
    if (!exact) {
      w[i][at] = (float) pair.value(p, m);
    }
    if (noisy) {
      variance[i][at] = (float) pair.variance(p, m, noiseUS2(p), noiseUS2(m));
    }
    if (wired != null) {
      wired.set(i, target[k], p, m);
    }
    rowStale[i] = true;
    return p + m;
  }

  /** Makes a row ready to be read. */
  private void refresh(int i) {
    if (!moving && !rowStale[i]) {
      return;
    }
    double sum = 0;
    for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
      sum += moving ? update(k) : g(2 * k) + g(2 * k + 1);
    }
    rowG[i] = sum;
    rowStale[i] = false;
  }

  @Override
  public final Wiring wiring() {
    return wiring;
  }

  @Override
  public final void deliver(SpikeList spikes, float[] current) {
    if (!spikes.isEmpty()) {
      pulse(spikes, current);
    }
    if (delayed) {
      underWay.leave(current);
    }
    if (delayed && noisy) {
      underWayVariance.leave(columnVariance);
    }
    if (delayed || !spikes.isEmpty()) {
      addNoise(columnVariance, current);
    }
  }

  private void pulse(SpikeList spikes, float[] current) {
    double loss = blindFraction();
    long reads = 0;
    long lost = 0;
    double g = 0;
    if (wired != null) {
      wired.begin();
    }
    for (int s = 0; s < spikes.size(); s++) {
      int i = spikes.get(s);
      if (loss > 0 && random.nextBoolean(loss)) {
        lost++;
      } else {
        refresh(i);
        if (wired != null) {
          wired.drive(i, 1);
        } else {
          arrive(i, w[i], current);
        }
        reads += w[i].length;
        g += rowG[i];
      }
    }
    if (wired != null) {
      wired.solve();
      for (int r = 0; r < wired.active(); r++) {
        arrive(wired.row(r), wired.weights(r, pair), current);
      }
    }
    counts.add(CountKind.LOST_SPIKE, lost);
    counts.add(CountKind.SYNAPSE_READ, reads);
    counts.addReadEnergy(readJPerUs * g);
  }

  private void arrive(int i, float[] row, float[] current) {
    if (delayed) {
      enter(i, row);
    } else {
      add(i, 1, row, current);
    }
  }

  /** Reads a row now; what its synapses let through leaves after their delays. */
  private void enter(int i, float[] row) {
    int from = wiring.rowStart(i);
    for (int at = 0; at < w[i].length; at++) {
      int delay = wiring.delay(from + at);
      int j = target[from + at];
      underWay.arrivingAfter(delay)[j] += row[at]; // (1)
      if (noisy) {
        underWayVariance.arrivingAfter(delay)[j] += variance[i][at];
      }
    }
  }

  private void add(int i, float x, float[] row, float[] y) {
    int from = wiring.rowStart(i);
    int length = w[i].length;
    if (dense) {
      for (int j = 0; j < length; j++) {
        y[j] += x * row[j]; // (1)
      }
    } else {
      for (int j = 0; j < length; j++) {
        y[target[from + j]] += x * row[j]; // (1)
      }
    }
    if (noisy) {
      addVariance(i, x * x);
    }
  }

  private void addVariance(int i, float x2) {
    float[] v = variance[i];
    float[] sums = columnVariance;
    if (dense) { // without the detour over targets, so that it is one vector loop
      for (int j = 0; j < v.length; j++) {
        sums[j] += x2 * v[j];
      }
      return;
    }
    int from = wiring.rowStart(i);
    for (int j = 0; j < v.length; j++) {
      sums[target[from + j]] += x2 * v[j];
    }
  }

  /** Equation (2); clears the variances. */
  private void addNoise(float[] variances, float[] y) {
    for (int j = 0; j < variances.length; j++) {
      if (variances[j] > 0) {
        y[j] += (float) (StrictMath.sqrt(variances[j]) * random.nextGaussian());
        variances[j] = 0;
      }
    }
  }

  @Override
  public final void read(float[] x, float[] y) {
    long operations = 0;
    double g = 0;
    if (wired != null) {
      wired.begin();
    }
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        refresh(i);
        if (wired != null) {
          wired.drive(i, x[i]);
        } else {
          add(i, x[i], w[i], y);
        }
        operations += w[i].length;
        g += (double) x[i] * x[i] * rowG[i];
      }
    }
    if (wired != null) {
      wired.solve();
      for (int r = 0; r < wired.active(); r++) {
        add(wired.row(r), x[wired.row(r)], wired.weights(r, pair), y);
      }
    }
    addNoise(columnVariance, y);
    counts.add(CountKind.MULTIPLY_ACCUMULATE, operations);
    counts.addReadEnergy(readJPerUs * g);
  }

  /**
   * The sum (1) in double precision, from the conductances and without noise, wires or counting.
   *
   * @param x presynaptic values, shape (pre)
   * @param y postsynaptic sums, shape (post); added to
   */
  public final void readExact(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        y[target[k]] += x[i] * pair.value(g(2 * k), g(2 * k + 1));
      }
    }
  }

  @Override
  public final float weight(int pre, int post) {
    int k = wiring.find(pre, post);
    if (k < 0) {
      return 0;
    }
    if (moving) {
      return (float) pair.value(g(2 * k), g(2 * k + 1));
    }
    return w[pre][k - wiring.rowStart(pre)];
  }

  @Override
  public final void readTransposed(float[] y, float[] x) {
    long operations = 0;
    double g = 0;
    for (int i = 0; i < x.length; i++) {
      int from = wiring.rowStart(i);
      if (moving) {
        refresh(i);
      }
      float sum = 0;
      float v = 0;
      for (int at = 0; at < w[i].length; at++) {
        int k = from + at;
        float value = y[target[k]];
        if (value != 0) {
          sum += w[i][at] * value;
          v += noisy ? variance[i][at] * value * value : 0;
          g += (double) value * value * (g(2 * k) + g(2 * k + 1));
          operations++;
        }
      }
      x[i] += sum;
      if (noisy) {
        rowVariance[i] = v;
      }
    }
    addNoise(rowVariance, x);
    counts.add(CountKind.MULTIPLY_ACCUMULATE, operations);
    counts.addReadEnergy(readJPerUs * g);
  }

  @Override
  public final void proposeRow(int pre, float factor, float[] post) {
    for (int k = wiring.rowStart(pre); k < wiring.rowStart(pre + 1); k++) {
      if (post[target[k]] != 0) {
        write(pre, k, factor * post[target[k]]);
      }
    }
  }

  @Override
  public final void propose(int pre, int post, float dw) {
    int k = wiring.find(pre, post);
    if (k >= 0) {
      write(pre, k, dw);
    }
  }

  private void write(int i, int k, float dw) {
    if (finite(dw) == 0) {
      return;
    }
    double value = programmed(k);
    double wanted = pair.clip(value + dw);
    if (wanted != value + dw) {
      counts.add(CountKind.SATURATION, 1);
    }
    if (exact) {
      int at = k - wiring.rowStart(i);
      w[i][at] = Math.clamp(w[i][at] + dw, -bound, bound);
    }
    if (dw > 0 ? wanted <= value : wanted >= value) {
      return; // beyond the bound already
    }
    int pulses = program(k, value, wanted);
    if (pulses > 0) {
      counts.add(CountKind.SYNAPSE_WRITE, 1);
      blind.written(i, pulses);
    }
  }

  @Override
  public final void settle() {
    blind.settle();
    pass(1);
  }

  @Override
  public final boolean pending() {
    return underWay.pending();
  }

  @Override
  public final void skip(long steps) {
    blind.skip(steps);
    pass(steps);
  }

  @Override
  public final void reset() {
    underWay.reset(); // weights and blind time stay
    underWayVariance.reset();
  }

  /**
   * The part of the coming step in which the array is deaf.
   *
   * @return a probability of loss, in [0, 1]
   */
  public final double blindFraction() {
    return blind.fraction();
  }

  /**
   * Conductance of the positive device of a synapse.
   *
   * @param k position of the synapse in the wiring
   * @return Gp [uS]
   */
  public final double plusUS(int k) {
    return g(2 * k);
  }

  /**
   * Conductance of the negative device of a synapse.
   *
   * @param k position of the synapse in the wiring
   * @return Gm [uS]
   */
  public final double minusUS(int k) {
    return g(2 * k + 1);
  }

  @Override
  public final void visit(StateVisitor visitor) {
    visitor.part("devices", devices());
    visitor.part("random", random);
    blind.visit(visitor);
    if (delayed) {
      visitor.part("underWay", underWay);
    }
    if (delayed && noisy) {
      visitor.part("underWayVariance", underWayVariance);
    }
    for (int i = 0; exact && i < w.length; i++) {
      visitor.floats("w" + i, StateRole.BOOKKEEPING, Float.SIZE, w[i]);
    }
    derive();
  }
}
