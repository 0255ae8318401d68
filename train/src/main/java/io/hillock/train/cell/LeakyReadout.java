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
import io.hillock.train.internal.simd.AlignedFloats;
import io.hillock.train.internal.simd.RowKernels;
import io.hillock.train.internal.simd.SpikeKernels;
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
  private final AlignedFloats aligned; // weights as they were when last prepared
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
    aligned = new AlignedFloats(weights.values().length);
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
  public void prepare() {
    aligned.take(weights.values(), 0, 0, weights.values().length);
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
    prepare();
    return new Run(slice, gradient);
  }

  private final class Run implements HeadRun {
    private final RowKernels rows = RowKernels.best();
    private final SpikeKernels kernels = SpikeKernels.best();
    private final int stride = weights.stride();
    private final int classes = weights.columns();
    private final int slice;
    private final AlignedFloats sum; // y / (1 - kappa)
    private final AlignedFloats mean;
    private final AlignedFloats error; // dL/d(mean)
    private final AlignedFloats g; // dL/dy
    private final AlignedFloats sent; // (1 - kappa) g
    private final double[] exponentials = new double[classes];
    private final AlignedFloats gradientWeights; // collected until flushed
    private final float[] weightsTotal;
    private final float[] gradientBias;
    private final float[] scratch = new float[RowKernels.scratch(weights.rows())];
    private int steps;

    Run(int slice, Gradient gradient) {
      this.slice = slice;
      sum = new AlignedFloats(slice * stride);
      mean = new AlignedFloats(slice * stride);
      error = new AlignedFloats(slice * stride);
      g = new AlignedFloats(slice * stride);
      sent = new AlignedFloats(stride);
      weightsTotal = gradient == null ? new float[0] : gradient.of(weights);
      gradientWeights = new AlignedFloats(weightsTotal.length);
      gradientBias = gradient == null ? new float[0] : gradient.of(bias);
    }

    @Override
    public void begin(boolean carry, int length) {
      steps = length;
      if (!carry) {
        sum.clear();
      }
      mean.clear();
      g.clear();
    }

    @Override
    public void forward(int t, Signals in) {
      for (int s = 0; s < slice; s++) {
        int at = s * stride;
        kernels.scale(sum, at, kappa, sum, at, stride);
        int from = s * in.width;
        int to = from + in.count[s];
        rows.addRows(sum, at, stride, aligned, stride, in.index, in.value, from, to);
        if (t >= steps - answer) {
          kernels.leak(mean, at, 1, 1 - kappa, sum, at, stride); // (1)
        }
      }
    }

    @Override
    public void finish(Batch batch, int first, int samples, float scale, Score score) {
      int over = Math.min(answer, steps);
      error.clear();
      for (int s = 0; s < samples; s++) {
        int right = batch.target(first + s, steps - 1);
        int best = 0;
        double greatest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < classes; k++) {
          exponentials[k] = mean.get(s * stride + k) / over + bias.get(0, k);
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
          error.set(s * stride + k, (float) (scale * wrong));
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
        rows.addOuter(gradientWeights, stride, in.index, in.value, from, to, sent, 0, stride);
        int wanted = s * below.width;
        to = wanted + below.count[s];
        rows.dots(
            below.gradient,
            wanted,
            aligned,
            stride,
            below.index,
            wanted,
            to,
            sent,
            0,
            stride,
            scratch);
      }
    }

    @Override
    public void end() {
      for (int s = 0; s < slice; s++) {
        for (int k = 0; k < classes; k++) {
          gradientBias[k] += error.get(s * stride + k);
        }
      }
    }

    @Override
    public void flush() {
      gradientWeights.flush(weightsTotal);
    }

    @Override
    public void visit(StateVisitor visitor) {
      float[] copy = new float[sum.length()];
      sum.give(copy);
      visitor.floats("sum", StateRole.INFERENCE, Float.SIZE, copy);
      sum.take(copy, 0, 0, copy.length);
    }
  }
}
