package io.hillock.gallery.reckon;

import io.hillock.device.reckon.ReckonWeights;
import io.hillock.device.reckon.Registers;
import io.hillock.random.RandomStream;

/**
 * Normal initial weights of the chip, without connections of a neuron to itself.
 *
 * @param in standard deviation of input weights [LSB]
 * @param rec standard deviation of recurrent weights [LSB]
 * @param out standard deviation of output weights [LSB]
 */
record InitialWeights(double in, double rec, double out) {
  private static final int LARGEST = 127;

  ReckonWeights draw(RandomStream random, Registers registers) {
    int inputs = registers.inputs();
    int neurons = registers.neurons();
    int outputs = registers.outputs();
    byte[] wIn = normal(random, inputs * neurons, in);
    byte[] wRec = normal(random, neurons * neurons, rec);
    for (int j = 0; j < neurons; j++) {
      wRec[j * (neurons + 1)] = 0;
    }
    byte[] wOut = normal(random, neurons * outputs, out);
    return new ReckonWeights(inputs, neurons, outputs, wIn, wRec, wOut);
  }

  private static byte[] normal(RandomStream random, int n, double sd) {
    byte[] w = new byte[n];
    for (int k = 0; k < n; k++) {
      w[k] = (byte) Math.clamp(StrictMath.round(sd * random.nextGaussian()), -LARGEST, LARGEST);
    }
    return w;
  }
}
