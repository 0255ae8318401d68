package io.hillock.train.cell;

import io.hillock.train.Parameter;
import java.util.List;

/**
 * A recurrent cell in double precision, dense and plain, against which the engine is held: one
 * sample, forward over a sequence and back.
 */
abstract class ReferenceCell {
  final int inputs;
  final int units;

  /** Matrices in the order of the layer, without padding, row by row. */
  final double[][] parameters;

  /** dL/d(parameters), added up by {@link #adjoint}. */
  final double[][] gradients;

  /** What was sent at each step. */
  double[][] sent;

  ReferenceCell(List<Parameter> layer, int inputs, int units) {
    this.inputs = inputs;
    this.units = units;
    parameters = new double[layer.size()][];
    gradients = new double[layer.size()][];
    for (int k = 0; k < parameters.length; k++) {
      Parameter p = layer.get(k);
      parameters[k] = new double[p.size()];
      gradients[k] = new double[p.size()];
      for (int i = 0; i < p.size(); i++) {
        parameters[k][i] = p.get(i / p.columns(), i % p.columns());
      }
    }
  }

  /** State at rest. */
  abstract void rest();

  /** Goes over a sequence, shape (steps, inputs), from the state where the last one ended. */
  abstract void forward(double[][] x);

  /** Goes back over it; dSent and what comes back by x have the shapes of sent and x. */
  abstract double[][] adjoint(double[][] dSent, double[] push);

  /** The regularised events: their sum weighted by push. */
  abstract double pushed(double[] push);

  /** to + from times a matrix, columns first, .. of rows that are wide. */
  static double dot(double[] from, double[] matrix, int wide, int column) {
    double sum = 0;
    for (int i = 0; i < from.length; i++) {
      sum += from[i] * matrix[i * wide + column];
    }
    return sum;
  }

  static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
