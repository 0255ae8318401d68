package io.hillock.device.rram;

import io.hillock.device.NonIdeality;
import io.hillock.device.Wear;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Cells with their state: conductance, wear, memory of earlier cycles, age of the last write. It
 * knows SET, RESET, write-verify and relaxation, and nothing of weights.
 *
 * <p>Relaxation is advanced when the age of a write passes 1, 2, 4, 8 ... steps, by an increment
 * whose variance is that of the law between the two ages. At these ages the law holds exactly; in
 * between a cell rests. Cells wait in one list for each age class, ordered by due time, so a step
 * costs nothing when no cell is due.
 */
final class RramArray implements Stateful {
  private static final int CLASSES = 41; // 2^40 steps of 1 ms are 35 years
  private static final int NONE = -1;

  private final RramParameters p;
  private final SetLaw setLaw;
  private final Programming.Pulse pulse;
  private final RandomStream random;
  private final IntConsumer changed;
  private final double dtS;
  private final double[] g; // [uS], shape (devices)
  private final double[] z; // device-to-device number, shape (devices) or empty
  private final double[] eta; // eta of the last SET, shape (devices) or empty
  private final Wear wear;
  private final double rho;
  private final double fresh;
  private final double lrsSigma;
  private final double hrsSigma;
  private final boolean cycleToCycle;
  private final boolean hrsSpread;
  private final double step;

  // Relaxation; empty arrays where it is off.
  private final boolean relaxing;
  private final long[] written;
  private final int[] ageClass;
  private final int[] next;
  private final int[] previous;
  private final int[] head;
  private final int[] tail;
  private long now;
  private long nextDue = Long.MAX_VALUE;

  RramArray(RramParameters p, int devices, RandomStream random, double dtS, IntConsumer changed) {
    this.p = p;
    this.random = random;
    this.changed = changed;
    this.dtS = dtS;
    setLaw = p.set();
    pulse = p.programming().pulse();
    cycleToCycle = p.has(NonIdeality.CYCLE_TO_CYCLE);
    hrsSpread = p.has(NonIdeality.HRS_SPREAD);
    step = p.has(NonIdeality.QUANTISATION) ? setLaw.current().stepUA() : 0;
    Variability v = p.variability();
    lrsSigma = StrictMath.sqrt(StrictMath.log(1 + v.cvLrs() * v.cvLrs()));
    hrsSigma = v.sigmaLnHrs();
    boolean correlated =
        cycleToCycle && p.has(NonIdeality.CYCLE_CORRELATION) && setLaw.correlationCycles() > 0;
    rho = correlated ? StrictMath.exp(-1 / setLaw.correlationCycles()) : 0;
    fresh = StrictMath.sqrt(1 - rho * rho);
    g = new double[devices];
    Arrays.fill(g, p.reset().medianUS());
    z = new double[p.has(NonIdeality.DEVICE_TO_DEVICE) ? devices : 0];
    for (int d = 0; d < z.length; d++) {
      z[d] = random.nextGaussian();
    }
    eta = new double[correlated ? devices : 0];
    for (int d = 0; d < eta.length; d++) {
      eta[d] = random.nextGaussian();
    }
    wear =
        new Wear(
            p,
            v.wear(),
            devices,
            random,
            (d, on) -> g[d] = on ? p.range().gMaxUS() : p.reset().medianUS());
    relaxing = p.has(NonIdeality.RELAXATION) && !(p.relaxation() instanceof RelaxationLaw.None);
    int n = relaxing ? devices : 0;
    written = new long[n];
    ageClass = new int[n];
    Arrays.fill(ageClass, NONE);
    next = new int[n];
    previous = new int[n];
    head = new int[relaxing ? CLASSES : 0];
    tail = new int[relaxing ? CLASSES : 0];
    Arrays.fill(head, NONE);
    Arrays.fill(tail, NONE);
  }

  double g(int d) {
    return g[d];
  }

  int devices() {
    return g.length;
  }

  /** Smallest step of the compliance current, 0 where it is continuous [uA]. */
  double stepUA() {
    return step;
  }

  /** Most pulses that one working device has seen; 0 where wear is not modelled. */
  int mostWorn() {
    return wear.most();
  }

  /** One SET pulse: equations (2) and (3) of {@link SetLaw}. */
  void set(int d, double iccUA, Counts counts) {
    counts.add(CountKind.PROGRAMMING_PULSE, 1);
    counts.addWriteEnergy(pulse.setEnergyJ(iccUA));
    if (!wear.pulse(d)) {
      return;
    }
    double mu = setLaw.meanUS(iccUA);
    if (z.length > 0) {
      mu *= StrictMath.exp(lrsSigma * z[d]);
    }
    if (!(mu > g[d])) {
      return; // a SET cannot shrink a filament
    }
    if (cycleToCycle) {
      double xi = random.nextGaussian();
      if (eta.length > 0) {
        xi = rho * eta[d] + fresh * xi; // (3)
        eta[d] = xi;
      }
      mu += setLaw.cycleToCycle().sigmaUS(mu) * xi; // (2)
    }
    write(d, mu);
  }

  /** One RESET pulse: equation (1) of {@link ResetLaw}. */
  void reset(int d, Counts counts) {
    counts.add(CountKind.PROGRAMMING_PULSE, 1);
    counts.addWriteEnergy(pulse.resetEnergyJ(g[d]));
    if (!wear.pulse(d)) {
      return;
    }
    double exponent = hrsSpread ? -p.reset().sigmaLnR() * random.nextGaussian() : 0;
    if (z.length > 0) {
      exponent += hrsSigma * z[d];
    }
    double median = p.reset().medianUS();
    write(d, exponent == 0 ? median : median * StrictMath.exp(exponent));
  }

  private void write(int d, double value) {
    g[d] = value > 0 ? value : 0;
    if (relaxing) {
      unlink(d);
      written[d] = now;
      append(d, 0);
    }
    changed.accept(d);
  }

  /**
   * RESET, then SET until the conductance lies within the tolerance or the pulses are used up. One
   * SET is open loop. After a verified write the residual deviation is added.
   *
   * @return the number of pulses, negative when verification failed
   */
  int program(int d, double target, int maxSets, Counts counts) {
    double tolerance = p.programming().mapping().toleranceUS();
    reset(d, counts);
    int pulses = 1;
    double icc = setLaw.complianceUA(target);
    for (int n = 1; ; n++) {
      set(d, grid(icc), counts);
      pulses++;
      if (maxSets == 1) {
        addResidual(d);
        return pulses;
      }
      counts.addWriteEnergy(p.read().energyJ(g[d]));
      double error = g[d] - target;
      if (StrictMath.abs(error) <= tolerance) {
        addResidual(d);
        return pulses;
      }
      if (n >= maxSets || !wear.alive(d)) {
        return -pulses;
      }
      icc = clamp(icc * (1 - 0.5 * error / target));
      if (error > 0) {
        reset(d, counts);
        pulses++;
      }
    }
  }

  /**
   * SET towards a higher conductance, without RESET: one pulse, or the ladder of {@link
   * Programming.Online} where devices differ.
   *
   * @return the number of pulses
   */
  int raise(int d, double iccUA, double goal, Counts counts) {
    Programming.Online online = p.programming().online();
    int maxSets = online.maxSets();
    if (maxSets == 1 || z.length == 0) {
      set(d, clamp(iccUA), counts);
      addResidual(d);
      return 1;
    }
    double enough = 0.5 * (g[d] + goal);
    double margin = online.margin();
    int n = 0;
    do {
      double factor = 1 - margin + 2 * margin * n / (maxSets - 1);
      set(d, clamp(iccUA * factor), counts); // (1)
      counts.addWriteEnergy(p.read().energyJ(g[d]));
      n++;
    } while (g[d] < enough && n < maxSets && wear.alive(d));
    addResidual(d);
    return n;
  }

  private void addResidual(int d) {
    if (p.has(NonIdeality.PROGRAMMING_SPREAD) && wear.alive(d)) {
      double sigma = p.programming().mapping().residual().sigmaUS(g[d]);
      if (sigma > 0) {
        write(d, g[d] + sigma * random.nextGaussian());
      }
    }
  }

  private double clamp(double iccUA) {
    SetLaw.Compliance c = setLaw.current();
    return iccUA < c.minUA() ? c.minUA() : iccUA > c.maxUA() ? c.maxUA() : iccUA;
  }

  double grid(double iccUA) {
    double icc = clamp(iccUA);
    if (step == 0) {
      return icc;
    }
    double low = setLaw.current().minUA();
    return clamp(low + step * StrictMath.rint((icc - low) / step));
  }

  /**
   * Programs every device to its target and verifies again as often as the parameters say.
   *
   * @return the number of devices whose last verification failed
   */
  int map(double[] target, Counts counts) {
    Programming.Mapping m = p.programming().mapping();
    boolean[] failed = new boolean[g.length];
    for (int d = 0; d < g.length; d++) {
      failed[d] = program(d, target[d], m.maxSets(), counts) < 0;
    }
    boolean waits = relaxing && m.reverifications() > 0;
    for (int round = 0; waits && round < m.reverifications(); round++) {
      for (int d = 0; d < g.length; d++) {
        relax(d, 0, m.waitS());
        counts.addWriteEnergy(p.read().energyJ(g[d]));
        if (StrictMath.abs(g[d] - target[d]) > m.toleranceUS()) {
          failed[d] = program(d, target[d], m.maxSets(), counts) < 0;
          relax(d, 0, m.waitS());
        }
      }
    }
    if (relaxing) {
      begin(waits ? (long) StrictMath.ceil(m.waitS() / dtS) : 0);
    }
    int failures = 0;
    for (boolean f : failed) {
      failures += f ? 1 : 0;
    }
    return failures;
  }

  /** Starts the clock, every device being this many steps old. */
  private void begin(long age) {
    Arrays.fill(head, NONE);
    Arrays.fill(tail, NONE);
    Arrays.fill(ageClass, NONE);
    nextDue = Long.MAX_VALUE;
    int c = 0;
    while (1L << c <= age) {
      c++;
    }
    for (int d = 0; d < g.length; d++) {
      written[d] = -age;
      append(d, c);
    }
  }

  /** Broadens one device by what happens between two ages. */
  void relax(int d, double fromS, double toS) {
    if (!wear.alive(d)) {
      return;
    }
    double from = p.relaxation().sigmaUS(g[d], fromS);
    double to = p.relaxation().sigmaUS(g[d], toS);
    double variance = to * to - from * from;
    if (variance > 0) {
      double value = g[d] + StrictMath.sqrt(variance) * random.nextGaussian();
      g[d] = value > 0 ? value : 0;
      changed.accept(d);
    }
  }

  /** Lets time pass. */
  void pass(long steps) {
    now += steps;
    while (nextDue <= now) {
      int c = earliest();
      int d = head[c];
      long half = c == 0 ? 0 : 1L << (c - 1);
      long waited = written[d] < 0 ? -written[d] : 0;
      relax(d, dtS * StrictMath.max(half, waited), dtS * (1L << c));
      unlink(d);
      if (c + 1 < CLASSES) {
        append(d, c + 1);
      }
      int e = earliest();
      nextDue = e == NONE ? Long.MAX_VALUE : due(head[e]);
    }
  }

  private long due(int d) {
    return written[d] + (1L << ageClass[d]);
  }

  private int earliest() {
    int best = NONE;
    for (int c = 0; c < CLASSES; c++) {
      if (head[c] != NONE && (best == NONE || due(head[c]) < due(head[best]))) {
        best = c;
      }
    }
    return best;
  }

  private void append(int d, int c) {
    ageClass[d] = c;
    next[d] = NONE;
    previous[d] = tail[c];
    if (tail[c] == NONE) {
      head[c] = d;
    } else {
      next[tail[c]] = d;
    }
    tail[c] = d;
    nextDue = StrictMath.min(nextDue, due(d));
  }

  private void unlink(int d) {
    int c = ageClass[d];
    if (c == NONE) {
      return;
    }
    if (previous[d] == NONE) {
      head[c] = next[d];
    } else {
      next[previous[d]] = next[d];
    }
    if (next[d] == NONE) {
      tail[c] = previous[d];
    } else {
      previous[next[d]] = previous[d];
    }
    ageClass[d] = NONE;
  }

  /** Modelled bits of one conductance: as many levels as the compliance current can set. */
  int bits() {
    if (step == 0) {
      return Float.SIZE;
    }
    SetLaw.Compliance c = setLaw.current();
    int levels = (int) ((c.maxUA() - c.minUA()) / step) + 1;
    return Integer.SIZE - Integer.numberOfLeadingZeros(levels - 1);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("g", StateRole.INFERENCE, bits(), g);
    visitor.doubles("z", StateRole.BOOKKEEPING, Double.SIZE, z);
    visitor.doubles("eta", StateRole.BOOKKEEPING, Double.SIZE, eta);
    wear.visit(visitor);
    visitor.longs("written", StateRole.BOOKKEEPING, Long.SIZE, written);
    visitor.ints("ageClass", StateRole.BOOKKEEPING, Integer.SIZE, ageClass);
    visitor.ints("next", StateRole.BOOKKEEPING, Integer.SIZE, next);
    visitor.ints("previous", StateRole.BOOKKEEPING, Integer.SIZE, previous);
    visitor.ints("head", StateRole.BOOKKEEPING, Integer.SIZE, head);
    visitor.ints("tail", StateRole.BOOKKEEPING, Integer.SIZE, tail);
    now = visitor.scalar("now", StateRole.BOOKKEEPING, Long.SIZE, now);
    nextDue = visitor.scalar("nextDue", StateRole.BOOKKEEPING, Long.SIZE, nextDue);
  }
}
