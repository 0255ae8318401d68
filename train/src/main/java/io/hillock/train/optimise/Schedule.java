package io.hillock.train.optimise;

import io.hillock.fault.ParameterException;

/** The learning rate by the step of training: a function of the step alone, so it has no state. */
public sealed interface Schedule {
  /**
   * The rate of a step.
   *
   * @param step how many steps were made before, &gt;= 0
   * @return learning rate, &gt;= 0
   */
  double rate(long step);

  /**
   * Always the same.
   *
   * @param eta learning rate, &gt;= 0
   */
  record Constant(double eta) implements Schedule {
    /** Checks the bound. */
    public Constant {
      requireRate(eta);
    }

    @Override
    public double rate(long step) {
      return eta;
    }
  }

  /**
   * Multiplied now and then: eta factor^floor(step / every).
   *
   * @param eta rate at the beginning, &gt;= 0
   * @param factor in (0, 1]
   * @param every steps between, &gt; 0
   */
  record Steps(double eta, double factor, long every) implements Schedule {
    /** Checks every documented bound. */
    public Steps {
      requireRate(eta);
      if (!(factor > 0 && factor <= 1 && every > 0)) {
        throw new ParameterException(
            "schedule",
            "factor, every",
            factor + ", " + every,
            "factor must be in (0, 1], every > 0");
      }
    }

    @Override
    public double rate(long step) {
      return eta * StrictMath.pow(factor, (double) (step / every));
    }
  }

  /**
   * Constant, then half a cosine down to an end: with p = (step - from) / (to - from) in [0, 1],
   * end + (eta - end) (1 + cos(pi p)) / 2.
   *
   * @param eta rate at the beginning, &gt;= 0
   * @param end rate at the end, &gt;= 0
   * @param from where it begins to fall, &gt;= 0
   * @param to where it has fallen, &gt; from
   */
  record Cosine(double eta, double end, long from, long to) implements Schedule {
    /** Checks every documented bound. */
    public Cosine {
      requireRate(eta);
      requireRate(end);
      if (from < 0 || to <= from) {
        throw new ParameterException(
            "schedule", "from, to", from + ", " + to, "it must be 0 <= from < to");
      }
    }

    @Override
    public double rate(long step) {
      double part = Math.max(0, Math.min(1, (step - from) / (double) (to - from)));
      return end + (eta - end) * (1 + StrictMath.cos(StrictMath.PI * part)) / 2;
    }
  }

  /**
   * Rises in equal steps to what another schedule says.
   *
   * @param steps how long it rises, &gt; 0
   * @param then the other schedule
   */
  record Warmup(long steps, Schedule then) implements Schedule {
    /** Checks the bound. */
    public Warmup {
      if (steps <= 0) {
        throw new ParameterException("schedule", "steps", steps, "it must be > 0");
      }
    }

    @Override
    public double rate(long step) {
      return then.rate(step) * Math.min(1, (step + 1) / (double) steps);
    }
  }

  private static void requireRate(double eta) {
    if (!(eta >= 0 && eta < Double.POSITIVE_INFINITY)) {
      throw new ParameterException("schedule", "eta", eta, "it must be >= 0 and finite");
    }
  }
}
