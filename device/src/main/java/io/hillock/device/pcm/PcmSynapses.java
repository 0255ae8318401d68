package io.hillock.device.pcm;

import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.PairLaw;
import io.hillock.device.crossbar.PairRead;
import io.hillock.device.crossbar.PairedSynapses;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.Stateful;
import io.hillock.synapse.Wiring;

/** The synapses of one projection on a {@link PcmSubstrate}; equations there. */
public final class PcmSynapses extends PairedSynapses {
  private final PcmParameters p;
  private final Counts mapping = new Counts();
  private final PcmArray array;
  private final PulseCount pulseCount;
  private final boolean pulsed;

  PcmSynapses(PcmSubstrate s, Wiring wiring, float[] weights, RandomStream random, Counts counts) {
    super(physics(s), wiring, random, counts);
    p = s.parameters();
    pulseCount = s.pulses();
    pulsed = p.has(NonIdeality.QUANTISATION);
    array = new PcmArray(p, 2 * wiring.size(), random, s.dt().seconds(), this::changed);
    for (int k = 0; k < wiring.size(); k++) {
      rewrite(k, clip(weights[k]), mapping);
    }
    build(weights);
  }

  private static Physics physics(PcmSubstrate s) {
    PcmParameters p = s.parameters();
    return new Physics(
        p,
        new PairLaw(p.range(), s.wMax(), PairRead.DIFFERENCE),
        p.wires(),
        p.range().gMaxUS(),
        p.cost().readPerUsJ(),
        p.cost().blindNs(),
        p.cost().blindScope(),
        p.has(NonIdeality.DRIFT),
        s.dt());
  }

  @Override
  protected double g(int device) {
    return array.g(device);
  }

  @Override
  protected double noiseUS2(double gUS) {
    double sigma = p.read().sigmaUS(gUS);
    return sigma * sigma;
  }

  @Override
  protected double programmed(int k) {
    return pair.value(array.programmedUS(2 * k), array.programmedUS(2 * k + 1));
  }

  /** RESET of both devices and SET of one of them; returns the pulses that take turns. */
  private int rewrite(int k, double w, Counts to) {
    array.reset(2 * k, to);
    array.reset(2 * k + 1, to);
    int d = w > 0 ? 2 * k : 2 * k + 1;
    double rise = StrictMath.abs(w) / pair.perUS();
    if (!(rise > 0)) {
      return 1;
    }
    if (pulsed) {
      return 1 + pulse(d, array.pulsesFor(d, rise), to);
    }
    array.put(d, p.range().gMinUS() + rise, to);
    return 2;
  }

  private int pulses(int d, double rise) {
    return switch (pulseCount) {
      case PulseCount.Nearest() -> array.pulsesFor(d, rise);
      case PulseCount.ByChance() -> array.pulsesByChance(d, rise);
      case PulseCount.PerPulse(double expected) ->
          StrictMath.min((int) (rise / expected), p.mostPulses());
      case PulseCount.One() -> 1;
    };
  }

  private int pulse(int d, int pulses, Counts to) {
    for (int n = 0; n < pulses; n++) {
      array.set(d, to);
    }
    return pulses;
  }

  @Override
  protected int program(int k, double value, double wanted) {
    if (!pulsed) {
      array.put(2 * k, pair.plusLevel(wanted), counts);
      array.put(2 * k + 1, pair.minusLevel(wanted), counts);
      return 1;
    }
    double change = wanted - value;
    int d = change > 0 ? 2 * k : 2 * k + 1;
    int pulses = pulse(d, pulses(d, StrictMath.abs(change) / pair.perUS()), counts);
    if (pulses == 0) {
      return 0; // too small a change, or the device is full
    }
    double high = StrictMath.max(array.programmedUS(2 * k), array.programmedUS(2 * k + 1));
    double now = programmed(k);
    if (high > p.refreshAtUS() && StrictMath.abs(now) / pair.perUS() < 0.25 * p.refreshAtUS()) {
      counts.addReadEnergy(p.cost().readPerUsJ() * (array.g(2 * k) + array.g(2 * k + 1)));
      pulses += rewrite(k, now, counts);
    }
    return pulses;
  }

  @Override
  protected void pass(long steps) {
    array.pass(steps);
  }

  @Override
  protected Stateful devices() {
    return array;
  }

  /**
   * What the initial mapping of the weights cost, counted apart from learning.
   *
   * @return a copy of its counters
   */
  public Counts mapping() {
    return mapping.copy();
  }

  /**
   * The pulses that the most used device has seen.
   *
   * @return pulses; 0 where endurance is switched off
   */
  public int mostWorn() {
    return array.mostWorn();
  }
}
