package io.hillock.neuron;

import io.hillock.fault.ParameterException;
import java.util.Arrays;

/**
 * A pseudo-derivative of constant steps, as a table in hardware holds it.
 *
 * {@snippet lang=text :
 * psi = height_m,   m = number of edges with edge v_th <= v                         (1)
 * }
 *
 * <p>The potential itself counts, not its distance from an adapted threshold.
 *
 * @param edges where a new step begins, in units of v_th, ascending, shape (m)
 * @param heights psi on each step, shape (m + 1)
 * @see "C. Frenkel, G. Indiveri (2022), ISSCC, doi:10.1109/ISSCC42614.2022.9731734"
 */
public record Staircase(float[] edges, float[] heights) implements PseudoDerivative {
  private static final String MODEL = "staircase";

  /** Copies the arrays and checks their bounds. */
  public Staircase {
    edges = edges.clone();
    heights = heights.clone();
    if (heights.length != edges.length + 1) {
      throw new ParameterException(
          MODEL, "heights", heights.length, "there must be one more than edges, " + edges.length);
    }
    for (int m = 0; m < edges.length; m++) {
      if (!Float.isFinite(edges[m]) || m > 0 && edges[m] < edges[m - 1]) {
        throw new ParameterException(
            MODEL, "edges", Arrays.toString(edges), "they must be finite and ascend");
      }
    }
    for (float height : heights) {
      if (!Float.isFinite(height)) {
        throw new ParameterException(MODEL, "height", height, "it must be finite");
      }
    }
  }

  @Override
  public float at(float v, float threshold, float vTh) {
    int m = 0;
    while (m < edges.length && v >= edges[m] * vTh) {
      m++;
    }
    return heights[m]; // (1)
  }

  /**
   * Where new steps begin.
   *
   * @return a copy [v_th]
   */
  @Override
  public float[] edges() {
    return edges.clone();
  }

  /**
   * The steps.
   *
   * @return a copy
   */
  @Override
  public float[] heights() {
    return heights.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Staircase s
        && Arrays.equals(edges, s.edges)
        && Arrays.equals(heights, s.heights);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(edges) + Arrays.hashCode(heights);
  }

  @Override
  public String toString() {
    return "Staircase[" + Arrays.toString(edges) + ", " + Arrays.toString(heights) + "]";
  }
}
