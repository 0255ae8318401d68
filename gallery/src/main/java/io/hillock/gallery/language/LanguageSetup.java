package io.hillock.gallery.language;

import io.hillock.train.cell.Egru;
import java.util.Arrays;

/**
 * Size and schedule of a comparison, the same for all models but for the learning rate. Chosen on
 * the validation part (docs/egru-language).
 *
 * @param units units of the recurrent layer, and length of the word vectors
 * @param samples streams side by side
 * @param steps length of a window
 * @param epochs passes over the training part
 * @param dropout share of word vectors and of projected outputs left out while training
 * @param rates greatest learning rate of each model, in the order of {@link LanguageModel}
 * @param activity activity that the multiplier aims at; below 0.2, since tests are not training
 * @param event what makes the events of the EGRU
 * @param looks how often the validation part is scored
 */
record LanguageSetup(
    int units,
    int samples,
    int steps,
    int epochs,
    double dropout,
    double[] rates,
    double activity,
    Egru.Settings event,
    int looks) {
  /** Ten thousand words. */
  static final LanguageSetup PAPER =
      new LanguageSetup(
          256, 20, 35, 3, 0.1, new double[] {0.006, 0.006, 0.006}, 0.175, events(3.5), 12);

  /** The thousand most frequent words. */
  static final LanguageSetup QUICK =
      new LanguageSetup(128, 20, 35, 1, 0, new double[] {0.01, 0.01, 0.01}, 0.165, events(2.5), 8);

  /** Generated stories. */
  static final LanguageSetup GENERATED =
      new LanguageSetup(
          96, 20, 35, 6, 0, new double[] {0.006, 0.006, 0.006}, 0.175, events(2.5), 8);

  private static Egru.Settings events(double eps) {
    return Egru.Settings.LANGUAGE.withEps(eps);
  }

  double rate(LanguageModel model) {
    return rates[model.ordinal()];
  }

  /** Everything that figures depend on. */
  String key() {
    return String.join(
        " ",
        Arrays.toString(rates),
        units + " " + samples + " " + steps + " " + epochs + " " + dropout,
        activity + " " + event + " " + looks);
  }
}
