package io.hillock.device.rram;

import io.hillock.device.Bounds;
import io.hillock.device.ConductanceRange;
import io.hillock.device.DeviceModel;
import io.hillock.device.Evidence;
import io.hillock.device.Figure;
import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.Wires;
import io.hillock.fault.ParameterException;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All statistics of a resistive cell and of how it is read and written, with the switches that say
 * which of them act. With all switches off the crossbar is a matrix.
 *
 * @param origin name, citation and provenance of the numbers
 * @param range the conductances between which weights are mapped
 * @param set what a SET does
 * @param reset what a RESET does
 * @param variability how devices differ and wear
 * @param relaxation what a written cell does with time
 * @param read what a read does
 * @param programming how cells are written
 * @param wires resistances of the lines of an array
 * @param active the non-idealities that act
 */
public record RramParameters(
    Origin origin,
    ConductanceRange range,
    SetLaw set,
    ResetLaw reset,
    Variability variability,
    RelaxationLaw relaxation,
    ReadLaw read,
    Programming programming,
    Wires wires,
    Set<NonIdeality> active)
    implements DeviceModel {
  static final Set<NonIdeality> MODELS =
      Collections.unmodifiableSet(
          EnumSet.complementOf(EnumSet.of(NonIdeality.DRIFT, NonIdeality.DRIFT_SPREAD)));

  private static final double REACH = 1e-9; // relative slack for rounding in a I^b

  /**
   * Where a parameter set comes from.
   *
   * @param name its name
   * @param citation what to cite
   * @param figures its numbers as they were stated
   */
  public record Origin(String name, String citation, List<Figure> figures) {
    /** Copies the list. */
    public Origin {
      figures = List.copyOf(figures);
    }
  }

  /** Checks that laws and range fit together. */
  public RramParameters {
    active = Bounds.RRAM.switches(MODELS, active);
    double low = set.meanUS(set.current().minUA());
    Bounds.RRAM.that(
        low <= range.gMinUS() * (1 + REACH),
        "G_min",
        range.gMinUS(),
        "uS",
        "a SET with I_min already gives " + low + " uS");
    double high = set.meanUS(set.current().maxUA());
    Bounds.RRAM.that(
        high >= range.gMaxUS() * (1 - REACH),
        "G_max",
        range.gMaxUS(),
        "uS",
        "a SET with I_max gives only " + high + " uS");
    Bounds.RRAM.that(
        reset.medianUS() <= range.gMinUS() * (1 + REACH),
        "R_med",
        reset.medianKOhm(),
        "kOhm",
        "its conductance must not exceed G_min = " + range.gMinUS() + " uS");
  }

  @Override
  public String kind() {
    return "rram";
  }

  @Override
  public String name() {
    return origin.name();
  }

  @Override
  public String citation() {
    return origin.citation();
  }

  @Override
  public Set<NonIdeality> models() {
    return MODELS;
  }

  @Override
  public RramCrossbar substrate(double wMax, Time dt) {
    return new RramCrossbar(this, wMax, dt);
  }

  /**
   * The same numbers with other switches.
   *
   * @param only what acts; nothing else does
   * @return the variant
   */
  public RramParameters withOnly(NonIdeality... only) {
    return withOnly(List.of(only));
  }

  @Override
  public RramParameters withOnly(Collection<NonIdeality> only) {
    return new RramParameters(
        origin,
        range,
        set,
        reset,
        variability,
        relaxation,
        read,
        programming,
        wires,
        NonIdeality.copyOf(only));
  }

  /**
   * The same numbers with some switches off.
   *
   * @param off what does not act
   * @return the variant
   */
  public RramParameters without(NonIdeality... off) {
    EnumSet<NonIdeality> chosen = EnumSet.noneOf(NonIdeality.class);
    chosen.addAll(active);
    for (NonIdeality n : off) {
      chosen.remove(n);
    }
    return withOnly(chosen);
  }

  /**
   * A variant with another SET law.
   *
   * @param law the law
   * @return the variant
   */
  public RramParameters withSet(SetLaw law) {
    return new RramParameters(
        origin, range, law, reset, variability, relaxation, read, programming, wires, active);
  }

  /**
   * A variant with other variability.
   *
   * @param law the variability
   * @return the variant
   */
  public RramParameters withVariability(Variability law) {
    return new RramParameters(
        origin, range, set, reset, law, relaxation, read, programming, wires, active);
  }

  /**
   * A variant with another way of writing.
   *
   * @param how the way of writing
   * @return the variant
   */
  public RramParameters withProgramming(Programming how) {
    return new RramParameters(
        origin, range, set, reset, variability, relaxation, read, how, wires, active);
  }

  /**
   * A variant with another rounding of proposals.
   *
   * @param rounding the rounding
   * @return the variant
   */
  public RramParameters withRounding(Programming.Rounding rounding) {
    Programming.Online o = programming.online();
    return withProgramming(
        new Programming(
            programming.pulse(),
            programming.mapping(),
            new Programming.Online(rounding, o.maxSets(), o.margin(), o.refreshAt())));
  }

  /**
   * Every number with unit and provenance. A number that differs from what its origin stated is
   * given as assumed.
   *
   * @return the numbers, in a fixed order
   */
  @Override
  public List<Figure> figures() {
    List<Figure> all = new ArrayList<>();
    for (Figure f : numbers()) {
      all.add(
          origin.figures().stream()
              .filter(g -> g.symbol().equals(f.symbol()))
              .filter(g -> Double.compare(g.value(), f.value()) == 0)
              .findFirst()
              .orElse(f));
    }
    return List.copyOf(all);
  }

  /** The same parameters, their numbers stated with a provenance for each symbol. */
  RramParameters stated(Map<String, Grade> grades) {
    List<Figure> figures = new ArrayList<>();
    Set<String> unused = new TreeSet<>(grades.keySet());
    for (Figure f : numbers()) {
      Grade grade = grades.get(f.symbol());
      if (grade == null) {
        throw new ParameterException("RRAM", f.symbol(), f.value(), "its provenance is missing");
      }
      unused.remove(f.symbol());
      figures.add(new Figure(f.symbol(), f.value(), f.unit(), grade.evidence(), grade.source()));
    }
    if (!unused.isEmpty()) {
      throw new ParameterException("RRAM", "provenance", unused, "there is no such number");
    }
    return new RramParameters(
        new Origin(origin.name(), origin.citation(), figures),
        range,
        set,
        reset,
        variability,
        relaxation,
        read,
        programming,
        wires,
        active);
  }

  /** Provenance of one number. */
  record Grade(Evidence evidence, String source) {}

  private List<Figure> numbers() {
    Numbers n = new Numbers();
    n.add("G_min", range.gMinUS(), "uS");
    n.add("G_max", range.gMaxUS(), "uS");
    n.add("a", set.aUS(), "uS");
    n.add("b", set.b(), "");
    n.add("sigma of a SET", set.cycleToCycle());
    n.add("N_c", set.correlationCycles(), "cycles");
    n.add("I_min", set.current().minUA(), "uA");
    n.add("I_max", set.current().maxUA(), "uA");
    n.add("compliance step", set.current().stepUA(), "uA");
    n.add("R_med", reset.medianKOhm(), "kOhm");
    n.add("sigma of ln R", reset.sigmaLnR(), "");
    n.add("device-to-device cv", variability.cvLrs(), "");
    n.add("device-to-device s_h", variability.sigmaLnHrs(), "");
    n.add("stuck fraction", variability.wear().stuckFraction(), "");
    n.add("endurance", variability.wear().enduranceCycles(), "pulses");
    switch (relaxation) {
      case RelaxationLaw.None none -> {}
      case RelaxationLaw.LogTime law -> {
        n.add("relaxation s0", law.s0US(), "uS");
        n.add("relaxation t0", law.t0S(), "s");
      }
      case RelaxationLaw.Fitted law -> {
        for (RelaxationLaw.Fitted.Age age : law.ages()) {
          n.add("sigma at " + age.ageS() + " s", age.total());
        }
      }
    }
    n.add("V_read", read.vReadV(), "V");
    n.add("t_read", read.tReadNs(), "ns");
    n.add("read noise, relative", read.relativeNoise(), "");
    n.add("read noise, additive", read.additiveNoiseUS(), "uS");
    n.add("V_set", programming.pulse().vSetV(), "V");
    n.add("V_reset", programming.pulse().vResetV(), "V");
    n.add("pulse width", programming.pulse().widthNs(), "ns");
    n.add("t_w", programming.pulse().blindNs(), "ns");
    n.add("mapping tolerance", programming.mapping().toleranceUS(), "uS");
    n.add("mapping SET pulses", programming.mapping().maxSets(), "");
    n.add("mapping residual", programming.mapping().residual());
    n.add("re-verifications", programming.mapping().reverifications(), "");
    n.add("re-verification wait", programming.mapping().waitS(), "s");
    n.add("write SET pulses", programming.online().maxSets(), "");
    n.add("ladder margin", programming.online().margin(), "");
    n.add("R_word", wires.wordOhm(), "Ohm");
    n.add("R_bit", wires.bitOhm(), "Ohm");
    n.add("R_drv", wires.driverOhm(), "Ohm");
    n.add("R_sense", wires.senseOhm(), "Ohm");
    n.add("refresh", programming.online().refreshAt(), "of the range");
    return n.list;
  }

  /** Collects numbers. */
  private static final class Numbers {
    private final List<Figure> list = new ArrayList<>();

    void add(String symbol, double value, String unit) {
      list.add(new Figure(symbol, value, unit, Evidence.ASSUMED, "set by the user"));
    }

    void add(String symbol, SpreadLaw law) {
      switch (law) {
        case SpreadLaw.None none -> {}
        case SpreadLaw.Power p -> {
          add(symbol + ", coefficient", p.coefficientUS(), "uS");
          add(symbol + ", exponent", p.exponent(), "");
        }
        case SpreadLaw.Quartic q -> {
          double[] c = {q.c0(), q.c1(), q.c2(), q.c3(), q.c4()};
          for (int k = 0; k < c.length; k++) {
            add(symbol + ", c" + k, c[k], "uS");
          }
        }
      }
    }
  }
}
