package io.hillock.gallery.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.data.ecg.EcgCohort;
import io.hillock.data.wfdb.AnnotatedRecording;
import io.hillock.device.rram.RramParameters;
import io.hillock.device.rram.RramPreset;
import io.hillock.gallery.Progress;
import io.hillock.gallery.SubstrateChoice;
import io.hillock.random.Seed;
import io.hillock.synapse.Synapses;
import io.hillock.unit.Time;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlasticityBoundsTest {
  /** So narrow that the base itself does not fit and lessons run into the bounds. */
  private static final float RANGE = 0.02f;

  private static AnnotatedRecording recording;

  enum Kind {
    IDEAL(SubstrateChoice.ideal()),
    DIGITAL_2(SubstrateChoice.digital(2)),
    DIGITAL_8(SubstrateChoice.digital(8)),
    DIGITAL_16(SubstrateChoice.digital(16)),
    RRAM_IDEAL(SubstrateChoice.rram(RramPreset.IDEAL, Time.period(360))),
    RRAM(SubstrateChoice.rram(RramPreset.HFO2_1T1R, Time.period(360)));

    private final SubstrateChoice substrate;

    Kind(SubstrateChoice substrate) {
      this.substrate = substrate;
    }
  }

  @BeforeAll
  static void generate() {
    EcgCohort cohort = new EcgCohort(Seed.of(6), 1, 1, 200);
    recording = cohort.recording(cohort.test().getFirst());
  }

  /** Looks at every weight before learning and after every lesson. */
  private static final class Guard implements PersonRun.Listener {
    private final Synapses synapses;
    private final float bound;
    private long atBound;
    private int lessons;

    Guard(Synapses synapses, float bound) {
      this.synapses = synapses;
      this.bound = bound;
      look();
    }

    @Override
    public void taught(Decision decision, int truth, int weights) {
      lessons += weights > 0 ? 1 : 0;
      look();
    }

    private void look() {
      for (float w : PlasticState.weights(synapses)) {
        assertThat(Math.abs(w)).isLessThanOrEqualTo(bound); // NaN fails
        atBound += Math.abs(w) > 0.95f * RANGE ? 1 : 0;
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void shouldKeepEveryWeightWithinTheRangeOfItsSubstrate(Kind kind) {
    PersonRun run =
        new PersonRun(
            recording,
            HeartbeatBase.shipped(),
            new PersonRun.Plan(
                HeartbeatStream.Timing.DETECTOR,
                true,
                PlasticLayers.READOUT,
                TeachingRule.EVERY_ERROR, // so that there are many lessons
                kind.substrate,
                RANGE,
                Seed.of(3)));
    // One part in a million for the rounding of level to float.
    Guard guard = new Guard(run.stream().readout(), bound(kind) * (1 + 1e-6f));
    assertThat(run.run(Progress.SILENT, guard)).isPresent();
    assertThat(guard.lessons).isGreaterThan(100);
    assertThat(guard.atBound).as("weights seen at the bound").isPositive();
  }

  /**
   * What a weight may reach. Of a pair of real devices learning bounds the level that is aimed at,
   * G_min to G_max; the device lands beside it, and its partner may lie below G_min. So the weight,
   * w_max (G_p - G_m) / (G_max - G_min), is bounded by G_p at five sigma above G_max and G_m = 0.
   */
  private static float bound(Kind kind) {
    return switch (kind) {
      case IDEAL, DIGITAL_2, DIGITAL_8, DIGITAL_16, RRAM_IDEAL -> RANGE;
      case RRAM -> {
        RramParameters p = RramPreset.HFO2_1T1R.parameters();
        double highest =
            p.range().gMaxUS() + 5 * p.set().cycleToCycle().sigmaUS(p.range().gMaxUS());
        yield (float) (RANGE * highest / p.range().widthUS());
      }
    };
  }
}
