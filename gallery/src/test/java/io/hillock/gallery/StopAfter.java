package io.hillock.gallery;

import java.util.concurrent.atomic.AtomicLong;

/** Counts steps of progress, and asks to stop once so many were done. */
public final class StopAfter implements Progress {
  private final long most;
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong announced = new AtomicLong();

  public StopAfter(long most) {
    this.most = most;
  }

  /** Never asks to stop. */
  public static StopAfter never() {
    return new StopAfter(Long.MAX_VALUE);
  }

  /** Steps done so far. */
  public long done() {
    return done.get();
  }

  /** Steps that the task said it has. */
  public long announced() {
    return announced.get();
  }

  @Override
  public void begin(String task, long steps) {
    announced.set(steps);
  }

  @Override
  public void advance(long steps) {
    done.addAndGet(steps);
  }

  @Override
  public void say(String line) {}

  @Override
  public boolean stopRequested() {
    return done.get() >= most;
  }
}
