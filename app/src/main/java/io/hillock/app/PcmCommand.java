package io.hillock.app;

import io.hillock.device.DeviceModel;
import io.hillock.device.characterisation.Characterisation;
import io.hillock.device.characterisation.Extent;
import io.hillock.device.pcm.PcmCharacterisation;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.random.Seed;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code device pcm}. */
@Command(
    name = "pcm",
    description = "Characterise phase-change devices and their differential pairs.",
    sortOptions = false)
final class PcmCommand extends DevicePageCommand {
  private final Runner runner;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      defaultValue = "gst-nandakumar2018",
      description =
          "the device, or a fitted one: ideal, gst-nandakumar2018 (default: ${DEFAULT-VALUE})")
  private String preset;

  PcmCommand(Runner runner) {
    super(runner, "pcm");
    this.runner = runner;
  }

  @Override
  DeviceModel device() {
    return runner.devices().find("pcm", preset);
  }

  @Override
  Characterisation measure(DeviceModel device, Extent extent, Seed seed) {
    return PcmCharacterisation.of((PcmParameters) device, extent, seed);
  }
}
