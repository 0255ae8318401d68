package io.hillock.gallery.lesion;

import io.hillock.lesion.Lesionable;

/** A trained network that can be hurt, scored, taught again and healed. */
interface Subject {
  /** What faults act on. */
  Lesionable network();

  /** Puts everything back to the end of training, without faults. */
  void heal();

  /**
   * Scores the test set; what was learned stays as it is.
   *
   * @param errorPercent wrong decisions [%]
   * @param outputs bits of all outputs, sample by sample
   */
  record Score(double errorPercent, int[] outputs) {
    /** How many outputs differ from those of another score. */
    int differences(Score other) {
      int different = 0;
      for (int k = 0; k < outputs.length; k++) {
        different += outputs[k] == other.outputs[k] ? 0 : 1;
      }
      return different;
    }
  }

  /** Scores the test set. */
  Score score();

  /** Learns briefly, faults and all. */
  void retrain();

  /** The outputs of a network of which no hidden unit says anything. */
  float[] biasOnly();
}
