package io.hillock.app;

import io.hillock.gallery.Progress;
import java.util.Locale;

/**
 * Progress on standard error with rate and time left: a line that rewrites itself on a terminal, a
 * line every few seconds otherwise. Ctrl-C asks the work to stop at its next safe point and waits
 * for it.
 */
final class TerminalProgress implements Progress {
  private static final long REDRAW_NS = 200_000_000L;
  private static final long LINE_NS = 5_000_000_000L;
  private static final long PATIENCE_MS = 20_000;

  private final boolean quiet;
  private final boolean terminal = System.console() != null && System.console().isTerminal();
  private final Thread hook = new Thread(this::interrupted, "stop");
  private volatile boolean stop;
  private volatile boolean finished;
  private String task = "";
  private long steps;
  private long done;
  private long began;
  private long lastDrawn;

  TerminalProgress(boolean quiet) {
    this.quiet = quiet;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Runs when the process is asked to end: lets the work save itself first. */
  private void interrupted() {
    stop = true;
    long deadline = System.currentTimeMillis() + PATIENCE_MS;
    while (!finished && System.currentTimeMillis() < deadline) {
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** The work is over, by its end or by saving itself. */
  void finish() {
    finished = true;
    if (terminal && !quiet && lastDrawn > 0) {
      System.err.print("\r\u001b[K");
    }
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending already and the hook is waiting for exactly this.
      Runtime.getRuntime().halt(Hillock.INTERRUPTED);
    }
  }

  @Override
  public synchronized void begin(String newTask, long newSteps) {
    task = newTask;
    steps = Math.max(1, newSteps);
    done = 0;
    began = System.nanoTime();
    lastDrawn = 0;
  }

  @Override
  public synchronized void advance(long more) {
    done += more;
    long now = System.nanoTime();
    if (quiet || now - Math.max(lastDrawn, began) < (terminal ? REDRAW_NS : LINE_NS)) {
      return;
    }
    lastDrawn = now;
    double seconds = (now - began) * 1e-9;
    double rate = done / seconds;
    String line =
        String.format(
            Locale.ROOT,
            "%s: %d of %d, %.1f/s, %.0f s left",
            task,
            done,
            steps,
            rate,
            Math.max(0, steps - done) / rate);
    System.err.print(terminal ? "\r\u001b[K" + line : line + System.lineSeparator());
  }

  @Override
  public synchronized void say(String line) {
    if (!quiet) {
      System.err.println(terminal && lastDrawn > 0 ? "\r\u001b[K" + line : line);
    }
  }

  @Override
  public boolean stopRequested() {
    return stop;
  }
}
