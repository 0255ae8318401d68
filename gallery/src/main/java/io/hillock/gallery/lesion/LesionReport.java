package io.hillock.gallery.lesion;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Result;
import io.hillock.gallery.Table;
import io.hillock.gallery.lesion.LesionJob.State;
import io.hillock.gallery.plot.Plot;
import io.hillock.lesion.FaultKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Metrics, plots and tables of {@link LesionExperiment}. */
final class LesionReport {
  private LesionReport() {}

  /** A fraction in percent, without superfluous digits. */
  static String percent(double fraction) {
    double p = 100 * fraction;
    return p == Math.rint(p)
        ? String.format(Locale.ROOT, "%.0f", p)
        : String.format(Locale.ROOT, "%.1f", p);
  }

  /** Name of a kind in metrics. */
  static String key(FaultKind kind) {
    return switch (kind) {
      case DEAD_UNIT -> "dead";
      case STUCK_ON_UNIT -> "stuckOn";
      case DEAD_SYNAPSE -> "deadSynapse";
      case SIGN_FLIPPED_SYNAPSE -> "signFlipped";
      case WEIGHT_NOISE -> "weightNoise";
      case STUCK_AT_MAX_WEIGHT -> "stuckAtMax";
    };
  }

  static void metrics(Result result, List<LesionOutcomes> outcomes) {
    for (LesionOutcomes o : outcomes) {
      String prefix = o.arm().prefix();
      if (o.arm().copies() == 1) {
        result.metric(prefix + "error.clean", o.cleanErrors());
      }
      FaultKind first = o.arm().kinds().getFirst();
      result.metric(prefix + "loss.fraction0", o.losses(first, State.HURT, 0));
      if (o.has(first, State.RETRAINED, 0)) {
        result.metric(prefix + "loss.fraction0.retrained", o.losses(first, State.RETRAINED, 0));
      }
      for (FaultKind kind : o.arm().kinds()) {
        for (State state : State.values()) {
          for (double q : o.fractions(kind, state)) {
            String name = prefix + "loss." + key(kind) + percent(q) + "percent";
            result.metric(name + suffix(state), o.losses(kind, state, q));
            if (state != State.RESCALED) {
              double[] all = o.all(kind, state, q);
              result.metric(name + suffix(state) + ".sd", Claim.spread(all));
              result.metric(
                  name + suffix(state) + ".worst", Arrays.stream(all).max().orElseThrow());
            }
          }
        }
        result.metric(prefix + "falls." + key(kind), o.falls(kind));
      }
    }
  }

  private static String suffix(State state) {
    return switch (state) {
      case HURT -> "";
      case RETRAINED -> ".retrained";
      case RESCALED -> ".rescaled";
    };
  }

  static void plots(Result result, List<LesionOutcomes> outcomes) {
    LesionOutcomes main = outcomes.getFirst();
    List<LesionOutcomes> single = outcomes.stream().filter(o -> o.arm().copies() == 1).toList();
    for (LesionOutcomes o : single) {
      if (o.arm().kinds().size() > Arm.UNITS.size()) {
        result.plot(kinds("Error by kind of fault, " + o.arm().title(), o, State.HURT));
        if (o.fractions(o.arm().kinds().getFirst(), State.RETRAINED).length > 1) {
          result.plot(
              kinds("Error after learning with faults, " + o.arm().title(), o, State.RETRAINED));
        }
      }
    }
    for (FaultKind kind : Arm.UNITS) {
      List<Plot.Series> copies = new ArrayList<>();
      for (LesionOutcomes o : outcomes) {
        if (o.arm().recipe().equals(main.arm().recipe())) {
          String r = "r = " + o.arm().copies();
          copies.add(series(r, o, kind, State.HURT));
          if (kind == FaultKind.DEAD_UNIT) {
            copies.add(series(r + ", rescaled", o, kind, State.RESCALED));
          }
        }
      }
      copies.add(sound(main));
      result.plot(
          curves(
              "Each unit r times: error by " + kind.label() + ", " + main.arm().title(), copies));
      result.plot(
          curves(
              "Error by " + kind.label() + ", networks side by side",
              single.stream().map(o -> series(o.arm().title(), o, kind, State.HURT)).toList()));
    }
  }

  private static Plot kinds(String title, LesionOutcomes o, State state) {
    List<Plot.Series> all = new ArrayList<>();
    o.arm().kinds().forEach(kind -> all.add(series(kind.label(), o, kind, state)));
    all.add(sound(o));
    return curves(title, all);
  }

  private static Plot curves(String title, List<Plot.Series> series) {
    return new Plot.Curves(
        title, new Plot.Axis("faulty [%]", true), new Plot.Axis("error [%]", true), series);
  }

  /** Errors rather than losses, since those are all above 0 and can stand on a logarithmic axis. */
  private static Plot.Series series(String name, LesionOutcomes o, FaultKind kind, State state) {
    double[] fractions = o.fractions(kind, state);
    double clean = Claim.mean(o.cleanErrors());
    return new Plot.Series(
        name,
        Plot.Style.LINE,
        Arrays.stream(fractions).map(q -> 100 * q).toArray(),
        Arrays.stream(o.curve(kind, state, fractions)).map(loss -> clean + loss).toArray());
  }

  private static Plot.Series sound(LesionOutcomes o) {
    double clean = Claim.mean(o.cleanErrors());
    double[] ends = {
      100 * o.arm().protocol().fractions().get(1), 100 * o.arm().protocol().fractions().getLast()
    };
    return new Plot.Series("without faults", Plot.Style.LINE, ends, new double[] {clean, clean});
  }

  static void tables(Result result, List<LesionOutcomes> outcomes) {
    for (LesionOutcomes o : outcomes) {
      String clean = String.format(Locale.ROOT, "%.2f", Claim.mean(o.cleanErrors()));
      result.table(
          table(
              "Loss [points], mean ± deviation over draws (worst); "
                  + o.arm().title()
                  + ", error without faults "
                  + clean
                  + " %",
              o));
    }
  }

  private static Table table(String title, LesionOutcomes o) {
    List<String> header = new ArrayList<>(List.of("fault"));
    o.arm().protocol().fractions().forEach(q -> header.add(percent(q) + " %"));
    List<List<String>> rows = new ArrayList<>();
    for (FaultKind kind : o.arm().kinds()) {
      for (State state : State.values()) {
        if (o.fractions(kind, state).length > 0) {
          List<String> row = new ArrayList<>();
          row.add(kind.label() + words(state));
          for (double q : o.arm().protocol().fractions()) {
            row.add(o.has(kind, state, q) ? cell(o.all(kind, state, q)) : "");
          }
          rows.add(row);
        }
      }
    }
    return new Table(title, header, rows);
  }

  private static String words(State state) {
    return switch (state) {
      case HURT -> "";
      case RETRAINED -> ", after learning";
      case RESCALED -> ", rescaled";
    };
  }

  private static String cell(double[] all) {
    return String.format(
        Locale.ROOT,
        "%.2f ± %.2f (%.2f)",
        Claim.mean(all),
        Claim.spread(all),
        Arrays.stream(all).max().orElseThrow());
  }
}
