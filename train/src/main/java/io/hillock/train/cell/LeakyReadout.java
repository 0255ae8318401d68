package io.hillock.train.cell;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Batch;
import io.hillock.train.Demand;
import io.hillock.train.Gradient;
import io.hillock.train.Head;
import io.hillock.train.HeadRun;
import io.hillock.train.Parameter;
import io.hillock.train.Score;
import io.hillock.train.Signals;
import io.hillock.train.internal.simd.EventKernels;
import io.hillock.train.internal.simd.SpikeKernels;
import java.util.Arrays;
import java.util.List;

/**
 * Leaky readouts, one for each class, whose mean over the last steps answers.
 *
 * {@snippet lang=text :
 * y_t = kappa y_{t-1} + (1 - kappa) W z_t,   o = bias + mean of y_t over the last K steps   (1)
 * L = -log softmax(o)_class                                                                 (2)
 * }
 */
public final class LeakyReadout implements Head {
  private final Parameter weights;
  private final Parameter bias;
  private final float kappa;
  private final int answer;

  /**
   * Readouts with weights of zero.
   *
   * @param inputs from how many units they receive
   * @param classes how many there are
   * @param kappa leak per step, in [0, 1)
   * @param answer over how many last steps the mean is taken, &gt; 0
   */
  public LeakyReadout(int inputs, int classes, double kappa, int answer) {
    if (!(kappa >= 0 && kappa < 1 && answer > 0)) {
      throw new ParameterException(
          "leaky readout",
          "kappa, answer",
          kappa + ", " + answer,
          "kappa must be in [0, 1), answer > 0 steps");
    }
    this.kappa = (float) kappa;
    this.answer = answer;
    weights = new Parameter("readout.weights", inputs, classes);
    bias = new Parameter("readout.bias", 1, classes);
  }

  /**
   * Draws weights from N(0, gain^2 / inputs).
   *
   * @param gain factor of the standard deviation
   * @param stream where the draws come from
   * @return this head
   */
  public LeakyReadout initialise(double gain, RandomStream stream) {
    weights.fillNormal(gain / StrictMath.sqrt(weights.rows()), stream);
    return this;
  }

  @Override
  public int inputs() {
    return weights.rows();
  }

  /**
   * The weights.
   *
   * @return the matrix, shape (inputs, classes)
   */
  public Parameter weights() {
    return weights;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(weights, bias);
  }

  @Override
  public long tapeBytes(int steps) {
    return 0;
  }

  @Override
  public HeadRun start(int slice, int steps, Gradient gradient) {
    return new Run(slice, gradient);
  }

  private final class Run implements HeadRun {
    private final EventKernels events = EventKernels.best();
    private final SpikeKernels kernels = SpikeKernels.best();
    private final int stride = weights.stride();
    private final int classes = weights.columns();
    private final int slice;
    private final float[] sum; // y / (1 - kappa)
    private final float[] mean;
    private final float[] error; // dL/d(mean)
    private final float[] g; // dL/dy
    private final float[] sent; // (1 - kappa) g
    private final double[] exponentials = new double[classes];
    private final float[] gradientWeights;
    private final float[] gradientBias;
    private float[] products = new float[0];
    private int steps;

    Run(int slice, Gradient gradient) {
      this.slice = slice;
      sum = new float[slice * stride];
      mean = new float[slice * stride];
      error = new float[slice * stride];
      g = new float[slice * stride];
      sent = new float[stride];
      gradientWeights = gradient == null ? new float[0] : gradient.of(weights);
      gradientBias = gradient == null ? new float[0] : gradient.of(bias);
    }

    @Override
    public void begin(boolean carry, int length) {
      steps = length;
      if (!carry) {
        Arrays.fill(sum, 0);
      }
      Arrays.fill(mean, 0);
      Arrays.fill(g, 0);
    }

    @Override
    public void forward(int t, Signals in) {
      for (int s = 0; s < slice; s++) {
        int at = s * stride;
        kernels.scale(sum, at, kappa, sum, at, stride);
        int from = s * in.width;
        int to = from + in.count[s];
        if (in.binary) {
          events.addRows(sum, at, stride, weights.values(), stride, in.index, from, to);
        } else {
          events.addRows(sum, at, stride, weights.values(), stride, in.index, in.value, from, to);
        }
        if (t >= steps - answer) {
          kernels.leak(mean, at, 1, 1 - kappa, sum, at, stride); // (1)
        }
      }
    }

    @Override
    public void finish(Batch batch, int first, int samples, float scale, Score score) {
      int over = Math.min(answer, steps);
      Arrays.fill(error, 0);
      for (int s = 0; s < samples; s++) {
        int right = batch.target(first + s, steps - 1);
        int best = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
          exponentials[k] = mean[s * stride + k] / over + bias.get(0, k);
          if (exponentials[k] > greatest) {
            greatest = exponentials[k];
            best = k;
          }
        }
        double loss = greatest - exponentials[right];
        double total = 0;
        for (int k = 0; k < classes; k++) {
          exponentials[k] = StrictMath.exp(exponentials[k] - greatest);
          total += exponentials[k];
        }
        score.add(loss + StrictMath.log(total), 1, best == right ? 1 : 0); // (2)
        for (int k = 0; k < classes; k++) {
          double wrong = exponentials[k] / total - (k == right ? 1 : 0);
          error[s * stride + k] = (float) (scale * wrong);
        }
      }
    }

    @Override
    public void adjoint(int t, Signals in, Demand below) {
      float share = t >= steps - answer ? 1f / Math.min(answer, steps) : 0;
      for (int s = 0; s < slice; s++) {
        int at = s * stride;
        kernels.leak(g, at, kappa, share, error, at, stride);
        kernels.scale(sent, 0, 1 - kappa, g, at, stride);
        int from = s * in.width;
        int to = from + in.count[s];
        if (in.binary) {
          events.addOuter(gradientWeights, stride, in.index, from, to, sent, 0, stride);
        } else {
          events.addOuter(gradientWeights, stride, in.index, in.value, from, to, sent, 0, stride);
        }
        if (products.length < below.gradient.length) {
          products = new float[below.gradient.length];
        }
        from = s * below.width;
        to = from + below.count[s];
        events.dots(products, weights.values(), stride, below.index, from, to, sent, 0, stride);
        for (int k = from; k < to; k++) {
          below.gradient[k] += products[k];
        }
      }
    }

    @Override
    public void end() {
      for (int s = 0; s < slice; s++) {
        for (int k = 0; k < classes; k++) {
          gradientBias[k] += error[s * stride + k];
        }
      }
    }

    @Override
    public void visit(StateVisitor visitor) {
      visitor.floats("sum", StateRole.INFERENCE, Float.SIZE, sum);
    }
  }
}
