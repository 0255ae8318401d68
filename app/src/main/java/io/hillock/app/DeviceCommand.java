package io.hillock.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code device}: lists the kinds; each is a subcommand of its own. */
@Command(
    name = "device",
    description = "Characterise a device: curves, distributions, energies.",
    synopsisSubcommandLabel = "KIND")
final class DeviceCommand implements Callable<Integer> {
  private final Console console;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  private boolean help;

  DeviceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().println("devices: " + String.join(", ", spec.subcommands().keySet()));
    return ExitCode.DONE;
  }
}
