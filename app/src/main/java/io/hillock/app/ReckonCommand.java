package io.hillock.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code reckon}: what can be done with the model of the processor. */
@Command(
    name = "reckon",
    description = "The bit-exact model of a published learning chip.",
    synopsisSubcommandLabel = "run")
final class ReckonCommand implements Callable<Integer> {
  private final Console console;
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "this text")
  private boolean help;

  ReckonCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(console.out());
    return ExitCode.DONE;
  }
}
