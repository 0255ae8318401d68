package io.hillock.train.cell;

import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Layer;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import java.util.List;

/**
 * Long short-term memory.
 *
 * {@snippet lang=text :
 * i = sigm(W_i x + V_i h' + b_i),   f = sigm(W_f x + V_f h' + b_f)                  (1), (2)
 * o = sigm(W_o x + V_o h' + b_o),   g = tanh(W_g x + V_g h' + b_g)                  (3), (4)
 * c = f c' + i g,   h = o tanh(c)                                                   (5), (6)
 * }
 *
 * <p>x what arrives, shape (inputs); c' and c the cells, h' and h what is sent, before and after,
 * shape (units). Columns of the matrices stand in the order i, f, o, g.
 *
 * @see "S. Hochreiter, J. Schmidhuber (1997), Neural Comput. 9:1735,
 *     doi:10.1162/neco.1997.9.8.1735; the forget gate: F. A. Gers et al. (2000), Neural Comput.
 *     12:2451, doi:10.1162/089976600300015015"
 */
public final class Lstm implements Layer {
  private static final int GATES = 4;

  private final String name;
  private final GatedWeights weights;

  /**
   * Draws a layer.
   *
   * @param name its name, unique within a network
   * @param inputs number of inputs, &gt; 0
   * @param units number of units, &gt; 0
   * @param seed draws the weights: normal, of the variance 2 / (fan in + fan out); biases are zero
   *     but those of the forget gate, which are one
   */
  public Lstm(String name, int inputs, int units, Seed seed) {
    this.name = name;
    weights = GatedWeights.draw(name, inputs, units, GATES, false, seed);
    for (int j = units; j < 2 * units; j++) {
      weights.bias().set(0, j, 1);
    }
  }

  GatedWeights weights() {
    return weights;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int inputs() {
    return weights.input().parameter().rows();
  }

  @Override
  public int units() {
    return weights.recurrent().parameter().rows();
  }

  @Override
  public boolean binary() {
    return false;
  }

  @Override
  public List<Parameter> parameters() {
    return weights.parameters();
  }

  @Override
  public void prepare() {
    weights.prepare();
  }

  /** {@inheritDoc} Six floats for each unit and step. */
  @Override
  public long tapeBytes(int steps) {
    return 6L * Float.BYTES * units() * steps;
  }

  @Override
  public LayerRun train(int slice, int steps, Gradient gradient) {
    return new LstmRun(slice, steps, this, gradient);
  }

  @Override
  public LayerRun infer(int slice) {
    return new LstmRun(slice, 1, this, null);
  }
}
