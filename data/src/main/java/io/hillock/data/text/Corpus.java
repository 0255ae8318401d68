package io.hillock.data.text;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A text in three parts, word by word. Words are numbered by their place in the vocabulary; each
 * sentence ends with {@link #END}.
 *
 * @param words the vocabulary
 * @param training what is learned
 * @param validation for choices
 * @param test for the last word
 * @param sha256 hash of the files as they lie there, or empty for a generated text
 */
public record Corpus(
    List<String> words, int[] training, int[] validation, int[] test, String sha256) {
  /** The mark at the end of a sentence. */
  public static final String END = "<eos>";

  /** What stands for words outside the vocabulary. */
  public static final String UNKNOWN = "<unk>";

  /** Copies the list; the arrays are shared. */
  public Corpus {
    words = List.copyOf(words);
  }

  /**
   * The same text with fewer words: those that are most frequent in the training part, of equals
   * those that come first; all others become {@link #UNKNOWN}.
   *
   * @param most number of words that stay, {@link #UNKNOWN} included, at least 2
   * @return the text
   */
  public Corpus cut(int most) {
    if (most >= words.size()) {
      return this;
    }
    int unknown = words.indexOf(UNKNOWN);
    long[] count = new long[words.size()];
    for (int word : training) {
      count[word]++;
    }
    int[] byCount =
        IntStream.range(0, count.length)
            .filter(w -> w != unknown)
            .boxed()
            .sorted((a, b) -> Long.compare(count[b], count[a]))
            .limit(most - 1L)
            .mapToInt(Integer::intValue)
            .sorted()
            .toArray();
    Map<String, Integer> stay = new LinkedHashMap<>();
    for (int word : byCount) {
      stay.put(words.get(word), stay.size());
    }
    stay.put(UNKNOWN, stay.size());
    int[] place = new int[words.size()];
    for (int w = 0; w < place.length; w++) {
      place[w] = stay.getOrDefault(words.get(w), stay.size() - 1);
    }
    return new Corpus(
        List.copyOf(stay.keySet()),
        renamed(training, place),
        renamed(validation, place),
        renamed(test, place),
        sha256);
  }

  private static int[] renamed(int[] text, int[] place) {
    return Arrays.stream(text).map(w -> place[w]).toArray();
  }

  /**
   * The perplexity of the best guess that knows frequencies of words only: exp of the mean of -ln
   * p(word) over the test part, p from the training part with one added to each count.
   *
   * @return the perplexity
   */
  public double unigramPerplexity() {
    Map<Integer, Long> count = new HashMap<>();
    for (int word : training) {
      count.merge(word, 1L, Long::sum);
    }
    double sum = 0;
    for (int word : test) {
      double seen = count.getOrDefault(word, 0L) + 1.0;
      sum -= StrictMath.log(seen / (training.length + words.size()));
    }
    return StrictMath.exp(sum / test.length);
  }
}
