package io.hillock.gallery.rewiring;

import io.hillock.fault.ParameterException;
import io.hillock.train.ParameterSet;
import io.hillock.train.feedforward.ReluLayers;
import io.hillock.train.rewire.MagnitudePruning;
import io.hillock.train.rewire.Rewiring;
import io.hillock.train.rewire.Signs;
import io.hillock.train.rewire.SoftRewiring;
import io.hillock.train.rewire.SparseMatrix;
import java.util.List;

/**
 * How a sparse network is trained: plain gradient descent on batches, at a rate that falls by a
 * factor after each epoch.
 *
 * @param layers the network
 * @param rewiring who decides which connections exist
 * @param eta learning rate in the first epoch, &gt; 0
 * @param decay factor of the rate after each epoch, in (0, 1]
 * @param epochs passes over the training images, &gt; 0
 */
public record SparseSettings(
    ReluLayers layers, Rewiring rewiring, double eta, double decay, int epochs) {
  /** Images in a batch. */
  public static final int BATCH = 10;

  /** Checks every documented bound. */
  public SparseSettings {
    if (!(eta > 0 && decay > 0 && decay <= 1 && epochs > 0)) {
      throw new ParameterException(
          "sparse training",
          "eta, decay, epochs",
          eta + ", " + decay + ", " + epochs,
          "eta and epochs must be > 0, decay in (0, 1]");
    }
  }

  /**
   * A variant with another rate.
   *
   * @param rate learning rate in the first epoch
   * @return the variant
   */
  public SparseSettings withEta(double rate) {
    return new SparseSettings(layers, rewiring, rate, decay, epochs);
  }

  /** The layers as they begin, which are denser where they are pruned later. */
  ReluLayers atStart() {
    return rewiring instanceof MagnitudePruning pruning
        ? new ReluLayers(
            layers.units(),
            layers.connectivity().stream().map(p -> Math.min(1, p * pruning.overgrowth())).toList(),
            layers.gain())
        : layers;
  }

  List<SparseMatrix> sparse(ParameterSet weights) {
    List<SparseMatrix> matrices = layers.sparse(weights);
    return rewiring instanceof SoftRewiring
        ? matrices.stream().map(m -> m.withSigns(new Signs.OfPlace())).toList()
        : matrices;
  }
}
