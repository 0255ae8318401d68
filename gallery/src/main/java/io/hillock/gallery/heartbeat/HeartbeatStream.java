package io.hillock.gallery.heartbeat;

import io.hillock.fault.ParameterException;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.learning.DeltaRule;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One person's heart, sample by sample: front end, network, readout, and learning on line. The
 * whole state is in here; a snapshot of it resumes bit for bit.
 */
public final class HeartbeatStream implements Stateful {
  /** What tells that a beat is there. */
  public enum Timing {
    /** The detector among the events, as on a device. */
    DETECTOR,
    /** Dates from outside, as most papers report; the rhythm still comes from the detector. */
    GIVEN
  }

  private static final int MOST_PENDING = 16;
  static final String READOUT = "readout";

  /**
   * The bias counts as a feature of 1 / BIAS_FEATURE, so that it would learn at the rate of the
   * other weights whatever feature carries it. A gate above that keeps it as the base has it.
   */
  static final float TAUGHT_BIAS = 1 / HeartbeatSettings.BIAS_FEATURE;

  private static final int NOT_TAUGHT = -1;

  private final Timing timing;
  private final int latency;
  private final EventFrontEnd frontEnd;
  private final Reservoir reservoir;
  private final Ledger ledger;
  private final Synapses readout;
  private final DeltaRule rule;
  private final float[] features;
  private final PlasticLayers plastic;
  private final float[] back;
  private final long[] pending = new long[MOST_PENDING];
  private int pendingCount;
  private long time = -1;
  private boolean frozen;
  private boolean teachable;

  /**
   * A stream at its beginning.
   *
   * @param base what every person starts from
   * @param options how to run
   */
  public HeartbeatStream(HeartbeatBase base, Options options) {
    HeartbeatSettings settings = base.settings();
    timing = options.timing();
    Time dt = Time.period(options.frequency());
    latency = (int) settings.readout().latency().steps(dt);
    reservoir =
        new Reservoir(base, dt, options.substrate(), options.plastic().hidden(), options.seed());
    ledger = reservoir.session().ledger();
    frontEnd =
        new EventFrontEnd(
            settings.encoding(), options.frequency(), options.leads(), ledger.of("encoder"));
    features = new float[settings.features() + 1];
    plastic = options.plastic();
    back = new float[plastic.hidden() ? features.length : 0];
    readout =
        readout(
            base,
            options.substrate().upTo(options.readoutRange()),
            options.seed(),
            ledger.of(READOUT));
    Counts learning = ledger.of("learning");
    TeachingRule teaching = options.rule();
    ErrorTrigger trigger =
        teaching
            .form()
            .map(form ->
                new ErrorTrigger(
                    form,
                    new ThresholdControl.Fixed(teaching.theta()),
                    HeartbeatSettings.CLASSES,
                    options.seed().stream(Purpose.RULE)))
            .orElse(null);
    float gate = trigger == null ? 0 : settings.readout().gate();
    rule = new DeltaRule(readout, settings.readout().eta(), trigger, gate, learning);
  }

  /** The readout of a base on a substrate. */
  static Synapses readout(HeartbeatBase base, Substrate substrate, Seed seed, Counts counts) {
    int classes = HeartbeatSettings.CLASSES;
    int inputs = base.settings().features() + 1;
    Wiring dense = Wiring.where(inputs, classes, (i, j) -> true);
    float[] weights = new float[dense.size()];
    for (int f = 0; f < inputs; f++) {
      System.arraycopy(base.readout[f], 0, weights, f * classes, classes);
    }
    for (int k = 0; k < classes; k++) {
      weights[(inputs - 1) * classes + k] /= HeartbeatSettings.BIAS_FEATURE;
    }
    return substrate.create(dense, weights, seed.stream(Purpose.DEVICE, Long.MAX_VALUE), counts);
  }

  /**
   * Takes one sample of every lead.
   *
   * @param x [mV], shape (leads)
   * @return the decision that falls due now, if there is one
   */
  public Optional<Decision> push(float[] x) {
    time++;
    frontEnd.sample(x);
    reservoir.step(frontEnd.fine(), frontEnd.coarse(), frontEnd.rhythmChannel());
    if (timing == Timing.DETECTOR && frontEnd.beatAge() != BeatDetector.NONE) {
      expect(time - frontEnd.beatAge());
    }
    if (pendingCount == 0 || pending[0] + latency > time) {
      return Optional.empty();
    }
    return Optional.of(decide());
  }

  /**
   * Tells that a beat is there; it is classified at the latency after its date.
   *
   * @param date the sample of the beat, not before the last one told
   */
  public void expect(long date) {
    if (pendingCount == MOST_PENDING) {
      throw new ParameterException("heartbeat", "date", date, "too many beats wait for decision");
    }
    pending[pendingCount++] = date;
  }

  private Decision decide() {
    long date = pending[0];
    System.arraycopy(pending, 1, pending, 0, --pendingCount);
    reservoir.features(features);
    float[] p = rule.classify(features);
    int best = decided(p);
    teachable = true;
    return new Decision(date, time, best, p[best]);
  }

  /** The class of the greatest probability, the first of equals. */
  static int decided(float[] p) {
    int best = 0;
    for (int k = 1; k < p.length; k++) {
      best = p[k] > p[best] ? k : best;
    }
    return best;
  }

  /** A copy of what the readout read for the beat decided last. */
  float[] features() {
    return features.clone();
  }

  /**
   * Learns the right class of the beat decided last; does nothing while frozen.
   *
   * @param label index of the class
   * @return number of weights written, or -1 when nothing was to be learned
   */
  public int teach(int label) {
    if (frozen || !teachable) {
      return NOT_TAUGHT;
    }
    teachable = false;
    features[features.length - 1] = TAUGHT_BIAS;
    if (rule.judge(label) == 0) {
      return 0;
    }
    long written = 0;
    if (plastic.hidden()) {
      java.util.Arrays.fill(back, 0);
      readout.readTransposed(rule.errors(), back);
      written += reservoir.learn(back);
    }
    if (plastic.readout()) {
      written += rule.write(features);
    }
    return Math.toIntExact(written);
  }

  /**
   * Switches adaptation off or on.
   *
   * @param value true to freeze
   */
  public void freeze(boolean value) {
    frozen = value;
  }

  /**
   * Whether adaptation is switched off.
   *
   * @return true while frozen
   */
  public boolean isFrozen() {
    return frozen;
  }

  /**
   * The weights of the readout.
   *
   * @return its synapses
   */
  public Synapses readout() {
    return readout;
  }

  /**
   * Synapses that labels teach, by the name under which the ledger counts them.
   *
   * @return the synapses of all plastic layers
   */
  Map<String, Synapses> plastic() {
    Map<String, Synapses> all = new LinkedHashMap<>();
    if (plastic.readout()) {
      all.put(READOUT, readout);
    }
    reservoir.plastic().forEach((projection, synapses) -> all.put(projection.name(), synapses));
    return all;
  }

  /**
   * The hidden network with its spikes.
   *
   * @return the session
   */
  public io.hillock.network.Session session() {
    return reservoir.session();
  }

  io.hillock.signal.SpikeList spikes() {
    return reservoir.spikes();
  }

  int latency() {
    return latency;
  }

  Reservoir reservoir() {
    return reservoir;
  }

  EventFrontEnd frontEnd() {
    return frontEnd;
  }

  /**
   * All counters.
   *
   * @return the ledger
   */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Samples taken so far.
   *
   * @return the number
   */
  public long samples() {
    return time + 1;
  }

  /**
   * Samples that were not finite and were replaced by the last good one.
   *
   * @return the number over all leads
   */
  public long notFinite() {
    return frontEnd.notFinite();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("frontEnd", frontEnd);
    visitor.part("reservoir", reservoir);
    visitor.part("readout", rule);
    visitor.floats("features", StateRole.INFERENCE, Float.SIZE, features);
    visitor.longs("pending", StateRole.INFERENCE, 32, pending);
    long[] clocks = {pendingCount, time, frozen ? 1 : 0, teachable ? 1 : 0};
    visitor.longs("clocks", StateRole.BOOKKEEPING, Long.SIZE, clocks);
    pendingCount = (int) clocks[0];
    time = clocks[1];
    frozen = clocks[2] != 0;
    teachable = clocks[3] != 0;
  }

  /**
   * How a stream runs.
   *
   * @param frequency samples per second [Hz]
   * @param leads number of leads, 1 or 2
   * @param timing what tells that a beat is there
   * @param substrate what weights are
   * @param readoutRange greatest weight of the readout, for substrates with a range
   * @param plastic which layers labels teach
   * @param rule how an error becomes changes of weights
   * @param seed seed of devices and rule
   */
  public record Options(
      double frequency,
      int leads,
      Timing timing,
      SubstrateChoice substrate,
      float readoutRange,
      PlasticLayers plastic,
      TeachingRule rule,
      Seed seed) {
    /** Checks the number of leads. */
    public Options {
      if (leads < 1 || leads > 2) {
        throw new ParameterException("heartbeat", "leads", leads, "it must be 1 or 2");
      }
      if (!(frequency >= 100 && frequency <= 2000)) {
        throw new ParameterException(
            "heartbeat", "frequency", frequency + " Hz", "it must lie in [100, 2000] Hz");
      }
    }
  }
}
