package io.hillock.gallery.pcmtraining;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.gallery.StopAfter;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PatternGeneratorTest {
  private static final Protocol SHORT = new Protocol(1, 40, 38.6);
  private static final int DEVICES = 2 * SineTask.CHANNELS * PatternGenerator.HIDDEN;

  private static Figures train(Arm arm, Protocol protocol, long seed) {
    return new PatternGenerator(arm, protocol, Seed.of(seed)).train(Progress.SILENT).orElseThrow();
  }

  @Test
  void shouldLearnACurveOnFloatWeights() {
    Figures f = train(Arm.FLOAT, SHORT.withEpochs(120), 21);
    assertThat(f.get("untrained")).isGreaterThan(0.8 * f.get("zero"));
    assertThat(Outcomes.lastMse(f)).isLessThan(0.4 * f.get("zero"));
    assertThat(f.ledger().total().get(CountKind.PROGRAMMING_PULSE)).isZero();
    assertThat(f.row("aged")).containsOnly(f.row("aged")[0]); // floats do not age
  }

  @Test
  void shouldGatherGradientsWherePulsesAreCoarse() {
    Figures f = train(Arm.MIXED, SHORT, 21);
    assertThat(Outcomes.lastMse(f)).isLessThan(0.8 * f.get("zero"));
    long pulses = f.ledger().total().get(CountKind.PROGRAMMING_PULSE);
    long synapses = DEVICES / 2 + PatternGenerator.HIDDEN * (PatternGenerator.HIDDEN - 1L) + 100;
    assertThat(pulses).isBetween(1L, SHORT.trials() * synapses / 10); // few weights in a trial
    assertThat(Arrays.stream(f.row("conductances")).sum()).isEqualTo(DEVICES);
    assertThat(f.row("aged")[0]).isNotEqualTo(f.row("aged")[3]); // devices do
  }

  @Test
  void shouldGiveTheSameFiguresForTheSameSeedOnEveryScheme() {
    Protocol few = new Protocol(1, 10, 38.6);
    for (Arm arm : Arm.COMPARED) {
      Figures f = train(arm, few, 22);
      assertThat(train(arm, few, 22).row("curve")).isEqualTo(f.row("curve"));
      assertThat(f.row("curve")).doesNotContain(Double.NaN);
      if (arm.scheme() instanceof Scheme.MultiDevice(int pairs)) {
        assertThat(Arrays.stream(f.row("conductances")).sum()).isEqualTo(pairs * DEVICES);
      }
    }
  }

  @Test
  void shouldReadOtherConductancesWhenTheDevicesRestAfterTheWrite() {
    Protocol few = new Protocol(1, 10, 38.6);
    Arm rested = Arm.OTHER_CONDITIONS.getFirst();
    assertThat(rested.conditions()).isEqualTo(Conditions.RESTED);
    double[] fresh = train(Arm.MIXED, few, 23).row("curve");
    double[] aged = train(rested, few, 23).row("curve");
    assertThat(aged[0]).isEqualTo(fresh[0]); // before the first write all is the same
    assertThat(aged[1]).isNotEqualTo(fresh[1]);
  }

  @Test
  void shouldStopWhenAsked() {
    assertThat(new PatternGenerator(Arm.FLOAT, SHORT, Seed.of(21)).train(new StopAfter(2)))
        .isEmpty();
  }
}
