package io.hillock.ledger;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Prices of a named technology, read from a small text file: one price per line, {@code kind |
 * value pJ | low pJ | high pJ | source}; lines with {@code #} are remarks, {@code name:} and {@code
 * about:} head the file. What a technology does not price is listed, never guessed.
 */
public final class Technology {
  /** The technologies that come with the program. */
  public enum BuiltIn {
    /** 45 nm digital logic and SRAM. */
    DIGITAL_45NM,
    /** 28 nm digital spiking processor. */
    DIGITAL_28NM,
    /** 130 nm one-transistor one-resistor array. */
    RRAM_130NM;

    private String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".technology";
    }
  }

  private static final int MOST_BYTES = 1 << 20;
  private static final double PICO = 1e-12;

  private final String name;
  private final String about;
  private final Map<CountKind, Price> prices;

  private Technology(String name, String about, Map<CountKind, Price> prices) {
    this.name = name;
    this.about = about;
    this.prices = prices;
  }

  /**
   * A technology that comes with the program.
   *
   * @param which which one
   * @return its prices
   */
  public static Technology of(BuiltIn which) {
    try (InputStream in = Technology.class.getResourceAsStream(which.file())) {
      if (in == null) {
        throw new IllegalStateException("missing resource " + which.file());
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), which.file());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /**
   * A technology from a user's file.
   *
   * @param path the file
   * @return its prices
   */
  public static Technology read(Path path) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new InputException(
            path.toString(), "size", Files.size(path) + " bytes", "it must be <= " + MOST_BYTES);
      }
      return parse(Files.readString(path), path.toString());
    } catch (IOException e) {
      throw new InputException(
          path.toString(), "file", e.getMessage(), "it must be a readable UTF-8 text", e);
    }
  }

  static Technology parse(String text, String source) {
    String name = null;
    String about = "";
    Map<CountKind, Price> prices = new EnumMap<>(CountKind.class);
    List<String> lines = text.lines().toList();
    for (int n = 0; n < lines.size(); n++) {
      String line = lines.get(n).strip();
      String where = source + " line " + (n + 1);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      } else if (line.startsWith("name:")) {
        name = line.substring(5).strip();
      } else if (line.startsWith("about:")) {
        about = (about + " " + line.substring(6).strip()).strip();
      } else {
        Price price = price(line, where);
        if (prices.put(price.kind(), price) != null) {
          throw new InputException(where, "kind", price.kind(), "it has a price already");
        }
      }
    }
    if (name == null || prices.isEmpty()) {
      throw new InputException(source, "content", "incomplete", "it needs a name and a price");
    }
    return new Technology(name, about, prices);
  }

  private static Price price(String line, String where) {
    String[] field = line.split("\\|", -1);
    if (field.length != 5) {
      throw new InputException(
          where, "line", line, "it must read: kind | pJ | low pJ | high pJ | source");
    }
    CountKind kind;
    try {
      kind = CountKind.valueOf(field[0].strip().toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      throw new InputException(where, "kind", field[0].strip(), "it must be a kind of count", e);
    }
    double value = picojoule(field[1], where, "value");
    double low = picojoule(field[2], where, "low");
    double high = picojoule(field[3], where, "high");
    if (!(low <= value && value <= high)) {
      throw new InputException(where, "band", low + ".." + high, "it must hold the value " + value);
    }
    if (field[4].isBlank()) {
      throw new InputException(where, "source", "", "every price needs a source");
    }
    return new Price(kind, value * PICO, low * PICO, high * PICO, field[4].strip());
  }

  private static double picojoule(String text, String where, String field) {
    try {
      double value = Double.parseDouble(text.strip());
      if (value >= 0 && Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new InputException(where, field, text.strip(), "it must be a number of pJ", e);
    }
    throw new InputException(where, field, text.strip(), "it must be >= 0 pJ and finite");
  }

  /**
   * The name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * What the technology covers and what it leaves out.
   *
   * @return a remark
   */
  public String about() {
    return about;
  }

  /**
   * All prices by kind.
   *
   * @return a copy
   */
  public Map<CountKind, Price> prices() {
    return new EnumMap<>(prices);
  }

  /**
   * Prices counts. Where a device model computed energies itself, these stand in place of the
   * prices of synaptic reads, or of writes and pulses.
   *
   * @param counts the counts
   * @return the energy with its band
   */
  public Energy price(Counts counts) {
    Map<CountKind, Double> byKind = new EnumMap<>(CountKind.class);
    Set<CountKind> uncovered = EnumSet.noneOf(CountKind.class);
    double device = counts.readEnergyJ() + counts.writeEnergyJ();
    double value = device;
    double low = device;
    double high = device;
    for (CountKind kind : CountKind.values()) {
      long n = counts.get(kind);
      if (n == 0 || coveredByDevice(kind, counts)) {
        continue;
      }
      Price price = prices.get(kind);
      if (price == null) {
        uncovered.add(kind);
      } else {
        byKind.put(kind, n * price.joules());
        value += n * price.joules();
        low += n * price.low();
        high += n * price.high();
      }
    }
    return new Energy(value, low, high, byKind, device, uncovered);
  }

  private static boolean coveredByDevice(CountKind kind, Counts counts) {
    return switch (kind) {
      case SYNAPSE_READ, MULTIPLY_ACCUMULATE -> counts.readEnergyJ() > 0;
      case SYNAPSE_WRITE, PROGRAMMING_PULSE -> counts.writeEnergyJ() > 0;
      default -> false;
    };
  }
}
