package io.hillock.learning.layered;

import io.hillock.internal.simd.Kernels;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Optional;

/** One layer: its weights, its output and its delta. */
final class Layer implements Stateful {
  /** Steps smaller than this are zero: they change no weight, and denormal numbers are slow. */
  private static final float SMALLEST = 1e-20f;

  final Connections weights;
  final float[] bias;
  final Activity y;
  final float[] delta;
  private final LayeredParameters.Activation activation;
  private final float[] step;
  private final Kernels kernels = Kernels.best();
  private final DropoutGate dropout; // null where there is none
  private LayerFaults faults; // null as long as nothing may fail
  private boolean dropped;

  Layer(
      Connections weights, LayeredParameters.Activation activation, Optional<DropoutGate> dropout) {
    this.weights = weights;
    this.activation = activation;
    this.dropout = dropout.orElse(null);
    int n = weights.post();
    bias = new float[weights.biases()];
    y = new Activity(n);
    delta = new float[n];
    step = new float[n];
  }

  /** Makes room for faults. */
  LayerFaults faults() {
    if (faults == null) {
      faults = new LayerFaults(weights.post(), weights.w().length);
    }
    return faults;
  }

  /** y = f(W x + b) of a sample to be learned: with dropout, if there is any. */
  void evaluateToLearn(Activity x) {
    evaluate(x, dropout != null);
  }

  /** y = f(W x + b). */
  void evaluate(Activity x) {
    evaluate(x, false);
  }

  private void evaluate(Activity x, boolean drop) {
    for (int u = 0; u < y.dense.length; u += bias.length) {
      System.arraycopy(bias, 0, y.dense, u, bias.length);
    }
    weights.addTo(y.dense, x);
    if (activation == LayeredParameters.Activation.TANH) {
      kernels.tanh(y.dense, y.dense);
    }
    if (drop) {
      dropout.drop(y.dense);
    }
    dropped = drop;
    if (faults != null) {
      faults.output().hold(y.dense);
    }
    y.list();
  }

  void countEvaluation(Activity x, Counts counts) {
    counts.add(CountKind.MULTIPLY_ACCUMULATE, weights.products(x));
    counts.add(CountKind.NEURON_UPDATE, weights.post());
  }

  /** delta = d f'(z), in place of d. */
  void differentiate(float[] d) {
    if (dropped) {
      switch (activation) {
        case TANH -> dropout.differentiateTanh(d, y.dense);
        case IDENTITY -> dropout.differentiateIdentity(d);
      }
    } else if (activation == LayeredParameters.Activation.TANH) {
      for (int j = 0; j < d.length; j++) {
        d[j] *= 1 - y.dense[j] * y.dense[j];
      }
    }
    if (faults != null) {
      faults.output().silence(d);
    }
  }

  /** W -= eta delta x^T, b -= eta delta; a layer without delta is left alone. */
  void write(Activity x, float eta, Counts counts) {
    int taught = 0;
    for (int j = 0; j < step.length; j++) {
      float s = -eta * delta[j];
      step[j] = Math.abs(s) < SMALLEST ? 0 : s;
      taught += step[j] == 0 ? 0 : 1;
    }
    if (taught > 0) {
      weights.write(step, x);
      writeBias();
      if (faults != null) {
        faults.weights().hold(weights.w());
      }
      counts.add(CountKind.SYNAPSE_WRITE, weights.writes(taught, x));
    }
  }

  private void writeBias() {
    if (step.length == bias.length) {
      kernels.add(bias, step);
    } else {
      for (int u = 0; u < step.length; u += bias.length) {
        for (int j = 0; j < bias.length; j++) {
          bias[j] += step[u + j];
        }
      }
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.floats("w", StateRole.INFERENCE, Float.SIZE, weights.w());
    visitor.floats("b", StateRole.INFERENCE, Float.SIZE, bias);
    visitor.floats("y", StateRole.INFERENCE, Float.SIZE, y.dense);
    if (dropout != null) {
      visitor.part("dropout", dropout);
    }
    if (faults != null) {
      visitor.part("faults", faults);
    }
  }
}
