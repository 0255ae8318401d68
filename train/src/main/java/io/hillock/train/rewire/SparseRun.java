package io.hillock.train.rewire;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import java.util.List;

/** What all rules share: masks, the step of the optimiser, births, counts. */
abstract class SparseRun implements Rewiring.Running {
  private static final int PATH = 41;

  final ParameterSet parameters;

  /** How each matrix is sparse, null where it is not. */
  final SparseMatrix[] sparse;

  final RandomStream noise;
  final RandomStream coins;
  private final RandomStream places;
  private final List<Mask> masks;
  private final int[] chosen;
  private final Counts counts = new Counts();
  private long births;

  /** Connects as many places of each sparse matrix as are wanted. */
  SparseRun(ParameterSet parameters, List<SparseMatrix> matrices, int[] wanted, Seed seed) {
    this.parameters = parameters;
    sparse = new SparseMatrix[parameters.all().size()];
    Mask[] drawn = new Mask[sparse.length];
    int greatest = 0;
    for (int n = 0; n < matrices.size(); n++) {
      SparseMatrix matrix = matrices.get(n);
      int k = parameters.indexOf(matrix.parameter());
      if (sparse[k] != null) {
        throw new ParameterException(
            "rewiring", "matrix", matrix.parameter().name(), "it may stand there only once");
      }
      sparse[k] = matrix;
      drawn[k] =
          Mask.random(
              matrix.parameter(),
              wanted[n],
              matrix.diagonal(),
              seed.stream(Purpose.WIRING, PATH, k));
      drawn[k].zeroOthers(matrix.parameter().values());
      greatest = Math.max(greatest, matrix.places());
    }
    for (int k = 0; k < drawn.length; k++) {
      drawn[k] = drawn[k] == null ? Mask.full(parameters.all().get(k)) : drawn[k];
    }
    masks = List.of(drawn);
    chosen = new int[greatest];
    places = seed.stream(Purpose.RULE, PATH, 0);
    noise = seed.stream(Purpose.RULE, PATH, 1);
    coins = seed.stream(Purpose.RULE, PATH, 2);
  }

  static int[] connections(List<SparseMatrix> matrices) {
    return matrices.stream().mapToInt(SparseMatrix::connections).toArray();
  }

  @Override
  public final void step(Gradient gradient, Optimiser.Running optimiser, double rate) {
    optimiser.step(gradient, masks, rate);
    for (int k = 0; k < sparse.length; k++) {
      masks.get(k).zero(gradient.of(k));
      counts.add(CountKind.SYNAPSE_WRITE, masks.get(k).count());
    }
    rewire(optimiser, rate);
  }

  @Override
  public final void after(Gradient gradient, Optimiser.Running optimiser, double rate) {
    for (int k = 0; k < sparse.length; k++) {
      if (sparse[k] != null) {
        masks.get(k).zeroOthers(values(k));
      }
      counts.add(CountKind.SYNAPSE_WRITE, masks.get(k).count());
    }
    rewire(optimiser, rate);
  }

  /** Lets connections go and come after the optimiser's step. */
  abstract void rewire(Optimiser.Running optimiser, double rate);

  /** Takes connections away. */
  final void remove(int k, int[] elements, int n, Optimiser.Running optimiser) {
    float[] w = values(k);
    for (int i = 0; i < n; i++) {
      w[elements[i]] = 0;
      optimiser.forget(k, elements[i]);
    }
    masks.get(k).remove(elements, n);
  }

  /** Lets connections be born at free places of a matrix, each place equally likely. */
  final void bear(int k, int n) {
    if (n > 0) {
      masks.get(k).insertFree(chosen, n, sparse[k].diagonal(), places);
      born(n);
    }
  }

  /** Notes connections that were born. */
  final void born(int n) {
    births += n;
    counts.add(CountKind.SYNAPSE_WRITE, n);
  }

  /** The elements that {@link #bear} chose last. */
  final int[] chosen() {
    return chosen;
  }

  final RandomStream places() {
    return places;
  }

  final float[] values(int k) {
    return parameters.all().get(k).values();
  }

  @Override
  public final List<Mask> masks() {
    return masks;
  }

  @Override
  public final long births() {
    return births;
  }

  @Override
  public final Counts counts() {
    return counts;
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int k = 0; k < sparse.length; k++) {
      if (sparse[k] != null) {
        visitor.part("mask of " + name(k), masks.get(k));
      }
    }
    visitor.part("places", places);
    visitor.part("noise", noise);
    visitor.part("coins", coins);
    visitor.part("counts", counts);
    births = visitor.scalar("births", StateRole.BOOKKEEPING, Long.SIZE, births);
  }

  final String name(int k) {
    return parameters.all().get(k).name();
  }

  /** Signs of all elements of a matrix, one bit each, set where negative. */
  static final class SignBits {
    private final Signs signs;
    private final long[] negative;

    /** The signs at the beginning; weights that exist get them. */
    SignBits(SparseMatrix matrix, Mask mask, RandomStream stream) {
      Parameter parameter = matrix.parameter();
      signs = matrix.signs();
      float[] w = parameter.values();
      negative = new long[(w.length + Long.SIZE - 1) / Long.SIZE];
      for (int r = 0; r < parameter.rows(); r++) {
        for (int c = 0; c < parameter.columns(); c++) {
          int element = r * parameter.stride() + c;
          set(
              element,
              switch (signs) {
                case Signs.Redrawn redrawn -> w[element] < 0;
                case Signs.OfPlace place -> stream.nextBoolean(0.5);
                case Signs.OfSource source -> !source.excitatory().get(r);
              });
        }
      }
      for (int n = 0; n < mask.count(); n++) {
        int element = mask.elements()[n];
        w[element] = of(element) * Math.abs(w[element]);
      }
    }

    private void set(int element, boolean isNegative) {
      long bit = 1L << element;
      negative[element >>> 6] =
          isNegative ? negative[element >>> 6] | bit : negative[element >>> 6] & ~bit;
    }

    /** The sign of an element, 1 or -1. */
    float of(int element) {
      return (negative[element >>> 6] >>> element & 1) == 0 ? 1 : -1;
    }

    /** A connection is born. */
    void born(int element, RandomStream stream) {
      if (signs instanceof Signs.Redrawn) {
        set(element, stream.nextBoolean(0.5));
      }
    }

    void visit(String name, StateVisitor visitor) {
      visitor.longs(name, StateRole.BOOKKEEPING, Long.SIZE, negative);
    }
  }

  /** The settings that both forms of deep rewiring share. */
  static void requireDiffusion(double l1, double temperature) {
    if (!(l1 >= 0 && l1 < Double.POSITIVE_INFINITY)) {
      throw new ParameterException("deep rewiring", "l1", l1, "it must be >= 0 and finite");
    }
    if (!(temperature >= 0 && temperature < Double.POSITIVE_INFINITY)) {
      throw new ParameterException(
          "deep rewiring", "temperature", temperature, "it must be >= 0 and finite");
    }
  }
}
