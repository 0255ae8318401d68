package io.hillock.device.mtj;

import io.hillock.device.NonIdeality;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/** What each junction of an array is for life; equations at {@link MtjSpread}. */
final class JunctionTraits implements Stateful {
  private final MtjParameters nominal;
  private final boolean spread;
  private final boolean voltage;

  /** All of shape (junctions), or one entry for all where junctions are equal. */
  private final double[] delta;

  private final double[] critical; // I_c0,k / I_c0
  private final double[] parallel; // R_P,k [kOhm]
  private final double[] antiparallel; // R_AP,k [kOhm]

  JunctionTraits(MtjModel model, int junctions, RandomStream random) {
    nominal = model.junction();
    MtjSpread s = model.spread();
    spread = model.has(NonIdeality.DEVICE_TO_DEVICE);
    voltage = s.drive() == Drive.VOLTAGE;
    int n = spread ? junctions : 1;
    delta = new double[n];
    critical = new double[n];
    parallel = new double[n];
    antiparallel = new double[n];
    for (int k = 0; k < n; k++) {
      double barrier = 1 + (spread ? s.delta() * draw(random) : 0);
      delta[k] = nominal.delta() * barrier; // (1)
      critical[k] = barrier * (1 + (spread ? s.criticalCurrent() * draw(random) : 0)); // (2)
      double tmr = nominal.tmr();
      parallel[k] = nominal.rParallelKOhm();
      if (spread) { // (3)
        parallel[k] *= 1 + s.resistance() * draw(random);
        tmr *= 1 + s.tmr() * draw(random);
      }
      antiparallel[k] = parallel[k] * (1 + tmr);
    }
  }

  private static double draw(RandomStream random) {
    double z;
    do {
      z = random.nextGaussian();
    } while (z < -MtjSpread.WIDEST || z > MtjSpread.WIDEST);
    return z;
  }

  double delta(int k) {
    return delta[spread ? k : 0];
  }

  /** I_c0,k over the nominal one. */
  double critical(int k) {
    return critical[spread ? k : 0];
  }

  double resistanceKOhm(int k, boolean on) {
    return on ? parallel[spread ? k : 0] : antiparallel[spread ? k : 0];
  }

  double conductanceUS(int k, boolean on) {
    return 1e3 / resistanceKOhm(k, on);
  }

  /** I / I_c0,k of a pulse that has a ratio in the nominal junction. */
  double ratio(int k, double ratio, Direction direction) {
    double own = ratio / critical(k);
    boolean from = direction == Direction.TO_ANTIPARALLEL; // a write to antiparallel meets R_P
    return voltage ? own * nominal.resistanceKOhm(direction) / resistanceKOhm(k, from) : own;
  }

  /** Energy [fJ] of a pulse on a junction in a state. */
  double energyFJ(int k, boolean on, double currentUA, double pulseNs, Direction direction) {
    double r = resistanceKOhm(k, on);
    double v = currentUA * nominal.resistanceKOhm(direction); // uA kOhm = mV
    // mV^2 / kOhm ns = aJ, as uA^2 kOhm ns
    return 1e-3 * pulseNs * (voltage ? v * v / r : currentUA * currentUA * r);
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("delta", StateRole.BOOKKEEPING, Double.SIZE, delta);
    visitor.doubles("critical", StateRole.BOOKKEEPING, Double.SIZE, critical);
    visitor.doubles("parallel", StateRole.BOOKKEEPING, Double.SIZE, parallel);
    visitor.doubles("antiparallel", StateRole.BOOKKEEPING, Double.SIZE, antiparallel);
  }
}
