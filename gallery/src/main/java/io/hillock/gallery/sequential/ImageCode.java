package io.hillock.gallery.sequential;

import io.hillock.data.idx.LabelledImages;
import io.hillock.train.Signals;

/** How an image becomes events in time. */
public sealed interface ImageCode {
  /**
   * How many input lines.
   *
   * @param images the images
   * @return the number of lines
   */
  int inputs(LabelledImages images);

  /**
   * Whether every event has the value 1.
   *
   * @return true for spikes
   */
  boolean binary();

  /**
   * How many steps an image takes, with the cue.
   *
   * @param images the images
   * @return the number of steps
   */
  int steps(LabelledImages images);

  /**
   * Adds the events of one step.
   *
   * @param images the images
   * @param image which image
   * @param t which step
   * @param in receives the events
   * @param place for which sample of the slice
   */
  void events(LabelledImages images, int image, int t, Signals in, int place);

  /**
   * One row of pixels in each step, each pixel a line with its grey value in [0, 1]; then some
   * steps without input.
   *
   * @param silence steps without input at the end
   */
  record Rows(int silence) implements ImageCode {
    @Override
    public int inputs(LabelledImages images) {
      return images.columns();
    }

    @Override
    public boolean binary() {
      return false;
    }

    @Override
    public int steps(LabelledImages images) {
      return images.rows() + silence;
    }

    @Override
    public void events(LabelledImages images, int image, int t, Signals in, int place) {
      if (t >= images.rows()) {
        return;
      }
      for (int x = 0; x < images.columns(); x++) {
        int grey = images.pixel(image, t * images.columns() + x);
        if (grey > 0) {
          in.add(place, x, grey / 255f);
        }
      }
    }
  }

  /**
   * One pixel in each step. Of 80 lines, line k &lt; 40 sends a spike where the grey value rises to
   * the threshold k / 39 or beyond it, line 40 + k where it falls below; the image begins after
   * black. Line 79, of the threshold 1, sends nothing of this but a spike in every step of the cue:
   * "answer now".
   *
   * @param cue steps of the cue
   */
  record Pixels(int cue) implements ImageCode {
    private static final int LEVELS = 40;
    private static final int CUE_LINE = 2 * LEVELS - 1;

    @Override
    public int inputs(LabelledImages images) {
      return 2 * LEVELS;
    }

    @Override
    public boolean binary() {
      return true;
    }

    @Override
    public int steps(LabelledImages images) {
      return images.rows() * images.columns() + cue;
    }

    @Override
    public void events(LabelledImages images, int image, int t, Signals in, int place) {
      int pixels = images.rows() * images.columns();
      if (t >= pixels) {
        in.add(place, CUE_LINE);
        return;
      }
      int before = t == 0 ? reached(0) : reached(images.pixel(image, t - 1));
      int now = reached(images.pixel(image, t));
      for (int level = before; level < now; level++) {
        in.add(place, level);
      }
      for (int level = now; level < Math.min(before, LEVELS - 1); level++) {
        in.add(place, LEVELS + level);
      }
    }

    /** How many thresholds a grey value reaches: k / 39 <= grey / 255. */
    private static int reached(int grey) {
      return grey * (LEVELS - 1) / 255 + 1;
    }
  }
}
