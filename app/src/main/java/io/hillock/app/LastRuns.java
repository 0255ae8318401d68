package io.hillock.app;

import io.hillock.gallery.Result;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Remembers how the last run of each experiment ended, below HILLOCK_HOME or ~/.hillock. */
final class LastRuns {
  private LastRuns() {}

  private static Path file() {
    String home = System.getenv("HILLOCK_HOME");
    Path folder =
        home != null ? Path.of(home) : Path.of(System.getProperty("user.home"), ".hillock");
    return folder.resolve("runs.properties");
  }

  static Properties read() {
    Properties runs = new Properties();
    if (Files.exists(file())) {
      try (Reader in = Files.newBufferedReader(file())) {
        runs.load(in);
      } catch (IOException | IllegalArgumentException e) {
        System.err.println("hillock: the notes of last runs cannot be read: " + e.getMessage());
      }
    }
    return runs;
  }

  static void note(Result result) {
    Properties runs = read();
    long failing = result.claims().stream().filter(c -> !c.holds()).count();
    runs.setProperty(
        result.id(),
        java.time.LocalDate.now() + (failing == 0 ? " holds" : " " + failing + " claims fail"));
    try {
      Files.createDirectories(file().getParent());
      try (Writer out = Files.newBufferedWriter(file())) {
        runs.store(out, null);
      }
    } catch (IOException e) {
      System.err.println("hillock: the run could not be noted: " + e.getMessage());
    }
  }
}
