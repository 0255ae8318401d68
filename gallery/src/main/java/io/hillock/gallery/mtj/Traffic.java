package io.hillock.gallery.mtj;

import io.hillock.random.Purpose;
import io.hillock.random.RandomStream;
import io.hillock.random.Seed;
import io.hillock.signal.EventStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Vehicles on lanes that pass an event sensor. At the front edge of a vehicle a pixel gives an ON
 * event, at its rear edge an OFF event, each with a probability and a jitter; every channel has
 * background events. Odd lanes run backwards. Time is in steps of 1 ms, channel = polarity, then
 * row, then column.
 *
 * @param events what the sensor gives
 * @param vehicles who passes, by the time of entry
 * @param steps length of the recording
 */
record Traffic(EventStream events, List<Vehicle> vehicles, int steps) {
  static final int LANES = 4;
  static final int COLUMNS = 48;
  private static final int LANE_ROWS = 6;
  static final int ROWS = LANES * LANE_ROWS;
  static final int CHANNELS = 2 * ROWS * COLUMNS;

  private static final int VEHICLE_ROWS = 4;
  private static final double SEEN = 0.9;
  private static final double JITTER_MS = 4;
  private static final double BACKGROUND_HZ = 0.1;
  private static final double MEAN_GAP_S = 4;
  private static final double LEAST_GAP_S = 0.8;

  /** Who passes where and when, in steps. */
  record Vehicle(int lane, int from, int to) {}

  /** A recording of a length. */
  static Traffic record(Seed seed, int part, int seconds) {
    RandomStream draw = seed.stream(Purpose.DATA, 32, part);
    int steps = 1000 * seconds;
    EventStream.Builder events = new EventStream.Builder(CHANNELS);
    List<Vehicle> vehicles = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      double speed = 30 + 5 * lane; // columns per second; no one overtakes within a lane
      double at = draw.nextDouble() * MEAN_GAP_S;
      while (true) {
        double own = speed * draw.nextDouble(0.9, 1.1);
        double length = draw.nextDouble(5, 9);
        double leaves = at + (COLUMNS + length) / own;
        if (leaves >= seconds) {
          break;
        }
        vehicles.add(new Vehicle(lane, (int) (1000 * at), (int) (1000 * leaves)));
        pass(draw, events, lane, at, own, length, steps);
        at += length / own + LEAST_GAP_S - MEAN_GAP_S * StrictMath.log(1 - draw.nextDouble());
      }
    }
    double background = BACKGROUND_HZ * CHANNELS / 1000;
    for (int t = 0; t < steps; t++) {
      for (double left = background; left > 0; left -= 1) {
        if (draw.nextBoolean(Math.min(1, left))) {
          events.add(t, draw.nextInt(CHANNELS));
        }
      }
    }
    vehicles.sort(Comparator.comparingInt(Vehicle::from));
    return new Traffic(events.build(), vehicles, steps);
  }

  private static void pass(
      RandomStream draw,
      EventStream.Builder events,
      int lane,
      double at,
      double speed,
      double length,
      int steps) {
    int top = lane * LANE_ROWS + 1 + draw.nextInt(2) - draw.nextInt(2);
    for (int c = 0; c < COLUMNS; c++) {
      int column = lane % 2 == 0 ? c : COLUMNS - 1 - c;
      for (int row = top; row < top + VEHICLE_ROWS; row++) {
        for (int polarity = 0; polarity < 2; polarity++) {
          double when = at + (c + polarity * length) / speed;
          double ms = 1000 * when + JITTER_MS * draw.nextGaussian();
          if (draw.nextBoolean(SEEN) && ms >= 0 && ms < steps) {
            events.add((long) ms, (polarity * ROWS + row) * COLUMNS + column);
          }
        }
      }
    }
  }
}
