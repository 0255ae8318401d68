package io.hillock.train.delay;

import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.train.Gradient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One sample at a time through a {@link DelayNetwork}, forward and backward. A run holds the state
 * of the neurons only, so several runs may share a network that does not change meanwhile.
 *
 * <p>Work: forward two additions per event and present synapse of its source, and T updates per
 * neuron; backward the same number of synapses where delays are trained, T updates per neuron, and
 * for each layer but the first the synapses of those neurons and steps whose pseudo-derivative is
 * not zero.
 */
public final class DelayRun {
  private final DelayNetwork network;
  private final List<ResponseRun> layers = new ArrayList<>();
  private final Counts forward;
  private final Counts backward;
  private int[] inputs = new int[0];
  private int inputFrom;
  private int inputTo;

  /**
   * A run.
   *
   * @param network the network
   * @param refractoryOutputs whether outputs become refractory
   * @param ledger where operations are counted, under "inference" and "learning"
   */
  public DelayRun(DelayNetwork network, boolean refractoryOutputs, Ledger ledger) {
    this.network = network;
    forward = ledger.of("inference");
    backward = ledger.of("learning");
    DelayNetworkParameters parameters = network.parameters();
    for (int l = 1; l < parameters.layers().size(); l++) {
      boolean output = l == parameters.layers().size() - 1;
      layers.add(
          new ResponseRun(
              parameters.response(), parameters.layers().get(l), !output || refractoryOutputs));
    }
  }

  /**
   * Shows a sample to the network.
   *
   * @param samples the samples
   * @param sample which one
   */
  public void forward(SpikeSamples samples, int sample) {
    forward(samples.all(), samples.from(sample), samples.from(sample + 1));
  }

  /**
   * Shows events to the network.
   *
   * @param events events in any order
   */
  public void forward(int... events) {
    forward(events, 0, events.length);
  }

  private void forward(int[] events, int from, int to) {
    inputs = events;
    inputFrom = from;
    inputTo = to;
    int steps = network.parameters().response().steps();
    for (int l = 0; l < layers.size(); l++) {
      ResponseRun layer = layers.get(l);
      layer.clear();
      DelayedSynapses synapses = network.synapses(l);
      synapses.deliver(eventsInto(l), from(l), to(l), layer.impulse);
      forward.add(CountKind.SYNAPSE_READ, synapses.visits(eventsInto(l), from(l), to(l)));
      layer.integrate();
      forward.add(CountKind.NEURON_UPDATE, (long) layer.n * steps);
      forward.add(CountKind.SPIKE, layer.count);
    }
    forward.add(CountKind.SAMPLE, 1);
  }

  private int[] eventsInto(int l) {
    return l == 0 ? inputs : layers.get(l - 1).events;
  }

  private int from(int l) {
    return l == 0 ? inputFrom : 0;
  }

  private int to(int l) {
    return l == 0 ? inputTo : layers.get(l - 1).count;
  }

  /**
   * The potentials of the outputs.
   *
   * @return the array itself, shape (T, outputs)
   */
  public float[] outputs() {
    return layers.getLast().u;
  }

  /**
   * The potentials of a layer.
   *
   * @param layer from 0, the first hidden one
   * @return a copy, shape (T, neurons)
   */
  public float[] potentials(int layer) {
    return layers.get(layer).u.clone();
  }

  /**
   * The spikes of a layer.
   *
   * @param layer from 0, the first hidden one
   * @return events as {@link SpikeSamples#event} makes them, by step
   */
  public int[] spikes(int layer) {
    return Arrays.copyOf(layers.get(layer).events, layers.get(layer).count);
  }

  /**
   * The decision on the sample.
   *
   * @param decoding how it is read
   * @return the class
   */
  public int decide(Decoding decoding) {
    return decoding.decide(
        network.parameters().response(), network.parameters().classes(), outputs());
  }

  /**
   * When the first output reaches the threshold, on the straight line between the potentials of two
   * steps.
   *
   * @return the time [step], NaN when none does
   */
  public double firstCrossing() {
    double first = Double.NaN;
    int classes = network.parameters().classes();
    for (int c = 0; c < classes; c++) {
      double time = Decoding.firstCrossing(network.parameters().response(), classes, outputs(), c);
      first = time < first || Double.isNaN(first) ? time : first;
    }
    return first;
  }

  /**
   * Adds the gradient of a loss on the sample shown last.
   *
   * @param loss the loss
   * @param label the class of the sample
   * @param leastLoss below it nothing is carried back, &gt;= 0
   * @param gradient where it goes, by the network's trained parameters
   * @return the loss of the sample
   */
  public double backward(OutputLoss loss, int label, double leastLoss, Gradient gradient) {
    ResponseRun output = layers.getLast();
    double value =
        loss.evaluate(network.parameters().response(), output.n, output.u, label, output.delta);
    if (value >= leastLoss) {
      backward(gradient);
    }
    return value;
  }

  /**
   * Adds the gradient of anything whose derivative by the outputs' potentials is known.
   *
   * @param slope dE/du, shape (T, outputs)
   * @param gradient where it goes, by the network's trained parameters
   */
  public void backward(float[] slope, Gradient gradient) {
    System.arraycopy(slope, 0, layers.getLast().delta, 0, slope.length);
    backward(gradient);
  }

  private void backward(Gradient gradient) {
    for (int l = layers.size() - 1; l >= 0; l--) {
      ResponseRun layer = layers.get(l);
      if (!layer.anyDelta()) {
        return;
      }
      layer.correlate();
      backward.add(CountKind.TRACE_UPDATE, (long) layer.delta.length);
      DelayedSynapses synapses = network.synapses(l);
      long visited = synapses.visits(eventsInto(l), from(l), to(l));
      if (network.parameters().trained() != DelayNetworkParameters.Trained.WEIGHTS) {
        synapses.delayGradient(eventsInto(l), from(l), to(l), layer.g, gradient.of(synapses.delay));
        backward.add(CountKind.SYNAPSE_READ, visited);
        backward.add(CountKind.TRACE_UPDATE, visited); // the sum of gradients
      }
      if (network.parameters().trained() != DelayNetworkParameters.Trained.DELAYS) {
        synapses.weightGradient(
            eventsInto(l), from(l), to(l), layer.g, gradient.of(synapses.weight));
        backward.add(CountKind.SYNAPSE_READ, visited);
        backward.add(CountKind.TRACE_UPDATE, visited); // the sum of gradients
      }
      if (l > 0) {
        backThroughSpikes(layers.get(l - 1), synapses, layer.g);
      }
    }
  }

  private void backThroughSpikes(ResponseRun below, DelayedSynapses synapses, float[] g) {
    int steps = network.parameters().response().steps();
    Arrays.fill(below.delta, 0);
    long reads = 0;
    // A spike at the last step is not seen any more.
    for (int t = 0; t < steps - 1; t++) {
      for (int j = 0; j < below.n; j++) {
        float psi = below.psi(t * below.n + j);
        if (psi != 0) {
          below.delta[t * below.n + j] = psi * synapses.spikeGradient(j, t, g);
          reads += synapses.rowStart[j + 1] - synapses.rowStart[j];
        }
      }
    }
    backward.add(CountKind.SYNAPSE_READ, reads);
  }
}
