package io.hillock.train.rewire;

import io.hillock.random.Seed;
import io.hillock.train.ParameterSet;
import io.hillock.train.optimise.Optimiser;
import java.util.List;

/**
 * The connections drawn at the start stay, and their weights may change sign: the control of
 * everything that rewires.
 */
public record StaticMask() implements Rewiring {
  @Override
  public Running start(ParameterSet parameters, List<SparseMatrix> sparse, Seed seed) {
    return new SparseRun(parameters, sparse, SparseRun.connections(sparse), seed) {
      @Override
      void rewire(Optimiser.Running optimiser, double rate) {}
    };
  }
}
