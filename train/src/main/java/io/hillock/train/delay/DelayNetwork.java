package io.hillock.train.delay;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.train.Parameter;
import io.hillock.train.ParameterSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A network of {@link DelayNetworkParameters} with its weights and delays. */
public final class DelayNetwork implements Stateful {
  private final DelayNetworkParameters parameters;
  private final List<DelayedSynapses> synapses = new ArrayList<>();
  private final ParameterSet trained;

  /**
   * Draws a network.
   *
   * @param parameters its description
   * @param seed draws weights and delays
   */
  public DelayNetwork(DelayNetworkParameters parameters, Seed seed) {
    this.parameters = parameters;
    for (int l = 0; l + 1 < parameters.layers().size(); l++) {
      synapses.add(draw(parameters, l, seed));
    }
    List<Parameter> all = new ArrayList<>();
    for (DelayedSynapses s : synapses) {
      switch (parameters.trained()) {
        case DELAYS -> all.add(s.delay);
        case WEIGHTS -> all.add(s.weight);
        case BOTH -> {
          all.add(s.delay);
          all.add(s.weight);
        }
      }
    }
    trained = new ParameterSet(all);
  }

  private static DelayedSynapses draw(DelayNetworkParameters parameters, int layer, Seed seed) {
    RandomStream weights = seed.stream(Purpose.WIRING, layer, 0);
    RandomStream delays = seed.stream(Purpose.WIRING, layer, 1);
    DelayNetworkParameters.WeightDraw draw = parameters.draws().get(layer);
    int sources = parameters.layers().get(layer);
    int targets = parameters.layers().get(layer + 1);
    int[] rowStart = new int[sources + 1];
    int[] target = new int[Math.multiplyExact(sources, targets)];
    float[] w = new float[target.length];
    float[] d = new float[target.length];
    int n = 0;
    for (int j = 0; j < sources; j++) {
      for (int i = 0; i < targets; i++) {
        // (1): ties of the rounding have probability zero.
        long sign = Math.round(draw.mean() + draw.deviation() * weights.nextGaussian());
        double delay = delays.nextDouble(0, parameters.initialDelay());
        if (sign != 0) {
          target[n] = i;
          w[n] = (float) (sign > 0 ? parameters.unit() : -parameters.unit());
          d[n++] = (float) delay; // (2)
        }
      }
      rowStart[j + 1] = n;
    }
    DelayedSynapses made =
        new DelayedSynapses(
            "layer " + (layer + 1),
            sources,
            targets,
            rowStart,
            Arrays.copyOf(target, n),
            parameters.longest(),
            parameters.trained() == DelayNetworkParameters.Trained.DELAYS);
    System.arraycopy(w, 0, made.weight.values(), 0, n);
    System.arraycopy(d, 0, made.delay.values(), 0, n);
    made.prepare();
    return made;
  }

  /**
   * The description.
   *
   * @return the parameters
   */
  public DelayNetworkParameters parameters() {
    return parameters;
  }

  /**
   * What training changes.
   *
   * @return delays, weights, or both, layer by layer
   */
  public ParameterSet trained() {
    return trained;
  }

  /**
   * How many layers of synapses there are.
   *
   * @return their number
   */
  public int depth() {
    return synapses.size();
  }

  /**
   * How many synapses exist in a layer.
   *
   * @param layer from 0
   * @return their number
   */
  public int synapseCount(int layer) {
    return synapses.get(layer).size();
  }

  /**
   * The delays of a layer.
   *
   * @param layer from 0
   * @return the matrix itself, one row; see {@link #changed}
   */
  public Parameter delays(int layer) {
    return synapses.get(layer).delay;
  }

  /**
   * The weights of a layer.
   *
   * @param layer from 0
   * @return the matrix itself, one row; see {@link #changed}
   */
  public Parameter weights(int layer) {
    return synapses.get(layer).weight;
  }

  /**
   * The number of a synapse.
   *
   * @param layer from 0
   * @param source where it comes from
   * @param target where it goes
   * @return its place in {@link #delays} and {@link #weights}, -1 where there is none
   */
  public int synapse(int layer, int source, int target) {
    DelayedSynapses s = synapses.get(layer);
    int found = Arrays.binarySearch(s.target, s.rowStart[source], s.rowStart[source + 1], target);
    return found < 0 ? -1 : found;
  }

  /** To be called after delays or weights were changed, restored or trained, before a run. */
  public void changed() {
    synapses.forEach(DelayedSynapses::prepare);
  }

  DelayedSynapses synapses(int layer) {
    return synapses.get(layer);
  }

  @Override
  public void visit(StateVisitor visitor) {
    for (int l = 0; l < synapses.size(); l++) {
      visitor.part("layer " + (l + 1), synapses.get(l));
    }
  }
}
