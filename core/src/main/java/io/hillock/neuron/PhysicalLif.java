package io.hillock.neuron;

import io.hillock.fault.ParameterException;
import io.hillock.unit.Capacitance;
import io.hillock.unit.Current;
import io.hillock.unit.Resistance;
import io.hillock.unit.Time;
import io.hillock.unit.Voltage;

/**
 * A leaky integrate-and-fire neuron in physical units, and what it is to the dimensionless {@link
 * Lif}.
 *
 * {@snippet lang=text :
 * C_m dV/dt = -(V - E_L)/R_m + I,   tau_m = R_m C_m                                 (1)
 * v = (V - E_L) / (V_th - E_L),     v_th = 1                                        (2)
 * i = R_m I / (V_th - E_L)                                                          (3)
 * v[t] = alpha v[t-1] + (1 - alpha) i[t],   alpha = exp(-dt/tau_m)                  (4)
 * v[t] = ... + (1 - alpha) w,   w = dV / ((V_th - E_L) (1 - alpha))                 (5)
 * }
 *
 * <p>V membrane potential [mV], I input current [pA]. (4) with {@link InputScaling#ONE_MINUS_DECAY}
 * is the exact solution of (1) for a current held over the step, which {@link #input} converts; a
 * synapse of weight {@link #weight} makes V jump by dV on each spike. A spike sets V to V_reset,
 * where it is held for t_ref and input is lost ({@link Refractoriness#HOLD}).
 *
 * <p>These are the conventions of the model iaf_psc_delta of NEST, with three differences: a neuron
 * fires at V &gt; V_th, there at V &gt;= V_th; t_ref is rounded up to whole steps; and a current
 * acts in the step for which it is given, while that of a NEST device arrives a step later. Its
 * V_min and refractory_input do not exist here.
 *
 * @param tauM tau_m, membrane time constant, &gt; 0
 * @param cM C_m, membrane capacitance
 * @param eL E_L, resting potential
 * @param vTh V_th, firing threshold, above E_L
 * @param vReset V_reset, potential after a spike, below V_th
 * @param tRef t_ref, refractory period, &gt;= 0
 * @see "S. Rotter, M. Diesmann (1999), Biol. Cybern. 81:381, doi:10.1007/s004220050570"
 */
public record PhysicalLif(
    Time tauM, Capacitance cM, Voltage eL, Voltage vTh, Voltage vReset, Time tRef) {
  /**
   * The defaults of iaf_psc_delta: tau_m = 10 ms, C_m = 250 pF (so R_m = 40 MOhm), E_L = V_reset =
   * -70 mV, V_th = -55 mV, t_ref = 2 ms.
   */
  public static final PhysicalLif IAF_PSC_DELTA =
      new PhysicalLif(
          Time.ms(10),
          Capacitance.pF(250),
          Voltage.mV(-70),
          Voltage.mV(-55),
          Voltage.mV(-70),
          Time.ms(2));

  /** Checks every documented bound. */
  public PhysicalLif {
    if (!(tauM.ms() > 0)) {
      throw new ParameterException("LIF", "tau_m", tauM, "it must be > 0 ms");
    }
    if (!(eL.mV() < vTh.mV())) {
      throw new ParameterException("LIF", "E_L", eL, "it must lie below V_th = " + vTh);
    }
    if (!(vReset.mV() < vTh.mV())) {
      throw new ParameterException("LIF", "V_reset", vReset, "it must lie below V_th = " + vTh);
    }
    if (!(tRef.ms() >= 0)) {
      throw new ParameterException("LIF", "t_ref", tRef, "it must be >= 0 ms");
    }
  }

  /**
   * The membrane resistance.
   *
   * @return R_m = tau_m / C_m
   */
  public Resistance rM() {
    return Resistance.of(tauM, cM);
  }

  /**
   * A variant with another time constant and the same capacitance.
   *
   * @param value tau_m
   * @return the variant
   */
  public PhysicalLif withTauM(Time value) {
    return new PhysicalLif(value, cM, eL, vTh, vReset, tRef);
  }

  /**
   * A variant with another capacitance and the same time constant.
   *
   * @param value C_m
   * @return the variant
   */
  public PhysicalLif withCapacitance(Capacitance value) {
    return new PhysicalLif(tauM, value, eL, vTh, vReset, tRef);
  }

  /**
   * A variant with another resistance and the same time constant.
   *
   * @param value R_m; C_m becomes tau_m / R_m
   * @return the variant
   */
  public PhysicalLif withResistance(Resistance value) {
    return withCapacitance(Capacitance.of(tauM, value));
  }

  /**
   * A variant with other potentials.
   *
   * @param rest E_L
   * @param threshold V_th, above E_L
   * @param reset V_reset, below V_th
   * @return the variant
   */
  public PhysicalLif withPotentials(Voltage rest, Voltage threshold, Voltage reset) {
    return new PhysicalLif(tauM, cM, rest, threshold, reset, tRef);
  }

  /**
   * A variant with another refractory period.
   *
   * @param value t_ref
   * @return the variant
   */
  public PhysicalLif withTRef(Time value) {
    return new PhysicalLif(tauM, cM, eL, vTh, vReset, value);
  }

  /**
   * The same neuron without dimension.
   *
   * @return parameters for {@link Lif#of}
   */
  public LifParameters normalised() {
    return new LifParameters(
        tauM,
        1,
        ResetMode.TO_VALUE,
        normalised(vReset),
        tRef,
        InputScaling.ONE_MINUS_DECAY,
        Refractoriness.HOLD);
  }

  /**
   * A potential without dimension, by (2).
   *
   * @param potential V
   * @return v
   */
  public double normalised(Voltage potential) {
    return potential.minus(eL).mV() / range();
  }

  /**
   * The potential that belongs to a dimensionless one, (2) backwards.
   *
   * @param v as in {@link Neurons#v()}
   * @return V
   */
  public Voltage potential(double v) {
    return Voltage.mV(eL.mV() + v * range());
  }

  /**
   * A current without dimension, by (3), as {@link Neurons#current()} takes it.
   *
   * @param current I
   * @return i
   */
  public float input(Current current) {
    return (float) (rM().drop(current).mV() / range()); // (3)
  }

  /**
   * The weight of a synapse whose spike makes the membrane potential jump.
   *
   * @param jump dV, positive for excitation
   * @param dt the step of the network
   * @return w of (5)
   */
  public float weight(Voltage jump, Time dt) {
    float alpha = (float) tauM.decay(dt); // as the running neuron rounds it
    return (float) (jump.mV() / (range() * (1 - alpha))); // (5)
  }

  private double range() {
    return vTh.minus(eL).mV();
  }
}
