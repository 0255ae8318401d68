package io.hillock.gallery.reckon;

import io.hillock.data.braille.BrailleReadings;
import io.hillock.data.reckon.EventSample;
import io.hillock.signal.SendOnDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Braille readings as events: each taxel goes through send-on-delta encoders of three thresholds,
 * whose references begin at the untouched taxel, so that the first frame sends how hard each is
 * pressed. A frame lasts some ticks, in each of which a channel can send one event.
 */
final class BrailleEvents {
  /** Thresholds [steps of the sensor]. */
  private static final float[] THRESHOLDS = {1, 3, 9};

  /** Ticks of a frame, and so the longest burst that a channel can send in it. */
  private static final int TICKS_PER_FRAME = 4;

  /** Ticks after the last frame. */
  private static final int TAIL = 20;

  /** From when on the label is shown and winners count, as a fraction of the sample. */
  private static final double LABEL_FROM = 0.5;

  /** Channels: each taxel and threshold has one for less and one for more pressure. */
  static final int CHANNELS = BrailleReadings.TAXELS * THRESHOLDS.length * 2;

  private BrailleEvents() {}

  static EventSample encode(BrailleReadings.Reading reading, int label) {
    List<int[]> events = new ArrayList<>();
    for (int taxel = 0; taxel < BrailleReadings.TAXELS; taxel++) {
      for (int h = 0; h < THRESHOLDS.length; h++) {
        SendOnDelta encoder =
            new SendOnDelta(
                SendOnDelta.Parameters.exactStep(THRESHOLDS[h]).withLongestBurst(TICKS_PER_FRAME));
        encoder.encode(BrailleReadings.UNTOUCHED);
        int channel = (taxel * THRESHOLDS.length + h) * 2;
        for (int frame = 0; frame < reading.frames(); frame++) {
          int burst = encoder.encode(reading.taxel(frame, taxel));
          for (int k = 0; k < Math.abs(burst); k++) {
            events.add(new int[] {frame * TICKS_PER_FRAME + k, burst > 0 ? channel : channel + 1});
          }
        }
      }
    }
    events.sort(Comparator.<int[]>comparingInt(e -> e[0]).thenComparingInt(e -> e[1]));
    int ticks = reading.frames() * TICKS_PER_FRAME + TAIL;
    return new EventSample(
        ticks,
        (int) (LABEL_FROM * ticks),
        label,
        events.stream().mapToInt(e -> e[0]).toArray(),
        events.stream().mapToInt(e -> e[1]).toArray());
  }
}
