package io.hillock.device.odin;

/**
 * Configuration bits of the processor that decide what learning and delivery may do.
 *
 * @param updateUnmapped whether unmapped synapses learn (UPDATE_UNMAPPED_SYN)
 * @param propagateUnmapped whether unmapped synapses act (PROPAGATE_UNMAPPED_SYN); with it and
 *     without the first, the mapping bit says which synapses are plastic
 * @param learnOnSingleEvents whether an event of a single synapse makes it learn (SDSP_ON_SYN_STIM)
 * @see "C. Frenkel, M. Lefebvre, J.-D. Legat, D. Bol (2019), IEEE TBioCAS 13:145,
 *     doi:10.1109/TBCAS.2018.2880425"
 */
public record OdinSwitches(
    boolean updateUnmapped, boolean propagateUnmapped, boolean learnOnSingleEvents) {
  /** All bits 0: an unmapped synapse is absent. */
  public static final OdinSwitches CLOSED = new OdinSwitches(false, false, false);

  /** Every synapse acts, and the mapping bit says which are plastic. */
  public static final OdinSwitches MAPPED_ARE_PLASTIC = new OdinSwitches(false, true, false);
}
