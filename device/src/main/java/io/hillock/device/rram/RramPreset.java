package io.hillock.device.rram;

import static io.hillock.device.Evidence.ASSUMED;
import static io.hillock.device.Evidence.COMMON;
import static io.hillock.device.Evidence.MEASURED;

import io.hillock.device.ConductanceRange;
import io.hillock.device.Evidence;
import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.device.crossbar.BlindScope;
import io.hillock.device.crossbar.WirePreset;
import io.hillock.device.crossbar.Wires;
import io.hillock.device.rram.Programming.Rounding;
import io.hillock.device.rram.RramParameters.Grade;
import io.hillock.device.rram.RramParameters.Origin;
import io.hillock.fault.ParameterException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Named parameter sets; each number carries its evidence, see {@link RramParameters#figures}. */
public enum RramPreset {
  /** No non-ideality at all: the crossbar computes the matrix product. */
  IDEAL("ideal") {
    @Override
    RramParameters build() {
      Map<String, Grade> g = new TreeMap<>();
      String s = "exact reference, no device";
      grade(g, ASSUMED, s, "G_min", "G_max", "a", "b", "N_c", "I_min", "I_max");
      grade(g, ASSUMED, s, "compliance step", "R_med", "sigma of ln R", "device-to-device cv");
      grade(g, ASSUMED, s, "device-to-device s_h", "stuck fraction", "endurance", "V_read");
      grade(g, ASSUMED, s, "t_read", "read noise, relative", "read noise, additive", "V_set");
      grade(g, ASSUMED, s, "V_reset", "pulse width", "t_w", "mapping tolerance");
      grade(g, ASSUMED, s, "mapping SET pulses", "re-verifications", "re-verification wait");
      grade(g, ASSUMED, s, "write SET pulses", "ladder margin", "refresh");
      grade(g, ASSUMED, s, WIRES);
      return new RramParameters(
              new Origin(id(), "exact reference of this project", List.of()),
              new ConductanceRange(1, 101),
              new SetLaw(1, 1, SpreadLaw.None.NONE, 0, new SetLaw.Compliance(1, 101, 0)),
              new ResetLaw(1000, 0),
              new Variability(0, 0, new WearLaw(0, 2e9)),
              RelaxationLaw.None.NONE,
              new ReadLaw(0.2, 100, 0, 0),
              new Programming(
                  new Programming.Pulse(1.2, 1.5, 1000, 0, BlindScope.PER_ROW),
                  new Programming.Mapping(1e-6, 1, SpreadLaw.None.NONE, 0, 1),
                  new Programming.Online(Rounding.FLOOR, 1, 0, 0.07)),
              Wires.PERFECT,
              Set.of())
          .stated(g);
    }
  },

  /** HfO2 1T1R in a 130 nm process, written by a ladder of compliance currents. */
  HFO2_1T1R("hfo2-1t1r") {
    @Override
    RramParameters build() {
      Map<String, Grade> g = new TreeMap<>();
      grade(g, COMMON, "20-200 uA give about 20-200 uS", "a", "b", "I_min", "I_max");
      grade(g, ASSUMED, "what all but few devices reach with I_min, I_max", "G_min", "G_max");
      String spread = "relative spread 10 % at 20 uA, 3 % at 200 uA; normal law measured in 2013";
      grade(g, COMMON, spread, "sigma of a SET, coefficient", "sigma of a SET, exponent");
      grade(g, MEASURED, "cycles correlated over about 40, IEEE Electron Device Lett. 2016", "N_c");
      grade(g, ASSUMED, "6-bit current source", "compliance step");
      grade(g, COMMON, "medians of 50 kOhm to 1 MOhm; log-normal as measured", "R_med");
      grade(g, COMMON, "sigma of ln R is 0.5-1.0", "sigma of ln R");
      grade(g, COMMON, "cv of 5-15 %, larger in HRS", "device-to-device cv");
      grade(g, ASSUMED, "larger than in LRS", "device-to-device s_h");
      grade(g, ASSUMED, "one cell in a thousand", "stuck fraction");
      grade(g, MEASURED, "still works at 1e7 cycles, Dalgaty et al. 2021", "endurance");
      grade(g, ASSUMED, "log-time shape as commonly reported", "relaxation s0", "relaxation t0");
      grade(g, ASSUMED, "low enough not to disturb the cell", "V_read", "t_read");
      grade(g, COMMON, "sigma/G of 0.5-3 % in LRS", "read noise, relative");
      grade(g, ASSUMED, "none beside the relative part", "read noise, additive");
      grade(g, COMMON, "1-2 V, 100 ns to 1 us", "V_set", "V_reset", "pulse width");
      grade(g, COMMON, "one pulse of 1 us", "t_w");
      grade(g, ASSUMED, "a little above half a step", "mapping tolerance", "mapping SET pulses");
      grade(g, COMMON, "verified again after 1 s", "re-verifications", "re-verification wait");
      grade(g, ASSUMED, "covers three times the cv", "write SET pulses", "ladder margin");
      grade(g, ASSUMED, "best of a search on digits", "refresh");
      grade(g, COMMON, "1-5 Ohm for each pitch of back-end metal", "R_word", "R_bit");
      grade(g, ASSUMED, "ideal drivers and sense amplifiers", "R_drv", "R_sense");
      return new RramParameters(
              new Origin(
                  id(),
                  "T. Dalgaty et al. (2021), Nat. Electron. 4:151,"
                      + " doi:10.1038/s41928-020-00523-3, for the array and its endurance",
                  List.of()),
              new ConductanceRange(25, 150),
              new SetLaw(
                  1, 1, new SpreadLaw.Power(0.45, 0.5), 40, new SetLaw.Compliance(20, 200, 3)),
              new ResetLaw(200, 0.7),
              new Variability(0.1, 0.3, new WearLaw(0.001, 1e7)),
              new RelaxationLaw.LogTime(0.5, 1e-3),
              new ReadLaw(0.2, 100, 0.01, 0),
              new Programming(
                  new Programming.Pulse(1.2, 1.5, 1000, 1000, BlindScope.PER_ROW),
                  new Programming.Mapping(2, 50, SpreadLaw.None.NONE, 1, 1),
                  new Programming.Online(Rounding.FLOOR, 16, 0.3, 0.07)),
              WirePreset.METAL.wires(),
              allBut(NonIdeality.PROGRAMMING_SPREAD, NonIdeality.WIRE_RESISTANCE))
          .stated(g);
    }
  },

  /** HfOx cells with the deviations after iterative programming that were fitted to NeuRRAM. */
  HFOX_WAN2022("hfox-wan2022") {
    @Override
    RramParameters build() {
      Map<String, Grade> g = new TreeMap<>();
      String fit = "fit of measured deviations, IBM/aihwkit, noise model reram";
      for (int c = 0; c <= 4; c++) {
        grade(g, MEASURED, fit, "mapping residual, c" + c);
        for (double age : new double[] {1, DAY_S, 2 * DAY_S}) {
          grade(g, MEASURED, fit, "sigma at " + age + " s, c" + c);
        }
      }
      grade(g, MEASURED, "range of the fit", "G_max");
      grade(g, MEASURED, "1 % of the range, as in IBM/aihwkit", "read noise, additive");
      grade(g, ASSUMED, "no relative part beside the additive one", "read noise, relative");
      String own = "not part of the fit, or contained in it";
      grade(g, ASSUMED, own, "G_min", "a", "b", "N_c", "I_min", "I_max", "compliance step");
      grade(g, ASSUMED, own, "R_med", "sigma of ln R", "device-to-device cv");
      grade(g, ASSUMED, own, "device-to-device s_h", "stuck fraction", "endurance");
      grade(g, ASSUMED, own, "V_read", "t_read", "V_set", "V_reset", "pulse width", "t_w");
      grade(g, COMMON, "accepted within 1 uS", "mapping tolerance");
      grade(g, ASSUMED, own, "mapping SET pulses", "re-verifications", "re-verification wait");
      grade(g, ASSUMED, "the fit is of finished writes", "write SET pulses", "ladder margin");
      grade(g, ASSUMED, "best of a search on digits", "refresh");
      grade(g, COMMON, "1-5 Ohm for each pitch of back-end metal", "R_word", "R_bit");
      grade(g, ASSUMED, "ideal drivers and sense amplifiers", "R_drv", "R_sense");
      SpreadLaw second = new SpreadLaw.Quartic(40, 0.348, 16.030, -43.853, 45.393, -16.815);
      SpreadLaw day = new SpreadLaw.Quartic(40, 0.701, 22.086, -50.773, 47.095, -16.458);
      SpreadLaw days = new SpreadLaw.Quartic(40, 0.782, 20.274, -43.507, 37.062, -11.934);
      return new RramParameters(
              new Origin(
                  id(),
                  "W. Wan et al. (2022), Nature 608:504, doi:10.1038/s41586-022-04992-8,"
                      + " as fitted in IBM/aihwkit",
                  List.of()),
              new ConductanceRange(1, 40),
              new SetLaw(1, 1, SpreadLaw.None.NONE, 0, new SetLaw.Compliance(1, 40, 0.5)),
              new ResetLaw(1000, 0.5),
              new Variability(0, 0.3, new WearLaw(0.001, 1e6)),
              new RelaxationLaw.Fitted(
                  List.of(
                      new RelaxationLaw.Fitted.Age(1, second),
                      new RelaxationLaw.Fitted.Age(DAY_S, day),
                      new RelaxationLaw.Fitted.Age(2 * DAY_S, days))),
              new ReadLaw(0.2, 100, 0, 0.4),
              new Programming(
                  new Programming.Pulse(1.5, 1.5, 1000, 1000, BlindScope.PER_ROW),
                  new Programming.Mapping(1, 50, second, 0, 1),
                  new Programming.Online(Rounding.FLOOR, 1, 0, 0.07)),
              WirePreset.METAL.wires(),
              allBut(
                  NonIdeality.CYCLE_TO_CYCLE,
                  NonIdeality.CYCLE_CORRELATION,
                  NonIdeality.WIRE_RESISTANCE))
          .stated(g);
    }
  };

  private static EnumSet<NonIdeality> allBut(NonIdeality... off) {
    EnumSet<NonIdeality> on = EnumSet.copyOf(RramParameters.MODELS);
    on.removeAll(List.of(off));
    return on;
  }

  private static final String[] WIRES = {"R_word", "R_bit", "R_drv", "R_sense"};
  private static final double DAY_S = 86_400;

  private final String id;

  RramPreset(String id) {
    this.id = id;
  }

  abstract RramParameters build();

  private static void grade(Map<String, Grade> g, Evidence e, String source, String... symbols) {
    for (String symbol : symbols) {
      g.put(symbol, new Grade(e, source));
    }
  }

  /**
   * The public name.
   *
   * @return the name, as the command line takes it
   */
  public String id() {
    return id;
  }

  /**
   * The parameters.
   *
   * @return the parameter set
   */
  public RramParameters parameters() {
    return build();
  }

  /**
   * Finds a preset by its public name.
   *
   * @param id the name
   * @return the preset
   */
  public static RramPreset of(String id) {
    return Arrays.stream(values())
        .filter(p -> p.id.equals(id))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                "RRAM",
                "preset",
                id,
                "known are "
                    + Arrays.stream(values())
                        .map(RramPreset::id)
                        .collect(Collectors.joining(", "))));
  }
}
