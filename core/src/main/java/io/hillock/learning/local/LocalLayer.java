package io.hillock.learning.local;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.lesion.Lesionable;
import io.hillock.lesion.StuckValues;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.Arrays;
import java.util.Optional;

/**
 * A layer of spiking neurons, fully connected or convolutional, that learns in every step from a
 * local classifier: a random, fixed readout of its own spikes.
 *
 * {@snippet lang=text :
 * P = alpha P + (1 - alpha) Q,   then   Q = beta Q + (1 - beta) S_in                (1)
 * R = alpha_rp R - (1 - alpha_rp) w_rp S                                            (2)
 * U = W P + b + R,   S = [U > 0]                                                    (3)
 * Y = H S                                                                           (4)
 * g_i = sum_k G_ki dL/dY_k                                                          (5)
 * dW_ij = -eta g_i Box(U_i) P_j,   db_i = -eta g_i Box(U_i)                         (6)
 * }
 *
 * <p>P, Q traces of each input, shape (inputs); R, U, S of each unit, shape (units); W, shape
 * (units, inputs); H and G, shape (classes, units); Y, shape (classes). G is H itself, or random
 * with the signs of H ({@link LocalFeedback}). Where units share weights ({@link
 * LocalWiring.Convolution}), their changes (6) add up. No error comes from another layer and none
 * from another step: nothing is unrolled. With a trigger, units inside the box send their g through
 * an {@link ErrorTrigger} and (6) uses theta E in place of g; units outside the box ask the trigger
 * nothing, so that its rate is events per unit-step inside the box.
 *
 * <p>Departures from the paper: plain gradient descent on one sample at a time, no dropout. Traces
 * below 2^-40 are zero.
 *
 * @see "J. Kaiser, H. Mostafa, E. Neftci (2020), Front. Neurosci. 14:424,
 *     doi:10.3389/fnins.2020.00424"
 * @see "M. Payvand, M. E. Fouda, F. Kurdahi, A. M. Eltawil, E. O. Neftci (2020), IEEE JETCAS
 *     10:522, doi:10.1109/JETCAS.2020.3040248"
 */
public final class LocalLayer implements Stateful {
  /**
   * What a layer is.
   *
   * @param wiring which inputs reach which units
   * @param classes number of classes, &gt;= 2
   * @param neuron the neuron of each unit
   * @param loss the loss of the local classifier
   * @param weightScale weights begin normal with this deviation times 1/sqrt(inputs of a unit),
   *     &gt;= 0
   * @param readoutScale H is normal with this deviation times 1/sqrt(units), &gt; 0
   * @param feedback by which weights the error returns
   * @param decides whether the readout of this layer gives the answer of the network
   */
  public record Shape(
      LocalWiring wiring,
      int classes,
      LocalNeuron neuron,
      Loss loss,
      double weightScale,
      double readoutScale,
      LocalFeedback feedback,
      boolean decides) {
    /** Checks every documented bound. */
    public Shape {
      require(classes >= 2, "classes", classes, "it must be >= 2");
      require(weightScale >= 0, "weight scale", weightScale, "it must be >= 0");
      require(readoutScale > 0, "readout scale", readoutScale, "it must be > 0");
    }

    /**
     * The same layer with another way of the error.
     *
     * @param newFeedback by which weights the error returns
     * @return the shape
     */
    public Shape withFeedback(LocalFeedback newFeedback) {
      return new Shape(
          wiring, classes, neuron, loss, weightScale, readoutScale, newFeedback, decides);
    }

    private static void require(boolean holds, String symbol, Object value, String rule) {
      if (!holds) {
        throw new ParameterException("local layer", symbol, value, rule);
      }
    }
  }

  /**
   * How errors become events.
   *
   * @param form the quantiser
   * @param control how its threshold is set; the window counts unit-steps inside the box
   */
  public record Trigger(ErrorTrigger.Form form, ThresholdControl control) {}

  private final Kernels kernels = Kernels.best();
  private final Shape shape;
  private final Counts counts;
  private final Optional<ErrorTrigger> trigger;
  private final LocalSynapses synapses;
  private final float[] h; // (classes, units), row by row
  private final float[] back; // G, laid out as h, and h itself where they are one
  private final float[] r;
  private final float[] u;
  private final float[] y;
  private final SpikeList spikes;
  private final float[] g;
  private final float[] d;
  private final float[] target;
  private final float[] factor;
  private final int[] updated;
  private final int[] everyClass;
  private StuckValues stuckUnits; // null, as the next, as long as nothing may fail
  private StuckValues stuckWeights;
  private long inside;
  private long written;

  /**
   * A layer at its beginning.
   *
   * @param shape what it is
   * @param trigger how errors become events, or empty to learn from the error of every step
   * @param seed draws W, H, G and the events
   * @param number which layer of its network, so that layers draw apart
   * @param counts where it counts
   */
  public LocalLayer(Shape shape, Optional<Trigger> trigger, Seed seed, int number, Counts counts) {
    this.shape = shape;
    this.counts = counts;
    int n = shape.wiring().units();
    this.trigger =
        trigger.map(
            t -> new ErrorTrigger(t.form(), t.control(), n, seed.stream(Purpose.RULE, number, 1)));
    synapses =
        switch (shape.wiring()) {
          case LocalWiring.Dense dense -> new DenseSynapses(dense, shape.neuron());
          case LocalWiring.Convolution convolution ->
              new ConvolutionalSynapses(convolution, shape.neuron());
        };
    double fanIn = StrictMath.sqrt(shape.wiring().fanIn());
    normal(synapses.weights(), shape.weightScale() / fanIn, seed, number);
    h = new float[shape.classes() * n];
    normal(h, shape.readoutScale() / StrictMath.sqrt(n), seed, number + 1000L);
    back = feedback(seed, number);
    r = new float[n];
    u = new float[n];
    g = new float[n];
    factor = new float[n];
    updated = new int[n];
    spikes = new SpikeList(n);
    y = new float[shape.classes()];
    d = new float[shape.classes()];
    target = new float[shape.classes()];
    everyClass = new int[shape.classes()];
    Arrays.setAll(everyClass, k -> k);
  }

  private float[] feedback(Seed seed, int number) {
    return switch (shape.feedback()) {
      case READOUT -> h;
      case SIGN_CONCORDANT -> {
        float[] own = new float[h.length];
        double deviation = shape.readoutScale() / StrictMath.sqrt(shape.wiring().units());
        normal(own, deviation, seed, number + 2000L);
        for (int k = 0; k < own.length; k++) {
          own[k] = Math.copySign(own[k], h[k]);
        }
        yield own;
      }
    };
  }

  private static void normal(float[] values, double deviation, Seed seed, long path) {
    RandomStream random = seed.stream(Purpose.WIRING, path);
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (deviation * random.nextGaussian());
    }
  }

  /** Forgets traces and spikes; weights and the state of the trigger stay. */
  public void reset() {
    synapses.reset();
    Arrays.fill(r, 0);
    spikes.clear();
  }

  /**
   * One step: traces, membranes, spikes, readout.
   *
   * @param in the spikes of the inputs
   */
  public void step(SpikeList in) {
    LocalNeuron neuron = shape.neuron();
    synapses.step(in, u, counts); // (1), and W P + b of (3)
    float decay = (float) neuron.alphaRp();
    kernels.scale(r, decay); // (2)
    float refractory = (float) ((1 - neuron.alphaRp()) * neuron.wRp());
    for (int k = 0; k < spikes.size(); k++) {
      r[spikes.get(k)] -= refractory;
    }
    kernels.add(u, r); // (3)
    spikes.clear();
    for (int i = 0; i < u.length; i++) {
      if (u[i] > 0) {
        spikes.add(i);
      }
    }
    if (stuckUnits != null && stuckUnits.count() > 0) {
      forceSpikes();
    }
    for (int k = 0; k < y.length; k++) { // (4)
      float sum = 0;
      int row = k * u.length;
      for (int s = 0; s < spikes.size(); s++) {
        sum += h[row + spikes.get(s)];
      }
      y[k] = sum;
    }
    counts.add(CountKind.TRACE_UPDATE, r.length);
    counts.add(CountKind.SPIKE, spikes.size());
    counts.add(CountKind.SYNAPSE_READ, (long) spikes.size() * y.length);
  }

  private void forceSpikes() {
    spikes.clear();
    for (int i = 0; i < u.length; i++) {
      if (stuckUnits.isStuck(i) ? stuckUnits.value(i) > 0 : u[i] > 0) {
        spikes.add(i);
      }
    }
  }

  /** Makes room for faults. */
  void lesionable() {
    if (stuckUnits == null) {
      stuckUnits = new StuckValues(u.length);
      stuckWeights = new StuckValues(weights().length);
    }
  }

  void fail(int unit, Lesionable.UnitFault fault) {
    lesionable();
    stuckUnits.stick(unit, fault == Lesionable.UnitFault.STUCK_ON ? 1 : 0);
  }

  void stick(int at, float weight) {
    lesionable();
    stuckWeights.stick(at, weight);
    weights()[at] = weight;
  }

  /** Scales all weights but stuck ones. */
  void scale(float factor) {
    kernels.scale(weights(), factor);
    lesionable();
    stuckWeights.hold(weights());
  }

  /** Scales the readout, and with it the feedback where both are one. */
  void scaleReadout(float factor) {
    kernels.scale(h, factor);
  }

  /**
   * Learns from the step that {@link #step} has just computed.
   *
   * @param label the class that is right
   * @param eta learning rate
   * @return L
   */
  public double learn(int label, float eta) {
    Arrays.fill(target, 0);
    target[label] = 1;
    double loss = shape.loss().gradient(y, target, d);
    Arrays.fill(g, 0);
    kernels.addScaledRows(g, back, everyClass, d, d.length); // (5)
    int n = 0;
    int boxed = 0;
    for (int i = 0; i < g.length; i++) {
      boolean faulty = stuckUnits != null && stuckUnits.isStuck(i);
      if (faulty || shape.neuron().box().at(u[i], 0, 1) == 0) {
        continue;
      }
      boxed++;
      float error = trigger.isPresent() ? quantised(trigger.get(), i) : g[i];
      if (error != 0) {
        updated[n] = i;
        factor[n++] = -eta * error;
      }
    }
    long values = synapses.learn(updated, factor, n); // (6)
    if (stuckWeights != null) {
      stuckWeights.hold(weights());
    }
    inside += boxed;
    written += n;
    counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) boxed * y.length);
    counts.add(CountKind.SYNAPSE_WRITE, values);
    return loss;
  }

  private float quantised(ErrorTrigger errors, int unit) {
    double theta = errors.theta(); // the one in force for this event, even if its window ends here
    int e = errors.events(unit, g[unit]);
    counts.add(CountKind.ERROR_EVENT, Math.abs(e));
    return (float) (theta * e);
  }

  /**
   * The spikes of the last step.
   *
   * @return the list itself
   */
  public SpikeList spikes() {
    return spikes;
  }

  /**
   * The readout of the last step.
   *
   * @return Y itself, shape (classes)
   */
  public float[] readout() {
    return y;
  }

  /**
   * Membranes of the last step.
   *
   * @return U itself, shape (units)
   */
  public float[] membranes() {
    return u;
  }

  /**
   * The weights.
   *
   * @return W itself, shape (units, inputs), row by row; of a convolution its kernels, shape
   *     (kernels, side, side, channels)
   */
  public float[] weights() {
    return synapses.weights();
  }

  /**
   * The biases.
   *
   * @return b itself, shape (units); of a convolution one for each kernel
   */
  public float[] biases() {
    return synapses.biases();
  }

  /**
   * The fixed readout.
   *
   * @return H itself, shape (classes, units), row by row
   */
  public float[] fixedReadout() {
    return h;
  }

  /**
   * The weights by which the error returns.
   *
   * @return G itself, shape (classes, units), row by row
   */
  public float[] feedback() {
    return back;
  }

  /**
   * What this layer is.
   *
   * @return its shape
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Unit-steps taught that lay inside the box: the writes of a rule that learns from every one.
   *
   * @return their number since the beginning
   */
  public long unitStepsInside() {
    return inside;
  }

  /**
   * Unit-steps whose weights were written.
   *
   * @return their number since the beginning, at most {@link #unitStepsInside}
   */
  public long unitStepsWritten() {
    return written;
  }

  @Override
  public void visit(StateVisitor visitor) {
    visitor.part("synapses", synapses);
    StateRole readout = shape.decides() ? StateRole.INFERENCE : StateRole.LEARNING;
    visitor.floats("h", readout, Float.SIZE, h);
    if (back != h) {
      visitor.floats("g", StateRole.LEARNING, Float.SIZE, back);
    }
    visitor.floats("r", StateRole.INFERENCE, Float.SIZE, r);
    visitor.part("spikes", spikes);
    trigger.ifPresent(t -> visitor.part("trigger", t));
    inside = visitor.scalar("inside", StateRole.BOOKKEEPING, Long.SIZE, inside);
    written = visitor.scalar("written", StateRole.BOOKKEEPING, Long.SIZE, written);
    visitor.part("counts", counts);
    if (stuckUnits != null) {
      visitor.part("stuckUnits", stuckUnits);
      visitor.part("stuckWeights", stuckWeights);
    }
  }
}
