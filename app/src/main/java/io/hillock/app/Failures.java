package io.hillock.app;

import io.hillock.fault.UserException;
import io.hillock.state.WholeFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import picocli.CommandLine;

/** Turns what went wrong into one line and an exit code. */
final class Failures {
  private final Console console;
  private final String[] args;

  Failures(Console console, String... args) {
    this.console = console;
    this.args = args.clone();
  }

  int usage(CommandLine.ParameterException e, String... line) {
    if (e.getCause() instanceof UserException user) {
      return report(user);
    }
    console.err().println("hillock: " + oneLine(e.getMessage()));
    console
        .err()
        .println("try: " + e.getCommandLine().getCommandSpec().qualifiedName(" ") + " --help");
    return ExitCode.BAD_INPUT;
  }

  int report(Throwable e) {
    if (Arrays.asList(args).contains("--debug")) {
      e.printStackTrace(console.err());
    }
    if (e instanceof UserException) {
      console.err().println("hillock: " + oneLine(e.getMessage()));
      return ExitCode.BAD_INPUT;
    }
    String what =
        e instanceof OutOfMemoryError
            ? "out of memory; the limit is set by JDK_JAVA_OPTIONS=-Xmx..."
            : "internal error: " + e.getClass().getSimpleName() + ": " + e.getMessage();
    console.err().println("hillock: " + oneLine(what) + " (details: " + keep(e) + ")");
    return ExitCode.INTERNAL;
  }

  private String keep(Throwable e) {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println("hillock " + Version.text() + " on JDK " + Runtime.version());
    out.println("arguments: " + String.join(" ", args));
    e.printStackTrace(out);
    try {
      Path file =
          new StateDirectory(console)
              .folder("errors")
              .resolve("error-" + System.currentTimeMillis() + ".txt");
      WholeFile.write(file, text.toString());
      return file.toString();
    } catch (UserException unwritable) {
      return keepElsewhere(text.toString());
    }
  }

  private static String keepElsewhere(String text) {
    try {
      Path file = Files.createTempFile("hillock-error-", ".txt");
      Files.writeString(file, text);
      return file.toString();
    } catch (IOException e) {
      return "could not be written; --debug shows them";
    }
  }

  static String oneLine(String text) {
    return String.valueOf(text).strip().replaceAll("\\s*[\\r\\n]+\\s*", "; ");
  }
}
