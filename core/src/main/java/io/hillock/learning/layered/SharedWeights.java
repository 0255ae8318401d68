package io.hillock.learning.layered;

import io.hillock.internal.simd.BlockWiring;
import io.hillock.internal.simd.Kernels;

/**
 * Weights of a convolution: a row for each place of the window and channel of the input, a column
 * for each channel of the output. Only inputs that are not zero are visited.
 */
final class SharedWeights implements Connections {
  private final Grid input;
  private final Grid output;
  private final LayerShape.Convolution shape;
  private final float[] w;
  private final BlockWiring wiring;
  private final Kernels kernels = Kernels.best();

  SharedWeights(Grid input, LayerShape.Convolution shape) {
    this.input = input;
    this.shape = shape;
    output = shape.over(input);
    w = new float[fanIn() * shape.channels()];
    wiring = wire();
  }

  /** For each input: which windows see it, and with which row of weights. */
  private BlockWiring wire() {
    int side = shape.side();
    int stride = shape.stride();
    int channels = shape.channels();
    int[] start = new int[input.units() + 1];
    int most = output.rows() * output.columns() * side * side * input.channels();
    int[] unit = new int[most];
    int[] weight = new int[most];
    int n = 0;
    for (int i = 0; i < input.units(); i++) {
      int channel = i % input.channels();
      int y = i / input.channels() / input.columns();
      int x = i / input.channels() % input.columns();
      start[i] = n;
      for (int r = 0; r < output.rows(); r++) {
        int u = y - stride * r;
        for (int c = 0; c < output.columns() && u >= 0 && u < side; c++) {
          int v = x - stride * c;
          if (v >= 0 && v < side) {
            unit[n] = (r * output.columns() + c) * channels;
            weight[n++] = ((u * side + v) * input.channels() + channel) * channels;
          }
        }
      }
    }
    start[input.units()] = n;
    return new BlockWiring(start, unit, weight, channels);
  }

  @Override
  public float[] w() {
    return w;
  }

  @Override
  public int rows() {
    return fanIn();
  }

  @Override
  public int columns() {
    return shape.channels();
  }

  @Override
  public int at(int row, int column) {
    return row * shape.channels() + column;
  }

  @Override
  public int pre() {
    return input.units();
  }

  @Override
  public int post() {
    return output.units();
  }

  @Override
  public int fanIn() {
    return shape.side() * shape.side() * input.channels();
  }

  @Override
  public int biases() {
    return shape.channels();
  }

  @Override
  public Connections empty() {
    return new SharedWeights(input, shape);
  }

  @Override
  public void addTo(float[] z, Activity x) {
    kernels.addWeightBlocks(z, w, wiring, x.index, x.value, x.count);
  }

  @Override
  public void transposed(float[] d, float[] delta) {
    for (int i = 0; i < d.length; i++) {
      float sum = 0;
      for (int p = wiring.start()[i]; p < wiring.start()[i + 1]; p++) {
        for (int j = 0; j < wiring.width(); j++) {
          sum += w[wiring.weight()[p] + j] * delta[wiring.unit()[p] + j];
        }
      }
      d[i] = sum;
    }
  }

  @Override
  public void write(float[] step, Activity x) {
    kernels.addToWeightBlocks(w, step, wiring, x.index, x.value, x.count);
  }

  private long pairs(Activity x) {
    long pairs = 0;
    for (int s = 0; s < x.count; s++) {
      pairs += wiring.start()[x.index[s] + 1] - wiring.start()[x.index[s]];
    }
    return pairs;
  }

  @Override
  public long products(Activity x) {
    return pairs(x) * shape.channels();
  }

  @Override
  public long productsBack() {
    return (long) wiring.start()[input.units()] * shape.channels();
  }

  @Override
  public long writes(int taught, Activity x) {
    return pairs(x) * shape.channels() + post(); // a shared weight once for each place
  }

  @Override
  public float[] direction(float[] delta, Activity x) {
    float[] gradient = new float[w.length];
    kernels.addToWeightBlocks(gradient, delta, wiring, x.index, x.value, x.count);
    return gradient;
  }
}
