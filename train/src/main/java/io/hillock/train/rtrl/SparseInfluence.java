package io.hillock.train.rtrl;

import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exact real-time recurrent learning that does only the work that is not zero.
 *
 * {@snippet lang=text :
 * M_t[i] = a (1 - theta psi_i(t-1)) M_{t-1}[i]
 *          + sum over j in seen(i) with psi_j(t-1) > 0 of V_ij psi_j(t-1) M_{t-1}[j] + B_t[i]   (1)
 * }
 *
 * <p>Columns: the p parameters that exist, in the order of {@link MaskedWeights}. Rows, event cell
 * (a = 0): only those with psi_i(t) &gt; 0 are ever asked for, so only they are computed and held.
 * With R_t = {i : psi_i(t) &gt; 0} the product takes
 *
 * {@snippet lang=text :
 * p |{(i, j) : i in R_t, j in R_{t-1}, V_ij exists}|  ~  w^2 b_t b_{t-1} n^2 p_dense            (2)
 * }
 *
 * <p>multiplications, b the share of units in R, w that of parameters that exist, and memory is
 * that of |R_t| + |R_{t-1}| rows. Rows, leaky cell (a &gt; 0): a row lives on while psi is zero, so
 * all n are held and updated in place; the diagonal costs n p multiplications element by element,
 * the product p |{(i, j) : j in R_{t-1}, V_ij exists}|.
 *
 * <p>Nothing depends on the length of the sequence. Rows are reused; memory grows only while a step
 * has more active units than any before.
 *
 * @see "A. Subramoney (2023), arXiv:2303.05641"
 */
public final class SparseInfluence implements Influence {
  private final EventCell cell;
  private final CellRun run;
  private final MaskedWeights weights;
  private final Multiplications multiplications = new Multiplications();
  private final List<double[]> free = new ArrayList<>();

  /** Rows of this step and of the step before that the next one reads; null where there is none. */
  private double[][] now;

  private double[][] before;
  private int inUse;
  private long most;

  /**
   * Nothing has had any influence yet.
   *
   * @param run the cell that it follows
   */
  public SparseInfluence(CellRun run) {
    this.run = run;
    weights = run.weights();
    cell = weights.cell();
    now = new double[cell.units()][];
    before = new double[cell.units()][];
    reset();
  }

  @Override
  public void reset() {
    release(now);
    release(before);
    if (cell.carries()) {
      for (int i = 0; i < now.length; i++) {
        now[i] = row();
        Arrays.fill(now[i], 0);
      }
    }
  }

  @Override
  public void advance() {
    long product = cell.carries() ? advanceLeaky() : advanceEvents();
    long p = weights.size();
    long rows = cell.carries() ? now.length : count(now);
    multiplications.step(product * p, cell.carries() ? rows * p : 0, rows * p);
  }

  /** Returns how many rows were multiplied and added. */
  private long advanceEvents() {
    double[][] last = before;
    before = now;
    now = last;
    release(now);
    double[] psi = run.psi();
    long pairs = 0;
    for (int i = 0; i < now.length; i++) {
      if (psi[i] > 0) {
        now[i] = row();
        pairs += recurrent(i, now[i], 0);
        direct(i, now[i]);
      }
    }
    return pairs;
  }

  private long advanceLeaky() {
    double[] psiBefore = run.psiBefore();
    release(before);
    for (int j = 0; j < now.length; j++) {
      if (psiBefore[j] > 0) {
        before[j] = row();
        System.arraycopy(now[j], 0, before[j], 0, weights.size());
      }
    }
    long pairs = 0;
    for (int i = 0; i < now.length; i++) {
      pairs += recurrent(i, now[i], cell.leak() * (1 - cell.threshold() * psiBefore[i]));
      direct(i, now[i]);
    }
    return pairs;
  }

  /** Row i without its direct part, equation (1). */
  private long recurrent(int i, double[] row, double diagonal) {
    if (diagonal == 0) {
      Arrays.fill(row, 0);
    } else {
      for (int k = 0; k < row.length; k++) {
        row[k] *= diagonal;
      }
    }
    double[] psiBefore = run.psiBefore();
    double[] w = weights.values();
    int bias = weights.start(i + 1) - 1;
    long pairs = 0;
    for (int k = weights.recurrentStart(i); k < bias; k++) {
      int j = weights.source(k) - cell.inputs();
      if (psiBefore[j] > 0) {
        add(row, w[k] * psiBefore[j], before[j]);
        pairs++;
      }
    }
    return pairs;
  }

  /** B_t[i]. */
  private void direct(int i, double[] row) {
    double[] sources = run.sources();
    int end = weights.start(i + 1);
    for (int k = weights.start(i); k < end; k++) {
      row[k] += sources[weights.source(k)];
    }
  }

  static void add(double[] row, double factor, double[] other) {
    for (int k = 0; k < row.length; k++) {
      row[k] += factor * other[k];
    }
  }

  @Override
  public void addTo(double[] c, double[] gradient) {
    long rows = 0;
    for (int i = 0; i < now.length; i++) {
      if (c[i] != 0) {
        add(gradient, c[i], now[i]);
        rows++;
      }
    }
    multiplications.gradient(rows * weights.size());
  }

  @Override
  public Multiplications multiplications() {
    return multiplications;
  }

  /** The most rows ever needed at one time; what the two lists of rows take is included. */
  @Override
  public long bytes() {
    return most * weights.size() * Double.BYTES + 2L * now.length * Integer.BYTES;
  }

  /**
   * Memory of the rows in use now.
   *
   * @return its size [byte]
   */
  public long liveBytes() {
    return (count(now) + count(before)) * weights.size() * Double.BYTES;
  }

  private static long count(double[][] rows) {
    long n = 0;
    for (double[] row : rows) {
      n += row == null ? 0 : 1;
    }
    return n;
  }

  private double[] row() {
    inUse++;
    most = Math.max(most, inUse);
    return free.isEmpty() ? new double[weights.size()] : free.removeLast();
  }

  private void release(double[][] rows, int i) {
    if (rows[i] != null) {
      free.add(rows[i]);
      rows[i] = null;
      inUse--;
    }
  }

  private void release(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      release(rows, i);
    }
  }

  /**
   * M itself as one array of shape (units, p) whose missing rows are zero. What the step before
   * left is not needed again.
   */
  @Override
  public void visit(StateVisitor visitor) {
    int p = weights.size();
    double[] whole = new double[now.length * p];
    for (int i = 0; i < now.length; i++) {
      if (now[i] != null) {
        System.arraycopy(now[i], 0, whole, i * p, p);
      }
    }
    int[] present = new int[now.length];
    Arrays.setAll(present, i -> now[i] == null ? 0 : 1);
    visitor.ints("present", StateRole.LEARNING, 1, present);
    visitor.doubles("M", StateRole.LEARNING, Double.SIZE, whole);
    visitor.part("multiplications", multiplications);
    most = visitor.scalar("most", StateRole.BOOKKEEPING, Long.SIZE, most);
    for (int i = 0; i < now.length; i++) {
      if (present[i] == 0) {
        release(now, i);
      } else {
        now[i] = now[i] == null ? row() : now[i];
        System.arraycopy(whole, i * p, now[i], 0, p);
      }
    }
  }
}
