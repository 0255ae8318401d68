package io.hillock.train.feedforward;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import java.util.Arrays;
import java.util.List;

/**
 * A network of rectified linear units without bias whose work follows connections and events.
 *
 * {@snippet lang=text :
 * z_l = sum over active i of x_{l-1,i} w_{l,i},    x_l = max(0, z_l),   l < L         (1)
 * p = softmax(z_L),   E = -ln p_label                                                (2)
 * d_L = p - y,   d_{l-1,i} = sum over j of w_{l,ij} d_{l,j} for x_{l-1,i} > 0        (3)
 * dE/dw_{l,ij} = x_{l-1,i} d_{l,j} for x_{l-1,i} != 0 and d_{l,j} != 0               (4)
 * }
 *
 * <p>x_0 the input, given by its elements that are not zero; y the label, one of n_L. All sums run
 * over connections that exist, row by row: forward from sources that are not zero; backward (3) and
 * (4) in one walk, over units whose derivative is 1 alone, since the others have x = 0.
 *
 * <p>Counted: a product for each term of (1) and (3), a trace update for each addition to a
 * gradient (4), a neuron update for each unit of a layer forward and for each unit with a
 * derivative backward.
 */
public final class ReluNetwork {
  private final List<Parameter> weights;
  private final List<Mask> masks;
  private final float[][] x;
  private final float[][] d;
  private final int[][] active;
  private final int[] count;
  private final int[] targets;
  private final double[] exp;
  private final Counts inference = new Counts();
  private final Counts learning = new Counts();

  /**
   * A network.
   *
   * @param weights a matrix for each layer; rows are sources, and each has as many as the one
   *     before has columns
   * @param masks which connections exist, for each matrix; it follows their changes
   */
  public ReluNetwork(ParameterSet weights, List<Mask> masks) {
    this.weights = weights.all();
    this.masks = List.copyOf(masks);
    int layers = this.weights.size();
    x = new float[layers + 1][];
    d = new float[layers + 1][];
    active = new int[layers + 1][];
    count = new int[layers + 1];
    targets = new int[layers + 1];
    for (int l = 1; l <= layers; l++) {
      int units = this.weights.get(l - 1).columns();
      if (l < layers && units != this.weights.get(l).rows()) {
        throw new IllegalArgumentException(
            this.weights.get(l).name() + " has not a row for each of " + units + " units");
      }
      x[l] = new float[units];
      d[l] = new float[units];
      active[l] = new int[units];
    }
    exp = new double[x[layers].length];
  }

  /**
   * The class of an input.
   *
   * @param index places of its elements that are not zero
   * @param value their values
   * @param n how many
   * @return the unit with the greatest output, the first of equal ones
   */
  public int classify(int[] index, float[] value, int n) {
    forward(index, value, n, inference);
    float[] z = x[weights.size()];
    int best = 0;
    for (int j = 1; j < z.length; j++) {
      best = z[j] > z[best] ? j : best;
    }
    return best;
  }

  /**
   * Adds the derivatives of (2) for one input to a gradient.
   *
   * @param index places of its elements that are not zero
   * @param value their values
   * @param n how many
   * @param label its class
   * @param factor what they are multiplied by, for instance one over the size of a batch
   * @param gradient where to
   * @return E [nat]
   */
  public double learn(
      int[] index, float[] value, int n, int label, float factor, Gradient gradient) {
    forward(index, value, n, learning);
    double loss = output(label, factor);
    for (int l = weights.size(); l >= 1; l--) {
      if (l > 1) {
        backward(l, gradient.of(l - 1));
      } else {
        inputGradient(index, value, n, gradient.of(0));
      }
    }
    return loss;
  }

  /** Equation (1). */
  private void forward(int[] index, float[] value, int n, Counts counts) {
    int layers = weights.size();
    long products = 0;
    long updates = 0;
    for (int l = 1; l <= layers; l++) {
      float[] z = x[l];
      Arrays.fill(z, 0);
      products +=
          l == 1
              ? addRows(l, index, value, n, z)
              : addRows(l, active[l - 1], null, count[l - 1], z);
      updates += z.length;
      if (l < layers) {
        rectify(l);
      }
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, products);
    counts.add(CountKind.NEURON_UPDATE, updates);
  }

  /** Rows of sources, times their values; those of layer l - 1 where no values are given. */
  private long addRows(int l, int[] index, float[] value, int n, float[] z) {
    Parameter parameter = weights.get(l - 1);
    Mask mask = masks.get(l - 1);
    float[] w = parameter.values();
    int stride = parameter.stride();
    int[] elements = mask.elements();
    int[] start = mask.rowStart();
    float[] source = x[l - 1];
    long products = 0;
    for (int k = 0; k < n; k++) {
      int i = index[k];
      float xi = value == null ? source[i] : value[k];
      int row = i * stride;
      int from = start[i];
      int to = start[i + 1];
      if (to - from == z.length) {
        addFull(z, w, row, xi);
      } else {
        for (int e = from; e < to; e++) {
          int element = elements[e];
          z[element - row] += xi * w[element];
        }
      }
      products += to - from;
    }
    return products;
  }

  private static void addFull(float[] z, float[] w, int row, float xi) {
    for (int j = 0; j < z.length; j++) {
      z[j] += xi * w[row + j];
    }
  }

  private void rectify(int l) {
    float[] z = x[l];
    int[] list = active[l];
    int n = 0;
    for (int j = 0; j < z.length; j++) {
      if (z[j] > 0) {
        list[n++] = j;
      } else {
        z[j] = 0;
      }
    }
    count[l] = n;
  }

  /** Equation (2) and the first of (3). */
  private double output(int label, float factor) {
    int top = weights.size();
    float[] z = x[top];
    float greatest = z[0];
    for (float v : z) {
      greatest = Math.max(greatest, v);
    }
    double sum = 0;
    for (int j = 0; j < z.length; j++) {
      exp[j] = StrictMath.exp((double) z[j] - greatest);
      sum += exp[j];
    }
    targets[top] = 0;
    for (int j = 0; j < z.length; j++) {
      d[top][j] = (float) (exp[j] / sum - (j == label ? 1 : 0)) * factor;
      targets[top] += d[top][j] == 0 ? 0 : 1;
    }
    return StrictMath.log(sum) - ((double) z[label] - greatest);
  }

  /** Equations (3) and (4) of a layer above the first. */
  private void backward(int l, float[] g) {
    Parameter parameter = weights.get(l - 1);
    Mask mask = masks.get(l - 1);
    float[] w = parameter.values();
    int stride = parameter.stride();
    int[] elements = mask.elements();
    int[] start = mask.rowStart();
    float[] above = d[l];
    float[] below = d[l - 1];
    Arrays.fill(below, 0);
    int units = 0;
    long products = 0;
    for (int k = 0; k < count[l - 1]; k++) {
      int i = active[l - 1][k];
      float xi = x[l - 1][i];
      int row = i * stride;
      float sum = 0;
      if (start[i + 1] - start[i] == above.length) {
        for (int j = 0; j < above.length; j++) {
          sum += w[row + j] * above[j]; // (3)
        }
        addGradient(g, row, xi, above); // (4)
        products += targets[l];
      } else {
        for (int e = start[i]; e < start[i + 1]; e++) {
          int element = elements[e];
          float dj = above[element - row];
          if (dj != 0) {
            sum += w[element] * dj; // (3)
            g[element] += xi * dj; // (4)
            products++;
          }
        }
      }
      below[i] = sum;
      units += sum == 0 ? 0 : 1;
    }
    targets[l - 1] = units;
    learning.add(CountKind.MULTIPLY_ACCUMULATE, products);
    learning.add(CountKind.TRACE_UPDATE, products);
    learning.add(CountKind.NEURON_UPDATE, count[l - 1]);
  }

  /** Equation (4) of the first layer. */
  private void inputGradient(int[] index, float[] value, int n, float[] g) {
    Mask mask = masks.get(0);
    int stride = weights.get(0).stride();
    int[] elements = mask.elements();
    int[] start = mask.rowStart();
    float[] above = d[1];
    long updates = 0;
    for (int k = 0; k < n; k++) {
      int i = index[k];
      float xi = value[k];
      int row = i * stride;
      if (start[i + 1] - start[i] == above.length) {
        addGradient(g, row, xi, above); // (4)
        updates += targets[1];
      } else {
        for (int e = start[i]; e < start[i + 1]; e++) {
          int element = elements[e];
          float dj = above[element - row];
          if (dj != 0) {
            g[element] += xi * dj; // (4)
            updates++;
          }
        }
      }
    }
    learning.add(CountKind.TRACE_UPDATE, updates);
  }

  private static void addGradient(float[] g, int row, float xi, float[] above) {
    for (int j = 0; j < above.length; j++) {
      g[row + j] += xi * above[j];
    }
  }

  /**
   * What classifying took.
   *
   * @return the counters themselves
   */
  public Counts inference() {
    return inference;
  }

  /**
   * What the ways forward and back of learning took.
   *
   * @return the counters themselves
   */
  public Counts learning() {
    return learning;
  }
}
