package io.hillock.device.characterisation;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;
import io.hillock.synapse.Substrate;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Pairs driven up and then down by equal proposals: the picture by which devices are compared.
 *
 * @param pairs how many, at least 2
 * @param half proposals upwards, and then as many downwards
 * @param change one proposal over w_max
 */
public record PairTrain(int pairs, int half, float change) {
  /**
   * Drives pairs.
   *
   * @param substrate the pairs, w_max being 1
   * @param random draws of the devices
   * @param figures receives energy and pulses of a write
   * @return mean, mean - sd, mean + sd and one single pair
   */
  public List<Series> drive(Substrate substrate, RandomStream random, List<Measured> figures) {
    Counts counts = new Counts();
    Wiring wiring = Wiring.where(1, pairs, (i, j) -> true);
    Synapses synapses = substrate.create(wiring, new float[pairs], random, counts);
    float[] ones = new float[pairs];
    Arrays.fill(ones, 1);
    double[] x = new double[2 * half + 1];
    double[] mean = new double[x.length];
    double[] sd = new double[x.length];
    double[] one = new double[x.length];
    double[] w = new double[pairs];
    for (int n = 0; n < x.length; n++) {
      if (n > 0) {
        synapses.proposeRow(0, n <= half ? change : -change, ones);
        synapses.settle();
      }
      Arrays.setAll(w, j -> synapses.weight(0, j));
      x[n] = n;
      mean[n] = Sample.mean(w);
      sd[n] = Sample.sd(w);
      one[n] = w[0];
    }
    long writes = counts.get(CountKind.SYNAPSE_WRITE);
    if (writes > 0) {
      figures.add(new Measured("energy per write", counts.writeEnergyJ() / writes, "J"));
      double pulses = (double) counts.get(CountKind.PROGRAMMING_PULSE) / writes;
      figures.add(new Measured("pulses per write", pulses, "pulses"));
    }
    String label = String.format(Locale.ROOT, "proposal, %s w_max each", change);
    List<Series> all = new ArrayList<>(Sample.band("weight", label, x, "w / w_max", mean, sd));
    all.add(new Series("one pair", label, x, "w / w_max", one));
    return all;
  }
}
