package io.hillock.app;

import picocli.CommandLine.Command;

/** {@code reckon}: what can be done with the model of the processor. */
@Command(
    name = "reckon",
    description = "The bit-exact model of a published learning chip.",
    synopsisSubcommandLabel = "run")
final class ReckonCommand extends GroupCommand {
  ReckonCommand(Console console) {
    super(console);
  }
}
