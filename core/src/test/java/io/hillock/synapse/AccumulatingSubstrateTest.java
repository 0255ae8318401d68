package io.hillock.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.MemoryReport;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateCopy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccumulatingSubstrateTest {
  private static final Wiring WIRING = Wiring.where(3, 4, (i, j) -> i != j);

  private static AccumulatingSynapses over(Substrate inner, float step, Counts counts) {
    float[] w = new float[WIRING.size()];
    return new AccumulatingSubstrate(inner, step)
        .create(WIRING, w, Seed.of(1).stream(Purpose.DEVICE), counts);
  }

  @Test
  void shouldWriteWholeStepsOnlyAndKeepTheRest() {
    Counts counts = new Counts();
    AccumulatingSynapses s = over(IdealSubstrate.UNBOUNDED, 0.25f, counts);
    int k = WIRING.find(0, 2);
    s.propose(0, 2, 0.125f);
    assertThat(s.weight(0, 2)).isZero();
    assertThat(s.gathered(k)).isEqualTo(0.125f);
    s.propose(0, 2, 0.1875f); // 0.3125 has gathered: one step and a sixteenth
    assertThat(s.weight(0, 2)).isEqualTo(0.25f);
    assertThat(s.gathered(k)).isEqualTo(0.0625f);
    s.propose(0, 2, -0.875f); // -0.8125: three steps down and a sixteenth
    assertThat(s.weight(0, 2)).isEqualTo(-0.5f);
    assertThat(s.gathered(k)).isEqualTo(-0.0625f);
    s.propose(0, 0, 1); // absent
    assertThat(counts.get(CountKind.TRACE_UPDATE)).isEqualTo(3);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(2);
  }

  @Test
  void shouldLoseNothingBetweenProposalsAndWrites() {
    AccumulatingSynapses s = over(IdealSubstrate.UNBOUNDED, 0.125f, new Counts());
    RandomStream random = Seed.of(2).stream(Purpose.DATA);
    double[] sum = new double[WIRING.size()];
    float[] post = new float[4];
    for (int n = 0; n < 3000; n++) {
      int i = random.nextInt(3);
      for (int j = 0; j < 4; j++) {
        post[j] = random.nextInt(2001) - 1000;
      }
      s.proposeRow(i, 1f / 4096, post); // sums of multiples of 2^-12 are exact in float
      for (int k = WIRING.rowStart(i); k < WIRING.rowStart(i + 1); k++) {
        sum[k] += post[WIRING.target(k)] / 4096.0;
      }
    }
    for (int i = 0; i < 3; i++) {
      for (int k = WIRING.rowStart(i); k < WIRING.rowStart(i + 1); k++) {
        assertThat((double) s.weight(i, WIRING.target(k)) + s.gathered(k)).isEqualTo(sum[k]);
        assertThat(Math.abs(s.gathered(k))).isLessThan(0.125f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5})
  void shouldMoveAGridThatLosesSmallProposalsWithoutIt(int bits) {
    DigitalSubstrate grid = new DigitalSubstrate(bits, 1, Rounding.NEAREST);
    float lsb = 1f / ((1 << (bits - 1)) - 1);
    Synapses alone =
        grid.create(
            WIRING, new float[WIRING.size()], Seed.of(1).stream(Purpose.DEVICE), new Counts());
    Synapses gathered = over(grid, lsb, new Counts());
    for (int n = 0; n < 101; n++) {
      alone.propose(1, 3, lsb / 100);
      gathered.propose(1, 3, lsb / 100);
    }
    assertThat(alone.weight(1, 3)).isZero();
    assertThat(gathered.weight(1, 3)).isEqualTo(lsb); // one level, whatever the roundings of a sum
    assertThat(gathered.levels()).isEqualTo(alone.levels());
  }

  @Test
  void shouldCountItsRegistersAsMemoryOfLearning() {
    MemoryReport memory =
        new MemoryReport(over(new DigitalSubstrate(4, 1, Rounding.NEAREST), 0.5f, new Counts()));
    assertThat(memory.learningBits()).isEqualTo(32L * WIRING.size());
    assertThat(memory.inferenceBits()).isEqualTo(4L * 12); // dense rows, zeros included
  }

  @Test
  void shouldResumeWithWhatHasGathered() {
    AccumulatingSynapses straight = over(IdealSubstrate.UNBOUNDED, 0.25f, new Counts());
    straight.propose(2, 1, 0.1875f);
    AccumulatingSynapses resumed = over(IdealSubstrate.UNBOUNDED, 0.25f, new Counts());
    StateCopy.of(straight).restore(resumed);
    resumed.propose(2, 1, 0.0625f);
    assertThat(resumed.weight(2, 1)).isEqualTo(0.25f);
  }

  @ParameterizedTest
  @ValueSource(floats = {0, -1, Float.NaN, Float.POSITIVE_INFINITY})
  void shouldRefuseAStepThatIsNone(float step) {
    assertThatThrownBy(() -> new AccumulatingSubstrate(IdealSubstrate.UNBOUNDED, step))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("accumulator: step = " + step + ", but it must be > 0 and finite");
  }
}
