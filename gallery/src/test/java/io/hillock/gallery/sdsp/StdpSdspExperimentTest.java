package io.hillock.gallery.sdsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hillock.data.digits.GeneratedDigits;
import io.hillock.data.idx.LabelledImages;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Environment;
import io.hillock.gallery.Progress;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Scale;
import io.hillock.ledger.CountKind;
import io.hillock.random.Seed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StdpSdspExperimentTest {
  @Test
  void shouldLearnGeneratedDigitsAndTellWhatEachRuleAccesses() {
    Environment environment =
        new Environment(List.of(Seed.of(21)), Scale.QUICK, Optional.empty(), Progress.SILENT);
    Result result = new StdpSdspExperiment().run(environment);
    assertThat(result.dataSource()).isEqualTo("generated");
    assertThat(result.claims()).allMatch(Claim::holds);
    // Chance is 0.1, the standard error over 2,000 images at most 0.011.
    assertThat(result.metrics().get("accuracy.pairStdp")).isGreaterThan(0.5);
    assertThat(result.metrics().get("accuracy.tripletStdp")).isGreaterThan(0.5);
    assertThat(result.metrics().get("columnAccessesPerEvent.sdsp")).isZero();
    // A lesson has 10 teacher spikes that each ask for 256 synapses, and 44 rows of 10.
    assertThat(result.metrics().get("columnAccessesPerEvent.pairStdp"))
        .isCloseTo(10 * 256 / 440.0, within(1e-9));
    // Ten neurons with 3 + 5 + 2 bits, 2,560 synapses of 4 bits.
    assertThat(result.metrics().get("bitsPerSynapse.sdsp"))
        .isCloseTo(4 + 100 / 2560.0, within(1e-9));
    // 256 + 10 traces of 32 bits, twice as many for triplets.
    assertThat(result.metrics().get("learningBitsPerSynapse.pairStdp"))
        .isCloseTo(32 * 266 / 2560.0, within(1e-9));
    assertThat(result.metrics().get("learningBitsPerSynapse.tripletStdp"))
        .isCloseTo(2 * 32 * 266 / 2560.0, within(1e-9));
    // 6,000 lessons of 44 rows of 10 synapses: images that were only classified are not in it.
    assertThat(result.ledger().orElseThrow().counts().get(CountKind.SYNAPSE_READ))
        .isEqualTo(6000 * 440);
    assertThat(result.rules())
        .extracting(RuleCost::rule)
        .containsExactly(
            "SDSP, 3 bit, 256-10", "pair STDP, float, 256-10", "triplet STDP, float, 256-10");
    assertThat(result.rules())
        .allMatch(r -> r.energyPerSample().values().stream().allMatch(e -> e.value() > 0));
    // A lesson of pairs: 440 synapses read, 44 rows written at the nine neurons that have fired,
    // 10 columns of 256 read and the last written where its 44 pixels have spiked, 10 weights of
    // the teacher, 10 neurons in each of 18 ticks, traces of 44 pixels and 10 neurons.
    RuleCost pairs = result.rules().get(1);
    assertThat(pairs.accessesPerStep() * 18)
        .isCloseTo(440 + 44 * 9 + 2560 + 44 + 10 + 180 + 54, within(1e-6));
  }

  @Test
  void shouldSetASlantedLineUpright() {
    byte[] pixels = new byte[28 * 28];
    for (int r = 6; r < 22; r++) {
      pixels[r * 28 + 20 - r / 2] = (byte) 255;
    }
    RankOrder order = new RankOrder(new LabelledImages(28, 28, 10, pixels, new byte[1]), 12);
    assertThat(Arrays.stream(order.order(0)).map(k -> k % 16)).allMatch(c -> c == 7 || c == 8);
  }

  @Test
  void shouldOrderPixelsByBrightnessAndStandAnEmptyImage() {
    LabelledImages images = GeneratedDigits.draw(Seed.of(22), LabelledImages.Part.TRAINING, 20);
    RankOrder order = new RankOrder(images, 35);
    for (int n = 0; n < images.size(); n++) {
      double[] grey = order.deskewed(n);
      int[] ranked = order.order(n);
      for (int k = 1; k < ranked.length; k++) {
        // pixels are told apart to a thousandth of a grey level
        assertThat(grey[ranked[k]]).isLessThanOrEqualTo(grey[ranked[k - 1]] + 1e-3);
      }
      assertThat(Arrays.stream(ranked).distinct().count()).isEqualTo(35);
    }
    LabelledImages empty = new LabelledImages(28, 28, 10, new byte[784], new byte[1]);
    assertThat(new RankOrder(empty, 3).order(0)).containsExactly(0, 1, 2);
  }
}
