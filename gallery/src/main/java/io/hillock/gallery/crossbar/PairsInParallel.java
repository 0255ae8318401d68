package io.hillock.gallery.crossbar;

import io.hillock.device.NonIdeality;
import io.hillock.device.crossbar.PairRead;
import io.hillock.device.rram.RramCrossbar;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Result;
import io.hillock.gallery.plot.Plot;
import io.hillock.ledger.Counts;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.synapse.ParallelSubstrate;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import io.hillock.unit.Time;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Error of the product against K, the pairs in parallel for each synapse, with subtracting and with
 * normalising pairs: root mean square over columns and reads, over that of the product.
 */
final class PairsInParallel {
  private static final int[] PAIRS = {1, 2, 4, 8, 16};
  private static final int SIZE = 64;
  private static final int ACTIVE = 8;
  private static final int READS = 20;

  private PairsInParallel() {}

  /** Adds the figures for each K and both reads. */
  static void report(Result result, Environment environment) {
    RramParameters noisy =
        RramPreset.HFO2_1T1R
            .parameters()
            .withOnly(
                NonIdeality.CYCLE_TO_CYCLE,
                NonIdeality.DEVICE_TO_DEVICE,
                NonIdeality.RELAXATION,
                NonIdeality.READ_NOISE);
    List<Plot.Series> series = new ArrayList<>();
    double[] x = Arrays.stream(PAIRS).asDoubleStream().toArray();
    for (PairRead read : PairRead.values()) {
      double[] mean = new double[PAIRS.length];
      for (int n = 0; n < PAIRS.length; n++) {
        int k = PAIRS[n];
        RramCrossbar one = new RramCrossbar(noisy, 1, Time.ms(1), read);
        double[] percent =
            environment.seeds().stream()
                .mapToDouble(seed -> 100 * error(new ParallelSubstrate(one, k), seed))
                .toArray();
        String word = read == PairRead.DIFFERENCE ? "subtracted" : "normalised";
        result.metric("pairs." + word + ".errorPercent." + k, percent);
        mean[n] = Claim.mean(percent);
      }
      String name = read == PairRead.DIFFERENCE ? "currents subtracted" : "currents normalised";
      series.add(new Plot.Series(name, Plot.Style.LINE, x, mean));
    }
    double[] law = Arrays.stream(x).map(k -> series.getFirst().y()[0] / Math.sqrt(k)).toArray();
    series.add(new Plot.Series("1 / sqrt(K)", Plot.Style.LINE, x, law));
    result.plot(
        new Plot.Curves(
            "Error of the product against pairs in parallel, cells of hfo2-1t1r, 8 of 64 rows",
            new Plot.Axis("K, pairs for each synapse", true),
            new Plot.Axis("error of the product [%]", true),
            series));
  }

  private static double error(Substrate substrate, Seed seed) {
    Wiring wiring = Wiring.where(SIZE, SIZE, (i, j) -> true);
    RandomStream draw = seed.stream(Purpose.WIRING);
    float[] w = new float[wiring.size()];
    for (int k = 0; k < w.length; k++) {
      w[k] = (float) draw.nextDouble(-1, 1);
    }
    Synapses synapses = substrate.create(wiring, w, seed.stream(Purpose.DEVICE), new Counts());
    RandomStream input = seed.stream(Purpose.INPUT);
    double off = 0;
    double all = 0;
    for (int r = 0; r < READS; r++) {
      float[] x = new float[SIZE];
      double[] exact = new double[SIZE];
      float[] y = new float[SIZE];
      for (int n = 0; n < ACTIVE; ) {
        int i = input.nextInt(SIZE);
        if (x[i] == 0) {
          x[i] = 1;
          n++;
          for (int j = 0; j < SIZE; j++) {
            exact[j] += w[i * SIZE + j];
          }
        }
      }
      synapses.read(x, y);
      for (int j = 0; j < SIZE; j++) {
        off += (y[j] - exact[j]) * (y[j] - exact[j]);
        all += exact[j] * exact[j];
      }
    }
    return Math.sqrt(off / all);
  }
}
