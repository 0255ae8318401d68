package io.hillock.gallery.scaling;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/**
 * Lengths of the wires that the synaptic events of one inference run along, added up synapse by
 * synapse in a square or a cube.
 *
 * <p>N = k^d neurons, each connected to each, have N^2 = (k^2)^d synapses: a square (d = 2) or cube
 * (d = 3) of side k^2 in steps of one synapse. A neuron with coordinates j = (j_1 .. j_d), each
 * below k, owns the block of k^d cells at k j; its soma stands in the middle. In each block every
 * neuron i has one cell: synapse (i, j) lies at k j + i.
 *
 * {@snippet lang=text :
 * length(i, j) = |soma_j - synapse| + |synapse - soma_i|   along the axes          (1)
 * dense  = sum over all j and i of length(i, j)            ~ N^2 N^(2/d)           (2)
 * sparse = the same over A active j only, A fixed          ~ A N N^(2/d)           (3)
 * }
 *
 * <p>(2): N^3 in a square, N^(8/3) in a cube; (3) is less by N / A. One event charges one wire over
 * its whole way; where all synapses of a row share one wire that is driven once, as in a crossbar,
 * a dense inference drives 2 N wires of length N, 2 N^2.
 */
final class WireLengths {
  private final int d;
  private final int k;
  private final int neurons;

  WireLengths(int d, int k) {
    if (d < 1 || d > 3 || k < 1) {
      throw new ParameterException("wires", "d, k", d + ", " + k, "d must be 1 to 3, k > 0");
    }
    this.d = d;
    this.k = k;
    neurons = power(k, d);
  }

  private static int power(int base, int exponent) {
    int p = 1;
    for (int e = 0; e < exponent; e++) {
      p = Math.multiplyExact(p, base);
    }
    return p;
  }

  int neurons() {
    return neurons;
  }

  /** Cells of the surface of the square (its area) or cube, through which heat goes. */
  double surface() {
    double side = (double) k * k;
    return d == 3 ? 6 * side * side : side * side;
  }

  /** Equation (2), in steps. */
  double dense() {
    double sum = 0;
    for (int j = 0; j < neurons; j++) {
      sum += from(j);
    }
    return sum;
  }

  /** Equation (3), in steps: mean over some draws of the active neurons. */
  double sparse(int active, int draws, RandomStream stream) {
    double sum = 0;
    for (int draw = 0; draw < draws; draw++) {
      for (int a = 0; a < active; a++) {
        sum += from(stream.nextInt(neurons));
      }
    }
    return sum / draws;
  }

  /** All synapses of one sender, equation (1); twice the length is a whole number. */
  private double from(int j) {
    int[] sender = new int[d];
    int[] receiver = new int[d];
    digits(j, sender);
    long twice = 0;
    for (int i = 0; i < neurons; i++) {
      digits(i, receiver);
      for (int axis = 0; axis < d; axis++) {
        int middle = k - 1; // twice the distance from a corner of a block to its middle
        int cell = 2 * (k * sender[axis] + receiver[axis]);
        int soma = 2 * k * sender[axis] + middle;
        int target = 2 * k * receiver[axis] + middle;
        twice += Math.abs(cell - soma) + Math.abs(cell - target);
      }
    }
    return twice / 2.0;
  }

  private void digits(int n, int[] out) {
    int rest = n;
    for (int axis = 0; axis < d; axis++) {
      out[axis] = rest % k;
      rest /= k;
    }
  }
}
