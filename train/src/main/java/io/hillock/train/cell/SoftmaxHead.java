package io.hillock.train.cell;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
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
import io.hillock.train.internal.simd.Activations;
import io.hillock.train.internal.simd.DenseProduct;
import io.hillock.train.internal.simd.PackedMatrix;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A symbol at every step: projection onto vectors of symbols, softmax, cross-entropy.
 *
 * {@snippet lang=text :
 * q = y P,   a_k = q . W_k + b_k                                                    (1), (2)
 * p_k = exp(a_k) / sum_l exp(a_l),   L = -ln p_target                               (3), (4)
 * dL/da_k = p_k - [k = target]                                                      (5)
 * }
 *
 * <p>y what arrives, shape (inputs); P the projection, shape (inputs, length of a vector); W the
 * vectors, shape (symbols, length), which may be those of an {@link Embedding}; b shape (symbols).
 * The loss of a batch is the mean over samples and steps, in nats. All steps of a window go through
 * (2) to (5) together, block of symbols by block.
 *
 * @see "O. Press, L. Wolf (2017), EACL, arXiv:1608.05859 (tied vectors)"
 */
public final class SoftmaxHead implements Head {
  /** Symbols of a block: its part of the matrix stays in the cache. */
  private static final int BLOCK = 256;

  private final EventMatrix projection;
  private final Parameter vectors;
  private final Parameter bias;
  private final Dropout mask;
  private final int across;
  private final PackedMatrix[] turned; // for (2), block by block
  private PackedMatrix[] straight; // for the way back, made by the first run that takes it
  private int runs;

  /**
   * A head on vectors that exist already.
   *
   * @param name its name, unique within a network
   * @param inputs number of inputs, &gt; 0
   * @param vectors a row for each symbol
   * @param dropout share of elements of q left out while training, in [0, 1)
   * @param seed draws the projection (normal, variance 2 / (inputs + length)) and masks
   */
  public SoftmaxHead(String name, int inputs, Parameter vectors, double dropout, Seed seed) {
    if (vectors.rows() < 2) {
      throw new ParameterException("softmax", "symbols", vectors.rows(), "there must be two");
    }
    this.vectors = vectors;
    Parameter matrix = new Parameter(name + ".projection", inputs, vectors.columns());
    matrix.fillNormal(
        StrictMath.sqrt(2.0 / (inputs + vectors.columns())),
        seed.stream(Purpose.WIRING, name.hashCode()));
    projection = new EventMatrix(matrix);
    bias = new Parameter(name + ".bias", 1, vectors.rows());
    mask = new Dropout(seed, dropout);
    across = (vectors.rows() + BLOCK - 1) / BLOCK * BLOCK;
    turned = new PackedMatrix[across / BLOCK];
    for (int block = 0; block < turned.length; block++) {
      turned[block] = new PackedMatrix(vectors.stride(), width(block), DenseProduct.WIDTH);
    }
    prepare();
  }

  /** How many symbols a block has. */
  private int width(int block) {
    return Math.min(BLOCK, vectors.rows() - block * BLOCK);
  }

  @Override
  public int inputs() {
    return projection.parameter().rows();
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(projection.parameter(), vectors, bias);
  }

  @Override
  public void prepare() {
    projection.prepare();
    int stride = vectors.stride();
    IntStream.range(0, turned.length)
        .parallel()
        .forEach(block -> {
          turned[block].packTransposed(vectors.values(), block * BLOCK * stride, stride);
          if (straight != null) {
            straight[block].pack(vectors.values(), block * BLOCK * stride, stride);
          }
        });
  }

  /** {@inheritDoc} All a_k, q and dL/dq. */
  @Override
  public long tapeBytes(int steps) {
    return (long) Float.BYTES * steps * (across + 2L * vectors.stride());
  }

  @Override
  public HeadRun start(int slice, int steps, Gradient gradient) {
    if (gradient != null && straight == null) {
      straight = new PackedMatrix[turned.length];
      for (int block = 0; block < turned.length; block++) {
        straight[block] = new PackedMatrix(width(block), vectors.stride(), DenseProduct.WIDTH);
      }
      prepare();
    }
    return new Run(slice, steps, gradient, gradient == null ? 0 : runs++);
  }

  private final class Run implements HeadRun {
    private final DenseProduct dense = DenseProduct.best();
    private final Activations activations = Activations.best();
    private final int slice;
    private int place; // tells the masks of runs side by side apart
    private final EventMatrix.Run projecting;
    private final float[] vectorGradient;
    private final float[] biasGradient;
    private final float[] q; // shape (steps, slice, length)
    private final PackedMatrix packedQ;
    private final float[] derivativeQ;
    private final float[] a; // shape (block, steps, slice, symbols of the block)
    private final float[] greatest; // shape (steps, slice)
    private final float[] sums;
    private final float[] ofTarget;
    private final float[] step;
    private final float[] weight;
    private final float[] scratch;
    private int steps;
    private long window = -1;

    Run(int slice, int steps, Gradient gradient, int place) {
      this.slice = slice;
      this.place = place;
      projecting =
          projection.new Run(slice, gradient == null ? null : gradient.of(projection.parameter()));
      vectorGradient = gradient == null ? null : gradient.of(vectors);
      biasGradient = gradient == null ? null : gradient.of(bias);
      int rows = slice * steps;
      q = new float[rows * vectors.stride()];
      derivativeQ = new float[gradient == null ? 0 : q.length];
      a = new float[Math.multiplyExact(rows, across)];
      greatest = new float[rows];
      sums = new float[rows];
      ofTarget = new float[rows];
      step = new float[slice * vectors.stride()];
      weight = new float[rows];
      int length = vectors.stride();
      packedQ = gradient == null ? null : new PackedMatrix(rows, length, DenseProduct.WIDTH);
      int room = DenseProduct.scratch(rows, Math.max(length, BLOCK));
      scratch =
          new float[gradient == null ? room : Math.max(room, DenseProduct.scratch(BLOCK, rows))];
    }

    @Override
    public void begin(boolean carry, int length) {
      steps = length;
      window++;
    }

    @Override
    public void forward(int t, Signals in) {
      Arrays.fill(step, 0);
      projecting.forward(in, step); // (1)
      if (vectorGradient != null) {
        mask.apply(place, window, t, step, 0, step.length);
      }
      System.arraycopy(step, 0, q, t * step.length, step.length);
    }

    @Override
    public void finish(Batch batch, int first, int samples, float scale, Score score) {
      int rows = slice * steps;
      Arrays.fill(greatest, 0, rows, Float.NEGATIVE_INFINITY);
      Arrays.fill(sums, 0, rows, 0);
      for (int block = 0; block < turned.length; block++) {
        answers(block, rows);
      }
      targets(batch, first, samples);
      for (int block = 0; block < turned.length; block++) {
        exponentials(block, rows);
      }
      score(samples, score);
      if (vectorGradient != null) {
        Arrays.fill(derivativeQ, 0);
        packedQ.setRows(rows);
        packedQ.pack(q, 0, vectors.stride());
        for (int row = 0; row < rows; row++) {
          weight[row] = row % slice < samples ? scale / steps : 0;
        }
        for (int block = 0; block < turned.length; block++) {
          derivatives(block, rows, batch, first, samples);
        }
      }
    }

    /** (2) for the symbols of a block. */
    private void answers(int block, int rows) {
      int at = block * BLOCK * rows;
      int width = width(block);
      for (int row = 0; row < rows; row++) {
        System.arraycopy(bias.values(), block * BLOCK, a, at + row * BLOCK, width);
      }
      int length = vectors.stride();
      dense.multiply(a, at, BLOCK, q, 0, length, rows, turned[block], scratch);
      for (int row = 0; row < rows; row++) {
        int r = at + row * BLOCK;
        greatest[row] = Math.max(greatest[row], activations.greatest(a, r, width));
      }
    }

    private void targets(Batch batch, int first, int samples) {
      int rows = slice * steps;
      for (int t = 0; t < steps; t++) {
        for (int b = 0; b < samples; b++) {
          int target = batch.target(first + b, t);
          int row = t * slice + b;
          ofTarget[row] = a[target / BLOCK * BLOCK * rows + row * BLOCK + target % BLOCK];
        }
      }
    }

    /** The numerators of (3), and their sum. */
    private void exponentials(int block, int rows) {
      int width = width(block);
      for (int row = 0; row < rows; row++) {
        int r = block * BLOCK * rows + row * BLOCK;
        float most = greatest[row];
        for (int k = r; k < r + width; k++) {
          a[k] -= most;
        }
        activations.exp(a, r, a, r, width);
        sums[row] += activations.sum(a, r, width);
      }
    }

    private void score(int samples, Score score) {
      double loss = 0;
      long hits = 0;
      for (int t = 0; t < steps; t++) {
        for (int row = t * slice; row < t * slice + samples; row++) {
          loss += StrictMath.log(sums[row]) + greatest[row] - ofTarget[row]; // (4)
          hits += ofTarget[row] == greatest[row] ? 1 : 0;
        }
      }
      score.add(loss, (long) steps * samples, hits);
    }

    /** (5) for the symbols of a block, and what follows for q, vectors and bias. */
    private void derivatives(int block, int rows, Batch batch, int first, int samples) {
      int from = block * BLOCK;
      int width = width(block);
      int at = from * rows;
      for (int row = 0; row < rows; row++) {
        float factor = weight[row] / sums[row];
        int r = at + row * BLOCK;
        for (int k = r; k < r + width; k++) {
          a[k] *= factor;
        }
        int b = row % slice;
        if (b < samples) {
          int k = batch.target(first + b, row / slice) - from;
          if (k >= 0 && k < width) {
            a[r + k] -= weight[row];
          }
        }
      }
      int length = vectors.stride();
      dense.multiply(derivativeQ, 0, length, a, at, BLOCK, rows, straight[block], scratch);
      dense.multiplyTransposed(
          vectorGradient, from * length, length, a, at, BLOCK, width, packedQ, scratch);
      for (int row = 0; row < rows; row++) {
        for (int k = 0; k < width; k++) {
          biasGradient[from + k] += a[at + row * BLOCK + k];
        }
      }
    }

    @Override
    public void adjoint(int t, Signals in, Demand below) {
      System.arraycopy(derivativeQ, t * step.length, step, 0, step.length);
      mask.apply(place, window, t, step, 0, step.length);
      projecting.backward(step, below);
      projecting.gradient(in, step);
    }

    @Override
    public void end() {
      projecting.end();
    }

    @Override
    public void visit(StateVisitor visitor) {
      place = (int) visitor.scalar("place", StateRole.BOOKKEEPING, Integer.SIZE, place);
      window = visitor.scalar("window", StateRole.BOOKKEEPING, Long.SIZE, window);
    }
  }
}
