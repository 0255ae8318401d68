package io.hillock.app;

import picocli.CommandLine.Command;

/** {@code device}: lists the kinds, each a subcommand of its own, and what fits a device. */
@Command(
    name = "device",
    description = "Characterise a device, or fit one to measured pulses.",
    synopsisSubcommandLabel = "KIND")
final class DeviceCommand extends GroupCommand {
  DeviceCommand(Console console) {
    super(console);
  }
}
