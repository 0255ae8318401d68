package io.hillock.data.wfdb;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.state.WholeFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Annotation files in MIT format.
 *
 * <p>A file is a sequence of 16-bit words, low byte first: six bits of type A above ten bits I.
 *
 * {@snippet lang=text :
 * 0..49   annotation of type A, I samples after the previous one
 * 59 SKIP   the next four bytes are an interval, high word first     60 NUM   number = I, from here on
 * 61 SUB    subtype = I, this annotation only                        62 CHN   channel = I, from here on
 * 63 AUX    I bytes of text follow, padded to an even number         A = I = 0   end
 * }
 *
 * <p>Refused, where other readers pass over them: a missing end marker (the file was cut), bytes
 * other than zero behind it, times that go back, types 50 to 58.
 */
public final class AnnotationFile {
  private static final int SKIP = 59;
  private static final int NUM = 60;
  private static final int SUB = 61;
  private static final int CHN = 62;
  private static final int AUX = 63;
  private static final int LONGEST_INTERVAL = 1023;
  private static final long LARGEST_FILE = 64L << 20;
  private static final int WORD = 2;

  private AnnotationFile() {}

  /**
   * Reads an annotation file.
   *
   * @param path the file, for example {@code 100.atr}
   * @return its annotations in order of time
   * @throws InputException if it is not a whole annotation file of at most 64 MiB
   */
  public static List<Annotation> read(Path path) {
    return decode(path.toString(), InputFile.read(path, LARGEST_FILE));
  }

  /**
   * Writes an annotation file; it appears whole or not at all.
   *
   * @param path the file
   * @param annotations in order of time
   */
  public static void write(Path path, List<Annotation> annotations) {
    WholeFile.write(path, encode(annotations));
  }

  /**
   * Reads annotations from the content of a file.
   *
   * @param source name of the file for messages
   * @param content its bytes
   * @return the annotations in order of time
   * @throws InputException if it is not a whole annotation file
   */
  public static List<Annotation> decode(String source, byte[] content) {
    return new Decoder(source, content).annotations();
  }

  /** One pass over the words of a file. */
  private static final class Decoder {
    private final String source;
    private final byte[] bytes;
    private final List<Annotation> done = new ArrayList<>();
    private int at;
    private long time;
    private int sample;
    private boolean open;
    private AnnotationCode code;
    private int subtype;
    private int channel;
    private int number;
    private String aux = "";

    Decoder(String source, byte[] bytes) {
      this.source = source;
      this.bytes = bytes;
    }

    List<Annotation> annotations() {
      while (true) {
        int word = word();
        int type = word >>> 10;
        int interval = word & 0x3FF;
        if (word == 0) {
          finish();
          requireEnd();
          return List.copyOf(done);
        }
        if (type < SKIP) {
          finish();
          begin(type, interval);
        } else if (type == SKIP) {
          time += word() << 16 | word();
        } else {
          modify(type, interval);
        }
      }
    }

    private void begin(int type, int interval) {
      code =
          AnnotationCode.of(type)
              .orElseThrow(() -> bad("annotation type", type, "types end at 49"));
      time += interval;
      long before = done.isEmpty() ? 0 : done.getLast().sample();
      if (time < before) {
        throw bad("annotation time", time, "it must not lie before " + before);
      }
      if (time > Integer.MAX_VALUE) {
        throw bad("annotation time", time, "it must lie below 2^31 samples");
      }
      sample = (int) time;
      open = true;
      subtype = 0;
      aux = "";
    }

    private void modify(int type, int value) {
      if (!open) {
        throw bad("first word", type, "a file must begin with an annotation");
      }
      switch (type) {
        case NUM -> number = signed("number", value);
        case SUB -> subtype = signed("subtype", value);
        case CHN -> {
          if (value > 255) {
            throw bad("channel", value, "it must lie in 0..255");
          }
          channel = value;
        }
        case AUX -> aux = text(value);
        default -> throw new AssertionError(type);
      }
    }

    private int signed(String field, int value) {
      int signed = value << 22 >> 22;
      if (signed < Byte.MIN_VALUE || signed > Byte.MAX_VALUE) {
        throw bad(field, signed, "it must lie in -128..127");
      }
      return signed;
    }

    private String text(int length) {
      if (length > 255) {
        throw bad("auxiliary length", length, "it must be at most 255 byte");
      }
      int padded = length + (length & 1);
      if (bytes.length - at < padded) {
        throw cut();
      }
      String text = new String(bytes, at, length, StandardCharsets.ISO_8859_1);
      at += padded;
      return text;
    }

    private void finish() {
      if (open) {
        done.add(new Annotation(sample, code, subtype, channel, number, aux));
        open = false;
      }
    }

    private int word() {
      if (bytes.length - at < WORD) {
        throw cut();
      }
      int word = (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
      at += WORD;
      return word;
    }

    private void requireEnd() {
      for (int i = at; i < bytes.length; i++) {
        if (bytes[i] != 0) {
          throw bad("end marker at byte", at - WORD, "bytes other than zero follow it");
        }
      }
    }

    private InputException cut() {
      return bad("length", bytes.length + " byte", "the end marker is missing: the file was cut");
    }

    private InputException bad(String field, Object value, String rule) {
      return new InputException(source, field, value, rule);
    }
  }

  /**
   * The content of an annotation file.
   *
   * @param annotations in order of time
   * @return its bytes
   */
  public static byte[] encode(List<Annotation> annotations) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(annotations.size() * 3 + WORD);
    int time = 0;
    int channel = 0;
    int number = 0;
    for (Annotation annotation : annotations) {
      int interval = annotation.sample() - time;
      if (interval < 0) {
        throw new ParameterException(
            "annotation", "sample", annotation.sample(), "it must not lie before " + time);
      }
      time = annotation.sample();
      putTime(out, annotation.code().code(), interval);
      if (annotation.subtype() != 0) {
        putWord(out, SUB, annotation.subtype());
      }
      if (annotation.channel() != channel) {
        channel = annotation.channel();
        putWord(out, CHN, channel);
      }
      if (annotation.number() != number) {
        number = annotation.number();
        putWord(out, NUM, number);
      }
      putAux(out, annotation.aux());
    }
    putWord(out, 0, 0);
    return out.toByteArray();
  }

  private static void putTime(ByteArrayOutputStream out, int code, int interval) {
    if (code == 0) {
      // Type 0 at interval 0 would read as the end: skip to one sample before it.
      putSkip(out, interval - 1);
      putWord(out, code, 1);
    } else if (interval > LONGEST_INTERVAL) {
      putSkip(out, interval);
      putWord(out, code, 0);
    } else {
      putWord(out, code, interval);
    }
  }

  private static void putSkip(ByteArrayOutputStream out, int interval) {
    putWord(out, SKIP, 0);
    out.write(interval >> 16);
    out.write(interval >> 24);
    out.write(interval);
    out.write(interval >> 8);
  }

  private static void putWord(ByteArrayOutputStream out, int type, int value) {
    int word = type << 10 | (value & 0x3FF);
    out.write(word);
    out.write(word >> 8);
  }

  private static void putAux(ByteArrayOutputStream out, String aux) {
    if (!aux.isEmpty()) {
      putWord(out, AUX, aux.length());
      out.writeBytes(aux.getBytes(StandardCharsets.ISO_8859_1));
      if ((aux.length() & 1) == 1) {
        out.write(0);
      }
    }
  }
}
