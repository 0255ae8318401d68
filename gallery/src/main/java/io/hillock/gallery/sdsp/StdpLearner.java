package io.hillock.gallery.sdsp;

import io.hillock.learning.StdpRunning;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.PlasticityRule;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.function.Function;

/**
 * Ten LIF neurons, one for each digit, that learn by the time of spikes. A teacher makes the wrong
 * neurons fire before the image, so that its pixels are depressed there, and the right neuron fire
 * a few times after it, so that they are potentiated. Without a teacher no neuron fires; the
 * highest membrane potential wins.
 */
final class StdpLearner implements Learner {
  /**
   * Settings.
   *
   * @param rule the rule for the plastic projection
   * @param ticks steps of 1 ms over which the pixels spike
   * @param burst teacher spikes of the right neuron after the image
   * @param tauM membrane time constant
   */
  record Settings(Function<Projection, PlasticityRule> rule, int ticks, int burst, Time tauM) {}

  private static final int CLASSES = 10;

  /** Weights lie in [0, 1]: pixels alone never reach the threshold. */
  private static final double THRESHOLD = 1000;

  private static final double TEACHER = 1e5;
  private static final double INITIAL = 0.5;

  private final Settings settings;
  private final Population pixels;
  private final Population teacher;
  private final Population out;
  private final Projection plastic;
  private final Session session;

  StdpLearner(Settings settings, Seed seed) {
    this.settings = settings;
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    pixels = net.input("pixels", RankOrder.PIXELS);
    teacher = net.input("teacher", CLASSES);
    LifParameters lif =
        LifParameters.DEFAULT
            .withTauM(settings.tauM())
            .withVTh(THRESHOLD)
            .withReset(ResetMode.TO_VALUE);
    out = net.neurons("out", CLASSES, Lif.of(lif));
    IdealSubstrate unit = new IdealSubstrate(0, 1);
    plastic =
        net.connect(
            pixels, out, WiringRule.Regular.ALL_TO_ALL, WeightInit.uniform(INITIAL, INITIAL), unit);
    net.connect(
        teacher,
        out,
        WiringRule.Regular.ONE_TO_ONE,
        WeightInit.uniform(TEACHER, TEACHER),
        IdealSubstrate.UNBOUNDED);
    session = net.learn(settings.rule().apply(plastic)).build().open(seed);
  }

  @Override
  public void learn(int[] order, int label) {
    session.freeze(false);
    session.reset();
    for (int j = 0; j < CLASSES; j++) {
      if (j != label) {
        session.input(teacher).add(j);
      }
    }
    session.step();
    show(order);
    for (int k = 0; k < settings.burst(); k++) {
      session.input(teacher).add(label);
      session.step();
    }
  }

  private void show(int[] order) {
    SpikeList spikes = session.input(pixels);
    int next = 0;
    for (int t = 0; t < settings.ticks(); t++) {
      int until = (t + 1) * order.length / settings.ticks();
      for (; next < until; next++) {
        spikes.add(order[next]);
      }
      session.step();
    }
  }

  @Override
  public int classify(int[] order) {
    session.freeze(true);
    session.reset();
    show(order);
    float[] v = session.neurons(out).v();
    int best = 0;
    for (int j = 1; j < CLASSES; j++) {
      best = v[j] > v[best] ? j : best;
    }
    return best;
  }

  @Override
  public void account(Outcome outcome) {
    Counts counts = session.ledger().of(plastic.name());
    StdpRunning rule = (StdpRunning) session.rule(0);
    outcome.cost(
        new Outcome.Accesses(
            counts.get(CountKind.SYNAPSE_READ),
            rule.columnAccesses(),
            0,
            counts.get(CountKind.SYNAPSE_WRITE)),
        new Outcome.Plastic(RankOrder.PIXELS * CLASSES, Float.SIZE),
        session.now(),
        session.ledger(),
        new MemoryReport(session));
  }
}
