package io.hillock.train;

import io.hillock.fault.ParameterException;
import java.util.List;
import java.util.stream.Stream;

/**
 * Layers one above the other, and a head.
 *
 * @param inputs how many inputs there are
 * @param binaryInputs whether every input event has the value 1
 * @param layers from the lowest to the highest, at least one
 * @param head the end
 */
public record SequenceNetwork(int inputs, boolean binaryInputs, List<Layer> layers, Head head) {
  /** Copies the list; each layer must receive from as many units as the one below has. */
  public SequenceNetwork {
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new ParameterException("network", "layers", 0, "it must have at least one");
    }
    int width = inputs;
    for (Layer layer : layers) {
      requireWidth(layer.name(), layer.inputs(), width);
      width = layer.units();
    }
    requireWidth("head", head.inputs(), width);
  }

  private static void requireWidth(String name, int inputs, int width) {
    if (inputs != width) {
      throw new ParameterException(
          "network", "inputs of " + name, inputs, "it must be " + width + ", what is below it");
    }
  }

  /**
   * Everything that is trained.
   *
   * @return the parameters, from the lowest layer to the head
   */
  public ParameterSet parameters() {
    return ParameterSet.union(
        Stream.concat(layers.stream().map(Layer::parameters), Stream.of(head.parameters()))
            .toList());
  }

  /** Makes what is derived from the parameters anew; called after they have changed. */
  public void prepare() {
    layers.forEach(Layer::prepare);
    head.prepare();
  }

  /**
   * What training keeps for the way back, per sample of a slice.
   *
   * @param steps length of a window
   * @return bytes
   */
  public long tapeBytes(int steps) {
    return layers.stream().mapToLong(layer -> layer.tapeBytes(steps)).sum() + head.tapeBytes(steps);
  }
}
