package io.hillock.gallery.sdsp;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.device.odin.OdinNeuron;
import io.hillock.network.NetworkBuilder;
import io.hillock.network.Population;
import io.hillock.network.Projection;
import io.hillock.network.Session;
import io.hillock.random.Seed;
import io.hillock.synapse.IdealSubstrate;
import io.hillock.synapse.WeightInit;
import io.hillock.synapse.WiringRule;
import io.hillock.unit.Time;
import org.junit.jupiter.api.Test;

/** The task of the experiment with SDSP as a rule of an ordinary session, a tick for a step. */
class SdspSessionTest {
  private static final int CLASSES = 10;
  private static final Time TICK = Time.ms(1);

  /** Registers and teacher, the best of 60 random settings on the digits of seed 31. */
  private static final OdinNeuron NEURON = new OdinNeuron(133, 3, true, 56, 1, 2, 4, 5);

  /** What the teacher gives the right neuron in each tick. */
  private static final double TAUGHT = 87;

  private final Population pixels;
  private final Population teacher;
  private final Population out;
  private final Session session;

  SdspSessionTest() {
    NetworkBuilder net = new NetworkBuilder(TICK);
    pixels = net.input("pixels", RankOrder.PIXELS);
    teacher = net.input("teacher", CLASSES);
    out = net.neurons("out", CLASSES, NEURON);
    Projection plastic =
        net.connect(
            pixels,
            out,
            WiringRule.Regular.ALL_TO_ALL,
            WeightInit.uniform(1, 1),
            OdinNeuron.SYNAPSES);
    net.connect(
        teacher,
        out,
        WiringRule.Regular.ONE_TO_ONE,
        WeightInit.uniform(TAUGHT, TAUGHT),
        IdealSubstrate.UNBOUNDED);
    session = net.learn(NEURON.rule(plastic, TICK, 0)).build().open(Seed.of(23));
  }

  /**
   * Shows an image, taught if the label is not negative; the neuron that spiked most, then by V.
   */
  private int show(int[] order, int label) {
    session.freeze(label < 0);
    session.reset();
    double[] score = new double[CLASSES];
    int next = 0;
    for (int t = 0; t < Rule.TICKS; t++) {
      if (label >= 0) {
        session.input(teacher).add(label);
      }
      for (; next < (t + 1) * order.length / Rule.TICKS; next++) {
        session.input(pixels).add(order[next]);
      }
      session.step();
      for (int k = 0; k < session.spikes(out).size(); k++) {
        score[session.spikes(out).get(k)] += 256; // more than any V
      }
    }
    int best = 0;
    for (int j = 0; j < CLASSES; j++) {
      score[j] += session.neurons(out).v()[j];
      best = score[j] > score[best] ? j : best;
    }
    return best;
  }

  @Test
  void shouldLearnDigitsAsARuleOfAnySession() {
    Seed seed = Seed.of(23);
    RankOrder training =
        new RankOrder(GeneratedDigits.draw(seed, LabelledImages.Part.TRAINING, 3000), Rule.SPIKES);
    RankOrder test =
        new RankOrder(GeneratedDigits.draw(seed, LabelledImages.Part.TEST, 1000), Rule.SPIKES);
    for (int k = 0; k < training.size(); k++) {
      show(training.order(k), training.label(k));
    }
    int right = 0;
    for (int k = 0; k < test.size(); k++) {
      right += show(test.order(k), -1) == test.label(k) ? 1 : 0;
    }
    // Chance is 100, the standard error of 900 right is 10.
    assertThat(right).isGreaterThan(850);
  }
}
