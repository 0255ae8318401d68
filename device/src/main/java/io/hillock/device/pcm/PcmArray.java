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
  private static final int AGE_BITS = 10;

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
  private final long[] knownAge = new long[1 << AGE_BITS]; // of knownLog, -1 where there is none
  private final double[] knownLog = new double[1 << AGE_BITS];
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
    Arrays.fill(knownAge, -1);
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
    return drifting ? g[d] * p.drift().factorOfLog(nu[d], logAge(now - written[d])) : g[d];
  }

  /** The logarithm of an age, computed once for all devices that were written together. */
  private double logAge(long steps) {
    int slot = (int) (steps * 0x9E3779B97F4A7C15L >>> 64 - AGE_BITS); // spreads equal distances
    if (knownAge[slot] != steps) {
      knownAge[slot] = steps;
      knownLog[slot] = p.drift().logAge(steps * dtS);
    }
    return knownLog[slot];
  }

  /** The conductance at an age of its write [s], without read noise. */
  double g(int d, double ageS) {
    return drifting ? g[d] * p.drift().factor(nu[d], ageS) : g[d];
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
    double end = p.range().gMinUS() + (sigma > 0 ? sigma * random.nextGaussian() : 0);
    put(d, end > 0 ? end : 0); // it spreads around G_min, to both sides
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

  /** As many SET pulses as the mean rise holds, and one more by chance for what remains. */
  int pulsesByChance(int d, double riseUS) {
    double x = g[d];
    double m = memory[d];
    double rest = riseUS;
    double u = random.nextDouble();
    for (int n = 0; ; n++) {
      m *= memoryFactor;
      double mean = p.set().meanUS(x, m);
      if (n >= p.mostPulses() || !(mean > 1e-9) || x >= p.range().gMaxUS() || rest <= u * mean) {
        return n;
      }
      rest -= mean;
      x += mean;
    }
  }

  /** One pulse of just the right size, for devices without {@link NonIdeality#QUANTISATION}. */
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

  /** Puts a device where it stands after so many SET pulses that led it to a conductance. */
  void place(int d, double valueUS, int pulses) {
    memory[d] = StrictMath.exp(-pulses / p.set().memoryPulses());
    put(d, valueUS);
  }

  private void write(int d, double value) {
    double low = p.range().gMinUS();
    double high = p.range().gMaxUS();
    put(d, value < low ? low : value > high ? high : value);
  }

  private void put(int d, double value) {
    g[d] = value;
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
