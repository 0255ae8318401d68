package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.random.RandomStream;

/**
 * What a synapse asks of its device when a rule proposes a change, for devices that can do one kind
 * of step only. Its {@code toString} must tell all parameters.
 */
public sealed interface ProposalShape {
  /**
   * The change that is asked for.
   *
   * @param dw the proposal, finite and not 0
   * @param random draws of this shape
   * @return the change, 0 for none
   */
  float of(float dw, RandomStream random);

  /**
   * One step where the proposal is large enough, nothing elsewhere; what remains is lost.
   *
   * {@snippet lang=text :
   * dw -> step sign(dw)   where |dw| > threshold,   else 0                            (1)
   * }
   *
   * @param threshold in units of the weight, &gt;= 0
   * @param step in units of the weight, &gt; 0
   * @see "Y. Demirag, C. Frenkel, M. Payvand, G. Indiveri (2021), arXiv:2108.01804"
   */
  record Sign(float threshold, float step) implements ProposalShape {
    /** Checks the bounds. */
    public Sign {
      if (!(threshold >= 0) || !Float.isFinite(threshold)) {
        throw new ParameterException(
            "proposal by sign", "threshold", threshold, "it must be >= 0 and finite");
      }
      requireStep("proposal by sign", "step", step);
    }

    @Override
    public float of(float dw, RandomStream random) {
      return Math.abs(dw) > threshold ? Math.copySign(step, dw) : 0; // (1)
    }
  }

  /**
   * One step with a probability that grows with the proposal. With scale = step the mean of what is
   * asked for is the proposal, up to one step.
   *
   * {@snippet lang=text :
   * dw -> step sign(dw)   with probability min(1, |dw| / scale),   else 0             (1)
   * }
   *
   * <p>Every proposal takes one draw.
   *
   * @param scale proposal from which on the step is certain, in units of the weight, &gt; 0
   * @param step in units of the weight, &gt; 0
   * @see "Y. Demirag, C. Frenkel, M. Payvand, G. Indiveri (2021), arXiv:2108.01804"
   */
  record Stochastic(float scale, float step) implements ProposalShape {
    /** Checks the bounds. */
    public Stochastic {
      requireStep("stochastic proposal", "scale", scale);
      requireStep("stochastic proposal", "step", step);
    }

    @Override
    public float of(float dw, RandomStream random) {
      return random.nextFloat() * scale < Math.abs(dw) ? Math.copySign(step, dw) : 0; // (1)
    }
  }

  private static void requireStep(String model, String symbol, float value) {
    if (!(value > 0) || !Float.isFinite(value)) {
      throw new ParameterException(model, symbol, value, "it must be > 0 and finite");
    }
  }
}
