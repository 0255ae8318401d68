package io.hillock.gallery.multilevel;

import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.Ledger;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import io.hillock.state.StateRole;
import io.hillock.state.StateVisitor;
import io.hillock.state.Stateful;
import io.hillock.synapse.Synapses;
import io.hillock.synapse.Wiring;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A classifier of black and white images that learns one image at a time by gradient descent. Its
 * weights lie on substrates, which decide what a proposed change becomes.
 *
 * {@snippet lang=text :
 * one layer:   y_k = sum_i w_ik s_i,    dw_ik = -eta e(d_k) s_i,    d = softmax(y) - target     (1)
 * two layers:  h_j = max(0, sum_i v_ij s_i),   y_k = sum_j w_jk h_j                             (2)
 *              dw_jk = -eta e(d_k) h_j,   dv_ij = -eta s_i e(b_j),   b_j = [h_j > 0] sum_k w_jk d_k (3)
 * events:      e(d) = theta sign(d) floor(|d| / theta + u),   else e(d) = d                     (4)
 * }
 *
 * <p>s the white pixels and a line that is always on, shape (197); h with a unit that is always 1,
 * shape (hidden + 1); eta the learning rate; u uniform in [0, 1). A white pixel is a spike: its row
 * is read once, with a pulse. The line that is always on begins at weight 0, so does a single
 * layer; otherwise initial weights are uniform.
 */
final class DigitNetwork implements Stateful {
  private static final int PIXELS = BinaryDigits.SIDE * BinaryDigits.SIDE;

  /**
   * Layers of the network.
   *
   * @param hidden hidden units, 0 for a single layer
   * @param numberRange greatest absolute weight of every layer where weights are numbers
   * @param cellRange the same where they are pairs of cells
   * @param initialFirst bound of the initial weights onto hidden units
   * @param initialSecond bound of the initial weights from hidden units
   */
  record Shape(
      int hidden, float numberRange, float cellRange, double initialFirst, double initialSecond) {
    static final Shape ONE_LAYER = new Shape(0, 1, 1, 0, 0);
    static final Shape HIDDEN = new Shape(100, 0.5f, 0.8f, 0.2, 0.25);

    /** The range of an arm; each kind has the best of those tried on seeds from 11 on. */
    float range(Arm arm) {
      return arm.storage() instanceof Storage.Cells ? cellRange : numberRange;
    }
  }

  /** A layer: its synapses and the trigger of the units above them. */
  private record Layer(Synapses synapses, Optional<ErrorTrigger> trigger) {
    void toEvents(float[] error) {
      if (trigger.isPresent()) {
        ErrorTrigger t = trigger.get();
        for (int k = 0; k < error.length; k++) {
          error[k] = (float) (t.theta() * t.events(k, error[k])); // (4)
        }
      }
    }
  }

  private final Ledger ledger = new Ledger();
  private final Counts neurons = ledger.of("neurons");
  private final int hidden;
  private final Layer first;
  private final Optional<Layer> second;
  private final SpikeList pixels = new SpikeList(PIXELS + 1);
  private final float[] u;
  private final float[] h;
  private final float[] back;
  private final float[] b;
  private final float[] y = new float[BinaryDigits.CLASSES];
  private final float[] target = new float[BinaryDigits.CLASSES];
  private final float[] d = new float[BinaryDigits.CLASSES];

  DigitNetwork(Arm arm, Shape shape, Seed seed) {
    hidden = shape.hidden();
    int classes = BinaryDigits.CLASSES;
    if (hidden == 0) {
      first = layer(arm, shape, 0, PIXELS + 1, classes, seed);
      second = Optional.empty();
    } else {
      first = layer(arm, shape, 1, PIXELS + 1, hidden, seed);
      second = Optional.of(layer(arm, shape, 2, hidden + 1, classes, seed));
    }
    u = new float[hidden];
    h = new float[hidden + 1];
    back = new float[hidden + 1];
    b = new float[hidden];
  }

  private Layer layer(Arm arm, Shape shape, int index, int pre, int post, Seed seed) {
    double bound =
        switch (index) {
          case 1 -> shape.initialFirst();
          case 2 -> shape.initialSecond();
          default -> 0;
        };
    float[] w = new float[pre * post];
    RandomStream random = seed.stream(Purpose.WIRING, index);
    for (int k = 0; k < w.length - post; k++) {
      w[k] = (float) random.nextDouble(-bound, bound);
    }
    Synapses synapses =
        arm.upTo(shape.range(arm))
            .create(
                Wiring.where(pre, post, (i, j) -> true),
                w,
                seed.stream(Purpose.DEVICE, index),
                ledger.of(index == 2 ? "readout" : "first layer"));
    if (arm.theta() == 0) {
      return new Layer(synapses, Optional.empty());
    }
    ErrorTrigger trigger =
        new ErrorTrigger(
            ErrorTrigger.Form.STOCHASTIC_FLOOR,
            new ThresholdControl.Fixed(arm.theta()),
            post,
            seed.stream(Purpose.RULE, index));
    return new Layer(synapses, Optional.of(trigger));
  }

  Ledger ledger() {
    return ledger;
  }

  /** The synapses of each layer. */
  List<Synapses> layers() {
    return Stream.concat(Stream.of(first), second.stream()).map(Layer::synapses).toList();
  }

  /** The class that the network gives an image. */
  int classify(int[] white) {
    forward(white);
    int best = 0;
    for (int k = 1; k < y.length; k++) {
      best = y[k] > y[best] ? k : best;
    }
    return best;
  }

  private void forward(int[] white) {
    pixels.clear();
    for (int p : white) {
      pixels.add(p);
    }
    pixels.add(PIXELS);
    Arrays.fill(y, 0);
    neurons.add(CountKind.NEURON_UPDATE, y.length + hidden);
    if (second.isEmpty()) {
      first.synapses().deliver(pixels, y); // (1)
      return;
    }
    Arrays.fill(u, 0);
    first.synapses().deliver(pixels, u);
    for (int j = 0; j < hidden; j++) {
      h[j] = Math.max(0, u[j]);
    }
    h[hidden] = 1;
    second.get().synapses().read(h, y); // (2)
  }

  /** Learns an image. */
  void learn(int[] white, int label, double eta) {
    forward(white);
    target[label] = 1;
    Loss.SOFTMAX_CROSS_ENTROPY.gradient(y, target, d);
    target[label] = 0;
    float rate = (float) -eta;
    if (second.isEmpty()) {
      first.toEvents(d);
      writePixels(rate, d); // (1)
      return;
    }
    Layer readout = second.get();
    Arrays.fill(back, 0);
    readout.synapses().readTransposed(d, back);
    for (int j = 0; j < hidden; j++) {
      b[j] = h[j] > 0 ? back[j] : 0;
    }
    readout.toEvents(d);
    first.toEvents(b);
    for (int j = 0; j <= hidden; j++) {
      if (h[j] != 0) {
        readout.synapses().proposeRow(j, rate * h[j], d); // (3)
      }
    }
    readout.synapses().settle();
    writePixels(rate, b); // (3)
  }

  private void writePixels(float rate, float[] error) {
    for (int n = 0; n < pixels.size(); n++) {
      first.synapses().proposeRow(pixels.get(n), rate, error);
    }
    first.synapses().settle();
  }

  @Override
  public void visit(StateVisitor visitor) {
    visit(visitor, "first", first);
    second.ifPresent(layer -> {
      visit(visitor, "second", layer);
      visitor.floats("b", StateRole.LEARNING, Float.SIZE, b);
    });
    visitor.floats("d", StateRole.LEARNING, Float.SIZE, d);
    visitor.part("ledger", ledger);
  }

  private static void visit(StateVisitor visitor, String name, Layer layer) {
    visitor.part(name, layer.synapses());
    layer.trigger().ifPresent(trigger -> visitor.part(name + "Trigger", trigger));
  }
}
