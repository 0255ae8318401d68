package io.hillock.gallery.cue;

import io.hillock.gallery.Progress;

/** Counts trials, and asks to stop once so many were played. */
final class Stopping implements Progress {
  private final long stopFrom;
  private long played;

  Stopping(long stopFrom) {
    this.stopFrom = stopFrom;
  }

  synchronized long played() {
    return played;
  }

  @Override
  public void begin(String task, long steps) {}

  @Override
  public synchronized void advance(long steps) {
    played += steps;
  }

  @Override
  public void say(String line) {}

  @Override
  public synchronized boolean stopRequested() {
    return played >= stopFrom;
  }
}
