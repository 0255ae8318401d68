package io.hillock.device.pcm;

import io.hillock.device.ConductanceRange;
import io.hillock.device.Evidence;
import io.hillock.device.Figure;
import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.device.crossbar.BlindScope;
import io.hillock.device.crossbar.Wires;
import io.hillock.fault.ParameterException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Named sets of parameters with unit and source of each number. */
public enum PcmPreset {
  /** The device of the second preset with every non-ideality off. */
  IDEAL("ideal", false),
  /** Phase-change devices programmed by SET pulses, as used for recurrent networks online. */
  GST_NANDAKUMAR2018("gst-nandakumar2018", true);

  // What the published model has; everything else that the kind knows is off by default.
  private static final Set<NonIdeality> MEASURED =
      Set.of(
          NonIdeality.QUANTISATION,
          NonIdeality.CYCLE_TO_CYCLE,
          NonIdeality.HRS_SPREAD,
          NonIdeality.DRIFT,
          NonIdeality.DRIFT_SPREAD,
          NonIdeality.READ_NOISE);

  private final String id;
  private final boolean real;

  PcmPreset(String id, boolean real) {
    this.id = id;
    this.real = real;
  }

  /**
   * The public name.
   *
   * @return the name
   */
  public String id() {
    return id;
  }

  /**
   * The parameters.
   *
   * @return the parameter set
   */
  public PcmParameters parameters() {
    String fit = "published model of pulses and drift, as used in YigitDemirag/srnn-pcm";
    Evidence m = Evidence.MEASURED;
    Evidence a = Evidence.ASSUMED;
    Evidence c = Evidence.COMMON;
    List<Figure> figures =
        List.of(
            new Figure("G_min", 0.1, "uS", m, fit),
            new Figure("G_max", 12, "uS", m, fit),
            new Figure("n", 2.6, "pulses", m, fit),
            new Figure("a", -0.084, "", m, fit),
            new Figure("b", 0.880, "uS", m, fit),
            new Figure("c", 1.40, "uS", m, fit),
            new Figure("d", 0.091, "", m, fit),
            new Figure("e", 0.260, "uS", m, fit),
            new Figure("f", 2.15, "uS", m, fit),
            new Figure("sigma of a RESET", 0.01, "uS", m, fit),
            new Figure("nu", 0.04, "", m, fit),
            new Figure("cv of nu", 0.1, "", a, "within the 10-45 % of other devices"),
            new Figure("t0", 38.6, "s", m, fit),
            new Figure("time to the first read", 5e-4, "s", a, "convention of the same code"),
            new Figure("read noise, relative", 0.03, "", m, fit),
            new Figure("read noise, additive", 0.13, "uS", m, fit),
            new Figure("energy of a SET", 1e-11, "J", a, "an order of magnitude"),
            new Figure("energy of a RESET", 3e-11, "J", a, "an order of magnitude"),
            new Figure("energy of a read", 4e-15, "J/uS", a, "0.2 V for 100 ns"),
            new Figure("most pulses of a write", 20, "", a, "the mean has all but settled"),
            new Figure("t_w", 1000, "ns", c, "1 us, RESET and SET alike"),
            new Figure(
                "device-to-device cv", 0.1, "", a, "as other memories; the fit pools devices"),
            new Figure("stuck fraction", 0.001, "", a, "one device in a thousand"),
            new Figure("endurance", 1e8, "pulses", c, "1e6-1e9 for mushroom cells"),
            new Figure("R_word", 2, "Ohm", c, "1-5 Ohm for each pitch of back-end metal"),
            new Figure("R_bit", 2, "Ohm", c, "1-5 Ohm for each pitch of back-end metal"),
            new Figure("refresh level", 9, "uS", a, "one of two values of the same code"));
    return new PcmParameters(
        id,
        "S. R. Nandakumar et al. (2018), J. Appl. Phys. 124:152135;"
            + " Y. Demirag et al. (2021), arXiv:2108.01804",
        figures,
        new ConductanceRange(value(figures, "G_min"), value(figures, "G_max")),
        new PcmParameters.SetPulse(
            value(figures, "n"),
            value(figures, "a"),
            value(figures, "b"),
            value(figures, "c"),
            value(figures, "d"),
            value(figures, "e"),
            value(figures, "f")),
        value(figures, "sigma of a RESET"),
        new PcmParameters.Drift(
            value(figures, "nu"),
            value(figures, "cv of nu"),
            value(figures, "t0"),
            value(figures, "time to the first read")),
        new PcmParameters.ReadNoise(
            value(figures, "read noise, relative"), value(figures, "read noise, additive")),
        new PcmParameters.Cost(
            value(figures, "energy of a SET"),
            value(figures, "energy of a RESET"),
            value(figures, "energy of a read"),
            value(figures, "t_w"),
            BlindScope.PER_ROW),
        value(figures, "refresh level"),
        (int) value(figures, "most pulses of a write"),
        value(figures, "device-to-device cv"),
        new WearLaw(value(figures, "stuck fraction"), value(figures, "endurance")),
        new Wires(value(figures, "R_word"), value(figures, "R_bit"), 0, 0),
        real ? MEASURED : Set.of());
  }

  /**
   * Finds a preset by its public name.
   *
   * @param id the name
   * @return the preset
   */
  public static PcmPreset of(String id) {
    return Arrays.stream(values())
        .filter(p -> p.id.equals(id))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                "PCM",
                "preset",
                id,
                "known are "
                    + Arrays.stream(values())
                        .map(PcmPreset::id)
                        .collect(Collectors.joining(", "))));
  }

  private static double value(List<Figure> figures, String symbol) {
    return figures.stream()
        .filter(f -> f.symbol().equals(symbol))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
