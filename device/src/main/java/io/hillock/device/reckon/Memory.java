package io.hillock.device.reckon;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;

/**
 * The memories of the circuit at their full sizes: neurons, three matrices of weights (row = pre),
 * outputs. What a setting leaves unused is there all the same.
 */
final class Memory implements Stateful {
  private static final int NEURONS = Reckon.NEURONS;
  private static final int OUTPUTS = Reckon.OUTPUTS;
  // The memory of output weights has 512 words, twice as many as there are neurons.
  private static final int OUT_WORDS = 512;

  // By neuron or pair.
  final int[] v = new int[NEURONS];
  final int[] traceIn = new int[NEURONS];
  final int[] traceRec = new int[NEURONS];
  final int[] traceOut = new int[NEURONS];
  final int[] threshold = new int[Registers.PAIRS];
  final int[] alpha = new int[Registers.PAIRS];

  // Weights, row = pre.
  final int[] wIn = new int[NEURONS * NEURONS];
  final int[] wRec = new int[NEURONS * NEURONS];
  final int[] wOut = new int[OUT_WORDS * OUTPUTS];

  final int[] y = new int[OUTPUTS];

  private final int[] alphaLow = new int[Registers.PAIRS];
  private final int inputs;
  private final int neurons;
  private final int outputs;

  Memory(Registers registers) {
    inputs = registers.inputs();
    neurons = registers.neurons();
    outputs = registers.outputs();
    for (int p = 0; p < Registers.PAIRS; p++) {
      alpha[p] = registers.alpha(p);
      alphaLow[p] = alpha[p] & 0xFFF;
      threshold[p] = registers.threshold(p);
    }
  }

  void load(ReckonWeights weights) {
    if (weights.inputs() != inputs
        || weights.neurons() != neurons
        || weights.outputs() != outputs) {
      throw new ParameterException(
          "ReckOn",
          "weights",
          weights.inputs() + "/" + weights.neurons() + "/" + weights.outputs(),
          "the registers say " + inputs + "/" + neurons + "/" + outputs);
    }
    spread(weights.in(), wIn, inputs, neurons, NEURONS);
    spread(weights.rec(), wRec, neurons, neurons, NEURONS);
    spread(weights.out(), wOut, neurons, outputs, OUTPUTS);
  }

  private static void spread(byte[] from, int[] to, int rows, int columns, int stride) {
    Arrays.fill(to, 0);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[i * stride + j] = from[i * columns + j];
      }
    }
  }

  ReckonWeights weights() {
    return new ReckonWeights(
        inputs,
        neurons,
        outputs,
        gather(wIn, inputs, neurons, NEURONS),
        gather(wRec, neurons, neurons, NEURONS),
        gather(wOut, neurons, outputs, OUTPUTS));
  }

  private static byte[] gather(int[] from, int rows, int columns, int stride) {
    byte[] to = new byte[rows * columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        to[i * columns + j] = (byte) from[i * stride + j];
      }
    }
    return to;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.ints("v", StateRole.INFERENCE, 16, v);
    visitor.ints("alpha", StateRole.INFERENCE, 12, alphaLow);
    visitor.ints("threshold", StateRole.INFERENCE, 16, threshold);
    visitor.ints("traceIn", StateRole.LEARNING, 12, traceIn);
    visitor.ints("traceRec", StateRole.LEARNING, 12, traceRec);
    visitor.ints("traceOut", StateRole.LEARNING, 10, traceOut);
    visitor.ints("wIn", StateRole.INFERENCE, 8, wIn);
    visitor.ints("wRec", StateRole.INFERENCE, 8, wRec);
    visitor.ints("wOut", StateRole.INFERENCE, 8, wOut);
    visitor.ints("y", StateRole.INFERENCE, 16, y);
  }
}
