package io.hillock.device.rram;

import io.hillock.device.Bounds;
import io.hillock.device.NonIdeality;
import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;

/**
 * Metropolis-Hastings in an array whose cycle-to-cycle spread is the proposal: a row of cells is
 * one sample, and the next row is programmed around the conductances of the present one.
 *
 * {@snippet lang=text :
 * g'_m ~ N(mu_m, sigma(mu_m)^2),   mu_m = mu(I_cc(g_m))       RESET, then one SET      (1)
 * log q(g'|g) = - sum_m [ (g'_m - mu_m)^2 / (2 sigma(mu_m)^2) + log sigma(mu_m) ] + const  (2)
 * simple:     a = p(g') / p(g)                                                         (3)
 * corrected:  a = p(g') q(g|g') / (p(g) q(g'|g))                                       (4)
 * }
 *
 * <p>g, g' present and proposed conductances [uS], shape (devices); mu, sigma and I_cc are those of
 * {@link SetLaw}, I_cc held in its range and on its grid. A proposal is accepted with probability
 * min(1, a): its row becomes the present one with weight 1. Otherwise the weight of the present row
 * grows by one and the same row is programmed again, until it has lost as often in succession as
 * {@link Sampling#patience} says and is passed over. Rows form a ring; the oldest sample gives way.
 *
 * <p>A step takes 1 ms, which matters to relaxation only. With {@link NonIdeality#READ_NOISE} the
 * circuit sees g and g' as {@link ReadLaw} says, anew at each proposal, in (1) and in (4); noise of
 * the reads that p takes is the target's own.
 *
 * <p>(4) leaves p invariant where {@link NonIdeality#CYCLE_TO_CYCLE} and {@link
 * NonIdeality#QUANTISATION} are all that acts on a write; a proposal of 0 is rejected, since a
 * filament that the law cuts off at 0 has no density. With other non-idealities (devices that
 * differ, correlated cycles, relaxation, noise of reads, rows passed over) both ratios are
 * approximations: the circuit knows (2) only. With sigma = c g (3) does not sample p but, in the
 * limit of small c, p(g) / g^2.
 *
 * @see "T. Dalgaty, N. Castellani, C. Turck, K.-E. Harabi, D. Querlioz, E. Vianello (2021), Nat.
 *     Electron. 4:151, doi:10.1038/s41928-020-00523-3; ratio (4): W. K. Hastings (1970), Biometrika
 *     57:97, doi:10.1093/biomet/57.1.97"
 */
public final class MetropolisSampler implements Stateful {
  /** Which acceptance ratio is computed. */
  public enum Ratio {
    /** Equation (3), exact for a symmetric proposal only. */
    SIMPLE,
    /** Equation (4). */
    CORRECTED
  }

  /** What is sampled. */
  @FunctionalInterface
  public interface Target {
    /**
     * Logarithm of a density, up to a constant.
     *
     * @param gUS conductances [uS], shape (devices); not to be changed
     * @param counts where the reads that it takes are counted
     * @return log p(g); minus infinity outside the support
     */
    double logDensity(double[] gUS, Counts counts);
  }

  /**
   * The array and the ratio.
   *
   * @param cells statistics of the cells; the spread of a SET must act
   * @param rows rows of the array, at least 2: the rows but one hold samples
   * @param ratio the acceptance ratio
   * @param patience proposals in succession that one row may lose before it is passed over for the
   *     row after it, at least 1
   */
  public record Sampling(RramParameters cells, int rows, Ratio ratio, int patience) {
    /** Patience without end. */
    public static final int NEVER = Integer.MAX_VALUE;

    /**
     * A row that loses is programmed again, however often.
     *
     * @param cells statistics of the cells; the spread of a SET must act
     * @param rows rows of the array, at least 2: the rows but one hold samples
     * @param ratio the acceptance ratio
     */
    public Sampling(RramParameters cells, int rows, Ratio ratio) {
      this(cells, rows, ratio, NEVER);
    }

    /** Checks the bounds. */
    public Sampling {
      Bounds.RRAM.that(rows >= 2, "rows of samples", rows, "", "it must be >= 2");
      Bounds.RRAM.that(patience >= 1, "patience", patience, "proposals", "it must be >= 1");
      SetLaw law = cells.set();
      double sigma = law.cycleToCycle().sigmaUS(law.meanUS(law.current().minUA()));
      if (!cells.has(NonIdeality.CYCLE_TO_CYCLE) || !(sigma > 0)) {
        throw new ParameterException(
            "RRAM",
            "cycle-to-cycle spread",
            cells.has(NonIdeality.CYCLE_TO_CYCLE) ? sigma + " uS" : "off",
            "it is the proposal of the sampler and must be on and > 0");
      }
    }
  }

  private static final long READS = 2;
  private static final double STEP_S = 1e-3; // a proposal and its decision, for relaxation

  private final RramParameters cells;
  private final SetLaw law;
  private final Ratio ratio;
  private final int rows;
  private final int devices;
  private final Target target;
  private final RandomStream deviceRandom;
  private final RandomStream acceptance;
  private final Counts counts;
  private final RramArray array;
  private final long[] weight; // shape (rows); 0: the row holds no sample
  private final double[] present;
  private final double[] proposed;
  private final RandomStream readRandom;
  private final boolean noisy;
  private final double[] seenPresent; // as the circuit reads them
  private final double[] seenProposed;
  private final int patience;
  private int passed; // rows passed over since the present one
  private int lost; // proposals in succession that the next row has lost
  private int row;
  private double logP;
  private long steps;
  private long accepted;

  /**
   * Programs the first row and evaluates it.
   *
   * @param sampling the array and the ratio
   * @param target what is sampled
   * @param startUS conductances to which the first row is programmed [uS], shape (devices)
   * @param seed seed of the devices and of the uniform number of each decision
   * @param counts where pulses, reads and energy are counted
   */
  public MetropolisSampler(
      Sampling sampling, Target target, double[] startUS, Seed seed, Counts counts) {
    cells = sampling.cells();
    law = cells.set();
    ratio = sampling.ratio();
    rows = sampling.rows();
    patience = sampling.patience();
    noisy = cells.has(NonIdeality.READ_NOISE);
    devices = startUS.length;
    this.target = target;
    this.counts = counts;
    deviceRandom = seed.stream(Purpose.DEVICE);
    acceptance = seed.stream(Purpose.RULE);
    readRandom = seed.stream(Purpose.DEVICE, READS);
    array = new RramArray(cells, rows * devices, deviceRandom, STEP_S, d -> {});
    weight = new long[rows];
    present = new double[devices];
    proposed = new double[devices];
    seenPresent = new double[devices];
    seenProposed = new double[devices];
    for (int m = 0; m < devices; m++) {
      array.program(m, startUS[m], 1, counts);
      present[m] = array.g(m);
    }
    counts.add(CountKind.SYNAPSE_WRITE, devices);
    weight[0] = 1;
    logP = target.logDensity(present, counts);
  }

  /**
   * One proposal and its decision.
   *
   * @return whether it was accepted
   */
  public boolean step() {
    int next = (row + 1 + passed) % rows;
    weight[next] = 0;
    propose(next);
    steps++;
    double logProposed = inside(proposed) ? target.logDensity(proposed, counts) : 0;
    double logA =
        inside(proposed)
            ? logProposed
                - logP
                + switch (ratio) {
                  case SIMPLE -> 0; // (3)
                  case CORRECTED ->
                      logQ(seenPresent, seenProposed) - logQ(seenProposed, seenPresent); // (4)
                }
            : Double.NEGATIVE_INFINITY;
    if (!(StrictMath.log(1 - acceptance.nextDouble()) <= logA)) {
      weight[row]++;
      lost++;
      if (lost == patience) {
        lost = 0;
        passed = passed + 2 == rows ? 0 : passed + 1; // never the present row itself
      }
      return false;
    }
    System.arraycopy(proposed, 0, present, 0, devices);
    row = next;
    passed = 0;
    lost = 0;
    weight[row] = 1;
    logP = logProposed;
    accepted++;
    return true;
  }

  /** Equation (1): the present row is read, the next one programmed around it. */
  private void propose(int next) {
    double sum = 0;
    for (int m = 0; m < devices; m++) {
      sum += present[m];
      seenPresent[m] = read(present[m]);
      array.program(next * devices + m, seenPresent[m], 1, counts);
      proposed[m] = array.g(next * devices + m);
      seenProposed[m] = read(proposed[m]);
    }
    counts.add(CountKind.SYNAPSE_READ, devices);
    counts.addReadEnergy(cells.read().energyJ(sum));
    counts.add(CountKind.SYNAPSE_WRITE, devices);
    array.pass(1);
  }

  private double read(double gUS) {
    return noisy
        ? gUS + StrictMath.sqrt(cells.read().varianceUS2(gUS)) * readRandom.nextGaussian()
        : gUS;
  }

  private static boolean inside(double[] gUS) {
    for (double g : gUS) {
      if (!(g > 0)) {
        return false;
      }
    }
    return true;
  }

  private double logQ(double[] to, double[] from) {
    double log = 0;
    for (int m = 0; m < devices; m++) {
      double mu = law.meanUS(array.grid(law.complianceUA(from[m])));
      double sigma = law.cycleToCycle().sigmaUS(mu);
      double z = (to[m] - mu) / sigma;
      log -= 0.5 * z * z + StrictMath.log(sigma); // (2)
    }
    return log;
  }

  /**
   * Conductances of the present sample.
   *
   * @return a copy [uS], shape (devices)
   */
  public double[] present() {
    return present.clone();
  }

  /**
   * A conductance as it was when its row was written; relaxation since then shows in {@link
   * #stored}.
   *
   * @param device which device of the present row
   * @return G [uS]
   */
  public double presentUS(int device) {
    return present[device];
  }

  /**
   * What a row of the array holds now.
   *
   * @param which the row
   * @return a copy [uS], shape (devices)
   */
  public double[] stored(int which) {
    double[] g = new double[devices];
    for (int m = 0; m < devices; m++) {
      g[m] = array.g(which * devices + m);
    }
    return g;
  }

  /**
   * How often a row counts: one more than the proposals that were rejected from it.
   *
   * @param which the row
   * @return its weight, 0 where it holds no sample
   */
  public long weight(int which) {
    return weight[which];
  }

  /**
   * Rows of the array.
   *
   * @return their number
   */
  public int rows() {
    return rows;
  }

  /**
   * Proposals so far.
   *
   * @return their number
   */
  public long steps() {
    return steps;
  }

  /**
   * Accepted proposals so far.
   *
   * @return their number
   */
  public long accepted() {
    return accepted;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("devices", array);
    visitor.part("deviceRandom", deviceRandom);
    visitor.part("acceptance", acceptance);
    visitor.longs("weight", StateRole.INFERENCE, Long.SIZE, weight);
    visitor.doubles("present", StateRole.BOOKKEEPING, Double.SIZE, present);
    visitor.part("readRandom", readRandom);
    passed = (int) visitor.scalar("passed", StateRole.BOOKKEEPING, Integer.SIZE, passed);
    lost = (int) visitor.scalar("lost", StateRole.BOOKKEEPING, Integer.SIZE, lost);
    row = (int) visitor.scalar("row", StateRole.BOOKKEEPING, Integer.SIZE, row);
    logP = visitor.scalar("logP", StateRole.LEARNING, Double.SIZE, logP);
    steps = visitor.scalar("steps", StateRole.BOOKKEEPING, Long.SIZE, steps);
    accepted = visitor.scalar("accepted", StateRole.BOOKKEEPING, Long.SIZE, accepted);
  }
}
