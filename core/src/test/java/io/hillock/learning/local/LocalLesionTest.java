package io.hillock.learning.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.learning.ErrorTrigger;
import io.hillock.learning.Loss;
import io.hillock.learning.ThresholdControl;
import io.hillock.lesion.FaultKind;
import io.hillock.lesion.FaultPlan;
import io.hillock.lesion.Faults;
import io.hillock.lesion.Lesionable;
import io.hillock.lesion.Lesionable.UnitFault;
import io.hillock.network.Snapshot;
import io.hillock.neuron.Box;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalLesionTest {
  private static final int SIDE = 6;
  private static final int CLASSES = 3;
  private static final LocalNeuron NEURON = new LocalNeuron(0.7, 0.4, 0.65, 1, new Box(0.5f));
  private static final Seed SEED = Seed.of(21);

  private static LocalLayer.Shape shape(LocalWiring wiring) {
    return new LocalLayer.Shape(
        wiring, CLASSES, NEURON, Loss.SOFTMAX_CROSS_ENTROPY, 8, 1, LocalFeedback.READOUT, true);
  }

  /** A convolution before a dense layer, or two dense layers with error events. */
  private static LocalNetwork network(boolean convolution) {
    LocalWiring first =
        convolution
            ? new LocalWiring.Convolution(SIDE, SIDE, 1, 4, 3, 1, 0, 1)
            : new LocalWiring.Dense(SIDE * SIDE, 20);
    List<LocalLayer.Shape> shapes =
        List.of(shape(first), shape(new LocalWiring.Dense(first.units(), 15)));
    LocalLayer.Trigger trigger =
        new LocalLayer.Trigger(ErrorTrigger.Form.STOCHASTIC_FLOOR, new ThresholdControl.Fixed(0.3));
    return new LocalNetwork(shapes, convolution ? List.of() : List.of(trigger, trigger), SEED);
  }

  private static void run(LocalNetwork network, int from, int to, boolean learn) {
    SpikeList in = new SpikeList(SIDE * SIDE);
    for (int t = from; t < to; t++) {
      RandomStream random = SEED.stream(Purpose.INPUT, t);
      in.clear();
      for (int j = 0; j < SIDE * SIDE; j++) {
        if (random.nextBoolean(0.4)) {
          in.add(j);
        }
      }
      network.step(in);
      if (learn) {
        network.learn(t / 10 % CLASSES, 0.05f, 0.05f);
      }
    }
  }

  private static Faults hurt(Lesionable network, FaultKind kind, double q) {
    Faults faults = Faults.draw(FaultPlan.of(kind, q), network, Seed.of(6).stream(Purpose.DEVICE));
    faults.inflictOn(network);
    return faults;
  }

  private static byte[] bits(LocalNetwork network) {
    return Snapshot.capture(network, Map.of()).toBytes();
  }

  private static List<Integer> spikes(LocalNetwork network, int layer) {
    List<Integer> list = new ArrayList<>();
    SpikeList spikes = network.layer(layer).spikes();
    for (int k = 0; k < spikes.size(); k++) {
      list.add(spikes.get(k));
    }
    return list;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldLearnTheSameBitsWithRoomForFaults(boolean convolution) {
    LocalNetwork plain = network(convolution);
    LocalNetwork roomy = network(convolution).lesionable();
    hurt(roomy, FaultKind.DEAD_UNIT, 0);
    hurt(roomy, FaultKind.WEIGHT_NOISE, 0);
    run(plain, 0, 200, true);
    run(roomy, 0, 200, true);
    for (int l = 0; l < 2; l++) {
      assertThat(roomy.layer(l).weights()).containsExactly(plain.layer(l).weights());
      assertThat(roomy.layer(l).biases()).containsExactly(plain.layer(l).biases());
      assertThat(roomy.layer(l).membranes()).containsExactly(plain.layer(l).membranes());
    }
    assertThat(bits(roomy.lesionable())).isNotEqualTo(bits(network(convolution).lesionable()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void shouldFixTheSpikesOfFaultyUnits(boolean convolution) {
    LocalNetwork network = network(convolution);
    run(network, 0, 50, true);
    network.fail(0, 2, UnitFault.DEAD);
    network.fail(0, 3, UnitFault.STUCK_ON);
    network.fail(1, 0, UnitFault.STUCK_ON);
    boolean deadOneWouldSpike = false;
    for (int t = 50; t < 150; t++) {
      run(network, t, t + 1, true);
      deadOneWouldSpike |= network.layer(0).membranes()[2] > 0;
      assertThat(spikes(network, 0)).isSorted().contains(3).doesNotContain(2);
      assertThat(spikes(network, 1)).contains(0);
    }
    assertThat(deadOneWouldSpike).isTrue();
  }

  @Test
  void shouldNotTeachAFaultyUnit() {
    LocalNetwork network = network(false);
    network.fail(0, 2, UnitFault.DEAD);
    network.fail(0, 3, UnitFault.STUCK_ON);
    float[] before = network.layer(0).weights().clone();
    run(network, 0, 200, true);
    float[] after = network.layer(0).weights();
    int inputs = SIDE * SIDE;
    boolean othersMoved = false;
    for (int k = 0; k < after.length; k++) {
      if (k / inputs == 2 || k / inputs == 3) {
        assertThat(after[k]).isEqualTo(before[k]);
      } else {
        othersMoved |= after[k] != before[k];
      }
    }
    assertThat(othersMoved).isTrue();
    assertThat(network.layer(0).biases()[2]).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"DEAD_SYNAPSE", "SIGN_FLIPPED_SYNAPSE", "WEIGHT_NOISE", "STUCK_AT_MAX_WEIGHT"})
  void shouldNeverChangeAFaultySynapseByLearning(FaultKind kind) {
    for (boolean convolution : new boolean[] {true, false}) {
      LocalNetwork network = network(convolution);
      run(network, 0, 50, true);
      Faults faults = hurt(network, kind, 0.3);
      float[][] before = {network.layer(0).weights().clone(), network.layer(1).weights().clone()};
      run(network, 50, 250, true);
      for (int l = 0; l < 2; l++) {
        float[] after = network.layer(l).weights();
        assertThat(after).isNotEqualTo(before[l]);
        for (int k : faults.sites(l)) {
          assertThat(after[k]).isEqualTo(before[l][k]);
        }
      }
    }
  }

  @Test
  void shouldSayNothingWhenAllUnitsAreDead() {
    LocalNetwork network = network(true);
    hurt(network, FaultKind.DEAD_UNIT, 1);
    run(network, 0, 50, false);
    for (int l = 0; l < 2; l++) {
      assertThat(network.layer(l).readout()).containsOnly(0);
      assertThat(network.decision(l)).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldKeepFaultsInASnapshot(FaultKind kind) {
    for (boolean convolution : new boolean[] {true, false}) {
      LocalNetwork a = network(convolution).lesionable();
      run(a, 0, 50, true);
      hurt(a, kind, 0.3);
      Snapshot kept = Snapshot.capture(a, Map.of());
      LocalNetwork b = network(convolution).lesionable();
      kept.restore(b, "test");
      run(a, 50, 150, true);
      run(b, 50, 150, true);
      assertThat(bits(b)).isEqualTo(bits(a));
    }
  }

  @Test
  void shouldScaleWhatLeavesALayer() {
    LocalNetwork network = network(false);
    float[] first = network.layer(0).weights().clone();
    float[] second = network.layer(1).weights().clone();
    float[] readout = network.layer(0).fixedReadout().clone();
    network.stick(1, 0, 0.25f);
    network.scaleOutgoing(0, 2);
    assertThat(network.layer(0).weights()).containsExactly(first);
    assertThat(network.weight(1, 0)).isEqualTo(0.25f);
    assertThat(network.weight(1, 1)).isEqualTo(2 * second[1]);
    assertThat(network.layer(0).fixedReadout()[0]).isEqualTo(2 * readout[0]);
  }
}
