package io.hillock.gallery.bayes;

import static org.assertj.core.api.Assertions.assertThat;

import io.hillock.device.NonIdeality;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Progress;
import io.hillock.random.Seed;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SwitchStudyTest {
  @Test
  void shouldSwitchEachOnAloneAndOffAloneBesideTheProposal() {
    List<SwitchStudy.Variant> variants = SwitchStudy.variants();
    int switches = SwitchStudy.switches().size();
    assertThat(switches).isEqualTo(7);
    assertThat(variants).hasSize(2 * switches + 3);
    Set<Set<NonIdeality>> sets = new HashSet<>();
    Set<String> metrics = new HashSet<>();
    for (SwitchStudy.Variant v : variants) {
      assertThat(v.on()).contains(NonIdeality.CYCLE_TO_CYCLE);
      sets.add(v.on());
      metrics.add(v.metric());
    }
    assertThat(sets).hasSameSizeAs(variants);
    assertThat(metrics).hasSameSizeAs(variants);
    for (NonIdeality n : SwitchStudy.switches()) {
      // none, each of the others alone, all but itself
      assertThat(variants.stream().filter(v -> !v.on().contains(n)).count())
          .isEqualTo(1 + (switches - 1) + 1 + (both(n) ? 1 : 0));
    }
  }

  private static boolean both(NonIdeality n) {
    return n == NonIdeality.DEVICE_TO_DEVICE || n == NonIdeality.STUCK_CELLS;
  }

  @Test
  void shouldStandStillWithEverythingOnUnlessRowsArePassedOver() {
    Figures stuck = run(BayesArm.ALL_ON);
    Figures passing = run(BayesArm.PASSING);
    // 1 % of 3000 proposals lies between the two with room on either side
    assertThat(stuck.get("accepted")).isLessThan(20);
    assertThat(passing.get("accepted")).isGreaterThan(30);
  }

  private static Figures run(BayesArm arm) {
    return arm.run(Seed.of(21), 0, 3000, Progress.SILENT).orElseThrow();
  }
}
