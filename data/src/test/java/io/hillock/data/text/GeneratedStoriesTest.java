package io.hillock.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GeneratedStoriesTest {
  private static final Corpus STORIES = GeneratedStories.tell(Seed.of(3), 40_000);

  private static List<String> words(int[] text) {
    return Arrays.stream(text).mapToObj(STORIES.words()::get).toList();
  }

  @Test
  void shouldTellTheSameStoriesForTheSameSeed() {
    Corpus again = GeneratedStories.tell(Seed.of(3), 40_000);
    assertThat(again.training()).isEqualTo(STORIES.training());
    assertThat(again.test()).isEqualTo(STORIES.test());
    assertThat(GeneratedStories.tell(Seed.of(4), 40_000).training())
        .isNotEqualTo(STORIES.training());
  }

  @Test
  void shouldHaveSomeHundredWordsAndThreePartsThatDiffer() {
    assertThat(STORIES.words().size()).isBetween(150, 400);
    assertThat(STORIES.training()).hasSize(40_000);
    assertThat(STORIES.validation()).hasSize(4_000);
    assertThat(STORIES.test()).hasSize(4_000);
    assertThat(Arrays.copyOf(STORIES.training(), 4_000)).isNotEqualTo(STORIES.test());
    assertThat(words(STORIES.test())).contains(Corpus.END).doesNotContain(".", "");
  }

  /** In "the dogs that anna saw near the old mill ...": the ninth word agrees with the second. */
  @Test
  void shouldLetVerbsAgreeAcrossTheClauseBetween() {
    List<String> text = words(STORIES.training());
    int found = 0;
    for (int k = 0; k + 9 < text.size(); k++) {
      if (text.get(k).equals("the") && text.get(k + 2).equals("that")) {
        boolean many = text.get(k + 1).endsWith("s");
        boolean singular = text.get(k + 9).endsWith("s") || text.get(k + 9).equals("watches");
        assertThat(singular).as(String.join(" ", text.subList(k, k + 10))).isNotEqualTo(many);
        found++;
      }
    }
    assertThat(found).isGreaterThan(200);
  }

  /** A story ends with the place where it began. */
  @Test
  void shouldComeBackToThePlaceOfTheBeginning() {
    List<String> text = words(STORIES.training());
    String home = null;
    int returns = 0;
    for (int k = 0; k + 6 < text.size(); k++) {
      if (text.get(k).equals("lived")) {
        home = text.get(k + 3);
      }
      if (text.get(k).equals("went") && text.get(k + 1).equals("home")) {
        assertThat(text.get(k + 4)).isEqualTo(home);
        returns++;
      }
    }
    assertThat(returns).isGreaterThan(200);
  }

  /** The words before, far back included, say more than the last two alone. */
  @Test
  void shouldNotBeForeseenByItsLastTwoWords() {
    int[] text = STORIES.training();
    Map<Long, Set<Integer>> next = new HashMap<>();
    IntStream.range(2, text.length)
        .forEach(k ->
            next.computeIfAbsent(text[k - 2] * 1000L + text[k - 1], p -> new HashSet<>())
                .add(text[k]));
    double choices =
        IntStream.range(2, text.length)
            .mapToDouble(k -> next.get(text[k - 2] * 1000L + text[k - 1]).size())
            .average()
            .orElseThrow();
    assertThat(choices).isGreaterThan(4);
  }
}
