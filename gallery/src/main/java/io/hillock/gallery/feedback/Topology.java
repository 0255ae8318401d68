package io.hillock.gallery.feedback;

import io.hillock.gallery.Scale;
import io.hillock.learning.layered.LayerShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Which network is trained. */
enum Topology {
  /** One fully connected hidden layer. */
  ONE_LAYER,
  /** Two fully connected hidden layers. */
  TWO_LAYERS,
  /** 16 windows of 5 x 5 with stride 3, a fully connected hidden layer, the outputs. */
  CONVOLUTION;

  /** The layers above the input. */
  List<LayerShape> layers(int hidden, int classes) {
    List<LayerShape> layers =
        new ArrayList<>(
            switch (this) {
              case ONE_LAYER -> List.of(new LayerShape.Dense(hidden));
              case TWO_LAYERS -> Collections.nCopies(2, new LayerShape.Dense(hidden));
              case CONVOLUTION ->
                  List.of(new LayerShape.Convolution(16, 5, 3), new LayerShape.Dense(128));
            });
    layers.add(new LayerShape.Dense(classes));
    return layers;
  }

  /** How long it is trained. */
  Schedule schedule(Scale scale) {
    return switch (scale) {
      case QUICK -> this == CONVOLUTION ? new Schedule(2, 0.4) : new Schedule(5, 0.6);
      case PAPER -> this == CONVOLUTION ? new Schedule(10, 0.75) : new Schedule(15, 0.85);
    };
  }

  /**
   * Epochs and the fall of the learning rate.
   *
   * @param epochs passes over the training images
   * @param decay factor on the learning rate after each epoch
   */
  record Schedule(int epochs, double decay) {}
}
