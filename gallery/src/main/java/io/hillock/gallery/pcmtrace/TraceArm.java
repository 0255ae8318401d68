package io.hillock.gallery.pcmtrace;

import io.hillock.device.pcm.DriftExponent;
import io.hillock.device.pcm.DriftParameters;
import io.hillock.device.pcm.DriftPreset;
import io.hillock.device.pcm.DriftReadout;
import io.hillock.device.pcm.DriftReadout.Baseline;
import io.hillock.device.pcm.DriftReadout.Reference;
import io.hillock.device.pcm.DriftTrace;
import io.hillock.learning.ExponentialTrace;
import io.hillock.learning.LatchTrace;
import io.hillock.learning.NoTrace;
import io.hillock.learning.TraceModel;
import io.hillock.unit.Time;

/** What holds the trace. */
enum TraceArm {
  /** The device: one for each synapse, spread of nu 10 %, one baseline for all. */
  PCM("pcm", "PCM, spread of nu 10 %"),
  /** The yardstick. */
  EXPONENTIAL("exponential", "exponential, 8 bits"),
  /** The control that tells whether the drift does anything. */
  LATCH("latch", "latch, never decays"),
  /** The control that tells whether the task needs a trace. */
  NONE("none", "none"),
  /** Devices that are all alike. */
  SPREAD_0("spread0", "PCM, spread 0 %"),
  /** Twice and a half the spread. */
  SPREAD_25("spread25", "PCM, spread 25 %"),
  /** The spread of a million measured devices. */
  SPREAD_45("spread45", "PCM, spread 45 %"),
  /** A baseline for each device. */
  CALIBRATED("calibrated", "PCM, 10 %, calibrated each"),
  /** A baseline for each device, larger spread. */
  CALIBRATED_25("calibrated25", "PCM, 25 %, calibrated each"),
  /** A baseline for each device, all of the spread between devices. */
  CALIBRATED_DEVICE("calibratedDevice", "PCM, 10 %, devices only, calibrated"),
  /** Two devices take turns. */
  TURNS_2("turns2", "PCM, 2 in turn"),
  /** Four devices take turns. */
  TURNS_4("turns4", "PCM, 4 in turn"),
  /** Eight devices take turns. */
  TURNS_8("turns8", "PCM, 8 in turn"),
  /** Two devices are written together. */
  TOGETHER_2("together2", "PCM, 2 together"),
  /** Four devices are written together. */
  TOGETHER_4("together4", "PCM, 4 together"),
  /** Eight devices are written together. */
  TOGETHER_8("together8", "PCM, 8 together"),
  /** The published fit after RESET. */
  IBM_RESET("ibmReset", "IBM fit, RESET (45 %)"),
  /** The published fit, fully SET. */
  IBM_SET("ibmSet", "IBM fit, SET (16 %)"),
  /** Eight devices of the published fit after RESET together. */
  IBM_RESET_TOGETHER_8("ibmResetTogether8", "IBM fit, RESET, 8 together"),
  /** Nothing is taken off the read. */
  NO_BASELINE("noBaseline", "PCM, no baseline"),
  /** Reads are taken against the median device, G0 spreads by 10 %. */
  COMMON_REFERENCE("commonReference", "PCM, G0 not held (10 %)"),
  /** As before, with a RESET that is repeated until G0 lies within some 2 %. */
  VERIFIED_START("verifiedStart", "PCM, G0 not held (2 %)"),
  /** Starts are not held, but each device has a baseline of its own. */
  COMMON_CALIBRATED("commonCalibrated", "PCM, G0 not held (10 %), calibrated"),
  /** A read is off by 1 %. */
  NOISE_1("readNoise1", "PCM, read noise 1 %"),
  /** A read is off by 3 %. */
  NOISE_3("readNoise3", "PCM, read noise 3 %"),
  /** A read is off by 10 %. */
  NOISE_10("readNoise10", "PCM, read noise 10 %"),
  /** A chip set for 300 K that runs at 280 K. */
  KELVIN_280("kelvin280", "PCM at 280 K, set for 300 K"),
  /** A chip set for 300 K that runs at 320 K. */
  KELVIN_320("kelvin320", "PCM at 320 K, set for 300 K"),
  /** A chip set for 300 K that runs at 77 K. */
  KELVIN_77("kelvin77", "PCM at 77 K, set for 300 K"),
  /** The same with its baseline set for 77 K. */
  KELVIN_77_SET("kelvin77Set", "PCM at 77 K, set for it");

  /** How many trial pulses each device gets for its baseline. */
  static final int TRIALS = 8;

  private static final DriftParameters EPCM = DriftPreset.EPCM_300K.parameters();

  private final String metric;
  private final String title;

  TraceArm(String metric, String title) {
    this.metric = metric;
    this.title = title;
  }

  /** How names of metrics say it. */
  String metric() {
    return metric;
  }

  String title() {
    return title;
  }

  /**
   * What a search on other seeds may choose.
   *
   * @param eta learning rate
   * @param scaleS time constant, or age at which a device trace counts as gone [s]
   */
  record Setting(double eta, double scaleS) {}

  /** The trace, on its time scale. */
  TraceModel trace(double scaleS) {
    return switch (this) {
      case EXPONENTIAL -> new ExponentialTrace(Time.s(scaleS), 8);
      case LATCH -> new LatchTrace();
      case NONE -> new NoTrace();
      default -> new DriftTrace(device(), readout(scaleS));
    };
  }

  /** Its device; that of {@link #PCM} for arms without one. */
  DriftParameters device() {
    return switch (this) {
      case SPREAD_0 -> spread(0, 0.5);
      case SPREAD_25, CALIBRATED_25 -> spread(0.25, 0.5);
      case SPREAD_45 -> spread(0.45, 0.5);
      case CALIBRATED_DEVICE -> spread(0.1, 1);
      case IBM_RESET, IBM_RESET_TOGETHER_8 -> DriftPreset.GST_IBM_RESET.parameters();
      case IBM_SET -> DriftPreset.GST_IBM_SET.parameters();
      case VERIFIED_START -> EPCM.withStart(EPCM.g0US(), 0.02);
      case NOISE_1 -> EPCM.withReadNoise(0.01);
      case NOISE_3 -> EPCM.withReadNoise(0.03);
      case NOISE_10 -> EPCM.withReadNoise(0.1);
      case KELVIN_280 -> DriftPreset.epcm(280);
      case KELVIN_320 -> DriftPreset.epcm(320);
      case KELVIN_77, KELVIN_77_SET -> DriftPreset.EPCM_77K.parameters();
      default -> EPCM;
    };
  }

  private static DriftParameters spread(double cv, double deviceShare) {
    return EPCM.withExponent(new DriftExponent.Normal(EPCM.meanNu(), cv, deviceShare));
  }

  private DriftReadout readout(double goneS) {
    DriftParameters setFor =
        switch (this) {
          case KELVIN_77, KELVIN_280, KELVIN_320 -> EPCM;
          default -> device();
        };
    Baseline baseline =
        switch (this) {
          case NO_BASELINE -> new Baseline.None();
          case CALIBRATED, CALIBRATED_25, CALIBRATED_DEVICE, COMMON_CALIBRATED ->
              new Baseline.Calibrated(goneS, TRIALS);
          default -> DriftReadout.goneAfter(setFor, goneS);
        };
    Reference reference =
        switch (this) {
          case COMMON_REFERENCE, VERIFIED_START, COMMON_CALIBRATED -> Reference.COMMON;
          default -> Reference.OWN_START;
        };
    return new DriftReadout(inTurn(), together(), reference, baseline);
  }

  private int inTurn() {
    return switch (this) {
      case TURNS_2 -> 2;
      case TURNS_4 -> 4;
      case TURNS_8 -> 8;
      default -> 1;
    };
  }

  private int together() {
    return switch (this) {
      case TOGETHER_2 -> 2;
      case TOGETHER_4 -> 4;
      case TOGETHER_8, IBM_RESET_TOGETHER_8 -> 8;
      default -> 1;
    };
  }
}
