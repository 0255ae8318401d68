package io.hillock.ledger;

import io.hillock.fault.InputException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
   * @throws InputException when the file is not a technology: names the line, field, value and rule
   */
  public static Technology read(Path path) {
    String source = path.toString();
    if (!Files.isRegularFile(path)) {
      throw new InputException(source, "file", "missing", "it must be a technology file");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new InputException(
            source, "size", "> " + MOST_BYTES + " bytes", "no technology file is that long");
      }
      ByteBuffer text = ByteBuffer.wrap(bytes);
      return parse(StandardCharsets.UTF_8.newDecoder().decode(text).toString(), source);
    } catch (CharacterCodingException e) {
      throw new InputException(source, "text", "not UTF-8", "it must be a technology file", e);
    } catch (IOException e) {
      throw new InputException(source, "file", e.getMessage(), "it must be readable", e);
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
    if (name == null || name.isEmpty() || prices.isEmpty()) {
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
   * Prices the counts of one owner. Where a device model computed energies itself, these stand in
   * place of the prices of synaptic reads, or of writes and pulses.
   *
   * @param counts the counts
   * @return the energy with its band
   */
  public Energy price(Counts counts) {
    Tally tally = new Tally();
    EnergyEstimate all = tally.add(counts);
    Map<CountKind, Double> byKind = new EnumMap<>(CountKind.class);
    tally.byKind.forEach((kind, energy) -> byKind.put(kind, energy.value()));
    return new Energy(
        all.value(), all.low(), all.high(), byKind, tally.device.value(), tally.uncovered.keySet());
  }

  /**
   * Prices a ledger, owner by owner: energies that a device model computed stand in place of prices
   * for its own owner only.
   *
   * @param ledger the counts by owner
   * @return the energies by owner and by kind, with their bands
   */
  public EnergyReport price(Ledger ledger) {
    Tally tally = new Tally();
    EnergyEstimate total = EnergyEstimate.ZERO;
    Map<String, EnergyEstimate> byOwner = new LinkedHashMap<>();
    for (Map.Entry<String, Counts> owner : ledger.owners().entrySet()) {
      EnergyEstimate own = tally.add(owner.getValue());
      byOwner.put(owner.getKey(), own);
      total = total.plus(own);
    }
    return new EnergyReport(name, total, byOwner, tally.byKind, tally.device, tally.uncovered);
  }

  /** Adds up prices by kind over one or more owners. */
  private final class Tally {
    private final Map<CountKind, EnergyEstimate> byKind = new EnumMap<>(CountKind.class);
    private final Map<CountKind, Long> uncovered = new EnumMap<>(CountKind.class);
    private EnergyEstimate device = EnergyEstimate.ZERO;

    EnergyEstimate add(Counts counts) {
      EnergyEstimate own = EnergyEstimate.exactly(counts.readEnergyJ() + counts.writeEnergyJ());
      device = device.plus(own);
      for (CountKind kind : CountKind.values()) {
        long n = counts.get(kind);
        if (n == 0 || !isOperation(kind) || coveredByDevice(kind, counts)) {
          continue;
        }
        Price price = prices.get(kind);
        if (price == null) {
          uncovered.merge(kind, n, Long::sum);
        } else {
          EnergyEstimate energy =
              new EnergyEstimate(price.joules(), price.low(), price.high()).times(n);
          byKind.merge(kind, energy, EnergyEstimate::plus);
          own = own.plus(energy);
        }
      }
      return own;
    }
  }

  /** A lost spike and a saturation are outcomes of operations that are counted themselves. */
  private static boolean isOperation(CountKind kind) {
    return kind != CountKind.LOST_SPIKE && kind != CountKind.SATURATION;
  }

  private static boolean coveredByDevice(CountKind kind, Counts counts) {
    return switch (kind) {
      case SYNAPSE_READ, MULTIPLY_ACCUMULATE -> counts.readEnergyJ() > 0;
      case SYNAPSE_WRITE, PROGRAMMING_PULSE -> counts.writeEnergyJ() > 0;
      default -> false;
    };
  }
}
