package io.hillock.data.wfdb;

import io.hillock.fault.InputException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** The text form of a {@link Header}, as header(5) of the WFDB Applications Guide describes it. */
final class HeaderText {
  private static final int LONGEST_TOKEN = 64;
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]++(?:\\.[0-9]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");
  private static final Pattern WHITE = Pattern.compile("[ \t]+");
  private static final int CHECKSUM_LOW = -32768;
  private static final int CHECKSUM_HIGH = 65535;

  private final String source;

  private HeaderText(String source) {
    this.source = source;
  }

  /**
   * Reads a header.
   *
   * @param source name of the file for messages
   * @param bytes its content
   * @return the header
   * @throws InputException if the content is not a header that this package reads
   */
  static Header parse(String source, byte[] bytes) {
    return new HeaderText(source).header(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private Header header(String text) {
    List<String> comments = new ArrayList<>();
    String recordLine = null;
    List<SignalSpec> signals = new ArrayList<>();
    int wanted = 0;
    for (String line : text.split("\r?\n", -1)) {
      requireText(line);
      String stripped = line.strip();
      if (stripped.startsWith("#")) {
        if (recordLine != null && signals.size() == wanted) {
          comments.add(stripped.substring(1));
        }
      } else if (!stripped.isEmpty()) {
        if (recordLine == null) {
          recordLine = stripped;
          wanted = signalCount(stripped);
        } else if (signals.size() < wanted) {
          signals.add(signal(stripped, signals.size()));
        }
      }
    }
    if (recordLine == null) {
      throw bad("record line", "", "a header must have one");
    }
    if (signals.size() < wanted) {
      throw bad(
          "signal lines",
          signals.size(),
          "the record line promises " + wanted + ": the line of a lead is missing");
    }
    int broken = Header.firstBrokenGroup(signals);
    if (broken >= 0) {
      throw bad(
          "file of signal " + broken, signals.get(broken).storage().file(), Header.GROUP_RULE);
    }
    return record(recordLine, signals, comments);
  }

  private void requireText(String line) {
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        throw bad("character", "0x" + Integer.toHexString(c), "a header must be text");
      }
    }
  }

  private int signalCount(String recordLine) {
    String[] field = WHITE.split(recordLine);
    int slash = field[0].indexOf('/');
    if (slash >= 0) {
      throw bad(
          "segments",
          field[0].substring(slash + 1),
          "multi-segment records are not read: name one of its segments instead");
    }
    if (field.length < 2) {
      throw bad("record line", recordLine, "it must give a name and the number of signals");
    }
    return (int) integer("number of signals", field[1], 1, Header.MOST_SIGNALS);
  }

  private Header record(String line, List<SignalSpec> signals, List<String> comments) {
    String[] field = WHITE.split(line);
    if (!Header.isRecordName(field[0])) {
      throw bad("record name", field[0], Header.RECORD_NAME_RULE);
    }
    Header.Timing timing = timing(field);
    int frames =
        field.length > 3 ? (int) integer("number of samples", field[3], 0, Integer.MAX_VALUE) : 0;
    return new Header(field[0], timing, frames, signals, comments);
  }

  private Header.Timing timing(String[] field) {
    double frequency = Header.Timing.DEFAULT_FREQUENCY;
    double counterFrequency = 0;
    double baseCounter = 0;
    if (field.length > 2) {
      String text = field[2];
      int open = text.indexOf('(');
      if (open >= 0) {
        baseCounter = number("base counter", bracketed("base counter", text, open));
        text = text.substring(0, open);
      }
      int slash = text.indexOf('/');
      if (slash >= 0) {
        counterFrequency = number("counter frequency", text.substring(slash + 1));
        text = text.substring(0, slash);
      } else if (open >= 0) {
        throw bad("frequency", field[2], "a base counter needs a counter frequency before it");
      }
      frequency = number("frequency", text);
      if (!(frequency >= Header.Timing.LOWEST_FREQUENCY
          && frequency <= Header.Timing.HIGHEST_FREQUENCY)) {
        throw bad("frequency", text, "it must lie in 1e-6..1e7 Hz");
      }
    }
    String baseTime = field.length > 4 ? field[4] : "";
    String baseDate = field.length > 5 ? field[5] : "";
    if (!Header.Timing.isClock(baseTime, ":.")) {
      throw bad("base time", baseTime, "it must be HH:MM:SS");
    }
    if (!Header.Timing.isClock(baseDate, "/")) {
      throw bad("base date", baseDate, "it must be DD/MM/YYYY");
    }
    return new Header.Timing(
        frequency,
        counterFrequency > 0 ? counterFrequency : frequency,
        baseCounter,
        baseTime,
        baseDate);
  }

  private SignalSpec signal(String line, int index) {
    String of = " of signal " + index;
    String[] field = WHITE.split(line, 9);
    if (field.length < 2) {
      throw bad("line" + of, line, "it must give a file name and a format");
    }
    int blockSize =
        field.length > 7
            ? (int) integer("block size" + of, field[7], -(1 << 30), Integer.MAX_VALUE)
            : 0;
    SignalSpec.Storage storage = storage(field[0], field[1], blockSize, of);
    int resolution =
        field.length > 3
            ? (int) integer("ADC resolution" + of, field[3], 0, SignalSpec.Adc.MOST_BITS)
            : 0;
    int zero = field.length > 4 ? anyInt("ADC zero" + of, field[4]) : 0;
    SignalSpec.Calibration calibration = calibration(field.length > 2 ? field[2] : "0", zero, of);
    OptionalInt initial =
        field.length > 5
            ? OptionalInt.of(anyInt("initial value" + of, field[5]))
            : OptionalInt.empty();
    OptionalInt checksum =
        field.length > 6
            ? OptionalInt.of((int) integer("checksum" + of, field[6], CHECKSUM_LOW, CHECKSUM_HIGH))
            : OptionalInt.empty();
    String description = field.length > 8 ? field[8].replace('\t', ' ') : "";
    if (description.length() > 200) {
      throw bad("description" + of, description, "it must have at most 200 characters");
    }
    return new SignalSpec(
        storage,
        calibration,
        new SignalSpec.Adc(resolution, zero),
        new SignalSpec.Integrity(initial, checksum),
        description);
  }

  private SignalSpec.Storage storage(String file, String format, int blockSize, String of) {
    if (!SignalSpec.isPlainName(file)) {
      throw bad("file" + of, file, SignalSpec.PLAIN_NAME_RULE);
    }
    int plus = format.indexOf('+');
    long offset = 0;
    String rest = format;
    if (plus >= 0) {
      offset = integer("byte offset" + of, rest.substring(plus + 1), 0, Long.MAX_VALUE / 2);
      rest = rest.substring(0, plus);
    }
    int colon = rest.indexOf(':');
    int skew = 0;
    if (colon >= 0) {
      skew = (int) integer("skew" + of, rest.substring(colon + 1), 0, Integer.MAX_VALUE);
      rest = rest.substring(0, colon);
    }
    int cross = rest.indexOf('x');
    int perFrame = 1;
    if (cross >= 0) {
      perFrame =
          (int)
              integer(
                  "samples per frame" + of,
                  rest.substring(cross + 1),
                  1,
                  SignalSpec.Storage.MOST_PER_FRAME);
      rest = rest.substring(0, cross);
    }
    String code = rest;
    SignalFormat known =
        SignalFormat.of(integer("format" + of, code, 0, Integer.MAX_VALUE))
            .orElseThrow(() -> bad("format" + of, code, "the formats read here are 16 and 212"));
    return new SignalSpec.Storage(file, known, perFrame, skew, offset, blockSize);
  }

  private SignalSpec.Calibration calibration(String text, int zero, String of) {
    String units = "mV";
    String rest = text;
    int slash = rest.indexOf('/');
    if (slash >= 0) {
      units = rest.substring(slash + 1);
      rest = rest.substring(0, slash);
      if (units.isEmpty() || units.length() > LONGEST_TOKEN) {
        throw bad("units" + of, units, "it must be one word");
      }
    }
    int baseline = zero;
    int open = rest.indexOf('(');
    if (open >= 0) {
      baseline = anyInt("baseline" + of, bracketed("baseline" + of, rest, open));
      rest = rest.substring(0, open);
    }
    double gain = number("gain" + of, rest);
    if (!SignalSpec.Calibration.isGain(gain)) {
      throw bad("gain" + of, rest, SignalSpec.Calibration.GAIN_RULE);
    }
    return new SignalSpec.Calibration(gain, baseline, units);
  }

  private String bracketed(String field, String text, int open) {
    if (!text.endsWith(")") || text.length() < open + 3) {
      throw bad(field, text, "it must stand in round brackets");
    }
    return text.substring(open + 1, text.length() - 1);
  }

  private double number(String field, String token) {
    double value = Double.NaN;
    if (token.length() <= LONGEST_TOKEN && DECIMAL.matcher(token).matches()) {
      value = Double.parseDouble(token);
    }
    if (!Double.isFinite(value)) {
      throw bad(field, token, "it must be a finite number");
    }
    return value;
  }

  private int anyInt(String field, String token) {
    return (int) integer(field, token, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  private long integer(String field, String token, long low, long high) {
    long value;
    try {
      value = Long.parseLong(token.length() > LONGEST_TOKEN ? "" : token);
    } catch (NumberFormatException e) {
      throw bad(field, token, "it must be a whole number");
    }
    if (value < low || value > high) {
      throw bad(field, token, "it must lie in " + low + ".." + high);
    }
    return value;
  }

  private InputException bad(String field, Object value, String rule) {
    return new InputException(source, field, value, rule);
  }

  /**
   * Writes a header.
   *
   * @param header the header
   * @return its bytes, lines ended by line feeds
   */
  static byte[] format(Header header) {
    StringBuilder out = new StringBuilder();
    Header.Timing timing = header.timing();
    out.append(header.name()).append(' ').append(header.signals().size());
    out.append(' ').append(plain(timing.frequency()));
    if (timing.counterFrequency() != timing.frequency() || timing.baseCounter() != 0) {
      out.append('/').append(plain(timing.counterFrequency()));
      if (timing.baseCounter() != 0) {
        out.append('(').append(plain(timing.baseCounter())).append(')');
      }
    }
    out.append(' ').append(header.frames());
    if (!timing.baseTime().isEmpty()) {
      out.append(' ').append(timing.baseTime());
      if (!timing.baseDate().isEmpty()) {
        out.append(' ').append(timing.baseDate());
      }
    }
    out.append('\n');
    for (SignalSpec signal : header.signals()) {
      formatSignal(signal, out);
    }
    for (String comment : header.comments()) {
      out.append('#').append(comment).append('\n');
    }
    return out.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void formatSignal(SignalSpec signal, StringBuilder out) {
    SignalSpec.Storage storage = signal.storage();
    out.append(storage.file()).append(' ').append(storage.format().code());
    if (storage.samplesPerFrame() != 1) {
      out.append('x').append(storage.samplesPerFrame());
    }
    if (storage.skew() != 0) {
      out.append(':').append(storage.skew());
    }
    if (storage.byteOffset() != 0) {
      out.append('+').append(storage.byteOffset());
    }
    SignalSpec.Calibration calibration = signal.calibration();
    out.append(' ').append(plain(calibration.gain()));
    out.append('(').append(calibration.baseline()).append(")/").append(calibration.units());
    out.append(' ').append(signal.adc().resolution()).append(' ').append(signal.adc().zero());
    OptionalInt initial = signal.integrity().initialValue();
    OptionalInt checksum = signal.integrity().checksum();
    if (initial.isPresent() && checksum.isPresent()) {
      out.append(' ').append(initial.getAsInt()).append(' ').append(checksum.getAsInt());
      out.append(' ').append(storage.blockSize());
      if (!signal.description().isEmpty()) {
        out.append(' ').append(signal.description());
      }
    }
    out.append('\n');
  }

  private static String plain(double value) {
    return value == StrictMath.rint(value) && StrictMath.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
