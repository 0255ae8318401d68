package io.hillock.train.delay;

import io.hillock.fault.ParameterException;

/**
 * What the output neurons should do: a number for each sample that training makes small, and its
 * derivative by their potentials.
 *
 * <p>Below, u_c(t) is the potential of output c without refractoriness (the outputs need not reset
 * for a decision), y the class of the sample, theta the threshold.
 */
public sealed interface OutputLoss {
  /**
   * Whether outputs become refractory after a spike.
   *
   * @return true when they do
   */
  default boolean refractoryOutputs() {
    return false;
  }

  /**
   * The loss of one sample.
   *
   * @param response the neurons
   * @param classes number of outputs
   * @param u potentials, shape (T, classes)
   * @param label the class
   * @param delta where the derivative by u goes, shape (T, classes)
   * @return the loss
   */
  double evaluate(SpikeResponse response, int classes, float[] u, int label, float[] delta);

  private static void requirePositive(String loss, String symbol, double value) {
    if (!(value > 0 && Double.isFinite(value))) {
      throw new ParameterException(loss, symbol, value, "it must be > 0 and finite");
    }
  }

  /**
   * Cross-entropy on mean potentials: z_c = gain mean_t u_c(t), E = -log softmax(z)_y.
   *
   * @param gain logit per unit of potential, &gt; 0
   */
  record MeanPotential(double gain) implements OutputLoss {
    /** Checks the bound. */
    public MeanPotential {
      requirePositive("mean potential", "gain", gain);
    }

    @Override
    public double evaluate(
        SpikeResponse response, int classes, float[] u, int label, float[] delta) {
      int steps = response.steps();
      double[] z = new double[classes];
      for (int t = 0; t < steps; t++) {
        for (int c = 0; c < classes; c++) {
          z[c] += gain / steps * u[t * classes + c];
        }
      }
      double loss = softmax(z, label);
      for (int t = 0; t < steps; t++) {
        for (int c = 0; c < classes; c++) {
          delta[t * classes + c] = (float) (gain / steps * z[c]);
        }
      }
      return loss;
    }
  }

  /**
   * Cross-entropy on a soft time above threshold: z_c = gain sum_t sigmoid((u_c(t) - theta) /
   * softness), E = -log softmax(z)_y.
   *
   * @param gain logit per step, &gt; 0
   * @param softness how far around the threshold, &gt; 0
   */
  record TimeAbove(double gain, double softness) implements OutputLoss {
    /** Checks every documented bound. */
    public TimeAbove {
      requirePositive("time above threshold", "gain", gain);
      requirePositive("time above threshold", "softness", softness);
    }

    @Override
    public double evaluate(
        SpikeResponse response, int classes, float[] u, int label, float[] delta) {
      int steps = response.steps();
      double[] z = new double[classes];
      for (int k = 0; k < steps * classes; k++) {
        double h = 1 / (1 + StrictMath.exp((response.theta() - u[k]) / softness));
        z[k % classes] += gain * h;
        delta[k] = (float) (gain / softness * h * (1 - h));
      }
      double loss = softmax(z, label);
      for (int k = 0; k < steps * classes; k++) {
        delta[k] *= (float) z[k % classes];
      }
      return loss;
    }
  }

  /**
   * The chance that the right output fires first, as if outputs fired at random at a rate that
   * rises with their potential:
   *
   * {@snippet lang=text :
   * lambda_c(t) = exp((u_c(t) - theta) / softness),   a(t) = sum_c lambda_c(t)               (1)
   * S(0) = 1,   S(t + 1) = S(t) exp(-a(t)),   F = 1 - S(T)        somebody fires             (2)
   * P = sum_t S(t) (1 - exp(-a(t))) lambda_y(t) / a(t)            y fires first              (3)
   * E = -log(P / F) - urge log F                                                             (4)
   * }
   *
   * <p>Rates are constant within a step, so (3) is exact for independent Poisson processes. As
   * softness goes to 0 the first to fire is the first that reaches the threshold, and of those that
   * reach it in the same step the one with the highest potential. The first term of (4) asks for
   * the right output among those that fire and pushes outputs only against each other; the second
   * asks that one fires at all. With an urge of 1 they are -log P; less keeps a network alive whose
   * outputs begin far below the threshold, where -log P would move all of them the same way. An
   * exponent in (1) is cut at 30; where all are below -30, P and F are the sums of their rates,
   * taken by logarithms.
   *
   * @param softness how far around the threshold outputs fire at random, &gt; 0
   * @param urge weight of firing at all, in [0, 1]
   * @see "W. Gerstner, W. M. Kistler (2002), Spiking Neuron Models, section 5.3: escape noise"
   */
  record FirstSpike(double softness, double urge) implements OutputLoss {
    private static final double LARGEST_EXPONENT = 30;
    private static final double LEAST_EXPONENT = 600;

    /** Checks every documented bound. */
    public FirstSpike {
      requirePositive("first spike", "softness", softness);
      if (!(urge >= 0 && urge <= 1)) {
        throw new ParameterException("first spike", "urge", urge, "it must be in [0, 1]");
      }
    }

    @Override
    public double evaluate(
        SpikeResponse response, int classes, float[] u, int label, float[] delta) {
      int steps = response.steps();
      double greatest = Double.NEGATIVE_INFINITY;
      double own = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < u.length; k++) {
        double x = (u[k] - response.theta()) / softness;
        greatest = Math.max(greatest, x);
        own = k % classes == label ? Math.max(own, x) : own;
      }
      if (greatest < -LARGEST_EXPONENT) {
        return rare(response, classes, u, label, delta, own, greatest);
      }
      double[] lambda = new double[steps * classes];
      double[] a = new double[steps];
      double[] survival = new double[steps + 1];
      survival[0] = 1;
      double all = 0;
      for (int t = 0; t < steps; t++) {
        for (int c = 0; c < classes; c++) {
          double x = (u[t * classes + c] - response.theta()) / softness;
          x = Math.max(-LEAST_EXPONENT, Math.min(LARGEST_EXPONENT, x));
          lambda[t * classes + c] = StrictMath.exp(x); // (1)
          a[t] += lambda[t * classes + c];
        }
        all += a[t];
        survival[t + 1] = survival[t] * StrictMath.exp(-a[t]); // (2)
      }
      // value[t]: the chance that y fires first, given that nobody has fired before t.
      double[] value = new double[steps + 1];
      for (int t = steps - 1; t >= 0; t--) {
        double fires = -StrictMath.expm1(-a[t]);
        double share = lambda[t * classes + label] / a[t];
        value[t] = fires * share + StrictMath.exp(-a[t]) * value[t + 1]; // (3)
      }
      double chance = value[0];
      double some = -StrictMath.expm1(-all);
      double push = (1 - urge) * StrictMath.exp(-all) / some;
      for (int t = 0; t < steps; t++) {
        double silent = StrictMath.exp(-a[t]);
        double fires = -StrictMath.expm1(-a[t]);
        double share = lambda[t * classes + label] / a[t];
        for (int c = 0; c < classes; c++) {
          double l = lambda[t * classes + c] / softness;
          double direct = c == label ? fires / a[t] : 0;
          double slope = silent * (share - value[t + 1]) + direct - fires * share / a[t];
          delta[t * classes + c] = (float) (l * (push - survival[t] * slope / chance));
        }
      }
      return -StrictMath.log(chance) + (1 - urge) * StrictMath.log(some); // (4)
    }

    /** (4) where everything is rare: -log sum_t lambda_y + (1 - urge) log sum_t,c lambda_c. */
    private double rare(
        SpikeResponse response,
        int classes,
        float[] u,
        int label,
        float[] delta,
        double own,
        double greatest) {
      double right = 0;
      double all = 0;
      for (int k = 0; k < u.length; k++) {
        double x = (u[k] - response.theta()) / softness;
        right += k % classes == label ? StrictMath.exp(x - own) : 0;
        all += StrictMath.exp(x - greatest);
      }
      for (int k = 0; k < u.length; k++) {
        double x = (u[k] - response.theta()) / softness;
        double mine = k % classes == label ? StrictMath.exp(x - own) / right : 0;
        double part = StrictMath.exp(x - greatest) / all;
        delta[k] = (float) (((1 - urge) * part - mine) / softness);
      }
      return -own - StrictMath.log(right) + (1 - urge) * (greatest + StrictMath.log(all));
    }
  }

  /**
   * Distance of filtered spike trains: e = eps * (s_c - target_c), E = 1/2 sum over c and t of e^2;
   * the target of the right output is a spike at each step up to a last one, of the others silence.
   * Its derivative passes through the pseudo-derivative of the outputs, which are refractory.
   *
   * @param last last step at which the right output should fire, &gt;= 0
   */
  record SpikeTimes(int last) implements OutputLoss {
    /** Checks the bound. */
    public SpikeTimes {
      if (last < 0) {
        throw new ParameterException("spike times", "last", last, "it must be >= 0");
      }
    }

    @Override
    public boolean refractoryOutputs() {
      return true;
    }

    @Override
    public double evaluate(
        SpikeResponse response, int classes, float[] u, int label, float[] delta) {
      ResponseRun filter = new ResponseRun(response, classes, false);
      for (int k = 0; k < u.length; k++) {
        boolean wanted = k % classes == label && k / classes <= last;
        filter.impulse[k] = (u[k] >= response.theta() ? 1 : 0) - (wanted ? 1 : 0);
      }
      filter.integrate();
      double loss = 0;
      for (float e : filter.u) {
        loss += 0.5 * e * e;
      }
      System.arraycopy(filter.u, 0, filter.delta, 0, u.length);
      filter.correlate();
      for (int k = 0; k < u.length; k++) {
        delta[k] = (float) (filter.g[k] * response.pseudoDerivative(u[k]));
      }
      return loss;
    }
  }

  /**
   * Two losses added: E = a + share b.
   *
   * @param a the first
   * @param b the second
   * @param share weight of the second, &gt; 0
   */
  record Sum(OutputLoss a, OutputLoss b, double share) implements OutputLoss {
    /** Checks the bound; both must agree on refractory outputs. */
    public Sum {
      requirePositive("sum of losses", "share", share);
      if (a.refractoryOutputs() != b.refractoryOutputs()) {
        throw new ParameterException(
            "sum of losses", "losses", a + ", " + b, "both must want the same outputs");
      }
    }

    @Override
    public boolean refractoryOutputs() {
      return a.refractoryOutputs();
    }

    @Override
    public double evaluate(
        SpikeResponse response, int classes, float[] u, int label, float[] delta) {
      float[] other = new float[delta.length];
      double loss =
          a.evaluate(response, classes, u, label, delta)
              + share * b.evaluate(response, classes, u, label, other);
      for (int k = 0; k < other.length; k++) {
        delta[k] += (float) share * other[k];
      }
      return loss;
    }
  }

  /** Turns logits into probabilities less the target, and gives the cross-entropy. */
  private static double softmax(double[] z, int label) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double x : z) {
      greatest = Math.max(greatest, x);
    }
    double sum = 0;
    double right = z[label] - greatest;
    for (int c = 0; c < z.length; c++) {
      z[c] = StrictMath.exp(z[c] - greatest);
      sum += z[c];
    }
    for (int c = 0; c < z.length; c++) {
      z[c] = z[c] / sum - (c == label ? 1 : 0);
    }
    return StrictMath.log(sum) - right;
  }
}
