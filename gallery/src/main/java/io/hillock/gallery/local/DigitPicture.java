package io.hillock.gallery.local;

import io.hillock.data.events.EventSteps;
import io.hillock.gallery.Result;
import io.hillock.gallery.plot.Plot;
import io.hillock.random.Seed;
import io.hillock.signal.SpikeList;
import java.util.ArrayList;
import java.util.List;

/** One recording for the eye: where events were during each saccade, and when. */
final class DigitPicture {
  private static final int SACCADES = 3;

  private record Point(double x, double y) {}

  private DigitPicture() {}

  /** Adds the first recording of the test set. */
  static void plot(Result result, EventTask task, Seed seed) {
    EventSteps pixels = task.pixels();
    EventSteps grid = task.grid();
    EventTask.Presenter presenter = task.open(seed);
    int label = presenter.show(true, 0, 0, pixels);
    presenter.show(true, 0, 0, grid);
    result.plot(
        new Plot.Curves(
            "A digit " + label + " as the camera sees it: pixels with events, saccade by saccade",
            Plot.Axis.of("column, 30 further for each saccade [pixel]"),
            Plot.Axis.of("row, from below [pixel]"),
            picture(pixels)));
    result.plot(raster("The same digit as the networks get it, in steps of 12.5 ms", grid));
  }

  /** Each pixel as what it saw more of in each saccade. */
  private static List<Plot.Series> picture(EventSteps pixels) {
    SpikeList spikes = new SpikeList(pixels.channels());
    int[][] excess = new int[SACCADES][pixels.channels() / 2]; // steps with ON less with OFF
    for (int t = 0; t < pixels.steps(); t++) {
      pixels.deliver(t, spikes);
      int[] during = excess[t * SACCADES / pixels.steps()];
      for (int k = 0; k < spikes.size(); k++) {
        during[spikes.get(k) / 2] += spikes.get(k) % 2 == 0 ? 1 : -1;
      }
    }
    List<Point> on = new ArrayList<>();
    List<Point> off = new ArrayList<>();
    for (int s = 0; s < SACCADES; s++) {
      for (int pixel = 0; pixel < excess[s].length; pixel++) {
        double x = (pixels.columns() + 2.0) * s + pixel % pixels.columns();
        double y = pixels.rows() - 1.0 - pixel / pixels.columns();
        if (excess[s][pixel] != 0) {
          (excess[s][pixel] > 0 ? on : off).add(new Point(x, y));
        }
      }
    }
    return List.of(series("brighter (ON)", on), series("darker (OFF)", off));
  }

  private static Plot.Raster raster(String title, EventSteps grid) {
    SpikeList spikes = new SpikeList(grid.channels());
    List<Point> all = new ArrayList<>();
    for (int t = 0; t < grid.steps(); t++) {
      grid.deliver(t, spikes);
      for (int k = 0; k < spikes.size(); k++) {
        all.add(new Point(t * EventTask.STEP_US / 1000.0, spikes.get(k)));
      }
    }
    return new Plot.Raster(
        title,
        Plot.Axis.of("time [ms]"),
        grid.channels(),
        all.stream().mapToDouble(Point::x).toArray(),
        all.stream().mapToInt(point -> (int) point.y()).toArray());
  }

  private static Plot.Series series(String name, List<Point> points) {
    double[] x = points.stream().mapToDouble(Point::x).toArray();
    double[] y = points.stream().mapToDouble(Point::y).toArray();
    return new Plot.Series(name, Plot.Style.POINTS, x, y);
  }
}
