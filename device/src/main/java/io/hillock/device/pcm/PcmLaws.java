package io.hillock.device.pcm;

import io.hillock.device.NonIdeality;
import io.hillock.device.characterisation.StatedLaw;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.Collection;
import java.util.List;

/** What the switches of phase-change devices state, and what simulated devices do. */
public final class PcmLaws {
  private static final double STEP_S = 1e-3;
  private static final int LATE = 12;

  private final PcmParameters p;
  private final Seed seed;
  private final int n;
  private int streams;

  private PcmLaws(PcmParameters p, Seed seed, int n) {
    this.p = p;
    this.seed = seed;
    this.n = n;
  }

  /**
   * Draws from every switch whose law is a continuous one.
   *
   * @param parameters the devices; their own switches do not matter
   * @param seed of the draws
   * @param n draws of each
   * @return one entry for each switch
   */
  public static List<StatedLaw> of(PcmParameters parameters, Seed seed, int n) {
    PcmLaws laws = new PcmLaws(parameters, seed, n);
    return List.of(laws.increment(), laws.reset(), laws.devices(), laws.drift(), laws.readNoise());
  }

  private PcmArray array(Collection<NonIdeality> on) {
    RandomStream random = seed.stream(Purpose.DEVICE, 0x504c57L, streams++);
    return new PcmArray(p.withOnly(on), n, random, STEP_S, d -> {});
  }

  /**
   * A late pulse in the middle of the range: no draw comes near either end, where it is clipped.
   */
  private StatedLaw increment() {
    double g = 0.5 * (p.range().gMinUS() + p.range().gMaxUS());
    double memory = StrictMath.exp(-(LATE + 1) / p.set().memoryPulses());
    double mean = p.set().meanUS(g, memory);
    double sd = p.set().sigmaUS(g, memory);
    PcmArray array = array(List.of(NonIdeality.CYCLE_TO_CYCLE));
    double[] x = new double[n];
    for (int d = 0; d < n; d++) {
      array.place(d, g, LATE);
      array.set(d, new Counts());
      x[d] = (array.programmedUS(d) - g - mean) / sd;
    }
    return law(NonIdeality.CYCLE_TO_CYCLE, "the increment of a late SET pulse is normal", x);
  }

  private StatedLaw reset() {
    PcmArray array = array(List.of(NonIdeality.HRS_SPREAD));
    double[] x = new double[n];
    for (int d = 0; d < n; d++) {
      array.reset(d, new Counts());
      x[d] = (array.programmedUS(d) - p.range().gMinUS()) / p.resetSigmaUS();
    }
    return law(NonIdeality.HRS_SPREAD, "G after a RESET is normal", x);
  }

  private StatedLaw devices() {
    PcmArray array = array(List.of(NonIdeality.DEVICE_TO_DEVICE));
    double sd = StrictMath.sqrt(StrictMath.log(1 + p.deviceCv() * p.deviceCv()));
    double start = p.range().gMinUS();
    double rise = p.set().meanUS(start, p.set().memoryFactor());
    double[] x = new double[n];
    for (int d = 0; d < n; d++) {
      array.set(d, new Counts());
      x[d] = StrictMath.log((array.programmedUS(d) - start) / rise) / sd;
    }
    return law(NonIdeality.DEVICE_TO_DEVICE, "ln of the first increment is normal over devices", x);
  }

  private StatedLaw drift() {
    PcmArray array = array(NonIdeality.DRIFT_SPREAD.alone());
    for (int d = 0; d < n; d++) {
      array.reset(d, new Counts());
    }
    array.pass(1000);
    double age = 1 + p.drift().firstReadS();
    double log = StrictMath.log(age / p.drift().t0S());
    double[] x = new double[n];
    for (int d = 0; d < n; d++) {
      double nu = -StrictMath.log(array.g(d) / array.programmedUS(d)) / log;
      x[d] = (nu - p.drift().nu()) / (p.drift().cv() * p.drift().nu());
    }
    return law(NonIdeality.DRIFT_SPREAD, "the exponent of drift is normal", x);
  }

  private StatedLaw readNoise() {
    float[] w = new float[n];
    java.util.Arrays.fill(w, 0.5f);
    PcmSynapses s =
        new PcmSubstrate(p.withOnly(NonIdeality.READ_NOISE), 1, Time.ms(1))
            .create(
                Wiring.where(1, n, (i, j) -> true),
                w,
                seed.stream(Purpose.DEVICE, 0x504c57L, streams++),
                new Counts());
    float[] y = new float[n];
    s.read(new float[] {1}, y);
    double sd =
        StrictMath.hypot(p.read().sigmaUS(s.plusUS(0)), p.read().sigmaUS(s.minusUS(0)))
            / p.range().widthUS();
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      x[j] = (y[j] - 0.5) / sd;
    }
    return law(NonIdeality.READ_NOISE, "a read of a pair is normal", x);
  }

  private StatedLaw law(NonIdeality which, String what, double[] z) {
    return new StatedLaw(p.name(), which, what, false, z);
  }
}
