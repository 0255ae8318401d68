package io.hillock.app;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the program sees of the world.
 *
 * @param out standard output
 * @param err standard error
 * @param terminal whether standard error is a terminal
 * @param environment environment variables
 * @param root root of the project, else the working directory
 * @param home home directory of the user
 */
record Console(
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Map<String, String> environment,
    Path root,
    Path home) {

  static Console system() {
    String errorPath = System.getProperty("hillock.stderr", "");
    FileOutputStream error = new FileOutputStream(FileDescriptor.err);
    if (!errorPath.isEmpty()) {
      try {
        error = new FileOutputStream(errorPath, true);
        System.setErr(stream(error));
      } catch (FileNotFoundException e) {
        System.err.println("hillock: standard error stays where it was: " + e.getMessage());
      }
    }
    return new Console(
        stream(new FileOutputStream(FileDescriptor.out)),
        stream(error),
        Boolean.getBoolean("hillock.terminal"),
        System.getenv(),
        Path.of(System.getProperty("hillock.root", "")),
        Path.of(System.getProperty("user.home", "")));
  }

  private static PrintStream stream(FileOutputStream file) {
    return new PrintStream(file, true, StandardCharsets.UTF_8);
  }
}
