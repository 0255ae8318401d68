package io.hillock.gallery.scaling;

import io.hillock.gallery.Figures;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;

/** The four curves of summed wire lengths. */
enum Wires {
  /** All events, square. */
  DENSE_2D("dense2d", "square, all active", 2, false, 3),
  /** All events, cube. */
  DENSE_3D("dense3d", "cube, all active", 3, false, 8.0 / 3),
  /** Few events, square. */
  SPARSE_2D("sparse2d", "square, 8 active", 2, true, 2),
  /** Few events, cube. */
  SPARSE_3D("sparse3d", "cube, 8 active", 3, true, 5.0 / 3);

  /** Sizes, summed lengths [steps], the same over the surface. */
  static final String NEURONS = "neurons";

  static final String LENGTH = "length";
  static final String DENSITY = "density";

  private static final int ACTIVE = 8;
  private static final int DRAWS = 25;

  /** The last points, where ends of wires within blocks weigh little. */
  private static final int FITTED = 5;

  private final String metric;
  private final String text;
  private final int dimensions;
  private final boolean sparse;
  private final double derived;

  Wires(String metric, String text, int dimensions, boolean sparse, double derived) {
    this.metric = metric;
    this.text = text;
    this.dimensions = dimensions;
    this.sparse = sparse;
    this.derived = derived;
  }

  String metric() {
    return metric;
  }

  String text() {
    return text;
  }

  /** The exponent of the derivation. */
  double derived() {
    return derived;
  }

  /** The derived exponent of energy over surface. */
  double derivedDensity() {
    return derived - (dimensions == 3 ? 4.0 / 3 : 2);
  }

  /** Adds lengths up for rising sizes. */
  Figures sum(int most, Seed seed) {
    int first = dimensions == 3 ? 3 : 5;
    int sizes = 0;
    while (power(size(first, sizes)) <= most) {
      sizes++;
    }
    double[] neurons = new double[sizes];
    double[] length = new double[sizes];
    double[] density = new double[sizes];
    for (int k = 0; k < sizes; k++) {
      WireLengths wires = new WireLengths(dimensions, size(first, k));
      neurons[k] = wires.neurons();
      length[k] =
          sparse
              ? wires.sparse(ACTIVE, DRAWS, seed.stream(Purpose.NEURON, 64, ordinal(), k))
              : wires.dense();
      density[k] = length[k] / wires.surface();
    }
    return new Figures().put(NEURONS, neurons).put(LENGTH, length).put(DENSITY, density);
  }

  private double power(int k) {
    return StrictMath.pow(k, dimensions);
  }

  /** Sides of blocks: by one in a cube, by a quarter in a square. */
  private int size(int first, int step) {
    return dimensions == 3
        ? first + step
        : (int) StrictMath.round(first * StrictMath.pow(1.3, step));
  }

  static PowerLaw law(Figures figures, String row) {
    return PowerLaw.fitLast(FITTED, figures.row(NEURONS), figures.row(row));
  }
}
