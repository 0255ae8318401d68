package io.hillock.learning.layered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hillock.fault.InputException;
import io.hillock.fault.ParameterException;
import io.hillock.lesion.FaultKind;
import io.hillock.lesion.FaultPlan;
import io.hillock.lesion.Faults;
import io.hillock.lesion.Lesionable.UnitFault;
import io.hillock.network.Snapshot;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.state.Allocation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LayeredLesionTest {
  private static final List<Integer> SIZES = List.of(12, 70, 66, 5);
  private static final double ETA = 0.125;

  static List<LayeredRule> rules() {
    return List.of(LayeredRule.Plain.values());
  }

  private static LayeredNetwork network(LayeredRule rule) {
    return new LayeredNetwork(LayeredParameters.of(SIZES, rule, ETA), Seed.of(21));
  }

  private static LayeredNetwork network() {
    return network(LayeredRule.Plain.BACKPROPAGATION);
  }

  /** A convolution of 3 x 3 with stride 1 over 6 x 6, then a dense layer and outputs. */
  private static LayeredNetwork convolution() {
    List<LayerShape> layers =
        List.of(
            new LayerShape.Convolution(4, 3, 1), new LayerShape.Dense(9), new LayerShape.Dense(3));
    return new LayeredNetwork(
        new LayeredParameters(
            new Grid(6, 6, 1),
            layers,
            LayeredParameters.Activation.TANH,
            LayeredRule.Plain.BACKPROPAGATION,
            ETA,
            1,
            1),
        Seed.of(21));
  }

  private static void learn(LayeredNetwork network, int samples) {
    RandomStream random = Seed.of(9).stream(Purpose.DATA);
    int classes = network.output().length;
    int[] index = {0, 3, 4, 7, 11};
    float[] value = new float[index.length];
    for (int k = 0; k < samples; k++) {
      for (int i = 0; i < value.length; i++) {
        value[i] = (float) random.nextDouble(-1, 1);
      }
      network.learn(index, value, index.length, random.nextInt(classes));
    }
  }

  private static float[] outputs(LayeredNetwork network) {
    network.classify(new int[] {1, 4, 5, 11}, new float[] {0.5f, -1, 0.25f, 0.75f}, 4);
    return network.output().clone();
  }

  private static Faults hurt(LayeredNetwork network, FaultKind kind, double q) {
    Faults faults = Faults.draw(FaultPlan.of(kind, q), network, Seed.of(6).stream(Purpose.DEVICE));
    faults.inflictOn(network);
    return faults;
  }

  private static float[] weights(LayeredNetwork network, int group) {
    float[] w = new float[network.synapseGroups().get(group).count()];
    for (int k = 0; k < w.length; k++) {
      w[k] = network.weight(group, k);
    }
    return w;
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldLearnTheSameBitsWithRoomForFaults(LayeredRule rule) {
    LayeredNetwork plain = network(rule);
    LayeredNetwork roomy = network(rule).lesionable();
    hurt(roomy, FaultKind.DEAD_UNIT, 0);
    hurt(roomy, FaultKind.STUCK_AT_MAX_WEIGHT, 0);
    learn(plain, 50);
    learn(roomy, 50);
    assertThat(outputs(roomy)).containsExactly(outputs(plain));
    for (int layer = 1; layer <= 3; layer++) {
      assertThat(roomy.weights(layer)).isDeepEqualTo(plain.weights(layer));
      assertThat(roomy.biases(layer)).containsExactly(plain.biases(layer));
    }
    assertThat(roomy.ledger().total()).usingRecursiveComparison().isEqualTo(plain.ledger().total());
  }

  @ParameterizedTest
  @MethodSource("rules")
  void shouldNeverChangeAFaultySynapseByLearning(LayeredRule rule) {
    LayeredNetwork network = network(rule);
    learn(network, 20);
    Faults faults = hurt(network, FaultKind.WEIGHT_NOISE, 0.3);
    float[][] before = {weights(network, 0), weights(network, 1), weights(network, 2)};
    learn(network, 50);
    for (int group = 0; group < 3; group++) {
      float[] after = weights(network, group);
      int moved = 0;
      for (int k = 0; k < after.length; k++) {
        moved += after[k] == before[group][k] ? 0 : 1;
      }
      for (int k : faults.sites(group)) {
        assertThat(after[k]).isEqualTo(before[group][k]);
      }
      boolean taught = rule != LayeredRule.Plain.FROZEN_HIDDEN || group == 2;
      assertThat(moved > 0).as("group %d", group).isEqualTo(taught); // sound ones go on learning
    }
  }

  @Test
  void shouldFixTheOutputOfFaultyUnits() {
    LayeredNetwork network = network();
    learn(network, 20);
    LayeredNetwork expected = network();
    learn(expected, 20);
    network.fail(1, 5, UnitFault.DEAD);
    network.fail(1, 7, UnitFault.STUCK_ON);
    float[][] w = expected.weights(3);
    float[] bias = expected.biases(3);
    for (int c = 0; c < bias.length; c++) {
      bias[c] += w[7][c]; // an output of 1 that does not depend on anything
      w[5][c] = 0;
      w[7][c] = 0;
    }
    expected.weights(3, w);
    expected.biases(3, bias);
    float[] found = outputs(network);
    float[] wanted = outputs(expected);
    for (int c = 0; c < found.length; c++) {
      assertThat(found[c]).isCloseTo(wanted[c], org.assertj.core.api.Assertions.within(1e-5f));
    }
  }

  @Test
  void shouldNotTeachWhatAFaultyUnitCannotUse() {
    LayeredNetwork network = network();
    network.fail(0, 3, UnitFault.DEAD);
    network.fail(0, 4, UnitFault.STUCK_ON);
    float[][] in = network.weights(1);
    float[][] out = network.weights(2);
    learn(network, 30);
    for (int i = 0; i < in.length; i++) {
      assertThat(network.weights(1)[i][3]).isEqualTo(in[i][3]);
      assertThat(network.weights(1)[i][4]).isEqualTo(in[i][4]);
    }
    assertThat(network.biases(1)[3]).isZero();
    assertThat(network.weights(2)[3]).containsExactly(out[3]); // nothing comes from it
    assertThat(network.weights(2)[4]).isNotEqualTo(out[4]); // what it sends can be made up for
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultKind.class,
      names = {"DEAD_UNIT", "DEAD_SYNAPSE"})
  void shouldSayNothingButItsBiasesWhenAllIsDead(FaultKind kind) {
    for (LayeredNetwork network : List.of(network(), convolution())) {
      learn(network, 20);
      hurt(network, kind, 1);
      int last = network.synapseGroups().size();
      assertThat(outputs(network)).containsExactly(network.biases(last));
    }
  }

  @Test
  void shouldKeepFaultsInASnapshot() {
    for (FaultKind kind : FaultKind.values()) {
      LayeredNetwork a = convolution().lesionable();
      learn(a, 20);
      hurt(a, kind, 0.3);
      Snapshot kept = Snapshot.fromBytes(Snapshot.capture(a, Map.of()).toBytes(), "test");
      LayeredNetwork b = convolution().lesionable();
      kept.restore(b, "test");
      learn(a, 30);
      learn(b, 30);
      assertThat(Snapshot.capture(b, Map.of()).toBytes())
          .isEqualTo(Snapshot.capture(a, Map.of()).toBytes());
      assertThatThrownBy(() -> kept.restore(convolution(), "test"))
          .isInstanceOf(InputException.class);
    }
  }

  @Test
  void shouldHealByTheSnapshotBefore() {
    LayeredNetwork network = network().lesionable();
    learn(network, 20);
    Snapshot sound = Snapshot.capture(network, Map.of());
    float[] before = outputs(network);
    for (FaultKind kind : FaultKind.values()) {
      hurt(network, kind, 0.5);
      assertThat(outputs(network)).isNotEqualTo(before);
      learn(network, 10);
      sound.restore(network, "test");
      assertThat(outputs(network)).containsExactly(before);
    }
  }

  @Test
  void shouldNotScaleStuckSynapses() {
    LayeredNetwork network = network();
    float first = network.weight(1, 0);
    network.stick(1, 1, 0.75f);
    network.scaleOutgoing(0, 2);
    assertThat(network.weight(1, 0)).isEqualTo(2 * first);
    assertThat(network.weight(1, 1)).isEqualTo(0.75f);
  }

  @Test
  void shouldAllocateNothingPerSample() {
    LayeredNetwork network = network();
    hurt(network, FaultKind.DEAD_UNIT, 0.1);
    hurt(network, FaultKind.DEAD_SYNAPSE, 0.1);
    int[] index = {0, 3, 4};
    float[] value = {1, 0.5f, -1};
    long least =
        Allocation.least(() -> {
          for (int k = 0; k < 1000; k++) {
            network.learn(index, value, 3, k % 5);
          }
        });
    assertThat(least).isLessThan(Allocation.METER);
  }

  @Test
  void shouldTakeBiasesOfItsOwnNumberOnly() {
    LayeredNetwork network = network();
    network.biases(3, 1, 2, 3, 4, 5);
    assertThat(network.biases(3)).containsExactly(1, 2, 3, 4, 5);
    assertThatThrownBy(() -> network.biases(3, 1, 2))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("biases");
  }
}
