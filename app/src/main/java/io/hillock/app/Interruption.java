package io.hillock.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The user's wish to stop. Work that is running hears of it through {@link #requested}, saves
 * itself at its next safe point and ends; the process waits for that.
 */
final class Interruption {
  /** How long work may take to notice the wish, and then to save itself. */
  private static final long NOTICE_S = 5;

  private static final long SAVE_S = 30;

  private final AtomicBoolean working = new AtomicBoolean();
  private final AtomicBoolean requested = new AtomicBoolean();
  private final CountDownLatch noticed = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Nobody interrupts. */
  static Interruption none() {
    return new Interruption();
  }

  /** Ctrl-C and termination of this process interrupt. */
  static Interruption ofProcess(Console console) {
    Interruption interruption = new Interruption();
    Thread hook = new Thread(() -> interruption.shutDown(console), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
    return interruption;
  }

  /** Whether the work should stop; work that learns so counts as having noticed. */
  boolean requested() {
    boolean stop = requested.get();
    if (stop) {
      noticed.countDown();
    }
    return stop;
  }

  /** Work begins that wants to be asked before the process ends. */
  void workBegins() {
    working.set(true);
  }

  /** Asks the work to stop. */
  void request() {
    requested.set(true);
  }

  /** The command has ended by itself. */
  void end() {
    working.set(false);
    noticed.countDown();
    ended.countDown();
  }

  private void shutDown(Console console) {
    if (ended.getCount() == 0) {
      return;
    }
    request();
    if (working.get()) {
      console.err().println();
      console.err().println("hillock: stopping at the next safe point ...");
      awaitEnd(console);
    }
    console.out().flush();
    console.err().flush();
    if (requested.get()) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
  }

  private void awaitEnd(Console console) {
    try {
      boolean heard = noticed.await(NOTICE_S, TimeUnit.SECONDS);
      if (!heard || !ended.await(SAVE_S, TimeUnit.SECONDS)) {
        console
            .err()
            .println(
                "hillock: no safe point came; what was finished before is kept for the next run");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
