package io.hillock.app;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A command that does nothing itself: alone it lists its subcommands. */
abstract class GroupCommand implements Callable<Integer> {
  private final Console console;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  private boolean help;

  GroupCommand(Console console) {
    this.console = console;
  }

  @Override
  public final Integer call() {
    String label = spec.usageMessage().synopsisSubcommandLabel();
    console.out().println("hillock " + spec.name() + " " + label + " --help tells more of each:");
    for (CommandLine subcommand : spec.subcommands().values()) {
      CommandSpec one = subcommand.getCommandSpec();
      console
          .out()
          .printf(Locale.ROOT, "  %-14s %s%n", one.name(), one.usageMessage().description()[0]);
    }
    return ExitCode.DONE;
  }
}
