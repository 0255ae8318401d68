package io.hillock.device.mtj;

import static io.hillock.device.Evidence.ASSUMED;
import static io.hillock.device.Evidence.COMMON;
import static io.hillock.device.Evidence.MEASURED;

import io.hillock.device.Figure;
import io.hillock.device.NonIdeality;
import io.hillock.device.WearLaw;
import io.hillock.device.crossbar.Wires;
import io.hillock.fault.ParameterException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Named junctions; each number says how well it is known. No preset is fitted to one junction. */
public enum MtjPreset {
  /** The junction of the second preset with every non-ideality off. */
  IDEAL("ideal", Set.of()),
  /** A perpendicular CoFeB/MgO junction of some 50 nm, as such junctions are commonly reported. */
  PERPENDICULAR_40(
      "perpendicular-40",
      Set.of(
          NonIdeality.QUANTISATION,
          NonIdeality.CYCLE_TO_CYCLE,
          NonIdeality.DEVICE_TO_DEVICE,
          NonIdeality.READ_NOISE));

  private static final MtjParameters JUNCTION = new MtjParameters(40, 0.02, 0.3, 0.6, 300, 5, 1.5);
  private static final MtjSpread SPREAD = new MtjSpread(0.05, 0.05, 0.05, 0.05, Drive.CURRENT);
  private static final MtjModel.Read READ = new MtjModel.Read(0.01, 0.1, 10);
  private static final MtjModel.Write WRITE = new MtjModel.Write(1.4, 8, 10);
  private static final WearLaw WEAR = new WearLaw(1e-4, 2e9);
  private static final Wires WIRES = new Wires(2, 2, 0, 0);

  private final String id;
  private final Set<NonIdeality> active;

  MtjPreset(String id, Set<NonIdeality> active) {
    this.id = id;
    this.active = active;
  }

  /**
   * Every number with its provenance.
   *
   * @return the figures
   */
  public List<Figure> figures() {
    MtjParameters p = JUNCTION;
    String metal = "1-5 Ohm for each pitch of back-end metal";
    return List.of(
        new Figure("Delta", p.delta(), "", COMMON, "40-60, so that a bit lasts for years"),
        new Figure("alpha", p.alpha(), "", COMMON, "0.005-0.03 in thin CoFeB on MgO"),
        new Figure("mu0 H_k", p.anisotropyT(), "T", COMMON, "0.1-0.5 T"),
        new Figure("eta", p.spinEfficiency(), "", ASSUMED, "of the order of the polarisation"),
        new Figure("T", p.temperatureK(), "K", ASSUMED, "room temperature"),
        new Figure("R_P", p.rParallelKOhm(), "kOhm", ASSUMED, "10 Ohm um^2 at 50 nm"),
        new Figure("TMR", p.tmr(), "", COMMON, "100-200 %"),
        new Figure("gamma", MtjParameters.GAMMA, "rad/(ns T)", MEASURED, "CODATA 2018"),
        new Figure("t_A", p.attemptTimeNs(), "ns", ASSUMED, "follows from alpha and H_k"),
        new Figure("I_c0", p.criticalCurrentUA(), "uA", ASSUMED, "follows from Delta and eta"),
        new Figure("c_Delta", SPREAD.delta(), "", COMMON, "5-10 % within an array"),
        new Figure("c_I", SPREAD.criticalCurrent(), "", ASSUMED, "beside that of the barrier"),
        new Figure("c_R", SPREAD.resistance(), "", COMMON, "a few % within an array"),
        new Figure("c_TMR", SPREAD.tmr(), "", ASSUMED, "a few % within an array"),
        new Figure("read noise", READ.noise(), "", ASSUMED, "relative, of each read"),
        new Figure("V_read", READ.volts(), "V", COMMON, "far below the voltage of a write"),
        new Figure("t_read", READ.ns(), "ns", COMMON, "1-20 ns"),
        new Figure(
            "I_write / I_c0", WRITE.ratio(), "", ASSUMED, "near the least energy, P 0.1-0.9"),
        new Figure("K", WRITE.perSide(), "junctions", ASSUMED, "on each side of a pair"),
        new Figure("t_w", WRITE.blindNs(), "ns", ASSUMED, "the longest pulse and its driver"),
        new Figure("stuck fraction", WEAR.stuckFraction(), "", ASSUMED, "before any repair"),
        new Figure(
            "endurance",
            WEAR.enduranceCycles(),
            "pulses",
            ASSUMED,
            "1e12 and more is common; the greatest that is counted here"),
        new Figure("R_word", WIRES.wordOhm(), "Ohm", COMMON, metal),
        new Figure("R_bit", WIRES.bitOhm(), "Ohm", COMMON, metal));
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
   * The nominal junction.
   *
   * @return its parameters
   */
  public MtjParameters parameters() {
    return JUNCTION;
  }

  /**
   * The junctions with their spread, reads, writes, wear and wires.
   *
   * @return the model
   */
  public MtjModel model() {
    return new MtjModel(
        id,
        "macrospin; W. H. Butler et al. (2012), IEEE Trans. Magn. 48:4684, arXiv:1202.2621",
        figures(),
        JUNCTION,
        SPREAD,
        READ,
        WRITE,
        WEAR,
        WIRES,
        active);
  }

  /**
   * Finds a preset by its public name.
   *
   * @param id the name
   * @return the preset
   */
  public static MtjPreset of(String id) {
    return Arrays.stream(values())
        .filter(p -> p.id.equals(id))
        .findFirst()
        .orElseThrow(() ->
            new ParameterException(
                "MTJ",
                "preset",
                id,
                "known are "
                    + Arrays.stream(values())
                        .map(MtjPreset::id)
                        .collect(Collectors.joining(", "))));
  }
}
