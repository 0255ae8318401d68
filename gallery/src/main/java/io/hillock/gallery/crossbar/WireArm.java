package io.hillock.gallery.crossbar;

import io.hillock.device.crossbar.WirePreset;
import io.hillock.device.crossbar.Wires;

/** The wires that the experiment compares. */
enum WireArm {
  LOW("1 Ohm per cell", WirePreset.METAL_LOW.wires()),
  METAL("2 Ohm per cell", WirePreset.METAL.wires()),
  HIGH("5 Ohm per cell", WirePreset.METAL_HIGH.wires()),
  /** Tells the share of the bit lines from that of the word lines, which take 1 nOhm here. */
  BIT_LINES("2 Ohm in bit lines alone", new Wires(1e-9, WirePreset.METAL.wires().bitOhm(), 0, 0));

  private final String title;
  private final Wires wires;

  WireArm(String title, Wires wires) {
    this.title = title;
    this.wires = wires;
  }

  String title() {
    return title;
  }

  Wires wires() {
    return wires;
  }
}
