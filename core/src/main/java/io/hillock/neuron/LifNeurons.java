package io.hillock.neuron;

import io.hillock.internal.simd.Kernels;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.unit.Time;
import java.util.Arrays;

/** Running LIF neurons; the equation numbers are those of {@link Lif}. */
class LifNeurons implements SpikingNeurons {
  private static final int CHECK_INTERVAL = 1024;

  private final Kernels kernels;
  private final ResetMode reset;
  private final float vReset;
  private final int refractorySteps;
  private final float[] alpha;
  private final float[] gain;
  private final float[] vTh;
  private final float[] v;
  private final float[] current;
  private final int[] refractory;
  private final SpikeList lastSpiked;
  private final float[] held; // v of refractory neurons within a step, where they are held
  private final float[] vBeforeReset;
  private int refractoryCount;
  private long clock;

  LifNeurons(Lif model, int n, Time dt, Kernels kernels) {
    this.kernels = kernels;
    LifParameters p = model.parameters();
    reset = p.reset();
    vReset = (float) p.vReset();
    refractorySteps = p.tRef().stepsUp(dt);
    alpha = model.alphas(n, dt);
    vTh = model.thresholds(n);
    gain = new float[n];
    for (int i = 0; i < n; i++) {
      gain[i] = p.scaling() == InputScaling.UNIT ? 1 : 1 - alpha[i];
    }
    v = new float[n];
    current = new float[n];
    refractory = new int[refractorySteps > 0 ? n : 0];
    lastSpiked = new SpikeList(n);
    boolean hold = p.refractoriness() == Refractoriness.HOLD;
    held = new float[hold ? refractory.length : 0];
    vBeforeReset = new float[n];
  }

  @Override
  public int size() {
    return v.length;
  }

  @Override
  public float[] current() {
    return current;
  }

  @Override
  public float[] v() {
    return v;
  }

  /** The thresholds in force in this step. */
  float[] thresholds() {
    return vTh;
  }

  float[] baseThresholds() {
    return vTh;
  }

  @Override
  public void step(SpikeList spiked) {
    boolean hold = held.length > 0 && refractoryCount > 0;
    if (hold) {
      System.arraycopy(v, 0, held, 0, v.length);
    }
    if (reset == ResetMode.SUBTRACT_AFTER_DECAY) {
      kernels.integrate(v, alpha, gain, current); // (2)
      for (int k = 0; k < lastSpiked.size(); k++) {
        v[lastSpiked.get(k)] -= vTh[lastSpiked.get(k)];
      }
      kernels.fire(v, thresholds(), spiked); // (3)
    } else {
      kernels.integrateAndFire(v, alpha, gain, current, thresholds(), spiked); // (2), (3)
    }
    if (hold) {
      holdRefractory();
    }
    if (refractorySteps > 0) {
      passRefractoriness(spiked);
    }
    for (int k = 0; k < spiked.size(); k++) {
      int i = spiked.get(k);
      vBeforeReset[k] = v[i];
      v[i] = afterSpike(i);
    }
    lastSpiked.copyFrom(spiked);
    if (++clock % CHECK_INTERVAL == 0) {
      requireFinite();
    }
  }

  private float afterSpike(int i) {
    return switch (reset) {
      case TO_ZERO -> 0;
      case TO_VALUE -> vReset;
      case SUBTRACT -> v[i] - vTh[i];
      case SUBTRACT_AFTER_DECAY, NONE -> v[i];
    };
  }

  /** Before counting down: the last blocked step has 2, the first free one has 1. */
  private void holdRefractory() {
    for (int i = 0; i < refractory.length; i++) {
      if (refractory[i] > 1) {
        v[i] = held[i];
      }
    }
  }

  /**
   * Counts the periods down, takes refractory neurons off the list and starts new periods. The
   * counter holds the blocked steps to come plus one, so that after counting down it is positive
   * exactly in blocked steps (and in the step of the spike itself).
   */
  private void passRefractoriness(SpikeList spiked) {
    if (refractoryCount > 0) {
      int freed = 0;
      for (int i = 0; i < refractory.length; i++) { // without branches, so that it becomes vectors
        int left = refractory[i];
        freed += left == 1 ? 1 : 0;
        refractory[i] = Math.max(left - 1, 0);
      }
      refractoryCount -= freed;
    }
    int kept = 0;
    int[] index = spiked.array();
    for (int k = 0; k < spiked.size(); k++) {
      if (refractory[index[k]] == 0) {
        index[kept++] = index[k];
      }
    }
    spiked.size(kept);
    for (int k = 0; k < kept; k++) {
      refractory[index[k]] = refractorySteps + 1;
    }
    refractoryCount += kept;
  }

  private void requireFinite() {
    for (int i = 0; i < v.length; i++) {
      if (!Float.isFinite(v[i])) {
        throw new ArithmeticException(
            "membrane potential of neuron " + i + " is " + v[i] + " at step " + clock);
      }
    }
  }

  @Override
  public void pseudoDerivative(PseudoDerivative shape, float[] psi) {
    float[] threshold = thresholds();
    float[] base = baseThresholds();
    shape.of(v, threshold, base, psi);
    if (refractoryCount > 0) {
      for (int i = 0; i < refractory.length; i++) {
        psi[i] = refractory[i] > 0 ? 0 : psi[i];
      }
    }
    for (int k = 0; k < lastSpiked.size(); k++) { // what fired in this very step is not blocked yet
      int i = lastSpiked.get(k);
      psi[i] = shape.at(vBeforeReset[k], threshold[i], base[i]);
    }
  }

  @Override
  public float alpha(int i) {
    return alpha[i];
  }

  @Override
  public float inputGain(int i) {
    return gain[i];
  }

  @Override
  public float rho(int i) {
    return 0;
  }

  @Override
  public float beta(int i) {
    return 0;
  }

  @Override
  public boolean silentWithoutInput() {
    // From v <= v_th the membrane only decays towards 0 < v_th, so nothing fires without input.
    return lastSpiked.isEmpty() && refractoryCount == 0 && !aboveThreshold();
  }

  private boolean aboveThreshold() {
    for (int i = 0; i < v.length; i++) {
      if (v[i] > vTh[i]) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void skip(long steps) {
    for (int i = 0; i < v.length; i++) {
      v[i] *= (float) StrictMath.pow(alpha[i], steps);
    }
    lastSpiked.clear();
  }

  @Override
  public void reset() {
    Arrays.fill(v, 0);
    Arrays.fill(current, 0);
    Arrays.fill(refractory, 0);
    refractoryCount = 0;
    lastSpiked.clear();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("v", StateRole.INFERENCE, Float.SIZE, v);
    visitor.floats("vTh", StateRole.INFERENCE, Float.SIZE, vTh);
    visitor.floats("alpha", StateRole.INFERENCE, Float.SIZE, alpha);
    visitor.ints("refractory", StateRole.INFERENCE, bitsFor(refractorySteps + 1), refractory);
    visitor.part("lastSpiked", lastSpiked);
    visitor.floats("current", StateRole.BOOKKEEPING, Float.SIZE, current);
    refractoryCount =
        (int)
            visitor.scalar("refractoryCount", StateRole.BOOKKEEPING, Integer.SIZE, refractoryCount);
    clock = visitor.scalar("clock", StateRole.BOOKKEEPING, Long.SIZE, clock);
  }

  private static int bitsFor(int largest) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(largest);
  }
}
