package io.hillock.gallery.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class CountingTaskTest {
  private static CountingTask task(int n) {
    return new CountingTask(n, Seed.of(3).stream(Purpose.DATA));
  }

  @Test
  void shouldSpellTheTwoWords() {
    CountingTask task = task(3);
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < 400; k++) {
      text.append("ABCDEF".charAt(task.symbol()));
      task.advance();
    }
    assertThat(text.toString()).matches("(ABBBC|DEEEF)+").contains("ABBBC", "DEEEF");
  }

  @Test
  void shouldScoreWhoeverKnowsThePresentSymbolOnlyAtTheStatedFloor() {
    Score score = new Examination(10, 20, 4, 3000, 3000, 1e-6).memoryless(task(10));
    // recall of A and of D by chance: standard error 0.013 each, of six recalls
    assertThat(score.balanced()).isCloseTo(CountingTask.memorylessBalanced(10), within(0.01));
    // words by chance: standard error 0.009 of a twelfth
    assertThat(score.next()).isCloseTo(CountingTask.memorylessNext(10), within(0.004));
    assertThat(score.position()).isCloseTo(CountingTask.memorylessPlace(10), within(1e-12));
    assertThat(score.wordEnd()).isZero();
  }

  @Test
  void shouldStateTheCeilings() {
    assertThat(CountingTask.ceilingBalanced()).isCloseTo(5.0 / 6, within(1e-15));
    assertThat(CountingTask.ceilingNext(10)).isCloseTo(11.5 / 12, within(1e-15));
    assertThat(CountingTask.memorylessNext(10)).isCloseTo(10.5 / 12, within(1e-15));
  }

  @Test
  void shouldRefuseWordsWithoutRepeats() {
    assertThatThrownBy(() -> task(0)).isInstanceOf(ParameterException.class);
  }
}
