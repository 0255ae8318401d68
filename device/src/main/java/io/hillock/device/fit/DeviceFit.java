package io.hillock.device.fit;

import io.hillock.device.DeviceModel;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.device.rram.RramParameters;
import io.hillock.fault.ParameterException;
import java.util.List;

/**
 * A device fitted to a table of measured pulses, with how well it fits.
 *
 * @param device the device
 * @param goodness tests of the law against parts of the data
 * @param panels fit against data
 * @param notes what was left out, and what the base had to give
 */
public record DeviceFit(
    FittedDevice device, List<Goodness> goodness, List<Panel> panels, List<String> notes) {
  /** Copies the lists. */
  public DeviceFit {
    goodness = List.copyOf(goodness);
    panels = List.copyOf(panels);
    notes = List.copyOf(notes);
  }

  /**
   * Fits a device. Takes no random number: equal tables give equal devices.
   *
   * @param file the table
   * @param name name of the device
   * @param base a preset of the same kind, which gives the numbers that the data do not carry
   * @return the fit
   * @throws io.hillock.fault.InputException when the table says too little
   * @throws ParameterException when the base is of another kind or has no non-ideality at all
   */
  public static DeviceFit of(PulseFile file, String name, DeviceModel base) {
    String kind = file.format().kind();
    if (!base.kind().equals(kind)) {
      throw new ParameterException(
          "device fit", "base", base.name(), "it is of kind " + base.kind() + ", the file " + kind);
    }
    if (base.exact()) {
      throw new ParameterException(
          "device fit", "base", base.name(), "it must be a device with non-idealities");
    }
    FitReport report = new FitReport();
    switch (base) {
      case RramParameters p -> new RramFit(p, report).fit(file);
      case PcmParameters p -> new PcmFit(p, report).fit(file);
      case MtjModel m -> new MtjFit(m, report).fit(file);
      default -> throw new ParameterException("device fit", "kind", kind, "it is rram, pcm or mtj");
    }
    FittedDevice device =
        new FittedDevice(
            name,
            kind,
            base.name(),
            new FittedDevice.Data(file.name(), file.sha256(), file.rows()),
            report.figures());
    device.model(); // refuses numbers that make no device
    return new DeviceFit(device, report.goodness(), report.panels(), report.notes());
  }
}
