package io.hillock.neuron;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.unit.Time;
import java.util.Arrays;

/**
 * Leaky integrate-and-fire neurons with exact exponential step.
 *
 * {@snippet lang=text :
 * tau_m dv/dt = -v + R I                                                            (1)
 * v[t] = alpha v[t-1] + zeta I[t],   alpha = exp(-dt/tau_m)                         (2)
 * z[t] = 1 if v[t] > v_th and the neuron is not refractory, else 0                  (3)
 * }
 *
 * <p>v membrane potential (dimensionless), I summed synaptic input of the step, zeta = 1 or 1 -
 * alpha ({@link InputScaling}), z spikes, all of shape (n). (2) is exact for (1) with input held
 * over the step; spike times carry an O(dt) error. After a spike the {@link ResetMode} acts, and
 * for t_ref (3) yields no spike, while (2) goes on or v is held ({@link Refractoriness}). With v
 * &lt;= v_th and no input, v decays to 0 and never fires. Time constants and thresholds may differ
 * from neuron to neuron.
 *
 * @see "W. Gerstner, W. M. Kistler, R. Naud, L. Paninski (2014), Neuronal Dynamics, Cambridge
 *     University Press, ch. 1, doi:10.1017/CBO9781107447615"
 */
public final class Lif implements NeuronModel {
  private final LifParameters parameters;
  private final double[] tauMs;
  private final float[] vTh;

  private Lif(LifParameters parameters, double[] tauMs, float[] vTh) {
    this.parameters = parameters;
    this.tauMs = tauMs;
    this.vTh = vTh;
  }

  /**
   * Neurons that are all alike.
   *
   * @param parameters their parameters
   * @return the model
   */
  public static Lif of(LifParameters parameters) {
    return new Lif(parameters, new double[0], new float[0]);
  }

  /**
   * The same neurons with a time constant for each.
   *
   * @param milliseconds tau_m of each neuron [ms], all &gt; 0; copied
   * @return the variant
   */
  public Lif withTauM(double... milliseconds) {
    for (double tau : milliseconds) {
      if (!(tau > 0)) {
        throw new ParameterException("LIF", "tau_m", tau + " ms", "it must be > 0 ms");
      }
    }
    return new Lif(parameters, milliseconds.clone(), vTh);
  }

  /**
   * The same neurons with a threshold for each.
   *
   * @param thresholds v_th of each neuron, all &gt; 0; copied
   * @return the variant
   */
  public Lif withThresholds(float... thresholds) {
    for (float threshold : thresholds) {
      if (!(threshold > 0)) {
        throw new ParameterException("LIF", "v_th", threshold, "it must be > 0");
      }
    }
    return new Lif(parameters, tauMs, thresholds.clone());
  }

  /**
   * The parameters that all neurons share.
   *
   * @return the parameters; tau_m and v_th hold where no neuron has its own
   */
  public LifParameters parameters() {
    return parameters;
  }

  /**
   * The decay of each membrane over a step, alpha = exp(-dt/tau_m).
   *
   * @param n number of neurons
   * @param dt the step
   * @return alpha, shape (n)
   */
  public float[] alphas(int n, Time dt) {
    requireLength("tau_m", tauMs.length, n);
    float[] alpha = new float[n];
    for (int i = 0; i < n; i++) {
      Time tau = tauMs.length == 0 ? parameters.tauM() : Time.ms(tauMs[i]);
      alpha[i] = (float) tau.decay(dt);
    }
    return alpha;
  }

  /**
   * The threshold of each neuron.
   *
   * @param n number of neurons
   * @return v_th, shape (n)
   */
  public float[] thresholds(int n) {
    requireLength("v_th", vTh.length, n);
    if (vTh.length > 0) {
      return vTh.clone();
    }
    float[] all = new float[n];
    Arrays.fill(all, (float) parameters.vTh());
    return all;
  }

  private static void requireLength(String symbol, int given, int n) {
    if (given != 0 && given != n) {
      throw new ParameterException(
          "LIF", symbol, given + " values", "the population has " + n + " neurons");
    }
  }

  @Override
  public SpikingNeurons create(int n, Time dt) {
    return new LifNeurons(this, n, dt, Kernels.best());
  }

  @Override
  public String toString() {
    return "Lif["
        + parameters
        + ", tauM="
        + Arrays.toString(tauMs)
        + ", vTh="
        + Arrays.toString(vTh)
        + "]";
  }
}
