package io.hillock.lesion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultLawTest {
  private static RandomStream stream(long k) {
    return Seed.of(5).stream(Purpose.DEVICE, k);
  }

  private static Set<Integer> set(int... sites) {
    return Arrays.stream(sites).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void shouldLetExactlyAsManyFailAsTheFractionSaysWhereThatIsWhole() {
    for (int k = 0; k < 200; k++) {
      assertThat(FaultLaw.COUNT.draw(100, 0.02, stream(k))).hasSize(2);
      assertThat(FaultLaw.COUNT.draw(400, 0.5, stream(k))).hasSize(200);
    }
  }

  @Test
  void shouldRoundACountUpAsOftenAsItsFractionAsks() {
    int draws = 20_000;
    int failed = 0;
    for (int k = 0; k < draws; k++) {
      int[] sites = FaultLaw.COUNT.draw(32, 0.02, stream(k)); // 0.64 of 32
      assertThat(sites.length).isBetween(0, 1);
      failed += sites.length;
    }
    // Standard error sqrt(0.64 0.36 / 20000) = 0.0034; four of them are missed once in 16,000.
    assertThat((double) failed / draws).isCloseTo(0.64, within(0.0136));
  }

  @Test
  void shouldFollowTheBinomialLawWhenSitesFailIndependently() {
    int draws = 20_000;
    int n = 50;
    double q = 0.1;
    double sum = 0;
    double squares = 0;
    int[] hits = new int[n];
    for (int k = 0; k < draws; k++) {
      int[] sites = FaultLaw.INDEPENDENT.draw(n, q, stream(k));
      sum += sites.length;
      squares += (double) sites.length * sites.length;
      Arrays.stream(sites).forEach(i -> hits[i]++);
    }
    double mean = sum / draws;
    double variance = squares / draws - mean * mean;
    // Mean 5, variance 4.5: standard errors 0.015 and about 4.5 sqrt(2 / 20000) = 0.045; four each.
    assertThat(mean).isCloseTo(n * q, within(0.06));
    assertThat(variance).isCloseTo(n * q * (1 - q), within(0.18));
    for (int hit : hits) {
      // Standard deviation of each is sqrt(20000 0.09) = 42; five of them, since there are fifty.
      assertThat((double) hit).isCloseTo(draws * q, within(212.0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldHitTheSameSitesFirstWhateverTheFraction(FaultLaw law) {
    for (int k = 0; k < 50; k++) {
      int[] before = new int[0];
      for (double q : new double[] {0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1}) {
        int[] sites = law.draw(77, q, stream(k));
        assertThat(sites).isSorted().doesNotHaveDuplicates();
        assertThat(set(sites)).containsAll(set(before));
        before = sites;
      }
      assertThat(before).hasSize(77);
      assertThat(law.draw(77, 0, stream(k))).isEmpty();
      assertThat(law.draw(0, 0.5, stream(k))).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldTakeAsManyDrawsWhateverTheFraction(FaultLaw law) {
    for (double q : new double[] {0, 0.3, 1}) {
      RandomStream random = stream(1);
      law.draw(20, q, random);
      assertThat(random.position()).isEqualTo(21);
    }
  }

  @Test
  void shouldRefusePlansThatMakeNoSense() {
    for (double q : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> FaultPlan.of(FaultKind.DEAD_UNIT, q))
          .isInstanceOf(ParameterException.class)
          .hasMessageContaining("q");
    }
    assertThatThrownBy(() -> new FaultPlan(FaultKind.WEIGHT_NOISE, 0.1, FaultLaw.COUNT, -1))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("noise");
    assertThatThrownBy(() -> new Replication(0))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("r");
  }
}
