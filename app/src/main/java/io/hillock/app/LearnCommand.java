package io.hillock.app;

import picocli.CommandLine.Command;

/** {@code learn}: lists the applications; each is a subcommand of its own. */
@Command(
    name = "learn",
    description = "Stream a signal through a network that learns on line.",
    synopsisSubcommandLabel = "APPLICATION")
final class LearnCommand extends GroupCommand {
  LearnCommand(Console console) {
    super(console);
  }
}
