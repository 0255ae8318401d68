package io.hillock.train.cell;

import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Demand;
import io.hillock.train.Gradient;
import io.hillock.train.Layer;
import io.hillock.train.LayerRun;
import io.hillock.train.Parameter;
import io.hillock.train.Signals;
import io.hillock.train.Tally;
import java.util.Arrays;
import java.util.List;

/**
 * A vector for each symbol: x = W[symbol]. A symbol arrives as one event; of the matrix, of shape
 * (symbols, units), only its row is read, and only its row receives a gradient.
 */
public final class Embedding implements Layer {
  private final String name;
  private final Parameter vectors;
  private final Dropout mask;
  private int runs;

  /**
   * Draws vectors.
   *
   * @param name its name, unique within a network
   * @param symbols number of symbols, &gt; 0
   * @param units length of a vector, &gt; 0
   * @param standardDeviation of the normal elements
   * @param dropout share of elements left out while training, in [0, 1)
   * @param seed draws vectors and masks
   */
  public Embedding(
      String name, int symbols, int units, double standardDeviation, double dropout, Seed seed) {
    this.name = name;
    vectors = new Parameter(name + ".vectors", symbols, units);
    vectors.fillNormal(standardDeviation, seed.stream(Purpose.WIRING, name.hashCode()));
    mask = new Dropout(seed, dropout);
  }

  /**
   * The vectors, for a head that is tied to them.
   *
   * @return the matrix itself, shape (symbols, units)
   */
  public Parameter vectors() {
    return vectors;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int inputs() {
    return vectors.rows();
  }

  @Override
  public int units() {
    return vectors.columns();
  }

  @Override
  public boolean binary() {
    return false;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(vectors);
  }

  /** {@inheritDoc} The symbol of each step. */
  @Override
  public long tapeBytes(int steps) {
    return (long) Integer.BYTES * steps;
  }

  @Override
  public LayerRun train(int slice, int steps, Gradient gradient) {
    return new Run(slice, steps, gradient, runs++);
  }

  @Override
  public LayerRun infer(int slice) {
    return new Run(slice, 1, null, 0);
  }

  /** Looks up vectors. Where no symbol arrives, zeros are sent. */
  private final class Run implements LayerRun {
    private static final int NONE = -1;

    private final int slice;
    private final float[] gradient;
    private int place; // tells the masks of runs side by side apart
    private final int[] symbols; // the tape, shape (steps, slice)
    private final float[] sent;
    private long window = -1;
    private long steps;
    private long looks;
    private long writes;

    Run(int slice, int steps, Gradient gradient, int place) {
      this.slice = slice;
      this.gradient = gradient == null ? null : gradient.of(vectors);
      this.place = place;
      symbols = new int[steps * slice];
      sent = new float[slice * units()];
    }

    @Override
    public void begin(boolean carry) {
      window++;
    }

    @Override
    public void forward(int t, Signals in, Signals out) {
      int at = gradient == null ? 0 : t * slice;
      for (int b = 0; b < slice; b++) {
        assert in.count[b] <= 1 : in.count[b];
        symbols[at + b] = in.count[b] == 0 ? NONE : in.index[b * in.width];
      }
      send(at, t, out);
      steps++;
      looks += in.events();
    }

    private void send(int at, int t, Signals out) {
      int n = units();
      Arrays.fill(out.count, n);
      for (int b = 0; b < slice; b++) {
        for (int j = 0; j < n; j++) {
          out.index[b * n + j] = j;
        }
        if (symbols[at + b] == NONE) {
          Arrays.fill(out.value, b * n, (b + 1) * n, 0);
        } else {
          int row = symbols[at + b] * vectors.stride();
          System.arraycopy(vectors.values(), row, out.value, b * n, n);
        }
      }
      if (gradient != null) {
        mask.apply(place, window, t, out.value, 0, slice * n);
      }
    }

    @Override
    public void recall(int t, Signals out, Demand demand) {
      demand.clear();
      demand.addAll();
      send(t * slice, t, out);
    }

    @Override
    public void adjoint(int t, Signals in, Demand above, Demand below) {
      int n = units();
      System.arraycopy(above.gradient, 0, sent, 0, sent.length);
      mask.apply(place, window, t, sent, 0, sent.length);
      for (int b = 0; b < slice; b++) {
        if (symbols[t * slice + b] != NONE) {
          int row = symbols[t * slice + b] * vectors.stride();
          for (int j = 0; j < n; j++) {
            gradient[row + j] += sent[b * n + j];
          }
          writes++;
        }
      }
    }

    @Override
    public void end() {
      // Nothing is collected.
    }

    @Override
    public void tally(Tally tally) {
      tally.unitSteps += steps * slice * units();
      tally.events += steps * slice * units();
      tally.forwardReads += looks * units();
      tally.gradientWrites += writes * units();
      for (int j = 0; j < units(); j++) {
        tally.unitEvents[j] += steps * slice;
      }
      steps = 0;
      looks = 0;
      writes = 0;
    }

    @Override
    public void push(float[] derivative) {
      // Vectors are no events: there is no activity to regularise.
    }

    @Override
    public void visit(StateVisitor visitor) {
      place = (int) visitor.scalar("place", StateRole.BOOKKEEPING, Integer.SIZE, place);
      window = visitor.scalar("window", StateRole.BOOKKEEPING, Long.SIZE, window);
    }
  }
}
