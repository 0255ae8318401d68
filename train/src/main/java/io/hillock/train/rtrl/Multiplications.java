package io.hillock.train.rtrl;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/** Multiplications of real-time recurrent learning, by what they were for. */
public final class Multiplications implements Stateful {
  private long steps;
  private long product;
  private long diagonal;
  private long gradient;
  private long elements;

  /** Nothing done yet. */
  public Multiplications() {}

  void step(long ofProduct, long ofDiagonal, long written) {
    steps++;
    product += ofProduct;
    diagonal += ofDiagonal;
    elements += written;
  }

  void gradient(long n) {
    gradient += n;
  }

  /**
   * Steps made.
   *
   * @return their number
   */
  public long steps() {
    return steps;
  }

  /**
   * Multiplications of elements of M by recurrent weights, J M without its diagonal of leaks.
   *
   * @return their number
   */
  public long product() {
    return product;
  }

  /**
   * Multiplications of elements of M by the leak of their own unit.
   *
   * @return their number
   */
  public long diagonal() {
    return diagonal;
  }

  /**
   * Multiplications of elements of M by learning signals.
   *
   * @return their number
   */
  public long gradient() {
    return gradient;
  }

  /**
   * Elements of M that were written.
   *
   * @return their number
   */
  public long elements() {
    return elements;
  }

  /**
   * All multiplications of elements of M.
   *
   * @return their number
   */
  public long all() {
    return product + diagonal + gradient;
  }

  @Override
  public void visit(StateVisitor visitor) {
    steps = visitor.scalar("steps", StateRole.BOOKKEEPING, Long.SIZE, steps);
    product = visitor.scalar("product", StateRole.BOOKKEEPING, Long.SIZE, product);
    diagonal = visitor.scalar("diagonal", StateRole.BOOKKEEPING, Long.SIZE, diagonal);
    gradient = visitor.scalar("gradient", StateRole.BOOKKEEPING, Long.SIZE, gradient);
    elements = visitor.scalar("elements", StateRole.BOOKKEEPING, Long.SIZE, elements);
  }
}
