package io.hillock.train.optimise;

import io.hillock.fault.ParameterException;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Gradient;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import java.util.List;

/**
 * A running mean of the parameters, which steps of training do not jolt: what is evaluated and kept
 * of a training whose learning rate is still high.
 *
 * {@snippet lang=text :
 * mean_t = mean_{t-1} + c_t (w_t - mean_{t-1}),   c_t = max(1 / t, 1 - keep)        (1)
 * }
 *
 * @see "B. T. Polyak, A. B. Juditsky (1992), SIAM J. Control Optim. 30, doi:10.1137/0330046"
 */
public final class WeightAverage implements ParameterRule {
  private final double keep;
  private final ParameterSet parameters;
  private final float[][] mean;
  private long count;

  /**
   * A mean over nothing yet.
   *
   * @param parameters whose mean
   * @param keep share of the mean that stays at each step, in [0, 1)
   */
  public WeightAverage(ParameterSet parameters, double keep) {
    if (!(keep >= 0 && keep < 1)) {
      throw new ParameterException("weight average", "keep", keep, "it must be in [0, 1)");
    }
    this.keep = keep;
    this.parameters = parameters;
    mean = parameters.all().stream().map(p -> new float[p.values().length]).toArray(float[][]::new);
  }

  @Override
  public void after(Gradient gradient, Optimiser.Running optimiser, double rate) {
    count++;
    float fresh = (float) Math.max(1.0 / count, 1 - keep);
    List<Parameter> all = parameters.all();
    for (int k = 0; k < mean.length; k++) {
      move(mean[k], all.get(k).values(), fresh);
    }
  }

  private static void move(float[] mean, float[] values, float fresh) {
    for (int i = 0; i < mean.length; i++) {
      mean[i] += fresh * (values[i] - mean[i]); // (1)
    }
  }

  /**
   * Runs something with the mean in place of the parameters, and puts them back.
   *
   * @param work what to run
   */
  public void during(Runnable work) {
    exchange();
    try {
      work.run();
    } finally {
      exchange();
    }
  }

  private void exchange() {
    List<Parameter> all = parameters.all();
    for (int k = 0; k < mean.length; k++) {
      float[] w = all.get(k).values();
      for (int i = 0; i < w.length; i++) {
        float held = w[i];
        w[i] = mean[k][i];
        mean[k][i] = held;
      }
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int k = 0; k < mean.length; k++) {
      visitor.floats(
          "mean of " + parameters.all().get(k).name(), StateRole.LEARNING, Float.SIZE, mean[k]);
    }
    count = visitor.scalar("count", StateRole.BOOKKEEPING, Long.SIZE, count);
  }
}
