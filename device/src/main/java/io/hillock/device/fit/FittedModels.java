package io.hillock.device.fit;

import io.hillock.device.ConductanceRange;
import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.device.mtj.MtjModel;
import io.hillock.device.mtj.MtjParameters;
import io.hillock.device.mtj.MtjSpread;
import io.hillock.device.pcm.PcmParameters;
import io.hillock.device.rram.ReadLaw;
import io.hillock.device.rram.ResetLaw;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.SetLaw;
import io.hillock.device.rram.SpreadLaw;
import io.hillock.device.rram.Variability;
import java.util.EnumSet;
import java.util.Set;

/** Puts fitted numbers in the place of those of a preset. */
final class FittedModels {
  private FittedModels() {}

  /** The switches of the base, and those of what was fitted. */
  private static final class Switches {
    private final FittedDevice device;
    private final EnumSet<NonIdeality> on = EnumSet.noneOf(NonIdeality.class);

    Switches(FittedDevice device, Set<NonIdeality> base) {
      this.device = device;
      on.addAll(base);
    }

    Switches with(NonIdeality which, String... symbols) {
      for (String symbol : symbols) {
        if (device.has(symbol)) {
          on.add(which);
        }
      }
      return this;
    }
  }

  static RramParameters of(RramParameters b, FittedDevice d) {
    SetLaw s = b.set();
    SetLaw.Compliance c = s.current();
    SpreadLaw spread = s.cycleToCycle();
    if (d.has("sigma of a SET, coefficient")) {
      spread =
          new SpreadLaw.Power(
              d.value("sigma of a SET, coefficient", 0), d.value("sigma of a SET, exponent", 1));
    }
    WearLaw wear = b.variability().wear();
    Set<NonIdeality> on =
        new Switches(d, b.active())
            .with(NonIdeality.CYCLE_TO_CYCLE, "sigma of a SET, coefficient")
            .with(NonIdeality.CYCLE_CORRELATION, "N_c")
            .with(NonIdeality.HRS_SPREAD, "sigma of ln R")
            .with(NonIdeality.DEVICE_TO_DEVICE, "device-to-device cv", "device-to-device s_h")
            .with(NonIdeality.STUCK_CELLS, "stuck fraction")
            .with(NonIdeality.READ_NOISE, "read noise, relative", "read noise, additive")
            .on;
    return new RramParameters(
        new RramParameters.Origin(d.name(), d.citation(b), d.figures(b.figures())),
        new ConductanceRange(
            d.value("G_min", b.range().gMinUS()), d.value("G_max", b.range().gMaxUS())),
        new SetLaw(
            d.value("a", s.aUS()),
            d.value("b", s.b()),
            spread,
            d.value("N_c", s.correlationCycles()),
            new SetLaw.Compliance(
                d.value("I_min", c.minUA()),
                d.value("I_max", c.maxUA()),
                d.value("compliance step", c.stepUA()))),
        new ResetLaw(
            d.value("R_med", b.reset().medianKOhm()),
            d.value("sigma of ln R", b.reset().sigmaLnR())),
        new Variability(
            d.value("device-to-device cv", b.variability().cvLrs()),
            d.value("device-to-device s_h", b.variability().sigmaLnHrs()),
            new WearLaw(d.value("stuck fraction", wear.stuckFraction()), wear.enduranceCycles())),
        b.relaxation(),
        new ReadLaw(
            b.read().vReadV(),
            b.read().tReadNs(),
            d.value("read noise, relative", b.read().relativeNoise()),
            d.value("read noise, additive", b.read().additiveNoiseUS())),
        b.programming(),
        b.wires(),
        on);
  }

  static PcmParameters of(PcmParameters b, FittedDevice d) {
    PcmParameters.SetPulse s = b.set();
    PcmParameters.Drift drift = b.drift();
    Set<NonIdeality> on =
        new Switches(d, b.active())
            .with(NonIdeality.CYCLE_TO_CYCLE, "d", "e", "f")
            .with(NonIdeality.HRS_SPREAD, "sigma of a RESET")
            .with(NonIdeality.DRIFT, "nu")
            .with(NonIdeality.DRIFT_SPREAD, "cv of nu")
            .with(NonIdeality.READ_NOISE, "read noise, relative", "read noise, additive")
            .on;
    return new PcmParameters(
        d.name(),
        d.citation(b),
        d.figures(b.figures()),
        new ConductanceRange(
            d.value("G_min", b.range().gMinUS()), d.value("G_max", b.range().gMaxUS())),
        new PcmParameters.SetPulse(
            d.value("n", s.memoryPulses()),
            d.value("a", s.slope()),
            d.value("b", s.offsetUS()),
            d.value("c", s.memoryUS()),
            d.value("d", s.sdSlope()),
            d.value("e", s.sdOffsetUS()),
            d.value("f", s.sdMemoryUS())),
        d.value("sigma of a RESET", b.resetSigmaUS()),
        new PcmParameters.Drift(
            d.value("nu", drift.nu()),
            d.value("cv of nu", drift.cv()),
            drift.t0S(),
            drift.firstReadS()),
        new PcmParameters.ReadNoise(
            d.value("read noise, relative", b.read().relative()),
            d.value("read noise, additive", b.read().offsetUS())),
        b.cost(),
        d.value("refresh level", b.refreshAtUS()),
        b.mostPulses(),
        b.deviceCv(),
        b.wear(),
        b.wires(),
        on);
  }

  static MtjModel of(MtjModel b, FittedDevice d) {
    MtjParameters j = b.junction();
    MtjSpread s = b.spread();
    Set<NonIdeality> on =
        new Switches(d, b.active())
            .with(NonIdeality.CYCLE_TO_CYCLE, "Delta")
            .with(NonIdeality.DEVICE_TO_DEVICE, "c_Delta", "c_I")
            .on;
    return new MtjModel(
        d.name(),
        d.citation(b),
        d.figures(b.figures()),
        new MtjParameters(
            d.value("Delta", j.delta()),
            d.value("alpha", j.alpha()),
            d.value("mu0 H_k", j.anisotropyT()),
            d.value("eta", j.spinEfficiency()),
            j.temperatureK(),
            j.rParallelKOhm(),
            j.tmr()),
        new MtjSpread(
            d.value("c_Delta", s.delta()),
            d.value("c_I", s.criticalCurrent()),
            s.resistance(),
            s.tmr(),
            s.drive()),
        b.read(),
        b.write(),
        b.wear(),
        b.wires(),
        on);
  }
}
