package io.hillock.device.rram;

import io.hillock.device.NonIdeality;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Cells in the high-resistance state that hold an analogue parameter each, such as the time
 * constant of a neuron.
 *
 * {@snippet lang=text :
 * R = R_med exp(sigma xi)                              at the beginning                 (1)
 * weak SET of V volts: the law of WeakSet                                              (2)
 * E = V^2 t / R of a weak SET,   E = V_reset^2 t / R of a RESET, R before the pulse     (3)
 * }
 *
 * <p>R [kOhm], one for each cell. Sigma of (1) acts with {@link NonIdeality#HRS_SPREAD}, the random
 * step of a weak SET with {@link NonIdeality#CYCLE_TO_CYCLE}; without it the step is lambda. Each
 * weak SET takes two draws whatever it does, so that histories do not slip against each other.
 */
public final class ParameterCells implements Stateful {
  private static final int MODELLED_BITS = 8;

  private final WeakSet law;
  private final Programming.Pulse pulse;
  private final RandomStream random;
  private final double medianKOhm;
  private final double sigma;
  private final boolean randomStep;
  private final double[] rKOhm; // shape (n)

  /**
   * Cells after a first RESET.
   *
   * @param n how many, not negative
   * @param parameters RESET law, pulses and switches
   * @param law what a weak SET does
   * @param random draws of the devices
   */
  public ParameterCells(int n, RramParameters parameters, WeakSet law, RandomStream random) {
    this.law = law;
    this.random = random;
    pulse = parameters.programming().pulse();
    medianKOhm = parameters.reset().medianKOhm();
    sigma = parameters.has(NonIdeality.HRS_SPREAD) ? parameters.reset().sigmaLnR() : 0;
    randomStep = parameters.has(NonIdeality.CYCLE_TO_CYCLE);
    rKOhm = new double[n];
    for (int k = 0; k < n; k++) {
      rKOhm[k] = draw();
    }
  }

  private double draw() {
    return medianKOhm * StrictMath.exp(sigma * random.nextGaussian()); // (1)
  }

  /**
   * One weak SET, and a RESET where it left the cell below the floor.
   *
   * @param k the cell
   * @param volts V [V], not negative
   * @param counts where pulses, writes and energy are counted
   * @return whether the resistance changed
   */
  public boolean weakSet(int k, double volts, Counts counts) {
    boolean switches = random.nextBoolean(law.probability(volts));
    double step = -StrictMath.log(1 - random.nextDouble());
    counts.add(CountKind.PROGRAMMING_PULSE, 1);
    counts.addWriteEnergy(energyJ(volts, rKOhm[k]));
    if (!switches) {
      return false;
    }
    counts.add(CountKind.SYNAPSE_WRITE, 1);
    rKOhm[k] *= StrictMath.exp(-law.lambda() * (randomStep ? step : 1));
    if (rKOhm[k] < law.floorKOhm()) {
      counts.add(CountKind.PROGRAMMING_PULSE, 1);
      counts.addWriteEnergy(energyJ(pulse.vResetV(), rKOhm[k]));
      rKOhm[k] = draw();
    }
    return true;
  }

  private double energyJ(double volts, double kOhm) {
    return volts * volts / kOhm * pulse.widthNs() * 1e-12; // (3); V^2 ns / kOhm = 1e-12 J
  }

  /**
   * The resistance of a cell.
   *
   * @param k the cell
   * @return R [kOhm]
   */
  public double resistanceKOhm(int k) {
    return rKOhm[k];
  }

  /**
   * The median of a fresh draw.
   *
   * @return R_med [kOhm]
   */
  public double medianKOhm() {
    return medianKOhm;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.doubles("r", StateRole.INFERENCE, MODELLED_BITS, rKOhm);
    visitor.part("draws", random);
  }
}
