package io.hillock.device.pcm;

import io.hillock.device.pcm.DriftReadout.Baseline;
import io.hillock.device.pcm.DriftReadout.Reference;
import io.hillock.learning.Eligibility;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.unit.Time;
import java.util.Arrays;

/** The running traces of {@link DriftTrace}. The random stream is visited by who made it. */
public final class DriftTraces implements Eligibility {
  private static final long NEVER = Long.MIN_VALUE;

  /** A device holds one analog value; as memory it is counted like a digital trace of 8 bits. */
  private static final int BITS = 8;

  private final DriftParameters p;
  private final DriftReadout readout;
  private final int size;
  private final int perGroup;
  private final double dtS;
  private final double deviceRoot; // sqrt(s)
  private final double pulseRoot; // sqrt(1 - s)
  private final boolean ownStart;
  private final RandomStream random;
  private final Counts counts;
  private final Counts calibration = new Counts();
  private final double[] zNu; // z_device of nu, shape (synapses, groups, devices of a group)
  private final double[] zG; // z_device of ln G0, same shape, as are the next three
  private final double[] g0; // [uS]
  private final double[] nu;
  private final double[] baseline; // b; empty unless calibrated
  private final double level; // b of a device with the mean exponent
  private final long[] written; // step of the last pulse, shape (synapses, groups)
  private final int[] turn; // group of the next coincidence, shape (synapses)
  private long now;

  DriftTraces(DriftTrace trace, int synapses, Time dt, RandomStream random, Counts counts) {
    this.random = random;
    this.counts = counts;
    p = trace.device();
    readout = trace.readout();
    size = synapses;
    perGroup = readout.devicesPerGroup();
    dtS = dt.seconds();
    deviceRoot = StrictMath.sqrt(p.exponent().deviceShare());
    pulseRoot = StrictMath.sqrt(1 - p.exponent().deviceShare());
    ownStart = readout.reference() == Reference.OWN_START;
    int devices = synapses * readout.devices();
    zNu = new double[devices];
    zG = new double[devices];
    g0 = new double[devices];
    nu = new double[devices];
    written = new long[synapses * readout.groups()];
    turn = new int[synapses];
    Arrays.fill(written, NEVER);
    for (int d = 0; d < devices; d++) {
      zNu[d] = random.nextGaussian();
      zG[d] = random.nextGaussian();
      draw(d);
    }
    switch (readout.baseline()) {
      case Baseline.None none -> {
        level = 0;
        baseline = new double[0];
      }
      case Baseline.Level common -> {
        level = common.level();
        baseline = new double[0];
      }
      case Baseline.Calibrated c -> {
        level = p.factor(p.meanNu(), c.ageS());
        baseline = new double[devices];
        for (int d = 0; d < devices; d++) {
          baseline[d] = calibrate(d, c);
        }
      }
    }
  }

  private double calibrate(int d, Baseline.Calibrated c) {
    double sum = 0;
    for (int n = 0; n < c.pulses(); n++) {
      pulse(d, calibration);
      double g = g0[d] * p.factor(nu[d], c.ageS());
      calibration.addReadEnergy(p.readPerUsJ() * g);
      sum += noisy(g) / (ownStart ? g0[d] : p.g0US());
    }
    return sum / c.pulses();
  }

  /** What a RESET leaves. */
  private void draw(int d) {
    double spread = deviceRoot * zG[d] + pulseRoot * random.nextGaussian();
    g0[d] = p.g0US() * StrictMath.exp(p.sigmaG() * spread);
    DriftExponent law = p.exponent();
    double z = deviceRoot * zNu[d] + pulseRoot * random.nextGaussian();
    nu[d] = law.notNegative(law.mean(g0[d]) + law.sigma(g0[d]) * z);
  }

  private void pulse(int d, Counts to) {
    to.add(CountKind.PROGRAMMING_PULSE, 1);
    to.addWriteEnergy(p.pulseJ());
    draw(d);
  }

  private double noisy(double g) {
    return p.readNoise() > 0 ? g * (1 + p.readNoise() * random.nextGaussian()) : g;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public void mark(int k) {
    int group = k * readout.groups() + turn[k];
    turn[k] = turn[k] + 1 == readout.groups() ? 0 : turn[k] + 1;
    written[group] = now;
    for (int d = group * perGroup; d < (group + 1) * perGroup; d++) {
      pulse(d, counts);
    }
  }

  @Override
  public double read(int k) {
    double sum = 0;
    int end = (k + 1) * readout.groups();
    for (int group = k * readout.groups(); group < end; group++) {
      sum += written[group] == NEVER ? 0 : group(group);
    }
    return sum / readout.groups();
  }

  /** A term of the sum (2) of the readout. */
  private double group(int group) {
    double logTime = p.logTime((now - written[group]) * dtS);
    double r = 0;
    double b = 0;
    double read = 0;
    for (int d = group * perGroup; d < (group + 1) * perGroup; d++) {
      double g = g0[d] * DriftParameters.factorAt(nu[d], logTime);
      read += g;
      r += noisy(g) / (ownStart ? g0[d] : p.g0US()); // (1) of the readout
      b += baseline.length > 0 ? baseline[d] : 0;
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, perGroup);
    counts.addReadEnergy(p.readPerUsJ() * read);
    r /= perGroup;
    b = baseline.length > 0 ? b / perGroup : level;
    return r > b ? (r - b) / (1 - level) : 0; // (2) of the readout
  }

  @Override
  public void pass(long steps) {
    now += steps;
  }

  @Override
  public void reset() {
    Arrays.fill(written, NEVER);
    Arrays.fill(turn, 0);
    now = 0;
  }

  /**
   * The conductance of a device at its present age, without read noise.
   *
   * @param device its index: those of a trace stand together, group by group
   * @return G [uS]; of a device that was never written, its state after manufacture
   */
  public double conductanceUS(int device) {
    long since = written[device / perGroup];
    return since == NEVER ? g0[device] : g0[device] * p.factor(nu[device], (now - since) * dtS);
  }

  /**
   * The exponent that the last pulse left.
   *
   * @param device its index
   * @return nu
   */
  public double nu(int device) {
    return nu[device];
  }

  /**
   * What the calibration of the baselines cost, counted apart from learning.
   *
   * @return a copy of its counters
   */
  public Counts calibration() {
    return calibration.copy();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("zNu", StateRole.BOOKKEEPING, Double.SIZE, zNu);
    visitor.doubles("zG", StateRole.BOOKKEEPING, Double.SIZE, zG);
    visitor.doubles("g0", StateRole.LEARNING, BITS, g0);
    visitor.doubles("nu", StateRole.BOOKKEEPING, Double.SIZE, nu);
    visitor.doubles("baseline", StateRole.LEARNING, BITS, baseline);
    visitor.longs("written", StateRole.BOOKKEEPING, Long.SIZE, written);
    visitor.ints("turn", StateRole.LEARNING, turnBits(), turn);
    now = visitor.scalar("now", StateRole.BOOKKEEPING, Long.SIZE, now);
  }

  private int turnBits() {
    return Integer.SIZE - Integer.numberOfLeadingZeros(readout.groups() - 1);
  }
}
