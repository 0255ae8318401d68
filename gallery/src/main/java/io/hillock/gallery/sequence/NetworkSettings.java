package io.hillock.gallery.sequence;

import io.hillock.device.NonIdeality;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.device.rram.WeakSet;
import io.hillock.fault.ParameterException;

/**
 * What a {@link SelfOrganisingNetwork} is. Potentials and contacts are in units of the threshold.
 *
 * @param shape how many neurons, who is connected
 * @param membrane how they integrate
 * @param contacts how strong a spike is
 * @param learning what may change
 * @param devices the cells of synapses and neurons
 * @param weakSet how the cell of a neuron is moved
 */
record NetworkSettings(
    Shape shape,
    Membrane membrane,
    Contacts contacts,
    Learning learning,
    RramParameters devices,
    WeakSet weakSet) {
  private static final String MODEL = "self-organising network";

  /**
   * Neurons and connections; the in-degrees are exact, partners are drawn, none twice.
   *
   * @param excitatory neurons that learn
   * @param inhibitory neurons that do not
   * @param group excitatory neurons that hear one symbol
   * @param ee cells onto one excitatory neuron from excitatory ones
   * @param lowFraction probability that a cell begins in its low-resistance state
   * @param ei contacts onto one inhibitory neuron
   * @param ie contacts from inhibitory neurons onto one excitatory neuron
   */
  record Shape(
      int excitatory, int inhibitory, int group, int ee, double lowFraction, int ei, int ie) {
    Shape {
      require(excitatory > 1, "excitatory", excitatory, "there must be at least 2");
      require(inhibitory >= 0, "inhibitory", inhibitory, "it must be >= 0");
      require(group > 0 && group <= excitatory, "group", group, "it must lie in 1 to excitatory");
      require(ee >= 0 && ee < excitatory, "E to E", ee, "it must lie below excitatory");
      require(lowFraction >= 0 && lowFraction <= 1, "low", lowFraction, "it must lie in [0, 1]");
      require(ei >= 0 && ei <= excitatory, "E to I", ei, "it must lie in 0 to excitatory");
      require(ie >= 0 && ie <= inhibitory, "I to E", ie, "it must lie in 0 to inhibitory");
    }

    Shape withLowFraction(double fraction) {
      return new Shape(excitatory, inhibitory, group, ee, fraction, ei, ie);
    }
  }

  /**
   * Leaky integration with a step of 1 ms.
   *
   * @param tauMs tau_m of an excitatory neuron whose cell has the median resistance [ms]
   * @param tauInhibitoryMs tau_m of an inhibitory neuron [ms]
   * @param refractoryMs absolute refractory period [ms]
   * @param floor least potential
   */
  record Membrane(double tauMs, double tauInhibitoryMs, int refractoryMs, float floor) {
    Membrane {
      require(tauMs > 0, "tau_m", tauMs, "it must be > 0 ms");
      require(tauInhibitoryMs > 0, "tau_m, inhibitory", tauInhibitoryMs, "it must be > 0 ms");
      require(refractoryMs >= 0, "t_ref", refractoryMs, "it must be >= 0 ms");
      require(floor <= 0, "V_min", floor, "it must be <= 0");
    }
  }

  /**
   * Jumps of the potential at a spike.
   *
   * @param strong of a cell that conducts as a SET gives on average
   * @param input of an input spike
   * @param inputPeriodMs time between two input spikes to one neuron [ms]
   * @param ei mean of a contact onto an inhibitory neuron, drawn uniform in [0, 2 ei)
   * @param ie mean magnitude of a contact from an inhibitory neuron, drawn alike
   */
  record Contacts(double strong, double input, int inputPeriodMs, double ei, double ie) {
    Contacts {
      require(strong > 0, "strong", strong, "it must be > 0");
      require(input >= 0, "input", input, "it must be >= 0");
      require(inputPeriodMs >= 1, "input period", inputPeriodMs, "it must be >= 1 ms");
      require(ei >= 0, "E to I", ei, "it must be >= 0");
      require(ie >= 0, "I to E", ie, "it must be >= 0");
    }
  }

  /**
   * What may change.
   *
   * @param plastic whether cells between excitatory neurons are written
   * @param vTheta V_theta of (3)
   * @param p probability of (3), in (0, 1)
   * @param homeostatic whether the cells of neurons are moved
   * @param homeostasis towards what
   */
  record Learning(
      boolean plastic, float vTheta, double p, boolean homeostatic, Homeostasis homeostasis) {
    Learning {
      require(vTheta > 0 && vTheta <= 1, "V_theta", vTheta, "it must lie in (0, 1]");
      require(p > 0 && p < 1, "p", p, "it must lie in (0, 1)");
    }

    Learning withoutHomeostasis() {
      return new Learning(plastic, vTheta, p, false, homeostasis);
    }

    Learning withoutPlasticity() {
      return new Learning(false, vTheta, p, homeostatic, homeostasis);
    }
  }

  /**
   * The search of a neuron for a rate.
   *
   * @param targetHz f_T [Hz]
   * @param bandHz half width of the band in which nothing is done [Hz]
   * @param periodMs T_IP, over which spikes are counted [ms]
   * @param voltsPerHz k of (4) [V/Hz]
   */
  record Homeostasis(double targetHz, double bandHz, int periodMs, double voltsPerHz) {
    Homeostasis {
      require(targetHz > 0, "f_T", targetHz, "it must be > 0 Hz");
      require(bandHz >= 0, "band", bandHz, "it must be >= 0 Hz");
      require(periodMs >= 1, "T_IP", periodMs, "it must be >= 1 ms");
      require(voltsPerHz > 0, "k", voltsPerHz, "it must be > 0 V/Hz");
    }

    boolean inBand(double hz) {
      return StrictMath.abs(hz - targetHz) <= bandHz;
    }
  }

  private static void require(boolean holds, String symbol, Object value, String rule) {
    if (!holds) {
      throw new ParameterException(MODEL, symbol, value, rule);
    }
  }

  /** What was chosen on run seeds from 1000 on; see docs/sequence-memory.md. */
  static NetworkSettings chosen() {
    return new NetworkSettings(
        new Shape(160, 40, 10, 32, 0.15625, 8, 16),
        new Membrane(15, 10, 5, -0.5f),
        new Contacts(0.6, 0.7, 5, 0.1, 0.2),
        new Learning(true, 0.6f, 0.003, true, new Homeostasis(50, 15, 5000, 0.02)),
        RramPreset.HFO2_1T1R.parameters(),
        WeakSet.usual());
  }

  NetworkSettings withLowFraction(double fraction) {
    return new NetworkSettings(
        shape.withLowFraction(fraction), membrane, contacts, learning, devices, weakSet);
  }

  NetworkSettings withLearning(Learning other) {
    return new NetworkSettings(shape, membrane, contacts, other, devices, weakSet);
  }

  /** Cells that all do what they do on average; one bit for each all the same. */
  NetworkSettings withoutVariability() {
    return new NetworkSettings(
        shape, membrane, contacts, learning, devices.withOnly(NonIdeality.QUANTISATION), weakSet);
  }
}
