package io.hillock.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.InputException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SnapshotDeltaTest {
  /** State of every type that changes here and there. */
  private static final class Drifting implements Stateful {
    private final float[] f = new float[40];
    private final double[] d = new double[7];
    private final int[] i = new int[3];
    private final long[] l = new long[2];
    private double one;

    void change(RandomStream random) {
      f[random.nextInt(f.length)] = (float) random.nextGaussian();
      f[random.nextInt(f.length)] = Float.NaN;
      d[random.nextInt(d.length)] = random.nextBoolean(0.5) ? -0.0 : 0.0;
      if (random.nextBoolean(0.3)) {
        i[1]++;
        l[0] = Long.MIN_VALUE + random.nextInt(9);
        one = random.nextGaussian();
      }
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.floats("f", StateRole.INFERENCE, 32, f);
      visitor.doubles("d", StateRole.INFERENCE, 64, d);
      visitor.ints("i", StateRole.LEARNING, 32, i);
      visitor.part("inner", inner -> inner.longs("l", StateRole.BOOKKEEPING, 64, l));
      one = visitor.scalar("one", StateRole.BOOKKEEPING, 64, one);
    }
  }

  @Test
  void shouldGoBackOverManyChangesBitForBit() {
    RandomStream random = Seed.of(3).stream(Purpose.DATA);
    Drifting state = new Drifting();
    List<Snapshot> history = new ArrayList<>(List.of(Snapshot.capture(state, Map.of("a", "b"))));
    List<SnapshotDelta> back = new ArrayList<>();
    for (int step = 0; step < 50; step++) {
      state.change(random);
      Snapshot now = Snapshot.capture(state, Map.of());
      byte[] bytes = SnapshotDelta.to(history.getLast(), now).toBytes();
      back.add(SnapshotDelta.fromBytes(bytes, "test"));
      history.add(now);
    }
    Snapshot at = history.getLast();
    for (int step = 49; step >= 0; step--) {
      at = back.get(step).apply(at, "test");
      assertThat(at.diff(history.get(step))).as("step %d", step).isEmpty();
    }
    at.restore(state, "test");
    assertThat(Snapshot.capture(state, Map.of()).diff(history.getFirst())).isEmpty();
  }

  @Test
  void shouldHoldNothingWhereNothingDiffers() {
    Snapshot same = Snapshot.capture(new Drifting(), Map.of());
    SnapshotDelta none = SnapshotDelta.to(same, same);
    assertThat(none.toBytes().length).isLessThan(100); // the frame of the file format alone
    assertThat(none.apply(same, "test").diff(same)).isEmpty();
  }

  @Test
  void shouldRefuseStatesOfAnotherShape() {
    Snapshot state = Snapshot.capture(new Drifting(), Map.of());
    Stateful small = v -> v.floats("f", StateRole.INFERENCE, 32, new float[] {1, 2});
    Stateful changed = v -> v.floats("f", StateRole.INFERENCE, 32, new float[] {1, 3});
    Snapshot two = Snapshot.capture(small, Map.of());
    assertThatThrownBy(() -> SnapshotDelta.to(state, two)).isInstanceOf(InputException.class);
    SnapshotDelta delta = SnapshotDelta.to(Snapshot.capture(changed, Map.of()), two);
    Stateful single = v -> v.floats("f", StateRole.INFERENCE, 32, new float[] {1});
    assertThatThrownBy(() -> delta.apply(Snapshot.capture(single, Map.of()), "log"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("log");
  }
}
