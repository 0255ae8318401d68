package io.hillock.lesion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.hillock.fault.ParameterException;
import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
  private static final int SYNAPSES = 3000;

  /** Writes down what is done to it. */
  private static final class Recorder implements Lesionable {
    final float[] w;
    final List<String> units = new ArrayList<>();
    final float[] stuck = new float[SYNAPSES];
    final List<Double> scaled = new ArrayList<>();

    Recorder(boolean signed) {
      RandomStream random = Seed.of(2).stream(Purpose.WIRING);
      w = new float[SYNAPSES];
      for (int k = 0; k < w.length; k++) {
        w[k] = (float) random.nextDouble(signed ? -1 : 0, 1);
      }
      Arrays.fill(stuck, Float.NaN);
    }

    @Override
    public List<Group> unitGroups() {
      return List.of(new Group("a", 10), new Group("b", 20));
    }

    @Override
    public List<Group> synapseGroups() {
      return List.of(new Group("w", SYNAPSES));
    }

    @Override
    public float weight(int group, int synapse) {
      return w[synapse];
    }

    @Override
    public void fail(int group, int unit, UnitFault fault) {
      units.add(group + "." + unit + " " + fault);
    }

    @Override
    public void stick(int group, int synapse, float weight) {
      stuck[synapse] = weight;
    }

    @Override
    public void scaleOutgoing(int group, double factor) {
      scaled.add(factor);
    }
  }

  private static Faults draw(FaultPlan plan, Recorder network) {
    return Faults.draw(plan, network, Seed.of(4).stream(Purpose.DEVICE));
  }

  private static Recorder hurt(FaultKind kind, double q, boolean signed) {
    Recorder network = new Recorder(signed);
    draw(FaultPlan.of(kind, q), network).inflictOn(network);
    return network;
  }

  private static int[] sites(Recorder network) {
    int[] all = new int[SYNAPSES];
    int n = 0;
    for (int k = 0; k < SYNAPSES; k++) {
      if (!Float.isNaN(network.stuck[k])) {
        all[n++] = k;
      }
    }
    return Arrays.copyOf(all, n);
  }

  @Test
  void shouldGiveEachGroupItsFraction() {
    Recorder dead = hurt(FaultKind.DEAD_UNIT, 0.2, true);
    assertThat(dead.units).hasSize(6).allMatch(u -> u.endsWith(" DEAD"));
    assertThat(dead.units.stream().filter(u -> u.startsWith("0."))).hasSize(2);
    Recorder on = hurt(FaultKind.STUCK_ON_UNIT, 0.2, true);
    assertThat(on.units)
        .containsExactlyElementsOf(
            dead.units.stream().map(u -> u.replace("DEAD", "STUCK_ON")).toList());
    assertThat(sites(dead)).isEmpty();
  }

  @Test
  void shouldHitTheSameSynapsesWhateverTheKind() {
    int[] dead = sites(hurt(FaultKind.DEAD_SYNAPSE, 0.1, true));
    assertThat(dead).hasSize(300);
    for (FaultKind kind :
        List.of(
            FaultKind.SIGN_FLIPPED_SYNAPSE,
            FaultKind.WEIGHT_NOISE,
            FaultKind.STUCK_AT_MAX_WEIGHT)) {
      assertThat(sites(hurt(kind, 0.1, true))).isEqualTo(dead);
    }
  }

  @Test
  void shouldStickAtWhatTheKindSays() {
    Recorder dead = hurt(FaultKind.DEAD_SYNAPSE, 0.1, true);
    Recorder flipped = hurt(FaultKind.SIGN_FLIPPED_SYNAPSE, 0.1, true);
    for (int k : sites(dead)) {
      assertThat(dead.stuck[k]).isZero();
      assertThat(flipped.stuck[k]).isEqualTo(-flipped.w[k]);
    }
  }

  @Test
  void shouldAddNoiseAsLargeAsTheWeights() {
    Recorder noisy = hurt(FaultKind.WEIGHT_NOISE, 1, true);
    double rms = 0;
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < SYNAPSES; k++) {
      double d = noisy.stuck[k] - noisy.w[k];
      rms += (double) noisy.w[k] * noisy.w[k] / SYNAPSES;
      sum += d;
      squares += d * d;
    }
    rms = StrictMath.sqrt(rms);
    double mean = sum / SYNAPSES;
    double sd = StrictMath.sqrt(squares / SYNAPSES - mean * mean);
    // Four standard errors, each missed once in 16,000.
    assertThat(mean).isCloseTo(0, within(4 * rms / StrictMath.sqrt(SYNAPSES)));
    assertThat(sd).isCloseTo(rms, within(4 * rms / StrictMath.sqrt(2.0 * SYNAPSES)));
  }

  @Test
  void shouldStickAtEitherEndOfTheWeights() {
    Recorder network = hurt(FaultKind.STUCK_AT_MAX_WEIGHT, 1, true);
    float most = 0;
    for (float w : network.w) {
      most = Math.max(most, Math.abs(w));
    }
    int positive = 0;
    for (float v : network.stuck) {
      assertThat(Math.abs(v)).isEqualTo(most);
      positive += v > 0 ? 1 : 0;
    }
    assertThat((double) positive).isCloseTo(SYNAPSES / 2.0, within(110.0)); // four deviations of 27
    for (float v : hurt(FaultKind.STUCK_AT_MAX_WEIGHT, 1, false).stuck) {
      assertThat(v).isPositive();
    }
  }

  @Test
  void shouldRescaleOnlyWhatDeadUnitsTookAway() {
    Recorder network = new Recorder(true);
    draw(FaultPlan.of(FaultKind.DEAD_UNIT, 0.2), network).rescale(network);
    assertThat(network.scaled).containsExactly(1.25, 1.25);
    draw(FaultPlan.of(FaultKind.DEAD_UNIT, 0), network).rescale(network);
    assertThat(network.scaled).hasSize(2);
    for (FaultPlan plan :
        List.of(FaultPlan.of(FaultKind.DEAD_UNIT, 1), FaultPlan.of(FaultKind.STUCK_ON_UNIT, 0.1))) {
      assertThatThrownBy(() -> draw(plan, network).rescale(network))
          .isInstanceOf(ParameterException.class);
    }
  }

  @Test
  void shouldTellItsSites() {
    Recorder network = new Recorder(true);
    Faults units = draw(FaultPlan.of(FaultKind.DEAD_UNIT, 0.5), network);
    assertThat(units.count()).isEqualTo(15);
    assertThat(units.sites(1)).hasSize(10).isSorted();
    Faults synapses = draw(FaultPlan.of(FaultKind.DEAD_SYNAPSE, 0.01), network);
    assertThat(synapses.count()).isEqualTo(30);
    assertThat(synapses.sites(0)).hasSize(30);
    assertThat(draw(FaultPlan.of(FaultKind.DEAD_SYNAPSE, 0.01), network).sites(0))
        .isEqualTo(synapses.sites(0));
  }
}
