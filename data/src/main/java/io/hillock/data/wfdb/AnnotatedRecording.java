package io.hillock.data.wfdb;

import io.hillock.fault.ParameterException;
import java.util.List;

/**
 * A recording with its annotations.
 *
 * @param recording the signals
 * @param annotations in order of time, none beyond the last frame
 */
public record AnnotatedRecording(Recording recording, List<Annotation> annotations) {
  /** Checks that the annotations are in order and inside the recording. */
  public AnnotatedRecording {
    annotations = List.copyOf(annotations);
    int last = 0;
    for (Annotation annotation : annotations) {
      if (annotation.sample() < last) {
        throw new ParameterException(
            "recording", "annotation", annotation.sample(), "annotations must be in order of time");
      }
      last = annotation.sample();
    }
    if (last >= recording.frames()) {
      throw new ParameterException(
          "recording", "annotation", last, "it must lie below " + recording.frames() + " frames");
    }
  }

  /**
   * The labelled beats.
   *
   * @return one for each annotation that marks a beat, in order of time
   */
  public List<Beat> beats() {
    return Beat.among(annotations);
  }

  /**
   * Name of the record.
   *
   * @return the name in its header
   */
  public String name() {
    return recording.header().name();
  }
}
