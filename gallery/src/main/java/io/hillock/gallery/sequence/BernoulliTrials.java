package io.hillock.gallery.sequence;

import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Independent trials of one probability, of which only the successes cost a draw.
 *
 * {@snippet lang=text :
 * failures before the next success:  N = floor(ln U / ln(1 - p)),  U uniform in (0, 1]  (1)
 * }
 *
 * <p>The trials are the same Bernoulli sequence however they are asked for.
 */
final class BernoulliTrials implements Stateful {
  private final double logFailure;
  private final RandomStream random;
  private long failures;

  /** Trials with success probability p in (0, 1). */
  BernoulliTrials(double p, RandomStream random) {
    logFailure = StrictMath.log(1 - p);
    this.random = random;
    failures = draw();
  }

  private long draw() {
    return (long) (StrictMath.log(1 - random.nextDouble()) / logFailure); // (1)
  }

  /**
   * Makes trials up to the next success.
   *
   * @param trials how many may be made, not negative
   * @return how many failed before the success, or -1 when none of them succeeded
   */
  int next(int trials) {
    if (failures >= trials) {
      failures -= trials;
      return -1;
    }
    int before = (int) failures;
    failures = draw();
    return before;
  }

  @Override
  public void visit(StateVisitor visitor) {
    failures = visitor.scalar("failures", StateRole.BOOKKEEPING, Long.SIZE, failures);
    visitor.part("draws", random);
  }
}
