package io.hillock.learning.local;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Ledger;
import io.hillock.lesion.Lesionable;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Layers that each learn from their own classifier, one behind the other. A layer hands on its
 * spikes and gets nothing back.
 *
 * <p>A sample may begin with a burn-in: steps in which traces build up, but no layer learns and no
 * readout is added to the decision.
 *
 * <p>Units of all layers and their learned weights can fail ({@link Lesionable}); of a convolution
 * a stored weight fails in all places that share it. The fixed readouts cannot.
 */
public final class LocalNetwork implements Lesionable, Stateful {
  private final LocalLayer[] layers;
  private final double[][] sums;
  private final Ledger ledger = new Ledger();
  private final int burnIn;
  private long sinceReset;

  /**
   * A network at its beginning, without burn-in.
   *
   * @param shapes its layers; each has as many inputs as the one before has units
   * @param triggers how errors become events, one for each layer, or none
   * @param seed draws weights, readouts and events
   */
  public LocalNetwork(List<LocalLayer.Shape> shapes, List<LocalLayer.Trigger> triggers, Seed seed) {
    this(shapes, triggers, 0, seed);
  }

  /**
   * A network at its beginning.
   *
   * @param shapes its layers; each has as many inputs as the one before has units
   * @param triggers how errors become events, one for each layer, or none
   * @param burnIn steps at the beginning of a sample without learning and decision, &gt;= 0
   * @param seed draws weights, readouts and events
   */
  public LocalNetwork(
      List<LocalLayer.Shape> shapes, List<LocalLayer.Trigger> triggers, int burnIn, Seed seed) {
    if (burnIn < 0) {
      throw new ParameterException("local network", "burn-in", burnIn, "it must be >= 0 steps");
    }
    this.burnIn = burnIn;
    if (shapes.isEmpty() || !triggers.isEmpty() && triggers.size() != shapes.size()) {
      throw new ParameterException(
          "local network",
          "triggers",
          triggers.size(),
          "there must be none or one for each of " + shapes.size() + " layers, and a layer");
    }
    layers = new LocalLayer[shapes.size()];
    sums = new double[layers.length][];
    for (int l = 0; l < layers.length; l++) {
      LocalLayer.Shape shape = shapes.get(l);
      if (l > 0 && shape.wiring().inputs() != shapes.get(l - 1).wiring().units()) {
        throw new ParameterException(
            "local network",
            "inputs of layer " + (l + 1),
            shape.wiring().inputs(),
            "the layer before it has " + shapes.get(l - 1).wiring().units() + " units");
      }
      Optional<LocalLayer.Trigger> trigger =
          triggers.isEmpty() ? Optional.empty() : Optional.of(triggers.get(l));
      layers[l] = new LocalLayer(shape, trigger, seed, l, ledger.of("layer " + (l + 1)));
      sums[l] = new double[shape.classes()];
    }
  }

  /** Begins a sample: forgets traces, spikes and sums of the readouts. */
  public void reset() {
    sinceReset = 0;
    for (int l = 0; l < layers.length; l++) {
      layers[l].reset();
      Arrays.fill(sums[l], 0);
    }
  }

  /**
   * One step without teaching; after the burn-in the readouts are added up.
   *
   * @param in spikes of the inputs
   */
  public void step(SpikeList in) {
    sinceReset++;
    SpikeList spikes = in;
    for (int l = 0; l < layers.length; l++) {
      layers[l].step(spikes);
      spikes = layers[l].spikes();
      float[] y = layers[l].readout();
      for (int k = 0; k < y.length && sinceReset > burnIn; k++) {
        sums[l][k] += y[k];
      }
    }
  }

  /**
   * Every layer learns from the step that was just computed, unless it belongs to the burn-in.
   *
   * @param label the class that is right
   * @param eta learning rate of each layer; one of rate 0 rests and counts nothing
   */
  public void learn(int label, float... eta) {
    for (int l = 0; l < layers.length && sinceReset > burnIn; l++) {
      if (eta[l] != 0) {
        layers[l].learn(label, eta[l]);
      }
    }
  }

  /**
   * The class whose readout, summed since the burn-in, is greatest.
   *
   * @param layer whose readout
   * @return the class, the first of equals
   */
  public int decision(int layer) {
    int best = 0;
    for (int k = 1; k < sums[layer].length; k++) {
      best = sums[layer][k] > sums[layer][best] ? k : best;
    }
    return best;
  }

  /**
   * How many layers.
   *
   * @return the number
   */
  public int depth() {
    return layers.length;
  }

  /**
   * A layer.
   *
   * @param l which one, from 0
   * @return the layer
   */
  public LocalLayer layer(int l) {
    return layers[l];
  }

  /**
   * What all layers counted.
   *
   * @return the ledger
   */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Makes room for faults, which are state from then on: a snapshot with faults is restored into a
   * network that has room for them. Without faults nothing else changes.
   *
   * @return this
   */
  public LocalNetwork lesionable() {
    for (LocalLayer layer : layers) {
      layer.lesionable();
    }
    return this;
  }

  @Override
  public List<Group> unitGroups() {
    return IntStream.range(0, layers.length)
        .mapToObj(l -> new Group("layer " + (l + 1), layers[l].membranes().length))
        .toList();
  }

  @Override
  public List<Group> synapseGroups() {
    return IntStream.range(0, layers.length)
        .mapToObj(l -> new Group("layer " + (l + 1), layers[l].weights().length))
        .toList();
  }

  @Override
  public float weight(int group, int synapse) {
    return layers[group].weights()[synapse];
  }

  @Override
  public void fail(int group, int unit, UnitFault fault) {
    layers[group].fail(unit, fault);
  }

  @Override
  public void stick(int group, int synapse, float weight) {
    layers[group].stick(synapse, weight);
  }

  /**
   * {@inheritDoc}
   *
   * <p>That is, those of the next layer and the fixed readout of this one.
   */
  @Override
  public void scaleOutgoing(int group, double factor) {
    layers[group].scaleReadout((float) factor);
    if (group + 1 < layers.length) {
      layers[group + 1].scale((float) factor);
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    sinceReset = visitor.scalar("sinceReset", StateRole.BOOKKEEPING, Long.SIZE, sinceReset);
    for (int l = 0; l < layers.length; l++) {
      visitor.part("layer" + (l + 1), layers[l]);
      visitor.doubles("sums" + (l + 1), StateRole.INFERENCE, Float.SIZE, sums[l]);
    }
  }
}
