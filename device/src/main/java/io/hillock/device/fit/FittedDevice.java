package io.hillock.device.fit;

import io.hillock.device.DeviceModel;
import io.hillock.device.Evidence;
import io.hillock.device.Figure;
import io.hillock.device.mtj.MtjPreset;
import io.hillock.device.pcm.PcmPreset;
import io.hillock.device.rram.RramPreset;
import io.hillock.fault.ParameterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A device whose numbers were fitted to measured pulses: a preset, and what replaces its numbers.
 *
 * @param name its name: small letters, digits, dot, hyphen, underscore, up to 64 characters
 * @param kind rram, pcm or mtj
 * @param base name of the preset that it is based on
 * @param data what it was fitted to
 * @param figures the numbers that replace those of the base
 */
public record FittedDevice(
    String name, String kind, String base, Data data, List<FittedFigure> figures) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /**
   * What a device was fitted to.
   *
   * @param file name of the file
   * @param sha256 its SHA-256 in hexadecimal digits
   * @param rows its rows
   */
  public record Data(String file, String sha256, int rows) {}

  /** Checks the name and copies the list. */
  public FittedDevice {
    requireName(name);
    figures = List.copyOf(figures);
  }

  /**
   * Whether a device may have a name.
   *
   * @param name the name
   * @return true when it may
   */
  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Requires a name that a device may have.
   *
   * @param name the name
   * @return the name
   * @throws ParameterException when it may not
   */
  public static String requireName(String name) {
    if (!isName(name)) {
      throw new ParameterException(
          "fitted device",
          "name",
          name,
          "it must have 1 to 64 small letters, digits, dots, hyphens and underscores");
    }
    return name;
  }

  /**
   * The device with all its numbers and switches.
   *
   * @return the model; its fitted figures are measured, their source is the file
   * @throws ParameterException when the numbers fit no device of the kind
   */
  public DeviceModel model() {
    return switch (kind) {
      case "rram" -> FittedModels.of(RramPreset.of(base).parameters(), this);
      case "pcm" -> FittedModels.of(PcmPreset.of(base).parameters(), this);
      case "mtj" -> FittedModels.of(MtjPreset.of(base).model(), this);
      default ->
          throw new ParameterException("fitted device", "kind", kind, "it is rram, pcm or mtj");
    };
  }

  /** What to cite. */
  String citation(DeviceModel of) {
    return "fitted to " + data.file() + ", SHA-256 " + data.sha256() + "; the rest as " + of.name();
  }

  /** The figures of the base with those that were fitted, in the order of the base. */
  List<Figure> figures(List<Figure> of) {
    Map<String, Figure> all = new LinkedHashMap<>();
    of.forEach(f -> all.put(f.symbol(), f));
    for (FittedFigure f : figures) {
      Figure old = all.get(f.symbol());
      boolean kept =
          f.how() == FittedFigure.How.BOUNDED
              && old != null
              && Double.compare(old.value(), f.value()) == 0;
      String source =
          f.how() == FittedFigure.How.DERIVED
              ? "follows from the fit to " + data.file()
              : kept
                  ? old.source() + "; " + data.file() + " allows it"
                  : "fitted to " + data.file();
      Evidence evidence =
          kept
              ? old.evidence()
              : f.how() == FittedFigure.How.DERIVED ? Evidence.ASSUMED : Evidence.MEASURED;
      all.put(f.symbol(), new Figure(f.symbol(), f.value(), f.unit(), evidence, source));
    }
    return new ArrayList<>(all.values());
  }

  /** The value of a symbol, or that of the base. */
  double value(String symbol, double otherwise) {
    for (FittedFigure f : figures) {
      if (f.symbol().equals(symbol)) {
        return f.value();
      }
    }
    return otherwise;
  }

  boolean has(String symbol) {
    return figures.stream().anyMatch(f -> f.symbol().equals(symbol));
  }
}
