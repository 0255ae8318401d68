package io.hillock.train.rewire;

import io.hillock.fault.ParameterException;
import io.hillock.train.Parameter;

/**
 * A matrix that is to be sparse.
 *
 * @param parameter the matrix; its values at the start are the sizes of initial weights
 * @param connectivity fraction of its places that are connected, in (0, 1]
 * @param signs signs of its connections, for the rules that fix them
 * @param diagonal whether elements with equal row and column may be connected
 */
public record SparseMatrix(
    Parameter parameter, double connectivity, Signs signs, boolean diagonal) {
  /** Checks every documented bound. */
  public SparseMatrix {
    if (!(connectivity > 0 && connectivity <= 1)) {
      throw new ParameterException(
          "sparse " + parameter.name(), "connectivity", connectivity, "it must be in (0, 1]");
    }
    if (signs instanceof Signs.OfSource source && source.excitatory().size() != parameter.rows()) {
      throw new ParameterException(
          "sparse " + parameter.name(),
          "signs",
          source.excitatory().size() + " of them",
          "there must be one for each of its " + parameter.rows() + " sources");
    }
  }

  /**
   * With signs drawn at each birth, the diagonal included.
   *
   * @param parameter the matrix
   * @param connectivity fraction of its places that are connected, in (0, 1]
   * @return the sparse matrix
   */
  public static SparseMatrix of(Parameter parameter, double connectivity) {
    return new SparseMatrix(parameter, connectivity, new Signs.Redrawn(), true);
  }

  /**
   * A variant with other signs.
   *
   * @param other the signs
   * @return the variant
   */
  public SparseMatrix withSigns(Signs other) {
    return new SparseMatrix(parameter, connectivity, other, diagonal);
  }

  /**
   * A variant in which no unit connects to itself.
   *
   * @return the variant
   */
  public SparseMatrix withoutDiagonal() {
    return new SparseMatrix(parameter, connectivity, signs, false);
  }

  /**
   * How many elements could be connected.
   *
   * @return the number of places
   */
  public int places() {
    return parameter.size() - (diagonal ? 0 : Math.min(parameter.rows(), parameter.columns()));
  }

  /**
   * How many elements are connected.
   *
   * @return connectivity times places, rounded, at least 1
   */
  public int connections() {
    return Math.max(1, (int) Math.round(connectivity * places()));
  }
}
