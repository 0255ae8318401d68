package io.hillock.gallery.sequential;

import io.hillock.data.idx.LabelledImages;
import io.hillock.train.Batch;
import io.hillock.train.Signals;

/**
 * Some images as a batch.
 *
 * @param images all images
 * @param code how they become events
 * @param order which images, in which order
 * @param from place of the first in the order
 * @param samples how many
 */
public record ImageBatch(LabelledImages images, ImageCode code, int[] order, int from, int samples)
    implements Batch {
  @Override
  public int steps() {
    return code.steps(images);
  }

  @Override
  public void input(int sample, int t, Signals in, int place) {
    code.events(images, order[from + sample], t, in, place);
  }

  @Override
  public int target(int sample, int t) {
    return images.label(order[from + sample]);
  }
}
