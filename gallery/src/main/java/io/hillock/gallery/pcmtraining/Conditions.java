package io.hillock.gallery.pcmtraining;

import io.hillock.device.NonIdeality;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.device.pcm.PcmPreset;
import java.util.List;

/** What acts on the devices, and when in the cycle of a trial they are written. */
enum Conditions {
  /**
   * As published: pulses, drift and noise act; a trial is read directly after the write that the
   * last one led to.
   */
  PUBLISHED,
  /** The same devices, which rest after each write until the next trial begins. */
  RESTED,
  /** Read directly after the write, with every switch of the preset on. */
  EVERYTHING;

  private static final List<NonIdeality> OF_THE_MODEL =
      List.of(
          NonIdeality.QUANTISATION,
          NonIdeality.CYCLE_TO_CYCLE,
          NonIdeality.HRS_SPREAD,
          NonIdeality.DRIFT,
          NonIdeality.DRIFT_SPREAD,
          NonIdeality.READ_NOISE);

  /** The devices with the switches that act. */
  PcmParameters devices() {
    PcmParameters all = PcmPreset.GST_NANDAKUMAR2018.parameters();
    return switch (this) {
      case PUBLISHED, RESTED -> all.withOnly(OF_THE_MODEL);
      case EVERYTHING -> all.withOnly(all.models());
    };
  }

  /** Whether the time until the next trial passes after the write. */
  boolean restsAfterWrite() {
    return this == RESTED;
  }
}
