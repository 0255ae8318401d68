package io.hillock.lesion;

import java.util.List;

/**
 * A trained network in which units and synapses can fail. Faults last: whatever learns later, a
 * faulty unit keeps its output and a faulty synapse its weight. They are part of its state.
 */
public interface Lesionable {
  /**
   * Sites of one kind that are drawn together.
   *
   * @param name name of the layer, population or projection
   * @param count how many sites it has
   */
  record Group(String name, int count) {}

  /** How a unit fails. */
  enum UnitFault {
    /** Its output is 0. */
    DEAD,
    /** Its output is the greatest that it can give. */
    STUCK_ON
  }

  /**
   * The units that can fail, by hidden layer or population; inputs and outputs are not among them.
   *
   * @return the groups
   */
  List<Group> unitGroups();

  /**
   * The synapses that can fail, by layer or projection; biases are not among them.
   *
   * @return the groups
   */
  List<Group> synapseGroups();

  /**
   * A weight as it is stored now.
   *
   * @param group which group of synapses
   * @param synapse its index in the group
   * @return w
   */
  float weight(int group, int synapse);

  /**
   * Lets a unit fail.
   *
   * @param group which group of units
   * @param unit its index in the group
   * @param fault how
   */
  void fail(int group, int unit, UnitFault fault);

  /**
   * Lets a synapse fail.
   *
   * @param group which group of synapses
   * @param synapse its index in the group
   * @param weight the weight that it keeps, finite
   */
  void stick(int group, int synapse, float weight);

  /**
   * Multiplies the weights of all synapses that leave a group of units, but not of stuck ones.
   *
   * @param group which group of units
   * @param factor the factor, finite
   */
  void scaleOutgoing(int group, double factor);
}
