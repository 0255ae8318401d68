package io.hillock.state;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What the Java heap loses to code that shall allocate nothing. */
public final class Allocation {
  /** The meter itself may take some hundred bytes; an object in each of 1000 steps takes more. */
  public static final long METER = 1000;

  private static final int ROUNDS = 300;

  private Allocation() {}

  /**
   * Least bytes that a round of many steps allocated. The first rounds load classes, and the Vector
   * API makes objects until it is compiled; what allocates in a step does so in every round.
   *
   * @param round at least 1000 steps
   */
  public static long least(Runnable round) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int k = 0; k < ROUNDS && least >= METER; k++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      round.run();
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
