package io.hillock.train.rewire;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.train.Mask;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import java.util.List;

/**
 * Deep rewiring, soft form: connections that do not exist diffuse too, and come back when they
 * cross zero, so that the number of those that exist fluctuates about p0 of all places.
 *
 * {@snippet lang=text :
 * w_k = s_k theta_k for theta_k > 0, else 0              s_k fixed for each place     (1)
 * theta_k > 0:  theta_k <- theta_k + s_k dw_k - eta a + sqrt(2 eta T) nu_k            (2)
 * theta_k <= 0: theta_k <- max(theta_min, theta_k + sqrt(2 eta T) nu_k)               (3)
 * theta_min = -(1 - p0) T / (p0 a)                                                    (4)
 * }
 *
 * <p>Symbols as in {@link HardRewiring}; p0 the connectivity of the matrix. Without a gradient the
 * density of theta is proportional to exp(-a theta / T) above zero and uniform between theta_min
 * and zero, so that by (4) a fraction p0 exists. Penalty and gradient act on what exists, the noise
 * on everything; (3) clips and does not reflect. That makes the part below zero wider by about 0.6
 * of a step's noise: at most a percent of it while the noise of a step is below a sixtieth of it.
 *
 * <p>Where the published code starts each theta positive with probability p0, here exactly as many
 * connections exist as the connectivity says, with the sizes of the initial weights; the others are
 * uniform in [theta_min, 0].
 *
 * <p>Drawing noise for every place in every step is most of the work, and nothing looks at a place
 * that does not exist. So each has its turn in one step of {@code turns}, with the noise of all
 * steps since the last one: variance 2 T times the sum of their rates. The steps of the walk become
 * longer, its law at these moments stays the same but for clipping and crossings between turns.
 *
 * @param l1 a, &gt; 0
 * @param temperature T, &gt; 0
 * @param turns after how many steps it is the turn of a place that does not exist, &gt; 0; 1 for
 *     (3) as it stands
 * @see "G. Bellec, D. Kappel, W. Maass, R. Legenstein (2018), Deep Rewiring: training very sparse
 *     deep networks, ICLR, arXiv:1711.05136"
 */
public record SoftRewiring(double l1, double temperature, int turns) implements Rewiring {
  private static final int PATH = 42;

  /** Checks every documented bound. */
  public SoftRewiring {
    SparseRun.requireDiffusion(l1, temperature);
    if (!(l1 > 0 && temperature > 0 && turns > 0)) {
      throw new ParameterException(
          "soft rewiring",
          "l1, temperature, turns",
          l1 + ", " + temperature + ", " + turns,
          "all must be > 0");
    }
  }

  /**
   * Equation (4).
   *
   * @param p0 fraction of places that is to exist, in (0, 1]
   * @return theta_min, &lt;= 0
   */
  public double thetaMin(double p0) {
    return -(1 - p0) / p0 * (temperature / l1);
  }

  @Override
  public Running start(ParameterSet parameters, List<SparseMatrix> sparse, Seed seed) {
    return new Run(this, parameters, sparse, seed);
  }

  private static final class Run extends SparseRun {
    private final SoftRewiring settings;
    private final SignBits[] signs;
    private final float[][] dormant;
    private final float[] least;
    private final double[] rates;
    private final int[] gone;
    private final int[] back;
    private long step;

    Run(SoftRewiring settings, ParameterSet parameters, List<SparseMatrix> matrices, Seed seed) {
      super(parameters, matrices, connections(matrices), seed);
      this.settings = settings;
      signs = new SignBits[sparse.length];
      dormant = new float[sparse.length][];
      least = new float[sparse.length];
      rates = new double[settings.turns];
      int greatest = 0;
      for (int k = 0; k < sparse.length; k++) {
        if (sparse[k] != null) {
          if (sparse[k].signs() instanceof Signs.Redrawn) {
            throw new ParameterException(
                "soft rewiring",
                "signs of " + name(k),
                sparse[k].signs(),
                "they must belong to places or sources: a connection that comes back was there"
                    + " all the time");
          }
          signs[k] = new SignBits(sparse[k], masks().get(k), coins);
          least[k] = (float) settings.thetaMin(sparse[k].connectivity());
          dormant[k] = uniform(k, seed.stream(Purpose.WIRING, PATH, k));
          greatest = Math.max(greatest, sparse[k].places());
        }
      }
      gone = new int[greatest];
      back = new int[greatest];
    }

    private float[] uniform(int k, RandomStream stream) {
      Parameter parameter = parameters.all().get(k);
      float[] theta = new float[parameter.values().length];
      for (int r = 0; r < parameter.rows(); r++) {
        for (int c = 0; c < parameter.columns(); c++) {
          theta[r * parameter.stride() + c] = least[k] * stream.nextFloat();
        }
      }
      return theta;
    }

    @Override
    void rewire(Optimiser.Running optimiser, double rate) {
      int turn = (int) (step % settings.turns);
      rates[turn] = rate;
      double sum = 0;
      for (double r : rates) {
        sum += r;
      }
      for (int k = 0; k < sparse.length; k++) {
        if (sparse[k] != null) {
          int n = wake(k, turn, StrictMath.sqrt(2 * sum * settings.temperature));
          diffuse(k, rate, optimiser);
          masks().get(k).insert(back, n);
          born(n);
        }
      }
      step++;
    }

    /** Equation (2) beyond the optimiser's part; what falls to zero or below goes. */
    private void diffuse(int k, double rate, Optimiser.Running optimiser) {
      Mask mask = masks().get(k);
      float[] w = values(k);
      float drift = (float) (rate * settings.l1);
      double deviation = StrictMath.sqrt(2 * rate * settings.temperature);
      int[] elements = mask.elements();
      int n = 0;
      for (int i = 0; i < mask.count(); i++) {
        int element = elements[i];
        float sign = signs[k].of(element);
        float theta = sign * w[element] - drift + (float) (deviation * noise.nextGaussian()); // (2)
        if (theta > 0) {
          w[element] = sign * theta; // (1)
        } else {
          gone[n++] = element;
          dormant[k][element] = Math.max(least[k], theta);
        }
      }
      remove(k, gone, n, optimiser);
    }

    /** Equation (3) for the places whose turn it is; gives how many come back. */
    private int wake(int k, int turn, double deviation) {
      Parameter parameter = parameters.all().get(k);
      Mask mask = masks().get(k);
      float[] theta = dormant[k];
      float[] w = parameter.values();
      int rows = parameter.rows();
      int stride = parameter.stride();
      int n = 0;
      long drawn = 0;
      // Turns go by rows, then within a row by column, so that each turn has about as many places.
      for (int r = 0; r < rows; r++) {
        int first = Math.floorMod(turn - r, settings.turns);
        for (int c = first; c < parameter.columns(); c += settings.turns) {
          int element = r * stride + c;
          if (mask.contains(element) || (r == c && !sparse[k].diagonal())) {
            continue;
          }
          float moved = theta[element] + (float) (deviation * noise.nextGaussian()); // (3)
          drawn++;
          if (moved > 0) {
            w[element] = signs[k].of(element) * moved; // (1)
            back[n++] = element;
          } else {
            theta[element] = Math.max(least[k], moved);
          }
        }
      }
      counts().add(CountKind.TRACE_UPDATE, drawn);
      return n;
    }

    @Override
    public void visit(StateVisitor visitor) {
      super.visit(visitor);
      for (int k = 0; k < sparse.length; k++) {
        if (sparse[k] != null) {
          signs[k].visit("signs of " + name(k), visitor);
          visitor.floats("theta of " + name(k), StateRole.LEARNING, Float.SIZE, dormant[k]);
        }
      }
      visitor.doubles("rates", StateRole.BOOKKEEPING, Double.SIZE, rates);
      step = visitor.scalar("step", StateRole.BOOKKEEPING, Long.SIZE, step);
    }
  }
}
