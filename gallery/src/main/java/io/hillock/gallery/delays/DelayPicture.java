package io.hillock.gallery.delays;

import io.hillock.gallery.Figures;
import io.hillock.ledger.Ledger;
import io.hillock.train.delay.DelayNetwork;
import io.hillock.train.delay.DelayRun;
import io.hillock.train.delay.SpikeSamples;
import java.util.Arrays;

/**
 * What happens in a network for one image.
 *
 * @param inputs events of the image
 * @param hidden spikes of the hidden neurons
 * @param outputs potentials of the outputs, shape (T, classes)
 * @param label class of the image
 */
record DelayPicture(int[] inputs, int[] hidden, float[] outputs, int label) {
  private static final String INPUTS = "picture inputs";
  private static final String HIDDEN = "picture hidden";
  private static final String OUTPUTS = "picture outputs";
  private static final String LABEL = "picture label";

  static DelayPicture of(DelayNetwork network, SpikeSamples samples, int sample) {
    network.changed();
    DelayRun run = new DelayRun(network, false, new Ledger());
    run.forward(samples, sample);
    return new DelayPicture(
        samples.events(sample), run.spikes(0), run.outputs().clone(), samples.label(sample));
  }

  void put(Figures figures) {
    double[] potentials = new double[outputs.length];
    Arrays.setAll(potentials, k -> outputs[k]);
    figures
        .put(INPUTS, Arrays.stream(inputs).asDoubleStream().toArray())
        .put(HIDDEN, Arrays.stream(hidden).asDoubleStream().toArray())
        .put(OUTPUTS, potentials)
        .put(LABEL, label);
  }

  static DelayPicture from(Figures figures) {
    double[] potentials = figures.row(OUTPUTS);
    float[] outputs = new float[potentials.length];
    for (int k = 0; k < outputs.length; k++) {
      outputs[k] = (float) potentials[k];
    }
    return new DelayPicture(
        ints(figures.row(INPUTS)), ints(figures.row(HIDDEN)), outputs, (int) figures.get(LABEL));
  }

  private static int[] ints(double[] row) {
    return Arrays.stream(row).mapToInt(x -> (int) x).toArray();
  }
}
