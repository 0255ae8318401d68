package io.hillock.gallery.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BernoulliTrialsTest {
  private static List<Integer> successes(double p, int trials, int block) {
    BernoulliTrials bernoulli = new BernoulliTrials(p, Seed.of(2).stream(Purpose.RULE));
    List<Integer> at = new ArrayList<>();
    for (int begin = 0; begin < trials; begin += block) {
      int k = begin;
      for (int s = bernoulli.next(begin + block - k);
          s >= 0;
          s = bernoulli.next(begin + block - k)) {
        k += s;
        at.add(k++);
      }
    }
    return at;
  }

  @Test
  void shouldSucceedAtTheSameTrialsHoweverTheyAreAskedFor() {
    assertThat(successes(0.05, 60_000, 1)).isEqualTo(successes(0.05, 60_000, 60));
  }

  @Test
  void shouldBeAWalkOfMeanP() {
    int n = 200_000;
    for (double p : new double[] {0.003, 0.3, 0.9}) {
      List<Integer> at = successes(p, n, 10);
      double se = Math.sqrt(p * (1 - p) / n);
      assertThat((double) at.size() / n).isCloseTo(p, within(4 * se));
      int pairs = 0; // independent: successes in a row
      for (int k = 1; k < at.size(); k++) {
        pairs += at.get(k) == at.get(k - 1) + 1 ? 1 : 0;
      }
      double expected = p * p * n;
      assertThat((double) pairs).isCloseTo(expected, within(5 * Math.sqrt(expected) + 1));
    }
  }
}
