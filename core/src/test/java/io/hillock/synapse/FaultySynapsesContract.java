package io.hillock.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.Allocation;
import io.hillock.state.StateCopy;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What stuck synapses must obey, whatever substrate they are on. */
public abstract class FaultySynapsesContract {
  private static final int PRE = 11;
  private static final int POST = 17;
  private static final float[] VALUES = {0, 0.5f, -0.5f, 0.123f};

  /** The substrate under test; its step is 1 ms where it has one. */
  protected abstract Substrate substrate();

  /** Precision of a current against the weights. */
  protected double reading() {
    return 2e-6; // some ten roundings of sums up to 5
  }

  /** Delay of the synapse at a position [steps]. */
  protected int delay(int position) {
    return 0;
  }

  private FaultySynapses create(long seed) {
    Wiring wiring = Wiring.where(PRE, POST, (i, j) -> (i + j) % 3 != 0);
    boolean delayed = delay(1) + delay(2) > 0;
    Wiring laid = delayed ? wiring.withDelays(this::delay) : wiring;
    RandomStream random = Seed.of(seed).stream(Purpose.WIRING);
    float[] w = new float[laid.size()];
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) random.nextDouble(-0.6, 0.6);
    }
    RandomStream device = Seed.of(seed).stream(Purpose.DEVICE);
    return (FaultySynapses) new FaultySubstrate(substrate()).create(laid, w, device, new Counts());
  }

  /** Every fourth synapse is stuck, but none of row 3. */
  private static float[] hurt(FaultySynapses s) {
    Wiring wiring = s.wiring();
    float[] stuck = new float[wiring.size()];
    Arrays.fill(stuck, Float.NaN);
    for (int i = 0; i < PRE; i++) {
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        if (i != 3 && k % 4 == 1) {
          stuck[k] = VALUES[k / 4 % VALUES.length];
          s.stick(k, stuck[k]);
        }
      }
    }
    for (int t = 0; t < 2000; t++) {
      s.settle(); // whatever time setting the faults took has passed
    }
    return stuck;
  }

  private static SpikeList spikes(int... index) {
    SpikeList list = new SpikeList(PRE);
    for (int i : index) {
      list.add(i);
    }
    return list;
  }

  private static void learn(FaultySynapses s, int steps) {
    RandomStream random = Seed.of(77).stream(Purpose.RULE);
    float[] post = new float[POST];
    for (int t = 0; t < steps; t++) {
      for (int j = 0; j < POST; j++) {
        post[j] = (float) random.nextDouble(-0.3, 0.3);
      }
      float[] before = post.clone();
      s.proposeRow(t % PRE, 0.5f, post);
      assertThat(post).isEqualTo(before);
      for (int j = 0; j < POST; j++) {
        s.propose((t + 5) % PRE, j, post[j]);
      }
      s.settle();
    }
  }

  @Test
  void shouldShowTheStuckWeightWhicheverWayItIsAskedFor() {
    FaultySynapses s = create(1);
    float[] stuck = hurt(s);
    Wiring wiring = s.wiring();
    float[] row = new float[POST];
    for (int i = 0; i < PRE; i++) {
      s.weights(i, row);
      for (int j = 0; j < POST; j++) {
        assertThat(row[j]).isEqualTo(s.weight(i, j));
      }
      for (int k = wiring.rowStart(i); k < wiring.rowStart(i + 1); k++) {
        assertThat(s.weightAt(k)).isEqualTo(s.weight(i, wiring.target(k)));
        assertThat(s.isStuck(k)).isEqualTo(!Float.isNaN(stuck[k]));
        if (s.isStuck(k)) {
          assertThat(s.weightAt(k)).isEqualTo(stuck[k]);
        }
      }
    }
  }

  @Test
  void shouldDeliverWithTheStuckWeights() {
    FaultySynapses s = create(2);
    hurt(s);
    float[] current = new float[POST];
    s.deliver(spikes(1, 3, 8), current);
    s.settle();
    while (s.pending()) {
      s.deliver(spikes(), current);
      s.settle();
    }
    for (int j = 0; j < POST; j++) {
      double sum = (double) s.weight(1, j) + s.weight(3, j) + s.weight(8, j);
      assertThat((double) current[j]).isCloseTo(sum, within(reading()));
    }
  }

  @Test
  void shouldHonourTheDelayOfAStuckSynapse() {
    FaultySynapses s = create(2);
    hurt(s);
    Wiring wiring = s.wiring();
    for (int t = 0; t <= wiring.longestDelay(); t++) {
      float[] current = new float[POST];
      s.deliver(t == 0 ? spikes(5) : spikes(), current);
      s.settle();
      for (int k = wiring.rowStart(5); k < wiring.rowStart(6); k++) {
        double expected = wiring.delay(k) == t ? s.weightAt(k) : 0;
        assertThat((double) current[wiring.target(k)]).isCloseTo(expected, within(reading()));
      }
    }
    assertThat(s.pending()).isFalse();
  }

  @Test
  void shouldReadGradedValuesInBothDirections() {
    FaultySynapses s = create(3);
    hurt(s);
    float[] x = new float[PRE];
    x[2] = 1.5f;
    x[9] = -1;
    float[] y = new float[POST];
    s.read(x, y);
    float[] values = new float[POST];
    values[4] = 2;
    values[5] = -0.5f;
    float[] back = new float[PRE];
    s.readTransposed(values, back);
    for (int j = 0; j < POST; j++) {
      double sum = 1.5 * s.weight(2, j) - s.weight(9, j);
      assertThat((double) y[j]).isCloseTo(sum, within(2 * reading()));
    }
    for (int i = 0; i < PRE; i++) {
      double sum = 2.0 * s.weight(i, 4) - 0.5 * s.weight(i, 5);
      assertThat((double) back[i]).isCloseTo(sum, within(2 * reading()));
    }
  }

  @Test
  void shouldNeverWriteAStuckSynapseAndGoOnWritingTheOthers() {
    FaultySynapses s = create(4);
    float[] stuck = hurt(s);
    float[] before = new float[stuck.length];
    for (int k = 0; k < before.length; k++) {
      before[k] = s.weightAt(k);
    }
    learn(s, 60);
    int moved = 0;
    int sound = 0;
    for (int k = 0; k < stuck.length; k++) {
      if (s.isStuck(k)) {
        assertThat(s.weightAt(k)).isEqualTo(stuck[k]);
      } else {
        moved += s.weightAt(k) == before[k] ? 0 : 1;
        sound++;
      }
    }
    assertThat(moved).isGreaterThan(sound / 2);
  }

  @Test
  void shouldKeepFaultsInItsState() {
    FaultySynapses a = create(5);
    float[] stuck = hurt(a);
    a.deliver(spikes(1, 2), new float[POST]);
    StateCopy state = StateCopy.of(a);
    FaultySynapses b = create(6);
    b.stick(0, 0.25f); // a fault that the other does not have
    state.restore(b);
    for (FaultySynapses s : new FaultySynapses[] {a, b}) {
      learn(s, 30);
      for (int k = 0; k < stuck.length; k++) {
        assertThat(s.isStuck(k)).isEqualTo(!Float.isNaN(stuck[k]));
      }
    }
    float[] fromA = new float[POST];
    float[] fromB = new float[POST];
    for (int t = 0; t < 20; t++) {
      a.deliver(spikes(t % PRE), fromA);
      b.deliver(spikes(t % PRE), fromB);
      a.settle();
      b.settle();
    }
    assertThat(fromB).isEqualTo(fromA);
  }

  @Test
  void shouldForgetWhatIsUnderWayButNotItsFaults() {
    FaultySynapses s = create(7);
    float[] stuck = hurt(s);
    s.deliver(spikes(1, 2, 3), new float[POST]);
    s.reset();
    assertThat(s.pending()).isFalse();
    float[] current = new float[POST];
    for (int t = 0; t < 10; t++) {
      s.deliver(spikes(), current);
    }
    assertThat(current).containsOnly(0);
    assertThat(s.isStuck(5)).isEqualTo(!Float.isNaN(stuck[5]));
  }

  @Test
  void shouldRefuseAWeightThatIsNotANumber() {
    FaultySynapses s = create(8);
    for (float v : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> s.stick(0, v)).isInstanceOf(ParameterException.class);
    }
    assertThat(s.isStuck(0)).isFalse();
  }

  @Test
  void shouldAllocateNothingInAStep() {
    FaultySynapses s = create(9);
    hurt(s);
    SpikeList list = spikes(0, 3, 4, 9);
    float[] current = new float[POST];
    float[] post = new float[POST];
    Arrays.fill(post, 0.01f);
    long least =
        Allocation.least(() -> {
          for (int n = 0; n < 2000; n++) {
            s.deliver(list, current);
            s.proposeRow(n % PRE, n % 2 == 0 ? 1 : -1, post);
            s.settle();
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }
}
