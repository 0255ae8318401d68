package io.hillock.device;

import io.hillock.synapse.Substrate;
import io.hillock.unit.Time;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A device with all its numbers and the switches that say which of its non-idealities act; never
 * changes. Whoever compares devices, or asks what one non-ideality costs, needs no more than this.
 */
public interface DeviceModel {
  /**
   * The kind of device.
   *
   * @return rram, pcm or mtj
   */
  String kind();

  /**
   * The name of the set of numbers.
   *
   * @return the name, as the command line takes it
   */
  String name();

  /**
   * What to cite for it.
   *
   * @return the citation
   */
  String citation();

  /**
   * Every number with unit, source and evidence.
   *
   * @return the figures, in a fixed order
   */
  List<Figure> figures();

  /**
   * The non-idealities that this kind knows.
   *
   * @return the switches
   */
  Set<NonIdeality> models();

  /**
   * The non-idealities that act.
   *
   * @return a part of {@link #models}
   */
  Set<NonIdeality> active();

  /**
   * The same numbers with other switches.
   *
   * @param switches what acts; nothing else does
   * @return the variant
   * @throws io.hillock.fault.ParameterException when this kind does not know one of them
   */
  DeviceModel withOnly(Collection<NonIdeality> switches);

  /**
   * Differential pairs of such devices.
   *
   * @param wMax the weight of a full difference, &gt; 0
   * @param dt the step of the network, in which ages and blind time are counted
   * @return the substrate
   */
  Substrate substrate(double wMax, Time dt);

  /**
   * Whether a non-ideality acts.
   *
   * @param which the non-ideality
   * @return true when it does
   */
  default boolean has(NonIdeality which) {
    return active().contains(which);
  }

  /**
   * Whether nothing acts, so that the array is a matrix of floats.
   *
   * @return true when all switches are off
   */
  default boolean exact() {
    return active().isEmpty();
  }
}
