package io.hillock.app;

import io.hillock.fault.UserException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line: parses, runs one command, turns its end into an exit code. */
@Command(
    name = "hillock",
    description =
        "Neuromorphic edge intelligence: spiking networks that learn on simulated hardware.",
    mixinStandardHelpOptions = true,
    versionProvider = Hillock.Version.class,
    subcommands = {
      LearnCommand.class,
      ReproduceCommand.class,
      ListCommand.class,
      DeviceCommand.class,
      SnapshotCommand.class,
      DoctorCommand.class
    })
public final class Hillock implements Callable<Integer> {
  /** Done, and all required claims hold. */
  public static final int DONE = 0;

  /** A required claim does not hold. */
  public static final int CLAIM_FAILED = 1;

  /** Bad usage or bad input. */
  public static final int BAD_INPUT = 2;

  /** Our fault. */
  public static final int INTERNAL = 3;

  /** Interrupted by the user, state saved. */
  public static final int INTERRUPTED = 130;

  @Spec private CommandSpec spec;

  @Option(
      names = "--debug",
      description = "Show stack traces of internal errors.",
      scope = CommandLine.ScopeType.INHERIT)
  private boolean debug;

  /** Made by the command line. */
  public Hillock() {}

  /**
   * Runs a command and ends the process.
   *
   * @param arguments the command line
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /**
   * Runs a command.
   *
   * @param arguments the command line
   * @return the exit code
   */
  public static int run(String... arguments) {
    Hillock hillock = new Hillock();
    CommandLine line = new CommandLine(hillock);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setErr(new PrintWriter(System.err, true));
    line.setParameterExceptionHandler((e, args) -> {
      System.err.println("hillock: " + e.getMessage());
      System.err.println("try: hillock " + e.getCommandLine().getCommandName() + " --help");
      return BAD_INPUT;
    });
    line.setExecutionExceptionHandler((e, command, result) -> hillock.failed(e));
    return line.execute(arguments);
  }

  private int failed(Exception e) {
    if (e instanceof UserException user) {
      System.err.println("hillock: " + user.getMessage());
      return BAD_INPUT;
    }
    System.err.println("hillock: internal error: " + e);
    if (debug) {
      e.printStackTrace();
    } else {
      System.err.println("hillock: the details are in " + writeTrace(e) + " (or add --debug)");
    }
    return INTERNAL;
  }

  private static Path writeTrace(Exception e) {
    try {
      Path file = Files.createTempFile("hillock-error-", ".txt");
      try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
        e.printStackTrace(out);
      }
      return file;
    } catch (IOException ignored) {
      return Path.of("(nowhere: no temporary file could be written)");
    }
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return DONE;
  }

  static String version() {
    String built = Hillock.class.getPackage().getImplementationVersion();
    return built == null ? "0.1.0-SNAPSHOT" : built;
  }

  /** Tells the version. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"hillock " + version()};
    }
  }
}
