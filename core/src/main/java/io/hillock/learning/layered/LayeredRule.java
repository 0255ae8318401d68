package io.hillock.learning.layered;

import io.hillock.fault.ParameterException;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * How the hidden layers of a {@link LayeredNetwork} are taught. Layers k = 1..K, z_k = W_k y_{k-1}
 * + b_k, y_k = f(z_k); e = y_K - y* is the error of the output layer, which learns from it under
 * every rule. A hidden layer learns from
 *
 * {@snippet lang=text :
 * delta_k = d_k f'(z_k),    dW_k = -eta delta_k y_{k-1}^T,    db_k = -eta delta_k   (1)
 * backpropagation                   d_k = W_{k+1}^T delta_{k+1}                     (2)
 * feedback alignment                d_k = B_{k+1}^T delta_{k+1}                     (3)
 * direct feedback alignment         d_k = B_k^T e                                   (4)
 * sign of the error                 d_k = B_k^T sign(e)                             (5)
 * ternary error, dead zone theta    d_k = B_k^T (sign(e) where |e| > theta)         (6)
 * direct random target projection   d_k = B_k^T y*                                  (7)
 * }
 *
 * <p>B is drawn once and never changes; in (3) it has the shape of W_{k+1}, in (4) to (7) one row
 * for each class. In a convolution every unit of every map has a d_k of its own, and dW_k and db_k
 * of a shared weight are summed over the places that share it. All signals are computed from the
 * weights before the step.
 *
 * @see "T. P. Lillicrap et al. 2016, Nat. Commun. 7:13276, doi:10.1038/ncomms13276 (3)"
 * @see "A. Nokland 2016, NeurIPS 29, arXiv:1609.01596 (4)"
 * @see "C. Frenkel, M. Lefebvre, D. Bol 2021, Front. Neurosci. 15:629892,
 *     doi:10.3389/fnins.2021.629892 (5), (7)"
 */
public sealed interface LayeredRule {
  /** What a rule needs beyond the layer's own input and output. */
  enum Need {
    /** Reads the weights of the next layer, backwards. */
    TRANSPOSED_WEIGHTS,
    /** Waits for the delta of the next layer: a backward pass layer by layer. */
    NEXT_DELTA,
    /** Has random weights of its own. */
    RANDOM_FEEDBACK,
    /** Sees the output of the network. */
    OUTPUT,
    /** Sees the label itself, apart from the error. */
    TARGET,
    /** Must hold every layer until the whole forward pass is over: update locking. */
    WHOLE_FORWARD_PASS
  }

  /**
   * What the hidden layers need under this rule; the engine hands over nothing else.
   *
   * @return the needs, unmodifiable
   */
  Set<Need> needs();

  /**
   * Name for people.
   *
   * @return the name
   */
  String label();

  /** Rules without parameters. */
  enum Plain implements LayeredRule {
    /** Equation (2). */
    BACKPROPAGATION(
        "backpropagation",
        EnumSet.of(Need.TRANSPOSED_WEIGHTS, Need.NEXT_DELTA, Need.OUTPUT, Need.WHOLE_FORWARD_PASS)),
    /** Equation (3). */
    FEEDBACK_ALIGNMENT(
        "feedback alignment",
        EnumSet.of(Need.RANDOM_FEEDBACK, Need.NEXT_DELTA, Need.OUTPUT, Need.WHOLE_FORWARD_PASS)),
    /** Equation (4). */
    DIRECT_FEEDBACK_ALIGNMENT(
        "direct feedback alignment",
        EnumSet.of(Need.RANDOM_FEEDBACK, Need.OUTPUT, Need.WHOLE_FORWARD_PASS)),
    /** Equation (5). */
    SIGN_OF_ERROR(
        "sign of the error",
        EnumSet.of(Need.RANDOM_FEEDBACK, Need.OUTPUT, Need.WHOLE_FORWARD_PASS)),
    /** Equation (7). */
    DIRECT_RANDOM_TARGET_PROJECTION(
        "direct random target projection", EnumSet.of(Need.RANDOM_FEEDBACK, Need.TARGET)),
    /** Hidden layers keep their random weights: the baseline. */
    FROZEN_HIDDEN("frozen hidden layers", EnumSet.noneOf(Need.class));

    private final String label;
    private final Set<Need> needs;

    Plain(String label, EnumSet<Need> needs) {
      this.label = label;
      this.needs = Collections.unmodifiableSet(needs);
    }

    @Override
    public Set<Need> needs() {
      return needs;
    }

    @Override
    public String label() {
      return label;
    }
  }

  /**
   * Equation (6).
   *
   * @param deadZone theta, the error up to which an output says nothing, from 0 to below 1
   */
  record TernaryError(double deadZone) implements LayeredRule {
    /** Checks the dead zone. */
    public TernaryError {
      if (!(deadZone >= 0 && deadZone < 1)) {
        throw new ParameterException(
            "ternary error", "theta", deadZone, "it must be >= 0 and below 1");
      }
    }

    @Override
    public Set<Need> needs() {
      return Plain.DIRECT_FEEDBACK_ALIGNMENT.needs();
    }

    @Override
    public String label() {
      return "ternary error";
    }
  }
}
