package io.hillock.device.mtj;

import io.hillock.device.Bounds;
import io.hillock.device.ConductanceRange;
import io.hillock.device.DeviceModel;
import io.hillock.device.Figure;
import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.device.crossbar.Wires;
import io.hillock.unit.Time;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Magnetic tunnel junctions as memory: the nominal junction, how junctions differ, how they are
 * read and written, and which non-idealities act.
 *
 * <p>{@link NonIdeality#QUANTISATION} is that a junction has two states, {@link
 * NonIdeality#CYCLE_TO_CYCLE} that it switches at random; {@link NonIdeality#DEVICE_TO_DEVICE} is
 * {@link MtjSpread}. A junction that is stuck or worn out stays in its state; that a barrier breaks
 * down sooner at a higher voltage, and is a short then, is not modelled.
 *
 * @param name name of the set
 * @param citation what to cite
 * @param figures the numbers with unit and provenance
 * @param junction the nominal junction
 * @param spread how junctions differ
 * @param read how they are read
 * @param write how the synapses of a network are written
 * @param wear junctions that never switch or no longer do
 * @param wires resistances of the lines of an array
 * @param active the non-idealities that act
 */
public record MtjModel(
    String name,
    String citation,
    List<Figure> figures,
    MtjParameters junction,
    MtjSpread spread,
    Read read,
    Write write,
    WearLaw wear,
    Wires wires,
    Set<NonIdeality> active)
    implements DeviceModel {
  static final Set<NonIdeality> MODELS =
      Collections.unmodifiableSet(
          EnumSet.of(
              NonIdeality.QUANTISATION,
              NonIdeality.CYCLE_TO_CYCLE,
              NonIdeality.DEVICE_TO_DEVICE,
              NonIdeality.READ_NOISE,
              NonIdeality.ENDURANCE,
              NonIdeality.STUCK_CELLS,
              NonIdeality.WIRE_RESISTANCE,
              NonIdeality.BLIND_TIME));

  /** Checks the bounds. */
  public MtjModel {
    figures = List.copyOf(figures);
    active = Bounds.MTJ.switches(MODELS, active);
    double least = junction.delta() * (1 - MtjSpread.WIDEST * spread.delta());
    Bounds.MTJ.that(
        least >= 5, "least Delta of the spread", least, "", "it must be >= 5, 4 deviations below");
  }

  /**
   * A read.
   *
   * @param noise standard deviation of a read over the conductance, in [0, 1]
   * @param volts V_read [V], &gt; 0
   * @param ns duration [ns], &gt; 0
   */
  public record Read(double noise, double volts, double ns) {
    /** Checks the bounds. */
    public Read {
      Bounds.MTJ.probability("read noise", noise);
      Bounds.MTJ.positive("V_read", volts, "V");
      Bounds.MTJ.positive("duration of a read", ns, "ns");
    }

    /**
     * Energy of a read, V^2 G t.
     *
     * @return energy for each conductance read [J/uS]
     */
    public double perUsJ() {
      return 1e-15 * volts * volts * ns; // V^2 uS ns = fJ
    }
  }

  /**
   * A write of a synapse of a network.
   *
   * @param ratio I / I_c0 of its pulses, in [0.3, 4]
   * @param perSide K, junctions on each side of a pair, 1 to 30
   * @param blindNs time in which a row is deaf for each pulse in turn [ns], not negative
   */
  public record Write(double ratio, int perSide, double blindNs) {
    /** Checks the bounds. */
    public Write {
      Bounds.MTJ.that(ratio >= 0.3 && ratio <= 4, "I / I_c0", ratio, "", "it must lie in [0.3, 4]");
      Bounds.MTJ.that(
          perSide >= 1 && perSide <= 30, "K", perSide, "junctions", "it must lie in [1, 30]");
      Bounds.MTJ.notNegative("t_w", blindNs, "ns");
    }
  }

  /**
   * Junctions that are equal: random switching between two states and nothing else.
   *
   * @param junction the junction
   * @return the model
   */
  public static MtjModel equal(MtjParameters junction) {
    return new MtjModel(
        "equal",
        "",
        List.of(),
        junction,
        MtjSpread.NONE,
        new Read(0, 0.1, 10),
        new Write(1.5, 1, 0),
        new WearLaw(0, 1e9),
        Wires.PERFECT,
        Set.of(NonIdeality.QUANTISATION, NonIdeality.CYCLE_TO_CYCLE));
  }

  /**
   * The conductances of the two states of the nominal junction.
   *
   * @return G_AP and G_P
   */
  public ConductanceRange range() {
    double parallel = 1e3 / junction.rParallelKOhm();
    return new ConductanceRange(parallel / (1 + junction.tmr()), parallel);
  }

  @Override
  public String kind() {
    return "mtj";
  }

  @Override
  public Set<NonIdeality> models() {
    return MODELS;
  }

  @Override
  public MtjSubstrate substrate(double wMax, Time dt) {
    return new MtjSubstrate(this, wMax, dt);
  }

  /**
   * The same numbers with other switches.
   *
   * @param only what acts; nothing else does
   * @return the variant
   */
  public MtjModel withOnly(NonIdeality... only) {
    return withOnly(List.of(only));
  }

  @Override
  public MtjModel withOnly(Collection<NonIdeality> only) {
    return new MtjModel(
        name,
        citation,
        figures,
        junction,
        spread,
        read,
        write,
        wear,
        wires,
        NonIdeality.copyOf(only));
  }

  /**
   * The same with another spread between junctions.
   *
   * @param other the spread
   * @return the variant
   */
  public MtjModel withSpread(MtjSpread other) {
    return new MtjModel(name, citation, figures, junction, other, read, write, wear, wires, active);
  }

  /**
   * The same with another way to write.
   *
   * @param other the way
   * @return the variant
   */
  public MtjModel withWrite(Write other) {
    return new MtjModel(
        name, citation, figures, junction, spread, read, other, wear, wires, active);
  }

  /**
   * The same with other wear.
   *
   * @param other its numbers
   * @return the variant
   */
  public MtjModel withWear(WearLaw other) {
    return new MtjModel(
        name, citation, figures, junction, spread, read, write, other, wires, active);
  }
}
