package io.hillock.data.wfdb;

import io.hillock.fault.ParameterException;
import java.util.Optional;

/**
 * One entry of an MIT annotation file.
 *
 * @param sample index of the sample that it marks, {@code >= 0}
 * @param code annotation type
 * @param subtype number whose meaning depends on the type, -128 to 127
 * @param channel signal that it refers to, 0 to 255
 * @param number user-defined number, -128 to 127
 * @param aux auxiliary string as stored, one byte for each character and at most 255 of them, often
 *     with a closing NUL; empty where there is none
 */
public record Annotation(
    int sample, AnnotationCode code, int subtype, int channel, int number, String aux) {
  private static final int LONGEST_AUX = 255;

  /** Checks the documented bounds. */
  public Annotation {
    if (sample < 0) {
      throw new ParameterException("annotation", "sample", sample, "it must be >= 0");
    }
    if (subtype < Byte.MIN_VALUE || subtype > Byte.MAX_VALUE) {
      throw new ParameterException("annotation", "subtype", subtype, "it must lie in -128..127");
    }
    if (channel < 0 || channel > 255) {
      throw new ParameterException("annotation", "channel", channel, "it must lie in 0..255");
    }
    if (number < Byte.MIN_VALUE || number > Byte.MAX_VALUE) {
      throw new ParameterException("annotation", "number", number, "it must lie in -128..127");
    }
    if (aux.length() > LONGEST_AUX) {
      throw new ParameterException(
          "annotation", "aux length", aux.length(), "it must be at most " + LONGEST_AUX);
    }
    if (aux.chars().anyMatch(c -> c > 0xFF)) {
      throw new ParameterException(
          "annotation", "aux", aux, "each character must fit into one byte");
    }
  }

  /**
   * An annotation that is nothing but a type at a time.
   *
   * @param sample index of the sample, {@code >= 0}
   * @param code annotation type
   * @return the annotation
   */
  public static Annotation of(int sample, AnnotationCode code) {
    return new Annotation(sample, code, 0, 0, 0, "");
  }

  /**
   * The annotation of a rhythm change.
   *
   * @param sample index of the first sample of the rhythm, {@code >= 0}
   * @param rhythm its name without the opening bracket, for example AFIB
   * @return the annotation
   */
  public static Annotation rhythmChange(int sample, String rhythm) {
    return new Annotation(sample, AnnotationCode.RHYTHM, 0, 0, 0, "(" + rhythm + '\0');
  }

  /**
   * The auxiliary string up to its first NUL.
   *
   * @return the text, empty where there is none
   */
  public String text() {
    int end = aux.indexOf('\0');
    return end < 0 ? aux : aux.substring(0, end);
  }

  /**
   * The rhythm that begins here.
   *
   * @return the text of a rhythm change without its opening bracket, or empty for other types
   */
  public Optional<String> rhythm() {
    String text = text();
    return code == AnnotationCode.RHYTHM && text.startsWith("(")
        ? Optional.of(text.substring(1))
        : Optional.empty();
  }
}
