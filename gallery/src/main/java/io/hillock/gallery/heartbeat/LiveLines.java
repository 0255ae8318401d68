package io.hillock.gallery.heartbeat;

/** Which decisions go out as lines while a recording is read. */
public enum LiveLines {
  /** None. */
  NONE,
  /** Those that raise an alarm. */
  ALARMS,
  /** All. */
  BEATS;

  boolean shows(Decision decision) {
    return switch (this) {
      case NONE -> false;
      case ALARMS -> decision.isAlarm();
      case BEATS -> true;
    };
  }
}
