package io.hillock.gallery.local;

import io.hillock.data.events.EventSteps;
import io.hillock.gallery.Result;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One recording for the eye: where events were during each saccade, and when. */
final class DigitPicture {
  private static final int SACCADES = 3;

  private record Point(double x, double y) {}

  private DigitPicture() {}

  /** Adds the first recording of the test set, as the networks get it. */
  static void plot(Result result, EventTask task, Seed seed) {
    EventSteps grid = task.grid();
    SpikeList spikes = new SpikeList(grid.channels());
    int label = task.open(seed).show(true, 0, 0, grid);
    Set<Point> on = new LinkedHashSet<>(); // a place that had several events is one point
    Set<Point> off = new LinkedHashSet<>();
    List<Point> raster = new ArrayList<>();
    for (int t = 0; t < grid.steps(); t++) {
      grid.deliver(t, spikes);
      double left = (grid.columns() + 2.0) * (t * SACCADES / grid.steps());
      for (int k = 0; k < spikes.size(); k++) {
        int channel = spikes.get(k);
        int place = channel / 2;
        double row = grid.rows() - 1.0 - place / grid.columns();
        (channel % 2 == 0 ? on : off).add(new Point(left + place % grid.columns(), row));
        raster.add(new Point(t * EventTask.STEP_US / 1000.0, channel));
      }
    }
    result.plot(
        new Plot.Curves(
            "A digit " + label + " as the network gets it: one square for each saccade",
            Plot.Axis.of("column of the grid, a gap after each saccade"),
            Plot.Axis.of("row of the grid, from below"),
            List.of(series("brighter (ON)", on), series("darker (OFF)", off))));
    result.plot(
        new Plot.Raster(
            "The same digit in steps of 12.5 ms",
            Plot.Axis.of("time [ms]"),
            grid.channels(),
            raster.stream().mapToDouble(Point::x).toArray(),
            raster.stream().mapToInt(point -> (int) point.y()).toArray()));
  }

  private static Plot.Series series(String name, Set<Point> points) {
    double[] x = points.stream().mapToDouble(Point::x).toArray();
    double[] y = points.stream().mapToDouble(Point::y).toArray();
    return new Plot.Series(name, Plot.Style.POINTS, x, y);
  }
}
