package io.hillock.train.rewire;

import io.hillock.ledger.Counts;
import io.hillock.random.Seed;
import io.hillock.train.Gradient;
import io.hillock.train.Mask;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import io.hillock.train.optimise.ParameterRule;
import java.util.List;

/**
 * Who decides which connections of a network exist while it learns, as a description. Matrices that
 * are not said to be sparse keep all their elements.
 */
public sealed interface Rewiring permits HardRewiring, SoftRewiring, StaticMask, MagnitudePruning {
  /**
   * Starts it: draws the first connections without replacement and sets all other elements of the
   * sparse matrices to zero.
   *
   * @param parameters all matrices that are trained
   * @param sparse those of them that are sparse
   * @param seed where masks, signs and noise come from
   * @return the connections at their beginning
   */
  Running start(ParameterSet parameters, List<SparseMatrix> sparse, Seed seed);

  /**
   * Connections that come and go. An element that does not exist is zero and stays zero, whatever
   * the gradient or a momentum says; the optimiser forgets what it knew of a connection that goes
   * and of a place where one is born.
   *
   * <p>There are two ways to make a step of learning, which give the same bits where the gradient
   * is not clipped in between: {@link #step}, whose work is that of the connections that exist, and
   * a trainer with an optimiser of its own for whole matrices, which calls {@link #before} and
   * {@link #after}.
   *
   * <p>An average of weights over steps has more connections than exist at any time: score the
   * weights themselves.
   */
  interface Running extends ParameterRule {
    /**
     * One step of learning, in place of a step of the optimiser alone: the optimiser changes the
     * elements that exist, then connections go and come.
     *
     * <p>Afterwards the gradient is zero at every element that existed before; a caller whose
     * gradients reach other elements too clears it himself.
     *
     * @param gradient the gradient
     * @param optimiser changes the elements that exist
     * @param rate learning rate eta of this step, &gt;= 0
     */
    void step(Gradient gradient, Optimiser.Running optimiser, double rate);

    /**
     * Sets the gradient to zero where no element exists, before it is clipped and used.
     *
     * @param gradient the gradient
     */
    @Override
    default void before(Gradient gradient) {
      for (int k = 0; k < masks().size(); k++) {
        masks().get(k).zeroOthers(gradient.of(k));
      }
    }

    /**
     * Which elements exist, for each matrix of the set in its order; all, where it is not sparse.
     *
     * @return the masks themselves, to read
     */
    List<Mask> masks();

    /**
     * How many connections were born since the start.
     *
     * @return their number
     */
    long births();

    /**
     * What was written and drawn for the connections, work of the optimiser included.
     *
     * @return the counters themselves
     */
    Counts counts();

    /**
     * How many elements exist.
     *
     * @return their number, matrices that are not sparse included
     */
    default long active() {
      long sum = 0;
      for (Mask mask : masks()) {
        sum += mask.count();
      }
      return sum;
    }
  }
}
