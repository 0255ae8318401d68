package io.hillock.data.reckon;

import io.hillock.fault.InputException;
import java.nio.file.Path;

/** Weights as text: one whole number a line, all targets of source 0, then of source 1, and on. */
public final class WeightFile {
  private WeightFile() {}

  /**
   * Reads a matrix.
   *
   * @param file the file
   * @param rows number of sources
   * @param columns number of targets
   * @return the weights, shape (rows, columns)
   * @throws InputException if the file holds another number of weights, or one that is not an 8-bit
   *     signed number
   */
  public static byte[] read(Path file, int rows, int columns) {
    TextLines lines = new TextLines(file);
    byte[] weights = new byte[rows * columns];
    String rule =
        "there must be " + weights.length + " weights, " + rows + " sources times " + columns;
    int n = 0;
    for (String line = lines.next(); line != null; line = lines.next()) {
      int weight = lines.integer("weight", line);
      if (weight < Byte.MIN_VALUE || weight > Byte.MAX_VALUE) {
        throw lines.fault("weight", weight, "it must lie in -128..127");
      }
      if (n == weights.length) {
        throw lines.fault("number of weights", "more than " + n, rule);
      }
      weights[n++] = (byte) weight;
    }
    if (n < weights.length) {
      throw new InputException(file.toString(), "number of weights", n, rule);
    }
    return weights;
  }
}
