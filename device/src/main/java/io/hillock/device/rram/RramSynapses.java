package io.hillock.device.rram;

import io.hillock.device.ConductanceRange;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.synapse.RingBuffer;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;

/** The synapses of one projection on an {@link RramCrossbar}; equations there. */
public final class RramSynapses implements Synapses {
  private static final double WHOLE = 1e-9; // slack so that n steps, rounded, count as n

  private final Wiring wiring;
  private final RandomStream random;
  private final Counts counts;
  private final Counts mapping = new Counts();
  private final int unverified;
  private final RramArray array; // devices 2k (plus) and 2k + 1 (minus) of synapse k
  private final PairLaw pair;
  private final ReadLaw read;
  private final Programming programming;
  private final SetLaw setLaw;
  private final ConductanceRange range;
  private final boolean dense;
  private final boolean delayed;
  private final boolean noisy;
  private final boolean blind;
  private final long pulsePs;
  private final long dtPs;

  // Derived from the conductances; rebuilt after a restore.
  private final int[] target; // shape (synapses)
  private final int[] rowOf; // shape (synapses)
  private final float[][] w; // shape (pre)(row)
  private final float[][] variance; // of the weight as read, shape (pre)(row), or empty
  private final double[] rowG; // sum of conductances of a row [uS], shape (pre)
  private final boolean[] rowStale;
  private boolean built;

  // Buffers of one call, zero between calls.
  private final float[] columnVariance;
  private final float[] rowVariance;
  private final int[] rowPulses; // within a step, shape (pre)
  private final int[] writtenRow;
  private int writtenRows;

  private final RingBuffer underWay; // currents, shape (post)
  private final RingBuffer underWayVariance; // of those currents, shape (post)
  private long blindPs;

  RramSynapses(
      RramCrossbar crossbar, Wiring wiring, float[] weights, RandomStream random, Counts counts) {
    RramParameters p = crossbar.parameters();
    this.wiring = wiring;
    this.random = random;
    this.counts = counts;
    range = p.range();
    read = p.read();
    setLaw = p.set();
    programming = p.programming();
    pair = new PairLaw(range, crossbar.wMax(), crossbar.pairRead());
    dense = wiring.isDense();
    delayed = wiring.longestDelay() > 0;
    underWay = new RingBuffer(wiring.longestDelay(), wiring.post(), StateRole.INFERENCE);
    noisy = p.has(NonIdeality.READ_NOISE);
    underWayVariance =
        new RingBuffer(noisy ? wiring.longestDelay() : 0, wiring.post(), StateRole.BOOKKEEPING);
    blind = p.has(NonIdeality.BLIND_TIME);
    pulsePs = StrictMath.round(1e3 * programming.pulse().blindNs());
    dtPs = StrictMath.max(1, StrictMath.round(1e9 * crossbar.dt().ms()));
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
    rowPulses = new int[pre];
    writtenRow = new int[pre];
    array =
        new RramArray(p, 2 * wiring.size(), random, crossbar.dt().seconds(), d -> update(d >> 1));
    double[] goal = new double[array.devices()];
    for (int k = 0; k < wiring.size(); k++) {
      double wanted = pair.clip(finite(weights[k]));
      goal[2 * k] = pair.plusLevel(wanted);
      goal[2 * k + 1] = pair.minusLevel(wanted);
    }
    unverified = array.map(goal, mapping);
    rebuild();
  }

  private static float finite(float x) {
    if (!Float.isFinite(x)) {
      throw new ArithmeticException("RRAM: a weight or proposal is " + x);
    }
    return x;
  }

  private void rebuild() {
    built = true;
    for (int k = 0; k < target.length; k++) {
      update(k);
    }
  }

  /** Derives what is read from the conductances of one pair. */
  private void update(int k) {
    if (!built) {
      return;
    }
    int i = rowOf[k];
    int at = k - wiring.rowStart(i);
    double p = array.g(2 * k);
    double m = array.g(2 * k + 1);
    w[i][at] = (float) pair.value(p, m);
    if (noisy) {
      variance[i][at] = (float) pair.variance(p, m, read.varianceUS2(p), read.varianceUS2(m));
    }
    rowStale[i] = true;
  }

  private double rowConductance(int i) {
    if (rowStale[i]) {
      double sum = 0;
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        sum += array.g(2 * k) + array.g(2 * k + 1);
      }
      rowG[i] = sum;
      rowStale[i] = false;
    }
    return rowG[i];
  }

  @Override
  public Wiring wiring() {
    return wiring;
  }

  @Override
  public void deliver(SpikeList spikes, float[] current) {
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
    for (int s = 0; s < spikes.size(); s++) {
      int i = spikes.get(s);
      if (loss > 0 && random.nextBoolean(loss)) {
        lost++;
      } else {
        if (delayed) {
          enter(i);
        } else {
          add(i, 1, current);
        }
        reads += w[i].length;
        g += rowConductance(i);
      }
    }
    counts.add(CountKind.LOST_SPIKE, lost);
    counts.add(CountKind.SYNAPSE_READ, reads);
    counts.addReadEnergy(read.energyJ(g));
  }

  /** Reads a row now; what its synapses let through leaves after their delays. */
  private void enter(int i) {
    int from = wiring.rowStart(i);
    for (int at = 0; at < w[i].length; at++) {
      int delay = wiring.delay(from + at);
      int j = target[from + at];
      underWay.arrivingAfter(delay)[j] += w[i][at]; // (2)
      if (noisy) {
        underWayVariance.arrivingAfter(delay)[j] += variance[i][at];
      }
    }
  }

  private void add(int i, float x, float[] y) {
    float[] row = w[i];
    if (dense) {
      for (int j = 0; j < row.length; j++) {
        y[j] += x * row[j]; // (2)
      }
    } else {
      int from = wiring.rowStart(i);
      for (int j = 0; j < row.length; j++) {
        y[target[from + j]] += x * row[j]; // (2)
      }
    }
    if (noisy) {
      float[] v = variance[i];
      int from = wiring.rowStart(i);
      float x2 = x * x;
      for (int j = 0; j < v.length; j++) {
        columnVariance[target[from + j]] += x2 * v[j];
      }
    }
  }

  /** Equation (3); clears the variances. */
  private void addNoise(float[] variances, float[] y) {
    for (int j = 0; j < variances.length; j++) {
      if (variances[j] > 0) {
        y[j] += (float) (StrictMath.sqrt(variances[j]) * random.nextGaussian());
        variances[j] = 0;
      }
    }
  }

  @Override
  public void read(float[] x, float[] y) {
    long operations = 0;
    double g = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0) {
        add(i, x[i], y);
        operations += w[i].length;
        g += (double) x[i] * x[i] * rowConductance(i);
      }
    }
    addNoise(columnVariance, y);
    counts.add(CountKind.MULTIPLY_ACCUMULATE, operations);
    counts.addReadEnergy(read.energyJ(g));
  }

  /**
   * The sum (2) in double precision, from the stored conductances and without noise or counting.
   *
   * @param x presynaptic values, shape (pre)
   * @param y postsynaptic sums, shape (post); added to
   */
  public void readExact(double[] x, double[] y) {
    for (int i = 0; i < x.length; i++) {
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        y[target[k]] += x[i] * pair.value(array.g(2 * k), array.g(2 * k + 1));
      }
    }
  }

  @Override
  public float weight(int pre, int post) {
    int k = wiring.find(pre, post);
    return k < 0 ? 0 : w[pre][k - wiring.rowStart(pre)];
  }

  @Override
  public void readTransposed(float[] y, float[] x) {
    long operations = 0;
    double g = 0;
    for (int i = 0; i < x.length; i++) {
      int from = wiring.rowStart(i);
      float sum = 0;
      float v = 0;
      for (int at = 0; at < w[i].length; at++) {
        int k = from + at;
        float value = y[target[k]];
        if (value != 0) {
          sum += w[i][at] * value;
          v += noisy ? variance[i][at] * value * value : 0;
          g += (double) value * value * (array.g(2 * k) + array.g(2 * k + 1));
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
    counts.addReadEnergy(read.energyJ(g));
  }

  @Override
  public void proposeRow(int pre, float factor, float[] post) {
    for (int k = wiring.rowStart(pre); k < wiring.rowStart(pre + 1); k++) {
      if (post[target[k]] != 0) {
        write(pre, k, factor * post[target[k]]);
      }
    }
  }

  @Override
  public void propose(int pre, int post, float dw) {
    int k = wiring.find(pre, post);
    if (k >= 0) {
      write(pre, k, dw);
    }
  }

  /** Potentiation is a SET on Gp, depression a SET on Gm, relative to the present conductance. */
  private void write(int i, int k, float dw) {
    if (finite(dw) == 0) {
      return;
    }
    boolean up = dw > 0;
    int plus = 2 * k;
    double value = pair.value(array.g(plus), array.g(plus + 1));
    double wanted = pair.clip(value + dw);
    if (wanted != value + dw) {
      counts.add(CountKind.SATURATION, 1);
    }
    if (up ? wanted <= value : wanted >= value) {
      return; // beyond the bound already
    }
    int d = up ? plus : plus + 1;
    double goal = up ? pair.plusFor(wanted, array.g(d + 1)) : pair.minusFor(wanted, array.g(plus));
    double present = setLaw.complianceUA(array.g(d));
    double rise = setLaw.complianceUA(goal) - present;
    double step = array.stepUA();
    if (step > 0) {
      double steps = rise / step;
      steps =
          switch (programming.online().rounding()) {
            case FLOOR -> StrictMath.floor(steps + WHOLE);
            case STOCHASTIC -> StrictMath.floor(steps + random.nextDouble());
          };
      if (steps <= 0) {
        return; // below the resolution of the compliance current
      }
      rise = steps * step;
      goal = setLaw.meanUS(present + rise);
    }
    counts.add(CountKind.SYNAPSE_WRITE, 1);
    int maxSets = programming.online().maxSets();
    int pulses;
    if (goal > range.gMaxUS() * (1 + WHOLE)) {
      pulses = rewrite(k, wanted, maxSets); // at its ceiling
    } else {
      pulses = array.raise(d, present + rise, goal, counts);
      double smaller = StrictMath.min(array.g(plus), array.g(plus + 1));
      if (smaller - range.gMinUS() > programming.online().refreshAt() * range.widthUS()) {
        counts.addWriteEnergy(read.energyJ(array.g(plus) + array.g(plus + 1)));
        double present2 = pair.clip(pair.value(array.g(plus), array.g(plus + 1)));
        pulses += rewrite(k, present2, maxSets);
      }
    }
    occupy(i, pulses);
  }

  /** Refresh: RESET both devices and SET them to the same weight from the base level. */
  private int rewrite(int k, double value, int maxSets) {
    int a = array.program(2 * k, pair.plusLevel(value), maxSets, counts);
    int b = array.program(2 * k + 1, pair.minusLevel(value), maxSets, counts);
    return switch (programming.pulse().blindScope()) {
      case PER_ROW -> StrictMath.max(StrictMath.abs(a), StrictMath.abs(b));
      case PER_CELL -> StrictMath.abs(a) + StrictMath.abs(b);
    };
  }

  private void occupy(int i, int pulses) {
    if (rowPulses[i] == 0) {
      writtenRow[writtenRows++] = i;
    }
    rowPulses[i] =
        switch (programming.pulse().blindScope()) {
          case PER_ROW -> StrictMath.max(rowPulses[i], pulses);
          case PER_CELL -> rowPulses[i] + pulses;
        };
  }

  @Override
  public void settle() {
    long turns = 0;
    for (int n = 0; n < writtenRows; n++) {
      turns += rowPulses[writtenRow[n]];
      rowPulses[writtenRow[n]] = 0;
    }
    writtenRows = 0;
    passBlind(1);
    if (blind) {
      blindPs += turns * pulsePs;
    }
    array.pass(1);
  }

  private void passBlind(long steps) {
    blindPs = steps > blindPs / dtPs ? 0 : blindPs - steps * dtPs;
  }

  @Override
  public boolean pending() {
    return underWay.pending();
  }

  @Override
  public void skip(long steps) {
    passBlind(steps);
    array.pass(steps);
  }

  @Override
  public void reset() {
    underWay.reset(); // weights and blind time stay
    underWayVariance.reset();
  }

  /**
   * What the initial mapping of the weights cost: pulses and energy, counted apart from learning.
   *
   * @return a copy of its counters
   */
  public Counts mapping() {
    return mapping.copy();
  }

  /**
   * How many devices did not reach their target within the tolerance during the mapping.
   *
   * @return the number of devices
   */
  public int unverified() {
    return unverified;
  }

  /**
   * The part of the coming step in which the array is deaf.
   *
   * @return a probability of loss, in [0, 1]
   */
  public double blindFraction() {
    return blindPs >= dtPs ? 1 : (double) blindPs / dtPs;
  }

  /**
   * Conductance of the positive device of a synapse.
   *
   * @param k position of the synapse in the wiring
   * @return Gp [uS]
   */
  public double plusUS(int k) {
    return array.g(2 * k);
  }

  /**
   * Conductance of the negative device of a synapse.
   *
   * @param k position of the synapse in the wiring
   * @return Gm [uS]
   */
  public double minusUS(int k) {
    return array.g(2 * k + 1);
  }

  /**
   * The pulses that the most used device has seen.
   *
   * @return pulses; 0 where endurance is switched off
   */
  public int mostWorn() {
    return array.mostWorn();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("devices", array);
    visitor.part("random", random);
    blindPs = visitor.scalar("blindPs", StateRole.BOOKKEEPING, Long.SIZE, blindPs);
    if (delayed) {
      visitor.part("underWay", underWay);
    }
    if (delayed && noisy) {
      visitor.part("underWayVariance", underWayVariance);
    }
    rebuild();
  }
}
