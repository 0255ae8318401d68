package io.hillock.device.fit;

import io.hillock.fault.InputException;
import io.hillock.state.WholeFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Fitted devices as files: one small JSON object NAME.json for each, written whole or not at all.
 *
 * <p>An interval that the data leave open above has {@code null} there; numbers that follow from
 * others have no interval.
 */
public final class FittedDeviceFile {
  private static final int VERSION = 1;
  private static final int MOST_BYTES = 1 << 20;
  private static final String ENDING = ".json";
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private FittedDeviceFile() {}

  /**
   * Where a device lies.
   *
   * @param folder the folder of devices
   * @param name name of the device
   * @return the file
   */
  public static Path path(Path folder, String name) {
    return folder.resolve(FittedDevice.requireName(name) + ENDING);
  }

  /**
   * The devices of a folder.
   *
   * @param folder the folder; need not exist
   * @return their names in order; whether the files are sound shows when they are read
   */
  public static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(ENDING))
          .map(f -> f.substring(0, f.length() - ENDING.length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new InputException(
          folder.toString(), "folder", e.getMessage(), "it must be readable", e);
    }
  }

  /**
   * Writes a device.
   *
   * @param folder the folder of devices; must exist
   * @param device the device
   * @return the file
   * @throws InputException if it cannot be written
   */
  public static Path write(Path folder, FittedDevice device) {
    Path path = path(folder, device.name());
    WholeFile.write(path, text(device));
    return path;
  }

  static String text(FittedDevice d) {
    StringWriter out = new StringWriter();
    ObjectWriteContext pretty =
        new ObjectWriteContext.Base() {
          @Override
          public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
            return new DefaultPrettyPrinter();
          }
        };
    try (JsonGenerator g = JSON.createGenerator(pretty, out)) {
      g.writeStartObject();
      g.writeNumberProperty("fittedDevice", VERSION);
      g.writeStringProperty("name", d.name());
      g.writeStringProperty("kind", d.kind());
      g.writeStringProperty("base", d.base());
      g.writeObjectPropertyStart("data");
      g.writeStringProperty("file", d.data().file());
      g.writeStringProperty("sha256", d.data().sha256());
      g.writeNumberProperty("rows", d.data().rows());
      g.writeEndObject();
      g.writeArrayPropertyStart("figures");
      for (FittedFigure f : d.figures()) {
        g.writeStartObject();
        g.writeStringProperty("symbol", f.symbol());
        g.writeNumberProperty("value", f.value());
        g.writeStringProperty("unit", f.unit());
        g.writeStringProperty("how", f.how().toString());
        if (f.hasInterval()) {
          g.writeNumberProperty("low", f.low());
          if (Double.isInfinite(f.high())) {
            g.writeNullProperty("high");
          } else {
            g.writeNumberProperty("high", f.high());
          }
        }
        g.writeEndObject();
      }
      g.writeEndArray();
      g.writeEndObject();
    }
    return out + "\n";
  }

  /**
   * Reads a device.
   *
   * @param path the file
   * @return the device
   * @throws InputException when it holds no such device
   */
  public static FittedDevice read(Path path) {
    byte[] bytes;
    try (var in = Files.newInputStream(path)) {
      bytes = in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      String reason = e instanceof NoSuchFileException ? "not found" : e.getMessage();
      throw new InputException(path.toString(), "file", reason, "it must be readable", e);
    }
    if (bytes.length > MOST_BYTES) {
      throw new InputException(
          path.toString(), "size", "> " + MOST_BYTES + " bytes", "a device is smaller");
    }
    return new Reader(path.toString()).device(new String(bytes, StandardCharsets.UTF_8));
  }

  /** Pulls the one object out of a text; every step names what it met. */
  private static final class Reader {
    private final String source;

    Reader(String source) {
      this.source = source;
    }

    FittedDevice device(String text) {
      try (JsonParser p = JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), text)) {
        p.nextToken();
        FittedDevice device = device(p);
        if (p.nextToken() != null) {
          throw bad("end", p.currentToken(), "nothing may follow the object");
        }
        device.model();
        return device;
      } catch (JacksonException e) {
        throw new InputException(
            source, "JSON", e.getOriginalMessage(), "it must be a fitted device", e);
      } catch (io.hillock.fault.ParameterException e) {
        throw new InputException(source, "device", e.getMessage(), "it must be a sound one", e);
      }
    }

    private InputException bad(String field, Object value, String rule) {
      return new InputException(source, field, value, rule);
    }

    private FittedDevice device(JsonParser p) {
      expect(p, JsonToken.START_OBJECT, "file");
      String name = null;
      String kind = null;
      String base = null;
      FittedDevice.Data data = null;
      List<FittedFigure> figures = null;
      boolean known = false;
      while (p.nextToken() != JsonToken.END_OBJECT) {
        String field = p.currentName();
        p.nextToken();
        switch (field) {
          case "fittedDevice" -> {
            double version = number(p, field);
            if (version != VERSION) {
              throw bad(field, version, "this program reads version " + VERSION);
            }
            known = true;
          }
          case "name" -> name = string(p, field);
          case "kind" -> kind = string(p, field);
          case "base" -> base = string(p, field);
          case "data" -> data = data(p);
          case "figures" -> figures = figures(p);
          default -> throw bad("field", field, "a fitted device has no such field");
        }
      }
      if (!known) {
        throw bad("fittedDevice", "missing", "it must be " + VERSION);
      }
      return new FittedDevice(
          required("name", name),
          required("kind", kind),
          required("base", base),
          required("data", data),
          required("figures", figures));
    }

    private <T> T required(String field, T value) {
      if (value == null) {
        throw bad(field, "missing", "it must be there");
      }
      return value;
    }

    private void expect(JsonParser p, JsonToken token, String field) {
      if (p.currentToken() != token) {
        throw bad(field, p.currentToken(), "it must be " + token);
      }
    }

    private String string(JsonParser p, String field) {
      expect(p, JsonToken.VALUE_STRING, field);
      return p.getString();
    }

    private double number(JsonParser p, String field) {
      if (p.currentToken() == null || !p.currentToken().isNumeric()) {
        throw bad(field, p.currentToken(), "it must be a number");
      }
      double value = p.getDoubleValue();
      if (!Double.isFinite(value)) {
        throw bad(field, value, "it must be finite");
      }
      return value;
    }

    private FittedDevice.Data data(JsonParser p) {
      expect(p, JsonToken.START_OBJECT, "data");
      String file = null;
      String sha256 = null;
      double rows = -1;
      while (p.nextToken() != JsonToken.END_OBJECT) {
        String field = p.currentName();
        p.nextToken();
        switch (field) {
          case "file" -> file = string(p, field);
          case "sha256" -> sha256 = string(p, field);
          case "rows" -> rows = number(p, field);
          default -> throw bad("field", "data." + field, "there is no such field");
        }
      }
      if (!required("data.sha256", sha256).matches("[0-9a-f]{64}")) {
        throw bad("data.sha256", sha256, "it must be 64 hexadecimal digits");
      }
      if (!(rows >= 0 && rows <= PulseFile.MOST_ROWS && rows == Math.rint(rows))) {
        throw bad("data.rows", rows, "it must be a count");
      }
      return new FittedDevice.Data(required("data.file", file), sha256, (int) rows);
    }

    private List<FittedFigure> figures(JsonParser p) {
      expect(p, JsonToken.START_ARRAY, "figures");
      List<FittedFigure> figures = new ArrayList<>();
      Set<String> symbols = new LinkedHashSet<>();
      while (p.nextToken() != JsonToken.END_ARRAY) {
        FittedFigure f = figure(p);
        if (!symbols.add(f.symbol())) {
          throw bad("figures", f.symbol(), "it must be there only once");
        }
        figures.add(f);
      }
      return figures;
    }

    private FittedFigure figure(JsonParser p) {
      expect(p, JsonToken.START_OBJECT, "figures");
      String symbol = null;
      Double value = null;
      String unit = null;
      FittedFigure.How how = null;
      double low = Double.NaN;
      double high = Double.NaN;
      while (p.nextToken() != JsonToken.END_OBJECT) {
        String field = p.currentName();
        p.nextToken();
        switch (field) {
          case "symbol" -> symbol = string(p, field);
          case "value" -> value = number(p, field);
          case "unit" -> unit = string(p, field);
          case "how" -> how = how(string(p, field));
          case "low" -> low = number(p, field);
          case "high" ->
              high =
                  p.currentToken() == JsonToken.VALUE_NULL
                      ? Double.POSITIVE_INFINITY
                      : number(p, field);
          default -> throw bad("field", "figures." + field, "there is no such field");
        }
      }
      return new FittedFigure(
          required("figures.symbol", symbol),
          required("figures.value", value),
          required("figures.unit", unit),
          low,
          high,
          required("figures.how", how));
    }

    private FittedFigure.How how(String text) {
      for (FittedFigure.How h : FittedFigure.How.values()) {
        if (h.toString().equals(text)) {
          return h;
        }
      }
      throw bad("figures.how", text, "it is fitted, bounded or derived");
    }
  }
}
