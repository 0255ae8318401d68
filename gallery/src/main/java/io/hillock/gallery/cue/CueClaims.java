package io.hillock.gallery.cue;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import java.util.List;

/** What is required of the arms. */
final class CueClaims {
  /** The code of the published network stops learning at an error below 7 %. */
  static final double ALIF_BAR = 0.93;

  private static final double QUICK_ALIF_BAR = 0.90;
  private static final double LONG_LEAK_BAR = 0.96;
  private static final double EIGHT_BIT_BAR = 0.94;

  /** What the chip reached, on 50 stored trials. */
  private static final double CHIP = 0.964;

  private CueClaims() {}

  /** Adds all claims. */
  static void add(Result result, CueOutcomes outcomes, Scale scale) {
    CueArm longLeak = outcomes.arm(CueVariant.LONG_LEAK);
    CueArm eightBit = outcomes.arm(CueVariant.LONG_LEAK_8_BIT);
    String bar = "bar of this project on 500 unseen trials; published: Frenkel & Indiveri 2022, on";
    result.claim(
        accuracy(
                outcomes,
                longLeak,
                LONG_LEAK_BAR,
                "tau_m 2 s, hardware e-prop",
                bar + " chip, 8 bit")
            .published(CHIP));
    result.claim(
        accuracy(
                outcomes,
                eightBit,
                EIGHT_BIT_BAR,
                "the same in 8-bit weights, stochastic rounding",
                bar + " 50 stored trials")
            .published(CHIP));
    double alif = scale == Scale.PAPER ? ALIF_BAR : QUICK_ALIF_BAR;
    String source =
        "Bellec et al. 2020: their code stops learning at an error below 7 %; here with a falling"
            + " rate"
            + (scale == Scale.PAPER ? "" : ", and shorter than at paper scale");
    for (String key : List.of("alif", "alif.bptt")) {
      CueArm arm = outcomes.arm(key);
      result.claim(accuracy(outcomes, arm, alif, arm.title(), source));
    }
    control(result, outcomes, outcomes.arm(CueVariant.SHORT_LEAK), "tau_m 20 ms, hardware e-prop");
    CueArm throughTime = outcomes.arm("shortLeak.bptt");
    control(result, outcomes, throughTime, throughTime.title());
  }

  private static Claim accuracy(
      CueOutcomes outcomes, CueArm arm, double bar, String what, String source) {
    return Claim.of(
        "accuracy, " + what,
        outcomes.accuracy(arm),
        "fraction",
        Claim.Relation.AT_LEAST,
        bar,
        source);
  }

  /** It stays at chance though it fires. */
  private static void control(Result result, CueOutcomes outcomes, CueArm arm, String what) {
    result.claim(
        Claim.of(
            "distance of accuracy from chance, " + what,
            outcomes.fromChance(arm),
            "fraction",
            Claim.Relation.AT_MOST,
            0.08,
            "no trace and no gradient bridges what no state holds"));
    result.claim(
        Claim.of(
            "firing rate, " + what,
            outcomes.rateHz(arm),
            "Hz",
            Claim.Relation.AT_LEAST,
            1,
            "a silent network would be no control"));
  }
}
