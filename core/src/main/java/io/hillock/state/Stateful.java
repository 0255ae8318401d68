package io.hillock.state;

/** Something that holds state and shows all of it to a visitor. */
public interface Stateful {
  /**
   * Shows every piece of state, always in the same order and under the same names.
   *
   * <p>Arrays are handed over as they are: a visitor that restores fills them in place, and their
   * lengths are fixed by the description of the network. Scalars are handed over by value and taken
   * back from the result.
   *
   * @param visitor who looks
   */
  void visit(StateVisitor visitor);
}
