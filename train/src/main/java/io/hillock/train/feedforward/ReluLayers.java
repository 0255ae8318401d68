package io.hillock.train.feedforward;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import io.hillock.train.rewire.SparseMatrix;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sizes of a network of rectified linear units without bias, and how densely its layers are
 * connected.
 *
 * <p>Initial weights are normal with standard deviation gain sqrt(2 / (p n)): p the connectivity of
 * the layer, n the number of its sources, so that with a gain of 1 the squares of the sums keep
 * their size from layer to layer.
 *
 * @param units n_0 (inputs) to n_L (classes), at least two, all &gt; 0
 * @param connectivity fraction of connections in each layer from the first on, in (0, 1]
 * @param gain scale of the initial weights, &gt; 0
 * @see "K. He, X. Zhang, S. Ren, J. Sun (2015), ICCV, doi:10.1109/ICCV.2015.123"
 */
public record ReluLayers(List<Integer> units, List<Double> connectivity, double gain) {
  /** Copies the lists and checks every documented bound. */
  public ReluLayers {
    units = List.copyOf(units);
    connectivity = List.copyOf(connectivity);
    if (units.size() < 2 || units.stream().anyMatch(n -> n < 1)) {
      throw new ParameterException(
          "sparse network", "units", units, "there must be at least two layers, all of size >= 1");
    }
    if (connectivity.size() != units.size() - 1
        || connectivity.stream().anyMatch(p -> !(p > 0 && p <= 1))) {
      throw new ParameterException(
          "sparse network",
          "connectivity",
          connectivity,
          "there must be one for each of " + (units.size() - 1) + " layers, all in (0, 1]");
    }
    if (!(gain > 0)) {
      throw new ParameterException("sparse network", "gain", gain, "it must be > 0");
    }
  }

  /**
   * The same layers, fully connected.
   *
   * @return the variant
   */
  public ReluLayers dense() {
    return new ReluLayers(units, connectivity.stream().map(p -> 1.0).toList(), gain);
  }

  /**
   * Draws initial weights, for all places.
   *
   * @param seed where they come from
   * @return a matrix for each layer
   */
  public ParameterSet weights(Seed seed) {
    return new ParameterSet(
        IntStream.range(0, connectivity.size())
            .mapToObj(l -> {
              int n = units.get(l);
              double deviation = gain * StrictMath.sqrt(2 / (connectivity.get(l) * n));
              return new Parameter("w" + (l + 1), n, units.get(l + 1))
                  .fillNormal(deviation, seed.stream(Purpose.WIRING, 40, l));
            })
            .toList());
  }

  /**
   * The layers as matrices that are to be sparse.
   *
   * @param weights what {@link #weights} gave
   * @return a sparse matrix for each layer, signs drawn at each birth
   */
  public List<SparseMatrix> sparse(ParameterSet weights) {
    return IntStream.range(0, connectivity.size())
        .mapToObj(l -> SparseMatrix.of(weights.all().get(l), connectivity.get(l)))
        .toList();
  }
}
