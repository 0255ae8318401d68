package io.hillock.device.characterisation;

import io.hillock.device.DeviceModel;
import io.hillock.device.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What was measured on one device.
 *
 * @param device the device
 * @param levels one entry for each programmed level; empty where a device has two states
 * @param charts the pictures
 * @param figures energies, pulses and levels as single numbers
 */
public record Characterisation(
    DeviceModel device, List<Level> levels, List<Chart> charts, List<Measured> figures) {
  /** Copies the lists. */
  public Characterisation {
    levels = List.copyOf(levels);
    charts = List.copyOf(charts);
    figures = List.copyOf(figures);
  }

  /**
   * Tells the evidence and source of some of a device's numbers.
   *
   * @param device the device
   * @param symbols their symbols, as {@link DeviceModel#figures} has them
   * @return one line
   */
  public static String source(DeviceModel device, String... symbols) {
    return Arrays.stream(symbols)
        .map(symbol ->
            device.figures().stream()
                .filter(f -> f.symbol().startsWith(symbol))
                .findFirst()
                .map(Characterisation::line)
                .orElse(symbol + ": none"))
        .collect(Collectors.joining("; "));
  }

  private static String line(Figure f) {
    return f.symbol() + " (" + f.evidence() + ": " + f.source() + ")";
  }
}
