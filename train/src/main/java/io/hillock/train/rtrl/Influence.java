package io.hillock.train.rtrl;

import io.hillock.state.Stateful;

/**
 * How the potentials of an event cell follow from its parameters, kept up with the sequence.
 *
 * {@snippet lang=text :
 * M_t = dv_t/dw,   M_t = J_t M_{t-1} + B_t                                          (1)
 * B_t[i, k] = source of k at t if k is a parameter of unit i, else 0                (2)
 * dL/dw = sum over t of (dL/dv_t) M_t, with dL/dv_t by what happens at t alone      (3)
 * }
 *
 * <p>M shape (units, p). When parameters change within a sequence, M holds derivatives by the
 * parameters that were in force when each step was made.
 *
 * @see "R. J. Williams, D. Zipser (1989), Neural Comput. 1:270, doi:10.1162/neco.1989.1.2.270"
 */
public sealed interface Influence extends Stateful
    permits SparseInfluence, DenseInfluence, BlockInfluence {
  /** Begins a sequence: nothing has had any influence yet. */
  void reset();

  /** Takes in the last step of the run, equations (1) and (2). */
  void advance();

  /**
   * Adds a part of the gradient, equation (3): gradient += sum over i of c_i M_t[i], for units with
   * psi_i &gt; 0.
   *
   * @param c factor of each unit, shape (units); where psi is zero it must be zero
   * @param gradient receives the sum, shape (p)
   */
  void addTo(double[] c, double[] gradient);

  /**
   * What was done since the beginning.
   *
   * @return the counts themselves
   */
  Multiplications multiplications();

  /**
   * Memory that is held for M, its second copy and its indices.
   *
   * @return its size [byte]
   */
  long bytes();
}
