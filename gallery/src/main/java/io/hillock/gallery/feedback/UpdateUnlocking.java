package io.hillock.gallery.feedback;

import io.hillock.learning.layered.LayeredNetwork;
import io.hillock.learning.layered.LayeredParameters;
import io.hillock.learning.layered.LayeredTrace;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Shows that a hidden layer can learn before the next one has been evaluated at all: one network
 * learns as usual; in another one, all weights above the first hidden layer are NaN and only that
 * layer is run. Both first layers must come out the same to the bit, and nothing above may have
 * been touched.
 *
 * @param mismatches weights of the first layer that differ
 * @param upper evaluations and changes of the layers above while the first one learned
 * @param samples samples learned
 */
record UpdateUnlocking(long mismatches, long upper, int samples) {
  static UpdateUnlocking run(ImageTask task, LayeredParameters parameters, Seed seed, int samples) {
    LayeredNetwork whole = new LayeredNetwork(parameters, seed);
    LayeredNetwork first = new LayeredNetwork(parameters, seed);
    for (int layer = 2; layer <= parameters.layers().size(); layer++) {
      float[][] poison = first.weights(layer);
      for (float[] row : poison) {
        Arrays.fill(row, Float.NaN);
      }
      first.weights(layer, poison);
    }
    long[] upper = new long[1];
    first.trace(
        new LayeredTrace() {
          @Override
          public void evaluated(int layer) {
            upper[0] += layer > 1 ? 1 : 0;
          }

          @Override
          public void written(int layer) {
            upper[0] += layer > 1 ? 1 : 0;
          }
        });
    SparseImages images = task.training();
    for (int i = 0; i < samples; i++) {
      int[] index = images.index()[i];
      images.learn(whole, i);
      first.learnFirst(1, index, images.value()[i], index.length, images.label()[i]);
    }
    float[][] a = whole.weights(1);
    float[][] b = first.weights(1);
    long mismatches = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        mismatches += Float.floatToRawIntBits(a[i][j]) == Float.floatToRawIntBits(b[i][j]) ? 0 : 1;
      }
    }
    return new UpdateUnlocking(mismatches, upper[0], samples);
  }

  /** What happens in a network of this kind for one sample, in order. */
  static String trace(ImageTask task, LayeredParameters parameters, Seed seed) {
    LayeredNetwork network = new LayeredNetwork(parameters, seed);
    List<String> heard = new ArrayList<>();
    network.trace(
        new LayeredTrace() {
          @Override
          public void evaluated(int layer) {
            heard.add("evaluate " + layer);
          }

          @Override
          public void written(int layer) {
            heard.add("write " + layer);
          }
        });
    task.training().learn(network, 0);
    return String.join(", ", heard);
  }
}
