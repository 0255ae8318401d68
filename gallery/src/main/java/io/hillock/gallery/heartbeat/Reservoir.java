package io.hillock.gallery.heartbeat;

import io.hillock.gallery.SubstrateChoice;
import io.hillock.learning.SpikeTraces;
import io.hillock.learning.ThreeFactorRule;
import io.hillock.network.Network;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.neuron.ResetMode;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.Wiring;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The hidden spiking network that runs all the time over the events, with traces of its spikes as
 * features. Idle stretches are skipped.
 */
final class Reservoir implements Stateful {
  private static final SpikeList NO_SPIKES = new SpikeList(0);
  private static final float LEAD_WEIGHT = 1;
  private static final float HEADROOM = 2;
  private static final double RHYTHM_CONNECTION = 0.5;

  private final int longestBurst;
  private final Session session;
  private final Population leads;
  private final Population rhythm;
  private final Population hidden;
  private final SpikeTraces hiddenTraces;
  private final SpikeTraces rhythmTraces;
  private final float[] centre;
  private final float[] inverseScale;
  private final Optional<ThreeFactorRule.Running> rule;
  private final float[] signal;
  private final Map<Projection, Synapses> plastic = new LinkedHashMap<>();
  private long time = -1;
  private long idle;
  private boolean quiet;

  /**
   * A network at rest.
   *
   * @param base what every person starts from
   * @param dt the step
   * @param chosen what weights are
   * @param plasticHidden whether the synapses onto the hidden neurons can learn; they then get a
   *     range beyond their initial weights
   * @param devices draws the spread of devices
   */
  Reservoir(
      HeartbeatBase base, Time dt, SubstrateChoice chosen, boolean plasticHidden, Seed devices) {
    SubstrateChoice substrate =
        plasticHidden ? greatest -> chosen.upTo(HEADROOM * greatest) : chosen;
    HeartbeatSettings settings = base.settings();
    HeartbeatSettings.Reservoir r = settings.reservoir();
    longestBurst = settings.encoding().longestBurst();
    centre = base.centre;
    inverseScale = base.inverseScale;
    int k = settings.encoding().rhythmChannels();
    NetworkBuilder net = new NetworkBuilder(dt);
    leads = net.input("leads", HeartbeatSettings.LEAD_CHANNELS, longestBurst);
    rhythm = net.input("rhythm", k);
    hidden = net.neurons("hidden", r.neurons(), neurons(base));
    RandomStream wiring = new Seed(base.networkSeed()).stream(Purpose.WIRING);
    List<Projection> onto = new ArrayList<>();
    for (Time delay : r.delays()) {
      onto.add(connect(net, leads, substrate, r.connection(), LEAD_WEIGHT, delay, wiring));
    }
    float rhythmWeight = (float) r.rhythmWeight();
    onto.add(connect(net, rhythm, substrate, RHYTHM_CONNECTION, rhythmWeight, Time.ZERO, wiring));
    float recurrentWeight = (float) r.recurrentWeight();
    onto.add(connect(net, hidden, substrate, r.recurrence(), recurrentWeight, dt, wiring));
    if (plasticHidden) {
      HeartbeatSettings.HiddenLearning learning = settings.hidden();
      net.learn(new ThreeFactorRule(onto, learning.eta(), learning.trace()));
    }
    Network network = net.build();
    session = network.open(devices);
    rule =
        plasticHidden ? Optional.of((ThreeFactorRule.Running) session.rule(0)) : Optional.empty();
    if (plasticHidden) {
      onto.forEach(p -> plastic.put(p, session.synapses(p)));
    }
    signal = new float[r.neurons()];
    hiddenTraces = new SpikeTraces(r.neurons(), settings.readout().traces(), dt);
    rhythmTraces = new SpikeTraces(k, settings.readout().traces(), dt);
  }

  private static Lif neurons(HeartbeatBase base) {
    HeartbeatSettings.Reservoir r = base.settings().reservoir();
    double[] tau = new double[r.neurons()];
    for (int j = 0; j < tau.length; j++) {
      tau[j] = r.timeConstants().get(j % r.timeConstants().size()).ms();
    }
    LifParameters parameters = LifParameters.DEFAULT.withReset(ResetMode.TO_ZERO);
    return Lif.of(parameters).withTauM(tau).withThresholds(base.thresholds);
  }

  /**
   * Draws wiring and signs from the seed of the base, so that devices differ and weights do not.
   * All weights of a projection have the same absolute value: a resistive pair then holds each at
   * the end of its range, where its relative spread is least.
   */
  private Projection connect(
      NetworkBuilder net,
      Population pre,
      SubstrateChoice substrate,
      double probability,
      float weight,
      Time delay,
      RandomStream random) {
    Wiring wiring =
        Wiring.where(pre.size(), hidden.size(), (i, j) -> random.nextBoolean(probability));
    float[][] weights = new float[pre.size()][hidden.size()];
    for (float[] row : weights) {
      for (int j = 0; j < row.length; j++) {
        row[j] = random.nextBoolean(0.5) ? weight : -weight;
      }
    }
    WiringRule given = WiringRule.of(wiring);
    return net.connect(pre, hidden, given, WeightInit.of(weights), substrate.upTo(weight), delay);
  }

  /**
   * Takes the events of one sample.
   *
   * @param fine signed events of the fine threshold, by lead
   * @param coarse signed events of the coarse threshold, by lead
   * @param rhythmChannel channel of the rhythm event, or -1
   */
  void step(int[] fine, int[] coarse, int rhythmChannel) {
    time++;
    boolean input = rhythmChannel >= 0;
    for (int l = 0; l < fine.length; l++) {
      input |= fine[l] != 0 || coarse[l] != 0;
    }
    if (!input) {
      quiet = quiet || session.isQuiet();
      if (quiet) {
        idle++;
        return;
      }
    }
    catchUp();
    quiet = false;
    if (input) {
      enter(fine, coarse, rhythmChannel);
    }
    session.step();
    hiddenTraces.enter(time, session.spikes(hidden));
  }

  private void enter(int[] fine, int[] coarse, int rhythmChannel) {
    SpikeList events = session.input(leads);
    for (int l = 0; l < fine.length; l++) {
      add(events, 4 * l, fine[l]);
      add(events, 4 * l + 2, coarse[l]);
    }
    if (rhythmChannel >= 0) {
      session.input(rhythm).add(rhythmChannel);
      rhythmTraces.enter(time, session.input(rhythm));
    }
  }

  private void add(SpikeList events, int channel, int count) {
    int signed = count < 0 ? channel + 1 : channel;
    for (int n = Math.min(Math.abs(count), longestBurst); n > 0; n--) {
      events.add(signed);
    }
  }

  /**
   * The features at this moment: traces, centred and scaled, and a last one that is constant.
   *
   * @param x receives the features, shape (features + 1)
   */
  void features(float[] x) {
    rawTraces(x);
    for (int f = 0; f < centre.length; f++) {
      x[f] = Math.clamp((x[f] - centre[f]) * inverseScale[f], -5f, 5f);
    }
    x[centre.length] = HeartbeatSettings.BIAS_FEATURE;
  }

  /** The traces as they are. */
  void rawTraces(float[] x) {
    hiddenTraces.sample(time, x, 0);
    rhythmTraces.sample(time, x, hiddenTraces.length());
  }

  /**
   * Teaches the hidden synapses, if they are plastic.
   *
   * @param back errors fed back through the readout, shape (features), in units of the scaled
   *     features
   * @return number of weights that were to be written
   */
  long learn(float[] back) {
    if (rule.isEmpty()) {
      return 0;
    }
    catchUp();
    int n = signal.length;
    java.util.Arrays.fill(signal, 0);
    for (int f = 0; f < hiddenTraces.length(); f++) {
      signal[f % n] += back[f] * inverseScale[f];
    }
    return rule.get().modulate(signal);
  }

  /** The synapses that can learn, by projection. */
  Map<Projection, Synapses> plastic() {
    return plastic;
  }

  private void catchUp() {
    if (idle > 0) {
      session.advance(idle);
      idle = 0;
    }
  }

  /** Hidden spikes of the last sample; empty while the network idles. */
  SpikeList spikes() {
    return idle > 0 ? NO_SPIKES : session.spikes(hidden);
  }

  Session session() {
    return session;
  }

  Population hidden() {
    return hidden;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("session", session);
    visitor.part("hiddenTraces", hiddenTraces);
    visitor.part("rhythmTraces", rhythmTraces);
    visitor.floats("centre", StateRole.INFERENCE, Float.SIZE, centre.clone());
    visitor.floats("inverseScale", StateRole.INFERENCE, Float.SIZE, inverseScale.clone());
    time = visitor.scalar("time", StateRole.BOOKKEEPING, Long.SIZE, time);
    idle = visitor.scalar("idle", StateRole.BOOKKEEPING, Long.SIZE, idle);
    quiet = visitor.scalar("quiet", StateRole.BOOKKEEPING, 1, quiet ? 1L : 0L) != 0;
  }
}
