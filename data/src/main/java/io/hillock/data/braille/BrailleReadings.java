package io.hillock.data.braille;

import io.hillock.fault.InputException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Readings of a robot fingertip of 12 capacitive taxels that slides over Braille letters: the file
 * {@code braille_taxels.csv.gz} with one line a frame, {@code sample, letter, repetition, frame,
 * taxel0 .. taxel11}. Frames of a sample follow each other and count from 0, about 40 in a second;
 * a taxel reads 0 to 255, less under more pressure.
 *
 * @see "S. F. Mueller-Cleve et al. (2022), Front. Neurosci. 16:951164,
 *     doi:10.3389/fnins.2022.951164"
 */
public final class BrailleReadings {
  /** Taxels of the fingertip. */
  public static final int TAXELS = 12;

  /** What a taxel reads that nothing presses. */
  public static final int UNTOUCHED = 255;

  private static final String FILE = "braille_taxels.csv.gz";
  private static final int FIXED = 4;
  private static final int LONGEST_LINE = 200;
  private static final int MOST_FRAMES = 2_000_000;

  /**
   * One slide over a letter.
   *
   * @param letter the letter, {@code Space} or {@code A} to {@code Z}
   * @param repetition which of its repetitions
   * @param frames number of frames
   * @param taxels readings, frame by frame, {@link #TAXELS} each
   */
  public record Reading(String letter, int repetition, int frames, byte[] taxels) {
    /**
     * What a taxel read.
     *
     * @param frame the frame
     * @param taxel the taxel
     * @return its reading, from 0 to 255
     */
    public int taxel(int frame, int taxel) {
      return taxels[frame * TAXELS + taxel] & 0xff;
    }
  }

  private final List<Reading> readings;
  private final String sha256;

  private BrailleReadings(List<Reading> readings, String sha256) {
    this.readings = List.copyOf(readings);
    this.sha256 = sha256;
  }

  /**
   * Whether the file lies in a folder.
   *
   * @param folder the folder
   * @return true when it is there
   */
  public static boolean present(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /**
   * Reads the file of a folder.
   *
   * @param folder the folder
   * @return all readings in the order of the file
   * @throws InputException if the file is missing or does not hold what its format demands
   */
  public static BrailleReadings read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new InputException(file.toString(), "file", "missing", "it must be a regular file");
    }
    try (InputStream raw = Files.newInputStream(file)) {
      DigestInputStream hashed = new DigestInputStream(raw, MessageDigest.getInstance("SHA-256"));
      List<Reading> readings;
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(new GZIPInputStream(hashed), StandardCharsets.US_ASCII))) {
        readings = new Lines(file.toString(), lines).readings();
        hashed.readAllBytes();
      }
      return new BrailleReadings(
          readings, HexFormat.of().formatHex(hashed.getMessageDigest().digest()));
    } catch (IOException e) {
      throw new InputException(
          file.toString(), "file", e.getMessage(), "it must be a whole gzip file", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * All readings.
   *
   * @return an unmodifiable list, in the order of the file
   */
  public List<Reading> readings() {
    return readings;
  }

  /**
   * The hash of the file as it lies there.
   *
   * @return SHA-256 in lower-case hexadecimal
   */
  public String sha256() {
    return sha256;
  }

  /** Walks over the lines. */
  private static final class Lines {
    private final String source;
    private final BufferedReader lines;
    private final List<Reading> readings = new ArrayList<>();
    private int number;
    private int sample = -1;
    private String letter;
    private int repetition;
    private final List<byte[]> frames = new ArrayList<>();

    Lines(String source, BufferedReader lines) {
      this.source = source;
      this.lines = lines;
    }

    List<Reading> readings() throws IOException {
      String header = line();
      if (header == null || !header.startsWith("sample,letter,repetition,frame,taxel0,")) {
        throw fault("header", header, "it must be sample,letter,repetition,frame,taxel0 to 11");
      }
      for (String line = line(); line != null; line = line()) {
        frame(line.split(",", -1));
      }
      finish();
      if (readings.isEmpty()) {
        throw fault("frames", 0, "there must be some below the header");
      }
      return readings;
    }

    /** The next line, however long what stands in its place may be. */
    private String line() throws IOException {
      StringBuilder text = new StringBuilder();
      number++;
      for (int c = lines.read(); c != '\n'; c = lines.read()) {
        if (c < 0) {
          return text.isEmpty() ? null : text.toString();
        }
        if (text.length() == LONGEST_LINE) {
          throw fault("line", text, "it must have at most " + LONGEST_LINE + " characters");
        }
        text.append((char) c);
      }
      return text.toString().strip();
    }

    private void frame(String[] cells) {
      if (cells.length != FIXED + TAXELS) {
        throw fault("cells", cells.length, "there must be " + (FIXED + TAXELS));
      }
      int id = integer("sample", cells[0], Integer.MAX_VALUE);
      int round = integer("repetition", cells[2], Integer.MAX_VALUE);
      if (id != sample) {
        finish();
        sample = id;
        letter = letter(cells[1]);
        repetition = round;
      } else if (!letter.equals(cells[1]) || repetition != round) {
        throw fault(
            "letter and repetition",
            cells[1] + "," + round,
            "sample " + sample + " began as " + letter + "," + repetition);
      }
      int index = integer("frame", cells[3], MOST_FRAMES);
      if (index != frames.size()) {
        throw fault("frame", index, "frame " + frames.size() + " of sample " + sample + " is next");
      }
      if (number > MOST_FRAMES) {
        throw fault("frames", number, "there must be at most " + MOST_FRAMES);
      }
      byte[] taxels = new byte[TAXELS];
      for (int k = 0; k < TAXELS; k++) {
        taxels[k] = (byte) integer("taxel" + k, cells[FIXED + k], UNTOUCHED);
      }
      frames.add(taxels);
    }

    private String letter(String text) {
      if (!text.matches("Space|[A-Z]")) {
        throw fault("letter", text, "it must be Space or A to Z");
      }
      return text;
    }

    private void finish() {
      if (sample >= 0) {
        byte[] taxels = new byte[frames.size() * TAXELS];
        for (int f = 0; f < frames.size(); f++) {
          System.arraycopy(frames.get(f), 0, taxels, f * TAXELS, TAXELS);
        }
        readings.add(new Reading(letter, repetition, frames.size(), taxels));
        frames.clear();
      }
    }

    private int integer(String field, String text, int most) {
      int value = -1;
      if (text.matches("[0-9]{1,9}")) {
        value = Integer.parseInt(text);
      }
      if (value < 0 || value > most) {
        throw fault(field, text, "it must be a whole number from 0 to " + most);
      }
      return value;
    }

    private InputException fault(String field, Object value, String rule) {
      return new InputException(source + " line " + number, field, value, rule);
    }
  }
}
