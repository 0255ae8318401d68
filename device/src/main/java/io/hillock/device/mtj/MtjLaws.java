package io.hillock.device.mtj;

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
import java.util.function.IntToDoubleFunction;

/** What the switches of junctions state, and what simulated junctions do. */
public final class MtjLaws {
  private static final double PROBABILITY = 0.3;

  private final MtjModel model;
  private final Seed seed;
  private final int n;
  private int streams;

  private MtjLaws(MtjModel model, Seed seed, int n) {
    this.model = model;
    this.seed = seed;
    this.n = n;
  }

  /**
   * Draws from every switch whose law is stated.
   *
   * @param model the junctions; their own switches do not matter
   * @param seed of the draws
   * @param n draws of each
   * @return one entry for each law
   */
  public static List<StatedLaw> of(MtjModel model, Seed seed, int n) {
    MtjLaws laws = new MtjLaws(model, seed, n);
    List<StatedLaw> all = new ArrayList<>();
    all.add(laws.switching());
    all.addAll(laws.traits());
    all.add(laws.readNoise());
    return all;
  }

  private RandomStream stream() {
    return seed.stream(Purpose.DEVICE, 0x4d4c57L, streams++);
  }

  /** One pulse to ON on equal junctions that are OFF. */
  private StatedLaw switching() {
    MtjModel alone = model.withOnly(NonIdeality.QUANTISATION, NonIdeality.CYCLE_TO_CYCLE);
    SwitchingTable table = SwitchingTable.of(model.junction());
    WriteEnergy.Write on =
        new WriteEnergy(table, Direction.TO_PARALLEL).cheapest(PROBABILITY).orElseThrow();
    JunctionArray array = new JunctionArray(n, new JunctionPulses(alone, table, on, on), stream());
    double p = table.probability(on.ratio(), on.pulseNs());
    double sd = StrictMath.sqrt(p * (1 - p));
    double[] z = new double[n];
    for (int k = 0; k < n; k++) {
      z[k] = ((array.learn(k, true) ? 1 : 0) - p) / sd;
    }
    return new StatedLaw(
        model.name(), NonIdeality.CYCLE_TO_CYCLE, "a pulse switches with P(I, t)", true, z);
  }

  private List<StatedLaw> traits() {
    JunctionTraits t =
        new JunctionTraits(model.withOnly(NonIdeality.DEVICE_TO_DEVICE), n, stream());
    MtjParameters j = model.junction();
    MtjSpread s = model.spread();
    return List.of(
        trait("Delta", k -> (t.delta(k) / j.delta() - 1) / s.delta()),
        trait(
            "I_c0 beside Delta",
            k -> (t.critical(k) * j.delta() / t.delta(k) - 1) / s.criticalCurrent()),
        trait("R_P", k -> (t.resistanceKOhm(k, true) / j.rParallelKOhm() - 1) / s.resistance()),
        trait(
            "TMR",
            k ->
                ((t.resistanceKOhm(k, false) / t.resistanceKOhm(k, true) - 1) / j.tmr() - 1)
                    / s.tmr()));
  }

  private StatedLaw trait(String what, IntToDoubleFunction draw) {
    double[] z = new double[n];
    java.util.Arrays.setAll(z, draw);
    return new StatedLaw(
        model.name(), NonIdeality.DEVICE_TO_DEVICE, what + " is normal over junctions", false, z);
  }

  private StatedLaw readNoise() {
    float[] w = new float[n];
    java.util.Arrays.fill(w, 0.5f);
    MtjModel alone = model.withOnly(NonIdeality.READ_NOISE);
    MtjSynapses s =
        alone
            .substrate(1, Time.ms(1))
            .create(Wiring.where(1, n, (i, j) -> true), w, stream(), new Counts());
    float[] y = new float[n];
    s.read(new float[] {1}, y);
    double width = alone.substrate(1, Time.ms(1)).range().widthUS();
    double variance = s.noiseUS2(s.plusUS(0)) + s.noiseUS2(s.minusUS(0));
    double sd = StrictMath.sqrt(variance) / width;
    double[] z = new double[n];
    for (int k = 0; k < n; k++) {
      z[k] = (y[k] - 0.5) / sd;
    }
    return new StatedLaw(
        model.name(), NonIdeality.READ_NOISE, "a read of a pair is normal", false, z);
  }
}
