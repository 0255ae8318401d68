package io.hillock.train.cell;

import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Layer;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import java.util.List;

/**
 * Gated recurrent units, with the reset behind the recurrent product.
 *
 * {@snippet lang=text :
 * z = sigm(W_z x + V_z h' + b_z),   r = sigm(W_r x + V_r h' + b_r)                  (1), (2)
 * g = tanh(W_g x + b_g + r (V_g h' + c))                                            (3)
 * h = z h' + (1 - z) g                                                              (4)
 * }
 *
 * <p>x what arrives, shape (inputs); h' and h the state before and after, shape (units), and what
 * is sent. Columns of the matrices stand in the order z, r, g.
 *
 * @see "K. Cho et al. (2014), EMNLP, arXiv:1406.1078; the reset as in cuDNN"
 */
public final class Gru implements Layer {
  private static final int GATES = 3;

  private final String name;
  private final GatedWeights weights;

  /**
   * Draws a layer.
   *
   * @param name its name, unique within a network
   * @param inputs number of inputs, &gt; 0
   * @param units number of units, &gt; 0
   * @param seed draws the weights: normal, of the variance 2 / (fan in + fan out); biases are zero
   */
  public Gru(String name, int inputs, int units, Seed seed) {
    this.name = name;
    weights = GatedWeights.draw(name, inputs, units, GATES, true, seed);
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

  /** {@inheritDoc} Five floats for each unit and step. */
  @Override
  public long tapeBytes(int steps) {
    return 5L * Float.BYTES * units() * steps;
  }

  @Override
  public LayerRun train(int slice, int steps, Gradient gradient) {
    return GatedRun.gru(slice, steps, this, gradient);
  }

  @Override
  public LayerRun infer(int slice) {
    return GatedRun.gru(slice, 1, this, null);
  }
}
