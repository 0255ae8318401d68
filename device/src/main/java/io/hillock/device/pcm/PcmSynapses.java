package io.hillock.device.pcm;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.synapse.RingBuffer;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;

/** The synapses of one projection on a {@link PcmSubstrate}; equations there. */
public final class PcmSynapses implements Synapses {
  private final Wiring wiring;
  private final PcmParameters p;
  private final RandomStream random;
  private final Counts counts;
  private final Counts mapping = new Counts();
  private final PcmArray array; // devices 2k (plus) and 2k + 1 (minus) of synapse k
  private final double wMax;
  private final PulseCount pulseCount;
  private final double scale; // weight for each uS
  private final boolean noisy;
  private final boolean pulsed;
  private final boolean delayed;
  private final RingBuffer underWay; // currents, shape (post)

  PcmSynapses(PcmSubstrate s, Wiring wiring, float[] weights, RandomStream random, Counts counts) {
    this.wiring = wiring;
    this.random = random;
    this.counts = counts;
    p = s.parameters();
    wMax = s.wMax();
    pulseCount = s.pulses();
    scale = wMax / p.range().widthUS();
    noisy = p.has(PcmNonIdeality.READ_NOISE);
    pulsed = p.has(PcmNonIdeality.PULSES);
    delayed = wiring.longestDelay() > 0;
    underWay = new RingBuffer(wiring.longestDelay(), wiring.post(), StateRole.INFERENCE);
    array = new PcmArray(p, 2 * wiring.size(), random, s.dt().seconds());
    for (int k = 0; k < wiring.size(); k++) {
      rewrite(k, clip(weights[k]), mapping);
    }
  }

  private double clip(double w) {
    return w < -wMax ? -wMax : w > wMax ? wMax : w;
  }

  private double programmed(int k) {
    return scale * (array.programmedUS(2 * k) - array.programmedUS(2 * k + 1));
  }

  /** RESET of both devices and SET of one of them. */
  private void rewrite(int k, double w, Counts to) {
    array.reset(2 * k, to);
    array.reset(2 * k + 1, to);
    int d = w > 0 ? 2 * k : 2 * k + 1;
    double rise = StrictMath.abs(w) / scale;
    if (rise > 0 && pulsed) {
      pulse(d, array.pulsesFor(d, rise), to);
    } else if (rise > 0) {
      array.put(d, p.range().gMinUS() + rise, to);
    }
  }

  private int pulses(int d, double rise) {
    return switch (pulseCount) {
      case PulseCount.Nearest() -> array.pulsesFor(d, rise);
      case PulseCount.PerPulse(double expected) -> (int) (rise / expected);
      case PulseCount.One() -> 1;
    };
  }

  private int pulse(int d, int pulses, Counts to) {
    for (int n = 0; n < pulses; n++) {
      array.set(d, to);
    }
    return pulses;
  }

  /** One noisy read of a pair, in units of the weight. */
  private double sample(int k) {
    double plus = array.g(2 * k);
    double minus = array.g(2 * k + 1);
    double value = scale * (plus - minus); // (1)
    if (noisy) {
      double a = p.read().sigmaUS(plus);
      double b = p.read().sigmaUS(minus);
      value += scale * StrictMath.sqrt(a * a + b * b) * random.nextGaussian();
    }
    return value;
  }

  private double conductance(int k) {
    return array.g(2 * k) + array.g(2 * k + 1);
  }

  @Override
  public Wiring wiring() {
    return wiring;
  }

  @Override
  public void deliver(SpikeList spikes, float[] current) {
    long reads = 0;
    double g = 0;
    for (int s = 0; s < spikes.size(); s++) {
      int i = spikes.get(s);
      int end = wiring.rowStart(i + 1);
      for (int k = wiring.rowStart(i); k < end; k++) {
        float[] y = delayed ? underWay.arrivingAfter(wiring.delay(k)) : current;
        y[wiring.target(k)] += (float) sample(k);
        g += conductance(k);
        reads++;
      }
    }
    if (delayed) {
      underWay.leave(current);
    }
    counts.add(CountKind.SYNAPSE_READ, reads);
    counts.addReadEnergy(p.cost().readPerUsJ() * g);
  }

  @Override
  public void read(float[] x, float[] y) {
    long operations = 0;
    double g = 0;
    for (int i = 0; i < x.length; i++) {
      int end = wiring.rowStart(i + 1);
      for (int k = wiring.rowStart(i); x[i] != 0 && k < end; k++) {
        y[wiring.target(k)] += x[i] * (float) sample(k);
        g += (double) x[i] * x[i] * conductance(k);
        operations++;
      }
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, operations);
    counts.addReadEnergy(p.cost().readPerUsJ() * g);
  }

  @Override
  public void readTransposed(float[] y, float[] x) {
    long operations = 0;
    double g = 0;
    for (int i = 0; i < x.length; i++) {
      float sum = 0;
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        float value = y[wiring.target(k)];
        if (value != 0) {
          sum += value * (float) sample(k);
          g += (double) value * value * conductance(k);
          operations++;
        }
      }
      x[i] += sum;
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, operations);
    counts.addReadEnergy(p.cost().readPerUsJ() * g);
  }

  @Override
  public float weight(int pre, int post) {
    int k = wiring.find(pre, post);
    return k < 0 ? 0 : (float) (scale * (array.g(2 * k) - array.g(2 * k + 1)));
  }

  @Override
  public void proposeRow(int pre, float factor, float[] post) {
    for (int k = wiring.rowStart(pre); k < wiring.rowStart(pre + 1); k++) {
      if (post[wiring.target(k)] != 0) {
        write(k, factor * post[wiring.target(k)]);
      }
    }
  }

  @Override
  public void propose(int pre, int post, float dw) {
    int k = wiring.find(pre, post);
    if (k >= 0) {
      write(k, dw);
    }
  }

  private void write(int k, float dw) {
    if (!Float.isFinite(dw)) {
      throw new ArithmeticException("PCM: a proposal is " + dw);
    }
    if (dw == 0) {
      return;
    }
    double value = programmed(k);
    double wanted = clip(value + dw);
    if (wanted != value + dw) {
      counts.add(CountKind.SATURATION, 1);
    }
    double change = wanted - value;
    if (change == 0) {
      return;
    }
    if (!pulsed) {
      counts.add(CountKind.SYNAPSE_WRITE, 1);
      array.put(2 * k, p.range().gMinUS() + (wanted > 0 ? wanted / scale : 0), counts);
      array.put(2 * k + 1, p.range().gMinUS() + (wanted < 0 ? -wanted / scale : 0), counts);
      return;
    }
    int d = change > 0 ? 2 * k : 2 * k + 1;
    if (pulse(d, pulses(d, StrictMath.abs(change) / scale), counts) == 0) {
      return; // below half a pulse, or the device is full
    }
    counts.add(CountKind.SYNAPSE_WRITE, 1);
    double high = StrictMath.max(array.programmedUS(2 * k), array.programmedUS(2 * k + 1));
    double now = programmed(k);
    if (high > p.refreshAtUS() && StrictMath.abs(now) / scale < 0.25 * p.refreshAtUS()) {
      counts.addReadEnergy(p.cost().readPerUsJ() * conductance(k));
      rewrite(k, now, counts);
    }
  }

  @Override
  public void settle() {
    array.pass(1);
  }

  @Override
  public boolean pending() {
    return underWay.pending();
  }

  @Override
  public void skip(long steps) {
    array.pass(steps);
  }

  @Override
  public void reset() {
    underWay.reset(); // weights stay
  }

  /**
   * What the initial mapping of the weights cost, counted apart from learning.
   *
   * @return a copy of its counters
   */
  public Counts mapping() {
    return mapping.copy();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("devices", array);
    visitor.part("random", random);
    if (delayed) {
      visitor.part("underWay", underWay);
    }
  }
}
