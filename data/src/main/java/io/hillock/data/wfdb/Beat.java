package io.hillock.data.wfdb;

import io.hillock.fault.ParameterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A labelled heartbeat.
 *
 * @param sample index of the sample that its annotation marks, {@code >= 0}
 * @param code annotation type
 * @param aamiClass the class that {@link AamiClass#of} gives the type
 */
public record Beat(int sample, AnnotationCode code, AamiClass aamiClass) {
  /** Checks that the sample is not negative and that class and type agree. */
  public Beat {
    if (sample < 0) {
      throw new ParameterException("beat", "sample", sample, "it must be >= 0");
    }
    if (AamiClass.of(code).orElse(null) != aamiClass || aamiClass == null) {
      throw new ParameterException(
          "beat", "class", aamiClass, "it must be the class of annotation type " + code);
    }
  }

  /**
   * The beats among annotations, in their order.
   *
   * @param annotations annotations of a record
   * @return one beat for each annotation whose type marks one
   */
  public static List<Beat> among(List<Annotation> annotations) {
    List<Beat> beats = new ArrayList<>(annotations.size());
    for (Annotation annotation : annotations) {
      Optional<AamiClass> aamiClass = AamiClass.of(annotation.code());
      if (aamiClass.isPresent()) {
        beats.add(new Beat(annotation.sample(), annotation.code(), aamiClass.get()));
      }
    }
    return List.copyOf(beats);
  }
}
