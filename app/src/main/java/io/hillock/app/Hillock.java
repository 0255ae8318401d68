package io.hillock.app;

import io.hillock.gallery.Catalogue;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of Hillock. Exit codes: see {@link ExitCode}. */
@Command(
    name = "hillock",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Neuromorphic edge intelligence: networks that learn on line on simulated chips.",
    footer = "@|bold Start with|@: hillock learn, hillock list, hillock doctor")
public final class Hillock implements Runnable {
  private final Console console;
  private CommandLine line;

  private Hillock(Console console) {
    this.console = console;
  }

  /**
   * Runs one command and ends the program with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Console console = Console.system();
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      console.out().println("hillock " + Version.text());
      return;
    }
    Interruption interruption = Interruption.ofProcess(console);
    int code = run(console, interruption, Catalogue.standard(), args);
    console.out().flush();
    interruption.end();
    System.exit(code);
  }

  /** Runs one command of the given catalogue and gives its exit code. */
  static int run(Console console, Interruption interruption, Catalogue catalogue, String... args) {
    Failures failures = new Failures(console, args);
    try {
      CommandLine line = line(console, new Runner(console, interruption, args), catalogue);
      line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
      line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
      line.setParameterExceptionHandler(failures::usage);
      line.setExecutionExceptionHandler((e, at, parsed) -> failures.report(e));
      return line.execute(args);
    } catch (Error | RuntimeException e) {
      return failures.report(e);
    }
  }

  private static CommandLine line(Console console, Runner runner, Catalogue catalogue) {
    Hillock root = new Hillock(console);
    CommandLine learn =
        new CommandLine(new LearnCommand(console))
            .addSubcommand("heartbeat", new HeartbeatCommand(runner));
    CommandLine device =
        new CommandLine(new DeviceCommand(console))
            .addSubcommand("rram", new DevicePageCommand(runner, "rram"))
            .addSubcommand("pcm", new DevicePageCommand(runner, "pcm"))
            .addSubcommand("mtj", new DevicePageCommand(runner, "mtj"))
            .addSubcommand("impact", new DeviceImpactCommand(runner))
            .addSubcommand("fit", new DeviceFitCommand(runner))
            .addSubcommand("sample", new DeviceSampleCommand(runner));
    CommandLine reckon =
        new CommandLine(new ReckonCommand(console))
            .addSubcommand("run", new ReckonRunCommand(runner));
    CommandLine snapshot =
        new CommandLine(new SnapshotCommand(console))
            .addSubcommand("show", new SnapshotCommand.Show(runner))
            .addSubcommand("diff", new SnapshotCommand.Diff(runner))
            .addSubcommand("fork", new SnapshotCommand.Fork(runner));
    root.line =
        new CommandLine(root)
            .addSubcommand("learn", learn)
            .addSubcommand("reproduce", new ReproduceCommand(runner, catalogue))
            .addSubcommand("list", new ListCommand(runner, catalogue))
            .addSubcommand("device", device)
            .addSubcommand("reckon", reckon)
            .addSubcommand("snapshot", snapshot)
            .addSubcommand("doctor", new DoctorCommand(runner));
    root.line.setCaseInsensitiveEnumValuesAllowed(true);
    return root.line;
  }

  @Override
  public void run() {
    line.usage(console.out());
  }
}
