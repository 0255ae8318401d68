package io.hillock.lesion;

/**
 * What can fail. Units are those of hidden layers or populations; synapses are those of all
 * connections, each group with its own fraction. Every fault lasts: learning does not change it.
 */
public enum FaultKind {
  /** The output of a unit is 0; a neuron never spikes. */
  DEAD_UNIT("dead units", true),
  /**
   * The output of a unit is the greatest that it can give, 1 for tanh; a neuron spikes in every
   * step.
   */
  STUCK_ON_UNIT("stuck-on units", true),
  /** A weight is 0. */
  DEAD_SYNAPSE("dead synapses", false),
  /** A weight is the negative of what was learned. */
  SIGN_FLIPPED_SYNAPSE("sign-flipped synapses", false),
  /** A weight is what was learned plus a normal number that does not change any more. */
  WEIGHT_NOISE("weights with noise", false),
  /**
   * A weight has the greatest magnitude that was learned in its group, with either sign equally
   * often as in a differential pair of which one device is stuck; where no weight of the group is
   * negative, it is positive.
   */
  STUCK_AT_MAX_WEIGHT("weights stuck at maximum", false);

  private final String label;
  private final boolean ofUnits;

  FaultKind(String label, boolean ofUnits) {
    this.label = label;
    this.ofUnits = ofUnits;
  }

  /**
   * Name for people, in the plural.
   *
   * @return the name
   */
  public String label() {
    return label;
  }

  /**
   * Whether units fail; synapses otherwise.
   *
   * @return true for units
   */
  public boolean ofUnits() {
    return ofUnits;
  }
}
