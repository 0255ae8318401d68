package io.hillock.train.cell;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import io.hillock.train.Gradient;
import io.hillock.train.Layer;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import io.hillock.train.internal.simd.AlignedFloats;
import java.util.Arrays;
import java.util.List;

/**
 * A recurrent layer of integrate-and-fire units, some or all with an adaptive threshold: the long
 * short-term memory spiking network (LSNN); with beta = 0 throughout, plain LIF units.
 *
 * {@snippet lang=text :
 * b_t = rho b_{t-1} + (1 - rho) z_{t-1},   A_t = thr + beta b_t                     (1)
 * i_t = W_in x_t + W_rec z_{t-1}                                                    (2)
 * z_t = H(v_{t-1} - A_t), 0 if a spike came in the last n_ref steps                 (3)
 * v_t = alpha v_{t-1} + (1 - alpha) i_t - z_{t-1} A_t                               (4)
 * dz_t/ds_t = gamma max(0, 1 - |s_t|),   s_t = (v_{t-1} - A_t) / A_t                (5)
 * }
 *
 * <p>with alpha = exp(-1/tau_m), rho = exp(-1/tau_a), H strict, no unit connected to itself. The
 * voltage before the step is compared: a spike follows its crossing by one step, the reset the
 * spike by another. Derivatives flow through v, through A and through the reset; (5) is zero while
 * a unit is refractory.
 *
 * @see "G. Bellec, D. Salaj, A. Subramoney, R. Legenstein, W. Maass (2018), NeurIPS,
 *     arXiv:1803.09574"
 */
public final class AdaptiveLif implements Layer {
  private final String name;
  private final LifConstants constants;
  private final float[] beta;
  private final Parameter input;
  private final Parameter recurrent;
  private final AlignedFloats alignedInput;
  private final AlignedFloats alignedRecurrent;

  /**
   * A layer with weights of zero.
   *
   * @param name its name, unique within a network
   * @param inputs how many inputs
   * @param constants constants of all units
   * @param beta weight of the adaptation for each unit, &gt;= 0
   */
  public AdaptiveLif(String name, int inputs, LifConstants constants, float[] beta) {
    for (float value : beta) {
      if (!(value >= 0)) {
        throw new ParameterException("adaptive LIF", "beta", value, "it must be >= 0");
      }
    }
    this.name = name;
    this.constants = constants;
    this.beta = Arrays.copyOf(beta, Parameter.padded(beta.length));
    input = new Parameter(name + ".input", inputs, beta.length);
    recurrent = new Parameter(name + ".recurrent", beta.length, beta.length);
    alignedInput = new AlignedFloats(input.values().length);
    alignedRecurrent = new AlignedFloats(recurrent.values().length);
  }

  /**
   * The weights of adaptation of a layer whose first units do not adapt.
   *
   * @param plain how many do not
   * @param adaptive how many do
   * @param beta the weight of these
   * @return one weight for each unit
   */
  public static float[] betas(int plain, int adaptive, double beta) {
    float[] all = new float[plain + adaptive];
    Arrays.fill(all, plain, all.length, (float) beta);
    return all;
  }

  /**
   * Draws weights from N(0, (gain^2 / number of sources)), none from a unit to itself.
   *
   * @param gain factor of the standard deviation
   * @param stream where the draws come from
   * @return this layer
   */
  public AdaptiveLif initialise(double gain, RandomStream stream) {
    input.fillNormal(gain / StrictMath.sqrt(input.rows()), stream);
    recurrent.fillNormal(gain / StrictMath.sqrt(recurrent.rows()), stream);
    for (int j = 0; j < recurrent.rows(); j++) {
      recurrent.set(j, j, 0);
    }
    return this;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int inputs() {
    return input.rows();
  }

  @Override
  public int units() {
    return input.columns();
  }

  @Override
  public boolean binary() {
    return true;
  }

  /**
   * Constants of all units.
   *
   * @return the constants
   */
  public LifConstants constants() {
    return constants;
  }

  /**
   * Weights from the inputs.
   *
   * @return the matrix, shape (inputs, units)
   */
  public Parameter input() {
    return input;
  }

  /**
   * Weights from the units to each other.
   *
   * @return the matrix, shape (units, units), with a diagonal of zeros
   */
  public Parameter recurrent() {
    return recurrent;
  }

  /** How many units from the first do not adapt, rounded down to a multiple of the padding. */
  int plain() {
    int first = 0;
    while (first < beta.length && beta[first] == 0) {
      first++;
    }
    return first / Parameter.LANES * Parameter.LANES;
  }

  /** Whether any unit adapts. */
  boolean adaptive() {
    return plain() < beta.length;
  }

  /** Weights of the adaptation, padded. */
  float[] beta() {
    return beta;
  }

  /** The weights from the inputs as they were when last prepared. */
  AlignedFloats alignedInput() {
    return alignedInput;
  }

  /** The weights between the units as they were when last prepared. */
  AlignedFloats alignedRecurrent() {
    return alignedRecurrent;
  }

  @Override
  public void prepare() {
    alignedInput.take(input.values(), 0, 0, input.values().length);
    alignedRecurrent.take(recurrent.values(), 0, 0, recurrent.values().length);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(input, recurrent);
  }

  @Override
  public long tapeBytes(int steps) {
    return LifTape.bytes(steps, units(), input.stride(), constants.refractory(), adaptive());
  }

  @Override
  public LayerRun train(int slice, int steps, Gradient gradient) {
    prepare();
    return new AdaptiveLifRun(this, slice, steps, gradient);
  }

  @Override
  public LayerRun infer(int slice) {
    prepare();
    return new AdaptiveLifRun(this, slice, 1, null);
  }
}
