package io.hillock.device.odin;

/**
 * Spike-driven synaptic plasticity on 3-bit weights, from tables: what a presynaptic event does to
 * the synapse that it reaches, given membrane potential and calcium of the neuron behind it.
 *
 * {@snippet lang=text :
 * UP   = (V >= theta_m) and (theta_1 <= Ca < theta_3)                               (1)
 * DOWN = (V <  theta_m) and (theta_1 <= Ca < theta_2)                               (2)
 * w' = min(w + 1, 7) if UP;   max(w - 1, 0) if DOWN;   w otherwise                  (3)
 * bistability:  w' = min(w + 1, 7) if w >= 4;   max(w - 1, 0) otherwise             (4)
 * }
 *
 * <p>V membrane potential, 8 bit; Ca calcium, 3 bit; w weight, 3 bit, all unsigned. No spike time
 * and no trace enters, so nothing is stored for the synapse but its weight.
 *
 * @see "C. Frenkel, M. Lefebvre, J.-D. Legat, D. Bol (2019), IEEE TBioCAS 13:145,
 *     doi:10.1109/TBCAS.2018.2880425"
 * @see "J. M. Brader, W. Senn, S. Fusi (2007), Neural Comput. 19:2881,
 *     doi:10.1162/neco.2007.19.11.2881"
 */
public final class SdspTable {
  /** What a neuron tells its synapses. */
  public enum Flag {
    /** Nothing is learned. */
    NONE,
    /** Potentiate, (1). */
    UP,
    /** Depress, (2). */
    DOWN
  }

  /** Width of a weight. */
  public static final int BITS = 3;

  /** The greatest weight, and the greatest calcium. */
  public static final int MOST = (1 << BITS) - 1;

  private static final int LEVELS = MOST + 1;
  private static final Flag[] FLAGS = Flag.values();

  /** (3), index flag * 8 + w. */
  private static final byte[] NEXT = new byte[FLAGS.length * LEVELS];

  /** (4), index w. */
  private static final byte[] BISTABLE = new byte[LEVELS];

  static {
    for (int w = 0; w < LEVELS; w++) {
      byte more = (byte) Math.min(w + 1, MOST);
      byte less = (byte) Math.max(w - 1, 0);
      NEXT[Flag.NONE.ordinal() * LEVELS + w] = (byte) w;
      NEXT[Flag.UP.ordinal() * LEVELS + w] = more; // (3)
      NEXT[Flag.DOWN.ordinal() * LEVELS + w] = less;
      BISTABLE[w] = w >= LEVELS / 2 ? more : less; // (4)
    }
  }

  /** Index (V >= theta_m) * 8 + Ca. */
  private final Flag[] flag = new Flag[2 * LEVELS];

  /**
   * The tables of a neuron.
   *
   * @param neuron its calcium thresholds, and whether its synapses learn
   */
  public SdspTable(OdinNeuron neuron) {
    for (int ca = 0; ca < LEVELS; ca++) {
      boolean open = neuron.learns() && ca >= neuron.theta1();
      flag[ca] = open && ca < neuron.theta2() ? Flag.DOWN : Flag.NONE; // (2)
      flag[LEVELS + ca] = open && ca < neuron.theta3() ? Flag.UP : Flag.NONE; // (1)
    }
  }

  /**
   * What the neuron tells its synapses, (1) and (2).
   *
   * @param above whether V &gt;= theta_m
   * @param calcium Ca, from 0 to 7
   * @return the flag
   */
  public Flag flag(boolean above, int calcium) {
    return flag[(above ? LEVELS : 0) + calcium];
  }

  /**
   * The weight after a presynaptic event, (3).
   *
   * @param flag of the neuron
   * @param w the weight, from 0 to 7
   * @return the new weight
   */
  public static int next(Flag flag, int w) {
    return NEXT[flag.ordinal() * LEVELS + w];
  }

  /**
   * The weight after a bistability event, (4).
   *
   * @param w the weight, from 0 to 7
   * @return the new weight
   */
  public static int bistable(int w) {
    return BISTABLE[w];
  }
}
