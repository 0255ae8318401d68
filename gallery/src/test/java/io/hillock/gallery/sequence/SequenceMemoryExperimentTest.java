package io.hillock.gallery.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.gallery.Figures;
import io.hillock.gallery.LedgerSummary;
import io.hillock.gallery.Progress;
import io.hillock.gallery.StopAfter;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Technology;
import io.hillock.random.Seed;
import org.junit.jupiter.api.Test;

class SequenceMemoryExperimentTest {
  private static final Seed SEED = Seed.of(1001);

  private static SequenceNetwork small() {
    Examination examination = new Examination(10, 20, 2, 80, 40, 0.01);
    return new SequenceNetwork(
        NetworkSettings.chosen(), new SequenceNetwork.Protocol(40, 10, 0.03, examination), SEED, 0);
  }

  @Test
  void shouldOrganiseItselfAndCountBetterThanItsStart() {
    Figures f = small().run(Progress.SILENT).orElseThrow();
    // less than a minute of learning and one network: the direction only; the experiment holds the
    // figures
    assertThat(f.get("position.selfOrganised")).isGreaterThan(f.get("position.static"));
    assertThat(f.get("inBand.selfOrganised")).isGreaterThan(f.get("inBand.static"));
    assertThat(f.get("low.static")).isCloseTo(f.get("low.noPlasticity"), within(0.0));
    assertThat(f.get("low.shuffled")).isEqualTo(f.get("low.selfOrganised"));
    assertThat(f.row("byPosition.static")).hasSize(12);
    Technology rram = Technology.of(Technology.BuiltIn.RRAM_130NM);
    LedgerSummary both = SequenceNetwork.cost(f, Arm.SELF_ORGANISED, rram);
    LedgerSummary sdsp = SequenceNetwork.cost(f, Arm.NO_HOMEOSTASIS, rram);
    LedgerSummary homeostasis = SequenceNetwork.cost(f, Arm.NO_PLASTICITY, rram);
    assertThat(both.counts().get(CountKind.STEP)).isEqualTo(40_000);
    assertThat(both.learningBytes()).isEqualTo(160); // a byte for each excitatory neuron
    assertThat(sdsp.learningBytes()).isZero();
    assertThat(sdsp.counts().get(CountKind.PROGRAMMING_PULSE))
        .isGreaterThan(homeostasis.counts().get(CountKind.PROGRAMMING_PULSE));
    assertThat(homeostasis.counts().writeEnergyJ()).isPositive();
    Figures again = small().run(Progress.SILENT).orElseThrow();
    assertThat(again.toKeep().toBytes()).isEqualTo(f.toKeep().toBytes());
  }

  @Test
  void shouldStopWhenAsked() {
    assertThat(small().run(new StopAfter(0))).isEmpty();
  }

  @Test
  void shouldGiveTheIntervalOfAMeanByResampling() {
    double[] samples = new double[400];
    for (int k = 0; k < samples.length; k++) {
      samples[k] = k % 2 == 0 ? 0 : 1;
    }
    Bootstrap b = Bootstrap.of(samples, SEED);
    assertThat(b.mean()).isEqualTo(0.5);
    // standard error 0.025; 1.96 of them; steps of 1/400 and Monte Carlo error
    assertThat(b.low()).isCloseTo(0.451, within(0.004));
    assertThat(b.high()).isCloseTo(0.549, within(0.004));
  }
}
