package io.hillock.synapse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import org.junit.jupiter.api.Test;

class ParallelSubstrateTest {
  /** Weights that are programmed with an error of standard deviation sigma. */
  private record Noisy(double sigma) implements Substrate {
    @Override
    public Synapses create(Wiring wiring, float[] weights, RandomStream device, Counts counts) {
      float[] held = new float[weights.length];
      for (int k = 0; k < held.length; k++) {
        held[k] = (float) (weights[k] + sigma * device.nextGaussian());
      }
      return IdealSubstrate.UNBOUNDED.create(wiring, held, device, counts);
    }
  }

  private static ParallelSynapses over(Substrate inner, int k, Wiring wiring, Counts counts) {
    float[] w = new float[wiring.size()];
    return new ParallelSubstrate(inner, k)
        .create(wiring, w, Seed.of(3).stream(Purpose.DEVICE), counts);
  }

  /** Three standard errors of a variance over 1e5 draws: each K misses in 0.3 % of seeds. */
  @Test
  void shouldHaveAKthOfTheVarianceOfAMember() {
    int draws = 100_000;
    Wiring wiring = Wiring.where(100, draws / 100, (i, j) -> true);
    for (int k : new int[] {1, 2, 4, 9}) {
      ParallelSynapses s = over(new Noisy(0.3), k, wiring, new Counts());
      double squares = 0;
      for (int i = 0; i < wiring.pre(); i++) {
        for (int j = 0; j < wiring.post(); j++) {
          squares += (double) s.weight(i, j) * s.weight(i, j);
        }
      }
      double expected = 0.09 / k;
      assertThat(squares / draws)
          .as("K = %d", k)
          .isCloseTo(expected, within(3 * expected * Math.sqrt(2.0 / draws)));
    }
  }

  @Test
  void shouldWriteToOneMemberAtATimeInTurn() {
    Wiring wiring = Wiring.where(1, 1, (i, j) -> true);
    ParallelSynapses s = over(IdealSubstrate.UNBOUNDED, 4, wiring, new Counts());
    for (int n = 0; n < 10; n++) {
      s.propose(0, 0, 0.125f);
      s.settle();
      s.settle(); // a step without a proposal moves nothing
      for (int m = 0; m < 4; m++) {
        int times = n / 4 + (m <= n % 4 ? 1 : 0);
        assertThat(s.member(m).weight(0, 0)).isEqualTo(0.5f * times);
      }
      assertThat(s.weight(0, 0)).isEqualTo(0.125f * (n + 1));
    }
  }

  @Test
  void shouldUseAllMembersOfEachSynapseWhateverTheNumberOfSynapses() {
    for (int size : new int[] {3, 4, 5, 8}) { // with 4 and 8 a plain counter would stand still
      Wiring wiring = Wiring.where(1, size, (i, j) -> true);
      ParallelSynapses s = over(IdealSubstrate.UNBOUNDED, 4, wiring, new Counts());
      float[] post = new float[size];
      java.util.Arrays.fill(post, 1);
      for (int n = 0; n < 8; n++) {
        s.proposeRow(0, 1, post);
        s.settle();
      }
      for (int j = 0; j < size; j++) {
        for (int m = 0; m < 4; m++) {
          assertThat(s.member(m).weight(0, j)).isEqualTo(2 * 4);
        }
      }
    }
  }

  @Test
  void shouldMoveByAKthOfTheStepOfAMember() {
    Wiring wiring = Wiring.where(1, 1, (i, j) -> true);
    Substrate coarse = new DigitalSubstrate(3, 1, Rounding.NEAREST); // steps of a third
    ParallelSynapses s = over(coarse, 5, wiring, new Counts());
    s.propose(0, 0, 1f / 15);
    assertThat((double) s.weight(0, 0)).isCloseTo(1.0 / 15, within(1e-7)); // one rounding
    ParallelSynapses alone = over(coarse, 1, wiring, new Counts());
    alone.propose(0, 0, 1f / 15);
    assertThat(alone.weight(0, 0)).isZero();
  }

  @Test
  void shouldCountASynapseOnceAndAllOfItsWrites() {
    Wiring wiring = Wiring.where(2, 3, (i, j) -> true);
    Counts counts = new Counts();
    ParallelSynapses s = over(IdealSubstrate.UNBOUNDED, 4, wiring, counts);
    SpikeList spikes = new SpikeList(2);
    spikes.add(1);
    s.deliver(spikes, new float[3]);
    s.read(new float[] {1, 1}, new float[3]);
    s.propose(0, 1, 1);
    s.propose(0, 2, 1);
    assertThat(counts.get(CountKind.SYNAPSE_READ)).isEqualTo(3);
    assertThat(counts.get(CountKind.MULTIPLY_ACCUMULATE)).isEqualTo(6);
    assertThat(counts.get(CountKind.SYNAPSE_WRITE)).isEqualTo(2);
  }

  @Test
  void shouldRefuseToHaveNoMember() {
    assertThatThrownBy(() -> new ParallelSubstrate(IdealSubstrate.UNBOUNDED, 0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("K = 0, but it must be >= 1");
  }
}
