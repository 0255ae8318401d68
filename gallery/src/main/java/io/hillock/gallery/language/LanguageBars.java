package io.hillock.gallery.language;

import io.hillock.gallery.Scale;

/**
 * What is required of a run.
 *
 * @param ratio greatest perplexity of the EGRU over that of the GRU
 * @param activity least activity sparsity
 * @param backward least backward sparsity
 * @param overUnigram greatest perplexity of the EGRU over that of the frequencies of words
 * @param published whether figures of the paper stand beside
 */
record LanguageBars(
    double ratio, double activity, double backward, double overUnigram, boolean published) {
  /** The bars of a scale; without real data, those of generated stories. */
  static LanguageBars of(Scale scale, boolean real) {
    if (!real) {
      return new LanguageBars(1.08, 0.8, 0.4, 0.1, false);
    }
    return scale == Scale.PAPER
        ? new LanguageBars(1.12, 0.8, 0.4, 0.25, true)
        : new LanguageBars(1.15, 0.8, 0.4, 0.5, false);
  }
}
