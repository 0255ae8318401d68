package io.hillock.network;

/**
 * A learning rule as a description. Its {@code toString} must tell all parameters, since a snapshot
 * recognises its network by it.
 */
public interface PlasticityRule {
  /**
   * Starts the rule in a session.
   *
   * @param context what it may see and write
   * @return the running rule
   */
  Plasticity start(RuleContext context);
}
