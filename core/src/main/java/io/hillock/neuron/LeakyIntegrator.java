package io.hillock.neuron;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.unit.Time;
import java.util.Arrays;

/**
 * A readout that integrates and never fires.
 *
 * {@snippet lang=text :
 * y[t] = kappa y[t-1] + zeta I[t],   kappa = exp(-dt/tau_out)                       (1)
 * }
 *
 * <p>y output (dimensionless), I summed synaptic input, shape (n); zeta = 1 or 1 - kappa.
 *
 * @param tauOut tau_out, time constant, &gt; 0
 * @param scaling factor on the input
 * @see "G. Bellec et al. (2020), Nat. Commun. 11:3625, doi:10.1038/s41467-020-17236-y"
 */
public record LeakyIntegrator(Time tauOut, InputScaling scaling) implements NeuronModel {
  /** Checks the bound of the time constant. */
  public LeakyIntegrator {
    if (!(tauOut.ms() > 0)) {
      throw new ParameterException("leaky integrator", "tau_out", tauOut, "it must be > 0 ms");
    }
  }

  @Override
  public Neurons create(int n, Time dt) {
    return new Running(this, n, dt);
  }

  /** The running readout. */
  private static final class Running implements Neurons {
    private final Kernels kernels = Kernels.best();
    private final float[] kappa;
    private final float[] gain;
    private final float[] y;
    private final float[] current;

    Running(LeakyIntegrator model, int n, Time dt) {
      kappa = new float[n];
      gain = new float[n];
      Arrays.fill(kappa, (float) model.tauOut.decay(dt));
      Arrays.fill(gain, model.scaling == InputScaling.UNIT ? 1 : 1 - kappa[0]);
      y = new float[n];
      current = new float[n];
    }

    @Override
    public int size() {
      return y.length;
    }

    @Override
    public float[] current() {
      return current;
    }

    @Override
    public void step(SpikeList spiked) {
      spiked.clear();
      kernels.integrate(y, kappa, gain, current); // (1)
    }

    @Override
    public float[] v() {
      return y;
    }

    @Override
    public boolean fires() {
      return false;
    }

    @Override
    public boolean silentWithoutInput() {
      return true;
    }

    @Override
    public void skip(long steps) {
      kernels.scale(y, (float) StrictMath.pow(kappa[0], steps));
    }

    @Override
    public void reset() {
      Arrays.fill(y, 0);
      Arrays.fill(current, 0);
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.floats("y", StateRole.INFERENCE, Float.SIZE, y);
      visitor.floats("current", StateRole.BOOKKEEPING, Float.SIZE, current);
    }
  }
}
