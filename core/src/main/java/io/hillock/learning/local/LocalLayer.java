package io.hillock.learning.local;

import io.hillock.fault.ParameterException;
import io.hillock.internal.simd.Kernels;
import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
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
 * A fully connected layer of spiking neurons that learns in every step from a local classifier: a
 * random, fixed readout of its own spikes.
 *
 * {@snippet lang=text :
 * P = alpha P + (1 - alpha) Q,   then   Q = beta Q + (1 - beta) S_in                (1)
 * R = alpha_rp R - (1 - alpha_rp) w_rp S                                            (2)
 * U = W P + b + R,   S = [U > 0]                                                    (3)
 * Y = H S                                                                           (4)
 * g_i = sum_k H_ki dL/dY_k                                                          (5)
 * dW_ij = -eta g_i Box(U_i) P_j,   db_i = -eta g_i Box(U_i)                         (6)
 * }
 *
 * <p>P, Q traces of each input, shape (inputs); R, U, S of each unit, shape (units); W, shape
 * (units, inputs); H, shape (classes, units); Y, shape (classes). No error comes from another layer
 * and none from another step: nothing is unrolled. With a trigger, units inside the box send their
 * g through an {@link ErrorTrigger} and (6) uses theta E in place of g; units outside the box ask
 * the trigger nothing, so that its rate is events per unit-step inside the box.
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
  private static final float LEAST_TRACE = 0x1.0p-40f;

  /**
   * What a layer is.
   *
   * @param inputs number of inputs, &gt;= 1
   * @param units number of units, &gt;= 1
   * @param classes number of classes, &gt;= 2
   * @param neuron the neuron of each unit
   * @param loss the loss of the local classifier
   * @param weightScale weights begin normal with this deviation times 1/sqrt(inputs), &gt;= 0
   * @param readoutScale H is normal with this deviation times 1/sqrt(units), &gt; 0
   * @param decides whether the readout of this layer gives the answer of the network
   */
  public record Shape(
      int inputs,
      int units,
      int classes,
      LocalNeuron neuron,
      Loss loss,
      double weightScale,
      double readoutScale,
      boolean decides) {
    /** Checks every documented bound. */
    public Shape {
      require(inputs >= 1, "inputs", inputs, "it must be >= 1");
      require(units >= 1, "units", units, "it must be >= 1");
      require(classes >= 2, "classes", classes, "it must be >= 2");
      require(weightScale >= 0, "weight scale", weightScale, "it must be >= 0");
      require(readoutScale > 0, "readout scale", readoutScale, "it must be > 0");
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
  private final float[] w; // (units, inputs), row by row
  private final float[] b;
  private final float[] h; // (classes, units), row by row
  private final float[] p;
  private final float[] q;
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
  private final float[] partial = new float[Kernels.PARTIAL_SUMS];
  private int activeTraces;
  private long inside;
  private long written;

  /**
   * A layer at its beginning.
   *
   * @param shape what it is
   * @param trigger how errors become events, or empty to learn from the error of every step
   * @param seed draws W, H and the events
   * @param number which layer of its network, so that layers draw apart
   * @param counts where it counts
   */
  public LocalLayer(Shape shape, Optional<Trigger> trigger, Seed seed, int number, Counts counts) {
    this.shape = shape;
    this.counts = counts;
    int n = shape.units();
    this.trigger =
        trigger.map(
            t -> new ErrorTrigger(t.form(), t.control(), n, seed.stream(Purpose.RULE, number, 1)));
    w = new float[n * shape.inputs()];
    normal(w, shape.weightScale() / StrictMath.sqrt(shape.inputs()), seed, number);
    h = new float[shape.classes() * n];
    normal(h, shape.readoutScale() / StrictMath.sqrt(n), seed, number + 1000L);
    b = new float[n];
    p = new float[shape.inputs()];
    q = new float[shape.inputs()];
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

  private static void normal(float[] values, double deviation, Seed seed, long path) {
    RandomStream random = seed.stream(Purpose.WIRING, path);
    for (int k = 0; k < values.length; k++) {
      values[k] = (float) (deviation * random.nextGaussian());
    }
  }

  /** Forgets traces and spikes; weights and the state of the trigger stay. */
  public void reset() {
    Arrays.fill(p, 0);
    Arrays.fill(q, 0);
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
    advanceInputTraces(in, neuron);
    float decay = (float) neuron.alphaRp();
    kernels.scale(r, decay); // (2)
    float refractory = (float) ((1 - neuron.alphaRp()) * neuron.wRp());
    for (int k = 0; k < spikes.size(); k++) {
      r[spikes.get(k)] -= refractory;
    }
    kernels.dotRows(u, w, p, partial); // (3)
    kernels.add(u, b);
    kernels.add(u, r);
    spikes.clear();
    for (int i = 0; i < u.length; i++) {
      if (u[i] > 0) {
        spikes.add(i);
      }
    }
    for (int k = 0; k < y.length; k++) { // (4)
      float sum = 0;
      int row = k * u.length;
      for (int s = 0; s < spikes.size(); s++) {
        sum += h[row + spikes.get(s)];
      }
      y[k] = sum;
    }
    counts.add(CountKind.TRACE_UPDATE, 2L * p.length + r.length);
    counts.add(CountKind.NEURON_UPDATE, u.length);
    counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) activeTraces * u.length);
    counts.add(CountKind.SPIKE, spikes.size());
    counts.add(CountKind.SYNAPSE_READ, (long) spikes.size() * y.length);
  }

  private void advanceInputTraces(SpikeList in, LocalNeuron neuron) {
    float alpha = (float) neuron.alpha();
    float beta = (float) neuron.beta();
    float toP = (float) (1 - neuron.alpha());
    float toQ = (float) (1 - neuron.beta());
    int active = 0;
    for (int j = 0; j < p.length; j++) { // (1)
      float newP = alpha * p[j] + toP * q[j];
      float newQ = beta * q[j];
      p[j] = newP < LEAST_TRACE ? 0 : newP;
      q[j] = newQ < LEAST_TRACE ? 0 : newQ;
      active += p[j] > 0 ? 1 : 0;
    }
    for (int k = 0; k < in.size(); k++) {
      q[in.get(k)] += toQ;
    }
    activeTraces = active;
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
    kernels.addScaledRows(g, h, everyClass, d, d.length); // (5)
    int n = 0;
    int boxed = 0;
    for (int i = 0; i < g.length; i++) {
      if (shape.neuron().box().at(u[i], 0, 1) == 0) {
        continue;
      }
      boxed++;
      float error = trigger.isPresent() ? quantised(trigger.get(), i) : g[i];
      if (error != 0) {
        updated[n] = i;
        factor[n++] = -eta * error;
      }
    }
    kernels.addToRows(w, updated, factor, n, p); // (6)
    for (int k = 0; k < n; k++) {
      b[updated[k]] += factor[k];
    }
    inside += boxed;
    written += n;
    counts.add(CountKind.MULTIPLY_ACCUMULATE, (long) boxed * y.length);
    counts.add(CountKind.SYNAPSE_WRITE, (long) n * (activeTraces + 1));
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
   * @return W itself, shape (units, inputs), row by row
   */
  public float[] weights() {
    return w;
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
    visitor.floats("w", StateRole.INFERENCE, Float.SIZE, w);
    visitor.floats("b", StateRole.INFERENCE, Float.SIZE, b);
    StateRole readout = shape.decides() ? StateRole.INFERENCE : StateRole.LEARNING;
    visitor.floats("h", readout, Float.SIZE, h);
    visitor.floats("p", StateRole.INFERENCE, Float.SIZE, p);
    visitor.floats("q", StateRole.INFERENCE, Float.SIZE, q);
    visitor.floats("r", StateRole.INFERENCE, Float.SIZE, r);
    visitor.part("spikes", spikes);
    trigger.ifPresent(t -> visitor.part("trigger", t));
    inside = visitor.scalar("inside", StateRole.BOOKKEEPING, Long.SIZE, inside);
    written = visitor.scalar("written", StateRole.BOOKKEEPING, Long.SIZE, written);
    visitor.part("counts", counts);
  }
}
