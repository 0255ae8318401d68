package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.unit.Time;

/**
 * Holds every neuron near a wanted firing rate, with a running average of its rate.
 *
 * {@snippet lang=text :
 * f_j[t] = b f_j[t-1] + (1 - b) z_j[t],   b = exp(-dt/tau_f)                        (1)
 * L_j <- L_j + c (f_j - f* dt)                                                      (2)
 * }
 *
 * @param strength c, &gt;= 0
 * @param wantedHz f*, wanted rate [Hz], &gt;= 0
 * @param window tau_f, time constant of the average, &gt; 0
 */
public record RateRegularisation(double strength, double wantedHz, Time window) {
  /** Checks every documented bound. */
  public RateRegularisation {
    if (!(strength >= 0)) {
      throw new ParameterException("rate regularisation", "c", strength, "it must be >= 0");
    }
    if (!(wantedHz >= 0)) {
      throw new ParameterException("rate regularisation", "f*", wantedHz, "it must be >= 0 Hz");
    }
    if (!(window.ms() > 0)) {
      throw new ParameterException("rate regularisation", "tau_f", window, "it must be > 0 ms");
    }
  }
}
