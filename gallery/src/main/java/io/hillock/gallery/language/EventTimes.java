package io.hillock.gallery.language;

import io.hillock.gallery.Claim;
import io.hillock.gallery.Result;
import io.hillock.gallery.Scale;
import io.hillock.gallery.Table;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import io.hillock.train.cell.EventSpeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Seconds per word of the recurrent product of a gated layer of 512 units, forward and back, as
 * sparsity rises: by events, beside our dense kernels, on this machine and in this run. Nothing is
 * required of the ratios here, since other load meets them; the benchmarks hold them.
 */
final class EventTimes {
  private static final int UNITS = 512;
  private static final int GATES = 3;
  private static final double NANO = 1e-9;
  private static final double MICRO = 1e6;
  private static final int[] BATCHES = {1, 32};

  /** The sparsity at which ratios are stated. */
  private static final double STATED = 0.85;

  private static final double[] SPARSITIES = {0.5, 0.7, STATED, 0.95};

  /** Short, so that some fall between what else a machine does. */
  private static final double WINDOW_MS = 0.4;

  private final double backwardSparsity;
  private final List<EventSpeed.Result> measured = new ArrayList<>();

  private EventTimes(double backwardSparsity) {
    this.backwardSparsity = backwardSparsity;
  }

  /** Measures, some seconds for each of eight settings. */
  static EventTimes measure(Scale scale, double backwardSparsity, Seed seed) {
    // A model may end beyond what potentials can be drawn for.
    EventTimes times = new EventTimes(Math.clamp(backwardSparsity, 0.05, 0.95));
    for (int batch : BATCHES) {
      for (double sparsity : SPARSITIES) {
        times.measured.add(
            EventSpeed.measure(
                new EventSpeed.Setting(
                    UNITS, GATES * UNITS, batch, sparsity, times.backwardSparsity),
                seed,
                scale == Scale.PAPER ? 200 : 60,
                WINDOW_MS));
      }
    }
    return times;
  }

  private List<EventSpeed.Result> of(int batch) {
    return measured.stream().filter(r -> r.setting().batch() == batch).toList();
  }

  void add(Result result) {
    for (int batch : BATCHES) {
      EventSpeed.Result at =
          of(batch).stream()
              .filter(r -> r.setting().activitySparsity() == STATED)
              .findFirst()
              .orElseThrow();
      claim(result, "forward", batch, at.forward().ratio());
      claim(result, "backward", batch, at.backward().ratio());
    }
    result.plot(
        new Plot.Curves(
            "Time of a word in a recurrent layer of 512 gated units",
            Plot.Axis.of("activity sparsity"),
            new Plot.Axis("us per word", true),
            List.of(
                line("forward, events, batch 1", 1, r -> r.forward().events()),
                line("forward, dense, batch 1", 1, r -> r.forward().dense()),
                line("back, events, batch 1", 1, r -> r.backward().events()),
                line("back, dense, batch 1", 1, r -> r.backward().dense()),
                line("forward, events, batch 32", 32, r -> r.forward().events()),
                line("forward, dense, batch 32", 32, r -> r.forward().dense()),
                line("back, events, batch 32", 32, r -> r.backward().events()),
                line("back, dense, batch 32", 32, r -> r.backward().dense()))));
    List<List<String>> rows = new ArrayList<>();
    for (EventSpeed.Result r : measured) {
      rows.add(
          List.of(
              Integer.toString(r.setting().batch()),
              text("%.2f", r.setting().activitySparsity()),
              text("%.2f", r.needed()),
              time(r.forward().dense(), r),
              time(r.forward().events(), r),
              text("%.2f", r.forward().ratio()),
              time(r.backward().dense(), r),
              time(r.backward().events(), r),
              text("%.2f", r.backward().ratio())));
    }
    result.table(
        new Table(
            text(
                "Time of a word [us], 512 gated units, one thread, backward sparsity %.2f",
                backwardSparsity),
            List.of(
                "batch",
                "activity sparsity",
                "units asked for a derivative",
                "forward, dense",
                "forward, events",
                "ratio",
                "back, dense",
                "back, events",
                "ratio"),
            rows));
  }

  private static void claim(Result result, String way, int batch, double ratio) {
    result.metric("speedup." + way + ".b" + batch, ratio);
    result.claim(
        Claim.of(
            text(
                "dense over events, %s, batch %d, 512 units at 85 %% activity sparsity",
                way, batch),
            new double[] {ratio},
            "1",
            Claim.Relation.REPORTED,
            Double.NaN,
            "wall clock on this machine under whatever else it did"));
  }

  private interface Nanoseconds {
    double of(EventSpeed.Result result);
  }

  private Plot.Series line(String name, int batch, Nanoseconds step) {
    List<EventSpeed.Result> results = of(batch);
    double[] x = results.stream().mapToDouble(r -> r.setting().activitySparsity()).toArray();
    double[] y = results.stream().mapToDouble(step::of).toArray();
    return new Plot.Series(
        name, Plot.Style.LINE, x, Arrays.stream(y).map(ns -> MICRO * NANO * ns / batch).toArray());
  }

  private static String time(double step, EventSpeed.Result r) {
    return text("%.2f", MICRO * NANO * step / r.setting().batch());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
