package io.hillock.gallery.scaling;

import io.hillock.gallery.Figures;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.Technology;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * All networks that were grown and all wires that were added up.
 *
 * @param sizes units, rising
 * @param tests spirals scored with each network
 * @param networks by family, size and seed
 * @param wires by curve
 */
record Grown(
    int[] sizes, int tests, Map<Family, List<List<Figures>>> networks, Map<Wires, Figures> wires) {
  double[] units() {
    return Arrays.stream(sizes).asDoubleStream().toArray();
  }

  List<Figures> largest(Family family) {
    return networks.get(family).getLast();
  }

  /** Mean over seeds of one of a row of figures, by size. */
  double[] bySize(Family family, String row, int element) {
    return networks.get(family).stream()
        .mapToDouble(seeds ->
            seeds.stream().mapToDouble(f -> f.row(row)[element]).average().orElse(Double.NaN))
        .toArray();
  }

  /** Energy of an inference by size, mean over seeds [J]. */
  EnergyEstimate[] energy(Family family, Technology technology) {
    return networks.get(family).stream()
        .map(seeds -> mean(seeds, technology))
        .toArray(EnergyEstimate[]::new);
  }

  EnergyEstimate mean(List<Figures> seeds, Technology technology) {
    EnergyEstimate sum = EnergyEstimate.ZERO;
    for (Figures f : seeds) {
      sum = sum.plus(Devices.events(f, technology, tests));
    }
    return sum.times(1.0 / seeds.size());
  }

  /** Energy of an inference of the dense device at batch 1 by size, weights on the chip [J]. */
  EnergyEstimate[] clocked(Devices.Weights weights, double batch) {
    return networks.get(Family.DENSE).stream()
        .map(seeds -> Devices.dense(seeds.getFirst(), weights, batch))
        .toArray(EnergyEstimate[]::new);
  }

  /** The exponent of reads by events over the larger half of the sizes, by seed. */
  double[] readExponents(Family family) {
    int seeds = networks.get(family).getFirst().size();
    double[] exponents = new double[seeds];
    for (int s = 0; s < seeds; s++) {
      int seed = s;
      double[] reads =
          networks.get(family).stream()
              .mapToDouble(all -> all.get(seed).row(GrownNetwork.INFERENCE)[0])
              .toArray();
      exponents[s] = PowerLaw.fitLast((sizes.length + 1) / 2 + 1, units(), reads).exponent();
    }
    return exponents;
  }

  /** Share of the reads of a clocked dense network that events of the largest one ask for. */
  double[] activity(Family family) {
    return largest(family).stream()
        .mapToDouble(f -> f.row(GrownNetwork.INFERENCE)[0] / f.row(GrownNetwork.CLOCKED)[0])
        .toArray();
  }

  /** Least accuracy over sizes from 32 units on, by seed. */
  double[] leastAccuracy() {
    int seeds = networks.get(Family.DENSE).getFirst().size();
    double[] least = new double[seeds];
    Arrays.fill(least, 1);
    networks.forEach((family, bySize) -> {
      for (int k = 0; k < sizes.length; k++) {
        for (int s = 0; s < seeds && sizes[k] >= 32; s++) {
          least[s] = Math.min(least[s], bySize.get(k).get(s).get(GrownNetwork.ACCURACY));
        }
      }
    });
    return least;
  }

  /** Energy of the dense device over that of a family at the largest size, by seed. */
  double[] advantage(Family family, Devices.Weights weights, double batch) {
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_45NM);
    return largest(family).stream()
        .mapToDouble(f ->
            Devices.dense(f, weights, batch).value() / Devices.events(f, technology, tests).value())
        .toArray();
  }

  /**
   * Batch from which the dense device costs less than a family at the largest size, whose energy is
   * the mean over seeds: near the activity where events always win, single seeds lie far apart.
   */
  double crossover(Family family, Devices.Weights weights) {
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_45NM);
    List<Figures> seeds = largest(family);
    return Devices.crossover(mean(seeds, technology).value(), seeds.getFirst(), weights);
  }

  /** Greatest relative difference between the ledger's energy and the model by terms. */
  double inconsistency() {
    Technology technology = Technology.of(Technology.BuiltIn.DIGITAL_45NM);
    double worst = 0;
    for (List<List<Figures>> bySize : networks.values()) {
      for (List<Figures> seeds : bySize) {
        for (Figures f : seeds) {
          double ledger = Devices.events(f, technology, tests).value();
          double model = Devices.modelled(Devices.workload(f));
          worst = Math.max(worst, Math.abs(model / ledger - 1));
        }
      }
    }
    return worst;
  }
}
