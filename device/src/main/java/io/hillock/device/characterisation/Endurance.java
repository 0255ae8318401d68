package io.hillock.device.characterisation;

import io.hillock.device.DeviceModel;
import io.hillock.device.NonIdeality;
import io.hillock.device.Wear;
import io.hillock.device.WearLaw;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import java.util.List;
import java.util.Set;

/** How many devices still switch after how many pulses. */
public final class Endurance {
  private static final int DEVICES = 20_000;

  private Endurance() {}

  /**
   * Cycles devices until all are worn out.
   *
   * @param device the device; its switches for wear are taken as on
   * @param law its wear
   * @return the share of devices that still switch against pulses
   */
  public static Chart chart(DeviceModel device, WearLaw law) {
    DeviceModel worn = device.withOnly(Set.of(NonIdeality.STUCK_CELLS, NonIdeality.ENDURANCE));
    Wear wear = new Wear(worn, law, DEVICES, Seed.of(1).stream(Purpose.DEVICE), (d, on) -> {});
    int decades = 1 + (int) StrictMath.ceil(StrictMath.log10(law.enduranceCycles()));
    double[] pulses = new double[3 * decades];
    double[] share = new double[pulses.length];
    long done = 0;
    for (int n = 0; n < pulses.length; n++) {
      pulses[n] = StrictMath.rint(StrictMath.pow(10, n / 3.0));
      wear.cycle((long) pulses[n] - done);
      done = (long) pulses[n];
      int alive = 0;
      for (int d = 0; d < DEVICES; d++) {
        alive += wear.alive(d) ? 1 : 0;
      }
      share[n] = (double) alive / DEVICES;
    }
    return new Chart(
        "Endurance",
        Chart.Form.CURVES,
        List.of(new Series("devices that still switch", "pulses", pulses, "share", share)),
        Characterisation.source(device, "endurance", "stuck fraction"));
  }
}
