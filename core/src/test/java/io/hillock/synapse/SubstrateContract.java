package io.hillock.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.network.Network;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Lif;
import io.hillock.neuron.LifParameters;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.Allocation;
import io.hillock.state.StateCopy;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What every substrate must obey, whatever a weight physically is. A substrate is held to it by a
 * subclass that says which substrate on which wiring, and how precise it claims to be.
 *
 * <p>Weights and proposals are in units of the weight; "precision" is the greatest difference that
 * the substrate's own description allows.
 */
public abstract class SubstrateContract {
  private static final int PRE = 12;
  private static final int POST = 19;

  /** The substrate under test; its step is 1 ms where it has one. */
  protected abstract Substrate substrate();

  /** Every fifth pair: few enough for rows that hold present synapses only. */
  protected static final Wiring.Pairs SPARSE = (i, j) -> (7 * i + 3 * j) % 5 == 1;

  /** All pairs but those of equal indices. */
  protected static final Wiring.Pairs OFF_DIAGONAL = (i, j) -> i != j;

  /** Which pairs are connected; all, unless a case is about gaps. */
  protected Wiring.Pairs pairs() {
    return (i, j) -> true;
  }

  /** Delay of the synapse at a position [steps]; 0 unless the case is about delays. */
  protected int delay(int position) {
    return 0;
  }

  /** The greatest weight that the substrate can hold, or infinity. */
  protected abstract double wMax();

  /** Precision of an initial weight within the bounds, as stored. */
  protected abstract double storing();

  /** Precision of a proposed change that stays within the bounds. */
  protected abstract double writing();

  /**
   * Precision of a current or graded sum over few synapses with |x| up to 2, against the weights.
   */
  protected double reading() {
    return 2e-6; // some ten roundings of sums up to 5
  }

  /** A proposal so large that every substrate of this kind writes it. */
  protected float surelyWritten() {
    return 0.25f;
  }

  /** How far a write that aims at the greatest weight may land beyond it. */
  protected double overshoot() {
    return 0;
  }

  /** How many synapses may be defective, and so miss the precision of storing and writing. */
  protected int defects() {
    return 0;
  }

  /** Whether weights stay where they are while nobody writes. */
  protected boolean holdsStill() {
    return true;
  }

  private Wiring wiring() {
    Wiring wiring = Wiring.where(PRE, POST, pairs());
    int longest = 0;
    for (int k = 0; k < wiring.size(); k++) {
      longest = Math.max(longest, delay(k));
    }
    return longest == 0 ? wiring : wiring.withDelays(this::delay);
  }

  private static float[] weights(Wiring wiring, long seed) {
    RandomStream random = Seed.of(seed).stream(Purpose.DATA);
    float[] w = new float[wiring.size()];
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) random.nextDouble(-0.6, 0.6);
    }
    return w;
  }

  private Synapses create(Wiring wiring, long seed, Counts counts) {
    return substrate()
        .create(wiring, weights(wiring, seed), Seed.of(seed).stream(Purpose.DEVICE), counts);
  }

  private Synapses create(Counts counts) {
    return create(wiring(), 1, counts);
  }

  private static SpikeList spikes(int... index) {
    SpikeList list = new SpikeList(PRE);
    for (int i : index) {
      list.add(i);
    }
    return list;
  }

  private static float[][] matrix(Synapses s) {
    float[][] w = new float[PRE][POST];
    for (int i = 0; i < PRE; i++) {
      for (int j = 0; j < POST; j++) {
        w[i][j] = s.weight(i, j);
      }
    }
    return w;
  }

  private static void requireSame(Counts a, Counts b) {
    for (CountKind kind : CountKind.values()) {
      assertThat(b.get(kind)).as(kind.name()).isEqualTo(a.get(kind));
    }
    assertThat(b.readEnergyJ()).isEqualTo(a.readEnergyJ());
    assertThat(b.writeEnergyJ()).isEqualTo(a.writeEnergyJ());
  }

  /** Delivers some spikes in the first of enough steps and adds up all that arrives. */
  private static float[] arrivals(Synapses s, SpikeList first) {
    float[] sum = new float[POST];
    s.deliver(first, sum);
    s.settle();
    while (s.pending()) {
      s.deliver(spikes(), sum);
      s.settle();
    }
    return sum;
  }

  @Test
  void shouldStoreTheInitialWeightsWithinItsPrecision() {
    Counts counts = new Counts();
    Wiring wiring = wiring();
    Synapses s = create(wiring, 1, counts);
    float[] asked = weights(wiring, 1);
    int missed = 0;
    assertThat(s.wiring()).isEqualTo(wiring);
    for (int i = 0; i < PRE; i++) {
      for (int j = 0; j < POST; j++) {
        int k = wiring.find(i, j);
        if (k < 0) {
          assertThat(s.weight(i, j)).isZero();
        } else {
          missed += Math.abs((double) s.weight(i, j) - asked[k]) <= storing() ? 0 : 1;
        }
      }
    }
    assertThat(missed).isLessThanOrEqualTo(defects());
    requireSame(new Counts(), counts); // neither mapping nor looking at a weight is counted
  }

  @Test
  void shouldDeliverTheSumOfTheRowsThatSpiked() {
    Counts counts = new Counts();
    Synapses s = create(counts);
    float[][] w = matrix(s);
    float[] arrived = arrivals(s, spikes(1, 4, 10));
    long present = 0;
    for (int j = 0; j < POST; j++) {
      double sum = (double) w[1][j] + w[4][j] + w[10][j];
      assertThat((double) arrived[j]).isCloseTo(sum, within(reading()));
    }
    for (int i : new int[] {1, 4, 10}) {
      present += s.wiring().rowStart(i + 1) - s.wiring().rowStart(i);
    }
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(present);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isZero();
  }

  @Test
  void shouldAddToWhatOthersDelivered() {
    Synapses alone = create(new Counts());
    Synapses second = create(new Counts());
    float[] expected = new float[POST];
    float[] current = new float[POST];
    Arrays.fill(current, 0.5f);
    alone.deliver(spikes(2, 3), expected);
    second.deliver(spikes(2, 3), current);
    for (int j = 0; j < POST; j++) {
      assertThat(current[j]).isCloseTo(expected[j] + 0.5f, within(1e-6f)); // roundings near 1
    }
  }

  @Test
  void shouldReadGradedSumsInBothDirections() {
    Counts counts = new Counts();
    Synapses s = create(counts);
    float[][] w = matrix(s);
    RandomStream random = Seed.of(5).stream(Purpose.DATA);
    float[] x = new float[PRE];
    long operations = 0;
    for (int i = 0; i < PRE; i += 3) {
      x[i] = (float) random.nextDouble(-2, 2);
      operations += s.wiring().rowStart(i + 1) - s.wiring().rowStart(i);
    }
    float[] y = new float[POST];
    s.read(x, y);
    assertThat(counts.get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo(operations);
    float[] back = new float[PRE];
    float[] values = new float[POST];
    values[2] = 1.5f;
    values[7] = -1;
    s.readTransposed(values, back);
    for (int j = 0; j < POST; j++) {
      double sum = 0;
      for (int i = 0; i < PRE; i++) {
        sum += (double) x[i] * w[i][j];
      }
      assertThat((double) y[j]).isCloseTo(sum, within(reading()));
    }
    for (int i = 0; i < PRE; i++) {
      double sum = 1.5 * w[i][2] - w[i][7];
      assertThat((double) back[i]).isCloseTo(sum, within(reading()));
    }
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isZero();
  }

  @Test
  void shouldHonourTheDelayOfEachSynapse() {
    Wiring wiring = Wiring.where(PRE, POST, pairs()).withDelays(k -> 3 * k % 5);
    Synapses s = create(wiring, 1, new Counts());
    float[][] w = matrix(s);
    SpikeList[] train = {spikes(0, 6), spikes(), spikes(6, 7), spikes(), spikes(), spikes()};
    for (int t = 0; t < 12; t++) {
      float[] arrived = new float[POST];
      s.deliver(t < train.length ? train[t] : spikes(), arrived);
      s.settle();
      for (int j = 0; j < POST; j++) {
        double expected = 0;
        for (int from = 0; from <= Math.min(t, train.length - 1); from++) {
          for (int n = 0; n < train[from].size(); n++) {
            int k = wiring.find(train[from].get(n), j);
            expected += k >= 0 && from + wiring.delay(k) == t ? w[train[from].get(n)][j] : 0;
          }
        }
        assertThat((double) arrived[j])
            .as("t=%d j=%d", t, j)
            .isCloseTo(expected, within(reading()));
      }
      if (t >= 2 + wiring.longestDelay()) {
        assertThat(s.pending()).isFalse();
      } else if (t < wiring.longestDelay() && t < 2) {
        assertThat(s.pending()).isTrue();
      }
    }
  }

  @Test
  void shouldForgetWhatIsUnderWayButNotItsWeights() {
    Wiring wiring = Wiring.where(PRE, POST, pairs()).withDelays(k -> 2);
    Synapses s = create(wiring, 1, new Counts());
    s.deliver(spikes(1, 2, 3), new float[POST]);
    float[][] before = matrix(s);
    s.reset();
    assertThat(s.pending()).isFalse();
    float[] arrived = new float[POST];
    for (int t = 0; t < 4; t++) {
      s.deliver(spikes(), arrived);
    }
    assertThat(arrived).containsOnly(0);
    assertThat(matrix(s)).isDeepEqualTo(before);
  }

  @Test
  void shouldCostNothingWhileIdle() {
    Counts counts = new Counts();
    Synapses s = create(counts);
    float[][] before = matrix(s);
    float[] current = new float[POST];
    for (int t = 0; t < 50; t++) {
      s.deliver(spikes(), current);
      s.settle();
    }
    assertThat(s.pending()).isFalse();
    s.skip(1_000_000);
    s.read(new float[PRE], current);
    s.proposeRow(3, 0, new float[POST]);
    s.propose(3, 4, 0);
    assertThat(current).containsOnly(0);
    requireSame(new Counts(), counts);
    if (holdsStill()) {
      assertThat(matrix(s)).isDeepEqualTo(before);
    }
  }

  @Test
  void shouldWriteWhatIsProposedAndCountIt() {
    Counts counts = new Counts();
    Synapses s = create(counts);
    Wiring wiring = s.wiring();
    float[][] before = matrix(s);
    float[] post = new float[POST];
    for (int j = 0; j < POST; j += 2) {
      post[j] = j % 4 == 0 ? 1 : -1;
    }
    s.proposeRow(5, surelyWritten(), post);
    s.propose(8, 3, -surelyWritten());
    long expected = wiring.find(8, 3) >= 0 ? 1 : 0;
    int missed = 0;
    for (int i = 0; i < PRE; i++) {
      for (int j = 0; j < POST; j++) {
        float dw = i == 5 ? surelyWritten() * post[j] : i == 8 && j == 3 ? -surelyWritten() : 0;
        if (wiring.find(i, j) < 0) {
          assertThat(s.weight(i, j)).isZero();
        } else if (dw == 0) {
          assertThat(s.weight(i, j)).isEqualTo(before[i][j]);
        } else {
          double change = (double) s.weight(i, j) - before[i][j];
          missed += Math.abs(change - dw) <= writing() ? 0 : 1;
          expected += i == 5 ? 1 : 0;
        }
      }
    }
    assertThat(missed).isLessThanOrEqualTo(defects());
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(expected);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isZero();
  }

  @Test
  void shouldReadInTheNextStepWhatItWrote() {
    Synapses s = create(new Counts());
    int j = s.wiring().target(s.wiring().rowStart(5));
    s.propose(5, j, surelyWritten());
    s.settle();
    for (int t = 0; t < 2000; t++) { // whatever time the writing took has passed
      s.settle();
    }
    double now = s.weight(5, j);
    assertThat((double) arrivals(s, spikes(5))[j]).isCloseTo(now, within(reading()));
  }

  @Test
  void shouldWriteARowAsItWritesItsSynapsesOneByOne() {
    Counts byRow = new Counts();
    Counts bySynapse = new Counts();
    Synapses a = create(byRow);
    Synapses b = create(bySynapse);
    RandomStream random = Seed.of(8).stream(Purpose.DATA);
    float[] post = new float[POST];
    for (int n = 0; n < 60; n++) {
      for (int j = 0; j < POST; j++) {
        post[j] = random.nextBoolean(0.5) ? (float) random.nextDouble(-1, 1) : 0;
      }
      a.proposeRow(n % PRE, 0.2f, post);
      for (int j = 0; j < POST; j++) {
        b.propose(n % PRE, j, 0.2f * post[j]);
      }
      a.settle();
      b.settle();
    }
    assertThat(matrix(b)).isDeepEqualTo(matrix(a));
    requireSame(byRow, bySynapse);
  }

  @Test
  void shouldKeepWeightsWithinItsBoundsAndCountSaturation() {
    Counts counts = new Counts();
    Synapses s = create(counts);
    float[] post = new float[POST];
    for (int j = 0; j < POST; j++) {
      post[j] = j % 2 == 0 ? 1 : -1;
    }
    for (int n = 0; n < 30; n++) {
      s.proposeRow(6, 0.3f, post);
      s.settle();
    }
    s.proposeRow(6, 1e20f, post); // an absurd one ends at the same bound, on the same side
    int otherSide = 0;
    for (int j = 0; j < POST; j++) {
      float w = s.weight(6, j);
      if (s.wiring().find(6, j) < 0) {
        assertThat(w).isZero();
      } else {
        assertThat((double) Math.abs(w)).isLessThanOrEqualTo(wMax() * (1 + 1e-6) + overshoot());
        otherSide += Math.signum(w) == post[j] ? 0 : 1;
      }
    }
    assertThat(otherSide).isLessThanOrEqualTo(defects());
    assertThat(counts.get(CountKind.SATURATION) > 0).isEqualTo(Double.isFinite(wMax()));
  }

  @Test
  void shouldRefuseWhatIsNotANumberAndWeightsThatDoNotFit() {
    Wiring wiring = wiring();
    RandomStream device = Seed.of(1).stream(Purpose.DEVICE);
    float[] few = new float[wiring.size() - 1];
    assertThatThrownBy(() -> substrate().create(wiring, few, device, new Counts()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("initial weights = " + few.length + " values")
        .hasMessageContaining("the wiring has " + wiring.size() + " synapses");
    float[] bad = new float[wiring.size()];
    bad[3] = Float.NaN;
    assertThatThrownBy(() -> substrate().create(wiring, bad, device, new Counts()))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("initial weight of synapse 3 = NaN, but it must be finite");
    Synapses s = create(new Counts());
    final float[][] before = matrix(s);
    int j = s.wiring().target(s.wiring().rowStart(2));
    for (float dw : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      float[] post = new float[POST];
      post[j] = dw;
      assertThatThrownBy(() -> s.propose(2, j, dw))
          .isInstanceOf(ArithmeticException.class)
          .hasMessageContaining(String.valueOf(dw));
      assertThatThrownBy(() -> s.proposeRow(2, 1, post)).isInstanceOf(ArithmeticException.class);
    }
    assertThat(matrix(s)).isDeepEqualTo(before);
  }

  /** Spikes, writes and silence over some steps; the same for the same steps. */
  private static void drive(Synapses s, int from, int to, float[] current) {
    float[] post = new float[POST];
    SpikeList list = new SpikeList(PRE);
    for (int t = from; t < to; t++) {
      RandomStream random = Seed.of(1000 + t).stream(Purpose.INPUT);
      list.clear();
      for (int i = 0; i < PRE; i++) {
        if (t % 10 < 7 && random.nextBoolean(0.3)) {
          list.add(i);
        }
      }
      s.deliver(list, current);
      for (int j = 0; j < POST; j++) {
        post[j] = random.nextBoolean(0.3) ? (float) random.nextDouble(-0.2, 0.2) : 0;
      }
      for (int n = 0; n < list.size(); n++) {
        s.proposeRow(list.get(n), 1, post);
      }
      s.settle();
    }
  }

  @Test
  void shouldGiveTheSameBitsForTheSameSeed() {
    Counts countsA = new Counts();
    Counts countsB = new Counts();
    Wiring wiring = wiring().withDelays(k -> k % 4);
    Synapses a = create(wiring, 2, countsA);
    Synapses b = create(wiring, 2, countsB);
    Synapses other = create(wiring, 3, new Counts());
    float[] sumA = new float[POST];
    float[] sumB = new float[POST];
    for (int t = 0; t < 120; t += 10) { // interleaved: nothing is shared
      drive(a, t, t + 10, sumA);
      drive(other, t, t + 10, new float[POST]);
      drive(b, t, t + 10, sumB);
    }
    assertThat(sumB).isEqualTo(sumA);
    assertThat(matrix(b)).isDeepEqualTo(matrix(a));
    requireSame(countsA, countsB);
  }

  @Test
  void shouldContinueBitForBitFromItsStateWithSpikesUnderWay() {
    Wiring wiring = wiring().withDelays(k -> k % 7);
    Synapses straight = create(wiring, 2, new Counts());
    drive(straight, 0, 64, new float[POST]);
    assertThat(straight.pending()).isTrue();
    StateCopy state = StateCopy.of(straight);
    float[] expected = new float[POST];
    drive(straight, 64, 150, expected);
    Synapses resumed = create(wiring, 9, new Counts()); // other weights, other draws
    drive(resumed, 0, 11, new float[POST]);
    state.restore(resumed);
    float[] got = new float[POST];
    drive(resumed, 64, 150, got);
    assertThat(got).isEqualTo(expected);
    assertThat(matrix(resumed)).isDeepEqualTo(matrix(straight));
  }

  @Test
  void shouldAllocateNothingInAStep() {
    Synapses[] both = {
      create(new Counts()), create(wiring().withDelays(k -> k % 3), 1, new Counts())
    };
    SpikeList list = spikes(0, 3, 4, 9);
    float[] current = new float[POST];
    float[] back = new float[PRE];
    float[] post = new float[POST];
    Arrays.fill(post, 0.05f);
    long least =
        Allocation.least(() -> {
          for (int n = 0; n < 2000; n++) {
            for (Synapses s : both) {
              s.deliver(list, current);
              s.readTransposed(post, back);
              s.proposeRow(n % PRE, n % 2 == 0 ? 1 : -1, post);
              s.propose(n % PRE, n % POST, 0.01f);
              s.settle();
            }
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }

  @Test
  void shouldCarryTheSameDelayedNetworkAndResumeItFromASnapshot() {
    NetworkBuilder net = new NetworkBuilder(Time.ms(1));
    Population in = net.input("in", PRE);
    Population out =
        net.neurons("out", POST, Lif.of(LifParameters.DEFAULT.withVTh(0.8).withTRef(Time.ms(2))));
    WiringRule delayed = WiringRule.of(wiring().withDelays(k -> k % 6));
    Projection projection =
        net.connect(in, out, delayed, WeightInit.uniform(-0.2, 0.6), substrate());
    Network network = net.build();
    Session straight = network.open(Seed.of(4));
    assertThat(run(straight, in, out, 0, 90)).isNotEmpty();
    Snapshot snapshot = Snapshot.capture(straight, Map.of());
    final List<String> expected = run(straight, in, out, 90, 200);
    Session resumed = network.open(Seed.of(5));
    snapshot.restore(resumed, "snapshot");
    assertThat(run(resumed, in, out, 90, 200)).isEqualTo(expected);
    assertThat(matrix(resumed.synapses(projection)))
        .isDeepEqualTo(matrix(straight.synapses(projection)));
    requireSame(straight.ledger().total(), resumed.ledger().total());
    straight.advance(100);
    assertThat(straight.isQuiet()).isTrue();
    assertThat(straight.ledger().total().get(CountKind.IDLE_STEP)).isPositive();
  }

  /** Runs with spikes in bursts and tells who fired when. */
  private static List<String> run(
      Session session, Population in, Population out, int from, int to) {
    List<String> train = new ArrayList<>();
    for (int t = from; t < to; t++) {
      RandomStream random = Seed.of(3000 + t).stream(Purpose.INPUT);
      for (int i = 0; i < PRE; i++) {
        if (t % 40 < 30 && random.nextBoolean(0.25)) {
          session.input(in).add(i);
        }
      }
      session.step();
      SpikeList fired = session.spikes(out);
      for (int n = 0; n < fired.size(); n++) {
        train.add(t + ":" + fired.get(n));
      }
    }
    return train;
  }
}
