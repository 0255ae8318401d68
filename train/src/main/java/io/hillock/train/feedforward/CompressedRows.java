package io.hillock.train.feedforward;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import java.util.Arrays;
import java.util.List;

/**
 * A trained sparse network as a device would hold it: for each layer the weights that exist, the
 * column of each and where its row begins, and nothing else. A full layer has no columns and rows
 * of equal length. It gives the bits of the network that it was made from.
 *
 * <p>Modelled: 32 bits for a weight and for an activity, as many as the largest number needs for a
 * column and for a row start.
 */
public final class CompressedRows implements Stateful {
  private final Layer[] layers;
  private final float[][] x;
  private final Counts counts = new Counts();

  private static final class Layer {
    final float[] w;
    final int[] column;
    final int[] rowStart;
    final int columns;

    Layer(Parameter parameter, Mask mask) {
      columns = parameter.columns();
      w = new float[mask.count()];
      column = new int[mask.count()];
      rowStart = Arrays.copyOf(mask.rowStart(), parameter.rows() + 1);
      for (int k = 0; k < w.length; k++) {
        int element = mask.elements()[k];
        w[k] = parameter.values()[element];
        column[k] = element % parameter.stride();
      }
    }

    boolean isFull() {
      return w.length == columns * (rowStart.length - 1);
    }
  }

  /**
   * Takes a network's weights.
   *
   * @param weights a matrix for each layer
   * @param masks which connections exist
   */
  public CompressedRows(ParameterSet weights, List<Mask> masks) {
    layers = new Layer[masks.size()];
    x = new float[masks.size()][];
    for (int l = 0; l < layers.length; l++) {
      layers[l] = new Layer(weights.all().get(l), masks.get(l));
      x[l] = new float[layers[l].columns];
    }
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
    long products = 0;
    long updates = 0;
    for (int l = 0; l < layers.length; l++) {
      Layer layer = layers[l];
      float[] z = x[l];
      Arrays.fill(z, 0);
      int sources = l == 0 ? n : x[l - 1].length;
      for (int k = 0; k < sources; k++) {
        int i = l == 0 ? index[k] : k;
        float xi = l == 0 ? value[k] : x[l - 1][k];
        if (xi > 0 || l == 0) {
          for (int e = layer.rowStart[i]; e < layer.rowStart[i + 1]; e++) {
            z[layer.column[e]] += xi * layer.w[e];
          }
          products += layer.rowStart[i + 1] - layer.rowStart[i];
        }
      }
      updates += z.length;
    }
    counts.add(CountKind.MULTIPLY_ACCUMULATE, products);
    counts.add(CountKind.NEURON_UPDATE, updates);
    float[] z = x[layers.length - 1];
    int best = 0;
    for (int j = 1; j < z.length; j++) {
      best = z[j] > z[best] ? j : best;
    }
    return best;
  }

  /**
   * What classifying took.
   *
   * @return the counters themselves
   */
  public Counts counts() {
    return counts;
  }

  private static int bits(int greatest) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(greatest));
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int l = 0; l < layers.length; l++) {
      Layer layer = layers[l];
      String name = "layer " + (l + 1) + " ";
      visitor.floats(name + "weights", StateRole.INFERENCE, Float.SIZE, layer.w);
      if (!layer.isFull()) {
        visitor.ints(name + "columns", StateRole.INFERENCE, bits(layer.columns - 1), layer.column);
        visitor.ints(
            name + "row starts", StateRole.INFERENCE, bits(layer.w.length), layer.rowStart);
      }
      visitor.floats(name + "activities", StateRole.INFERENCE, Float.SIZE, x[l]);
    }
  }
}
