package io.hillock.train;

/** Loss and hits over answers. */
public final class Score {
  private double loss;
  private long answers;
  private long right;

  /** Nothing scored. */
  public Score() {}

  /**
   * Adds answers.
   *
   * @param lossSum sum of their losses
   * @param answered how many
   * @param hits how many were right
   */
  public void add(double lossSum, long answered, long hits) {
    loss += lossSum;
    answers += answered;
    right += hits;
  }

  /**
   * Adds another score.
   *
   * @param other the addend
   */
  public void add(Score other) {
    add(other.loss, other.answers, other.right);
  }

  /** Forgets everything. */
  public void clear() {
    loss = 0;
    answers = 0;
    right = 0;
  }

  /**
   * Mean loss per answer, in nats.
   *
   * @return the mean
   */
  public double loss() {
    return loss / answers;
  }

  /**
   * Share of right answers.
   *
   * @return the share
   */
  public double accuracy() {
    return right / (double) answers;
  }

  /**
   * How many answers.
   *
   * @return the count
   */
  public long answers() {
    return answers;
  }
}
