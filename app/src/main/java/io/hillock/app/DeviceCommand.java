package io.hillock.app;

import picocli.CommandLine.Command;

/** {@code device}: lists the kinds; each is a subcommand of its own. */
@Command(
    name = "device",
    description = "Characterise a device: curves, distributions, energies.",
    synopsisSubcommandLabel = "KIND")
final class DeviceCommand extends GroupCommand {
  DeviceCommand(Console console) {
    super(console);
  }
}
