package io.hillock.train.cell;

import io.hillock.train.Demand;
import io.hillock.train.EventCrossover;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import io.hillock.train.internal.simd.DenseProduct;
import io.hillock.train.internal.simd.EventLists;
import io.hillock.train.internal.simd.EventProduct;
import io.hillock.train.internal.simd.PackedMatrix;
import java.util.Arrays;

/**
 * A matrix through which signals go forward and derivatives back. Where few units send, it adds the
 * rows of those that do, and forms dot products only for those that are wanted; where many do, the
 * whole slice goes through dense products. Forward and in the gradient, both give the same bits.
 *
 * <p>The matrix is packed for both ways once after it has changed. {@link EventSpeed} times the
 * runs of this class.
 */
final class EventMatrix {
  private final Parameter matrix;
  private final PackedMatrix forDense;
  private final PackedMatrix forEvents;
  private PackedMatrix turned; // made by the first run that goes back
  private PackedMatrix inRows; // and by the first that does so with a single sample

  EventMatrix(Parameter matrix) {
    this.matrix = matrix;
    forDense = new PackedMatrix(matrix.rows(), matrix.stride(), DenseProduct.WIDTH);
    forEvents = new PackedMatrix(matrix.rows(), matrix.stride(), EventProduct.WIDTH);
    prepare();
  }

  Parameter parameter() {
    return matrix;
  }

  /** Packs the matrix anew. */
  void prepare() {
    forDense.pack(matrix.values(), 0, matrix.stride());
    forEvents.pack(matrix.values(), 0, matrix.stride());
    if (turned != null) {
      turned.packTransposed(matrix.values(), 0, matrix.stride());
    }
    if (inRows != null) {
      inRows.pack(matrix.values(), 0, matrix.stride());
    }
  }

  private PackedMatrix turned() {
    if (turned == null) {
      turned = new PackedMatrix(matrix.stride(), matrix.rows(), DenseProduct.WIDTH);
      turned.packTransposed(matrix.values(), 0, matrix.stride());
    }
    return turned;
  }

  private PackedMatrix inRows() {
    if (inRows == null) {
      inRows = new PackedMatrix(matrix.rows(), matrix.stride(), matrix.stride());
      inRows.pack(matrix.values(), 0, matrix.stride());
    }
    return inRows;
  }

  /** The matrix at work on a slice of samples. */
  final class Run {
    private final EventCrossover crossover;
    private final DenseProduct dense = DenseProduct.best();
    private final EventProduct events = EventProduct.best();
    private final int slice;
    private final int rows = matrix.rows();
    private final int stride = matrix.stride();
    private final float[] gradient;
    private final PackedMatrix turned;
    private final PackedMatrix inRows;
    private final EventLists lists;
    private final float[] all; // what all units send, shape (slice, rows)
    private final float[] answers; // what comes back, shape (slice, rows)
    private final float[] scratch;
    private final float[] partial;
    private final Chunk chunk;
    private float[] ones = {};
    private long forwardReads;
    private long backwardReads;
    private long gradientWrites;

    /** The gradient of the matrix, or null for a run that only goes forward. */
    Run(int slice, float[] gradient) {
      this(slice, gradient, EventCrossover.DEFAULT);
    }

    Run(int slice, float[] gradient, EventCrossover crossover) {
      this.slice = slice;
      this.gradient = gradient;
      this.crossover = crossover;
      boolean training = gradient != null;
      lists = EventLists.viewing(slice, rows);
      all = new float[slice * rows];
      answers = new float[training ? slice * rows : 0];
      partial = new float[training ? EventProduct.scratch(slice) : 0];
      turned = training ? turned() : null;
      inRows = training && slice == 1 ? inRows() : null;
      chunk = training ? new Chunk(rows, stride, slice) : null;
      int room = DenseProduct.scratch(slice, Math.max(rows, stride));
      scratch = new float[training ? Math.max(room, DenseProduct.scratch(rows, chunk.room)) : room];
    }

    /** Adds what arrives, times the matrix: out, shape (slice, stride). */
    void forward(Signals in, float[] out) {
      int sent = in.events();
      forwardReads += (long) sent * matrix.columns();
      if (crossover.forwardByEvents(slice, share(sent))) {
        lists.view(in.index, in.binary ? ones() : in.value, in.count);
        events.multiply(out, 0, stride, lists, forEvents);
        return;
      }
      float[] from = in.value;
      if (in.binary || sent < slice * rows) {
        from = all;
        Arrays.fill(all, 0);
        for (int b = 0; b < slice; b++) {
          for (int k = b * rows; k < b * rows + in.count[b]; k++) {
            all[b * rows + in.index[k]] = in.binary ? 1 : in.value[k];
          }
        }
      }
      dense.multiply(out, 0, stride, from, 0, rows, slice, forDense, scratch);
    }

    private float[] ones() {
      if (ones.length == 0) {
        ones = new float[slice * rows];
        Arrays.fill(ones, 1);
      }
      return ones;
    }

    /** Adds, for the wanted rows, their dot products with derivatives, shape (slice, stride). */
    void backward(float[] derivative, Demand wanted) {
      int asked = 0;
      for (int count : wanted.count) {
        asked += count;
      }
      backwardReads += (long) asked * matrix.columns();
      if (crossover.toStateByDots(slice, share(asked))) {
        dots(derivative, wanted);
        for (int b = 0; b < slice; b++) {
          for (int k = b * rows; k < b * rows + wanted.count[b]; k++) {
            wanted.gradient[k] += answers[k];
          }
        }
        return;
      }
      if (asked == slice * rows) {
        dense.multiply(wanted.gradient, 0, rows, derivative, 0, stride, slice, turned, scratch);
        return;
      }
      Arrays.fill(answers, 0);
      dense.multiply(answers, 0, rows, derivative, 0, stride, slice, turned, scratch);
      for (int b = 0; b < slice; b++) {
        for (int k = b * rows; k < b * rows + wanted.count[b]; k++) {
          wanted.gradient[k] += answers[b * rows + wanted.index[k]];
        }
      }
    }

    /** Answers to a demand, laid out as it is. */
    private void dots(float[] derivative, Demand wanted) {
      if (slice == 1) {
        events.dots(answers, wanted.index, wanted.count[0], derivative, 0, inRows, partial);
        return;
      }
      lists.view(wanted.index, answers, wanted.count);
      events.dots(answers, lists, derivative, 0, stride, forEvents, partial);
    }

    /** Adds the derivatives by the matrix: a row for each unit that sent. */
    void gradient(Signals in, float[] derivative) {
      gradientWrites += (long) in.events() * matrix.columns();
      if (chunk.add(in, derivative)) {
        end();
      }
    }

    /** Adds what was only collected so far to the gradient. */
    void end() {
      if (chunk.samples == 0) {
        return;
      }
      if (crossover.toWeightsByEvents(chunk.sent / ((double) chunk.samples * rows))) {
        chunk.byEvents(events, gradient);
      } else {
        chunk.dense(dense, gradient, scratch);
      }
      chunk.clear();
    }

    private double share(int units) {
      return units / ((double) slice * rows);
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

  /**
   * What was sent and what came back in some steps, before a gradient is formed of them: a row of
   * the gradient is then read and written once for all of them.
   */
  static final class Chunk {
    /** Samples that are worth waiting for. */
    private static final int SAMPLES = 256;

    /** Steps of one sample that are. */
    private static final int STEPS = 64;

    final int room;
    private final int rows;
    private final int stride;
    private final int slice;
    private final int[] index; // shape (room, rows); not kept where all units sent
    private final float[] value;
    private final int[] count;
    private final float[] derivative; // shape (room, stride); where both packed forms meet
    private final PackedMatrix forDense;
    private final PackedMatrix forEvents;
    private final EventLists byUnit;
    private boolean byEvents; // the way of the last chunk, and so most likely of the next
    private int samples;
    private long sent;

    Chunk(int rows, int stride, int slice) {
      this.rows = rows;
      this.stride = stride;
      this.slice = slice;
      room = samples(slice);
      index = new int[room * rows];
      value = new float[room * rows];
      count = new int[room];
      derivative = new float[room * stride];
      forDense = new PackedMatrix(room, stride, DenseProduct.WIDTH);
      forEvents = new PackedMatrix(room, stride, EventProduct.WIDTH);
      byUnit = EventLists.holding(rows, room);
      forDense.setRows(0);
      forEvents.setRows(0);
    }

    /** How many samples a chunk takes where some go side by side. */
    static int samples(int slice) {
      return Math.clamp(SAMPLES / slice, 1, STEPS) * slice;
    }

    /** Takes a step; true when it was the last that there is room for. */
    boolean add(Signals in, float[] back) {
      for (int b = 0; b < slice; b++) {
        int n = in.count[b];
        int at = (samples + b) * rows;
        if (n < rows) {
          System.arraycopy(in.index, b * rows, index, at, n);
        }
        if (in.binary) {
          Arrays.fill(value, at, at + n, 1);
        } else {
          System.arraycopy(in.value, b * rows, value, at, n);
        }
        count[samples + b] = n;
        sent += n;
      }
      packed().pack(samples, slice, back, 0, stride);
      samples += slice;
      return samples == room;
    }

    private PackedMatrix packed() {
      return byEvents ? forEvents : forDense;
    }

    /** Packs what came back for the other way, where the last chunk went that way. */
    private void turn(boolean wanted) {
      if (byEvents != wanted) {
        packed().unpack(derivative, 0, stride);
        packed().setRows(0);
        byEvents = wanted;
        packed().pack(0, samples, derivative, 0, stride);
      }
    }

    void byEvents(EventProduct events, float[] gradient) {
      turn(true);
      for (int i = 0; i < samples; i++) {
        if (count[i] == rows) {
          for (int j = 0; j < rows; j++) {
            index[i * rows + j] = j;
          }
        }
      }
      byUnit.transpose(index, value, count, samples);
      events.multiply(gradient, 0, stride, byUnit, forEvents);
    }

    void dense(DenseProduct dense, float[] gradient, float[] scratch) {
      turn(false);
      for (int i = 0; i < samples; i++) {
        spread(i * rows, count[i]);
      }
      dense.multiplyTransposed(gradient, 0, stride, value, 0, rows, rows, forDense, scratch);
    }

    /** Puts the values of a list to their places in a row, from the last, since none moves left. */
    private void spread(int at, int n) {
      if (n == rows) {
        return;
      }
      int end = rows;
      for (int k = n - 1; k >= 0; k--) {
        int j = index[at + k];
        float x = value[at + k];
        Arrays.fill(value, at + j, at + end, 0);
        value[at + j] = x;
        end = j;
      }
      Arrays.fill(value, at, at + end, 0);
    }

    void clear() {
      packed().setRows(0);
      samples = 0;
      sent = 0;
    }
  }
}
