package io.hillock.train;

import java.util.Arrays;

/** Derivatives by all trained numbers, laid out as the parameters are. */
public final class Gradient {
  private final ParameterSet parameters;
  private final float[][] values;

  /**
   * Zeros.
   *
   * @param parameters by what
   */
  public Gradient(ParameterSet parameters) {
    this.parameters = parameters;
    values =
        parameters.all().stream().map(p -> new float[p.values().length]).toArray(float[][]::new);
  }

  /**
   * By what it derives.
   *
   * @return the parameters
   */
  public ParameterSet parameters() {
    return parameters;
  }

  /**
   * The derivatives by one matrix.
   *
   * @param k its place in the set
   * @return the array itself, shape (rows, stride)
   */
  public float[] of(int k) {
    return values[k];
  }

  /**
   * The derivatives by one matrix.
   *
   * @param parameter the matrix
   * @return the array itself, shape (rows, stride)
   */
  public float[] of(Parameter parameter) {
    return values[parameters.indexOf(parameter)];
  }

  /** Sets everything to zero. */
  public void clear() {
    for (float[] v : values) {
      Arrays.fill(v, 0);
    }
  }

  /**
   * Adds another one, element by element.
   *
   * @param other the addend, of the same parameters
   */
  public void add(Gradient other) {
    for (int k = 0; k < values.length; k++) {
      float[] to = values[k];
      float[] from = other.values[k];
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
  }

  /**
   * Multiplies everything.
   *
   * @param factor the factor
   */
  public void scale(float factor) {
    for (float[] v : values) {
      for (int i = 0; i < v.length; i++) {
        v[i] *= factor;
      }
    }
  }

  /**
   * Euclidean length over all parameters, summed in double from first to last.
   *
   * @return the length
   */
  public double norm() {
    double squares = 0;
    for (float[] v : values) {
      for (float x : v) {
        squares += (double) x * x;
      }
    }
    return StrictMath.sqrt(squares);
  }
}
