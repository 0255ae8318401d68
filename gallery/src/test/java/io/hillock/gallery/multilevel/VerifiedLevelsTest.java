package io.hillock.gallery.multilevel;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class VerifiedLevelsTest {
  @Test
  void shouldHoldFewLevelsBetterThanManyAndForAShorterTime() {
    VerifiedLevels few = VerifiedLevels.measure(4, Seed.of(11));
    VerifiedLevels many = VerifiedLevels.measure(32, Seed.of(11));
    assertThat(few.conductances()).hasDimensions(4, 1000);
    // One cell in a thousand is stuck, half of them at the highest level: 3.75 of 4000 miss.
    assertThat(few.right()).isBetween(0.995, 1.0);
    assertThat(many.right()).isLessThan(few.right() - 0.02);
    assertThat(many.rightAfterDay()).isLessThan(many.right() - 0.2);
    assertThat(many.pulses()).isGreaterThanOrEqualTo(2); // RESET and at least one SET
    assertThat(many.energyJ()).isPositive();
    assertThat(many.unverified()).isBetween(0.0, 0.2);
  }
}
