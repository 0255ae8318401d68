package io.hillock.data.text;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Small stories of a grammar of our own, for where there is no text. Who a story is about, with
 * whom, where and with what is said in its beginning and comes back until its end; verbs agree with
 * a subject that stands several words before them. So a model that remembers guesses better than
 * one that counts neighbours.
 */
public final class GeneratedStories {
  private static final String[] WOMEN = {
    "anna", "clara", "edith", "flora", "greta", "helen", "irene", "judith", "laura", "martha",
    "nora", "ruth", "sophie", "vera"
  };
  private static final String[] MEN = {
    "adam", "bruno", "conrad", "david", "emil", "felix", "gregor", "henry", "jacob", "leon",
    "martin", "oscar", "peter", "simon"
  };
  private static final String[] PLACES = {
    "mill", "forest", "harbour", "village", "mountain", "castle", "bridge", "garden", "market",
    "river", "tower", "valley", "farm", "island", "inn", "meadow", "chapel", "cellar"
  };
  private static final String[] THINGS = {
    "lantern", "key", "letter", "ring", "map", "kettle", "mirror", "violin", "coin", "basket",
    "clock", "coat", "book", "knife", "rope", "bell", "feather", "stone"
  };
  private static final String[] ADJECTIVES = {
    "old", "small", "silver", "heavy", "broken", "strange", "golden", "dusty", "bright", "wooden",
    "rusty", "painted", "quiet", "cold", "narrow", "green", "blue", "white"
  };
  private static final String[] ANIMALS = {
    "dog", "cat", "horse", "goat", "crow", "owl", "hen", "fox", "donkey", "duck", "lamb", "bear"
  };
  private static final String[] FEELINGS = {
    "happy", "tired", "afraid", "angry", "lonely", "hungry", "proud", "curious", "sad", "brave"
  };
  private static final String[] TIMES = {
    "morning", "evening", "night", "winter", "summer", "autumn", "sunday", "noon"
  };

  /** Third person singular, then plural. */
  private static final String[][] VERBS = {
    {"waits", "wait"},
    {"sleeps", "sleep"},
    {"sings", "sing"},
    {"runs", "run"},
    {"hides", "hide"},
    {"listens", "listen"},
    {"drinks", "drink"},
    {"watches", "watch"},
    {"trembles", "tremble"},
    {"returns", "return"}
  };

  private static final String[] SEEN = {"saw", "heard", "followed", "loved", "feared", "fed"};
  private static final int SHORTEST = 5;
  private static final int LONGEST = 9;

  private final RandomStream random;
  private final StringBuilder story = new StringBuilder();
  private String hero;
  private String pronoun;
  private String friend;
  private String friendPronoun;
  private String home;
  private String away;
  private String thing;
  private String adjective;
  private String animal;
  private String feeling;

  private GeneratedStories(RandomStream random) {
    this.random = random;
  }

  /**
   * Tells stories.
   *
   * @param seed draws them
   * @param training words of the training part; the others have at most a tenth of that each
   * @return the text, with all words that the grammar knows as vocabulary
   */
  public static Corpus tell(Seed seed, int training) {
    Map<String, Integer> vocabulary = new LinkedHashMap<>();
    int[] first = part(seed, 0, training, vocabulary);
    int[] second = part(seed, 1, Math.max(1, training / 10), vocabulary);
    int[] third = part(seed, 2, Math.max(1, training / 10), vocabulary);
    return new Corpus(List.copyOf(vocabulary.keySet()), first, second, third, "");
  }

  private static int[] part(Seed seed, int part, int words, Map<String, Integer> vocabulary) {
    int[] text = new int[words];
    int at = 0;
    for (int n = 0; at < words; n++) {
      String story = new GeneratedStories(seed.stream(Purpose.DATA, 91, part, n)).tell();
      for (String word : story.strip().split(" ")) {
        int place = vocabulary.computeIfAbsent(word, w -> vocabulary.size());
        if (at < words) {
          text[at++] = place;
        }
      }
    }
    return Arrays.copyOf(text, at);
  }

  private String pick(String[] of) {
    return of[random.nextInt(of.length)];
  }

  /** Another one than is given. */
  private String other(String[] of, String than) {
    String picked = pick(of);
    return picked.equals(than) ? of[(Arrays.asList(of).indexOf(than) + 1) % of.length] : picked;
  }

  private String tell() {
    boolean woman = random.nextBoolean(0.5);
    hero = pick(woman ? WOMEN : MEN);
    pronoun = woman ? "she" : "he";
    boolean friendly = random.nextBoolean(0.5);
    friend = other(friendly ? WOMEN : MEN, hero);
    friendPronoun = friendly ? "she" : "he";
    home = pick(PLACES);
    away = other(PLACES, home);
    thing = pick(THINGS);
    adjective = pick(ADJECTIVES);
    animal = pick(ANIMALS);
    feeling = pick(FEELINGS);
    say("once %s lived near the %s with a %s .", hero, home, animal);
    say("one %s %s found a %s %s at the %s .", pick(TIMES), pronoun, adjective, thing, away);
    int sentences = SHORTEST + random.nextInt(LONGEST - SHORTEST + 1);
    for (int k = 0; k < sentences; k++) {
      middle();
    }
    say("then %s went home to the %s and gave the %s to %s .", hero, home, thing, friend);
    say("%s was %s no more .", pronoun, feeling);
    return story.toString();
  }

  private void middle() {
    switch (random.nextInt(8)) {
      case 0 ->
          say("%s met %s at the %s because %s was %s .", hero, friend, away, pronoun, feeling);
      case 1 -> agreement();
      case 2 ->
          say("%s put the %s %s under the %s of the %s .", pronoun, adjective, thing, roof(), home);
      case 3 -> say("in the %s %s asked %s about the %s .", pick(TIMES), friend, hero, thing);
      case 4 -> say("%s said that %s knew the %s of the %s .", friend, friendPronoun, roof(), away);
      case 5 -> say("the %s of %s was %s too .", animal, hero, feeling);
      case 6 -> say("%s and %s walked from the %s to the %s .", hero, friend, home, away);
      default -> agreement();
    }
  }

  private String roof() {
    return random.nextBoolean(0.5) ? "door" : "wall";
  }

  /** The verb agrees with the animals, whatever stands between. */
  private void agreement() {
    boolean many = random.nextBoolean(0.5);
    String subject = pick(ANIMALS) + (many ? "s" : "");
    say(
        "the %s that %s %s near the %s %s %s at %s .",
        subject.equals("foxs") ? "foxes" : subject,
        random.nextBoolean(0.5) ? hero : friend,
        pick(SEEN),
        pick(ADJECTIVES),
        random.nextBoolean(0.5) ? home : away,
        pick(verbs(many)),
        pick(TIMES));
  }

  private static String[] verbs(boolean many) {
    return Arrays.stream(VERBS).map(v -> v[many ? 1 : 0]).toArray(String[]::new);
  }

  private void say(String sentence, Object... words) {
    String text = String.format(Locale.ROOT, sentence, words);
    story.append(text.replace(" .", " " + Corpus.END)).append(' ');
  }
}
