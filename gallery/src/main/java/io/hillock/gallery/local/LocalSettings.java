package io.hillock.gallery.local;

import io.hillock.data.events.EventSteps;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.learning.local.LocalFeedback;
import io.hillock.learning.local.LocalLayer;
import io.hillock.learning.local.LocalNetwork;
import io.hillock.learning.local.LocalNeuron;
import io.hillock.learning.local.LocalWiring;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A network and how it learns.
 *
 * @param wiring how its layers are wired
 * @param rates learning rate of each layer at the beginning
 * @param form how errors become events, or empty to learn from every step
 * @param feedback by which weights errors return
 * @param burnIn steps of a sample before learning and decision begin
 */
record LocalSettings(
    List<LocalWiring> wiring,
    List<Float> rates,
    Optional<ErrorTrigger.Form> form,
    LocalFeedback feedback,
    int burnIn) {
  private static final LocalNeuron NEURON = LocalNeuron.PUBLISHED.withDecays(0.7, 0.4);
  private static final double WEIGHT_SCALE = 2;
  private static final double EVENT_RATE = 0.01;
  private static final double CONTROL_GAIN = 0.1;
  private static final long CONTROL_WINDOW = 10_000;
  private static final double FIRST_THRESHOLD = 5;

  LocalSettings {
    wiring = List.copyOf(wiring);
    rates = List.copyOf(rates);
  }

  /** 512 and 256 units, fully connected. */
  static List<LocalWiring> dense(EventSteps grid) {
    return List.of(new LocalWiring.Dense(grid.channels(), 512), new LocalWiring.Dense(512, 256));
  }

  /** 16 kernels of 5 x 5 with the greatest of 2 x 2 positions, then 256 units. */
  static List<LocalWiring> convolutional(EventSteps grid) {
    LocalWiring kernels =
        new LocalWiring.Convolution(grid.rows(), grid.columns(), 2, 16, 5, 1, 2, 2);
    return List.of(kernels, new LocalWiring.Dense(kernels.units(), 256));
  }

  /** The network at its beginning. */
  LocalNetwork network(Seed seed) {
    List<LocalLayer.Shape> shapes = new ArrayList<>();
    for (LocalWiring layer : wiring) {
      boolean decides = shapes.size() == wiring.size() - 1;
      shapes.add(
          new LocalLayer.Shape(
              layer,
              EventTask.CLASSES,
              NEURON,
              Loss.SMOOTH_L1,
              WEIGHT_SCALE,
              1,
              feedback,
              decides));
    }
    List<LocalLayer.Trigger> triggers =
        form.map(f -> wiring.stream().map(layer -> new LocalLayer.Trigger(f, control())).toList())
            .orElse(List.of());
    return new LocalNetwork(shapes, triggers, burnIn, seed);
  }

  private static ThresholdControl control() {
    return new ThresholdControl.Multiplicative(
        FIRST_THRESHOLD, EVENT_RATE, CONTROL_GAIN, 1e-6, 1e6, CONTROL_WINDOW);
  }
}
