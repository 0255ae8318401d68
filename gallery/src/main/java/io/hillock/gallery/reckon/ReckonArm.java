package io.hillock.gallery.reckon;

import io.hillock.device.reckon.Register;
import io.hillock.device.reckon.Registers;

/** The setting of the bench, and what is left out of it to see what it is good for. */
enum ReckonArm {
  /** All of it. */
  BENCH("", "bench setting", Registers.BENCH, 45, 49, 49, 50, 50, 50, 47, 49, 49, 49),
  /** A membrane that forgets long before the recall. */
  LEAK_20_MS(
      ".leak20ms", "leak of 20 ms", Registers.BENCH.withAlpha(0x79BC), 21, 21, 21, 21, 21, 21),
  /** The same, less so. */
  LEAK_50_MS(
      ".leak50ms", "leak of 50 ms", Registers.BENCH.withAlpha(0x7D7A), 21, 20, 22, 23, 21, 21),
  /** Leaking states cut in place of rounded at random; updates of weights stay stochastic. */
  NO_ROUNDING(
      ".noRounding",
      "no stochastic rounding of states",
      Registers.BENCH.with(Register.EN_STOCH_ROUND, 0),
      41,
      42,
      47,
      48),
  /** Nothing holds the firing rate down. */
  NO_REGULARISATION(
      ".noRegularisation",
      "no rate regularisation",
      Registers.BENCH.with(Register.REGUL_MODE, 0),
      44,
      48,
      47,
      50,
      48,
      48);

  private final String key;
  private final String title;
  private final Registers registers;
  private final int[] reference;

  ReckonArm(String key, String title, Registers registers, int... reference) {
    this.key = key;
    this.title = title;
    this.registers = registers;
    this.reference = reference;
  }

  /** What its metrics end with. */
  String key() {
    return key;
  }

  /** Its name for people. */
  String title() {
    return title;
  }

  Registers registers() {
    return registers;
  }

  /**
   * Right of the 50 published tests after each epoch: for the bench in the simulated circuit, else
   * in an independent model that equals it in every bit under the bench setting.
   */
  int[] reference() {
    return reference.clone();
  }
}
