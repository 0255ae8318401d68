package io.hillock.lesion;

import io.hillock.random.RandomStream;
import java.util.Arrays;

/**
 * How many of n sites fail, and which. Every site draws a rank u_i, uniform in [0, 1); as long as
 * the stream is the same, sites that fail at a fraction q also fail at every greater one.
 */
public enum FaultLaw {
  /**
   * The k sites of least rank fail, k = floor(q n + u) with one more uniform u: exactly q n where
   * that is a whole number, and q n on average where it is not.
   */
  COUNT,
  /** The sites with u_i &lt; q fail, independently; their number has the mean q n. */
  INDEPENDENT;

  /**
   * Draws the sites that fail; takes n + 1 draws of the stream under either law.
   *
   * @param n number of sites, &gt;= 0
   * @param fraction q, in [0, 1]
   * @param random the stream
   * @return their indices, ascending
   */
  public int[] draw(int n, double fraction, RandomStream random) {
    long[] rank = new long[n];
    for (int i = 0; i < n; i++) {
      rank[i] = random.nextLong() >>> 1;
    }
    double u = random.nextDouble();
    long below =
        switch (this) {
          case COUNT -> {
            int k = (int) Math.min(n, Math.floor(fraction * n + u));
            yield k == 0 ? 0 : rankOf(rank, k) + 1;
          }
          case INDEPENDENT -> (long) (fraction * 0x1.0p63);
        };
    int[] sites = new int[n];
    int failed = 0;
    for (int i = 0; i < n; i++) {
      if (rank[i] < below || fraction == 1) {
        sites[failed++] = i;
      }
    }
    return Arrays.copyOf(sites, failed);
  }

  private static long rankOf(long[] rank, int k) {
    long[] sorted = rank.clone();
    Arrays.sort(sorted);
    return sorted[k - 1];
  }
}
