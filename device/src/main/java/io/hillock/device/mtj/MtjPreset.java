package io.hillock.device.mtj;

import static io.hillock.device.Evidence.ASSUMED;
import static io.hillock.device.Evidence.COMMON;
import static io.hillock.device.Evidence.MEASURED;

import io.hillock.device.Figure;
import io.hillock.fault.ParameterException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Named junctions; each number says how well it is known. No preset is fitted to one junction. */
public enum MtjPreset {
  /** A perpendicular CoFeB/MgO junction of some 50 nm, as such junctions are commonly reported. */
  PERPENDICULAR_40("perpendicular-40", new MtjParameters(40, 0.02, 0.3, 0.6, 300, 5, 1.5)) {
    @Override
    public List<Figure> figures() {
      MtjParameters p = parameters();
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
          new Figure("I_c0", p.criticalCurrentUA(), "uA", ASSUMED, "follows from Delta and eta"));
    }
  };

  private final String id;
  private final MtjParameters parameters;

  MtjPreset(String id, MtjParameters parameters) {
    this.id = id;
    this.parameters = parameters;
  }

  /**
   * Every number with its provenance.
   *
   * @return the figures
   */
  public abstract List<Figure> figures();

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
  public MtjParameters parameters() {
    return parameters;
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
