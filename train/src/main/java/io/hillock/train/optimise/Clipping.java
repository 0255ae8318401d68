package io.hillock.train.optimise;

import io.hillock.fault.ParameterException;
import io.hillock.train.Gradient;

/** How a gradient is kept small. */
public sealed interface Clipping {
  /**
   * Changes the gradient in place.
   *
   * @param gradient the gradient
   * @return its Euclidean length before
   */
  double apply(Gradient gradient);

  /** Leaves it as it is. */
  record None() implements Clipping {
    @Override
    public double apply(Gradient gradient) {
      return gradient.norm();
    }
  }

  /**
   * Scales it down to a Euclidean length over all parameters.
   *
   * @param greatest the length, &gt; 0
   */
  record Norm(double greatest) implements Clipping {
    /** Checks the bound. */
    public Norm {
      requirePositive(greatest);
    }

    @Override
    public double apply(Gradient gradient) {
      double norm = gradient.norm();
      if (norm > greatest) {
        gradient.scale((float) (greatest / norm));
      }
      return norm;
    }
  }

  /**
   * Cuts every element.
   *
   * @param greatest size of an element, &gt; 0
   */
  record Value(double greatest) implements Clipping {
    /** Checks the bound. */
    public Value {
      requirePositive(greatest);
    }

    @Override
    public double apply(Gradient gradient) {
      double norm = gradient.norm();
      float bound = (float) greatest;
      for (int k = 0; k < gradient.parameters().all().size(); k++) {
        float[] g = gradient.of(k);
        for (int i = 0; i < g.length; i++) {
          g[i] = Math.max(-bound, Math.min(bound, g[i]));
        }
      }
      return norm;
    }
  }

  private static void requirePositive(double greatest) {
    if (!(greatest > 0)) {
      throw new ParameterException("clipping", "greatest", greatest, "it must be > 0");
    }
  }
}
