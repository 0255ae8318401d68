package io.hillock.ledger;

import io.hillock.fault.ParameterException;
import java.util.List;

/**
 * The complexity metrics of NeuroBench's algorithm track.
 *
 * {@snippet lang=text :
 * footprint           = bytes of parameters and buffers, at their quantisation      (1)
 * connection sparsity = zero weights / all weights, over all layers                 (2)
 * activation sparsity = 1 - spikes / (neurons x timesteps), over all layers         (3)
 * dense               = synaptic operations of an execution, zeros included         (4)
 * effective ACs       = operations with a spike and a present weight                (5)
 * effective MACs      = operations with a graded activation that is not zero        (6)
 * }
 *
 * <p>An execution is one timestep, and (4) to (6) are means over all timesteps, those skipped as
 * idle included: they are timesteps without activation. (5) and (6) come from the ledger, which
 * counts present synapses; a present synapse whose weight is zero is counted too, so both are upper
 * bounds by that.
 *
 * @param footprintBytes (1) of inference [byte]
 * @param learningBytes what learning adds to (1) [byte]
 * @param connectionSparsity (2), 0 for none, 1 for no connection
 * @param activationSparsity (3), 1 for no activation
 * @param denseOperations (4), per timestep
 * @param effectiveAcs (5), per timestep
 * @param effectiveMacs (6), per timestep
 * @see "J. Yik et al. (2025), The NeuroBench framework for benchmarking neuromorphic computing
 *     algorithms and systems, Nat. Commun. 16:1545, doi:10.1038/s41467-025-56739-4"
 */
public record NeuroBench(
    double footprintBytes,
    double learningBytes,
    double connectionSparsity,
    double activationSparsity,
    double denseOperations,
    double effectiveAcs,
    double effectiveMacs) {

  /**
   * Connections of one projection.
   *
   * @param pairs entries of its weight matrix, absent ones included
   * @param zeros entries that are zero or absent
   * @param counts what its owner counted
   */
  public record Connections(long pairs, long zeros, Counts counts) {
    /** Checks that the zeros are among the pairs. */
    public Connections {
      if (!(0 <= zeros && zeros <= pairs)) {
        throw new ParameterException(
            "NeuroBench", "zeros", zeros, "it must lie in [0, pairs = " + pairs + "]");
      }
    }
  }

  /**
   * A population that fires.
   *
   * @param neurons number of its neurons
   * @param counts what its owner counted
   */
  public record Activations(long neurons, Counts counts) {}

  /**
   * Computes the metrics.
   *
   * @param memory the state by role
   * @param connections all projections
   * @param activations all populations that fire, inputs not among them
   * @param timesteps timesteps in which the counts arose, computed and idle ones, &gt;= 1
   * @return the metrics
   */
  public static NeuroBench of(
      MemoryReport memory,
      List<Connections> connections,
      List<Activations> activations,
      long timesteps) {
    if (timesteps < 1) {
      throw new ParameterException("NeuroBench", "timesteps", timesteps, "it must be >= 1");
    }
    long pairs = connections.stream().mapToLong(Connections::pairs).sum();
    long zeros = connections.stream().mapToLong(Connections::zeros).sum();
    double slots = activations.stream().mapToDouble(a -> (double) a.neurons() * timesteps).sum();
    long spikes = activations.stream().mapToLong(a -> a.counts().get(CountKind.SPIKE)).sum();
    return new NeuroBench(
        memory.inferenceBytes(), // (1)
        memory.learningBytes(),
        pairs == 0 ? 0 : (double) zeros / pairs, // (2)
        slots == 0 ? 0 : 1 - spikes / slots, // (3)
        pairs, // (4)
        (double) sum(connections, CountKind.SYNAPSE_READ) / timesteps, // (5)
        (double) sum(connections, CountKind.MULTIPLY_ACCUMULATE) / timesteps); // (6)
  }

  private static long sum(List<Connections> connections, CountKind kind) {
    return connections.stream().mapToLong(c -> c.counts().get(kind)).sum();
  }
}
