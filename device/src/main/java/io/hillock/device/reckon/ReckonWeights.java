package io.hillock.device.reckon;

import io.hillock.fault.ParameterException;
import java.util.Arrays;

/** The three weight matrices of a setting, 8 bits each, row = pre. Immutable. */
public final class ReckonWeights {
  private final int inputs;
  private final int neurons;
  private final int outputs;
  private final byte[] in;
  private final byte[] rec;
  private final byte[] out;

  /**
   * Weights.
   *
   * @param inputs number of inputs
   * @param neurons number of neurons
   * @param outputs number of outputs
   * @param in input weights, shape (inputs, neurons)
   * @param rec recurrent weights, shape (neurons, neurons)
   * @param out output weights, shape (neurons, outputs)
   */
  public ReckonWeights(int inputs, int neurons, int outputs, byte[] in, byte[] rec, byte[] out) {
    require("input weights", in, inputs, neurons);
    require("recurrent weights", rec, neurons, neurons);
    require("output weights", out, neurons, outputs);
    this.inputs = inputs;
    this.neurons = neurons;
    this.outputs = outputs;
    this.in = in.clone();
    this.rec = rec.clone();
    this.out = out.clone();
  }

  private static void require(String symbol, byte[] w, int rows, int columns) {
    if (w.length != rows * columns) {
      throw new ParameterException(
          "ReckOn", symbol, w.length, "there must be " + rows + " times " + columns);
    }
  }

  /**
   * Number of inputs.
   *
   * @return the inputs
   */
  public int inputs() {
    return inputs;
  }

  /**
   * Number of neurons.
   *
   * @return the neurons
   */
  public int neurons() {
    return neurons;
  }

  /**
   * Number of outputs.
   *
   * @return the outputs
   */
  public int outputs() {
    return outputs;
  }

  /**
   * The input weights.
   *
   * @return a copy, shape (inputs, neurons)
   */
  public byte[] in() {
    return in.clone();
  }

  /**
   * The recurrent weights.
   *
   * @return a copy, shape (neurons, neurons)
   */
  public byte[] rec() {
    return rec.clone();
  }

  /**
   * The output weights.
   *
   * @return a copy, shape (neurons, outputs)
   */
  public byte[] out() {
    return out.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ReckonWeights w
        && Arrays.equals(in, w.in)
        && Arrays.equals(rec, w.rec)
        && Arrays.equals(out, w.out);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(in) + Arrays.hashCode(rec)) + Arrays.hashCode(out);
  }
}
