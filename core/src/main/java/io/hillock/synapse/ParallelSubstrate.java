package io.hillock.synapse;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.random.RandomStream;

/**
 * A substrate that holds every weight K times and writes one copy at a time.
 *
 * {@snippet lang=text :
 * w_ij = (1/K) sum_m w_ij^m                                                         (1)
 * dw   -> K dw proposed to member m = c mod K                                       (2)
 * c    -> c + 1 after each proposal within a step                                   (3)
 * c    -> c_0 + 1 when a step ends that had proposals, c_0: c at its beginning       (4)
 * }
 *
 * <p>Independent errors of the members average out: a spread sigma of writing or reading becomes
 * sigma/sqrt(K), and the finest step of a weight a K-th of that of a member. The counter c of (2)
 * is one for all synapses, as on a chip; by (4) a step that writes every synapse meets each synapse
 * with the next member, whatever the number of synapses. A proposal of 0 or for an absent synapse
 * moves no counter. K dw may end at the bound of one member while the others have room.
 *
 * <p>Each member is programmed to the initial weights. A read of a synapse is one {@code
 * SYNAPSE_READ} or {@code MULTIPLY_ACCUMULATE}, its energy is that of all K members; writes,
 * pulses, saturations and lost spikes are those of the members.
 *
 * @param inner what a member is
 * @param devices K, 1 or more
 * @see "I. Boybat et al. (2018), Neuromorphic computing with multi-memristive synapses, Nat.
 *     Commun. 9:2514, doi:10.1038/s41467-018-04933-y"
 */
public record ParallelSubstrate(Substrate inner, int devices) implements Substrate {
  /** Checks the number of members. */
  public ParallelSubstrate {
    if (devices < 1) {
      throw new ParameterException("parallel substrate", "K", devices, "it must be >= 1");
    }
  }

  @Override
  public ParallelSynapses create(
      Wiring wiring, float[] weights, RandomStream device, Counts counts) {
    Counts shared = new Counts();
    Synapses[] members = new Synapses[devices];
    for (int m = 0; m < devices; m++) {
      members[m] = inner.create(wiring, weights, device, shared);
    }
    return new ParallelSynapses(members, shared, counts);
  }
}
