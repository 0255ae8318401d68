package io.hillock.gallery.delays;

import io.hillock.data.idx.LabelledImages;
import io.hillock.fault.ParameterException;
import io.hillock.train.delay.SpikeSamples;
import java.util.Arrays;

/**
 * Pixels as the times of single spikes: the range of greys from black to white is cut into equal
 * bins, and a pixel in the b-th brightest bin spikes once, in step b - 1; black pixels are silent.
 *
 * {@snippet lang=text :
 * step = bins - 1 - floor(grey bins / 256),   grey from 1 to 255                    (1)
 * }
 *
 * <p>White belongs to the brightest bin; the published code, whose comparison is strict, leaves
 * white pixels out of it.
 *
 * @param bins number of bins, from 1 to 255
 * @see "E. Grappolini, A. Subramoney (2023), ICONS, arXiv:2306.06237"
 */
public record IntensityBins(int bins) {
  private static final int GREYS = 256;

  /** Checks the bound. */
  public IntensityBins {
    if (bins < 1 || bins >= GREYS) {
      throw new ParameterException("intensity bins", "bins", bins, "it must be from 1 to 255");
    }
  }

  /**
   * Encodes some images.
   *
   * @param images the images
   * @param from the first
   * @param to one after the last
   * @return a sample for each
   */
  public SpikeSamples encode(LabelledImages images, int from, int to) {
    int pixels = images.rows() * images.columns();
    int[] start = new int[to - from + 1];
    int[] labels = new int[to - from];
    for (int i = from; i < to; i++) {
      int lit = 0;
      for (int p = 0; p < pixels; p++) {
        lit += images.pixel(i, p) > 0 ? 1 : 0;
      }
      start[i - from + 1] = start[i - from] + lit;
      labels[i - from] = images.label(i);
    }
    int[] events = new int[start[to - from]];
    for (int i = from; i < to; i++) {
      encode(images, i, pixels, events, Arrays.copyOfRange(start, i - from, i - from + 2));
    }
    return new SpikeSamples(pixels, bins, start, events, labels);
  }

  private void encode(LabelledImages images, int image, int pixels, int[] events, int[] range) {
    int n = range[0];
    for (int step = 0; step < bins; step++) {
      for (int p = 0; p < pixels; p++) {
        int grey = images.pixel(image, p);
        if (grey > 0 && bins - 1 - grey * bins / GREYS == step) { // (1)
          events[n++] = SpikeSamples.event(step, p);
        }
      }
    }
    assert n == range[1];
  }
}
