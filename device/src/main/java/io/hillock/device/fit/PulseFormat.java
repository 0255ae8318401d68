package io.hillock.device.fit;

import java.util.List;

/** The tables of measured pulses, one for each kind of device. */
public enum PulseFormat {
  /** Cycles of RESET and SET with a compliance current. */
  RRAM(
      "rram",
      List.of("device", "cycle", "operation", "compliance_ua", "conductance_us"),
      List.of("age_s"),
      List.of("cycle", "operation", "compliance_ua")),
  /** Trains of SET pulses after a RESET. */
  PCM("pcm", List.of("device", "pulse", "age_s", "conductance_us"), List.of(), List.of("pulse")),
  /** Counts of successful switching pulses. */
  MTJ(
      "mtj",
      List.of("current_ua", "width_ns", "pulses", "switched"),
      List.of("device"),
      List.of("current_ua", "width_ns", "pulses", "switched"));

  private final String kind;
  private final List<String> required;
  private final List<String> optional;
  private final List<String> telling;

  PulseFormat(String kind, List<String> required, List<String> optional, List<String> telling) {
    this.kind = kind;
    this.required = required;
    this.optional = optional;
    this.telling = telling;
  }

  /**
   * The kind of device.
   *
   * @return rram, pcm or mtj
   */
  public String kind() {
    return kind;
  }

  /**
   * The columns that must be there.
   *
   * @return their names
   */
  public List<String> required() {
    return required;
  }

  /**
   * The columns that may be there.
   *
   * @return their names
   */
  public List<String> optional() {
    return optional;
  }

  /** The columns that no other kind has. */
  List<String> telling() {
    return telling;
  }
}
