package io.hillock.gallery.cue;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.gallery.Figures;
import io.hillock.gallery.KeptInMemory;
import io.hillock.gallery.Parts;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Scale;
import io.hillock.gallery.StopAfter;
import io.hillock.gallery.cue.AdaptiveCueNetwork.Teacher;
import io.hillock.random.Seed;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CueArmTest {
  private static GradientArm arm(Teacher teacher) {
    GradientTraining.Schedule schedule = new GradientTraining.Schedule(6, 9, 5e-3, 3, 2, 11);
    return new GradientArm("x", "x", teacher, AdaptiveCueNetwork.ADAPTIVE, schedule);
  }

  @ParameterizedTest
  @EnumSource(Teacher.class)
  void shouldGoOnBitForBitWhereItWasStoppedInTheMiddle(Teacher teacher) {
    GradientArm arm = arm(teacher);
    byte[] whole =
        arm.learn(Seed.of(6), "k", Parts.NONE, Progress.SILENT).orElseThrow().toKeep().toBytes();
    KeptInMemory parts = new KeptInMemory();
    // Updates of 9 trials, validations of 11 after every second: stopped after the first update,
    // between two validations, and after the second validation; then left to end.
    long[] stops = {1, 20, 30, Long.MAX_VALUE};
    for (long stop : stops) {
      StopAfter stopping = new StopAfter(stop);
      Optional<Figures> figures = arm.learn(Seed.of(6), "k", parts, stopping);
      boolean last = stop == Long.MAX_VALUE;
      assertThat(figures.isPresent()).isEqualTo(last);
      assertThat(parts.keys()).hasSize(1);
      figures.ifPresent(f -> assertThat(f.toKeep().toBytes()).isEqualTo(whole));
    }
  }

  @Test
  void shouldStopTheHardwareRuleBetweenBlocksAndKeepNothingHalf() {
    HardwareArm arm = new HardwareArm(CueVariant.LONG_LEAK, 300);
    KeptInMemory parts = new KeptInMemory();
    StopAfter stopping = new StopAfter(1);
    assertThat(arm.learn(Seed.of(1), "k", parts, stopping)).isEmpty();
    assertThat(stopping.done()).isEqualTo(100);
    assertThat(parts.keys()).isEmpty();
  }

  @Test
  void shouldTellArmsAndScalesApartInWhatTheyKeep() {
    Set<String> keys = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (Scale scale : Scale.values()) {
      for (CueArm arm : CueOutcomes.arms(scale)) {
        keys.add(arm.toString());
        names.add(arm.key());
      }
    }
    // The hardware rule is the same at both scales.
    assertThat(names).hasSize(10);
    assertThat(keys).hasSize(6 + 2 * 4);
  }
}
