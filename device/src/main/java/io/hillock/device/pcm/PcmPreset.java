package io.hillock.device.pcm;

import io.hillock.device.ConductanceRange;
import io.hillock.device.Evidence;
import io.hillock.device.Figure;
import java.util.EnumSet;
import java.util.List;

/** Named sets of parameters with unit and source of each number. */
public enum PcmPreset {
  /** The device of the second preset with every non-ideality off. */
  IDEAL("ideal", false),
  /** Phase-change devices programmed by SET pulses, as used for recurrent networks online. */
  GST_NANDAKUMAR2018("gst-nandakumar2018", true);

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
            value(figures, "energy of a read")),
        value(figures, "refresh level"),
        real ? EnumSet.allOf(PcmNonIdeality.class) : EnumSet.noneOf(PcmNonIdeality.class));
  }

  private static double value(List<Figure> figures, String symbol) {
    return figures.stream()
        .filter(f -> f.symbol().equals(symbol))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
