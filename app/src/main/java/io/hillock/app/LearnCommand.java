package io.hillock.app;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code learn}: lists the applications; each is a subcommand of its own. */
@Command(
    name = "learn",
    description = "Stream a signal through a network that learns on line.",
    synopsisSubcommandLabel = "APPLICATION")
final class LearnCommand implements Callable<Integer> {
  private final Console console;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  private boolean help;

  LearnCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().println("applications (hillock learn APPLICATION --help):");
    for (CommandLine application : spec.subcommands().values()) {
      CommandSpec one = application.getCommandSpec();
      console.out().printf("  %-14s %s%n", one.name(), one.usageMessage().description()[0]);
    }
    return ExitCode.DONE;
  }
}
