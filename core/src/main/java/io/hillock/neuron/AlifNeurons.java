package io.hillock.neuron;

import io.hillock.internal.simd.Kernels;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.unit.Time;
import java.util.Arrays;

/** Running adaptive LIF neurons; the equation numbers are those of {@link Alif}. */
final class AlifNeurons extends LifNeurons {
  private final float rho;
  private final float[] beta;
  private final float[] adaptation;
  private final float[] threshold;
  private final SpikeList fired;

  AlifNeurons(AlifParameters parameters, int plain, int n, Time dt, Kernels kernels) {
    super(Lif.of(parameters.lif()), n, dt, kernels);
    rho = (float) parameters.tauA().decay(dt);
    beta = new float[n];
    Arrays.fill(beta, Math.min(plain, n), n, (float) parameters.beta());
    adaptation = new float[n];
    threshold = baseThresholds().clone();
    fired = new SpikeList(n);
  }

  @Override
  float[] thresholds() {
    return threshold;
  }

  @Override
  public void step(SpikeList spiked) {
    float[] base = baseThresholds();
    for (int i = 0; i < adaptation.length; i++) {
      adaptation[i] *= rho;
    }
    for (int k = 0; k < fired.size(); k++) {
      adaptation[fired.get(k)] += 1; // (2)
    }
    for (int i = 0; i < adaptation.length; i++) {
      threshold[i] = base[i] + beta[i] * adaptation[i]; // (3)
    }
    super.step(spiked); // (1), (4)
    fired.copyFrom(spiked);
  }

  @Override
  public float rho(int i) {
    return beta[i] == 0 ? 0 : rho;
  }

  @Override
  public float beta(int i) {
    return beta[i];
  }

  @Override
  public boolean silentWithoutInput() {
    // The threshold sinks while nobody fires, but never below its base, which the LIF part checks.
    return fired.isEmpty() && super.silentWithoutInput();
  }

  @Override
  public void skip(long steps) {
    super.skip(steps);
    float factor = (float) StrictMath.pow(rho, steps);
    for (int i = 0; i < adaptation.length; i++) {
      adaptation[i] *= factor;
    }
  }

  @Override
  public void reset() {
    super.reset();
    Arrays.fill(adaptation, 0);
    System.arraycopy(baseThresholds(), 0, threshold, 0, threshold.length);
    fired.clear();
  }

  @Override
  public void visit(StateVisitor visitor) {
    super.visit(visitor);
    visitor.floats("adaptation", StateRole.INFERENCE, Float.SIZE, adaptation);
    visitor.part("fired", fired);
  }
}
