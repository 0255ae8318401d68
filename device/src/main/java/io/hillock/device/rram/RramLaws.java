package io.hillock.device.rram;

import io.hillock.device.NonIdeality;
import io.hillock.device.characterisation.StatedLaw;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/** What the switches of resistive cells state, and what simulated cells do. */
public final class RramLaws {
  private static final double STEP_S = 1e-3;

  private final RramParameters p;
  private final Seed seed;
  private final int n;
  private int streams;

  private RramLaws(RramParameters p, Seed seed, int n) {
    this.p = p;
    this.seed = seed;
    this.n = n;
  }

  /**
   * Draws from every switch whose law is a continuous one.
   *
   * @param parameters the cells; their own switches do not matter
   * @param seed of the draws
   * @param n draws of each
   * @return one entry for each switch
   */
  public static List<StatedLaw> of(RramParameters parameters, Seed seed, int n) {
    return new RramLaws(parameters, seed, n).all();
  }

  private List<StatedLaw> all() {
    List<StatedLaw> laws = new ArrayList<>();
    double middle = 0.5 * (p.range().gMinUS() + p.range().gMaxUS());
    double icc = p.set().complianceUA(middle);
    if (p.set().cycleToCycle().sigmaUS(middle) > 0) {
      double sd = p.set().cycleToCycle().sigmaUS(middle);
      laws.add(
          draw(
              NonIdeality.CYCLE_TO_CYCLE,
              "G of a SET is normal",
              (array, d) -> array.set(d, icc, new Counts()),
              g -> (g - middle) / sd));
    }
    if (p.variability().cvLrs() > 0) {
      double cv = p.variability().cvLrs();
      double sd = StrictMath.sqrt(StrictMath.log(1 + cv * cv));
      laws.add(
          draw(
              NonIdeality.DEVICE_TO_DEVICE,
              "ln G of a SET is normal over devices",
              (array, d) -> array.set(d, icc, new Counts()),
              g -> StrictMath.log(g / middle) / sd));
    }
    if (p.reset().sigmaLnR() > 0) {
      laws.add(
          draw(
              NonIdeality.HRS_SPREAD,
              "ln R after a RESET is normal",
              (array, d) -> array.reset(d, new Counts()),
              g -> StrictMath.log(p.reset().medianUS() / g) / p.reset().sigmaLnR()));
    }
    double residual = p.programming().mapping().residual().sigmaUS(middle);
    if (residual > 0) {
      laws.add(
          draw(
              NonIdeality.PROGRAMMING_SPREAD,
              "what remains after a verified write is normal",
              (array, d) ->
                  array.program(d, middle, p.programming().mapping().maxSets(), new Counts()),
              g -> (g - middle) / residual));
    }
    double broad = p.relaxation().sigmaUS(middle, 1);
    if (broad > 0) {
      laws.add(
          draw(
              NonIdeality.RELAXATION,
              "broadening within 1 s is normal",
              (array, d) -> {
                array.set(d, icc, new Counts());
                array.relax(d, 0, 1);
              },
              g -> (g - middle) / broad));
    }
    laws.add(readNoise());
    return laws;
  }

  private interface Act {
    void on(RramArray array, int device);
  }

  private RandomStream stream() {
    return seed.stream(Purpose.DEVICE, 0x4c5757L, streams++);
  }

  private StatedLaw draw(NonIdeality which, String law, Act act, DoubleUnaryOperator z) {
    RramArray array = new RramArray(p.withOnly(which), n, stream(), STEP_S, d -> {});
    double[] x = new double[n];
    for (int d = 0; d < n; d++) {
      act.on(array, d);
      x[d] = z.applyAsDouble(array.g(d));
    }
    return new StatedLaw(p.name(), which, law, false, x);
  }

  /** One read of as many pairs, all of half the greatest weight. */
  private StatedLaw readNoise() {
    float[] w = new float[n];
    java.util.Arrays.fill(w, 0.5f);
    RramSynapses s =
        new RramCrossbar(p.withOnly(NonIdeality.READ_NOISE), 1, Time.ms(1))
            .create(Wiring.where(1, n, (i, j) -> true), w, stream(), new Counts());
    float[] y = new float[n];
    s.read(new float[] {1}, y);
    double variance = p.read().varianceUS2(s.plusUS(0)) + p.read().varianceUS2(s.minusUS(0));
    double sd = StrictMath.sqrt(variance) / p.range().widthUS();
    double[] x = new double[n];
    for (int j = 0; j < n; j++) {
      x[j] = (y[j] - 0.5) / sd;
    }
    return new StatedLaw(p.name(), NonIdeality.READ_NOISE, "a read of a pair is normal", false, x);
  }
}
