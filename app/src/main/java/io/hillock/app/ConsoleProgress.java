package io.hillock.app;

import io.hillock.gallery.Progress;
import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Progress on standard error with rate and time left: a line that renews itself on a terminal, a
 * new line every few seconds elsewhere.
 */
final class ConsoleProgress implements Progress, AutoCloseable {
  private static final long TERMINAL_MS = 250;
  private static final long LINE_MS = 5000;
  private static final int BAR = 24;

  private final Console console;
  private final PrintStream people;
  private final Interruption interruption;
  private final boolean silent;
  private final AtomicLong done = new AtomicLong();
  private final Thread ticker;
  private String task = "";
  private long steps;
  private long begun;
  private boolean drawn;
  private volatile boolean closed;

  /**
   * Progress of one command.
   *
   * @param people where lines for the user go
   */
  ConsoleProgress(Console console, PrintStream people, Interruption interruption, boolean silent) {
    this.console = console;
    this.people = people;
    this.interruption = interruption;
    this.silent = silent;
    ticker = Thread.ofPlatform().daemon().name("progress").unstarted(this::tick);
    if (!silent) {
      ticker.start();
    }
  }

  @Override
  public synchronized void begin(String newTask, long newSteps) {
    finishLine();
    task = newTask;
    steps = newSteps;
    done.set(0);
    begun = System.nanoTime();
  }

  @Override
  public void advance(long count) {
    done.addAndGet(count);
  }

  @Override
  public synchronized void end() {
    finishLine();
    task = "";
  }

  @Override
  public synchronized void say(String line) {
    if (!silent) {
      clear();
      people.println(line);
    }
  }

  @Override
  public boolean stopRequested() {
    return interruption.requested();
  }

  @Override
  public synchronized void close() {
    closed = true;
    ticker.interrupt();
    finishLine();
  }

  private void tick() {
    while (!closed) {
      try {
        Thread.sleep(console.terminal() ? TERMINAL_MS : LINE_MS);
      } catch (InterruptedException e) {
        return;
      }
      draw();
    }
  }

  private synchronized void draw() {
    if (closed || task.isEmpty()) {
      return;
    }
    String line = line(task, done.get(), steps, (System.nanoTime() - begun) * 1e-9, BAR);
    if (console.terminal()) {
      console.err().print("\r\u001b[K" + line);
      console.err().flush();
      drawn = true;
    } else {
      console.err().println(line);
    }
  }

  private void clear() {
    if (drawn) {
      console.err().print("\r\u001b[K");
      drawn = false;
    }
  }

  private void finishLine() {
    if (drawn) {
      draw();
      console.err().println();
      drawn = false;
    }
  }

  static String line(String task, long done, long steps, double seconds, int bar) {
    StringBuilder text = new StringBuilder(task).append(": ");
    if (steps > 0) {
      long shown = Math.min(done, steps);
      int full = (int) (bar * shown / steps);
      text.append('[').append("#".repeat(full)).append(".".repeat(bar - full)).append("] ");
      text.append(String.format(Locale.ROOT, "%.0f %%, %d/%d", 100.0 * shown / steps, done, steps));
    } else {
      text.append(done);
    }
    text.append(", ").append(clock(seconds)).append(" gone");
    if (done > 0 && seconds > 0) {
      double rate = done / seconds;
      text.append(String.format(Locale.ROOT, rate >= 10 ? ", %.0f/s" : ", %.2f/s", rate));
      if (steps > done) {
        text.append(", ").append(clock((steps - done) / rate)).append(" left");
      }
    }
    return text.toString();
  }

  static String clock(double seconds) {
    long s = Math.round(seconds);
    return s >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
  }
}
