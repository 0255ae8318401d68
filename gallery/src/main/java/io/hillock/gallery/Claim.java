package io.hillock.gallery;

/**
 * One statement of an experiment, measured against what is required here and shown beside what was
 * published.
 *
 * @param name what is measured
 * @param measured the figure, mean over seeds
 * @param spread sample standard deviation over seeds, 0 for one seed
 * @param unit unit of the figure
 * @param relation how measured must stand to required
 * @param required what we commit to at this scale, or NaN when the figure is only reported
 * @param published the paper's own figure, or NaN
 * @param source where the published figure or the bound comes from
 */
public record Claim(
    String name,
    double measured,
    double spread,
    String unit,
    Relation relation,
    double required,
    double published,
    String source) {
  /** How a measured figure must stand to the required one. */
  public enum Relation {
    /** At least. */
    AT_LEAST(">="),
    /** At most. */
    AT_MOST("<="),
    /** Exactly. */
    EQUAL("=="),
    /** Only reported, nothing required. */
    REPORTED("reported");

    private final String symbol;

    Relation(String symbol) {
      this.symbol = symbol;
    }

    /**
     * The relation as a sign.
     *
     * @return the sign
     */
    public String symbol() {
      return symbol;
    }
  }

  /**
   * A figure that must reach a bound.
   *
   * @param name what is measured
   * @param samples the figure for each seed
   * @param unit unit of the figure
   * @param relation how it must stand to the bound
   * @param required the bound
   * @param source why this bound
   * @return the claim
   */
  public static Claim of(
      String name,
      double[] samples,
      String unit,
      Relation relation,
      double required,
      String source) {
    return new Claim(
        name, mean(samples), spread(samples), unit, relation, required, Double.NaN, source);
  }

  /**
   * The same claim beside a published figure.
   *
   * @param figure the paper's figure
   * @return the claim
   */
  public Claim published(double figure) {
    return new Claim(name, measured, spread, unit, relation, required, figure, source);
  }

  /**
   * Whether the claim holds; a figure that is not a number never does.
   *
   * @return true when it holds or nothing is required
   */
  public boolean holds() {
    return switch (relation) {
      case AT_LEAST -> measured >= required;
      case AT_MOST -> measured <= required;
      case EQUAL -> measured == required && spread == 0;
      case REPORTED -> true;
    };
  }

  /**
   * The mean.
   *
   * @param samples the samples
   * @return their mean, NaN when there are none
   */
  public static double mean(double... samples) {
    double sum = 0;
    for (double x : samples) {
      sum += x;
    }
    return sum / samples.length;
  }

  /**
   * The sample standard deviation.
   *
   * @param samples the samples
   * @return the deviation, 0 for one sample
   */
  public static double spread(double... samples) {
    double mean = mean(samples);
    double squares = 0;
    for (double x : samples) {
      squares += (x - mean) * (x - mean);
    }
    return samples.length < 2 ? 0 : StrictMath.sqrt(squares / (samples.length - 1));
  }
}
