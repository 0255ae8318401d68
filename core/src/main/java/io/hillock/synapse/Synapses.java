package io.hillock.synapse;

import io.hillock.signal.SpikeList;
import io.hillock.state.Stateful;
import java.util.Optional;

/**
 * The synapses of one projection on one substrate. Two paths: <em>read</em>, spikes in and currents
 * out; <em>write</em>, a rule proposes dw and the substrate decides what the weight becomes. Absent
 * synapses stay absent on both.
 */
public interface Synapses extends Stateful {
  /**
   * Which synapses are present.
   *
   * @return the wiring
   */
  Wiring wiring();

  /**
   * Read path of one step; called once in every computed step, also without spikes.
   *
   * {@snippet lang=text :
   * current_j += sum over spikes i of w_ij                                            (1)
   * }
   *
   * @param spikes presynaptic spikes that arrive in this step
   * @param current postsynaptic input, shape (post)
   */
  void deliver(SpikeList spikes, float[] current);

  /**
   * Graded read, y_j += sum_i x_i w_ij; rows with x_i = 0 cost nothing.
   *
   * @param x presynaptic values, shape (pre)
   * @param y postsynaptic sums, shape (post)
   */
  void read(float[] x, float[] y);

  /**
   * The weight as it is stored, without read noise; 0 for an absent synapse.
   *
   * @param pre presynaptic index
   * @param post postsynaptic index
   * @return w
   */
  float weight(int pre, int post);

  /**
   * The values that a weight can take, where a weight is an integer of a few bits.
   *
   * @return the levels, or empty where weights are continuous
   */
  default Optional<WeightLevels> levels() {
    return Optional.empty();
  }

  /**
   * All weights of a row as they are stored, 0 where there is no synapse.
   *
   * @param pre presynaptic index
   * @param row receives them, shape (post)
   */
  default void weights(int pre, float[] row) {
    for (int j = 0; j < row.length; j++) {
      row[j] = weight(pre, j);
    }
  }

  /**
   * Feedback through the transposed weights, x_i += sum_j w_ij y_j, as symmetric feedback needs it.
   *
   * @param y postsynaptic values, shape (post)
   * @param x presynaptic sums, shape (pre)
   */
  void readTransposed(float[] y, float[] x);

  /**
   * Proposes a change of one row, dw_ij = factor * post_j for every present synapse of the row with
   * post_j != 0.
   *
   * @param pre presynaptic index i
   * @param factor common factor
   * @param post postsynaptic factors, shape (post)
   */
  void proposeRow(int pre, float factor, float[] post);

  /**
   * Proposes a change of one synapse; a proposal for an absent synapse is ignored.
   *
   * @param pre presynaptic index
   * @param post postsynaptic index
   * @param dw the proposed change, in units of the weight
   */
  void propose(int pre, int post, float dw);

  /**
   * Ends the step on the device: refresh, relaxation, the passing of blind time. Called once in
   * every computed step, after learning.
   */
  void settle();

  /**
   * Whether spikes are still under way inside, on synaptic delays.
   *
   * @return true when a later step will deliver without new spikes
   */
  boolean pending();

  /**
   * Passes over a stretch without spikes; only called when nothing is pending.
   *
   * @param steps length of the stretch, positive
   */
  void skip(long steps);

  /** Forgets spikes under way; weights stay. */
  void reset();
}
