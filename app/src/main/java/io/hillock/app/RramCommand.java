package io.hillock.app;

import io.hillock.device.DeviceModel;
import io.hillock.device.characterisation.Characterisation;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.rram.RramCharacterisation;
import io.hillock.device.rram.RramParameters;
import io.hillock.random.Seed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code device rram}. */
@Command(
    name = "rram",
    description = "Characterise resistive memory cells and their differential pairs.",
    sortOptions = false)
final class RramCommand extends DevicePageCommand {
  private final Runner runner;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "hfo2-1t1r",
      description =
          "the device, or a fitted one: ideal, hfo2-1t1r, hfox-wan2022 (default: ${DEFAULT-VALUE})")
  private String preset;

  RramCommand(Runner runner) {
    super(runner, "rram");
    this.runner = runner;
  }

  @Override
  DeviceModel device() {
    return runner.devices().find("rram", preset);
  }

  @Override
  Characterisation measure(DeviceModel device, Extent extent, Seed seed) {
    return RramCharacterisation.of((RramParameters) device, extent, seed).page();
  }
}
