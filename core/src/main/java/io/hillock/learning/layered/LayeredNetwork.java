package io.hillock.learning.layered;

import io.hillock.fault.ParameterException;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.lesion.Lesionable;
import io.hillock.random.Purpose;
import io.hillock.random.Seed;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A network of fully connected and convolutional layers that learns sample by sample, by plain
 * gradient descent without momentum, under a {@link LayeredRule}.
 *
 * {@snippet lang=text :
 * z_k = W_k y_{k-1} + b_k,   y_k = f(z_k) for k < K,   p = 1 / (1 + exp(-z_K))      (1)
 * E = -sum_c ( y*_c log p_c + (1 - y*_c) log(1 - p_c) ),   e = dE/dz_K = p - y*     (2)
 * }
 *
 * <p>y_0 is the input, given by what is not zero; y* is 1 for the class and 0 elsewhere. Single
 * precision, every sum in a fixed order. The output layer always learns from e; how hidden layers
 * learn is the rule's. Where the rule does not need the whole forward pass, a hidden layer is
 * changed as soon as it has been evaluated, before the next one is. Nothing is allocated per
 * sample. The ledger counts samples that were learned.
 *
 * <p>With dropout p each hidden unit takes part in a sample that is learned with probability 1 - p,
 * and its output is then divided by 1 - p (inverted dropout, Srivastava et al. 2014, JMLR 15:1929);
 * classification uses all units as they are.
 *
 * <p>Units of hidden layers and weights can fail ({@link Lesionable}); of a convolution a stored
 * weight fails in all places that share it.
 *
 * <p>Memory is that of a chip on which every layer has its own units, in words of 32 bit. Inference
 * holds weights, biases and outputs y_1 .. y_K; inputs are added to sums as they come and need not
 * be held. State that exists only for learning:
 *
 * <ul>
 *   <li>every rule: delta_K, one word for each output;
 *   <li>every rule but frozen hidden layers: the delta of each hidden unit, and the input y_0,
 *       since the first layer's delta comes after the last input;
 *   <li>feedback alignment: B of the shapes of W_2 .. W_K, shared by places where the weights are;
 *   <li>direct feedback of errors, signs, ternary errors or targets: B of hidden units times
 *       classes; in a convolution each place has units of its own, so that B is much larger than
 *       the weights it teaches.
 * </ul>
 *
 * <p>Outputs y_k must outlast the backward pass under the rules that wait for it. With one sample
 * under way that takes no further memory, but layer k may not begin the next sample before; a
 * pipeline would hold K - k further copies of y_k, which are not counted here. Signs of errors are
 * read off e and not held.
 */
public final class LayeredNetwork implements Lesionable, Stateful {
  private final LayeredParameters parameters;
  private final boolean locked;
  private final boolean frozen;
  private final Layer[] layers;
  private final Teacher[] teachers;
  private final Activity input;
  private final float[] error;
  private final Ledger ledger = new Ledger();
  private final Counts[] running;
  private final Counts[] learning;
  private float eta;
  private LayeredTrace trace = LayeredTrace.NONE;

  /**
   * A network with random weights.
   *
   * @param parameters what it is
   * @param seed seed of weights and feedback
   */
  public LayeredNetwork(LayeredParameters parameters, Seed seed) {
    this.parameters = parameters;
    List<Grid> grids = parameters.grids();
    locked = parameters.rule().needs().contains(LayeredRule.Need.WHOLE_FORWARD_PASS);
    frozen = parameters.rule() == LayeredRule.Plain.FROZEN_HIDDEN;
    eta = (float) parameters.eta();
    input = new Activity(grids.getFirst().units());
    layers = new Layer[parameters.layers().size()];
    running = new Counts[layers.length];
    learning = new Counts[layers.length];
    for (int k = 0; k < layers.length; k++) {
      Connections w =
          switch (parameters.layers().get(k)) {
            case LayerShape.Dense dense -> new WeightMatrix(grids.get(k).units(), dense.units());
            case LayerShape.Convolution shape -> new SharedWeights(grids.get(k), shape);
          };
      double bound = parameters.weightGain() * StrictMath.sqrt(3.0 / w.fanIn());
      w.draw(seed.stream(Purpose.WIRING, k), bound);
      boolean last = k == layers.length - 1;
      layers[k] =
          new Layer(
              w,
              last ? LayeredParameters.Activation.IDENTITY : parameters.activation(),
              last ? Optional.empty() : gate(w.post(), k, seed));
      running[k] = ledger.of("layer " + (k + 1));
      learning[k] = ledger.of("learning, layer " + (k + 1));
    }
    error = layers[layers.length - 1].delta;
    teachers = new Teacher[layers.length - 1];
    for (int k = 0; k < teachers.length; k++) {
      teachers[k] = teacher(k, seed);
    }
  }

  private Optional<DropoutGate> gate(int units, int k, Seed seed) {
    double p = parameters.dropout();
    return p == 0
        ? Optional.empty()
        : Optional.of(new DropoutGate(units, p, seed.stream(Purpose.RULE, 2, k)));
  }

  private Teacher teacher(int k, Seed seed) {
    int n = layers[k].y.dense.length;
    double bound = parameters.feedbackGain() * StrictMath.sqrt(3.0 / n);
    Layer next = layers[k + 1];
    return switch (parameters.rule()) {
      case LayeredRule.Plain plain ->
          switch (plain) {
            case BACKPROPAGATION -> new Teacher.NextLayer(next.weights, next.delta, false);
            case FEEDBACK_ALIGNMENT ->
                new Teacher.NextLayer(
                    next.weights.empty().draw(seed.stream(Purpose.RULE, 0, k), bound),
                    next.delta,
                    true);
            case DIRECT_FEEDBACK_ALIGNMENT ->
                new Teacher.OutputError(direct(k, bound, seed), error);
            case SIGN_OF_ERROR ->
                new Teacher.ErrorSigns(direct(k, bound, seed), error, 0, new float[error.length]);
            case DIRECT_RANDOM_TARGET_PROJECTION -> new Teacher.Target(direct(k, bound, seed));
            case FROZEN_HIDDEN -> new Teacher.Silent();
          };
      case LayeredRule.TernaryError ternary ->
          new Teacher.ErrorSigns(
              direct(k, bound, seed), error, (float) ternary.deadZone(), new float[error.length]);
    };
  }

  private WeightMatrix direct(int k, double bound, Seed seed) {
    WeightMatrix b = WeightMatrix.byPost(layers[k].y.dense.length, error.length);
    b.draw(seed.stream(Purpose.RULE, 1, k), bound);
    return b;
  }

  /**
   * Learns one sample.
   *
   * @param index places of the inputs that are not zero, each at most once
   * @param value their values
   * @param count how many of both
   * @param label the class
   */
  public void learn(int[] index, float[] value, int count, int label) {
    input.set(index, value, count);
    for (int k = 0; k < teachers.length; k++) {
      evaluate(k);
      if (!locked) {
        signal(k, label);
        write(k);
      }
    }
    int last = layers.length - 1;
    evaluate(last);
    outputError(label);
    if (locked) {
      for (int k = last - 1; k >= 0; k--) {
        signal(k, label);
      }
    }
    write(last);
    if (locked) {
      for (int k = last - 1; k >= 0; k--) {
        write(k);
      }
    }
  }

  /**
   * Presents a sample to the first hidden layers alone, and lets them learn; the layers above are
   * neither evaluated nor read.
   *
   * @param hidden how many hidden layers
   * @param index places of the inputs that are not zero, each at most once
   * @param value their values
   * @param count how many of both
   * @param label the class
   * @throws ParameterException if the rule needs the whole forward pass
   */
  public void learnFirst(int hidden, int[] index, float[] value, int count, int label) {
    if (locked) {
      throw new ParameterException(
          "layered network",
          "rule",
          parameters.rule().label(),
          "it needs the whole forward pass before any layer may learn");
    }
    input.set(index, value, count);
    for (int k = 0; k < hidden; k++) {
      evaluate(k);
      signal(k, label);
      write(k);
    }
  }

  private void evaluate(int k) {
    layers[k].evaluateToLearn(before(k));
    layers[k].countEvaluation(before(k), running[k]);
    trace.evaluated(k + 1);
  }

  private Activity before(int k) {
    return k == 0 ? input : layers[k - 1].y;
  }

  private void outputError(int label) {
    float[] z = layers[layers.length - 1].y.dense;
    for (int c = 0; c < z.length; c++) {
      double p = 1 / (1 + StrictMath.exp(-z[c])); // (1)
      error[c] = (float) (p - (c == label ? 1 : 0)); // (2)
    }
  }

  private void signal(int k, int label) {
    teachers[k].signal(layers[k].delta, label, learning[k]);
    layers[k].differentiate(layers[k].delta);
  }

  private void write(int k) {
    if (frozen && k < teachers.length) {
      return;
    }
    layers[k].write(before(k), eta, learning[k]);
    trace.written(k + 1);
  }

  /**
   * The class of a sample.
   *
   * @param index places of the inputs that are not zero, each at most once
   * @param value their values
   * @param count how many of both
   * @return the class of the greatest output, the first of equals
   */
  public int classify(int[] index, float[] value, int count) {
    forward(index, value, count);
    float[] z = output();
    int best = 0;
    for (int c = 1; c < z.length; c++) {
      best = z[c] > z[best] ? c : best;
    }
    return best;
  }

  /**
   * z_K of the sample that was evaluated last.
   *
   * @return the array itself
   */
  public float[] output() {
    return layers[layers.length - 1].y.dense;
  }

  private void forward(int[] index, float[] value, int count) {
    input.set(index, value, count);
    for (int k = 0; k < layers.length; k++) {
      layers[k].evaluate(before(k));
    }
  }

  /**
   * The angle between what the rule does to a hidden layer for a sample and what backpropagation
   * would do with the same weights; nothing is learned or counted.
   *
   * @param hidden which hidden layer, from 1
   * @param index places of the inputs that are not zero, each at most once
   * @param value their values
   * @param count how many of both
   * @param label the class
   * @return the angle between the two gradients of W_k [degree], NaN where one of them is zero
   */
  public double angle(int hidden, int[] index, float[] value, int count, int label) {
    forward(index, value, count);
    outputError(label);
    Counts none = new Counts();
    float[] through = error;
    for (int k = teachers.length - 1; k >= hidden - 1; k--) {
      float[] d = new float[layers[k].delta.length];
      layers[k + 1].weights.transposed(d, through);
      layers[k].differentiate(d);
      through = d;
    }
    for (int k = teachers.length - 1; k >= 0; k--) {
      teachers[k].signal(layers[k].delta, label, none);
      layers[k].differentiate(layers[k].delta);
    }
    Layer layer = layers[hidden - 1];
    Activity x = before(hidden - 1);
    return angle(layer.weights.direction(layer.delta, x), layer.weights.direction(through, x));
  }

  private static double angle(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int j = 0; j < a.length; j++) {
      ab += (double) a[j] * b[j];
      aa += (double) a[j] * a[j];
      bb += (double) b[j] * b[j];
    }
    double cosine = ab / StrictMath.sqrt(aa * bb);
    return StrictMath.toDegrees(StrictMath.acos(Math.max(-1, Math.min(1, cosine))));
  }

  /**
   * Sets the learning rate.
   *
   * @param rate eta, &gt; 0 and finite
   */
  public void learningRate(double rate) {
    if (!(rate > 0 && Double.isFinite(rate))) {
      throw new ParameterException("layered network", "eta", rate, "it must be > 0 and finite");
    }
    eta = (float) rate;
  }

  /**
   * Lets somebody hear the order of evaluations and changes.
   *
   * @param listener who
   */
  public void trace(LayeredTrace listener) {
    trace = listener;
  }

  /**
   * What it is.
   *
   * @return the parameters
   */
  public LayeredParameters parameters() {
    return parameters;
  }

  /**
   * What learning counted.
   *
   * @return the ledger itself
   */
  public Ledger ledger() {
    return ledger;
  }

  /**
   * Weights of a layer.
   *
   * @param layer which one, from 1
   * @return a copy, indexed [pre][post]; of a convolution [(u F + v) input channels + channel][map]
   */
  public float[][] weights(int layer) {
    return copy(layers[layer - 1].weights);
  }

  /**
   * Sets the weights of a layer.
   *
   * @param layer which one, from 1
   * @param w values, indexed as {@link #weights(int)} gives them
   */
  public void weights(int layer, float[][] w) {
    fill(layers[layer - 1].weights, w);
  }

  /**
   * Biases of a layer.
   *
   * @param layer which one, from 1
   * @return a copy
   */
  public float[] biases(int layer) {
    return layers[layer - 1].bias.clone();
  }

  /**
   * Sets the biases of a layer.
   *
   * @param layer which one, from 1
   * @param b as many values as {@link #biases(int)} gives
   */
  public void biases(int layer, float... b) {
    float[] own = layers[layer - 1].bias;
    if (b.length != own.length) {
      throw new ParameterException(
          "layered network", "biases", b.length + " values", "there must be " + own.length);
    }
    System.arraycopy(b, 0, own, 0, own.length);
  }

  /**
   * Makes room for faults, which are state from then on: a snapshot with faults is restored into a
   * network that has room for them. Without faults nothing else changes.
   *
   * @return this
   */
  public LayeredNetwork lesionable() {
    for (Layer layer : layers) {
      layer.faults();
    }
    return this;
  }

  @Override
  public List<Group> unitGroups() {
    return IntStream.range(0, teachers.length)
        .mapToObj(k -> new Group("layer " + (k + 1), layers[k].y.dense.length))
        .toList();
  }

  @Override
  public List<Group> synapseGroups() {
    return IntStream.range(0, layers.length)
        .mapToObj(k -> new Group("layer " + (k + 1), layers[k].weights.w().length))
        .toList();
  }

  @Override
  public float weight(int group, int synapse) {
    return layers[group].weights.w()[synapse];
  }

  @Override
  public void fail(int group, int unit, UnitFault fault) {
    layers[group].faults().fail(unit, fault);
  }

  @Override
  public void stick(int group, int synapse, float weight) {
    layers[group].faults().weights().stick(synapse, weight);
    layers[group].weights.w()[synapse] = weight;
  }

  @Override
  public void scaleOutgoing(int group, double factor) {
    float[] w = layers[group + 1].weights.w();
    for (int at = 0; at < w.length; at++) {
      w[at] *= (float) factor;
    }
    layers[group + 1].faults().weights().hold(w);
  }

  /**
   * Random feedback of a hidden layer.
   *
   * @param hidden which one, from 1
   * @return a copy, indexed [unit of the layer][class], under feedback alignment as the weights of
   *     the next layer, or empty where the rule has none
   */
  public Optional<float[][]> feedback(int hidden) {
    return teachers[hidden - 1].feedback().map(LayeredNetwork::copy);
  }

  /**
   * Sets the feedback of a hidden layer.
   *
   * @param hidden which one, from 1
   * @param b values, as {@link #feedback(int)} gives them
   * @throws ParameterException if the rule has no feedback of its own
   */
  public void feedback(int hidden, float[][] b) {
    Connections own =
        teachers[hidden - 1]
            .feedback()
            .orElseThrow(() ->
                new ParameterException(
                    "layered network",
                    "rule",
                    parameters.rule().label(),
                    "it must have feedback of its own"));
    fill(own, b);
  }

  private static float[][] copy(Connections m) {
    float[][] w = new float[m.rows()][m.columns()];
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < m.columns(); j++) {
        w[i][j] = m.w()[m.at(i, j)];
      }
    }
    return w;
  }

  private static void fill(Connections m, float[][] w) {
    if (w.length != m.rows() || w[0].length != m.columns()) {
      throw new ParameterException(
          "layered network",
          "shape",
          w.length + " x " + w[0].length,
          "it must be " + m.rows() + " x " + m.columns());
    }
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < m.columns(); j++) {
        m.w()[m.at(i, j)] = w[i][j];
      }
    }
  }

  @Override
  public void visit(StateVisitor visitor) {
    if (!frozen) {
      visitor.floats("held input", StateRole.LEARNING, Float.SIZE, input.dense);
    }
    for (int k = 0; k < layers.length; k++) {
      String name = "layer " + (k + 1);
      visitor.part(name, layers[k]);
      if (k < teachers.length) {
        teachers[k]
            .feedback()
            .ifPresent(
                b -> visitor.floats(name + " feedback", StateRole.LEARNING, Float.SIZE, b.w()));
      }
      if (!frozen || k == layers.length - 1) {
        visitor.floats(name + " delta", StateRole.LEARNING, Float.SIZE, layers[k].delta);
      }
    }
    eta = (float) visitor.scalar("eta", StateRole.BOOKKEEPING, Float.SIZE, eta);
    visitor.part("ledger", ledger);
  }
}
