package io.hillock.train.rewire;

import io.hillock.random.Seed;
import io.hillock.state.StateVisitor;
import io.hillock.train.Mask;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import java.util.List;

/**
 * Deep rewiring, hard form: after every step exactly K connections exist.
 *
 * {@snippet lang=text :
 * w_k = s_k theta_k                              s_k = +1 or -1, fixed at birth       (1)
 * theta_k <- theta_k + s_k dw_k - eta a + sqrt(2 eta T) nu_k,    nu_k ~ N(0, 1)       (2)
 * theta_k < 0: k goes (w_k = 0), and a place that is free then, each equally
 *              likely, is connected with theta = 0                                    (3)
 * }
 *
 * <p>Symbols: dw_k the change that the optimiser makes, for plain descent -eta dE/dw_k; eta the
 * learning rate of the step; a the strength of the L1 penalty; T the temperature; K the number of
 * connections, drawn without replacement at the start, so that (3) needs to fill nothing up.
 *
 * <p>Conventions, which differ between published implementations: a connection with theta = 0
 * exists; one that went in this step has freed its place already and may come back there at once; a
 * connection is born with w = 0, so that it first has to earn something; noise has the standard
 * deviation sqrt(2 eta T), see {@link #temperatureOf} for the other convention; the penalty acts
 * beside the optimiser, not through its moments. With a = T = 0 and no weight that changes its sign
 * this is, to the bit, the optimiser on a fixed mask. The end of a connection clears the
 * optimiser's memory of its place; the bias correction of Adam goes on, so that the first step of a
 * newborn is up to (1 - b1) / sqrt(1 - b2) times the rate, 3.2 for the usual constants.
 *
 * <p>The work of a step is proportional to K: walks over the list of what exists.
 *
 * @param l1 a, &gt;= 0
 * @param temperature T, &gt;= 0
 * @param reconnection to which matrix a lost connection goes
 * @see "G. Bellec, D. Kappel, W. Maass, R. Legenstein (2018), Deep Rewiring: training very sparse
 *     deep networks, ICLR, arXiv:1711.05136"
 */
public record HardRewiring(double l1, double temperature, Reconnection reconnection)
    implements Rewiring {
  /** To which matrix a lost connection goes. */
  public enum Reconnection {
    /** The one that lost it: K is constant in every matrix. */
    SAME_MATRIX,
    /**
     * Any, with a probability proportional to the number of connections it began with: K is
     * constant over all sparse matrices together. A full matrix is left out.
     */
    ANY_MATRIX
  }

  /** Checks every documented bound. */
  public HardRewiring {
    SparseRun.requireDiffusion(l1, temperature);
  }

  /**
   * The temperature at which noise has the standard deviation eta sigma, as implementations have it
   * that scale their noise by the learning rate.
   *
   * @param sigma their noise, &gt;= 0
   * @param eta learning rate, &gt; 0
   * @return eta sigma^2 / 2
   */
  public static double temperatureOf(double sigma, double eta) {
    return eta * sigma * sigma / 2;
  }

  @Override
  public Running start(ParameterSet parameters, List<SparseMatrix> sparse, Seed seed) {
    return new Run(this, parameters, sparse, seed);
  }

  private static final class Run extends SparseRun {
    private final HardRewiring settings;
    private final SignBits[] signs;
    private final int[] lost;
    private final int[] gone;

    Run(HardRewiring settings, ParameterSet parameters, List<SparseMatrix> matrices, Seed seed) {
      super(parameters, matrices, connections(matrices), seed);
      this.settings = settings;
      signs = new SignBits[sparse.length];
      lost = new int[sparse.length];
      int greatest = 0;
      for (int k = 0; k < sparse.length; k++) {
        if (sparse[k] != null) {
          signs[k] = new SignBits(sparse[k], masks().get(k), coins);
          greatest = Math.max(greatest, sparse[k].places());
        }
      }
      gone = new int[greatest];
    }

    @Override
    void rewire(Optimiser.Running optimiser, double rate) {
      int all = 0;
      for (int k = 0; k < sparse.length; k++) {
        lost[k] = sparse[k] == null ? 0 : diffuse(k, rate, optimiser);
        all += lost[k];
      }
      if (settings.reconnection == Reconnection.ANY_MATRIX) {
        share(all);
      }
      for (int k = 0; k < sparse.length; k++) {
        bear(k, lost[k]);
        for (int n = 0; n < lost[k]; n++) {
          signs[k].born(chosen()[n], coins);
        }
      }
    }

    /** Equation (2) beyond the optimiser's part, and the first half of (3). */
    private int diffuse(int k, double rate, Optimiser.Running optimiser) {
      Mask mask = masks().get(k);
      float[] w = values(k);
      float drift = (float) (rate * settings.l1);
      double deviation = StrictMath.sqrt(2 * rate * settings.temperature);
      int[] elements = mask.elements();
      int n = 0;
      for (int i = 0; i < mask.count(); i++) {
        int element = elements[i];
        float sign = signs[k].of(element);
        float theta = sign * w[element] - drift; // (2)
        if (deviation > 0) {
          theta += (float) (deviation * noise.nextGaussian());
        }
        if (theta < 0) {
          gone[n++] = element; // (3)
        } else {
          w[element] = sign * theta; // (1)
        }
      }
      remove(k, gone, n, optimiser);
      return n;
    }

    /** Draws to which matrices lost connections go. */
    private void share(int all) {
      java.util.Arrays.fill(lost, 0);
      for (int n = 0; n < all; n++) {
        long sum = 0;
        for (int k = 0; k < sparse.length; k++) {
          sum += weight(k);
        }
        long draw = (long) (places().nextDouble() * sum);
        int k = 0;
        while (draw >= weight(k)) {
          draw -= weight(k++);
        }
        lost[k]++;
      }
    }

    private long weight(int k) {
      boolean room = sparse[k] != null && masks().get(k).count() + lost[k] < sparse[k].places();
      return room ? sparse[k].connections() : 0;
    }

    @Override
    public void visit(StateVisitor visitor) {
      super.visit(visitor);
      for (int k = 0; k < sparse.length; k++) {
        if (sparse[k] != null) {
          signs[k].visit("signs of " + name(k), visitor);
        }
      }
    }
  }
}
