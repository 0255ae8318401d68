package io.hillock.learning;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.Synapses;

/**
 * A linear softmax classifier on a substrate that learns one labelled example at a time, triggered
 * by its error.
 *
 * {@snippet lang=text :
 * y_k = sum_i w_ik x_i,   p = softmax(y)                                            (1)
 * e_k = p_k - [k = label]                                                           (2)
 * E_k = trigger(e_k)                                                                (3)
 * dw_ik = -eta theta E_k x_i          for E_k != 0 and |x_i| >= g only               (4)
 * }
 *
 * <p>x features, shape (pre); a feature that is always 1 makes a bias. w lies on the substrate,
 * which decides what (4) becomes. Local: a synapse needs its own x_i and the event of its own
 * class. Without a trigger E theta = e. The presynaptic gate g spares the writes of features that
 * have little to say of this example; g = 0 writes all that are not zero. Learning holds no state
 * per synapse.
 *
 * @see "B. Widrow, M. E. Hoff (1960), IRE WESCON Convention Record 4:96"
 */
public final class DeltaRule implements Stateful {
  private final Synapses synapses;
  private final ErrorTrigger trigger;
  private final Counts counts;
  private final float[] y;
  private final float[] p;
  private final float[] events;
  private final float gate;
  private double eta;

  /**
   * A rule over the synapses from features to classes.
   *
   * @param synapses the weights, pre = features, post = classes
   * @param eta learning rate, &gt;= 0
   * @param trigger the error trigger, or null to learn from every error
   * @param gate g, the presynaptic gate, &gt;= 0
   * @param counts where error events are counted
   */
  public DeltaRule(Synapses synapses, double eta, ErrorTrigger trigger, float gate, Counts counts) {
    if (!(gate >= 0)) {
      throw new ParameterException("delta rule", "gate", gate, "it must be >= 0");
    }
    this.gate = gate;
    this.synapses = synapses;
    this.trigger = trigger;
    this.counts = counts;
    int classes = synapses.wiring().post();
    y = new float[classes];
    p = new float[classes];
    events = new float[classes];
    learningRate(eta);
  }

  /**
   * Sets the learning rate.
   *
   * @param value eta, &gt;= 0
   */
  public void learningRate(double value) {
    if (!(value >= 0)) {
      throw new ParameterException("delta rule", "eta", value, "it must be >= 0");
    }
    eta = value;
  }

  /**
   * Classifies.
   *
   * @param x features, shape (pre)
   * @return the class probabilities, shape (post); valid until the next call
   */
  public float[] classify(float[] x) {
    java.util.Arrays.fill(y, 0);
    synapses.read(x, y); // (1)
    Loss.softmax(y, p);
    return p;
  }

  /**
   * Learns from the label of the features classified last.
   *
   * @param x the features given to the last {@link #classify}
   * @param label the right class
   * @return number of weights that were to be written: of classes with an event, from features that
   *     passed the gate
   */
  public int learn(float[] x, int label) {
    return judge(label) == 0 ? 0 : write(x);
  }

  /**
   * Turns the error of what was classified last into events, (2) and (3), and writes nothing.
   *
   * @param label the right class
   * @return number of classes with an event
   */
  public int judge(int label) {
    int active = 0;
    for (int k = 0; k < events.length; k++) {
      float e = p[k] - (k == label ? 1 : 0); // (2)
      events[k] = trigger == null ? e : (float) (trigger.theta() * trigger.events(k, e)); // (3)
      active += events[k] != 0 ? 1 : 0;
    }
    if (active > 0) {
      counts.add(CountKind.ERROR_EVENT, active);
    }
    return active;
  }

  /**
   * The errors that the last judgement sent on, theta E.
   *
   * @return one for each class, shape (post); valid until the next judgement
   */
  public float[] errors() {
    return events;
  }

  /**
   * Writes what the last judgement asks for, (4).
   *
   * @param x the features given to the last {@link #classify}
   * @return number of weights that were to be written
   */
  public int write(float[] x) {
    int active = 0;
    for (float event : events) {
      active += event != 0 ? 1 : 0;
    }
    int open = 0;
    for (int i = 0; i < x.length; i++) {
      if (x[i] != 0 && Math.abs(x[i]) >= gate) {
        synapses.proposeRow(i, (float) -eta * x[i], events); // (4)
        open++;
      }
    }
    synapses.settle();
    return active * open;
  }

  @Override
  public void visit(StateVisitor visitor) {
    eta = visitor.scalar("eta", StateRole.LEARNING, Float.SIZE, eta);
    visitor.part("weights", synapses);
    visitor.floats("p", StateRole.LEARNING, Float.SIZE, p);
    if (trigger != null) {
      visitor.part("trigger", trigger);
    }
  }
}
