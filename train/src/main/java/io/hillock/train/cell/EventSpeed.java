package io.hillock.train.cell;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.train.EventCrossover;
import java.util.Arrays;

/**
 * How much wall-clock time events save in one recurrent layer, on this machine and in this run: the
 * recurrent product of a step and its two adjoints, computed by events and by our best dense
 * kernels on packed matrices, one thread, in turns. What is timed is the class through which gated
 * layers and {@link SoftmaxHead} train, told to go one way or the other.
 *
 * {@snippet lang=text :
 * forward            u_b = sum_k y_bk W_k          y_bk != 0 for 1 - s of the units              (1)
 * to the state       d_bk = W_k . delta_b          where unit k of sample b has a
 *                                                  pseudo-derivative or an event                (2)
 * to the weights     G_k += sum_b y_bk delta_b     rows of active units only                    (3)
 * }
 *
 * <p>W has shape (units, outputs): a layer of gated units has three outputs per unit. (2) is needed
 * only where it can have an effect; (3) is summed over several steps at once in both ways, which is
 * best for both. Potentials are normal numbers z; a unit is active where z exceeds a threshold and
 * has a pseudo-derivative where it is closer to it than a width: both follow from the two
 * sparsities. Every step has its own potentials, so that no cache knows them beforehand.
 *
 * <p>Short windows of all ways take turns; each begins with as many calls that are not timed, so
 * that the matrices are where they are in the middle of a sequence of steps. A time is the least of
 * its windows: what the machine does while others leave it alone, the same for both ways. Results
 * of both ways are compared before anything is timed: (1) and (3) to the bit, (2) to rounding.
 * Packing the weights is not timed, since it happens once per optimiser step; everything else is,
 * the making of the lists of events included.
 */
public final class EventSpeed {
  private static final int SAMPLES = 1 << 17;

  /** Windows that the compiler gets to see each way. */
  private static final int WARM_UP = 500;

  /**
   * What is measured.
   *
   * @param units n, units of the layer, &gt; 0
   * @param outputs what each of them sends to, &gt; 0; three times n for gated units
   * @param batch samples at once, &gt; 0
   * @param activitySparsity fraction of units without an event, between 0 and 1
   * @param backwardSparsity fraction of units without a pseudo-derivative, between 0 and 1
   */
  public record Setting(
      int units, int outputs, int batch, double activitySparsity, double backwardSparsity) {
    /** Checks the bounds. */
    public Setting {
      if (units <= 0 || outputs <= 0 || batch <= 0) {
        throw new ParameterException(
            "speed of events",
            "units, outputs, batch",
            units + ", " + outputs + ", " + batch,
            "all must be > 0");
      }
      check("activity sparsity", activitySparsity);
      check("backward sparsity", backwardSparsity);
    }

    private static void check(String symbol, double value) {
      if (!(value > 0 && value < 1)) {
        throw new ParameterException(
            "speed of events", symbol, value, "it must lie between 0 and 1");
      }
    }
  }

  /**
   * Both ways of one computation.
   *
   * @param dense time of a step, dense [ns]
   * @param events time of a step, by events [ns]
   */
  public record Timing(double dense, double events) {
    /**
     * The speed-up.
     *
     * @return dense / events
     */
    public double ratio() {
      return dense / events;
    }

    private Timing plus(Timing other) {
      return new Timing(dense + other.dense, events + other.events);
    }
  }

  /**
   * What was measured.
   *
   * @param setting what of
   * @param active fraction of (unit, sample) with an event
   * @param differentiable fraction with a pseudo-derivative
   * @param needed fraction with either: where (2) is needed
   * @param forward (1)
   * @param toState (2)
   * @param toWeights (3), per step
   * @param backward (2) and (3)
   * @param byDots whether (2) was done by dot products for needed units; else the dense product is
   *     faster by {@link EventCrossover} and stands on both sides
   */
  public record Result(
      Setting setting,
      double active,
      double differentiable,
      double needed,
      Timing forward,
      Timing toState,
      Timing toWeights,
      Timing backward,
      boolean byDots) {}

  private EventSpeed() {}

  /**
   * Measures.
   *
   * @param setting what
   * @param seed of weights and potentials
   * @param rounds how many windows of each kind, &gt; 0; some 100 find quiet ones
   * @param windowMs least duration of a window [ms]; some 0.5
   * @return both ways
   */
  public static Result measure(Setting setting, Seed seed, int rounds, double windowMs) {
    EventSpeedLayer layer = new EventSpeedLayer(setting, seed.stream(Purpose.DATA));
    layer.check();
    Runnable[] ways = {
      layer::denseForward,
      layer::eventForward,
      layer::denseToState,
      layer::eventToState,
      layer::denseToWeights,
      layer::eventToWeights
    };
    double[][] time = new double[ways.length][rounds];
    int[] calls = new int[ways.length];
    for (int w = 0; w < ways.length; w++) {
      calls[w] = warmUp(ways[w], windowMs * 1e6);
    }
    for (int r = 0; r < rounds; r++) {
      for (int w = 0; w < ways.length; w++) {
        time[w][r] = window(ways[w], calls[w]);
      }
    }
    double steps = layer.stepsPerChunk();
    double stateDense = least(time[2]);
    Timing toState = new Timing(stateDense, layer.byDots() ? least(time[3]) : stateDense);
    Timing toWeights = new Timing(least(time[4]) / steps, least(time[5]) / steps);
    return new Result(
        setting,
        layer.active(),
        layer.differentiable(),
        layer.needed(),
        new Timing(least(time[0]), least(time[1])),
        toState,
        toWeights,
        toState.plus(toWeights),
        layer.byDots());
  }

  /** How many calls fill a window, after the compiler has seen enough of them. */
  private static int warmUp(Runnable way, double nanos) {
    long begin = System.nanoTime();
    double least = Double.POSITIVE_INFINITY;
    while (System.nanoTime() - begin < WARM_UP * nanos) {
      least = Math.min(least, window(way, 4));
    }
    return Math.max(1, (int) Math.ceil(nanos / least));
  }

  /** Nanoseconds per call. */
  private static double window(Runnable way, int calls) {
    for (int k = 0; k < calls; k++) {
      way.run(); // fills the caches as a sequence of steps does
    }
    long begin = System.nanoTime();
    for (int k = 0; k < calls; k++) {
      way.run();
    }
    return (System.nanoTime() - begin) / (double) calls;
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  /**
   * Threshold and width of the pseudo-derivative that give both sparsities, from normal numbers.
   */
  static double[] thresholdAndWidth(Setting setting, RandomStream random) {
    double[] z = new double[SAMPLES];
    for (int i = 0; i < z.length; i++) {
      z[i] = random.nextGaussian();
    }
    Arrays.sort(z);
    double threshold = z[(int) (setting.activitySparsity() * SAMPLES)];
    for (int i = 0; i < z.length; i++) {
      z[i] = Math.abs(z[i] - threshold);
    }
    Arrays.sort(z);
    double width = z[(int) ((1 - setting.backwardSparsity()) * SAMPLES)];
    return new double[] {threshold, width};
  }
}
