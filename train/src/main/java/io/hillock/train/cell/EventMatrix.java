package io.hillock.train.cell;

import io.hillock.train.Demand;
import io.hillock.train.EventCrossover;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import io.hillock.train.internal.simd.EventKernels;
import io.hillock.train.internal.simd.ProductKernels;
import java.util.Arrays;

/**
 * A matrix through which signals go forward and derivatives back. Where few units send, it adds the
 * rows of those that do, and forms dot products only for those that are wanted; where many do, the
 * whole slice goes through blocked products. Forward, both give the same bits.
 */
final class EventMatrix {
  private static final EventCrossover CROSSOVER = EventCrossover.DEFAULT;

  /** Rows that are collected before a gradient is formed of them. */
  private static final int COLLECTED = 128;

  private final Parameter matrix;
  private final float[] transposed;
  private final int across;

  EventMatrix(Parameter matrix) {
    this.matrix = matrix;
    across = Parameter.padded(matrix.rows());
    transposed = new float[Math.multiplyExact(matrix.stride(), across)];
  }

  Parameter parameter() {
    return matrix;
  }

  /** Makes the transposed matrix anew, in blocks that stay in the cache. */
  void prepare() {
    transpose(matrix.values(), matrix.rows(), matrix.stride(), transposed, across);
  }

  /** Block by block: to[c across + r] = from[r stride + c]. */
  static void transpose(float[] from, int rows, int stride, float[] to, int across) {
    int block = 32;
    for (int r0 = 0; r0 < rows; r0 += block) {
      int r1 = Math.min(rows, r0 + block);
      for (int c0 = 0; c0 < stride; c0 += block) {
        int c1 = Math.min(stride, c0 + block);
        for (int c = c0; c < c1; c++) {
          for (int r = r0; r < r1; r++) {
            to[c * across + r] = from[r * stride + c];
          }
        }
      }
    }
  }

  /** The matrix at work on a slice of samples. */
  final class Run {
    private final EventKernels events = EventKernels.best();
    private final ProductKernels products = ProductKernels.best();
    private final float[] pack = new float[ProductKernels.PACK];
    private final int slice;
    private final float[] gradient;
    private final float[] dense;
    private final float[] answers;
    private final float[] collectedIn;
    private final float[] collectedOut;
    private int collected;
    private long forwardReads;
    private long backwardReads;
    private long gradientWrites;

    /** The gradient of the matrix, or null for a run that only goes forward. */
    Run(int slice, float[] gradient) {
      this.slice = slice;
      this.gradient = gradient;
      dense = new float[slice * across];
      answers = new float[slice * across];
      int rows = gradient == null ? 0 : Math.max(slice, COLLECTED / slice * slice);
      collectedIn = new float[rows * across];
      collectedOut = new float[rows * matrix.stride()];
    }

    /** Adds what arrives, times the matrix: out, shape (slice, stride). */
    void forward(Signals in, float[] out) {
      int stride = matrix.stride();
      int sent = in.events();
      forwardReads += (long) sent * matrix.columns();
      if (!CROSSOVER.forwardByEvents(slice, share(sent))) {
        Arrays.fill(dense, 0);
        for (int b = 0; b < slice; b++) {
          scatter(in, b, dense, b * across);
        }
        products.multiplyAdd(
            slice,
            stride,
            matrix.rows(),
            new ProductKernels.Left(dense, 0, across, 1),
            matrix.values(),
            0,
            stride,
            out,
            0,
            stride,
            pack);
        return;
      }
      for (int b = 0; b < slice; b++) {
        int from = b * in.width;
        int to = from + in.count[b];
        if (in.binary) {
          events.addRows(out, b * stride, stride, matrix.values(), stride, in.index, from, to);
        } else {
          events.addRows(
              out, b * stride, stride, matrix.values(), stride, in.index, in.value, from, to);
        }
      }
    }

    /** Adds, for the wanted rows, their dot products with derivatives, shape (slice, stride). */
    void backward(float[] derivative, Demand wanted) {
      int stride = matrix.stride();
      int asked = 0;
      for (int count : wanted.count) {
        asked += count;
      }
      backwardReads += (long) asked * matrix.columns();
      if (!CROSSOVER.toStateByDots(slice, share(asked))) {
        Arrays.fill(answers, 0);
        products.multiplyAdd(
            slice,
            across,
            stride,
            new ProductKernels.Left(derivative, 0, stride, 1),
            transposed,
            0,
            across,
            answers,
            0,
            across,
            pack);
        for (int b = 0; b < slice; b++) {
          for (int k = b * wanted.width; k < b * wanted.width + wanted.count[b]; k++) {
            wanted.gradient[k] += answers[b * across + wanted.index[k]];
          }
        }
        return;
      }
      for (int b = 0; b < slice; b++) {
        int from = b * wanted.width;
        int to = from + wanted.count[b];
        events.dots(
            answers,
            matrix.values(),
            stride,
            wanted.index,
            from,
            to,
            derivative,
            b * stride,
            stride);
        for (int k = from; k < to; k++) {
          wanted.gradient[k] += answers[k];
        }
      }
    }

    /** Adds the derivatives by the matrix: a row for each unit that sent. */
    void gradient(Signals in, float[] derivative) {
      int stride = matrix.stride();
      gradientWrites += (long) in.events() * matrix.columns();
      for (int b = 0; b < slice; b++) {
        int from = b * in.width;
        int to = from + in.count[b];
        if (!CROSSOVER.toWeightsByEvents(in.count[b] / (double) matrix.rows())) {
          collect(in, b, derivative);
        } else if (in.binary) {
          events.addOuter(gradient, stride, in.index, from, to, derivative, b * stride, stride);
        } else {
          events.addOuter(
              gradient, stride, in.index, in.value, from, to, derivative, b * stride, stride);
        }
      }
    }

    private double share(int units) {
      return units / ((double) slice * matrix.rows());
    }

    private void collect(Signals in, int b, float[] derivative) {
      int stride = matrix.stride();
      Arrays.fill(collectedIn, collected * across, (collected + 1) * across, 0);
      scatter(in, b, collectedIn, collected * across);
      System.arraycopy(derivative, b * stride, collectedOut, collected * stride, stride);
      collected++;
      if (collected * stride == collectedOut.length) {
        end();
      }
    }

    /** Adds what was only collected so far to the gradient. */
    void end() {
      products.multiplyAdd(
          matrix.rows(),
          matrix.stride(),
          collected,
          new ProductKernels.Left(collectedIn, 0, 1, across),
          collectedOut,
          0,
          matrix.stride(),
          gradient,
          0,
          matrix.stride(),
          pack);
      collected = 0;
    }

    private void scatter(Signals in, int b, float[] to, int at) {
      int from = b * in.width;
      if (in.count[b] == in.width && !in.binary) {
        System.arraycopy(in.value, from, to, at, in.width);
        return;
      }
      for (int k = from; k < from + in.count[b]; k++) {
        to[at + in.index[k]] = in.binary ? 1 : in.value[k];
      }
    }

    /** Hands over the counts of weights read and gradients written, and forgets them. */
    void tally(Tally tally) {
      tally.forwardReads += forwardReads;
      tally.backwardReads += backwardReads;
      tally.gradientWrites += gradientWrites;
      forwardReads = 0;
      backwardReads = 0;
      gradientWrites = 0;
    }
  }
}
