package io.hillock.gallery.mtj;

import io.hillock.device.mtj.JunctionArray;
import io.hillock.device.mtj.StochasticRule;
import io.hillock.device.mtj.SwitchingTable;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.unit.Time;
import java.util.Arrays;
import java.util.Optional;

/**
 * Junctions with Poisson inputs of their own under postsynaptic spikes at random, until the start
 * is forgotten; how many are ON, against the two-state chain.
 *
 * {@snippet lang=text :
 * a = 1 - exp(-r W)                                                                 (1)
 * SE = sqrt(pi (1 - pi) / n)                                                        (2)
 * }
 *
 * <p>Postsynaptic spikes lie at least W apart, so that their windows share nothing and the events
 * of (1) are independent, as the chain assumes. Time is in steps of 1 ms.
 *
 * @param rule W, p_LTP, p_LTD
 * @param rateHz r of each input
 */
record StationaryChain(StochasticRule rule, double rateHz) {
  static final int JUNCTIONS = 10_000;
  private static final double FORGOTTEN = 1e-6;

  private static final double MEAN_GAP_MS = 10; // beyond the window

  /** All cases: three rates under three pairs of probabilities. */
  static StationaryChain[] cases() {
    double[][] p = {{0.1, 0.05}, {0.3, 0.2}, {0.05, 0.2}};
    double[] rates = {10, 30, 60};
    StationaryChain[] all = new StationaryChain[p.length * rates.length];
    Arrays.setAll(
        all,
        k ->
            new StationaryChain(
                new StochasticRule(Time.ms(20), p[k / rates.length][0], p[k / rates.length][1]),
                rates[k % rates.length]));
    return all;
  }

  /** Probability of an input within the window, (1). */
  double a() {
    return -StrictMath.expm1(-rateHz * rule.window().seconds());
  }

  double expected() {
    return rule.stationaryOn(a());
  }

  /** Share of junctions that are ON in the end; empty when it was asked to stop. */
  Optional<Figures> run(Seed seed, SwitchingTable table, Progress progress) {
    JunctionArray junctions =
        Junctions.array(JUNCTIONS, Junctions.EQUAL.pulses(table, rule.pLtp(), rule.pLtd()), seed);
    RandomStream input = seed.stream(Purpose.INPUT, 33);
    double memory = 1 - a() * rule.pLtp() - (1 - a()) * rule.pLtd();
    int events = (int) StrictMath.ceil(StrictMath.log(FORGOTTEN) / StrictMath.log(memory));
    int window = (int) StrictMath.round(rule.window().ms());
    double perStep = -StrictMath.expm1(-rateHz / 1000);
    int[] last = new int[JUNCTIONS];
    Arrays.fill(last, -window);
    int now = 0;
    for (int event = 0; event < events; event++) {
      if (progress.stopRequested()) {
        return Optional.empty();
      }
      double gap = -MEAN_GAP_MS * StrictMath.log(1 - input.nextDouble());
      int steps = window + (int) gap;
      for (int t = 0; t < steps; t++) {
        now++;
        for (int k = 0; k < JUNCTIONS; k++) {
          if (input.nextBoolean(perStep)) {
            last[k] = now;
          }
        }
      }
      for (int k = 0; k < JUNCTIONS; k++) {
        junctions.learn(k, now - last[k] < window);
      }
    }
    int on = 0;
    for (int k = 0; k < JUNCTIONS; k++) {
      on += junctions.isOn(k) ? 1 : 0;
    }
    double pi = expected();
    double share = (double) on / JUNCTIONS;
    double se = StrictMath.sqrt(pi * (1 - pi) / JUNCTIONS); // (2)
    progress.advance(1);
    return Optional.of(new Figures().put("on", share).put("se", StrictMath.abs(share - pi) / se));
  }
}
