package io.hillock.device.reckon;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A setting of the processor as text, one register a line; what is left out keeps the value of the
 * authors' bench.
 *
 * {@snippet lang=text :
 * # a remark
 * NUM_REC = 99
 * SEED_INP = 0xF0F0
 * ALPHA = 0x7FEF              for all pairs of neurons
 * ALPHA = 0x7FEF, 0x8000, ... for each of the 128 pairs
 * THRESHOLD[3] = 700          for neurons 6 and 7
 * ALPHA_CONF = 0x0            top nibbles, bit p of 128: 0 is 0x7, 1 is 0x8
 * }
 *
 * <p>An ALPHA below 0x1000 is the low 12 bits, as the neuron memory holds them; its top nibble
 * comes from ALPHA_CONF.
 */
public final class RegisterFile {
  private static final int LARGEST = 1 << 16;
  private static final String ALPHA = "ALPHA";
  private static final String ALPHA_CONF = "ALPHA_CONF";
  private static final String THRESHOLD = "THRESHOLD";

  private final String source;
  private final Set<String> seen = new HashSet<>();
  private final int[] alpha = new int[Registers.PAIRS];
  private BigInteger conf;
  private Registers registers = Registers.BENCH;
  private String where;

  private RegisterFile(String source) {
    this.source = source;
    where = source;
    for (int p = 0; p < Registers.PAIRS; p++) {
      alpha[p] = Registers.BENCH.alpha(p) & 0xFFF;
    }
  }

  /**
   * Reads a setting.
   *
   * @param file the file
   * @return the setting
   * @throws InputException if a register is unknown, stands twice, or holds what it cannot hold
   */
  public static Registers read(Path file) {
    String source = file.toString();
    if (!Files.isRegularFile(file)) {
      String found = Files.exists(file) ? "no regular file" : "missing";
      throw new InputException(source, "file", found, "it must be a file of registers");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw new InputException(source, "size", "> " + LARGEST + " byte", "none is that long");
      }
      return parse(new String(bytes, StandardCharsets.UTF_8), source);
    } catch (IOException e) {
      throw new InputException(source, "file", e.getMessage(), "it must be readable", e);
    }
  }

  static Registers parse(String text, String source) {
    RegisterFile file = new RegisterFile(source);
    List<String> lines = text.lines().toList();
    for (int n = 0; n < lines.size(); n++) {
      file.where = source + " line " + (n + 1);
      String line = lines.get(n).replaceFirst("#.*", "").strip();
      if (!line.isEmpty()) {
        file.line(line);
      }
    }
    return file.finish();
  }

  private void line(String line) {
    int equals = line.indexOf('=');
    if (equals < 0) {
      throw new InputException(where, "line", line, "it must read: NAME = value");
    }
    String name = line.substring(0, equals).strip();
    String value = line.substring(equals + 1).strip();
    if (!seen.add(name)) {
      throw new InputException(where, "register", name, "it stands there twice");
    }
    int bracket = name.indexOf('[');
    String base = bracket < 0 ? name : name.substring(0, bracket).strip();
    try {
      if (base.equals(ALPHA) || base.equals(THRESHOLD)) {
        pairs(base, bracket < 0 ? null : name.substring(bracket), value);
      } else if (name.equals(ALPHA_CONF)) {
        conf = number(value);
        if (conf.signum() < 0 || conf.bitLength() > Registers.PAIRS) {
          throw new InputException(where, name, value, "it must fit 128 bits");
        }
      } else {
        registers = registers.with(register(name), integer(name, value));
      }
    } catch (ParameterException e) {
      throw new InputException(where, name, value, rule(e), e);
    }
  }

  private static String rule(ParameterException e) {
    String but = ", but ";
    return e.getMessage().substring(e.getMessage().indexOf(but) + but.length());
  }

  private Register register(String name) {
    for (Register register : Register.values()) {
      if (register.name().equals(name)) {
        return register;
      }
    }
    throw new InputException(
        where, "register", name, "there is none of that name (names as in docs/reckon.md)");
  }

  private void pairs(String name, String index, String value) {
    String[] each = value.split("[,\\s]+");
    if (index != null) {
      if (!index.endsWith("]")) {
        throw new InputException(where, "pair", index, "it must read NAME[pair]");
      }
      String inside = index.substring(1, index.length() - 1);
      long pair = integer("pair", inside);
      if (pair < 0 || pair >= Registers.PAIRS) {
        throw new InputException(where, "pair", inside, "it must lie in 0..127");
      }
      pair(name, (int) pair, integer(name, value));
      return;
    }
    if (each.length != 1 && each.length != Registers.PAIRS) {
      throw new InputException(
          where, name, each.length + " values", "there must be one, or one for each of 128 pairs");
    }
    for (int p = 0; p < Registers.PAIRS; p++) {
      pair(name, p, integer(name, each[each.length == 1 ? 0 : p]));
    }
  }

  private void pair(String name, int pair, long value) {
    if (name.equals(THRESHOLD)) {
      boolean signed = value >= Short.MIN_VALUE && value < 1 << Short.SIZE;
      registers = registers.withThreshold(pair, signed ? (short) value : Integer.MAX_VALUE);
    } else if (value >= 0 && value <= 0xFFF || value >= 0x7000 && value <= 0x8000) {
      alpha[pair] = (int) value;
    } else {
      throw new InputException(
          where, name, value, "it must lie in 0x7000..0x8000 or be the low 12 bits");
    }
  }

  private Registers finish() {
    Registers all = registers;
    for (int p = 0; p < Registers.PAIRS; p++) {
      boolean high = conf != null && conf.testBit(p);
      int nibble = high ? 0x8000 : 0x7000;
      boolean whole = alpha[p] > 0xFFF;
      if (whole && conf != null && (alpha[p] & 0xF000) != nibble) {
        throw new InputException(
            source,
            ALPHA + " of pair " + p,
            "0x" + Integer.toHexString(alpha[p]),
            "ALPHA_CONF says that its top nibble is 0x" + (nibble >> 12));
      }
      int value = whole ? alpha[p] : nibble | alpha[p];
      if (value > 0x8000) {
        throw new InputException(
            source,
            ALPHA + " of pair " + p,
            "0x" + Integer.toHexString(value),
            "above 0x8000 potentials would grow");
      }
      all = all.withAlpha(p, value);
    }
    return all;
  }

  private long integer(String name, String text) {
    BigInteger value = number(text);
    if (value.bitLength() > 40) {
      throw new InputException(where, name, text, "no register is that wide");
    }
    return value.longValue();
  }

  private BigInteger number(String text) {
    String digits = text.strip().replace("_", "");
    try {
      return digits.startsWith("0x") || digits.startsWith("0X")
          ? new BigInteger(digits.substring(2), 16)
          : new BigInteger(digits);
    } catch (NumberFormatException e) {
      throw new InputException(where, "value", text, "it must be decimal or 0x hexadecimal", e);
    }
  }
}
