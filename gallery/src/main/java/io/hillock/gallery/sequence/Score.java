package io.hillock.gallery.sequence;

/**
 * What a readout of a frozen network got right on fresh words.
 *
 * @param balanced mean over the six symbols of the recall of the next one, readout trained so that
 *     each symbol has the same weight
 * @param next fraction of next symbols, readout trained on all examples alike
 * @param position fraction of symbols whose place (word and position in it) was told
 * @param wordEnd fraction of words whose end was predicted after the last repeat and at none of the
 *     repeats before, balanced readout
 * @param byPosition accuracy of the place, by position in a word, shape (n + 2)
 */
record Score(double balanced, double next, double position, double wordEnd, double[] byPosition) {}
