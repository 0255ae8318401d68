package io.hillock.train.rewire;

import io.hillock.fault.ParameterException;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Mask;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import java.util.Arrays;
import java.util.List;

/**
 * Overgrow, then prune: begins with more connections than are wanted and takes the weakest away.
 *
 * {@snippet lang=text :
 * K(t) = K_end + (K_start - K_end) (1 - (t - from)/(to - from))^3,   from <= t <= to   (1)
 * R(t) = regrowth K(t) (1 - (t - from)/(to - from))                                    (2)
 * }
 *
 * <p>Symbols: t steps made, K(t) connections of a matrix, K_start = overgrowth K_end, at most all
 * places. Every so many steps, from the first to the last of the schedule and at its last step, the
 * connections of each matrix with the smallest |w| go until K(t) - R(t) are left (of equal ones the
 * first in the list), and R(t) are born with w = 0 at free places, each equally likely. Without
 * regrowth what is gone stays gone. After the last step nothing changes any more. A step between
 * prunings costs what its connections cost, a pruning in addition one sort.
 *
 * @param overgrowth how many times more connections there are at the start, &gt;= 1; may be
 *     infinite
 * @param from first step of the schedule, &gt;= 1
 * @param to its last step, &gt;= from
 * @param every steps between two prunings, &gt; 0
 * @param regrowth in [0, 1)
 * @see "M. Zhu, S. Gupta (2017), To prune, or not to prune, arXiv:1710.01878, for (1)"
 * @see "D. C. Mocanu et al. (2018), Scalable training of artificial neural networks with adaptive
 *     sparse connectivity, Nat. Commun. 9:2383, doi:10.1038/s41467-018-04316-3, for regrowth"
 */
public record MagnitudePruning(double overgrowth, long from, long to, long every, double regrowth)
    implements Rewiring {
  /** Checks every documented bound. */
  public MagnitudePruning {
    if (!(overgrowth >= 1)) {
      throw new ParameterException("pruning", "overgrowth", overgrowth, "it must be >= 1");
    }
    if (!(from >= 1 && to >= from && every > 0)) {
      throw new ParameterException(
          "pruning",
          "from, to, every",
          from + ", " + to + ", " + every,
          "it must be 1 <= from <= to and every > 0");
    }
    if (!(regrowth >= 0 && regrowth < 1)) {
      throw new ParameterException("pruning", "regrowth", regrowth, "it must be in [0, 1)");
    }
  }

  /**
   * How many connections a matrix has at the start.
   *
   * @param matrix the matrix
   * @return overgrowth times as many as at the end, at most all places
   */
  public int atStart(SparseMatrix matrix) {
    return (int) Math.min(matrix.places(), Math.round(overgrowth * matrix.connections()));
  }

  private double left(long step) {
    return to == from ? 0 : (to - step) / (double) (to - from);
  }

  @Override
  public Running start(ParameterSet parameters, List<SparseMatrix> sparse, Seed seed) {
    return new Run(this, parameters, sparse, seed);
  }

  private static final class Run extends SparseRun {
    private final MagnitudePruning settings;
    private final int[] gone;
    private final float[] sizes;
    private long step;

    Run(
        MagnitudePruning settings,
        ParameterSet parameters,
        List<SparseMatrix> matrices,
        Seed seed) {
      super(parameters, matrices, matrices.stream().mapToInt(settings::atStart).toArray(), seed);
      this.settings = settings;
      int greatest = matrices.stream().mapToInt(SparseMatrix::places).max().orElse(0);
      gone = new int[greatest];
      sizes = new float[greatest];
    }

    @Override
    void rewire(Optimiser.Running optimiser, double rate) {
      step++;
      if (step >= settings.from
          && step <= settings.to
          && ((step - settings.from) % settings.every == 0 || step == settings.to)) {
        for (int k = 0; k < sparse.length; k++) {
          if (sparse[k] != null) {
            prune(k, optimiser);
          }
        }
      }
    }

    private void prune(int k, Optimiser.Running optimiser) {
      double left = settings.left(step);
      int end = sparse[k].connections();
      int start = settings.atStart(sparse[k]);
      int wanted = end + (int) Math.round((start - end) * left * left * left); // (1)
      int regrown = (int) Math.round(settings.regrowth * wanted * left); // (2)
      Mask mask = masks().get(k);
      int remove = mask.count() - (wanted - regrown);
      if (remove > 0) {
        removeWeakest(k, remove, optimiser);
        bear(k, regrown);
      }
    }

    private void removeWeakest(int k, int remove, Optimiser.Running optimiser) {
      Mask mask = masks().get(k);
      float[] w = values(k);
      int count = mask.count();
      int[] elements = mask.elements();
      for (int i = 0; i < count; i++) {
        sizes[i] = Math.abs(w[elements[i]]);
      }
      Arrays.sort(sizes, 0, count);
      float bound = sizes[remove - 1];
      int atBound = remove;
      while (atBound > 0 && sizes[atBound - 1] == bound) {
        atBound--;
      }
      int ties = remove - atBound;
      int n = 0;
      for (int i = 0; i < count && n < remove; i++) {
        float size = Math.abs(w[elements[i]]);
        if (size < bound || (size == bound && ties-- > 0)) {
          gone[n++] = elements[i];
        }
      }
      remove(k, gone, n, optimiser);
    }

    @Override
    public void visit(StateVisitor visitor) {
      super.visit(visitor);
      step = visitor.scalar("step", StateRole.BOOKKEEPING, Long.SIZE, step);
    }
  }
}
