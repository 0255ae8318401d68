package io.hillock.gallery.trigger;

import io.hillock.learning.ErrorTrigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One way to learn the task: from the error of every step, or from error events at a set rate.
 *
 * @param name for plots and tables
 * @param events the events, or empty for every step
 * @param etaIn learning rate of the weights to the hidden neurons
 * @param etaOut learning rate of the weights to the readout
 */
record Arm(String name, Optional<Events> events, double etaIn, double etaOut) {
  /** Learning from the error of every step. */
  static final Arm EVERY_STEP = new Arm("every step", Optional.empty(), 6e-2, 2.5e-4);

  /**
   * Error events.
   *
   * @param form the quantiser
   * @param rate wanted events per unit-step
   */
  record Events(ErrorTrigger.Form form, Rate rate) {}

  /** The two rates of the published comparison. */
  enum Rate {
    /** 1 %. */
    ONE_PERCENT(0.01, "onePercent"),
    /** 5 %. */
    FIVE_PERCENT(0.05, "fivePercent");

    private final double perUnitStep;
    private final String metric;

    Rate(double perUnitStep, String metric) {
      this.perUnitStep = perUnitStep;
      this.metric = metric;
    }

    double perUnitStep() {
      return perUnitStep;
    }

    /** How names of metrics say it. */
    String metric() {
      return metric;
    }

    @Override
    public String toString() {
      return Math.round(100 * perUnitStep) + " %";
    }
  }

  /** Every step first, then all forms at all rates. */
  static List<Arm> all() {
    List<Arm> arms = new ArrayList<>(List.of(EVERY_STEP));
    for (Rate rate : Rate.values()) {
      for (ErrorTrigger.Form form : ErrorTrigger.Form.values()) {
        arms.add(of(form, rate));
      }
    }
    return List.copyOf(arms);
  }

  /**
   * Learning from events, with learning rates chosen by accuracy on seeds from 11 on; those of
   * accumulate and fire among rates that kept to 2 % of the writes.
   */
  static Arm of(ErrorTrigger.Form form, Rate rate) {
    boolean one = rate == Rate.ONE_PERCENT;
    return switch (form) {
      case DETERMINISTIC_FLOOR -> of(form, rate, 0.1, 3e-4);
      case STOCHASTIC_FLOOR -> of(form, rate, one ? 2e-2 : 4e-2, one ? 6e-5 : 2.5e-4);
      case ACCUMULATE_AND_FIRE -> of(form, rate, one ? 0.12 : 0.24, one ? 2.5e-4 : 5e-4);
    };
  }

  private static Arm of(ErrorTrigger.Form form, Rate rate, double etaIn, double etaOut) {
    String name = shortName(form) + ", " + rate;
    return new Arm(name, Optional.of(new Events(form, rate)), etaIn, etaOut);
  }

  /** The form in two words. */
  static String shortName(ErrorTrigger.Form form) {
    return switch (form) {
      case DETERMINISTIC_FLOOR -> "floor";
      case STOCHASTIC_FLOOR -> "stochastic floor";
      case ACCUMULATE_AND_FIRE -> "accumulate and fire";
    };
  }

  /** How names of metrics say the form. */
  static String metric(ErrorTrigger.Form form) {
    return switch (form) {
      case DETERMINISTIC_FLOOR -> "deterministicFloor";
      case STOCHASTIC_FLOOR -> "stochasticFloor";
      case ACCUMULATE_AND_FIRE -> "accumulateAndFire";
    };
  }
}
