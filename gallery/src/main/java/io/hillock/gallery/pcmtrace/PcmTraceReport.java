package io.hillock.gallery.pcmtrace;

import io.hillock.device.Figure;
import io.hillock.device.pcm.DriftParameters;
import io.hillock.device.pcm.DriftPreset;
import io.hillock.device.pcm.TraceStorage;
import io.hillock.gallery.Claim;
import io.hillock.gallery.Figures;
import io.hillock.gallery.Result;
import io.hillock.gallery.RuleCost;
import io.hillock.gallery.Table;
import io.hillock.ledger.CountKind;
import io.hillock.ledger.Counts;
import io.hillock.ledger.EnergyEstimate;
import io.hillock.ledger.Ledger;
import io.hillock.ledger.Technology;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tables and costs of the experiment. */
final class PcmTraceReport {
  /** The least leak that is taken for controllable; ten and a hundred times as much are shown. */
  static final double LEAST_LEAK_FA = 1;

  private static final List<Technology.BuiltIn> TECHNOLOGIES =
      List.of(Technology.BuiltIn.DIGITAL_28NM, Technology.BuiltIn.DIGITAL_45NM);
  private static final String TRACES = "rule0";

  private PcmTraceReport() {}

  static void fill(Result result, Outcomes easy, Outcomes hard) {
    PcmTracePlots.fill(result, easy, hard);
    result.table(arms(easy, hard)).table(storage(hard)).table(halfLives()).table(figures());
    for (Outcomes outcomes : List.of(easy, hard)) {
      for (TraceArm arm :
          List.of(
              TraceArm.EXPONENTIAL,
              TraceArm.PCM,
              TraceArm.TOGETHER_8,
              TraceArm.LATCH,
              TraceArm.NONE)) {
        result.rule(cost(outcomes, arm));
      }
    }
  }

  private static RuleCost cost(Outcomes outcomes, TraceArm arm) {
    Figures first = outcomes.byArm().get(arm).getFirst();
    double patterns = (double) outcomes.networks(arm) * outcomes.task().events();
    Map<String, EnergyEstimate> energies = new LinkedHashMap<>();
    for (Technology.BuiltIn builtIn : TECHNOLOGIES) {
      Technology technology = Technology.of(builtIn);
      energies.put(technology.name(), technology.price(first.ledger()).total().times(1 / patterns));
    }
    return new RuleCost(
        "reward-modulated, trace: " + arm.title() + ", " + outcomes.task().name() + " task",
        Claim.mean(outcomes.accuracy(arm)),
        first.row("memoryBytes")[1],
        "a pattern",
        RuleCost.accesses(first.ledger().total()) / patterns,
        energies);
  }

  private static Table arms(Outcomes easy, Outcomes hard) {
    List<List<String>> rows = new ArrayList<>();
    for (TraceArm arm : TraceArm.values()) {
      Counts traces = hard.byArm().get(arm).getFirst().ledger().of(TRACES);
      double patterns = (double) hard.networks(arm) * hard.task().events();
      rows.add(
          List.of(
              arm.title(),
              percent(easy.accuracy(arm)),
              percent(hard.accuracy(arm)),
              setting(arm, easy.task()),
              setting(arm, hard.task()),
              number("%.1f", traces.get(CountKind.PROGRAMMING_PULSE) / patterns),
              number("%.1f", 1e12 * (traces.writeEnergyJ() + traces.readEnergyJ()) / patterns)));
    }
    return new Table(
        "What holds the trace; mean and deviation over seeds",
        List.of(
            "trace",
            "easy [%]",
            "hard [%]",
            "eta, scale [s], easy",
            "eta, scale [s], hard",
            "pulses for a pattern, hard",
            "pulses and reads for a pattern, hard [pJ]"),
        rows);
  }

  private static String setting(TraceArm arm, RewardTask task) {
    TraceArm.Setting s = ChosenSettings.of(arm, task);
    boolean timeless = arm == TraceArm.LATCH || arm == TraceArm.NONE || arm == TraceArm.NO_BASELINE;
    return s.eta() + (timeless ? "" : ", " + StrictMath.round(s.scaleS()));
  }

  private static String percent(double[] accuracy) {
    return number("%.1f", 100 * Claim.mean(accuracy))
        + " ("
        + number("%.1f", 100 * Claim.spread(accuracy))
        + ")";
  }

  /** Energies of the word are those that the technology charged for the exponential traces. */
  private static Table storage(Outcomes hard) {
    double tauS = ChosenSettings.of(TraceArm.EXPONENTIAL, hard.task()).scaleS();
    DriftParameters p = TraceArm.PCM.device();
    double half = p.factor(p.meanNu(), tauS);
    Ledger word = new Ledger();
    word.of(TRACES).add(CountKind.TRACE_UPDATE, 1);
    double update = Technology.of(Technology.BuiltIn.DIGITAL_45NM).price(word).total().value();
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "phase-change cell",
            number("%.2f", TraceStorage.cellsUm2(1)),
            number("%.3g", 1e12 * p.pulseJ()),
            number("%.2g", 1e12 * p.readPerUsJ() * p.g0US() * half),
            "a RESET; grows neither with the time scale nor while it waits"));
    for (double leak : new double[] {LEAST_LEAK_FA, 10 * LEAST_LEAK_FA, 100 * LEAST_LEAK_FA}) {
      rows.add(
          List.of(
              "capacitor, leak " + number("%.0f", leak) + " fA",
              number("%.3g", TraceStorage.capacitorUm2(tauS, leak)),
              number("%.2g", 1e12 * TraceStorage.capacitorJ(tauS, leak)),
              "-",
              "tau = " + number("%.0f", tauS) + " s; its read was not modelled"));
    }
    rows.add(
        List.of(
            "word of 8 bits",
            number("%.2f", TraceStorage.wordUm2(8)),
            number("%.3g", 1e12 * update),
            number("%.3g", 1e12 * update),
            "price of a trace update at 45 nm"));
    return new Table(
        "Storage of one trace (circuits around it not counted; published with circuits: > 10x less"
            + " area)",
        List.of("storage", "area [um^2]", "setting [pJ]", "read [pJ]", "remark"),
        rows);
  }

  private static Table halfLives() {
    DriftParameters p = TraceArm.PCM.device();
    List<List<String>> rows = new ArrayList<>();
    for (double nu : new double[] {0.04, 0.05, 0.06, 0.07, 0.08, 0.09, 0.1, 0.11, 0.12}) {
      rows.add(
          List.of(
              number("%.2f", nu),
              number("%.4g", p.halfLifeS(nu)),
              number("%.3f", p.factor(nu, 1)),
              number("%.3f", p.factor(nu, 10)),
              number("%.3f", p.factor(nu, 100))));
    }
    return new Table(
        "What an exponent means, t0 = 0.9 ms",
        List.of("nu", "half-life [s]", "G/G0 at 1 s", "at 10 s", "at 100 s"),
        rows);
  }

  private static Table figures() {
    List<List<String>> rows = new ArrayList<>();
    for (DriftPreset preset : DriftPreset.values()) {
      for (Figure f : preset.parameters().figures()) {
        rows.add(row(preset.id(), f));
      }
    }
    for (Figure f : TraceStorage.figures()) {
      rows.add(row("storage", f));
    }
    return new Table(
        "Numbers of the devices",
        List.of("set", "figure", "value", "unit", "evidence", "source"),
        rows);
  }

  private static List<String> row(String set, Figure f) {
    return List.of(
        set, f.symbol(), number("%.4g", f.value()), f.unit(), f.evidence().toString(), f.source());
  }

  static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
