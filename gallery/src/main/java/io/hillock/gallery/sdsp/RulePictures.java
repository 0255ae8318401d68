package io.hillock.gallery.sdsp;

import io.hillock.device.odin.SdspTable;
import io.hillock.gallery.plot.Plot;
import io.hillock.learning.PairStdp;
import io.hillock.learning.TripletStdp;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** What the rules do to one synapse, measured on running rules: the pictures of a textbook. */
final class RulePictures {
  private static final int LONGEST_LAG = 80;
  private static final int PAIRS = 60;
  private static final int[] PERIODS = {1000, 200, 100, 67, 50, 40, 33, 29, 25, 22, 20};

  private RulePictures() {}

  static List<Plot> all() {
    return List.of(window(), frequencies(), regions());
  }

  /** The change by one pair of spikes against their lag. */
  private static Plot window() {
    // Amplitudes by which both sides have the same area.
    PairStdp.Parameters measured =
        new PairStdp.Parameters(0.01, 0.01 * 10.2 / 28.6, Time.ms(10.2), Time.ms(28.6));
    return new Plot.Curves(
        "Pair STDP: change of a weight by one pair of spikes",
        Plot.Axis.of("t_post - t_pre [ms]"),
        Plot.Axis.of("dw"),
        List.of(
            window("as used here", Rule.WINDOW),
            window("time constants of Bi and Poo 1998", measured)));
  }

  private static Plot.Series window(String name, PairStdp.Parameters parameters) {
    double[] lags = new double[2 * LONGEST_LAG + 1];
    double[] change = new double[lags.length];
    for (int k = 0; k < lags.length; k++) {
      int lag = k - LONGEST_LAG;
      lags[k] = lag;
      change[k] = pairs(p -> new PairStdp(p, parameters), 1, 1, lag);
    }
    return new Plot.Series(name, Plot.Style.LINE, lags, change);
  }

  /** The change by sixty pairs against their rate, for both orders of spikes. */
  private static Plot frequencies() {
    TripletStdp.Parameters published = TripletStdp.Parameters.PFISTER_GERSTNER_2006;
    double[] hz = Arrays.stream(PERIODS).mapToDouble(ms -> 1000.0 / ms).toArray();
    List<Plot.Series> series = new ArrayList<>();
    for (int lag : new int[] {10, -10}) {
      double[] change =
          Arrays.stream(PERIODS)
              .mapToDouble(ms -> pairs(p -> new TripletStdp(p, published), PAIRS, ms, lag))
              .toArray();
      String order = lag > 0 ? "pre 10 ms before post" : "post 10 ms before pre";
      series.add(new Plot.Series(order, Plot.Style.LINE, hz, change));
    }
    return new Plot.Curves(
        "Triplet STDP, visual cortex: change by 60 pairs of spikes",
        Plot.Axis.of("pairs per second [Hz]"),
        Plot.Axis.of("dw"),
        series);
  }

  /** Change of a weight at 0 by pairs of a period and a lag [ms], without bounds. */
  private static double pairs(
      Function<Projection, PlasticityRule> rule, int pairs, int period, int lag) {
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    Population in = net.input("in", 1);
    Population teacher = net.input("teacher", 1);
    LifParameters fires = LifParameters.DEFAULT.withReset(ResetMode.TO_ZERO).withVTh(1000);
    Population out = net.neurons("out", 1, Lif.of(fires));
    WiringRule one = WiringRule.Regular.ONE_TO_ONE;
    IdealSubstrate ideal = IdealSubstrate.UNBOUNDED;
    Projection plastic = net.connect(in, out, one, WeightInit.uniform(0, 0), ideal);
    net.connect(teacher, out, one, WeightInit.uniform(1e5, 1e5), ideal);
    Session session = net.learn(rule.apply(plastic)).build().open(Seed.of(1));
    for (int t = 0; t <= (pairs - 1) * period + 2 * LONGEST_LAG; t++) {
      if (isSpike(t - LONGEST_LAG, pairs, period)) {
        session.input(in).add(0);
      }
      if (isSpike(t - LONGEST_LAG - lag, pairs, period)) {
        session.input(teacher).add(0);
      }
      session.step();
    }
    return session.synapses(plastic).weight(0, 0);
  }

  private static boolean isSpike(int t, int spikes, int period) {
    return t >= 0 && t % period == 0 && t / period < spikes;
  }

  /** Where in the plane of calcium and membrane potential a presynaptic spike does what. */
  private static Plot regions() {
    SdspTable table = new SdspTable(Rule.REGISTERS);
    List<Plot.Series> series = new ArrayList<>();
    for (SdspTable.Flag flag : SdspTable.Flag.values()) {
      List<double[]> points = new ArrayList<>();
      for (int ca = 0; ca <= SdspTable.MOST; ca++) {
        for (int v = 0; v < Rule.REGISTERS.threshold(); v += 5) {
          if (table.flag(v >= Rule.REGISTERS.thetaM(), ca) == flag) {
            points.add(new double[] {ca, v});
          }
        }
      }
      String name =
          switch (flag) {
            case UP -> "w + 1";
            case DOWN -> "w - 1";
            case NONE -> "no change";
          };
      series.add(
          new Plot.Series(
              name,
              Plot.Style.POINTS,
              points.stream().mapToDouble(p -> p[0]).toArray(),
              points.stream().mapToDouble(p -> p[1]).toArray()));
    }
    return new Plot.Curves(
        "SDSP: what a presynaptic spike does to a weight, by the state of the neuron",
        Plot.Axis.of("calcium of the neuron, 0 to 7"),
        Plot.Axis.of("membrane potential, up to the threshold"),
        series);
  }
}
