package io.hillock.device.pcm;

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

/** Devices with their state: programmed conductance, memory of pulses, exponent, time of write. */
final class PcmArray implements Stateful {
  private final PcmParameters p;
  private final RandomStream random;
  private final double dtS;
  private final double memoryFactor;
  private final boolean noisy;
  private final boolean resetSpread;
  private final boolean drifting;
  private final boolean spread;
  private final Wear wear;
  private final double[] gain; // log-normal factor of increments, shape (devices) or empty
  private final IntConsumer changed;
  private final double[] g; // [uS] at age t0, shape (devices)
  private final double[] memory; // P, shape (devices)
  private final double[] nu; // shape (devices)
  private final long[] written; // step, shape (devices)
  private long now;

  PcmArray(PcmParameters p, int devices, RandomStream random, double dtS, IntConsumer changed) {
    this.p = p;
    this.random = random;
    this.dtS = dtS;
    this.changed = changed;
    memoryFactor = p.set().memoryFactor();
    noisy = p.has(NonIdeality.CYCLE_TO_CYCLE);
    resetSpread = p.has(NonIdeality.HRS_SPREAD);
    drifting = p.has(NonIdeality.DRIFT);
    spread = p.has(NonIdeality.DRIFT_SPREAD) && p.drift().cv() > 0;
    g = new double[devices];
    memory = new double[devices];
    nu = new double[devices];
    written = new long[devices];
    Arrays.fill(g, p.range().gMinUS());
    Arrays.fill(memory, 1);
    Arrays.fill(nu, p.drift().nu());
    gain = new double[p.has(NonIdeality.DEVICE_TO_DEVICE) ? devices : 0];
    double sd = StrictMath.sqrt(StrictMath.log(1 + p.deviceCv() * p.deviceCv()));
    for (int d = 0; d < gain.length; d++) {
      gain[d] = StrictMath.exp(sd * random.nextGaussian());
    }
    wear =
        new Wear(
            p,
            p.wear(),
            devices,
            random,
            (d, on) -> g[d] = on ? p.range().gMaxUS() : p.range().gMinUS());
  }

  int devices() {
    return g.length;
  }

  double programmedUS(int d) {
    return g[d];
  }

  /** The conductance at its present age, without read noise. */
  double g(int d) {
    return drifting ? g[d] * p.drift().factor(nu[d], (now - written[d]) * dtS) : g[d];
  }

  void reset(int d, Counts counts) {
    counts.add(CountKind.PROGRAMMING_PULSE, 1);
    counts.addWriteEnergy(p.cost().resetJ());
    if (!wear.pulse(d)) {
      return;
    }
    memory[d] = 1;
    if (spread) {
      double x = p.drift().nu() * (1 + p.drift().cv() * random.nextGaussian());
      nu[d] = x > 0 ? x : 0;
    }
    double sigma = resetSpread ? p.resetSigmaUS() : 0;
    write(d, p.range().gMinUS() + (sigma > 0 ? sigma * random.nextGaussian() : 0));
  }

  void set(int d, Counts counts) {
    counts.add(CountKind.PROGRAMMING_PULSE, 1);
    counts.addWriteEnergy(p.cost().setJ());
    if (!wear.pulse(d)) {
      return;
    }
    memory[d] *= memoryFactor;
    double mean = p.set().meanUS(g[d], memory[d]);
    if (gain.length > 0) {
      mean *= gain[d];
    }
    double sigma = noisy ? p.set().sigmaUS(g[d], memory[d]) : 0;
    write(d, g[d] + mean + (sigma > 0 ? sigma * random.nextGaussian() : 0));
  }

  /** As many SET pulses as bring the mean nearest to a rise, up to the most of one write. */
  int pulsesFor(int d, double riseUS) {
    double x = g[d];
    double m = memory[d];
    double goal = x + riseUS;
    for (int n = 0; ; n++) {
      m *= memoryFactor;
      double mean = p.set().meanUS(x, m);
      if (n >= p.mostPulses()
          || !(mean > 1e-9)
          || x >= p.range().gMaxUS()
          || x + 0.5 * mean > goal) {
        return n;
      }
      x += mean;
    }
  }

  /** One pulse of just the right size, for devices without {@link NonIdeality#PULSES}. */
  void put(int d, double valueUS, Counts counts) {
    counts.add(CountKind.PROGRAMMING_PULSE, 1);
    counts.addWriteEnergy(p.cost().setJ());
    if (!wear.pulse(d)) {
      return;
    }
    double sigma = noisy ? p.set().sigmaUS(g[d], memory[d] * memoryFactor) : 0;
    if (gain.length > 0) {
      valueUS = g[d] + gain[d] * (valueUS - g[d]);
    }
    write(d, valueUS + (sigma > 0 ? sigma * random.nextGaussian() : 0));
  }

  private void write(int d, double value) {
    double low = p.range().gMinUS();
    double high = p.range().gMaxUS();
    g[d] = value < low ? low : value > high ? high : value;
    written[d] = now;
    changed.accept(d);
  }

  int mostWorn() {
    return wear.most();
  }

  void pass(long steps) {
    now += steps;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("g", StateRole.INFERENCE, Float.SIZE, g);
    visitor.doubles("memory", StateRole.BOOKKEEPING, Double.SIZE, memory);
    visitor.doubles("nu", StateRole.BOOKKEEPING, Double.SIZE, nu);
    visitor.longs("written", StateRole.BOOKKEEPING, Long.SIZE, written);
    visitor.doubles("gain", StateRole.BOOKKEEPING, Double.SIZE, gain);
    wear.visit(visitor);
    now = visitor.scalar("now", StateRole.BOOKKEEPING, Long.SIZE, now);
  }
}
