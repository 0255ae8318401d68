package io.hillock.gallery.heartbeat;

import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.data.wfdb.Recording;
import io.hillock.fault.InputException;
import io.hillock.ledger.Counts;

/** The events of one whole recording, so that training passes over it many times cheaply. */
final class EventTape {
  private final int leads;
  private final byte[] events;
  private final byte[] rhythm;

  /**
   * Encodes a recording.
   *
   * @param recording the recording
   * @param settings constants of the front end
   * @param signals which signal is the first lead, the second and so on
   */
  EventTape(AnnotatedRecording recording, HeartbeatSettings settings, int... signals) {
    Recording r = recording.recording();
    leads = signals.length;
    int n = r.frames();
    events = new byte[2 * leads * n];
    rhythm = new byte[n];
    float[][] x = new float[leads][];
    for (int l = 0; l < leads; l++) {
      x[l] = r.physical(signals[l]);
    }
    EventFrontEnd front =
        new EventFrontEnd(settings.encoding(), r.frequency(), leads, new Counts());
    float[] sample = new float[leads];
    for (int t = 0; t < n; t++) {
      for (int l = 0; l < leads; l++) {
        sample[l] = x[l][t];
      }
      front.sample(sample);
      for (int l = 0; l < leads; l++) {
        events[2 * (t * leads + l)] = clip(front.fine()[l]);
        events[2 * (t * leads + l) + 1] = clip(front.coarse()[l]);
      }
      rhythm[t] = (byte) front.rhythmChannel();
    }
  }

  private static byte clip(int count) {
    return (byte) Math.clamp(count, Byte.MIN_VALUE, Byte.MAX_VALUE);
  }

  int length() {
    return rhythm.length;
  }

  /** Feeds the events of one sample to a network. */
  void play(int t, int[] fine, int[] coarse, Reservoir reservoir) {
    for (int l = 0; l < leads; l++) {
      fine[l] = events[2 * (t * leads + l)];
      coarse[l] = events[2 * (t * leads + l) + 1];
    }
    reservoir.step(fine, coarse, rhythm[t]);
  }

  int leads() {
    return leads;
  }

  /**
   * The signals to use: lead MLII first where it is named, then the next one.
   *
   * @param recording the recording
   * @return indices of one or two signals
   */
  static int[] leadsOf(Recording recording) {
    if (recording.signals() == 0) {
      throw new InputException(
          recording.header().name(), "signals", 0, "there must be at least one lead");
    }
    int first = 0;
    for (int s = recording.signals() - 1; s >= 0; s--) {
      first = recording.header().signals().get(s).description().equals("MLII") ? s : first;
    }
    if (recording.signals() == 1) {
      return new int[] {first};
    }
    return new int[] {first, first == 0 ? 1 : 0};
  }
}
